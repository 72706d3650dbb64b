"""In which order the entries of two lists stand when they become one."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeVar

from ipcli.edit.names import Name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

Entry = TypeVar("Entry", Name, str)


def together(
    first: Sequence[Entry],
    second: Sequence[Entry],
    kept: Collection[Entry],
    dates: Mapping[Entry, str] | None = None,
) -> list[Entry]:
    """Return what is kept in the order of the first list.

    What only the second has follows what it follows there, and what the first added at the same
    place; of entries with a date, the earlier one stands first.
    """
    dated = dates or {}
    result = [name for name in first if name in kept]
    places, there = set(result), set(second)
    for at, name in enumerate(second):
        if name not in kept or name in places:
            continue
        before = next((each for each in reversed(second[:at]) if each in places), None)
        spot = 0 if before is None else result.index(before) + 1
        while spot < len(result) and result[spot] not in there:
            if "" < dated.get(name, "") < dated.get(result[spot], ""):
                break
            spot += 1
        result.insert(spot, name)
        places.add(name)
    return result


def is_reordered(before: Sequence[Entry], after: Sequence[Entry]) -> bool:
    """Tell whether those entries that stayed stand in another order."""
    stayed = set(before) & set(after)
    return [name for name in before if name in stayed] != [name for name in after if name in stayed]


def replaced(before: Sequence[Name], one: Sequence[Name], other: Sequence[Name]) -> set[Name]:
    """Return the entries that both sides took out and did not put the same in for.

    Not of records: their ids are for ever. Any other entry that is altered may be one gone and one
    new, and what came in its place is told by where it stands.
    """
    contested: set[Name] = set()
    mine, their = (dict(_swaps(before, side)) for side in (one, other))
    for name in mine.keys() & their.keys():
        (gone, came), (gone_too, came_too) = mine[name], their[name]
        if came != came_too:
            contested.update((*gone, *came, *gone_too, *came_too))
    return contested


def _swaps(
    before: Sequence[Name], after: Sequence[Name]
) -> Iterator[tuple[Name, tuple[tuple[Name, ...], tuple[Name, ...]]]]:
    """Yield each entry that went, with all that went with it and all that came for them."""
    was, now = set(before), set(after)
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag in {"replace", "delete"}:
            gone = tuple(name for name in before[a:b] if name not in now and name[0] != "id")
            came = tuple(name for name in after[c:d] if name not in was)
            yield from ((name, (gone, came)) for name in gone)
