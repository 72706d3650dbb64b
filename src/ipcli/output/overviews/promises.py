"""The promise table: what the last report said would be finished by now, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.history.promises import Became
from ipcli.model.dates import long_day
from ipcli.output.cells import names, number, on
from ipcli.output.overviews.doubts import doubts
from ipcli.output.sheet import Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipcli.history.promises import Promise, Promises
    from ipcli.output.cells import Cell


def promises_sheet(found: Sequence[Promises], notes: Sequence[str]) -> Sheet:
    """Return the promises of the last report, and how each report's promises were kept."""
    last = found[-1]
    header = last.seen_in.plan.header
    when = f"after {long_day(last.since)} and by {long_day(last.until)}"
    about = f"What the report for {last.said_in.name} ({last.said_in.revision}) said would be "
    about += f"finished {when}, as {last.seen_in.name} has it."
    kept = last.number(Became.ON_TIME)
    table = Table(
        "promises",
        f"Promises: {kept} of {len(last.rows)} done on time",
        ("Id", "Item", "Level", "Owner", "Promised", "As", "What became of it"),
        tuple(map(_row, last.rows)),
        none=f"Nothing was to be finished {when}.",
    )
    gaps = [(last.seen_in.name, r.record, r.words) for r in last.rows if r.became is Became.UNREAD]
    title = f"{header.council}: {header.title}, promises"
    return Sheet(title, about, (table, _kept(found), *doubts(notes, gaps)))


def _row(row: Promise) -> tuple[Cell, ...]:
    marks = " [made up]" if row.illustrative else ""
    marks += f" [exempt: {row.exempt}]" if row.exempt else ""
    return (
        row.record,
        " ".join(part for part in (row.ref, row.title) if part) + marks,
        row.level_name,
        names(row.owners, none="no owner"),
        on(row.promised),
        row.said,
        row.words,
    )


def _kept(found: Sequence[Promises]) -> Table:
    """Return the numbers of each report; a column that is nought throughout is left out."""
    shown = [each for each in Became if any(one.number(each) for one in found)]
    titles = [each.value[0].upper() + each.value[1:] for each in shown]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            f"{each.said_in.name}, seen in {each.seen_in.name}",
            number(len(each.rows)),
            *(number(each.number(became)) for became in shown),
        )
        for each in found
    )
    return Table("rounds", "Round by round", ("Report", "Promised", *titles), rows)
