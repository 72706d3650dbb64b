"""The paper of recommendations: what the council was told to do, and which rows answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.papers.head import head
from ipcli.papers.parts.duties import Duty, Instrumented, completed, instrumented
from ipcli.papers.sheet import Cell, Sheet, Tagged, section, table, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ipcli.assess.coverage import ParagraphCoverage
    from ipcli.papers.basis import Basis
    from ipcli.papers.sheet import Section

    _Covered = Mapping[str, ParagraphCoverage]

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
    covered = {each.record: each for each in basis.coverage.paragraphs}
    yield section(
        "overview",
        "Overview",
        lines=(_answered(duties, covered),),
        tables=table(
            "overview-table",
            "What was recommended, and how far the council has come",
            ("Recommendation", "Made in", "Status", "Rows that answer it", "How far"),
            tuple(_row(basis, each, made_in, covered) for each, made_in in duties),
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


def _answered(duties: Sequence[tuple[Duty, str]], covered: _Covered) -> str:
    """Say how many are answered, of those that the council owes, as coverage counts them."""
    whole = [duty for duty, made_in in duties if not made_in]
    owed = [covered[duty.name.id] for duty, _ in duties if duty.name.id in covered]
    number = sum(each.covered for each in owed) + sum(bool(duty.answered) for duty in whole)
    of = len(owed) + len(whole)
    be = "is" if number == 1 else "are"
    those = f"the {of} that the council owes" if of < len(duties) else f"{of}"
    return f"{number} of {those} {be} answered by rows of the plan."


def _rows(basis: Basis, duty: Duty, covered: _Covered) -> int:
    """Return how many rows answer it: itself, else what it stands in, else its parts."""
    found = covered.get(duty.name.id)
    if duty.answered or found is None:
        return duty.answered
    return len(completed(basis, found.through or found.record).rows)


def _row(basis: Basis, duty: Duty, made_in: str, covered: _Covered) -> tuple[Cell, ...]:
    return (
        Cell(name=duty.name),
        words(made_in),
        Cell(tags=(Tagged("", duty.tag),)) if duty.tag else words(""),
        words(_rows(basis, duty, covered)),
        words(" ".join(duty.standing)),
    )
