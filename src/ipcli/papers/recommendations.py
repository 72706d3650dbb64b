"""The paper of recommendations: what the council was told to do, and which rows answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.papers.head import head
from ipcli.papers.parts.duties import Duty, Instrumented, instrumented
from ipcli.papers.sheet import Cell, Sheet, Tagged, section, table, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipcli.papers.basis import Basis
    from ipcli.papers.sheet import Section

KINDS = frozenset(
    {"statutory-recommendations", "recommendations", "public-interest-report"}
    | {"inspection", "review", "report", "exit-criteria", "council-plan", "other"}
)
_WORDS = {
    "public-interest-report": "Report in the public interest",
    "exit-criteria": "Exit criteria",
}


def recommendations(basis: Basis) -> Sheet:
    """Return the view of the paper of recommendations."""
    found = instrumented(basis, KINDS)
    return Sheet(
        head=head(basis, title=f"{basis.plan.header.title}: recommendations"),
        sections=tuple(_sections(basis, found)),
        instruments=found,
    )


def _sections(basis: Basis, found: tuple[Instrumented, ...]) -> Iterator[Section]:
    if not found:
        told = "No recommendations, reviews or inspections were in force on the day of the facts."
        yield section("overview", "Overview", lines=(told,))
        return
    yield section(
        "overview",
        "Overview",
        lines=(_total(found),),
        tables=table(
            "overview-table",
            "What was recommended, and how far the council has come",
            ("Recommendation", "Status", "Rows that answer it", "How far"),
            tuple(_row(each) for each in _duties(found)),
            numbers=frozenset({"Rows that answer it"}),
        ),
    )
    kinds = dict.fromkeys(basis.plan.instruments[each.name.id].kind for each in found)
    named = (_WORDS.get(each, each.replace("-", " ").capitalize()) for each in kinds)
    yield section("kinds", "What is shown here", lines=(f"{'; '.join(named)}.",))


def _duties(found: Iterable[Instrumented]) -> Iterator[Duty]:
    for each in found:
        yield from each.paragraphs or (each.own._replace(name=each.name),)


def _total(found: tuple[Instrumented, ...]) -> str:
    duties = list(_duties(found))
    answered = sum(bool(each.answered) for each in duties)
    be = "is" if answered == 1 else "are"
    return f"{answered} of {len(duties)} {be} answered by rows of the plan."


def _row(duty: Duty) -> tuple[Cell, ...]:
    return (
        Cell(name=duty.name),
        Cell(tags=(Tagged("", duty.tag),)) if duty.tag else words(""),
        words(duty.answered),
        words(" ".join(duty.standing)),
    )
