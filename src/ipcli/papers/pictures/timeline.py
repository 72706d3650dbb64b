"""When rows were first to be done, when they are to be done now, and when they were."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ipcli.assess.lateness import moved
from ipcli.model.dates import Precision, long_day
from ipcli.named import NamedTuple
from ipcli.papers.pictures.drawing import (
    Area,
    Drawing,
    Figure,
    Key,
    Shapes,
    Sign,
    Stroke,
    Words,
    across,
    label,
)
from ipcli.papers.pictures.time_axis import Span, lines, names, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ipcli.assess.lateness import Move
    from ipcli.model.dates import Date
    from ipcli.model.item import Item
    from ipcli.papers.basis import Basis

MOST = 18  # rows in a picture, which then fits on a page of paper
ROW, TOP, BOTTOM = 42, 24, 22  # heights: of a row, of what stands above all rows, and of the years
_ROOM = Fraction(3, 10)  # the share of the width that the words beside a row need
_MINUS = "\N{MINUS SIGN}"


class Dated(NamedTuple):
    """A row of the picture: its dates, and whether it was completed at the second."""

    name: str
    first: Date | None
    now: Date
    done: bool

    @property
    def days(self) -> Iterator[date]:
        """Every day that must be in the picture."""
        for each in (self.first, self.now):
            yield from (day for day in (each and each.earliest, each and each.latest) if day)

    @property
    def move(self) -> Move | None:
        """How far the date moved."""
        return moved(self.first, self.now)


def dates_of(
    basis: Basis, anchor: str, title: str, items: Sequence[Item], *, where: str
) -> tuple[Figure, ...]:
    """Return the picture of the dates of items; none where no item has a day that can be drawn.

    `where` is the table that stands with it and has them all.
    """
    rows = [row for item in items if (row := _dated(item))]
    if not rows:
        return ()
    shown = _furthest(rows)
    undrawn = sum(bool(each.due and not each.due.latest) for each in items)
    drawing = _drawing(anchor, title, shown, basis.today)
    notes = tuple(_notes(len(rows), len(shown), undrawn, where))
    return (Figure(drawing, tuple(_legend(basis, shown)), notes),)


def _legend(basis: Basis, rows: Sequence[Dated]) -> Iterator[Key]:
    """Yield what the signs mean that are in the picture."""
    if any(row.first for row in rows):
        yield Key(None, "diamond", "first", basis.words.original)
    if not all(row.done for row in rows):
        now = f"{basis.words.present}, or the forecast where there is one"
        yield Key(None, "diamond", "now", now)
    if any(row.done for row in rows):
        yield Key(None, "tick", "now", "Completed")
    if any(each and each.precision is not Precision.DAY for row in rows for each in row[1:3]):
        yield Key(None, "bar", "span", "The time that a month, a quarter or a year can mean")


def _dated(item: Item) -> Dated | None:
    """Return what the picture shows of an item; None where it has no day that can be drawn."""
    now = item.completed or item.forecast or item.due
    if now is None or now.latest is None:
        return None
    first = item.baseline_due
    name = f"{item.ref or ''} {item.title}".strip()
    return Dated(name, first if first and first.latest else None, now, bool(item.completed))


def _drawing(anchor: str, title: str, rows: Sequence[Dated], as_of: date) -> Drawing:
    span = span_of([as_of, *(day for row in rows for day in row.days)])
    height = TOP + ROW * len(rows) + BOTTOM
    placed = [(each, TOP + ROW * at) for at, each in enumerate(rows)]
    today = across(span.at(as_of))
    return Drawing(
        id=anchor,
        title=title,
        description=_description(rows, as_of),
        width=0,
        height=height,
        draw=lambda: Shapes(
            areas=tuple(area for row, y in placed for area in _spans(row, span, y + 28)),
            strokes=(
                *lines(span, 20, height - BOTTOM),
                Stroke(today, 16, today, height - BOTTOM, "as-of"),
                *(stroke for row, y in placed for stroke in _arrow(row, span, y + 28)),
            ),
            signs=tuple(sign for row, y in placed for sign in _signs(row, span, y + 28)),
            words=(
                _as_of(span.at(as_of), as_of),
                *names(span, height - 6),
                *(label("0%", y + 14, row.name) for row, y in placed),
                *(words for row, y in placed for words in _how_far(row, span, y + 32, as_of)),
            ),
        ),
    )


def _furthest(rows: Sequence[Dated]) -> list[Dated]:
    """Return no more rows than fit, in their order: what moved furthest, then what is due first."""
    if len(rows) <= MOST:
        return list(rows)
    moves = [row.move for row in rows]
    order = sorted(
        range(len(rows)),
        key=lambda at: (
            -abs(move.days) if (move := moves[at]) else 0,
            rows[at].done,
            max(rows[at].days),
        ),
    )
    return [rows[at] for at in sorted(order[:MOST])]


def _as_of(at: Fraction, day: date) -> Words:
    """Return what the line of the day of the facts says, on the side where there is more room."""
    kind = "strong end" if at > Fraction(1, 2) else "strong"
    return Words(across(at), 12, f"Facts as of {long_day(day)}", kind, short=long_day(day))


def _spans(row: Dated, span: Span, y: int) -> Iterator[Area]:
    """Yield the time that a date can mean, where it is no day."""
    for each in (row.first, row.now):
        if each and each.earliest and each.latest and each.precision is not Precision.DAY:
            first, last = span.at(each.earliest), span.at(each.latest)
            yield Area(across(first), y - 3, across(last - first), 6, "span")


def _arrow(row: Dated, span: Span, y: int) -> Iterator[Stroke]:
    if row.first and row.first.latest and row.now.latest and row.first.latest != row.now.latest:
        kind = "later" if row.now.latest > row.first.latest else "earlier"
        yield Stroke(across(span.at(row.first.latest)), y, across(span.at(row.now.latest)), y, kind)


def _signs(row: Dated, span: Span, y: int) -> Iterator[Sign]:
    if row.first and row.first.latest:
        yield Sign("diamond", across(span.at(row.first.latest)), y, "first")
    if row.now.latest:
        yield Sign("tick" if row.done else "diamond", across(span.at(row.now.latest)), y, "now")


def _how_far(row: Dated, span: Span, y: int, as_of: date) -> Iterator[Words]:
    """Yield how far a date moved, where there is room: right of its signs, left, or between them.

    The line of the day of the facts is no place for words, if there is another.
    """
    move = row.move
    if move is None or not move.days or not (row.first and row.first.latest and row.now.latest):
        return
    short = f"{'+' if move.days > 0 else _MINUS}{move.words.rpartition(' ')[0]}"
    left, right, line = span.at(min(row.days)), span.at(max(row.days)), span.at(as_of)
    middle = (span.at(row.first.latest) + span.at(row.now.latest)) / 2
    beside = [  # where they begin and end, and how they are placed there
        (right, right + _ROOM, Words(across(right), y, move.words, "on-line", short, dx=12)),
        (left - _ROOM, left, Words(across(left), y, move.words, "end on-line", short, dx=-12)),
    ]
    possible = [each for each in beside if each[0] >= 0 and each[1] <= 1]
    free = [words for first, last, words in possible if not first <= line <= last]
    between = Words(across(middle), y, move.words, "middle on-line", short)
    # Where there is no room beside them, the way between the two dates is long.
    yield [*free, *(words for *_, words in possible), between][0]


def _notes(rows: int, shown: int, left_out: int, where: str) -> Iterator[str]:
    if shown < rows:
        told = "those that moved furthest, then those that are due first"
        yield f"{shown} of {rows} rows are drawn: {told}. {where} has them all."
    if left_out:
        have = "row has a date" if left_out == 1 else "rows have a date"
        yield f"{left_out} {have} in words that name no day, and cannot be drawn."


def _description(rows: Sequence[Dated], as_of: date) -> str:
    later = sum(bool(row.move and row.move.days > 0) for row in rows)
    done = sum(row.done for row in rows)
    return (
        f"{len(rows)} rows with their original and present dates, on {long_day(as_of)}. "
        f"Later than first agreed: {later}. Completed: {done}."
    )
