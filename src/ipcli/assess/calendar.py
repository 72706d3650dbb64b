"""Days that count: working days of England and Wales, and clear days before a meeting."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipcli.model.dates import Length

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
_FIRST_YEAR = 1871  # of the Bank Holidays Act


def is_working_day(day: date) -> bool:
    """Whether a day is neither a Saturday, a Sunday nor a bank holiday of England and Wales.

    Bank holidays: Banking and Financial Dealings Act 1971, s.1 and Sch 1, with the days appointed
    by proclamation. Christmas Day and Good Friday are holidays at common law.
    """
    return day.weekday() < _SATURDAY and day not in _bank_holidays(day.year)


def next_working_day(day: date) -> date:
    """Return `day` itself if it is a working day, else the first working day after it."""
    while not is_working_day(day):
        day += _ONE_DAY
    return day


def add_working_days(day: date, number: int) -> date:
    """Return the `number`-th working day after `day`, which itself does not count.

    With a number below nothing, the working day that lies so many before `day`; with 0, `day`.
    """
    step = _ONE_DAY if number > 0 else -_ONE_DAY
    left = abs(number)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(earlier: date, later: date) -> int:
    """Count the working days after `earlier`, up to and including `later`.

    So a thing due on a Monday and done on the Tuesday is one working day late. Nothing when
    `later` is not later.
    """
    if later <= earlier:
        return 0
    ends = _bank_holidays(earlier.year) | _bank_holidays(later.year)
    off = sum(earlier < day <= later for day in ends)
    off += _bank_holidays_between(earlier.year, later.year)
    return _weekdays_to(later) - _weekdays_to(earlier) - off


def clear_days_before(day: date, number: int) -> date:
    """Return the last day that leaves `number` clear days before `day`; both ends are left out.

    28 clear days' notice of a key decision: Local Authorities (Executive Arrangements) (Meetings
    and Access to Information) (England) Regulations 2012 (SI 2012/2089), reg 9.
    """
    return date.fromordinal(max(1, day.toordinal() - number - 1))


def clear_working_days_before(day: date, number: int) -> date:
    """Return the last working day that leaves `number` clear working days before `day`.

    Both ends are left out: with five, Tuesday 6 October 2026 for Wednesday 14 October 2026.
    An agenda and its reports must be open to inspection for five clear days before the meeting:
    Local Government Act 1972, s.100B(3), and Sch 12 para 4(2) for the notice of a council meeting;
    SI 2012/2089, reg 7, for an executive. Counted in working days, since papers that are open at
    the council's offices are open on those only.
    """
    try:
        return add_working_days(day, -(number + 1))
    except OverflowError:  # before the calendar begins
        return date.min


def add(length: Length, day: date) -> date:
    """Return the day that lies a length of time after `day`, which itself does not count.

    Months and years by the corresponding date: Dodds v Walker [1981] 1 WLR 1027. A length that
    leads beyond the calendar gives its last day.
    """
    try:
        if length.unit == "working day":
            return add_working_days(day, length.number)
        return length.after(day)
    except (ValueError, OverflowError):
        return date.max


def _weekdays_to(day: date) -> int:
    """Count the Mondays to Fridays from the first day of the calendar, which is a Monday."""
    weeks, days = divmod(day.toordinal(), 7)
    return _SATURDAY * weeks + min(days, _SATURDAY)


@cache
def _bank_holidays_between(first: int, last: int) -> int:
    """Count the bank holidays of the years between two years, neither of which counts."""
    years = range(max(first + 1, _FIRST_YEAR), last)
    return sum(len(_bank_holidays(year)) for year in years)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of a year that are not at a weekend.

    The library is imported here because it takes a tenth of a second, which commands that count no
    working days need not wait for. It lists Christmas Day and Boxing Day beside their substitutes
    where they fall at a weekend.
    """
    from holidays import country_holidays  # noqa: PLC0415 (slow to import)

    days = country_holidays("GB", subdiv="ENG", years=year)
    return frozenset(day for day in days if day.weekday() < _SATURDAY)
