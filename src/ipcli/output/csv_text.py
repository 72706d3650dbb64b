"""Rows as CSV that a spreadsheet opens as text: no cell of it can run as a formula."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from ipcli.output.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for the machine's own code page
# What a spreadsheet takes for a formula, also after spaces, in full width, or behind our own mark.
_FORMULA = re.compile(
    "'*(?:[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]|\\s+[=+\\-@\uff1d\uff0b\uff0d\uff20])"
)


def rows_as_csv(
    columns: Sequence[str], rows: Iterable[Sequence[str | int | None]], *, excel: bool = False
) -> str:
    """Return a table as CSV: UTF-8, a heading, one line a row; numbers stay numbers.

    `excel` puts a byte-order mark before it, which other readers take for a part of the heading.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guarded(each) if isinstance(each, str) else each for each in row])
    return (BYTE_ORDER_MARK if excel else "") + text.getvalue()


def guarded(text: str) -> str:
    """Return a text on one line, with `'` before it where it could be taken for a formula.

    A reader gets the text back by taking one `'` off what matches the same pattern.
    """
    safe = plain(text)
    return f"'{safe}" if _FORMULA.match(safe) else safe
