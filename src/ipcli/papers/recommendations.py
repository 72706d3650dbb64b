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


def recommendations(basis: Basis) -> Sheet:
    """Return the view of the paper of recommendations."""
    found = instrumented(basis, KINDS)
    return Sheet(
        head=head(basis, title=f"{basis.plan.header.title}: recommendations"),
        sections=tuple(_sections(basis, found)),
        instruments=found,
    )


def _sections(basis: Basis, found: tuple[Instrumented, ...]) -> Iterator[Section]:
    duties = tuple(_duties(basis, found))
    if not duties:
        told = "No recommendations were in force on the day of the facts."
        told += " What is kept for the record stands below." if found else ""
        yield section("overview", "Overview", lines=(told,))
        return
    answered = sum(bool(duty.answered) for duty, _ in duties)
    be = "is" if answered == 1 else "are"
    yield section(
        "overview",
        "Overview",
        lines=(f"{answered} of {len(duties)} {be} answered by rows of the plan.",),
        tables=table(
            "overview-table",
            "What was recommended, and how far the council has come",
            ("Recommendation", "Made in", "Status", "Rows that answer it", "How far"),
            tuple(_row(*each) for each in duties),
            numbers=frozenset({"Rows that answer it"}),
        ),
    )


def _duties(basis: Basis, found: Iterable[Instrumented]) -> Iterator[tuple[Duty, str]]:
    """Yield what was recommended, and in what; what is kept for the record recommends nothing."""
    for each in found:
        if basis.plan.instruments[each.name.id].to_answer:
            yield from ((duty, each.name.title) for duty in each.paragraphs)
            if not each.paragraphs:
                yield each.own._replace(name=each.name), ""


def _row(duty: Duty, made_in: str) -> tuple[Cell, ...]:
    return (
        Cell(name=duty.name),
        words(made_in),
        Cell(tags=(Tagged("", duty.tag),)) if duty.tag else words(""),
        words(duty.answered),
        words(" ".join(duty.standing)),
    )
