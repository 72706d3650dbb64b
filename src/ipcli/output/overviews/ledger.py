"""The slippage ledger: original date, each date agreed since, and how far it moved in all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.output.cells import Said, number, on
from ipcli.output.overviews.doubts import doubts
from ipcli.output.plain import counted
from ipcli.output.sheet import Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ipcli.history.ledger import Agreed, Row
    from ipcli.history.rounds import Rounds
    from ipcli.output.cells import Cell, Value


def ledger_sheet(rows: Sequence[Row], found: Rounds, *, moved_only: bool) -> Sheet:
    """Return the ledger of all items that have a date, or only of those whose date moved."""
    plan = found.rounds[-1].state.plan
    dated = [row for row in rows if row.original or row.dates]
    shown = [row for row in dated if row.dates or not moved_only]
    moved = [row for row in dated if row.times]
    none = "No agreed date has moved." if moved_only else "No item has a date."
    columns = (
        *("Id", "Item", "Level", "Original", "Agreed since", "Due now", "Forecast", "Actual"),
        *("Times moved", "In all", "State"),
    )
    left = len(dated) - len(shown)
    note = f"{counted(left, 'other item')} kept the original date." if left else ""
    table = Table(
        "items",
        "Items",
        columns,
        tuple(map(_row, shown)),
        none=none,
        note=note,
        facts=("days_in_all",),
    )
    gaps = [(each.state.name, g.record, g.why) for each in found.rounds if each.log
            for g in each.log.not_compared]  # fmt: skip
    first, last = found.rounds[0].state, found.rounds[-1].state
    about = (
        f"The agreed date moved for {len(moved):,} of {counted(len(dated), 'item')} with a date, "
    )
    about += f"by the tags from {first.name} ({first.revision}) to {last.name}."
    title = f"{plan.header.council}: {plan.header.title}, slippage ledger"
    return Sheet(title, about, (table, *doubts(found.notes, gaps)))


def _row(row: Row) -> tuple[Cell, ...]:
    move = row.in_all
    return (
        row.record,
        " ".join(part for part in (row.ref, row.title) if part) + _marks(row),
        row.level_name,
        on(row.original, none="none"),
        Said("; ".join(map(_agreed, row.dates)), [_parts(each) for each in row.dates]),
        on(row.due, none="none"),
        on(row.forecast),
        on(row.completed),
        number(row.times),
        move.words if move and move.days else "",
        f"gone since {row.gone}" if row.gone else row.closed,
        number(move.days if move else None),
    )


def _marks(row: Row) -> str:
    made_up = " [made up]" if row.illustrative else ""
    return made_up + (f" [exempt: {row.exempt}]" if row.exempt else "")


def _parts(each: Agreed) -> dict[str, Value]:
    due = each.due.text if each.due else None
    return {"due": due, "round": each.round, "who_agreed": each.why or None}


def _agreed(each: Agreed) -> str:
    said = str(each.due) if each.due else "no date"
    why = f": {each.why}" if each.why else ""
    return f"{said} ({each.round}{why})"
