"""Dates, clocks, counts, roll-up and coverage reckoned a second time, in the plainest way.

Nothing here is taken from the package: the tests hold its figures against these. Days are found by
walking from one to the next, sums by looking at everything, so that no shortcut is shared.
"""

from __future__ import annotations

from datetime import date, timedelta

DAY = timedelta(days=1)

# Days appointed by proclamation, and holidays that were moved, of 2014 to 2026.
_MOVED = {
    date(2020, 5, 4): date(2020, 5, 8),
    date(2022, 5, 30): date(2022, 6, 2),
}
_EXTRA = {date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}


def easter(year: int) -> date:
    """Return Easter Sunday (Butcher's rule)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def bank_holidays(year: int) -> set[date]:
    """Return the bank holidays of England and Wales of a year from 2014 to 2026."""
    mondays = [day for day in _days(date(year, 1, 1), date(year, 12, 31)) if day.weekday() == 0]
    found = {easter(year) - 2 * DAY, easter(year) + DAY}
    found.add(next(day for day in mondays if day.month == 5))
    found.add([day for day in mondays if day.month == 5][-1])
    found.add([day for day in mondays if day.month == 8][-1])
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        kept = fixed
        while kept.weekday() > 4 or kept in found:
            kept += DAY
        found.add(kept)
    return {_MOVED.get(day, day) for day in found} | {day for day in _EXTRA if day.year == year}


def works(day: date) -> bool:
    """Tell whether a day is a working day of England and Wales."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_days(after: date, until: date) -> int:
    """Count the working days after one day, up to and with another."""
    return sum(works(day) for day in _days(after + DAY, until))


def last_of(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - DAY


def months_on(day: date, months: int, *, keeping_ends: bool = False) -> date:
    """Return the same day so many months on, or the last of that month if it has no such day.

    `keeping_ends`: the last day of a month leads to the last day of a month.
    """
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    end = last_of(year, month)
    if keeping_ends and day == last_of(day.year, day.month):
        return end
    return end if day.day > end.day else date(year, month, day.day)


def length_on(day: date, number: int, unit: str) -> date:
    """Return the day that lies a length of time after a day."""
    match unit:
        case "months":
            return months_on(day, number)
        case "years":
            return months_on(day, 12 * number)
        case "working days":
            for _ in range(number):
                day += DAY
                while not works(day):
                    day += DAY
            return day
        case _:
            return day + number * (7 if unit == "weeks" else 1) * DAY


def months_beyond(first: date, expected: date) -> int | None:
    """Return the most months by more than which a day is later than another; None if it is not."""
    if expected <= first:
        return None
    months = 0
    while expected > months_on(first, months + 1, keeping_ends=True):
        months += 1
    return months


def _days(first: date, last: date) -> list[date]:
    return [first + number * DAY for number in range((last - first).days + 1)]
