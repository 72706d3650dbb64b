"""What a merge says: three files compared by ids and keys, before any text is touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from ipcli.edit.names import ORDERED, RECORDS, Name, by_earlier_id, is_row, names, whole
from ipcli.edit.order import is_reordered, replaced, together
from ipcli.edit.places import Places, places
from ipcli.edit.sides import Side, Slot, Whose, Written
from ipcli.edit.spans import Child, EditError, Kind
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ipcli.edit.spans import Value


@dataclass(frozen=True, slots=True)
class Part:
    """An entry as it is after a merge: whose text it takes, and what in it is from elsewhere.

    `parts` is None where it is just as it is written.
    """

    written: Written
    value: Value
    parts: tuple[Part, ...] | None = None

    @classmethod
    def of(cls, written: Written) -> Self:
        """Take an entry as it is."""
        return cls(written, written.value)

    @property
    def key(self) -> str:
        """The key that it stands after; empty in a list."""
        return self.written.child.key

    @property
    def kind(self) -> Kind:
        """The shape of its value."""
        return self.written.node.kind


class _Three(NamedTuple):
    """One entry in each file, where it is there."""

    base: Written | None
    ours: Written | None
    theirs: Written | None


def merged(base: Side, ours: Side, theirs: Side, *, prefer: Whose) -> Part:
    """Merge three files. Where both sides cannot be had, the preferred one is taken.

    So a merge is without conflict when it comes out the same whichever is preferred.
    """
    there = places(base, ours, theirs, prefer=prefer)
    roots = _Three(base.root, ours.root, theirs.root)
    return _Merge(base, ours, theirs, prefer, there).keys(roots, owner=())


@dataclass(frozen=True, slots=True)
class _Merge:
    base: Side
    ours: Side
    theirs: Side
    prefer: Whose
    places: Places

    def keys(self, three: _Three, *, owner: Name | None = None, above: str = "") -> Part:
        """Merge maps key by key. `owner` is the record that the map is, `above` its key."""
        base, ours, theirs = (each.by_key() if each else {} for each in three)
        parts = []
        for key in together(list(ours), list(theirs), ours.keys() | theirs.keys()):
            entry = _Three(base.get(key), ours.get(key), theirs.get(key))
            if owner is not None and key in RECORDS and _has_list(entry):
                part = self._records(entry, (owner, key))
            else:
                part = self._value(entry, above, (*ours, *theirs))
            parts += [part] if part else []
        value = {part.key: part.value for part in parts}
        return Part(_present(three), value, tuple(parts))

    def _value(self, three: _Three, above: str, holder: Iterable[str]) -> Part | None:
        """Merge what stands after one key; None when it is not there any more."""
        base, ours, theirs = three
        if _same(ours, theirs) or _same(base, theirs):
            return Part.of(ours) if ours else None
        if _same(base, ours):
            return Part.of(theirs) if theirs else None
        if _are_lists(three) and not is_row(above):
            return self._list(three, tuple(holder))
        if ours and theirs and {ours.node.kind, theirs.node.kind} == {Kind.MAP}:
            was = base if base and base.node.kind is Kind.MAP else None
            return self.keys(_Three(was, ours, theirs), above=ours.child.key)
        return self._preferred(three)

    def _preferred(self, three: _Three) -> Part | None:
        chosen = three.ours if self.prefer is Whose.OURS else three.theirs
        return Part.of(chosen) if chosen else None

    def _records(self, three: _Three, slot: Slot) -> Part | None:
        """Merge a list of records: those that belong here now, wherever they stood before."""
        ours, theirs = (side.lists.get(slot, []) for side in (self.ours, self.theirs))
        kept = {name for name in (*ours, *theirs) if self.places[name] == slot}
        parts = tuple(self._record(name) for name in together(ours, theirs, kept))
        return _list_of(three, parts)

    def _record(self, name: Name) -> Part:
        held = (side.records.get(name) for side in (self.base, self.ours, self.theirs))
        base, ours, theirs = (record.written if record else None for record in held)
        if ours and theirs and ours.value != theirs.value:
            return self.keys(_Three(base, ours, theirs), owner=name)
        # What one side took out and the other changed is kept as the other has it.
        only = _present(_Three(None, ours, theirs))
        is_map = only.node.get("id") is not None
        return self.keys(_Three(None, ours, theirs), owner=name) if is_map else Part.of(only)

    def _list(self, three: _Three, holder: Collection[str]) -> Part | None:
        """Merge a list entry by entry."""
        key = _present(three).child.key
        base, ours, theirs = (_named(each, key, holder) for each in three)
        ours, theirs = _renumbered(base, ours, theirs), _renumbered(base, theirs, ours)
        contested = replaced(list(base), list(ours), list(theirs))
        parts: dict[Name, Part] = {}
        for name in ours | theirs:
            entry = _Three(base.get(name), ours.get(name), theirs.get(name))
            part = self._preferred(entry) if name in contested else self._value(entry, "", ())
            if part:
                parts[name] = part
        in_order = self._order(key, (list(base), list(ours), list(theirs)), parts)
        return _list_of(three, tuple(parts[name] for name in in_order))

    def _order(
        self, key: str, three: tuple[list[Name], list[Name], list[Name]], parts: dict[Name, Part]
    ) -> list[Name]:
        base, ours, theirs = three
        if key not in ORDERED:
            return together(ours, theirs, parts, {n: _date(part) for n, part in parts.items()})
        if _is_in_order(base, ours):
            return together(theirs, ours, parts)
        if _is_in_order(base, theirs):
            return together(ours, theirs, parts)
        pair = (ours, theirs) if self.prefer is Whose.OURS else (theirs, ours)
        return together(*pair, parts)


def _is_in_order(before: list[Name], after: list[Name]) -> bool:
    """Tell whether a side left the order of a list alone: it took entries out at most."""
    return set(after) <= set(before) and not is_reordered(before, after)


def _list_of(three: _Three, parts: tuple[Part, ...]) -> Part | None:
    """Make the list; one without entries that a side does not have at all is no more."""
    if not parts and not (three.ours and three.theirs):
        return None
    written = next(each for each in three[1:] if each and each.node.kind is Kind.LIST)
    return Part(written, [part.value for part in parts], parts)


def _named(written: Written | None, key: str, holder: Collection[str]) -> dict[Name, Written]:
    """Return the entries of a list by name. A value that stands alone is a list of one."""
    if written is None:
        return {}
    node = written.node
    if node.kind is not Kind.LIST:
        return {whole(node.value): written._replace(child=Child("", node.start, node))}
    entries = list(written.entries())
    found = names([entry.value for entry in entries], key, holder)
    return dict(zip(found, entries, strict=True))


def _renumbered(
    base: dict[Name, Written], now: dict[Name, Written], other: dict[Name, Written]
) -> dict[Name, Written]:
    """Give an entry that has another id now its earlier name."""
    before, held, others = (
        {name[1]: each.value for name, each in side.items() if name[0] == "id"}
        for side in (base, now, other)
    )
    earlier = by_earlier_id(held, before, others)
    return {
        ("id", earlier[name[1]]) if name[0] == "id" and name[1] in earlier else name: each
        for name, each in now.items()
    }


def _are_lists(three: _Three) -> bool:
    """Tell whether entries can be merged one by one; one value was then a list of one."""
    base, *sides = three
    was_list = base is None or base.node.kind is Kind.LIST or base.node.text is not None
    return was_list and all(each is None or each.node.kind is Kind.LIST for each in sides)


def _has_list(three: _Three) -> bool:
    """Tell whether there are records on a side. Raises EditError for what cannot be records."""
    nodes = [each.node for each in three if each]
    if any(node.kind is not Kind.LIST and node.value is not None for node in nodes):
        raise EditError("there is no list where the records should be")
    return any(each and each.node.kind is Kind.LIST for each in three[1:])


def _present(three: _Three) -> Written:
    return next(each for each in (*three[1:], three[0]) if each)


def _same(one: Written | None, other: Written | None) -> bool:
    """Tell whether two entries say the same. Order counts where it is a fact."""
    if one is None or other is None:
        return one is other
    return one.value == other.value


def _date(part: Part) -> str:
    found = part.value.get("date") if isinstance(part.value, dict) else None
    return found if isinstance(found, str) else ""
