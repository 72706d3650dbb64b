"""A few tables on one subject, and how they are written: for a terminal, as Markdown, as JSON."""

from __future__ import annotations

import re
import textwrap
from itertools import zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING

from ipcli.named import NamedTuple
from ipcli.output.as_json import dump
from ipcli.output.cells import value_of, words_of
from ipcli.output.formats import SheetFormat
from ipcli.output.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipcli.output.cells import Cell, Value

_APART = "&#8203;"  # a space of no width
_WIDEST = 60  # characters of a column
_NARROWER = (_WIDEST, 30, 20)  # tried in turn, on a terminal that is too narrow


class Table(NamedTuple):
    """Rows under a heading; `key` names it in JSON, `none` is said when there are no rows.

    As text only the first `most` rows are printed, and `rest` says where the others are. The last
    cells of a row that have no column are for programs: `facts` names them in JSON.
    """

    key: str
    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    none: str = "None."
    note: str = ""
    most: int | None = None
    rest: str = ""
    facts: tuple[str, ...] = ()

    @property
    def printed(self) -> list[list[str]]:
        """The words of the rows, a cell for each column."""
        return [[words_of(cell) for cell in row[: len(self.columns)]] for row in self.rows]


class Sheet(NamedTuple):
    """A title, a line below it, and tables. `values` are for programs, and only in JSON."""

    title: str
    about: str
    tables: tuple[Table, ...]
    values: Mapping[str, Value] = MappingProxyType({})


def written(sheet: Sheet, fmt: SheetFormat, *, width: int | None = None) -> str:
    """Write a sheet in one format, ending with a new line.

    `width` is that of the terminal that text is for; None where it is for none.
    """
    match fmt:
        case SheetFormat.TEXT:
            return "\n".join(_text(sheet, width)).rstrip("\n") + "\n"
        case SheetFormat.MD:
            return "\n".join(_markdown(sheet)).rstrip("\n") + "\n"
        case SheetFormat.JSON:
            return dump(
                {
                    "version": 1,
                    "title": sheet.title,
                    "about": sheet.about,
                    **sheet.values,
                    **{table.key: _objects(table) for table in sheet.tables},
                }
            )


def _objects(table: Table) -> list[dict[str, Value]]:
    names = [re.sub(r"[^a-z0-9]+", "_", column.lower()).strip("_") for column in table.columns]
    keys = (*names, *table.facts)
    return [dict(zip(keys, map(value_of, row), strict=True)) for row in table.rows]


def _text(sheet: Sheet, width: int | None) -> Iterator[str]:
    for line in filter(None, (plain(sheet.title), plain(sheet.about))):
        yield from _wrapped(line, width)
    for table in sheet.tables:
        yield ""
        yield from _wrapped(plain(table.heading), width)
        if not table.rows:
            yield from _wrapped(plain(table.none), width, "  ")
            continue
        shown = table._replace(rows=table.rows[: table.most])
        yield from _aligned(shown) if width is None else _on_screen(shown, width)
        if len(shown.rows) < len(table.rows):
            more = f"and {len(table.rows) - len(shown.rows):,} more; {table.rest}"
            yield from _wrapped(more, width, "  ")
        if table.note:
            yield from _wrapped(plain(table.note), width, "  ")


def _wrapped(text: str, width: int | None, indent: str = "", hang: str = "") -> list[str]:
    """Return a text on one line, or on as many as a terminal needs."""
    if width is None:
        return [f"{indent}{text}"]
    return _lines(text, width, indent=indent, below=f"{indent}{hang}")


def _lines(text: str, width: int, *, indent: str = "", below: str = "") -> list[str]:
    """Return a text on lines; an id with hyphens stays on one."""
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=below, break_on_hyphens=False
    )


def _aligned(table: Table, widest: int = _WIDEST) -> Iterator[str]:
    """Yield the rows in columns; a long cell goes on below, and no word is cut."""
    rows = [
        [_lines(plain(cell), widest) or [""] for cell in row]
        for row in (table.columns, *table.printed)
    ]
    widths = [max(len(line) for row in rows for line in row[at]) for at in range(len(rows[0]))]
    for row in rows:
        for lines in zip_longest(*row, fillvalue=""):
            cells = [line.ljust(width) for line, width in zip(lines, widths, strict=True)]
            yield f"  {'  '.join(cells)}".rstrip()


def _on_screen(table: Table, width: int) -> Iterator[str]:
    """Yield the rows in columns where these fit, else each row as a paragraph of its cells."""
    for widest in _NARROWER:
        lines = list(_aligned(table, widest))
        if max(map(len, lines)) <= width:
            yield from lines
            return
    for row in table.printed:
        cells = list(zip(table.columns, map(plain, row), strict=True))
        told = [" ".join(cell for _, cell in cells[:2]).strip()]
        told += [f"{name}: {cell}" for name, cell in cells[2:] if cell]
        yield from _wrapped("; ".join(told), width, "  ", "    ")


def _markdown(sheet: Sheet) -> Iterator[str]:
    yield f"# {cell(sheet.title)}"
    if sheet.about:
        yield ""
        yield cell(sheet.about)
    for table in sheet.tables:
        yield ""
        yield f"## {cell(table.heading)}"
        yield ""
        if not table.rows:
            yield cell(table.none)
            continue
        yield f"| {' | '.join(map(cell, table.columns))} |"
        yield f"|{' --- |' * len(table.columns)}"
        for row in table.printed:
            yield f"| {' | '.join(map(cell, row))} |"
        if table.note:
            yield ""
            yield cell(table.note)


def cell(text: str) -> str:
    """Return text that Markdown shows as it is, on one line.

    Forges look for `@name` and `#12` after Markdown is done with its escapes, so only a space of
    no width keeps them from telling somebody or linking to something.
    """
    safe = plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    safe = re.sub(r"([\\`*_{}\[\]#|~])", r"\\\1", safe)
    return re.sub(r"#(?=\d)", f"#{_APART}", safe).replace("@", f"@{_APART}")
