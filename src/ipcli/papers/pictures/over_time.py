"""A plan over the periods: a bar for each, in the states that its rows had then.

Bars are compared only where they are of the same things: where the scale changed, or what is
counted, the periods before it have a picture of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.model.dates import long_day
from ipcli.named import NamedTuple
from ipcli.papers.parts.counting import row_tag
from ipcli.papers.pictures.bars import Bar, Piece, bars_figure
from ipcli.papers.tags import NOT_RECORDED, NOT_SCORED, SIGNS, Tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipcli.assess.counts import CountTable
    from ipcli.history.runs import Run, Sample
    from ipcli.history.slippage import Slippage
    from ipcli.papers.basis import Basis
    from ipcli.papers.pictures.drawing import Figure

FEWEST = 2  # periods: one alone is what the table of the count shows
_IN_TIME = Tag("By the original date", "grey", "circle", SIGNS["circle"])
_LATE = Tag("Later than that", "grey", "triangle", SIGNS["triangle"])


class OverTime(NamedTuple):
    """The pictures over the periods, and which periods they do not show."""

    figures: tuple[Figure, ...]
    notes: tuple[str, ...]


def over_time(basis: Basis) -> OverTime:
    """Return the pictures of the plan's counts over the periods; none of one period alone."""
    if basis.before is None:
        return OverTime((), ())
    from ipcli.history.samples import of_count  # noqa: PLC0415 (only where there is a history)

    counts = (
        figure
        for count in basis.counts
        for figure in _count(count, list(of_count(count.count.id, basis.counted)))
    )
    figures = (*counts, *_slippage(basis))
    return OverTime(figures, tuple(_not_shown(basis)) if figures else ())


def _not_shown(basis: Basis) -> Iterator[str]:
    """Say which periods are not shown, and why; what is exempt is not named."""
    if basis.older is None:
        return
    left = [each.name for each in basis.older.left if each.id in basis.plan.periods]
    if left:
        names = left[0] if len(left) == 1 else f"{left[0]} to {left[-1]}"
        yield f"Earlier periods are not shown here: {names}."
    for each in basis.older.unread:
        if each.id in basis.plan.periods:
            yield f"Not shown here, since its plan cannot be read: {each.name}."


def _count(count: CountTable, found: list[tuple[Sample, CountTable]]) -> Iterator[Figure]:
    """Yield the pictures of a count, the newest periods first."""
    from ipcli.history.runs import runs  # noqa: PLC0415 (only where there is a history)

    tables = {sample.day: each for sample, each in found}
    parts = runs(sample for sample, _ in found)
    for at, run in enumerate(reversed(parts)):
        last = tables[run.samples[-1].day]
        bars = tuple(_bar(run, sample, _tags(last)) for sample in run.samples)
        if len(bars) >= FEWEST:
            anchor = f"over-time-{count.count.id}" + (f"-{at}" if at else "")
            until = f", up to {bars[-1].name}" if at else ""
            note = _cut(run, at, len(parts))
            yield bars_figure(
                anchor, f"{last.count.name} over the periods{until}", bars, notes=note
            )


def _tags(found: CountTable) -> Mapping[str, Tag]:
    none = NOT_SCORED if found.count.of == "risks" else NOT_RECORDED
    beside = {} if found.count.base == "assessed" else {"missing": none}
    return {row.id: row_tag(row, found.count.of) for row in found.rows} | beside


def _bar(run: Run, sample: Sample, tags: Mapping[str, Tag]) -> Bar:
    pieces = (Piece(tags[each], sample.numbers.get(each, 0)) for each in run.names if each in tags)
    return Bar(sample.round, long_day(sample.day), tuple(pieces))


def _cut(run: Run, at: int, of: int) -> tuple[str, ...]:
    """Say why a picture does not show the periods before it."""
    if at == of - 1:
        return ()
    told = f"Before {run.samples[0].round} it was counted in other terms, which cannot be compared."
    return (told,)


def _slippage(basis: Basis) -> Iterator[Figure]:
    """Yield how many open rows were on time and how many late, where any was late."""
    from ipcli.history.slippage import slippage  # noqa: PLC0415 (only where there is a history)

    found = tuple(slippage(basis.states))
    if len(found) >= FEWEST and any(each.late for each in found):
        title = "Open rows with a date, on time and late"
        beside = ("Average days late", "Past the present date")
        yield bars_figure("over-time-late", title, tuple(map(_late, found)), beside=beside)


def _late(found: Slippage) -> Bar:
    pieces = (Piece(_IN_TIME, found.dated - found.late), Piece(_LATE, found.late))
    average = "" if found.days is None else str(found.days)
    return Bar(found.round, long_day(found.day), pieces, (average, str(found.overdue)))
