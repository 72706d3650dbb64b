"""What was read for one revision and stands in the next one too."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ipcli.load.document import Document
    from ipcli.model.item import Item


def blob_id(raw: bytes) -> str:
    """Return git's name of a content, so that a file on disk is known by what it holds."""
    import hashlib  # noqa: PLC0415 (slow to import, and only some commands compare)

    return hashlib.sha1(b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest()


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
    hold it. Nothing is taken out of it: it lives for one run.
    """

    __slots__ = ("documents", "items")

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.items: dict[ItemKey, tuple[object, Item]] = {}

    def apart(self) -> Known:
        """Return the same to read with, so that what is read is not added to this one."""
        made = Known()
        made.documents.update(self.documents)
        made.items.update(self.items)
        return made
