"""What comes next: dates owed under instruments, and what meetings have asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.clocks import ClockState, all_clock_dates
from ipcli.assess.in_force import in_force, instrument_of
from ipcli.model.dates import Precision, long_day
from ipcli.named import NamedTuple
from ipcli.papers.characters import cut
from ipcli.papers.parts.clock_words import is_made_up
from ipcli.papers.parts.names import LONGEST, Name, made_up, name, names
from ipcli.papers.sheet import Cell, Table, table, words

if TYPE_CHECKING:
    from datetime import date

    from ipcli.assess.clocks import ClockDate, ClockDates
    from ipcli.model.dates import Date
    from ipcli.model.meeting import Request
    from ipcli.papers.basis import Basis


NO_DATE = "No date was set"


class Owed(NamedTuple):
    """The next date of a clock: what is owed, who laid it down, when, how long that is from now.

    `text` is what the paragraph says, where it has a title too. How late it is is not said of a
    clock that is made up.
    """

    name: Name
    text: str
    instrument: str
    by: str
    due: str
    how: str


class Asked(NamedTuple):
    """An open request of a meeting."""

    name: Name
    meeting: str
    to: str
    due: str
    how: str


def owed(basis: Basis) -> tuple[Owed, ...]:
    """Return the next date of each clock that is running, the earliest first."""
    plan = basis.plan
    found = [
        (each.next.due or basis.today, each.record, each)
        for each in all_clock_dates(plan, today=basis.today)
        if each.next and in_force(plan, each.record, on=basis.today)
    ]
    return tuple(
        _owed(basis, clock, clock.next) for *_, clock in sorted(found, key=_when) if clock.next
    )


def ahead(basis: Basis) -> tuple[Table, ...]:
    """Return what is due next as tables: what instruments lay down, and what meetings asked for."""
    dates = tuple(
        (
            Cell(name=e.name, where=e.text),
            words(e.instrument),
            words(e.by),
            words(e.due, where=e.how),
        )
        for e in owed(basis)
    )
    requests = tuple(
        (Cell(name=e.name), words(e.meeting), words(e.to), words(e.due, where=e.how))
        for e in asked(basis)
    )
    caption = "Owed under directions and other instruments"
    columns = ("What", "Under", "Laid down by", "When")
    return (
        *table("owed", caption, columns, dates),
        *table("asked", "Open requests of meetings", ("What", "Asked by", "Of", "When"), requests),
    )


def _when(found: tuple[date, str, ClockDates]) -> tuple[date, str]:
    return found[0], found[1]


def _owed(basis: Basis, clock: ClockDates, date_: ClockDate) -> Owed:
    record = clock.record
    instrument = basis.plan.instruments[instrument_of(basis.plan, record) or record]
    duty = basis.plan.paragraphs.get(record, instrument)
    judged = not is_made_up(basis, duty) or not date_.due or date_.due >= basis.today
    return Owed(
        name=name(basis, record),
        text=cut(duty.text, LONGEST) if duty.title and duty.text and duty is not instrument else "",
        instrument=basis.plan.name_of(instrument.id) if instrument.id != record else "",
        by=names(basis, instrument.made_by),
        due=str(date_.falls),
        how=f"{_how_far(date_.falls, basis.today)}{_and_more(clock)}" if judged else "",
    )


def _and_more(clock: ClockDates) -> str:
    """Say how many dates of a series are overdue beside the first."""
    more = sum(each.state is ClockState.OVERDUE for each in clock.dates) - 1
    if more < 1:
        return ""
    return f"; {more} later date{' is' if more == 1 else 's are'} overdue too"


def asked(basis: Basis) -> tuple[Asked, ...]:
    """Return the requests of meetings that are not answered, those that are due first."""
    found = [each for each in basis.plan.requests.values() if each.answered is None]
    return tuple(_asked(basis, each) for each in sorted(found, key=_by_due))


def _by_due(request: Request) -> tuple[bool, str, str]:
    latest = request.due.latest if request.due else None
    return latest is None, latest.isoformat() if latest else "", request.id


def _asked(basis: Basis, request: Request) -> Asked:
    plan = basis.plan
    meeting = plan.meetings.get(plan.holder.get(request.id, ""))
    by = names(basis, request.by) or (plan.name_of(meeting.body) if meeting else "")
    return Asked(
        name=name(basis, request.id)._replace(title=request.text),
        meeting=f"{by}, {long_day(meeting.date)}{made_up(meeting)}" if meeting else by,
        to=names(basis, request.to),
        due=str(request.due) if request.due else NO_DATE,
        how=_how_far(request.due, basis.today) if request.due else "",
    )


def _how_far(due: Date, today: date) -> str:
    """Say how far a date is from the as-of day; of one that is no day only that it has passed."""
    if due.precision is Precision.DAY or (due.latest and due.latest < today):
        return _from_now(due.latest, today)
    return ""


def _from_now(due: date | None, today: date) -> str:
    """Say how far a day is from the as-of day."""
    if due is None:
        return ""
    days = (due - today).days
    told = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return (
        f"in {told}" if days > 0 else f"overdue by {told}" if days else "on the day of this paper"
    )
