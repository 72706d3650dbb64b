"""Where each record stands: the way back from a fact to a line in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from ipcli.diagnostics import Diagnostic, Place
    from ipcli.load.document import Document, Pointer, Step
    from ipcli.load.known import Known
    from ipcli.model.base import Part


class Origin(NamedTuple):
    """The file and the spot in it that a record was read from."""

    document: Document
    pointer: Pointer

    def place(self, *steps: Step, key: bool = False) -> Place:
        """Return the place of what lies below the record, or of its key."""
        return self.document.place((*self.pointer, *steps), key=key)

    def below(self, *steps: Step) -> Origin:
        """Return the origin of a part of the record."""
        return Origin(self.document, (*self.pointer, *steps))


class Sources:
    """The origin of every record, found by identity: two records that are equal have two places."""

    __slots__ = ("origins",)

    def __init__(self) -> None:
        self.origins: dict[int, tuple[Part, Origin]] = {}

    def add(self, record: Part, origin: Origin) -> None:
        """Remember where a record was read. The record is kept, so its identity stays its own."""
        self.origins[id(record)] = (record, origin)

    def place(self, record: Part, *steps: Step, key: bool = False) -> Place:
        """Return the place of a record, or of what lies at `steps` in it.

        Steps are keys as they are written and places in lists, from 0. A step that is not in the
        file ends the walk: a missing key is shown at its record.
        """
        return self.origins[id(record)][1].place(*steps, key=key)

    def path(self, record: Part) -> str:
        """Return the path of the file that holds a record."""
        return self.origins[id(record)][1].document.path

    def __contains__(self, record: Part) -> bool:
        return id(record) in self.origins


class Reading:
    """What is gathered while plans are read: where records stand, and what is wrong.

    `known` is what other revisions had, where several are read.
    """

    __slots__ = ("found", "known", "sources")

    def __init__(self, known: Known | None = None) -> None:
        self.sources = Sources()
        self.found: list[Diagnostic] = []
        self.known = known

    def fault(self, diagnostic: Diagnostic) -> None:
        """Note something that is wrong."""
        self.found.append(diagnostic)
