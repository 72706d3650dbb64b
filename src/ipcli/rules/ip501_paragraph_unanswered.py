from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.coverage import coverage, owed_by_council
from ipcli.assess.in_force import in_force
from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.instrument import Instrument, Paragraph
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
      - {id: DIR/2, text: Report on delivery}
items:
  - id: A
    title: Savings plan
    answers: DIR/1
"""
_SHORT = 80  # letters that fit into a message


@rule(
    "IP501",
    "paragraph-unanswered",
    Severity.WARNING,
    needs=("day", "whole", "read"),
    bad=_DIRECTIONS,
    good=_DIRECTIONS + "  - {id: B, title: Six-monthly report, answers: DIR/2}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An instrument or paragraph is in force and owed by the council, but no item answers it.

    Why: what nobody has planned will not be done, and the Commissioners look for the gap first.

    Mend: add it to `answers` of the item that does it, or plan one. What somebody else owes says
    so with `owed_by`; what is kept only for the record says `to_answer: no`.
    """
    gaps = frozenset(facts.coverage.gaps) - _answered_elsewhere(facts)
    listed = frozenset(each.record for each in facts.coverage.paragraphs)
    whole = {each for each in gaps if gaps.issuperset(listed.intersection(facts.plan.below(each)))}
    for record_id in gaps:
        if record_id in whole and facts.plan.holder.get(record_id) not in whole:
            paragraph = facts.plan.paragraphs[record_id]
            yield Finding(paragraph, "", f"no item answers `{record_id}`{_words(paragraph)}")
    for instrument in _without_paragraphs(facts):
        told = f"no item answers `{instrument.id}` ({instrument.title})"
        yield Finding(instrument, "", told)


def _words(paragraph: Paragraph) -> str:
    """Return the paragraph's own words in brackets, where they are short."""
    fits = len(paragraph.heading) <= _SHORT and paragraph.heading != paragraph.id
    return f" ({paragraph.heading})" if fits else ""


def _answered_elsewhere(facts: Facts) -> frozenset[str]:
    """Return the paragraphs of shared files that another plan answers."""
    mine = facts.plan.paragraphs
    return frozenset(
        each.record
        for plan in facts.plans.values()
        if plan is not facts.plan and any(mine.get(i) is p for i, p in plan.paragraphs.items())
        for each in coverage(plan, on=facts.today).paragraphs
        if each.covered and mine.get(each.record) is plan.paragraphs[each.record]
    )


def _without_paragraphs(facts: Facts) -> Iterator[Instrument]:
    """Yield the instruments that have no paragraphs and that nothing answers."""
    plans = facts.plans.values()
    answered = {each for plan in plans for item in plan.items.values() for each in item.answers}
    for instrument in facts.plan.instruments.values():
        if (
            instrument.to_answer
            and instrument.id not in facts.plan.children
            and instrument.id not in answered
            and owed_by_council(facts.plan, instrument)
            and in_force(facts.plan, instrument.id, on=facts.today)
        ):
            yield instrument
