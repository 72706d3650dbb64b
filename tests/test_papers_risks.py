# ruff: noqa: E501 (an entry of a plan is one line)
"""The register as papers print it: at which point, what moved, and what only has another name."""

from __future__ import annotations

from ipcli.papers.risks import risks
from support.papers import basis_of

REGISTER = """\
-- plans/plan.yaml --
plan: {id: risky, format: 1, council: Anytown Council, title: Plan, levels: [{id: action, name: Action}]}
risk_matrices:
  - id: register
    name: Register
    points: [{id: raw, name: Raw}, {id: now, name: Now}, {id: aim, name: Aim}]
    likelihood: [{id: 1, name: Rare}, {id: 2, name: Likely}, {id: 4, name: Sure}]
    impact: [{id: 1, name: Minor}, {id: 2, name: Major}, {id: 4, name: Grave}]
    bands: [{id: red, name: Red, colour: red, from: 8}, {id: amber, name: Amber, colour: amber, from: 4}, {id: green, name: Green, colour: green, from: 1}]
periods:
  - {id: P1, name: First, as_of: 2026-06-30, tag: risky/1}
  - {id: P2, name: Second, as_of: 2026-09-30, tag: risky/2}
risks:
  - id: R1
    title: Money
    scores:
      raw: {likelihood: 4, impact: 4}
      now: {likelihood: 4, impact: 2}
      aim: {likelihood: 1, impact: 2}
"""


def movement(after: str, before: str) -> list[tuple[str, ...]]:
    """Return what the paper of the register says of movement: its lines, or its rows."""
    sections = risks(basis_of(after, before)).sections
    (found,) = [each for each in sections if each.anchor == "movement"]
    rows = [
        tuple(cell.text for cell in row.cells[1:2]) for each in found.tables for row in each.rows
    ]
    return [found.lines] if found.lines else rows


def test_a_register_is_reported_at_its_present_point_whatever_that_is_called() -> None:
    after = REGISTER.replace("now: {likelihood: 4, impact: 2}", "now: {likelihood: 1, impact: 2}")

    found = movement(after, REGISTER)

    assert found == [("Down from Red 8 to Green 2",)]
