"""How a record stands on a day: what its facts come to, which the record itself does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.bands import matrix_of
from ipcli.assess.clocks import ClockState, clock_dates
from ipcli.assess.computed import last_reading, measure_state, standing_state
from ipcli.assess.in_force import life
from ipcli.assess.lateness import days_overdue, is_overdue, moved
from ipcli.assess.standing import duty_state_of
from ipcli.model.dates import long_day
from ipcli.output.cells import Said
from ipcli.output.overviews.risks import score_words
from ipcli.output.plain import counted
from ipcli.output.sheet import Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ipcli.assess.clocks import ClockDate
    from ipcli.model.base import Record
    from ipcli.model.item import Item
    from ipcli.model.plan import Plan
    from ipcli.model.risk import Measure, Risk
    from ipcli.output.cells import Cell

_MISSED = {ClockState.OVERDUE, ClockState.MET_LATE, ClockState.LAPSED}


def standing(plan: Plan, record: Record, *, today: date) -> Table:
    """Return how an item, a duty, a risk or a measure stands on a day; no rows for others."""
    rows: list[tuple[Cell, ...]] = []
    if item := plan.items.get(record.id):
        rows.extend(_item(plan, item, today))
    if risk := plan.risks.get(record.id):
        rows.extend(_risk(plan, risk))
    if measure := plan.measures.get(record.id):
        rows.extend(_measure(plan, measure, today))
    rows.extend(_duty(plan, record.id, today))
    return Table("standing", f"On {long_day(today)}", ("What", "How it stands"), tuple(rows))


def _item(plan: Plan, item: Item, today: date) -> Iterator[tuple[Cell, ...]]:
    if state := standing_state(plan, item, today=today):
        how = "" if item.status else ", as its dates make it"
        yield "State", Said(f"{state.name}{how}", state.id)
    move = moved(item.baseline_due, item.completed or item.forecast or item.due)
    if move and move.days:
        yield "Moved", Said(move.text, move.days)
    if is_overdue(plan, item, today=today):
        days = days_overdue(item, today=today)
        yield "Overdue", Said(f"by {counted(days, 'day')}", days)
    closed = plan.closings.get(item.id)
    if closed and not item.closed:
        yield "In monitoring", f"no, since what it stands in is {plan.how_closed(closed)}"


def _risk(plan: Plan, risk: Risk) -> Iterator[tuple[Cell, ...]]:
    matrix = matrix_of(plan, risk)
    for point in matrix.points if matrix else ():
        if point.id in risk.scores:
            yield f"Score: {point.name}", score_words(plan, risk, point.id)


def _measure(plan: Plan, measure: Measure, today: date) -> Iterator[tuple[Cell, ...]]:
    reading = last_reading(measure, up_to=today)
    if reading:
        yield "Last reading", f"about {reading.for_}"
    if state := measure_state(plan, measure, up_to=today):
        yield "State", Said(state.name, state.id)


def _duty(plan: Plan, record_id: str, today: date) -> Iterator[tuple[Cell, ...]]:
    """Yield whether a paragraph or instrument is in force, its state and the dates of its clock."""
    held, clock = life(plan, record_id), clock_dates(plan, record_id, today=today)
    if held:
        ended = f", ended {long_day(held.last)}" if held.last and held.last < today else ""
        yield "In force", f"{'yes' if held.holds(today) else 'no'}{ended}"
    duty = plan.paragraphs.get(record_id) or plan.instruments.get(record_id)
    if duty and (state := duty_state_of(plan, duty)):
        yield "State", Said(state.name, state.id)
    for each in clock.dates if clock else ():
        what = f"Date {each.number}" if clock and len(clock.dates) > 1 else "Date"
        yield what, Said(_date(each), each.falls.text)
    if clock and clock.why:
        yield "Dates", clock.why


def _date(found: ClockDate) -> str:
    late = f", {counted(found.days_late, 'day')} late" if found.days_late else ""
    return f"{found.falls}: {found.state}{late if found.state in _MISSED else ''}"
