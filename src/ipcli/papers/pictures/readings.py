"""The readings of a measure over time, against its targets.

Readings are joined only where they count the same thing and none between them is missing.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from ipcli.model.dates import long_day
from ipcli.named import NamedTuple
from ipcli.papers.characters import cut
from ipcli.papers.figures import number
from ipcli.papers.pictures.drawing import Drawing, Figure, Key, Shapes, Sign, Stroke, Words, across
from ipcli.papers.pictures.time_axis import Span, lines, names, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from ipcli.model.risk import Measure, Reading
    from ipcli.papers.tags import Tag

TOP, HIGH, BOTTOM = 38, 130, 36  # heights: above the values, from the highest to the lowest, below
ABOVE, BELOW = -12, 20  # from a point to the words of its value
FEWEST = 2  # values: one alone makes no picture
MANY = 8  # readings; of more, only the last, the highest and the lowest are written


class Point(NamedTuple):
    """A value at a day: the sign that stands for it, and the words of the legend."""

    day: date
    value: Decimal
    sign: str
    kind: str
    named: str


class Frame(NamedTuple):
    """Where a day and a value lie."""

    span: Span
    highest: Decimal
    lowest: Decimal

    def x(self, day: date) -> str:
        """Return how far across a day lies."""
        return across(self.span.at(day))

    def y(self, value: Decimal) -> int:
        """Return how far down a value lies."""
        if self.highest == self.lowest:
            return TOP + HIGH // 2
        return TOP + round(
            Fraction(self.highest - value) / Fraction(self.highest - self.lowest) * HIGH
        )


def readings_figure(
    measure: Measure, readings: Sequence[tuple[Reading, Tag | None]]
) -> tuple[Figure, ...]:
    """Return the picture of readings, each with its state; none where nothing can be compared.

    The readings are in the order of their times.
    """
    found = [_reading(*each) for each in readings]
    aims = [*_at_first(measure), *_targets(measure)]
    known = [each for each in found if each]
    points = [*known, *aims]
    if not known or len(points) < FEWEST:
        return ()
    values = [each.value for each in points]
    frame = Frame(span_of(each.day for each in points), max(values), min(values))
    drawing = Drawing(
        id=f"measure-{measure.id}-picture",
        title=f"{measure.title}: readings and targets",
        description=_description(measure, points),
        width=0,
        height=TOP + HIGH + 20 + BOTTOM,
        draw=lambda: Shapes(
            strokes=(
                *lines(frame.span, TOP - 12, TOP + HIGH + 20),
                *_edges(frame),
                *_versions(measure, frame),
                *_joins(measure, found, frame),
            ),
            signs=tuple(Sign(p.sign, frame.x(p.day), frame.y(p.value), p.kind) for p in points),
            words=(
                *names(frame.span, TOP + HIGH + 36),
                *_version_names(measure, frame),
                *_numbers(measure, known, aims, frame),
            ),
        ),
    )
    return (Figure(drawing, tuple(_legend(points))),)


def _reading(reading: Reading, tag: Tag | None) -> Point | None:
    """Return the point of a reading; None where it has no value, or no day that can be drawn."""
    if reading.value is None or reading.for_.latest is None:
        return None
    shape, kind = (tag.shape, f"now {tag.colour}") if tag else ("circle", "now")
    return Point(reading.for_.latest, reading.value, shape, kind, tag.word if tag else "Reading")


def _at_first(measure: Measure) -> Iterator[Point]:
    first = measure.baseline
    if first and first.value is not None and first.for_.latest:
        yield Point(first.for_.latest, first.value, "ring", "now", "At first")


def _targets(measure: Measure) -> Iterator[Point]:
    for each in measure.targets:
        if each.value is not None and each.for_.latest:
            yield Point(each.for_.latest, each.value, "diamond", "first", "Target")


def _edges(frame: Frame) -> Iterator[Stroke]:
    """Yield a level line at the highest and the lowest value."""
    for value in dict.fromkeys((frame.highest, frame.lowest)):
        yield Stroke("0%", frame.y(value), "100%", frame.y(value), "grid")


def _new_versions(measure: Measure, frame: Frame) -> Iterator[tuple[date, str]]:
    """Yield the days from which a measure counts something else."""
    for each in measure.definitions[1:]:
        day = each.from_.earliest
        if day and frame.span.first < day < frame.span.last:
            yield day, each.version


def _versions(measure: Measure, frame: Frame) -> Iterator[Stroke]:
    for day, _ in _new_versions(measure, frame):
        yield Stroke(frame.x(day), 16, frame.x(day), TOP + HIGH + 20, "as-of")


def _version_names(measure: Measure, frame: Frame) -> Iterator[Words]:
    for day, version in _new_versions(measure, frame):
        kind = "strong end" if frame.span.at(day) > Fraction(1, 2) else "strong"
        yield Words(frame.x(day), 12, cut(f"Counted anew: version {version}", 32), kind)


def _joins(measure: Measure, found: Sequence[Point | None], frame: Frame) -> Iterator[Stroke]:
    """Yield the lines between readings that follow each other and count the same thing."""
    days = [each.from_.earliest for each in measure.definitions[1:] if each.from_.earliest]
    for old, new in pairwise(found):
        if old and new and not any(old.day < day <= new.day for day in days):
            start, end = frame.y(old.value), frame.y(new.value)
            yield Stroke(frame.x(old.day), start, frame.x(new.day), end, "trend")


def _numbers(
    measure: Measure, readings: Sequence[Point], aims: Sequence[Point], frame: Frame
) -> Iterator[Words]:
    """Yield the values: of readings above them, of targets below, but the higher one on top."""
    few = len(readings) <= MANY
    at = {each.day: each.value for each in readings}
    higher = {each.day for each in aims if each.value > at.get(each.day, each.value)}
    for each in readings:
        if few or each is readings[-1] or each.value in {frame.highest, frame.lowest}:
            yield _number(measure, each, frame, BELOW if each.day in higher else ABOVE)
    for each in aims:
        yield _number(measure, each, frame, ABOVE if each.day in higher else BELOW)


def _number(measure: Measure, point: Point, frame: Frame, down: int) -> Words:
    unit = "%" if measure.unit == "%" else ""
    at = frame.span.at(point.day)
    side = "end" if at > Fraction(9, 10) else "" if at < Fraction(1, 10) else "middle"
    text = f"{number(point.value)}{unit}"
    return Words(across(at), frame.y(point.value) + down, text, f"{side} strong".strip())


def _legend(points: Sequence[Point]) -> Iterator[Key]:
    for sign, kind, named in dict.fromkeys((p.sign, p.kind, p.named) for p in points):
        yield Key(None, sign, kind, named)


def _description(measure: Measure, points: Sequence[Point]) -> str:
    told = "; ".join(
        f"{each.named.lower()}, up to {long_day(each.day)}: {number(each.value)}"
        for each in sorted(points)
    )
    unit = f" in {measure.unit}" if measure.unit else ""
    return f"Values{unit}: {told}."
