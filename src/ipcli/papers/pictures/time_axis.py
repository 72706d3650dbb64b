"""The time that lies across a picture: where a day is, and the lines of months and years."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from ipcli.model.dates import MONTHS, add_months
from ipcli.named import NamedTuple
from ipcli.papers.pictures.drawing import Stroke, Words, across

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 30_000)  # months between two lines
_LINES = 3  # that have room for their words on a narrow page
_EDGE = Fraction(9, 10)  # words that begin further to the right may not fit on a page of paper
_NARROW_EDGE = Fraction(77, 100)  # nor these on a telephone


class Span(NamedTuple):
    """The time that a picture shows."""

    first: date
    last: date

    def at(self, day: date) -> Fraction:
        """Return how far across the picture a day lies, of 1."""
        return Fraction((day - self.first).days, max((self.last - self.first).days, 1))


def span_of(days: Iterable[date]) -> Span:
    """Return whole months around every day."""
    known = list(days)
    return Span(min(known).replace(day=1), _next_month(max(known)))


def _next_month(day: date) -> date:
    try:
        return add_months(day.replace(day=1), 1)
    except ValueError:  # beyond the calendar
        return date.max


def lines(span: Span, top: int, bottom: int) -> Iterator[Stroke]:
    """Yield an upright line at the beginning of some months or years."""
    for day in _starts(span):
        x = across(span.at(day))
        yield Stroke(x, top, x, bottom, "grid")


def names(span: Span, y: int) -> Iterator[Words]:
    """Yield the name of each line, to the left of it where there is no room to the right.

    A telephone has room for no more than the month there: the line before it has its year.
    """
    for day in _starts(span):
        at, month = span.at(day), MONTHS[day.month][:3]
        side = "soft end" if at > _EDGE else "soft"
        if at <= _NARROW_EDGE:
            yield Words(across(at), y, f"{month} {day.year}", side)
        else:
            yield Words(across(at), y, f"{month} {day.year}", f"{side} long")
            yield Words(across(at), y, month, f"{side} short")


def _starts(span: Span) -> Iterator[date]:
    """Yield the first days of the months, quarters or years that get a line."""
    first, last = (day.year * 12 + day.month - 1 for day in span)
    step = next((each for each in _STEPS if (last - first) // each <= _LINES), _STEPS[-1])
    for at in range(first + -first % step, last, step):
        yield date(at // 12, at % 12 + 1, 1)
