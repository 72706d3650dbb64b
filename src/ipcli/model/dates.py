"""Dates with the precision that was written, never more. Lengths of time and how they add up."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache

FORMS = "2022-12-07, 2022-12, 2022/23 Q3, 2022/23, 2022 or ongoing"
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(0\d|1[012])\Z", re.ASCII)
_FINANCIAL = re.compile(r"(\d{4})/(\d\d)(?: Q([1-4]))?\Z", re.ASCII)
_YEAR = re.compile(r"\d{4}\Z", re.ASCII)
_LENGTH = re.compile(r"(\d{1,4}) +(working +day|day|week|month|year)s?\Z", re.ASCII)
ONGOING = "ongoing"
# Spelt out, since the calendar module's names change with the machine's language.
MONTHS = (
    *("", "January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


class Precision(StrEnum):
    """How exact a date is."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    FINANCIAL_YEAR = "financial year"
    YEAR = "year"
    WORDS = "words"
    ONGOING = "ongoing"


@dataclass(frozen=True, slots=True)
class Date:
    """A date as somebody wrote it, with the first and the last day that it can mean."""

    text: str
    precision: Precision
    earliest: date | None = None
    latest: date | None = None

    def __str__(self) -> str:
        """Print the date as people say it: `7 December 2022`, `December 2022`, `2022/23 Q3`."""
        if self.earliest and self.precision is Precision.DAY:
            return long_day(self.earliest)
        if self.earliest and self.precision is Precision.MONTH:
            return f"{MONTHS[self.earliest.month]} {self.earliest.year}"
        return self.text

    def wholly_before(self, other: Date) -> bool:
        """Tell whether each day that it can mean lies before each day the other can mean."""
        return bool(self.latest and other.earliest and self.latest < other.earliest)


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: a number of days, working days, weeks, months or years."""

    number: int
    unit: str  # "day", "working day", "week", "month", "year"

    def __str__(self) -> str:
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"

    def after(self, day: date) -> date:
        """Return the day that lies this length after `day`, which itself does not count.

        A month after a day is the same day of the next month, or the last day of that month if it
        has none (Dodds v Walker [1981] 1 WLR 1027). Working days are counted in `assess.calendar`.
        """
        match self.unit:
            case "month":
                return add_months(day, self.number)
            case "year":
                return add_months(day, 12 * self.number)
            case "week":
                return day + timedelta(weeks=self.number)
            case _:
                return day + timedelta(days=self.number)


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month if it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end_keeping(day: date, months: int) -> date:
    """Return `day` plus months, where the last day of a month gives the last day of a month."""
    moved = add_months(day, months)
    if day.day == calendar.monthrange(day.year, day.month)[1]:
        return moved.replace(day=calendar.monthrange(moved.year, moved.month)[1])
    return moved


def long_day(day: date) -> str:
    """Print a day as `7 December 2022`, in every locale."""
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def parse_day(text: str) -> date:
    """Read `2022-12-07`. Raises ValueError in words for a plan's author."""
    found = _DAY.match(text)
    if not found:
        from ipcli.model.misdated import meant  # noqa: PLC0415 (only for what is written wrongly)

        days = (day for day, _ in meant(text) if _DAY.match(day) and _is_read(day))
        msg = f"`{text}` is not a day; write it like {next(days, '2022-12-07')}"
        raise ValueError(msg)
    year, month, day = map(int, found.groups())
    return _real_day(text, year, month, day)


@cache
def parse_date(text: str) -> Date:
    """Read a date of any precision. Raises ValueError with what to write instead."""
    if date_ := _read(text):
        return date_
    raise ValueError(f"`{text}` is not a date we can read; {_advice(text)}")


def _read(text: str) -> Date | None:
    """Return a date, or None where a text has none of the forms."""
    if found := _DAY.match(text):
        day = _real_day(text, *map(int, found.groups()))
        return Date(text, Precision.DAY, day, day)
    if found := _MONTH.match(text):
        first = _real_day(text, int(found[1]), int(found[2]), 1)
        return Date(text, Precision.MONTH, first, _month_end(first))
    if found := _FINANCIAL.match(text):
        return _financial(text, int(found[1]), found[2], found[3])
    if _YEAR.match(text):
        year = _real_day(text, int(text), 1, 1).year
        return Date(text, Precision.YEAR, date(year, 1, 1), date(year, 12, 31))
    if text == ONGOING:
        return Date(text, Precision.ONGOING)
    return None


def words(text: str, earliest: date | None, latest: date | None) -> Date:
    """Make a date of words such as `early 2023`, with the days they allow."""
    return Date(text, Precision.WORDS, earliest, latest)


@lru_cache(maxsize=1_000)
def parse_length(text: str) -> Length:
    """Read `6 months`, `5 working days`. Raises ValueError with what to write instead."""
    found = _LENGTH.match(text)
    if not found:
        msg = (
            f"`{text}` is not a length of time; write it like 30 days, 5 working days, 2 weeks, "
            "6 months or 2 years"
        )
        raise ValueError(msg)
    return Length(int(found[1]), " ".join(found[2].split()))


def _financial(text: str, start: int, second: str, quarter: str | None) -> Date:
    if int(second) != (start + 1) % 100:
        told = f"`{text}` is not a financial year; after {start} comes {(start + 1) % 100:02d}"
        month = f"; write a month as {start}-{second}"
        raise ValueError(told + (month if _MONTH.match(f"{start}-{second}") else ""))
    first, last = _real_day(text, start, 4, 1), _real_day(text, start + 1, 3, 31)
    if quarter is None:
        return Date(text, Precision.FINANCIAL_YEAR, first, last)
    first = add_months(first, 3 * (int(quarter) - 1))
    return Date(text, Precision.QUARTER, first, _month_end(add_months(first, 2)))


def _real_day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"`{text}` is not in the calendar") from None


def _month_end(first: date) -> date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _advice(text: str) -> str:
    """Return what to write instead: what was meant, if it can be told, or all the forms."""
    from ipcli.model.misdated import meant  # noqa: PLC0415 (only for what is written wrongly)

    for date_, what in meant(text):
        if _is_read(date_):
            return f"write {what} as `{date_}`"
    if found := re.search(r"\bQ[1-4]\b", text, re.IGNORECASE):
        return f"write the quarter with its financial year: 2022/23 {found[0].upper()}"
    words = text if re.fullmatch(r"[\w .-]{1,40}", text) else "…"
    return f"write {FORMS}; for other words write {{text: {words}, latest: 2023-03-31}}"


def _is_read(text: str) -> bool:
    try:
        return _read(text) is not None
    except ValueError:
        return False
