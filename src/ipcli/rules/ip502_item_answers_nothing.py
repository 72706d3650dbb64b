from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_DIRECTIONS = """
instruments:
  - id: DIR
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2026-03-16
    paragraphs:
      - {id: DIR/1, text: Close the budget gap}
items:
  - id: A
    title: Savings plan
    answers: DIR/1
  - id: B
    title: Six-monthly report
"""


@rule(
    "IP502",
    "item-answers-nothing",
    Severity.WARNING,
    needs=("day", "whole", "read"),
    bad=_DIRECTIONS,
    good=_DIRECTIONS + "    answers: DIR\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An open item answers no instrument, neither itself nor by what it stands in.

    Why: either a link is missing, or the work is none that anybody asked for. Plans in which no
    item answers anything are left in peace.

    Mend: write what it answers into `answers`, or what it follows up into `raised_from`.
    """
    plan = facts.plan
    idle = frozenset(facts.coverage.answering_nothing)
    asked = any(each.to_answer for each in plan.instruments.values())
    if not (idle and asked and facts.having("answers")):
        return
    leaves: Counter[str] = Counter()
    idle_leaves: Counter[str] = Counter()
    for item in facts.open_items():
        if item.id not in facts.children:
            path = [item.id, *(each for each in plan.ancestors(item.id) if each in plan.items)]
            leaves.update(path)
            if item.id in idle and not any(plan.items[each].raised_from for each in path):
                idle_leaves.update(path)
    wholly = {each for each, number in idle_leaves.items() if number == leaves[each]}
    for item_id in wholly:
        if plan.holder.get(item_id) in wholly:
            continue
        number = idle_leaves[item_id]
        told = f"`{item_id}` answers no instrument"
        if item_id in facts.children:
            told += f", nor does what stands in it ({number} at the lowest level)"
        yield Finding(plan.items[item_id], "", told)
