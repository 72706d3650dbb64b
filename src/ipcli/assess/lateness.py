"""How late an item is, and how far a date has moved."""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING, Literal

from ipcli.assess.calendar import add
from ipcli.assess.standing import is_done, is_open
from ipcli.model.dates import month_end_keeping
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from ipcli.model.dates import Date, Length
    from ipcli.model.item import Item
    from ipcli.model.plan import Plan

Against = Literal["baseline", "due"]


class Lateness(NamedTuple):
    """An item's expected day against its baseline or due date, latest day with latest day.

    `days` is below nothing for early.
    """

    against: date
    expected: date
    days: int

    @property
    def beyond_months(self) -> int | None:
        """The largest N for which the item is late by more than N months; None if it is not."""
        return _months_beyond(self.against, self.expected) if self.days > 0 else None

    @property
    def words(self) -> str:
        """`75 days late (more than 2 months)`, `on time`, `3 days early`."""
        return _late_words(self.days, self.beyond_months)


class Move(NamedTuple):
    """How far a date moved, latest day with latest day; `days` is below nothing for earlier."""

    before: Date
    after: Date
    days: int

    @property
    def months(self) -> int | None:
        """The months, where the move is whole months; else None.

        That is where both dates are months, or the same day of the month, or the last days of
        their months.
        """
        first, last = self.before.latest, self.after.latest
        return _whole_months(first, last) if self.days and first and last else None

    @property
    def words(self) -> str:
        """`31 days later`, `4 months later`, `2 days earlier`, `on the same last day`."""
        return _move_words(self.days, self.months)

    @property
    def text(self) -> str:
        """`4 months later (31 March 2023 rather than 30 November 2022)`."""
        return f"{self.words} ({self.after} rather than {self.before})"


def expected_day(item: Item, *, today: date) -> date | None:
    """Return the day an item was or will be finished, as far as is known; None if it is not.

    `completed`; else `forecast`; else `due`; and when that has passed, today. A closed item is
    judged on the day of its closing, so that its lateness does not grow. A forecast in words that
    allow no last day is no forecast.
    """
    if item.completed:
        return item.completed.latest
    if item.closed and item.closed.date.latest:
        today = min(today, item.closed.date.latest)
    for date_ in (item.forecast, item.due):
        if date_ and date_.latest:
            return max(date_.latest, today)
    return None


def lateness(item: Item, *, against: Against, today: date) -> Lateness | None:
    """Return how late an item is against a date, or None where either day is not known.

    Against the baseline when there is none: against `due`, which is then the first date.
    """
    first = (item.baseline_due or item.due) if against == "baseline" else item.due
    expected = expected_day(item, today=today)
    if first is None or first.latest is None or expected is None:
        return None
    return Lateness(first.latest, expected, (expected - first.latest).days)


def is_overdue(plan: Plan, item: Item, *, today: date) -> bool:
    """Whether the latest day of `due` has passed for an open item that is not done."""
    return (
        days_overdue(item, today=today) > 0 and not is_done(plan, item) and is_open(plan, item.id)
    )


def overdue_items(plan: Plan, *, today: date) -> tuple[Item, ...]:
    """Return the overdue items in the order of the files."""
    return tuple(item for item in plan.items.values() if is_overdue(plan, item, today=today))


def days_overdue(item: Item, *, today: date) -> int:
    """Return how many days ago the latest day of `due` passed; 0 if it has not or there is none."""
    return max(0, (today - item.due.latest).days) if item.due and item.due.latest else 0


def limit(length: Length, day: date) -> date:
    """Return the last day that is late by no more than a length.

    Where the last day of a month plus months is the last day of a month: a plan's month is a
    whole one, unlike that of a clock at law.
    """
    months = {"month": length.number, "year": 12 * length.number}.get(length.unit)
    if months is None:
        return add(length, day)
    try:
        return month_end_keeping(day, months)
    except ValueError:  # beyond the calendar
        return date.max


def moved(before: Date | None, after: Date | None) -> Move | None:
    """Return how far a date moved, latest day with latest day; None where either has none."""
    if not (before and after and before.latest and after.latest):
        return None
    return Move(before, after, (after.latest - before.latest).days)


def _months_beyond(first: date, expected: date) -> int:
    """Return the largest number of months that `expected`, which is later, lies beyond."""
    months = _month_number(expected) - _month_number(first)
    return months if expected > month_end_keeping(first, months) else months - 1


def _whole_months(before: date, after: date) -> int | None:
    if before.day == after.day or (_is_month_end(before) and _is_month_end(after)):
        return _month_number(after) - _month_number(before)
    return None


def _month_number(day: date) -> int:
    return day.year * 12 + day.month


def _is_month_end(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _late_words(days: int, beyond: int | None) -> str:
    if days == 0:
        return "on time"
    told = f"{_number(abs(days), 'day')} {'late' if days > 0 else 'early'}"
    return f"{told} (more than {_number(beyond, 'month')})" if beyond else told


def _move_words(days: int, months: int | None) -> str:
    if days == 0:
        return "on the same last day"
    length = _number(abs(months), "month") if months else _number(abs(days), "day")
    return f"{length} {'later' if days > 0 else 'earlier'}"


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
