"""A few tables on one subject, and how they are written: for a terminal, as Markdown, as JSON."""

from __future__ import annotations

import re
import textwrap
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from ipcli.output.as_json import dump
from ipcli.output.formats import SheetFormat
from ipcli.output.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_APART = "&#8203;"  # a space of no width
_WIDEST = 60  # characters of a column on a terminal


class Table(NamedTuple):
    """Rows under a heading; `key` names it in JSON, `none` is said when there are no rows."""

    key: str
    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    none: str = "None."
    note: str = ""


class Sheet(NamedTuple):
    """A title, a line below it, and tables."""

    title: str
    about: str
    tables: tuple[Table, ...]


def written(sheet: Sheet, fmt: SheetFormat) -> str:
    """Write a sheet in one format, ending with a new line."""
    match fmt:
        case SheetFormat.TEXT:
            return "\n".join(_text(sheet)).rstrip("\n") + "\n"
        case SheetFormat.MD:
            return "\n".join(_markdown(sheet)).rstrip("\n") + "\n"
        case SheetFormat.JSON:
            return dump(
                {
                    "version": 1,
                    "title": sheet.title,
                    "about": sheet.about,
                    **{table.key: _objects(table) for table in sheet.tables},
                }
            )


def _objects(table: Table) -> list[dict[str, str]]:
    names = [re.sub(r"[^a-z0-9]+", "_", column.lower()).strip("_") for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def _text(sheet: Sheet) -> Iterator[str]:
    yield plain(sheet.title)
    if sheet.about:
        yield plain(sheet.about)
    for table in sheet.tables:
        yield ""
        yield plain(table.heading)
        if not table.rows:
            yield f"  {plain(table.none)}"
            continue
        yield from _aligned(table)
        if table.note:
            yield f"  {plain(table.note)}"


def _aligned(table: Table) -> Iterator[str]:
    """Yield the rows in columns; a long cell goes on below, and no word is cut."""
    rows = [
        [textwrap.wrap(plain(cell), _WIDEST) or [""] for cell in row]
        for row in (table.columns, *table.rows)
    ]
    widths = [max(len(line) for row in rows for line in row[at]) for at in range(len(rows[0]))]
    for row in rows:
        for lines in zip_longest(*row, fillvalue=""):
            cells = [line.ljust(width) for line, width in zip(lines, widths, strict=True)]
            yield f"  {'  '.join(cells)}".rstrip()


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
        for row in table.rows:
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
