"""The dates of clocks: laid down, extended, met, and late by how much."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ipcli.assess.calendar import add, next_working_day, working_days_between
from ipcli.assess.in_force import Life, instrument_of, life, lives
from ipcli.assess.series import series
from ipcli.model.dates import Date, Precision, parse_date
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from ipcli.model.instrument import Clock, Duty, Extension, Met
    from ipcli.model.plan import Plan


class ClockState(StrEnum):
    """How a date of a clock stands on a day."""

    MET = "met"
    MET_LATE = "met late"
    WAITING = "waiting"
    OVERDUE = "overdue"
    LAPSED = "lapsed"  # not met, and the instrument is no longer in force


class ClockDate(NamedTuple):
    """One date of a clock.

    `laid_down` as the instrument says, `extended` with more time, `due` with the working-day rule
    too: the day that counts, or None where words give no last day. `days_late` and
    `working_days_late` are those between `due` and the day it was met (the first that it can have
    been), or today, or the last day in force; 0 if not late, None where that cannot be told.
    """

    number: int
    laid_down: Date
    extended: Date | None
    due: date | None
    met: Met | None
    state: ClockState
    days_late: int | None
    working_days_late: int | None
    extensions: tuple[Extension, ...]

    @property
    def falls(self) -> Date:
        """The day that counts, no more exact than what was written: a month stays a month."""
        written = self.extended or self.laid_down
        if self.due is None or self.due == written.latest:
            return written
        return parse_date(self.due.isoformat())


class ClockDates(NamedTuple):
    """All dates of the clock of a paragraph or instrument.

    An open-ended series is listed up to its first date after today. `standing` is a duty without
    dates; `why` says in words why dates could not be computed, empty when they could.
    `unmatched` are the `met` entries that no listed date takes: a second one for the same date, or
    one for a date beyond the series; none where dates are missing or set as someone directs.
    `unplaced` are the extensions for a date that is not listed. Where something ended because it
    was met (`ended`), its dates count as met by that day, without a `met` entry.
    """

    record: str
    start: date | None
    dates: tuple[ClockDate, ...]
    standing: bool
    as_directed: bool
    open_ended: bool
    why: str
    unmatched: tuple[Met, ...]
    unplaced: tuple[Extension, ...] = ()

    @property
    def next(self) -> ClockDate | None:
        """The first date that is not met: the one that is waiting or overdue."""
        open_states = (ClockState.WAITING, ClockState.OVERDUE)
        return next((each for each in self.dates if each.state in open_states), None)


def clock_dates(plan: Plan, record_id: str, *, today: date) -> ClockDates | None:
    """Return the dates of the clock of a paragraph or instrument; None where it has no clock.

    A month after a day is the same day of the next month, or its last day if there is none: Dodds v
    Walker [1981] 1 WLR 1027.
    """
    duty = plan.paragraphs.get(record_id) or plan.instruments.get(record_id)
    if duty is None or duty.clock is None:
        return None
    return _clock_dates(plan, duty, duty.clock, life(plan, record_id), today)


def all_clock_dates(plan: Plan, *, today: date) -> Iterator[ClockDates]:
    """Yield the clock of every instrument and paragraph that has one, instruments first."""
    found = lives(plan)
    for duty in (*plan.instruments.values(), *plan.paragraphs.values()):
        if duty.clock:
            yield _clock_dates(plan, duty, duty.clock, found.get(duty.id), today)


def _clock_dates(
    plan: Plan, duty: Duty, clock: Clock, held: Life | None, today: date
) -> ClockDates:
    last = held.last if held else None
    ends = [day for day in (clock.until, last) if day]
    instrument = plan.instruments.get(instrument_of(plan, duty.id) or "")
    laid = series(clock, instrument, last=min(ends, default=None), today=today)
    met, unmatched = _matched(duty.met, len(laid.days))
    frame = _Frame(
        on_working_days=clock.falls == "next-working-day",
        last=last,
        ended_met=held is not None and held.ended_by == "met",
        today=today,
    )
    more, unplaced = _placed(duty.extensions, met, len(laid.days))
    dates = tuple(
        _clock_date(frame, number, date_, met.get(number), more.get(number, ()))
        for number, date_ in enumerate(laid.days, 1)
    )
    loose = clock.as_directed or laid.why or not dates
    return ClockDates(
        record=duty.id,
        start=laid.start,
        dates=dates,
        standing=clock.ongoing,
        as_directed=clock.as_directed,
        open_ended=laid.open_ended,
        why=laid.why,
        unmatched=() if loose else unmatched,
        unplaced=unplaced,
    )


def _matched(met: Sequence[Met], dates: int) -> tuple[dict[int, Met], tuple[Met, ...]]:
    """Give each date the entry that met it: that which names it, else the first not yet taken."""
    taken: dict[int, Met] = {}
    unmatched = []
    for entry in sorted(met, key=lambda each: each.for_ is None):
        free = (number for number in range(1, dates + 1) if number not in taken)
        number = entry.for_ if entry.for_ is not None else next(free, 0)
        if 1 <= number <= dates and number not in taken:
            taken[number] = entry
        else:
            unmatched.append(entry)
    return taken, tuple(unmatched)


def _placed(
    extensions: Sequence[Extension], met: Mapping[int, Met], dates: int
) -> tuple[dict[int, tuple[Extension, ...]], tuple[Extension, ...]]:
    """Give each extension its date: that which it names, else the first not met when it was agreed.

    Where all were met by then, it was the last that had been extended.
    """
    placed: dict[int, tuple[Extension, ...]] = {}
    unplaced = []
    for each in extensions:
        waiting = (n for n in range(1, dates + 1) if not _met_before(met.get(n), each.date))
        number = each.for_ if each.for_ is not None else next(waiting, dates)
        if 1 <= number <= dates:
            placed[number] = (*placed.get(number, ()), each)
        else:
            unplaced.append(each)
    return placed, tuple(unplaced)


def _met_before(met: Met | None, agreed: Date | None) -> bool:
    """Whether a date was met before more time was agreed; so too where the day of that is open."""
    if met is None:
        return False
    if agreed is None or agreed.latest is None or met.date.latest is None:
        return True
    return met.date.latest < agreed.latest


class _Frame(NamedTuple):
    """What holds for all dates of a clock: the rule for days off, the last day in force, today.

    `ended_met`: it is no longer in force because it was met.
    """

    on_working_days: bool
    last: date | None
    ended_met: bool
    today: date


def _clock_date(
    frame: _Frame,
    number: int,
    laid_down: Date,
    met: Met | None,
    extensions: tuple[Extension, ...],
) -> ClockDate:
    extended = _extended(laid_down, extensions) if extensions else None
    due = (extended or laid_down).latest
    if due and frame.on_working_days:
        due = next_working_day(due)
    state, until = _state(due, met, frame)
    days, working_days = _late(due, until)
    return ClockDate(
        number=number,
        laid_down=laid_down,
        extended=extended,
        due=due,
        met=met,
        state=state,
        days_late=days,
        working_days_late=working_days,
        extensions=extensions,
    )


def _extended(laid_down: Date, extensions: Sequence[Extension]) -> Date:
    """Return the date with all extensions, each added to what the one before it made."""
    date_ = laid_down
    for each in extensions:
        if each.to:
            date_ = each.to
        elif each.length and date_.latest:
            day = add(each.length, date_.latest)
            date_ = Date(day.isoformat(), Precision.DAY, day, day)
    return date_


def _state(due: date | None, met: Met | None, frame: _Frame) -> tuple[ClockState, date | None]:
    """Return how a date stands, and the day up to which it is late if it is.

    A month in which it was met is late where its first day is, and not where its last is not. In
    between, it counts as met.
    """
    if met:
        first, last = met.date.earliest, met.date.latest
        if due and first and first > due:
            return ClockState.MET_LATE, first
        return ClockState.MET, due if due and last and last <= due else None
    if frame.last and frame.ended_met and frame.today >= frame.last:
        late = due is not None and frame.last > due
        return (ClockState.MET_LATE if late else ClockState.MET), frame.last
    if frame.last and frame.today > frame.last:
        return ClockState.LAPSED, frame.last
    overdue = due is not None and frame.today > due
    return (ClockState.OVERDUE if overdue else ClockState.WAITING), frame.today


def _late(due: date | None, until: date | None) -> tuple[int | None, int | None]:
    """Return the days and working days from one day to the other; None where that is not known."""
    if until is None:
        return None, None
    if due is None or until <= due:
        return 0, 0
    return (until - due).days, working_days_between(due, until)
