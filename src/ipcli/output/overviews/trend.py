"""Status, slippage and risk over all tagged periods, as tables that are cut where scales change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.output.cells import Said, day, number
from ipcli.output.overviews.doubts import doubts
from ipcli.output.sheet import Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ipcli.history.runs import Run
    from ipcli.history.trend import Line, Trend
    from ipcli.model.plan import Plan
    from ipcli.output.cells import Cell

CUT = "The scale changed here, and not every state in use has a place in the new one."
BANDS_CUT = "The scoring or the bands changed here, so the numbers cannot be compared."


def trend_sheet(found: Trend, plan: Plan, notes: Sequence[str]) -> Sheet:
    """Return the figures of each tagged period, one row a period."""
    tables = [*_status(found.classes)]
    tables += [table for line in found.levels for table in _status(line)]
    tables.append(_slippage(found))
    tables += [table for line in found.risks for table in _risks(line)]
    why = "it could not be read, so the figures of this round lack it"
    tables += doubts(notes, [(name, each, why) for name, each in found.unread])
    title = f"{plan.header.council}: {plan.header.title}, over time"
    return Sheet(title, _about(found), tuple(tables))


def _about(found: Trend) -> str:
    first, last = found.slippage[0], found.slippage[-1]
    if first is last:
        return f"One tagged period: {first.round}."
    return f"{len(found.slippage)} tagged periods, from {first.round} to {last.round}."


def _status(line: Line) -> Iterator[Table]:
    for nth, run in enumerate(line.runs, 1):
        names = tuple(run.names.values())
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (each.round, day(each.day), *map(number, _numbers(run, at)))
            for at, each in enumerate(run.samples)
        )
        key = f"status_{line.id}" + (f"_{nth}" if nth > 1 else "")
        cut = CUT if nth < len(line.runs) else ""
        yield Table(
            key,
            f"Status: {line.name}{_part(line, nth)}",
            ("Period", "As of", *names),
            rows,
            note=cut,
        )


def _part(line: Line, number: int) -> str:
    return f" (scale {number} of {len(line.runs)})" if len(line.runs) > 1 else ""


def _numbers(run: Run, at: int) -> list[int]:
    return [run.samples[at].numbers.get(column, 0) for column in run.names]


def _slippage(found: Trend) -> Table:
    rows = tuple(
        (
            each.round,
            day(each.day),
            number(each.dated),
            number(each.late),
            number(each.days),
            number(each.overdue),
        )
        for each in found.slippage
    )
    columns = ("Period", "As of", "Open items with a date", "Late", "Average days late", "Overdue")
    note = "Late: expected after the date as first tagged. Overdue: past the date as now agreed."
    return Table("slippage", "Slippage", columns, rows, note=note)


def _risks(line: Line) -> Iterator[Table]:
    for nth, run in enumerate(line.runs, 1):
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                each.round,
                day(each.day),
                *map(number, _numbers(run, at)),
                Said(each.measure or "none", float(each.measure) if each.measure else None),
            )
            for at, each in enumerate(run.samples)
        )
        key = f"risks_{line.id}" + (f"_{nth}" if nth > 1 else "")
        columns = ("Period", "As of", *run.names.values(), "Average score")
        cut = f" {BANDS_CUT}" if nth < len(line.runs) else ""
        note = f"The average is of the risks that have a score.{cut}"
        yield Table(key, f"Open risks: {line.name}{_part(line, nth)}", columns, rows, note=note)
