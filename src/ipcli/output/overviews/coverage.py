"""Which items answer which paragraph, gaps first; and items that answer nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.coverage import coverage as covered
from ipcli.model.dates import long_day
from ipcli.output.cells import Said, names
from ipcli.output.sheet import Sheet, Table

if TYPE_CHECKING:
    from datetime import date

    from ipcli.assess.coverage import ParagraphCoverage
    from ipcli.model.plan import Plan
    from ipcli.output.cells import Cell


def coverage(plan: Plan, *, today: date) -> Sheet:
    """Return the coverage of every paragraph in force that the council owes, both ways."""
    found = covered(plan, on=today)
    gaps_first = sorted(found.paragraphs, key=lambda each: each.covered)
    paragraphs = Table(
        "paragraphs",
        f"Paragraphs in force: {found.answered} of {len(found.paragraphs)} answered",
        ("Paragraph", "What it asks", "Answered", "By"),
        tuple((each.record, plan.name_of(each.record), *_how(each)) for each in gaps_first),
        facts=("items",),
        none="No instrument is in force.",
    )
    nothing = Table(
        "items_that_answer_nothing",
        "Items that answer nothing",
        ("Id", "Item"),
        tuple((item, plan.name_of(item)) for item in found.answering_nothing),
        none="Every item answers something." if found.answers else "No item is left in the plan.",
    )
    title = f"{plan.header.council}: what answers the instruments"
    return Sheet(title, f"On {long_day(today)}.", (paragraphs, nothing))


def _how(each: ParagraphCoverage) -> tuple[Cell, ...]:
    """Return whether a paragraph is answered, by what, and all items that answer it."""
    answered = Said("yes" if each.covered else "NO", each.covered)
    return answered, _by(each), names(each.items)


def _by(each: ParagraphCoverage) -> str:
    if not each.covered:
        return "nothing answers it"
    if each.named_by:
        more = len(each.items) - len(each.named_by)
        told = ", ".join(each.named_by)
        return f"{told}, and {more} below" if more else told
    if each.through:
        return f"through {each.through}"
    return f"by its parts {', '.join(each.parts)}"
