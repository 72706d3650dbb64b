"""What a file holds as plain values, to be kept for another run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipcli.load.document import Document
from ipcli.load.quotes import Quoted

if TYPE_CHECKING:
    from collections.abc import Callable


def plain(doc: Document) -> list[Any]:
    """Return a document without its path, as plain values."""
    return [doc.value, doc.has_blanks, [tuple(each) for each in doc.quotes]]


def unpacked(values: list[Any], content: Callable[[], bytes]) -> Document:
    """Return a document from plain values; `content` gives the bytes that it was read from."""
    value, has_blanks, quotes = values
    return Document("", value, content, {}, has_blanks, tuple(Quoted(*each) for each in quotes))
