# ruff: noqa: E501 (an entry of a plan is one line)
"""The register as papers print it: at which point, what moved, and what only has another name."""

from __future__ import annotations

import pytest

from ipcli.papers.risks import risks
from support.papers import basis_of, page

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


def test_a_target_that_moved_is_told_as_a_movement_of_the_target() -> None:
    after = REGISTER.replace("aim: {likelihood: 1, impact: 2}", "aim: {likelihood: 2, impact: 2}")

    found = movement(after, REGISTER)

    assert found == [("Aim up from Green 2 to Amber 4",)]


def test_scores_that_moved_at_several_points_are_told_together_the_present_one_first() -> None:
    after = REGISTER.replace("raw: {likelihood: 4, impact: 4}", "raw: {likelihood: 2, impact: 4}")

    found = movement(after.replace("now: {likelihood: 4", "now: {likelihood: 1"), REGISTER)

    assert found == [("Down from Red 8 to Green 2, raw down from Red 16 to Red 8",)]


def test_a_score_that_came_from_other_steps_of_the_axes_is_told_by_them() -> None:
    after = REGISTER.replace("now: {likelihood: 4, impact: 2}", "now: {likelihood: 2, impact: 4}")

    found = movement(after, REGISTER)

    assert found == [
        ("Changed from likelihood 4, impact 2 to likelihood 2, impact 4, which make Red 8 too",)
    ]


def test_axes_that_do_not_make_the_published_score_are_not_said_to_make_it() -> None:
    before = REGISTER.replace(
        "now: {likelihood: 4, impact: 2}", "now: {likelihood: 2, impact: 2, score: 6}"
    )
    after = before.replace("now: {likelihood: 2, impact: 2", "now: {likelihood: 2, impact: 4")

    found = movement(after, before)

    assert found == [
        ("Changed from likelihood 2, impact 2 to likelihood 2, impact 4; the score stays Amber 6",)
    ]


def test_the_progress_register_tells_a_target_that_moved() -> None:
    after = REGISTER.replace("aim: {likelihood: 1, impact: 2}", "aim: {likelihood: 2, impact: 2}")

    out = page(basis_of(after, REGISTER), "md")

    assert "| Aim up from Green 2 to Amber 4. |" in out


@pytest.mark.parametrize(
    "after",
    [
        REGISTER.replace("id: red, name: Red", "id: red, name: Critical"),
        REGISTER.replace("id: red, name: Red", "id: critical, was: red, name: Critical"),
    ],
    ids=["another name", "another id"],
)
def test_a_band_that_has_another_name_moves_no_risk(after: str) -> None:
    assert movement(after, REGISTER) == [("No score moved.",)]


def test_a_row_of_the_register_is_found_by_its_present_band() -> None:
    after = REGISTER.replace("now: {likelihood: 4, impact: 2}", "now: {likelihood: 1, impact: 2}")

    sheet = risks(basis_of(after))

    (register,) = [each for each in sheet.sections if each.anchor == "register"]
    assert [row.state for row in register.tables[0].rows] == ["Green"]
