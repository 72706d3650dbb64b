"""Two states of one record, field by field.

Order in a list is not a fact, but where `ORDERED` says so. Entries that have a key of their own
are compared with their like; of other lists, each entry is either there or not.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from ipcli.model.base import Part, key_of
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Key: TypeAlias = "Callable[[Any], str | None]"


def _by_id(entry: Any) -> str | None:  # noqa: ANN401 (any of the models below)
    return str(entry.id)


def _by_time(entry: Any) -> str | None:  # noqa: ANN401 (a reading or a target)
    return str(entry.for_.text)


def _by_title(entry: Any) -> str | None:  # noqa: ANN401 (a paper)
    return str(entry.title)


def _by_limb(entry: Any) -> str | None:  # noqa: ANN401 (a decision)
    return str(entry.limb) if entry.limb else None


KEYED: Mapping[tuple[str, str], Key] = {
    ("Header", "levels"): _by_id,
    ("Header", "counts"): _by_id,
    ("Scale", "states"): _by_id,
    ("Scale", "totals"): _by_id,
    ("RiskMatrix", "points"): _by_id,
    ("RiskMatrix", "likelihood"): _by_id,
    ("RiskMatrix", "impact"): _by_id,
    ("RiskMatrix", "bands"): _by_id,
    ("Measure", "targets"): _by_time,
    ("Measure", "readings"): _by_time,
    ("Meeting", "papers"): _by_title,
    ("Meeting", "decisions"): _by_limb,
}
ORDERED = frozenset(
    {
        ("Header", "levels"),
        ("Scale", "states"),
        ("RiskMatrix", "likelihood"),
        ("RiskMatrix", "impact"),
        ("RiskMatrix", "bands"),
    }
)
# Parts that are always looked into, so that each date in them is a difference of its own.
OPENED = frozenset({"baseline", "repeats", "in_force", "runs"})
# Compared as records of their own, or with what is known of the whole plan (`differences`).
ELSEWHERE: Mapping[str, frozenset[str]] = {
    "Item": frozenset({"level"}),
    "Instrument": frozenset({"functions"}),
    "Meeting": frozenset({"requests"}),
}


class Spot(NamedTuple):
    """A place in a record where two states of it differ."""

    path: tuple[str, ...]
    pattern: tuple[str, ...]
    before: object
    after: object


_TOP = Spot((), (), None, None)


def spots(before: Part | None, after: Part | None, at: Spot = _TOP) -> Iterator[Spot]:
    """Yield where two states of a record, or of a part of one, differ. Either may be absent."""
    present = after or before
    assert present is not None  # noqa: S101 (one of the two is there)
    olds, news = (each.__dict__ if each else {} for each in (before, after))
    for name in _fields(type(present)):
        old, new = olds.get(name), news.get(name)
        if old is not new and old != new:
            yield from _values(type(present).__name__, name, old, new, at)


@cache
def _fields(model: type[Part]) -> tuple[str, ...]:
    """Return the fields to compare: all but the id, which pairs, and `was`, which explains it."""
    apart = ELSEWHERE.get(model.__name__, frozenset()) | {"id", "was"}
    return tuple(name for name in model.model_fields if name not in apart)


def _values(model: str, name: str, old: object, new: object, at: Spot) -> Iterator[Spot]:
    key = key_of(name)
    here = Spot((*at.path, key), (*at.pattern, key), old, new)
    if isinstance(new, tuple) or isinstance(old, tuple):
        yield from _lists(model, name, _entries(old), _entries(new), here)
    elif isinstance(new, dict) or isinstance(old, dict):
        yield from _maps(_entries_by_key(old), _entries_by_key(new), here)
    elif isinstance(old, Part | None) and isinstance(new, Part | None):
        yield from _parts(name, old, new, here)
    else:
        yield here


def _parts(name: str, old: Part | None, new: Part | None, here: Spot) -> Iterator[Spot]:
    if (old and new) or name in OPENED:
        yield from spots(old, new, here)
    else:
        yield here


def _maps(old: dict[str, Any], new: dict[str, Any], here: Spot) -> Iterator[Spot]:
    """Compare by key. A row of a matrix is one value: its order is that of an axis."""
    for key in [*new, *(key for key in old if key not in new)]:
        before, after = old.get(key), new.get(key)
        if before != after:
            yield from _pair(before, after, key, here)


def _pair(before: object, after: object, key: str, here: Spot) -> Iterator[Spot]:
    there = Spot((*here.path, key), (*here.pattern, "*"), before, after)
    if isinstance(before, Part) and isinstance(after, Part):
        yield from identity(before, after, there)
        yield from spots(before, after, there)
    else:
        yield there


def identity(before: Part, after: Part, at: Spot = _TOP) -> Iterator[Spot]:
    """Yield a new id, and earlier ids that were added without one; a rename's own is no news."""
    old, new = getattr(before, "id", ""), getattr(after, "id", "")
    if old != new:
        yield Spot((*at.path, "id"), (*at.pattern, "id"), old, new)
    was = tuple(each for each in getattr(after, "was", ()) if each != old or old == new)
    here = Spot((*at.path, "was"), (*at.pattern, "was"), None, None)
    yield from _gone_and_new(getattr(before, "was", ()), was, here)


