"""In which list each record stands after a merge: moved, added and removed ones are told by id."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from ipcli.edit.sides import Whose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.edit.names import Name
    from ipcli.edit.sides import Side, Slot

Places: TypeAlias = "dict[Name, Slot | None]"


def places(base: Side, ours: Side, theirs: Side, *, prefer: Whose) -> Places:
    """Return the list that each record stands in; None for one that is not there any more.

    Where the two sides cannot both be had, the preferred one has it.
    """
    mine, their = (ours, theirs) if prefer is Whose.OURS else (theirs, ours)
    found = {name: _place(name, base, mine, their) for name in (*ours.records, *theirs.records)}
    _keep_whole(found, mine, their)
    # Each turn gives a record the place that the preferred side has for it, for good.
    while stray := list(_stray(found)):
        _bring_home(stray, found, mine)
        _keep_whole(found, mine, their)
    return found


def _place(name: Name, base: Side, mine: Side, their: Side) -> Slot | None:
    """Return a record's place; `mine` is the side that has it where both cannot."""
    was, own, other = (side.records.get(name) for side in (base, mine, their))
    if own and other:
        moved_by_other_only = was is not None and own.slot == was.slot
        return other.slot if moved_by_other_only else own.slot
    left = own or other
    assert left is not None  # noqa: S101 (a name is on one of the two sides)
    if was is None:
        return left.slot
    is_as_it_was = (left.slot, left.own) == (was.slot, was.own)
    return None if is_as_it_was or own is None else own.slot


def _keep_whole(found: Places, mine: Side, their: Side) -> None:
    """Keep what hangs below a record that the other side took out and that stays all the same."""
    for name, record in mine.records.items():  # holders come before what they hold
        holder = record.slot[0]
        taken_out_with_it = holder and not {name, holder} & their.records.keys()
        if taken_out_with_it and found[name] is None and found[holder]:
            found[name] = record.slot


def _stray(found: Places) -> Iterator[Name]:
    """Yield the records that hang below one that is not there, or below themselves."""
    below: dict[Name, list[Name]] = {}
    for name, slot in found.items():
        if slot:
            below.setdefault(slot[0], []).append(name)
    reached: set[Name] = set()
    ahead: list[Name] = [()]
    while ahead:
        inside = below.get(ahead.pop(), [])
        reached.update(inside)
        ahead.extend(inside)
    return (name for name, slot in found.items() if slot and name not in reached)


def _bring_home(stray: list[Name], found: Places, mine: Side) -> None:
    """Give each stray record a place: the one side lost what the other hangs it on."""
    homeless = [name for name in stray if (slot := found[name]) and not found.get(slot[0])]
    for name in homeless:
        slot, own = found[name], mine.records.get(name)
        if slot and own and own.slot == slot:
            found[slot[0]] = mine.records[slot[0]].slot
        else:
            found[name] = own.slot if own else None
    if not homeless:
        found.update({name: mine.records[name].slot for name in stray if name in mine.records})
