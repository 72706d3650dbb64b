"""One thing that is not the same in two revisions of a plan, before it has a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from ipcli.changes.fields import Spot
    from ipcli.model.base import Part

ADDED, REMOVED = "added", "removed"


class Difference(NamedTuple):
    """One field, one keyed part, one entry of a list, or one whole record, whose `path` is empty.

    `record` is the id now, or the one it had where the record is gone; entries without an id are
    named by what they are about. `pattern` is the path with `*` in the place of each key, such as
    `scores.*.score`. `old` and `new` are the record in each revision.
    """

    section: str
    record: str
    path: tuple[str, ...]
    pattern: tuple[str, ...]
    before: object
    after: object
    old: Part | None
    new: Part | None

    @property
    def dotted(self) -> str:
        """The path as corrections write it: `scores.current.score`."""
        return ".".join(self.path)

    @property
    def claimed_by(self) -> str:
        """The pattern that change kinds claim: `added` and `removed` stand for a whole record."""
        if self.path:
            return ".".join(self.pattern)
        return REMOVED if self.after is None else ADDED


def at(
    spot: Spot, section: str, record: str, old: Part | None, new: Part | None, key: str = ""
) -> Difference:
    """Return the difference at a spot of a record, or of an entry that is known by a key."""
    path = (key, *spot.path) if key else spot.path
    pattern = ("*", *spot.pattern) if key else spot.pattern
    return Difference(section, record, path, pattern, spot.before, spot.after, old, new)
