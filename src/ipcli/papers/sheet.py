"""Papers of one common shape: sections with sentences, points, tables and pictures.

What such a paper holds is said by its view; how each piece looks is said once, in the templates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.named import NamedTuple
from ipcli.papers.parts.names import Name

if TYPE_CHECKING:
    from ipcli.papers.head import Head
    from ipcli.papers.parts.duties import Instrumented
    from ipcli.papers.pictures.drawing import Figure
    from ipcli.papers.tags import Tag


DASH = "–"  # noqa: RUF001 (what stands where there is nothing)


class Column(NamedTuple):
    """The head of a column. Numbers stand to the right; what is `wide` holds prose."""

    title: str
    number: bool = False
    wide: bool = False


class Tagged(NamedTuple):
    """A tag with what it is about before it and a word after it."""

    label: str
    tag: Tag
    after: str = ""


class Cell(NamedTuple):
    """What stands in a cell, in this order; any of it may be empty.

    `where` is in small below the rest; `sort` is what a page sorts by in the place of the words.
    """

    text: str = ""
    name: Name | None = None
    tags: tuple[Tagged, ...] = ()
    prose: tuple[str, ...] = ()
    where: str = ""
    sort: str = ""

    @property
    def says(self) -> bool:
        """Whether anything stands in it but a dash."""
        return bool(self.text.strip(DASH) or self.name or self.tags or self.prose or self.where)


class TableRow(NamedTuple):
    """A row; its first cell is its head. `state` is what a page filters by."""

    cells: tuple[Cell, ...]
    state: str = ""


class Table(NamedTuple):
    """A table with its caption. `enhance`: a page lets it be sorted and filtered."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    enhance: bool = False


class Link(NamedTuple):
    """A link to another paper beside this one, and what that is for."""

    address: str
    title: str
    text: str


class Section(NamedTuple):
    """A section. `anchor` is its place on the page; `depth` is 2 at the top.

    `lines` are plain sentences, `prose` may hold Markdown, `points` are a list of prose.
    """

    anchor: str
    name: Name
    depth: int = 2
    tag: Tag | None = None
    lines: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()

    @property
    def is_only_drawn(self) -> bool:
        """Whether it has pictures, and nothing that can be said without them."""
        said = self.lines or self.prose or self.points or self.links or self.tables
        told = any(each.outline or each.tables for each in self.figures)
        return bool(self.figures) and not (said or told)


class Sheet(NamedTuple):
    """All that the templates of such a paper may know. `instruments` stand after the sections."""

    head: Head
    sections: tuple[Section, ...]
    instruments: tuple[Instrumented, ...] = ()


def section(anchor: str, title: str, **parts: object) -> Section:
    """Return a section with a title of its own, which is not that of a record."""
    return Section(anchor, Name(title, "", title), **parts)  # type: ignore[arg-type]


def table(
    anchor: str,
    caption: str,
    columns: tuple[str, ...],
    rows: tuple[tuple[Cell, ...], ...],
    *,
    numbers: frozenset[str] = frozenset(),
    wide: str = "",
) -> tuple[Table, ...]:
    """Return a table as a section takes it: none where it would have no rows."""
    if not rows:
        return ()
    heads = tuple(Column(title, title in numbers, title == wide) for title in columns)
    return (without_empty(Table(anchor, caption, heads, tuple(TableRow(cells) for cells in rows))),)


def without_empty(found: Table) -> Table:
    """Return a table without the columns in which nothing stands; the first one always stays."""
    kept = [
        at
        for at in range(len(found.columns))
        if at == 0 or any(row.cells[at].says for row in found.rows)
    ]
    return found._replace(
        columns=tuple(found.columns[at] for at in kept),
        rows=tuple(row._replace(cells=tuple(row.cells[at] for at in kept)) for row in found.rows),
    )


def words(text: object, where: str = "") -> Cell:
    """Return a cell of plain words; a dash where there are none."""
    told = str(text) if text is not None else ""
    return Cell(text=told or ("" if where else DASH), where=where)


def sentence(text: str) -> str:
    """Return a text with a capital letter at its start, and the rest as it is."""
    return f"{text[:1].upper()}{text[1:]}"
