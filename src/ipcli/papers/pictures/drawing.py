"""What a picture is made of, and what stands with it.

A picture is either of a fixed size, in units of its own, or as wide as the page. Then what lies
across is in hundredths of the width (`12.5%`), so that signs and words keep their size on a
telephone, on a desk and on paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.named import NamedTuple
from ipcli.papers.characters import cut

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from ipcli.papers.sheet import Table
    from ipcli.papers.tags import Shape, Tag

SHORT, LONG = 36, 84  # letters that fit beside each other on a telephone, and on paper


class Area(NamedTuple):
    """A box. `pattern` names the sign whose pattern is laid over it, so that grey print tells."""

    x: str
    y: int
    width: str
    height: int
    kind: str
    pattern: str = ""


class Stroke(NamedTuple):
    """A straight line from one point to another. `kind` is how it looks."""

    x1: str
    y1: int
    x2: str
    y2: int
    kind: str


class Sign(NamedTuple):
    """The sign of a state or a date, with its middle at a point, moved by `dx` pixels."""

    shape: str
    x: str
    y: int
    kind: str = ""
    dx: int = 0
    size: int = 14  # pixels across

    @property
    def left(self) -> int:
        """How far its left edge lies from the point."""
        return self.dx - self.size // 2

    @property
    def top(self) -> int:
        """How far its upper edge lies from the point."""
        return -(self.size // 2)


class Words(NamedTuple):
    """A line of text. `short` takes its place on a narrow page; `dx` moves it by so many pixels."""

    x: str
    y: int
    text: str
    kind: str = ""
    short: str = ""
    dx: int = 0


class Shapes(NamedTuple):
    """What is drawn, in this order. `paths` are lines with corners, for a picture of fixed size."""

    areas: tuple[Area, ...] = ()
    paths: tuple[str, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    signs: tuple[Sign, ...] = ()
    words: tuple[Words, ...] = ()


class Drawing(NamedTuple):
    """A picture. A `width` of 0 is as wide as the page.

    It is drawn when a page asks for its shapes: a page of Markdown does not.
    """

    id: str
    title: str
    description: str
    width: int
    height: int
    draw: Callable[[], Shapes]

    @property
    def shapes(self) -> Shapes:
        """What is drawn."""
        return self.draw()


class Key(NamedTuple):
    """An entry of the legend: a tag with the pattern that stands for it, or a mark and its words.

    `shape` and `kind` are those of the mark.
    """

    tag: Tag | None
    shape: Shape | str = ""
    kind: str = ""
    text: str = ""


class Figure(NamedTuple):
    """A picture with its legend, what must be said of it, and the table of what it shows.

    The table is folded, or left out where it stands beside. `outline` is the same in words, as
    entries with their depth from 0. `entries` say what the numbers in the picture stand for. A
    picture of a fixed size that `scales` grows and shrinks with the page; one of a fixed size may
    have a `narrow` one that takes its place on a telephone.
    """

    drawing: Drawing
    legend: tuple[Key, ...] = ()
    notes: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    outline: tuple[tuple[int, str], ...] = ()
    entries: tuple[str, ...] = ()
    scales: bool = False
    narrow: Drawing | None = None


def across(share: Fraction | int) -> str:
    """Return how far across a picture something lies, of 1: `12.5%`. The same on any machine."""
    tenths = round(share * 1000)
    return f"{tenths // 10}.{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


def label(x: str, y: int, text: str, kind: str = "", *, short: str = "") -> Words:
    """Return a line of text, with a shorter one for a narrow page where it is long.

    The shorter one is the beginning, unless it is given.
    """
    long = cut(text, LONG)
    other = long if len(long) <= SHORT else cut(short or text, SHORT)
    return Words(x, y, long, kind, "" if long == other else other)
