"""The files of a planted history, as texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support.planted_register import Item

PLANS = ("alpha", "beta")
THEMES = ("T1", "T2", "T3")
SHARED = """\
-- plans/council.yaml --
scales:
  - id: progress
    name: Progress
    states:
      - {id: complete, name: Complete, colour: blue, class: done}
      - {id: green, name: On course, colour: green, class: on-course}
      - {id: red, name: Off course, colour: red, class: off-course}
roles:
  - {id: leader, name: Leader, kind: member}
  - {id: director, name: Director}
labels: [{id: minor, name: Minor}, {id: major, name: Major}]
bodies:
  - {id: council, name: Council, kind: council, does: decides}
  - {id: cabinet, name: Cabinet, kind: executive, does: decides}
  - {id: board, name: Improvement Board, kind: board, does: recommends}
  - {id: scrutiny, name: Scrutiny Committee, kind: scrutiny, does: oversees}
"""
PLAN = """\
-- plans/{plan}/plan.yaml --
plan:
  id: {plan}
  format: 1
  council: Anytown Council
  title: Plan {plan}
  agreed: [{{by: council, date: 2023-04-01}}]
  levels: [{{id: theme, name: Theme}}, {{id: action, name: Action, scale: progress}}]
change_control:
  - {{change: due-moved, labels: minor, by_up_to: 1 month, needs: nobody}}
  - {{change: due-moved, in_all_up_to: 3 months, needs: director}}
  - {{change: due-moved, needs: [cabinet, board]}}
  - {{change: item-closed, to: [merged, transferred], needs_one_of: [cabinet, council]}}
  - {{change: [start-moved, cost-changed], needs: nobody}}
  - {{change: any, needs: cabinet}}
periods:
"""


def whole(
    items: Iterable[Item], requests: Iterable[str], periods: Iterable[tuple[str, str]]
) -> str:
    """Return all files. `periods` are their ids and days; each theme of a plan is a file."""
    parts = [SHARED, "change_requests:\n", *requests] if requests else [SHARED]
    for plan in PLANS:
        parts.append(PLAN.format(plan=plan))
        parts += [
            f"  - {{id: {name}, name: Quarter {name}, as_of: {day}, tag: {plan}/{name}}}\n"
            for name, day in periods
        ]
        for theme in THEMES:
            here = [each for each in items if (each.plan, each.theme) == (plan, theme)]
            parts.append(f"-- plans/{plan}/{theme}.yaml --\nitems:\n")
            parts.append(f"  - id: {theme}\n    title: Theme {theme}\n")
            parts += ["    items:\n", *(f"      - {{{written(each)}}}\n" for each in here)]
    return "".join(parts)


def written(item: Item) -> str:
    """Return an item's keys as they are written inside braces."""
    parts = {"id": item.id, **item.fields, "labels": item.labels}
    if item.due:
        parts["due"] = str(item.due)
    if item.first:
        parts["baseline"] = f"{{due: {item.first}}}"
    if item.was:
        parts["was"] = f"[{', '.join(item.was)}]"
    return ", ".join(f"{key}: {value}" for key, value in parts.items())


def request(name: str, ask: Iterable[str], decisions: Iterable[tuple[str, str, str]]) -> str:
    """Return a request of the register. Each decision is an outcome, a body and a day."""
    said = ", ".join(f"{{outcome: {o}, by: {body}, date: {day}}}" for o, body, day in decisions)
    return f"  - {{id: {name}, asks: [{{{', '.join(ask)}}}], decisions: [{said}]}}\n"
