"""How a generated plan works: levels, scales, the risk matrix, change control, who is who, periods.

The same for every plan but for the periods, so it is kept as it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import plan_words as words
from plan_records import AGREED
from yaml_lines import in_flow, pairs, section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan_records import Plan, Quarter

PLAN_ID = "bench"

_RULES = f"""\
plan:
  id: {PLAN_ID}
  format: 1
  council: Borough Council of the Benchmark
  title: Improvement and Recovery Plan
  agreed: [{{by: council, date: {AGREED}}}]
  levels:
    - {{id: theme, name: Theme, scale: theme-status, rollup: shown}}
    - {{id: workstream, name: Workstream}}
    - {{id: main-action, name: Main action, scale: progress, ratings: delivery-risk}}
    - {{id: sub-action, name: Sub-action, scale: progress}}
    - {{id: assurance-action, name: Assurance action, beside: sub-action, scale: progress}}
  counts:
    - {{id: main-actions, name: Main actions, levels: main-action}}
    - {{id: all-actions, name: All actions, levels: [main-action, sub-action, assurance-action]}}
    - {{id: actions-due, name: Main actions due, levels: main-action, base: due}}
  costs: [{{amount: 1250000, kind: one-off, source: Transformation reserve}}]
scales:
  - id: theme-status
    name: Theme status
    states:
      - {{id: green, name: Green, colour: green, class: on-course}}
      - {{id: amber, name: Amber, colour: amber, class: at-risk, needs: [reason]}}
      - {{id: red, name: Red, colour: red, class: off-course, needs: [reason, recovery]}}
  - id: progress
    name: Progress status
    states:
      - {{id: complete, name: Complete, colour: blue, class: done, needs: [completed]}}
      - {{id: green, name: On course, colour: green, class: on-course}}
      - {{id: not-started, name: Not started, colour: grey, class: not-started}}
      - {{id: amber, name: At risk, colour: amber, class: at-risk, needs: [reason]}}
      - {{id: red, name: Off course, colour: red, class: off-course, needs: [reason, recovery]}}
    totals: [{{id: on-track, name: Complete or on course, states: [complete, green]}}]
  - id: delivery-risk
    name: Delivery risk
    states:
      - {{id: low, name: Low, colour: green}}
      - {{id: medium, name: Medium, colour: amber}}
      - {{id: high, name: High, colour: red}}
risk_matrices:
  - id: five-by-five
    name: Corporate risk matrix
    points:
      - {{id: inherent, name: Inherent}}
      - {{id: current, name: Current}}
      - {{id: target, name: Target}}
    likelihood:
      - {{id: 1, name: Rare}}
      - {{id: 2, name: Unlikely}}
      - {{id: 3, name: Possible}}
      - {{id: 4, name: Likely}}
      - {{id: 5, name: Almost certain}}
    impact:
      - {{id: 1, name: Negligible}}
      - {{id: 2, name: Minor}}
      - {{id: 3, name: Moderate}}
      - {{id: 4, name: Major}}
      - {{id: 5, name: Severe}}
    score: product
    bands:
      - {{id: red, name: Red, colour: red, from: 15}}
      - {{id: amber, name: Amber, colour: amber, from: 8}}
      - {{id: green, name: Green, colour: green, from: 1}}
change_control:
  - {{change: due-moved, levels: [sub-action, assurance-action], within: parent, needs: nobody}}
  - {{change: [owner-changed, reworded], needs: improvement-board}}
  - {{change: due-moved, by_up_to: 31 days, needs: improvement-board, noted_by: cabinet}}
  - change: [due-moved, item-added, item-closed, item-moved]
    needs: cabinet
    under: Scheme of delegation agreed by Council
  - {{change: [baseline-moved, item-removed], needs: council}}
"""


def head_lines(plan: Plan) -> list[str]:
    """Write the plan file."""
    return [
        *_RULES.splitlines(),
        *section("roles", ([role] for role in _roles())),
        *section("bodies", ([body] for body in _bodies())),
        *section("periods", ([_period(quarter)] for quarter in plan.quarters)),
    ]


def tag_of(quarter: Quarter) -> str:
    """Name the tag of a quarter."""
    return f"{PLAN_ID}/{quarter.label}"


def _period(quarter: Quarter) -> str:
    return pairs(
        id=quarter.label,
        name=quarter.name,
        as_of=f"{quarter.as_of}",
        covers=quarter.covers,
        tag=tag_of(quarter),
    )


def _roles() -> Iterator[str]:
    for role, name in words.OFFICERS:
        yield pairs(id=role, name=in_flow(name))
    for role, name, kind in words.OTHER_ROLES:
        yield pairs(id=role, name=in_flow(name), kind=kind)


def _bodies() -> Iterator[str]:
    for body, name, kind, does in words.BODIES:
        yield pairs(id=body, name=in_flow(name), kind=kind, does=does)
