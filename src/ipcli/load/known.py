"""What was read for one revision and stands in the next one too, or was read by an earlier run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ipcli.cache import Cache
    from ipcli.load.document import Document
    from ipcli.model.item import Item
    from ipcli.tree import File


class ItemKey(NamedTuple):
    """What makes an item what it is: its file, the values in it, its level and its parent.

    The values are known by identity, and kept with the item, so that theirs stays their own.
    """

    path: str
    values: int
    level: str
    parent: str


class Known:
    """Files by git's name of their content, and the items that were read from them.

    Handed from one `load` to the next, so that a content is read once for all the revisions that
    hold it. Nothing is taken out of it: it lives for one run. With a cache, what it does not know
    yet may be known from an earlier run.
    """

    __slots__ = ("_fresh", "cache", "documents", "items")

    def __init__(self, cache: Cache | None = None) -> None:
        self.cache = cache
        self.documents: dict[str, Document] = {}
        self.items: dict[ItemKey, tuple[object, Item]] = {}
        self._fresh: dict[str, Document] = {}

    def apart(self) -> Known:
        """Return the same to read with, so that what is read is not added to this one."""
        made = Known(self.cache)
        made.documents.update(self.documents)
        made.items.update(self.items)
        return made

    def document(self, file: File) -> Document | None:
        """Return what a file with this content holds, if it is known."""
        if file.oid not in self.documents:
            body = self.cache.get("file", file.oid) if self.cache else None
            if body is None:
                return None
            self.documents[file.oid] = _unpacked(body, file)
        return self.documents[file.oid]

    def add(self, file: File, document: Document) -> None:
        """Remember what a file with this content holds."""
        self.documents[file.oid] = document
        if self.cache:
            self._fresh[file.oid] = document

    def keep(self) -> None:
        """Keep for later runs what this one has read."""
        if self.cache and self._fresh:
            self.cache.put({("file", oid): _packed(doc) for oid, doc in self._fresh.items()})
            self._fresh = {}


def _packed(doc: Document) -> bytes:
    from pydantic_core import to_json  # noqa: PLC0415 (twice as quick at this as Python's own)

    return to_json([doc.value, doc.has_blanks, [tuple(each) for each in doc.quotes]])


def _unpacked(body: bytes, file: File) -> Document:
    import json  # noqa: PLC0415 (only for a plan large enough to be kept)

    from ipcli.load.document import Document  # noqa: PLC0415 (needs the parser)
    from ipcli.load.quotes import Quoted  # noqa: PLC0415

    value, has_blanks, quotes = json.loads(body)
    return Document(
        file.path, value, file.read, {}, has_blanks, tuple(Quoted(*each) for each in quotes)
    )
