"""Who reports to whom, as a picture: a box for each body, indented below that to which it reports.

Boxes stand below each other and not side by side. A page of paper has room for most names on one
line; for a telephone there is a picture with narrower boxes.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from ipcli.named import NamedTuple
from ipcli.papers.characters import on_one_line
from ipcli.papers.pictures.drawing import Area, Drawing, Figure, Shapes, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ipcli.model.plan import Plan

LINE, PAD, GAP = 19, 12, 10  # heights: of a line of words, around them, and between two boxes
TELEPHONE = 286  # as wide as a page is there
LETTER = 8  # how wide one is on average, in the widest of the fonts


class _Measures(NamedTuple):
    """How wide a box is, how far it stands to the right of the one above, and its most lines.

    The list in words has what does not fit. `room` is what a line around the right takes.
    """

    width: int
    step: int
    room: int
    most: int

    @property
    def letters(self) -> int:
        """How many fit in a line of a box."""
        return int((self.width - 2 * PAD) / LETTER)


_WIDE = _Measures(width=464, step=36, room=16, most=3)
_LEAST = 140  # a narrower box would break words


class _Placed(NamedTuple):
    id: str
    depth: int
    x: int
    y: int
    height: int
    kind: str
    lines: tuple[str, ...]
    width: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


def reporting_lines(plan: Plan) -> Figure | None:
    """Return the picture of the reporting lines; None where no body reports to another."""
    above = {body.id: body.reports_to for body in plan.bodies.values()}
    if not any(above.values()):
        return None
    order = tuple(_in_order(above))
    outline = tuple((depth, _told(plan, each, above.get(each, ()))) for each, depth in order)
    return Figure(
        _drawing(plan, "reporting-lines", order, _WIDE),
        outline=outline,
        narrow=_drawing(plan, "reporting-lines-narrow", order, _narrow(plan, order)),
    )


def _narrow(plan: Plan, order: tuple[tuple[str, int], ...]) -> _Measures:
    """Return the measures with which a picture is as wide as a telephone, if it can be."""
    step, room = 18, 8
    beside = step * max(depth for _, depth in order) + room * (1 + _around(plan))
    return _Measures(max(TELEPHONE - beside, _LEAST), step, room, most=6)


def _around(plan: Plan) -> int:
    """Return how many lines may lead around the right of the boxes."""
    return sum(len(each.reports_to) > 1 for each in plan.bodies.values())


def _drawing(
    plan: Plan, anchor: str, order: tuple[tuple[str, int], ...], measures: _Measures
) -> Drawing:
    above = {body.id: body.reports_to for body in plan.bodies.values()}
    placed = {each.id: each for each in _placed(plan, order, measures)}
    bottom = max(each.y + each.height for each in placed.values())
    right = max(each.right for each in placed.values())
    return Drawing(
        id=anchor,
        title="Who reports to whom",
        description=f"{len(order)} boxes. Each stands below the one that it reports to, "
        "further to the right. The same is given in words below the picture.",
        width=right + measures.room * (1 + _around(plan)) + 2,
        height=bottom + 2,
        draw=lambda: Shapes(
            areas=tuple(
                Area(str(each.x), each.y, str(each.width), each.height, each.kind)
                for each in placed.values()
            ),
            paths=tuple(_paths(placed, above, measures)),
            words=tuple(_words(placed.values())),
        ),
    )


def _in_order(above: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, int]]:
    """Yield everybody with the depth, each below the first that it reports to, each once."""
    below: dict[str, list[str]] = {}
    named = dict.fromkeys((*above, *(each for to in above.values() for each in to)))
    for each in named:
        for first in above.get(each, ())[:1]:
            below.setdefault(first, []).append(each)
    seen: set[str] = set()
    tops = [each for each in named if not above.get(each)]
    for top in (*tops, *named):  # then those that report to each other in a circle
        waiting = [(top, 0)]
        while waiting:
            each, depth = waiting.pop()
            if each not in seen:
                seen.add(each)
                yield each, depth
                waiting += [(one, depth + 1) for one in reversed(below.get(each, []))]


def _placed(
    plan: Plan, order: tuple[tuple[str, int], ...], measures: _Measures
) -> Iterator[_Placed]:
    y = 2
    for each, depth in order:
        name, letters = on_one_line(plan.name_of(each)), measures.letters
        lines = textwrap.wrap(name, letters, max_lines=measures.most, placeholder="…")
        height = len(lines) * LINE + PAD
        body = plan.bodies.get(each)
        kind = f"body {(body.kind if body else None) or 'other'}"
        x = 2 + depth * measures.step
        yield _Placed(each, depth, x, y, height, kind, tuple(lines), measures.width - 4)
        y += height + GAP


def _words(placed: Iterable[_Placed]) -> Iterator[Words]:
    for each in placed:
        for at, line in enumerate(each.lines):
            yield Words(str(each.x), each.y + PAD // 2 + LINE * at + 14, line, dx=PAD)


def _paths(
    placed: Mapping[str, _Placed], above: Mapping[str, tuple[str, ...]], measures: _Measures
) -> Iterator[str]:
    """Yield the lines: to the first on the left, to any other around the right."""
    right = max(each.right for each in placed.values())
    for each in placed.values():
        others = [placed[to] for to in above.get(each.id, ())]
        if others and others[0].x < each.x:
            first = others.pop(0)
            yield f"M{first.x + measures.step // 2} {first.y + first.height}V{each.middle}H{each.x}"
        right += measures.room if others else 0
        for other in others:
            yield f"M{each.right} {each.middle}H{right}V{other.middle}H{other.right}"


def _told(plan: Plan, each: str, to: tuple[str, ...]) -> str:
    names = " and ".join(plan.name_of(one) for one in to)
    return f"{plan.name_of(each)}, reporting to {names}" if to else plan.name_of(each)
