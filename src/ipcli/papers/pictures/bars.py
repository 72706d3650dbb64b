"""Bars below each other, each as long as what it counts, in pieces by state.

A piece is told by its pattern and its sign, so that print without colour tells as much.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ipcli.named import NamedTuple
from ipcli.papers.characters import cut
from ipcli.papers.pictures.drawing import (
    Area,
    Drawing,
    Figure,
    Key,
    Shapes,
    Sign,
    Words,
    across,
    label,
)
from ipcli.papers.sheet import table, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipcli.papers.sheet import Table
    from ipcli.papers.tags import Tag

ROW, BAR, TOP = 56, 26, 20  # heights: of a row, of its bar, and of the words above the bar
ROOM = Fraction(13, 100)  # the least share of the width in which a sign and a number fit


class Piece(NamedTuple):
    """A piece of a bar: what it stands for, and how many."""

    tag: Tag
    number: int


class Bar(NamedTuple):
    """A bar: its period, the day of the facts, its pieces, and what only the table says of it."""

    name: str
    day: str
    pieces: tuple[Piece, ...]
    beside: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(each.number for each in self.pieces)


def bars_figure(
    anchor: str,
    title: str,
    bars: tuple[Bar, ...],
    *,
    notes: Iterable[str] = (),
    beside: tuple[str, ...] = (),
) -> Figure:
    """Return the picture of bars with their table. `beside` heads what only the table says."""
    most = max(1, *(bar.total for bar in bars))
    rows = [(bar, at * ROW + TOP) for at, bar in enumerate(bars)]
    placed = [(*each, y) for bar, y in rows for each in _places(bar, most)]
    drawing = Drawing(
        id=anchor,
        title=title,
        description=_description(bars),
        width=0,
        height=len(bars) * ROW - (ROW - TOP - BAR) + 2,
        draw=lambda: Shapes(
            areas=tuple(_area(piece.tag, first, width, y) for piece, first, width, y in placed),
            signs=tuple(_sign(*each) for each in placed if each[2] >= ROOM),
            words=(
                *(_name(bar, y) for bar, y in rows),
                *(_number(*each) for each in placed if each[2] >= ROOM),
            ),
        ),
    )
    legend = tuple(Key(piece.tag) for piece in bars[-1].pieces)
    return Figure(drawing, legend, tuple(notes), _table(anchor, title, bars, beside))


def _name(bar: Bar, y: int) -> Words:
    return label(
        "0%",
        y - 6,
        f"{bar.name}, {bar.day}: {bar.total:,}",
        short=f"{cut(bar.name, 28)}: {bar.total:,}",
    )


def _places(bar: Bar, most: int) -> Iterator[tuple[Piece, Fraction, Fraction]]:
    """Yield the pieces that are not empty: each with where it begins and how wide it is, of 1."""
    done = 0
    for piece in bar.pieces:
        if piece.number:
            yield piece, Fraction(done, most), Fraction(piece.number, most)
        done += piece.number


def _area(tag: Tag, first: Fraction, width: Fraction, y: int) -> Area:
    kind = f"piece {tag.colour} is-{tag.shape}"
    return Area(across(first), y, across(width), BAR, kind, tag.shape)


def _sign(piece: Piece, first: Fraction, width: Fraction, y: int) -> Sign:
    return Sign(piece.tag.shape, across(first + width / 2), y + BAR // 2, "in-bar", dx=-10)


def _number(piece: Piece, first: Fraction, width: Fraction, y: int) -> Words:
    at = across(first + width / 2)
    return Words(at, y + BAR // 2 + 5, f"{piece.number:,}", "in-bar", dx=1)


def _description(bars: tuple[Bar, ...]) -> str:
    """Say the same in words, the newest first, since that is what readers come for."""
    told = (
        f"{bar.name}: "
        + ", ".join(f"{piece.tag.word} {piece.number}" for piece in bar.pieces if piece.number)
        for bar in reversed(bars)
    )
    return ". ".join(told) + "."


def _table(
    anchor: str, title: str, bars: tuple[Bar, ...], beside: tuple[str, ...]
) -> tuple[Table, ...]:
    heads = (*(piece.tag.word for piece in bars[-1].pieces), "All", *beside)
    rows = tuple(
        tuple(
            words(each)
            for each in (bar.name, bar.day, *(p.number for p in bar.pieces), bar.total, *bar.beside)
        )
        for bar in bars
    )
    columns = ("Period", "Facts as of", *heads)
    return table(f"{anchor}-table", title, columns, rows, numbers=frozenset(heads))
