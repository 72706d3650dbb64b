"""The plan on one screen: counts, what is overdue, what is due soon, risks, clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.calendar import add
from ipcli.assess.clocks import ClockState, all_clock_dates
from ipcli.assess.computed import standing_state
from ipcli.assess.counts import count_table, counts_of
from ipcli.assess.lateness import days_overdue, overdue_items
from ipcli.assess.standing import is_done, is_open
from ipcli.assess.windows import period_on
from ipcli.model.dates import Length, long_day
from ipcli.output.cells import names, number, on, percent
from ipcli.output.overviews.risks import register
from ipcli.output.plain import counted
from ipcli.output.sheet import Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ipcli.assess.counts import CountRow, CountTable
    from ipcli.model.item import Item
    from ipcli.model.plan import Plan
    from ipcli.output.cells import Cell

SOON = 30  # days
MOST = 10  # rows of a list that a screen has room for
_REST = "`ipcli deadlines` lists them all."


def status(plan: Plan, *, today: date) -> Sheet:
    """Return the state of a plan on a day."""
    tables = [*_counts(plan, today), _overdue(plan, today), _due_soon(plan, today)]
    tables += [_clocks(plan, today)] if plan.instruments else []
    tables += [register(plan, today=today)] if plan.risks else []
    return Sheet(
        f"{plan.header.council}: {plan.header.title}", f"On {long_day(today)}.", tuple(tables)
    )


def _counts(plan: Plan, today: date) -> Iterator[Table]:
    period = period_on(plan, today)
    if not counts_of(plan):
        none = "No level has a scale, so no state is counted."
        yield Table("counts", "States", ("State", "Number", "Per cent"), (), none=none)
    for count in counts_of(plan):
        table = count_table(plan, count, period=period, today=today)
        rows = [*table.rows, *([table.missing] if table.missing else []), *table.totals]
        scale = plan.scales.get(table.scale)
        adds = {total.id: total.states for total in (scale.totals if scale and rows else ())}
        yield Table(
            f"count_{count.id}",
            _heading(count.name, table),
            ("State", "Number", "Per cent"),
            tuple(_counted(row, table.denominator, adds.get(row.id, ())) for row in rows),
            none=table.why_no_rows or "None.",
            note=" ".join(_notes(table)),
            facts=("id", "of", "adds"),
        )


def _counted(row: CountRow, denominator: int, adds: tuple[str, ...]) -> tuple[Cell, ...]:
    """Return a row of a count.

    For programs: its id, what the percentage is of, and the states that a total adds.
    """
    of = number(denominator)
    return row.name, number(row.number), percent(row.percent), row.id, of, names(adds)


def _notes(table: CountTable) -> Iterator[str]:
    if table.note:
        yield table.note
    if table.not_assessed:
        yield f"Not assessed, and not in the percentages: {', '.join(table.not_assessed)}."
    if table.left:
        told = ", ".join(f"{each} ({kind.replace('-', ' ')})" for each, kind in table.left)
        yield f"Closed, and no longer counted: {told}."


def _heading(name: str, table: CountTable) -> str:
    """Name a count and what it is out of: `Tasks due by 31 March 2027: 12`."""
    return f"{name[0]}{table.of[1:]}: {table.denominator:,}"


def _overdue(plan: Plan, today: date) -> Table:
    late = sorted(
        overdue_items(plan, today=today), key=lambda item: -days_overdue(item, today=today)
    )
    rows = tuple(
        (
            *_named(plan, item, today),
            on(item.due),
            number(days_overdue(item, today=today), "day"),
        )
        for item in late
    )
    columns = ("Id", "Item", "Owner", "State", "Due", "Overdue by")
    told = f"Overdue: {counted(len(rows), 'item')}" if rows else "Overdue"
    none = "Nothing is overdue."
    return Table("overdue", told, columns, rows, none=none, most=MOST, rest=_REST)


def _due_soon(plan: Plan, today: date) -> Table:
    last = add(Length(SOON, "day"), today)
    soon = [
        item
        for item in plan.items.values()
        if item.due
        and item.due.latest
        and today <= item.due.latest <= last
        and is_open(plan, item.id)
        and not is_done(plan, item)
    ]
    soon.sort(key=lambda item: item.due.latest if item.due and item.due.latest else last)
    rows = tuple((*_named(plan, item, today), on(item.due)) for item in soon)
    columns = ("Id", "Item", "Owner", "State", "Due")
    told = f"Due in the next {SOON} days" + (f": {counted(len(rows), 'item')}" if rows else "")
    none = f"Nothing falls due in the next {SOON} days."
    return Table("due_soon", told, columns, rows, none=none, most=MOST, rest=_REST)


def _clocks(plan: Plan, today: date) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for clock in all_clock_dates(plan, today=today):
        for each in clock.dates:
            if each.state in {ClockState.WAITING, ClockState.OVERDUE}:
                late = f", {counted(each.days_late, 'day')}" if each.days_late else ""
                owed, told = plan.name_of(clock.record), f"{each.state}{late}"
                rows.append((clock.record, owed, on(each.falls), told, number(each.days_late)))
    columns = ("Paragraph", "What is owed", "Due", "State")
    none = "No clock runs."
    return Table(
        "clocks",
        "Clocks that run",
        columns,
        tuple(rows),
        none=none,
        most=MOST,
        rest=_REST,
        facts=("days_late",),
    )


def _named(plan: Plan, item: Item, today: date) -> tuple[str, str, Cell, str]:
    state = standing_state(plan, item, today=today)
    owners = names((plan.name_of(owner) for owner in item.owner), none="no owner")
    return (
        item.id,
        item.title,
        owners,
        state.name if state else "not recorded",
    )
