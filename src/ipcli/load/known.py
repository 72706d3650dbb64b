"""What was read for one revision and stands in the next one too, or was read by an earlier run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from ipcli.cache import Cache
    from ipcli.load.document import Document
    from ipcli.model.item import Item
    from ipcli.tree import File


class KnownItem(NamedTuple):
    """An item as it is written, with all that is nested in it, and the values it was read from."""

    written: object
    values: object
    item: Item


class Known:
    """Files by git's name of their content, and the items that were read from them.

    Handed from one `load` to the next, so that a content is read once for all the revisions that
    hold it, and an item once for all in which it is the same: it is kept by its file and its id, as
    it was read last. It lives for one run. With a cache, what it does not know yet may be known
    from an earlier run.
    """

    __slots__ = ("_fresh", "cache", "documents", "items")

    def __init__(self, cache: Cache | None = None) -> None:
        self.cache = cache
        self.documents: dict[str, Document] = {}
        self.items: dict[tuple[str, str], KnownItem] = {}
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
            import json  # noqa: PLC0415 (only for a plan large enough to be kept)

            from ipcli.load.packing import unpacked  # noqa: PLC0415 (needs the parser)

            self.documents[file.oid] = unpacked(json.loads(body), file.read)
        return self.documents[file.oid]

    def add(self, file: File, document: Document) -> None:
        """Remember what a file with this content holds."""
        self.documents[file.oid] = document
        if self.cache:
            self._fresh[file.oid] = document

    def keep(self) -> None:
        """Keep for later runs what this one has read."""
        if self.cache and self._fresh:
            from pydantic_core import to_json  # noqa: PLC0415 (twice as quick as Python's own)

            from ipcli.load.packing import plain  # noqa: PLC0415

            fresh = self._fresh.items()
            self.cache.put({("file", oid): to_json(plain(doc)) for oid, doc in fresh})
            self._fresh = {}
