"""The time that a period reports on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from ipcli.model.dates import Date
    from ipcli.model.organisation import Period
    from ipcli.model.plan import Plan


class Window(NamedTuple):
    """The first and the last day that a period reports on; no first: from the beginning."""

    first: date | None
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return day <= self.last and not (self.first and day < self.first)


def window(plan: Plan, period: Period | None, *, today: date) -> Window:
    """Return what a period covers; default from the day after the last `as_of` to its own.

    Without a period: the quarter of the year that today lies in, up to today. Quarters of the
    financial year (April to March) are those of the calendar year.
    """
    if period is None:
        return Window(date(today.year, today.month - (today.month - 1) % 3, 1), today)
    if period.covers and period.covers.latest:
        return Window(period.covers.earliest, period.covers.latest)
    earlier = [each.as_of for each in plan.periods_in_order if each.as_of < period.as_of]
    return Window(earlier[-1] + timedelta(days=1) if earlier else None, period.as_of)


def period_on(plan: Plan, day: date) -> Period | None:
    """Return the period that reports on a day; else the last whose facts were known by then."""
    periods = plan.periods_in_order
    holding = [each for each in periods if window(plan, each, today=day).holds(day)]
    known = [each for each in periods if each.as_of <= day]
    return next(reversed(holding or known), None)


def within(date_: Date | None, span: Window) -> bool:
    """Whether the latest day of a date lies in a window; no where it has none."""
    return date_ is not None and date_.latest is not None and span.holds(date_.latest)
