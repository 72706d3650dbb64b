"""Who reports to whom, as a picture: a box for each body, indented below that to which it reports.

Boxes stand below each other and not side by side, so that the picture fits a narrow page.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, NamedTuple

from ipcli.papers.characters import on_one_line
from ipcli.papers.pictures.drawing import Area, Drawing, Figure, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ipcli.model.plan import Plan

WIDTH, STEP, GAP, LINE, PAD = 300, 36, 16, 19, 12
LETTERS, MOST = 34, 3  # in a line of a box, and lines; the list in words has the whole


class _Placed(NamedTuple):
    id: str
    depth: int
    x: int
    y: int
    height: int
    kind: str
    lines: tuple[str, ...]

    @property
    def right(self) -> int:
        return self.x + WIDTH - 2

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


def reporting_lines(plan: Plan) -> Figure | None:
    """Return the picture of the reporting lines; None where no body reports to another."""
    above = {body.id: body.reports_to for body in plan.bodies.values()}
    if not any(above.values()):
        return None
    order = tuple(_in_order(above))
    placed = {each.id: each for each in _placed(plan, order)}
    outline = tuple((depth, _told(plan, each, above.get(each, ()))) for each, depth in order)
    bottom = max(each.y + each.height for each in placed.values())
    deepest = max(each.depth for each in placed.values())
    more = sum(len(each) > 1 for each in above.values())
    drawing = Drawing(
        id="reporting-lines",
        title="Who reports to whom",
        description=f"{len(order)} boxes. Each stands below the one that it reports to, "
        "further to the right. The same is given in words below the picture.",
        width=WIDTH + deepest * STEP + GAP * (1 + more),
        height=bottom + 2,
        areas=tuple(
            Area(str(each.x), each.y, str(WIDTH - 2), each.height, each.kind)
            for each in placed.values()
        ),
        paths=tuple(_paths(placed, above)),
        words=tuple(_words(placed.values())),
    )
    return Figure(drawing, outline=outline)


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


def _placed(plan: Plan, order: tuple[tuple[str, int], ...]) -> Iterator[_Placed]:
    y = 1
    for each, depth in order:
        lines = textwrap.wrap(
            on_one_line(plan.name_of(each)), LETTERS, max_lines=MOST, placeholder="…"
        )
        height = len(lines) * LINE + PAD
        body = plan.bodies.get(each)
        kind = f"body {(body.kind if body else None) or 'other'}"
        yield _Placed(each, depth, 1 + depth * STEP, y, height, kind, tuple(lines))
        y += height + GAP


def _words(placed: Iterable[_Placed]) -> Iterator[Words]:
    for each in placed:
        for at, line in enumerate(each.lines):
            yield Words(str(each.x), each.y + PAD // 2 + LINE * at + 14, line, dx=PAD)


def _paths(placed: Mapping[str, _Placed], above: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines: to the first on the left, to any other around the right."""
    right = max(each.right for each in placed.values())
    for each in placed.values():
        others = [placed[to] for to in above.get(each.id, ())]
        if others and others[0].x < each.x:
            first = others.pop(0)
            yield f"M{first.x + STEP // 2} {first.y + first.height}V{each.middle}H{each.x}"
        right += GAP if others else 0
        for other in others:
            yield f"M{each.right} {each.middle}H{right}V{other.middle}H{other.right}"


def _told(plan: Plan, each: str, to: tuple[str, ...]) -> str:
    names = " and ".join(plan.name_of(one) for one in to)
    return f"{plan.name_of(each)}, reporting to {names}" if to else plan.name_of(each)
