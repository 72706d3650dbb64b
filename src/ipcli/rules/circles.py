"""Circles in what points from record to record: waiting for, standing in, replacing."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Edges: TypeAlias = "Mapping[str, Sequence[str]]"


def circles(edges: Edges) -> Iterator[tuple[str, ...]]:
    """Yield one circle of each knot of records that lead back to each other.

    A circle begins with the record that stands first in `edges`, goes the shortest way round, and
    does not name the first again at its end. What only leads into a circle is in none. The time is
    that of one walk over the edges.
    """
    left = _without_ends(edges)
    back: dict[str, list[str]] = {name: [] for name in left}
    for name, to in left.items():
        for each in to:
            back[each].append(name)
    knot_of = _knots(left, back)
    begun: set[str] = set()
    for name in left:
        if knot_of[name] not in begun and (way := _shortest(left, name, knot_of)):
            begun.add(knot_of[name])
            yield way


def circles_upwards(above: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield each circle where one way leads on from each record, as from an item to its parent."""
    seen: set[str] = set()
    for start in above:
        way: list[str] = []
        name = start
        while name in above and name not in seen:
            seen.add(name)
            way.append(name)
            name = above[name]
        if name in way:
            yield tuple(way[way.index(name) :])


def in_words(circle: Sequence[str]) -> str:
    """Print a circle in full, with its first record again at the end."""
    return " → ".join(f"`{each}`" for each in (*circle, circle[0]))


def _without_ends(edges: Edges) -> dict[str, tuple[str, ...]]:
    """Leave out every record from which one comes to an end; mostly nothing is left."""
    ways = {name: {each for each in to if each in edges} for name, to in edges.items()}
    into: dict[str, list[str]] = {}
    for name, to in ways.items():
        for each in to:
            into.setdefault(each, []).append(name)
    ends = [name for name, to in ways.items() if not to]
    while ends:
        end = ends.pop()
        del ways[end]
        for name in into.get(end, ()):
            ways[name].discard(end)
            if not ways[name]:
                ends.append(name)
    return {name: tuple(each for each in edges[name] if each in to) for name, to in ways.items()}


def _knots(ways: Edges, back: Edges) -> dict[str, str]:
    """Return for each record the first that it leads to and that leads to it (Kosaraju)."""
    finished: list[str] = []
    seen: set[str] = set()
    for start in ways:
        stack = [] if start in seen else [(start, iter(ways[start]))]
        seen.add(start)
        while stack:
            name, rest = stack[-1]
            step = next((each for each in rest if each not in seen), None)
            if step is None:
                finished.append(name)
                stack.pop()
            else:
                seen.add(step)
                stack.append((step, iter(ways[step])))
    knot_of: dict[str, str] = {}
    for start in reversed(finished):
        waiting = [start]
        while waiting:
            name = waiting.pop()
            if name not in knot_of:
                knot_of[name] = start
                waiting.extend(back[name])
    return knot_of


def _shortest(ways: Edges, start: str, knot_of: Mapping[str, str]) -> tuple[str, ...]:
    """Return the shortest way from a record back to itself inside its knot, or nothing."""
    came: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        name = waiting.popleft()
        for each in ways[name]:
            if each == start:
                way = [name]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return tuple(reversed(way))
            if each not in came and knot_of[each] == knot_of[start]:
                came[each] = name
                waiting.append(each)
    return ()
