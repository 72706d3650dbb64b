"""The dates that a clock lays down, before any extension."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ipcli.assess.calendar import add
from ipcli.model.dates import Date, Length, Precision, parse_date
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.instrument import Clock, Instrument

MOST_DATES = 1_000  # a weekly series of nineteen years; beyond this a length is a slip

_SAID = {"made_on": "made", "sent_on": "sent", "published_on": "published"}
_IN_MONTHS = {"month": 1, "year": 12}
_IN_DAYS = {"day": 1, "week": 7}


class Series(NamedTuple):
    """The dates a clock lays down, in order, and why some could not be computed."""

    start: date | None
    days: tuple[Date, ...]
    open_ended: bool
    why: str


class Start(NamedTuple):
    """The day a clock starts from, or why there is none. `counts`: the day itself counts."""

    day: date | None
    counts: bool
    why: str = ""


def series(
    clock: Clock, instrument: Instrument | None, *, last: date | None, today: date
) -> Series:
    """Return the dates of a clock up to `last`, or up to the first after today where it has no end.

    The first date of `within` is listed even where it lies beyond `last`.
    """
    open_ended = clock.every is not None and last is None
    first = clock.within or clock.every
    if first is None:
        return Series(None, _in_order([], clock), open_ended=False, why="")
    start = _start(clock, instrument)
    if start.day is None:
        return Series(None, _in_order([], clock), open_ended, start.why)
    days: list[date] = []
    for day in _computed(first, clock.every, start.day, counts=start.counts):
        if days and day <= days[-1]:
            return Series(start.day, _in_order(days, clock), open_ended, _stuck(clock))
        if last and day > last and (days or not clock.within):
            break
        if len(days) == MOST_DATES:
            why = f"the series has more than {MOST_DATES:,} dates; only these are listed"
            return Series(start.day, _in_order(days, clock), open_ended, why)
        days.append(day)
        if last is None and day > today:
            break
    return Series(start.day, _in_order(days, clock), open_ended, "")


def after(length: Length, start: date, *, counts: bool) -> date:
    """Return the last day of a length of time from a day on; `counts`: that day is the first of it.

    One month beginning with 16 March ends on 15 April: a period that begins with a day includes it
    (Zoan v Rouamba [2000] 1 WLR 1509). Where the month has no such day, it ends on its last.
    """
    if not counts:
        return add(length, start)
    if length.unit in _IN_MONTHS:
        end = add(length, start)
        return end if end.day < start.day else end - timedelta(days=1)
    return add(length, start - timedelta(days=1))


def _computed(first: Length, every: Length | None, start: date, *, counts: bool) -> Iterator[date]:
    """Yield the first date and, without end, those of `every`.

    Each is counted from the start or, where the two lengths cannot be joined, from the first date;
    never from the one before, from which a month's end would creep backwards.
    """
    day = begin = after(first, start, counts=counts)
    yield day
    number = 1
    while every is not None:
        if whole := _sum(first, every, number):
            day = after(whole, start, counts=counts)
        elif every.unit == "working day":  # the same from whichever date, and this is the nearest
            day = add(every, day)
        else:
            day = add(Length(every.number * number, every.unit), begin)
        yield day
        number += 1


def _sum(first: Length, every: Length, number: int) -> Length | None:
    """Return a length and so many more of another; None where they cannot be joined in one.

    Joined are months and years, and days and weeks.
    """
    for unit, sizes in (("month", _IN_MONTHS), ("day", _IN_DAYS)):
        if first.unit in sizes and every.unit in sizes:
            more = every.number * number * sizes[every.unit]
            return Length(first.number * sizes[first.unit] + more, unit)
    return None


def _start(clock: Clock, instrument: Instrument | None) -> Start:
    """Return the day a clock starts from: a day of its instrument, `made_on` unless it says."""
    if instrument is None:
        return Start(None, counts=False, why="its instrument could not be read")
    written = clock.beginning_with or clock.from_ or "made_on"
    counts = clock.beginning_with is not None
    if written == "in_force" and instrument.in_force and instrument.in_force.from_:
        return Start(instrument.in_force.from_, counts)
    told = _SAID.get("made_on" if written == "in_force" else written)
    if told:
        date_: Date | None = getattr(instrument, f"{told}_on")
        what = f"`{instrument.id}` was {told}"
    else:
        date_, what = _written_day(written), "the clock starts from"
    if date_ is None:
        why = f"{what} on a day that is not given" if told else f"`{written}` is not a day"
        return Start(None, counts, why)
    if date_.precision is not Precision.DAY:
        return Start(None, counts, f"{what} {date_}, which is less exact than a day")
    return Start(date_.earliest, counts)


def _written_day(written: str) -> Date | None:
    try:
        return parse_date(written)
    except ValueError:
        return None


def _stuck(clock: Clock) -> str:
    return f"a series of every {clock.every} does not go on"


def _in_order(days: list[date], clock: Clock) -> tuple[Date, ...]:
    """Join the computed dates and those laid down as such, earliest first, each day once."""
    computed = [Date(day.isoformat(), Precision.DAY, day, day) for day in days]
    laid_down = {each.latest: each for each in (*computed, *clock.dates) if each.latest}
    undated = [each for each in clock.dates if each.latest is None]
    return (*(laid_down[day] for day in sorted(laid_down)), *undated)
