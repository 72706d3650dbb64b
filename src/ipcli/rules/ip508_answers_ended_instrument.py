from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.in_force import lives
from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.item import Item
    from ipcli.rules.facts import Facts

_DIRECTIONS = """
instruments:
  - id: DIR-1
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2025-09-02
    paragraphs: [{id: DIR-1/1, text: Prepare a plan}]
  - id: DIR-2
    kind: directions
    title: Expanded directions
    made_by: secretary-of-state
    made_on: 2026-03-16
    replaces: DIR-1
    to_answer: no
    paragraphs: [{id: DIR-2/1, text: Prepare a better plan}]
items:
  - id: A
    title: Improvement plan
"""


@rule(
    "IP508",
    "answers-ended-instrument",
    Severity.WARNING,
    needs=("day",),
    bad=_DIRECTIONS + "    answers: DIR-1/1\n",
    good=_DIRECTIONS + "    answers: [DIR-1/1, DIR-2/1]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An open item answers only what is no longer in force.

    Why: the work may go on for a reason that has passed, while what took its place has a gap.

    Mend: add the instrument or paragraph that holds now, or close the item.
    """
    lasts = {each: span.last for each, span in lives(facts.plan).items()}
    over = {each for each, last in lasts.items() if last and last < facts.today}
    if not over:
        return
    for item in facts.having("answers"):
        if not item.answers or not over.issuperset(item.answers) or _is_shut(item, facts):
            continue
        above = (facts.plan.items.get(each) for each in facts.plan.ancestors(item.id))
        if any(each and not over.issuperset(each.answers) for each in above):
            continue
        what = " and ".join(f"`{each}`" for each in item.answers)
        told = f"`{item.id}` is open, but answers only {what}, not in force any more"
        yield Finding(item, "answers", told)


def _is_shut(item: Item, facts: Facts) -> bool:
    """Tell whether an item is closed or done; without a state, whether all that it holds is."""
    done = facts.is_done(item)
    if item.id in facts.closed or done:
        return True
    below = facts.children.get(item.id, ())
    return done is None and bool(below) and all(_is_shut(each, facts) for each in below)
