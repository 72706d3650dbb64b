"""One of the three files of a merge: its text, and where in it each record stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from ipcli.edit.names import RECORDS, WHOLE, Name, by_earlier_id, names
from ipcli.edit.spans import Child, EditError, Kind, Node, Source, read
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipcli.edit.spans import Value

_AGAIN = "+"
Slot: TypeAlias = (
    "tuple[Name, str]"  # a list of records: whose it is (empty: the file's) and its key
)


class Whose(Enum):
    """A side of a merge."""

    OURS = "ours"
    THEIRS = "theirs"


class Written(NamedTuple):
    """An entry as somebody wrote it."""

    source: Source
    child: Child
    in_flow: bool  # between brackets

    @property
    def node(self) -> Node:
        """Its value and where that begins and ends."""
        return self.child.node

    @property
    def value(self) -> Value:
        """What it says, without its layout."""
        return self.child.node.value

    def entries(self) -> Iterator[Written]:
        """Yield the entries of this map or list."""
        node = self.node
        return (Written(self.source, child, not node.is_block) for child in node.children)

    def by_key(self) -> dict[str, Written]:
        """Return what stands in this map, by key."""
        return {each.child.key: each for each in self.entries()}


class Record(NamedTuple):
    """A record and the list that it stands in."""

    written: Written
    slot: Slot

    @property
    def own(self) -> Value:
        """What the record says itself, without the records below it."""
        value = self.written.value
        if not isinstance(value, dict):
            return value
        return {key: each for key, each in value.items() if key not in RECORDS}


@dataclass(frozen=True, slots=True)
class Side:
    """A file with its records by name, and the names in each list of records in order."""

    root: Written
    records: Mapping[Name, Record]
    lists: Mapping[Slot, list[Name]]


def sides(base: bytes, ours: bytes, theirs: bytes) -> tuple[Side, Side, Side]:
    """Read the three files. A record that was renumbered has its earlier name on each side.

    Raises EditError for a file that cannot be read, or is not made of sections.
    """
    before, own, other = (_side(_root(raw), {}) for raw in (base, ours, theirs))
    return (
        before,
        _side(own.root, _renumbered(before, own, other)),
        _side(other.root, _renumbered(before, other, own)),
    )


def _root(raw: bytes) -> Written:
    source = read(raw)
    if source.root.kind is not Kind.MAP:
        raise EditError("the file is not made of sections")
    return Written(source, Child("", source.root.start, source.root), in_flow=False)


def _renumbered(before: Side, now: Side, other: Side) -> dict[Name, Name]:
    """Return the earlier name of each record that has another id now."""
    found: dict[Name, Name] = {}
    for kind in RECORDS:
        was, held, others = (_by_id(side, kind) for side in (before, now, other))
        pairs = by_earlier_id(held, was, others).items()
        found |= {(kind, new): (kind, old) for new, old in pairs}
    return found


def _by_id(side: Side, kind: str) -> dict[str, Value]:
    return {
        name[1]: record.written.value
        for name, record in side.records.items()
        if name[0] == kind and name[1] != WHOLE
    }


def _side(root: Written, earlier: Mapping[Name, Name]) -> Side:
    records: dict[Name, Record] = {}
    lists: dict[Slot, list[Name]] = {}

    def walk(holder: Written, owner: Name) -> None:
        for held in holder.entries():
            kind, slot = held.child.key, (owner, held.child.key)
            if kind not in RECORDS or held.node.kind is not Kind.LIST:
                continue
            lists[slot] = []
            values = [each.value for each in held.entries()]
            for raw, entry in zip(names(values, kind), held.entries(), strict=True):
                name = _full(raw, kind, owner, earlier)
                while name in records:
                    name = (*name, _AGAIN)
                records[name] = Record(entry, slot)
                lists[slot].append(name)
                if raw[0] == "id":
                    walk(entry, name)

    walk(root, ())
    return Side(root, records, lists)


def _full(raw: Name, kind: str, owner: Name, earlier: Mapping[Name, Name]) -> Name:
    """Return a name that is one record's in the whole file."""
    if raw[0] != "id":
        return (kind, WHOLE, *owner, *raw)
    return earlier.get((kind, raw[1]), (kind, raw[1]))
