"""Every difference between two revisions of a plan. Identity is the id, or `was`; never likeness.

Two plans are walked section by section. Records that are equal cost one comparison; of the others
each field is looked at. A difference has no name yet: that is given by `naming`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.changes import entries
from ipcli.changes.comparing import EARLIER, LATER, NotCompared, hidden, unread
from ipcli.changes.difference import Difference, at
from ipcli.changes.fields import identity, paired, spots
from ipcli.changes.renames import renames
from ipcli.changes.scales import scale_of
from ipcli.model.item import Item
from ipcli.model.plan import RECORD_SECTIONS
from ipcli.model.risk import Risk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.changes.entries import Found
    from ipcli.changes.fields import Spot
    from ipcli.changes.renames import Renames
    from ipcli.model.base import Part, Record
    from ipcli.model.plan import Plan

# What happened to a record that is new: the closing of an item that came and went between two
# revisions, the decision on a request that was raised since, is a change of its own.
LIFE: dict[str, tuple[str, ...]] = {
    "items": ("closed",),
    "risks": ("closed",),
    "measures": ("closed",),
    "instruments": ("ended", "replaces"),
    "change_requests": ("decisions",),
    "meetings": ("decisions",),
}
NESTED = frozenset({"paragraphs", "functions", "requests"})


def differences(before: Plan, after: Plan) -> Iterator[Difference]:
    """Yield every difference between two revisions of a plan, in the order of the sections."""
    return (each for each in compared(before, after) if isinstance(each, Difference))


def not_compared(before: Plan, after: Plan) -> tuple[NotCompared, ...]:
    """Return what could not be read in either revision and is therefore in no count."""
    found = (each for each in compared(before, after) if isinstance(each, NotCompared))
    return tuple(sorted({each.record: each for each in found}.values()))


def compared(before: Plan, after: Plan) -> Iterator[Found]:
    """Yield every difference, and whatever could not be compared."""
    yield from unread(before, after)
    names = renames(before, after)
    yield from entries.header(before, after, names)
    yield from entries.change_control(before, after, names)
    yield from entries.waivers(before, after, names)
    for section in RECORD_SECTIONS:
        yield from _records(section, before, after, names)
    yield from entries.commentary(before, after, names)


def _records(section: str, before: Plan, after: Plan, names: Renames) -> Iterator[Found]:
    for name, old, new in paired(before.by_section[section], after.by_section[section]):
        if old and new:
            moved = section in NESTED and _moved(old, new, before, after, names)
            if moved or (old is not new and old.__dict__ != new.__dict__):
                yield from _record(section, old, new, before, after, names)
        elif new:
            yield from _added(section, new, before, after)
        else:
            assert old is not None  # noqa: S101 (a pair has one of the two)
            gap = hidden(old, before, after, LATER)
            yield gap or Difference(section, name, (), (), old, None, old, None)


def _added(section: str, new: Record, before: Plan, after: Plan) -> Iterator[Found]:
    if gap := hidden(new, after, before, EARLIER):
        yield gap
        return
    yield Difference(section, new.id, (), (), None, new, None, new)
    for field in LIFE.get(section, ()):
        value = getattr(new, field)
        for entry in value if isinstance(value, tuple) else (value,):
            if entry is not None:
                yield Difference(section, new.id, (field,), (field,), None, entry, None, new)


def _record(
    section: str, old: Record, new: Record, before: Plan, after: Plan, names: Renames
) -> Iterator[Difference]:
    found = [*identity(old, new), *spots(names.as_now(old, new), new)]
    for spot in found:
        if not _renamed_state(spot, (old, before), (new, after), names):
            yield at(spot, section, new.id, old, new)
    if isinstance(old, Item) and isinstance(new, Item):
        levels = names.levels.get(old.level, old.level), new.level
        if levels[0] != levels[1] and (_stated(old, before) or _stated(new, after)):
            yield Difference(section, new.id, ("level",), ("level",), *levels, old, new)
    elif section in NESTED:
        places = names.now(before.holder.get(old.id, "")), after.holder.get(new.id, "")
        if places[0] != places[1]:
            yield Difference(section, new.id, ("holder",), ("holder",), *places, old, new)


def _moved(old: Record, new: Record, before: Plan, after: Plan, names: Renames) -> bool:
    """Whether a record stands in another one than before: a paragraph in another annex."""
    return names.now(before.holder.get(old.id, "")) != after.holder.get(new.id, "")


def _stated(item: Item, plan: Plan) -> bool:
    """Whether an item's level is a fact of its own, and not just the next one down.

    Where it is only the next one down it changes with the plan's levels or with what the item
    stands in, and that is the change.
    """
    parent = plan.items.get(item.parent or "")
    if item.parent and parent is None:
        return True
    above = plan.levels.get(parent.level) if parent else None
    main = [level.id for level in plan.header.levels if not level.beside]
    depth = above.beside or above.id if above else ""
    below = main[main.index(depth) + 1 :] if depth in main else main if parent is None else []
    return below[:1] != [item.level]


def _renamed_state(
    spot: Spot, old: tuple[Part, Plan], new: tuple[Part, Plan], names: Renames
) -> bool:
    """Whether a state or band only has another name now."""
    match spot.pattern:
        case ("status",) | ("readings", "*", "status"):
            was, now = (scale_of(plan, record) for record, plan in (old, new))
        case ("ratings", "*", "state"):
            was, now = _earlier(names, spot.path[1]), spot.path[1]
        case ("scores", "*", "band"):
            matrix = _matrix(*old)
            renamed = names.bands.get((matrix, str(spot.before)))
            return renamed is not None and renamed == spot.after
        case _:
            return False
    return names.same_state((was, spot.before), (now, spot.after))


def _earlier(names: Renames, now: str) -> str:
    return next((old for old, new in names.ids.items() if new == now), now)


def _matrix(record: Part, plan: Plan) -> str:
    assert isinstance(record, Risk)  # noqa: S101 (nothing else has scores with bands)
    return record.matrix or next(iter(plan.risk_matrices), "")