def _lists(
    model: str, name: str, old: tuple[Any, ...], new: tuple[Any, ...], here: Spot
) -> Iterator[Spot]:
    key = KEYED.get((model, name))
    if key is None:
        yield from _gone_and_new(old, new, here)
        return
    keyed_old, keyed_new = _keyed(old, key), _keyed(new, key)
    pairs = list(paired(keyed_old, keyed_new))
    for name_of_pair, before, after in pairs:
        if before != after:
            yield from _pair(before, after, name_of_pair, here)
    if (model, name) in ORDERED:
        was, now = _orders(pairs, keyed_old)
        if was != now:
            yield Spot(here.path, here.pattern, was, now)
    without = [[entry for entry in entries if key(entry) is None] for entries in (old, new)]
    yield from _gone_and_new(tuple(without[0]), tuple(without[1]), here)


def _gone_and_new(old: tuple[Any, ...], new: tuple[Any, ...], here: Spot) -> Iterator[Spot]:
    """Yield each entry that is only in one of two lists; what is there twice is counted twice."""
    for entry in _without(old, new):
        yield Spot(here.path, here.pattern, entry, None)
    for entry in _without(new, old):
        yield Spot(here.path, here.pattern, None, entry)


def _without(entries: tuple[Any, ...], others: tuple[Any, ...]) -> Iterator[Any]:
    """Yield the entries that others do not have, in their order."""
    left = Counter(others)
    for entry in entries:
        if left[entry]:
            left[entry] -= 1
        else:
            yield entry


def _keyed(entries: tuple[Any, ...], key: Key) -> dict[str, Any]:
    """Return the entries by key; a key that stands twice gets its number, so that none is lost."""
    found: dict[str, Any] = {}
    for entry in entries:
        if name := key(entry):
            number = 1
            free = name
            while free in found:
                number += 1
                free = f"{name} ({number})"
            found[free] = entry
    return found


def paired(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[tuple[str, Any | None, Any | None]]:
    """Yield each entry with its earlier state: the same id, or one that the newer lists in `was`.

    The name is the newer one's. What is gone comes last.
    """
    taken = set()
    for name, entry in after.items():
        old = name
        if name not in before:
            earlier = getattr(entry, "was", ())
            old = next(
                (w for w in earlier if w in before and w not in after and w not in taken), ""
            )
        taken.add(old)
        yield name, before.get(old), entry
    for name, entry in before.items():
        if name not in taken:
            yield name, entry, None


def standing(value: object, path: str) -> Iterator[object]:
    """Yield each value that stands in a record at a dotted path, or below it."""
    inside = _inside(value)
    if not path and inside is None:
        yield value
    for name, each in inside or ():
        if not path or f"{path}.".startswith(f"{name}."):
            yield from standing(each, path[len(name) + 1 :])


def _inside(value: object) -> Iterable[tuple[str, object]] | None:
    """Return what a value holds, each by its step in a dotted path; None for one that is whole."""
    match value:
        case Part():
            return ((key_of(name), _by_key(value, name)) for name in _fields(type(value)))
        case dict():
            return value.items()
        case tuple():
            return (("", each) for each in value)
        case _:
            return None


def _by_key(part: Part, name: str) -> object:
    value, key = getattr(part, name), KEYED.get((type(part).__name__, name))
    return _keyed(value, key) if key else value


def _orders(
    pairs: list[tuple[str, Any, Any]], keyed_old: dict[str, Any]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the order before and after of the entries that both states have, by newer name."""
    stayed = [(name, old) for name, old, new in pairs if old is not None and new is not None]
    places = {id(old): place for place, old in enumerate(keyed_old.values())}
    was = sorted(stayed, key=lambda each: places[id(each[1])])
    return tuple(name for name, _ in was), tuple(name for name, _ in stayed)


def _entries(value: object) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def _entries_by_key(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
