"""Differences in what has no id of its own: the header, change control, waivers, commentary."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from ipcli.changes.comparing import EARLIER, LATER, NotCompared
from ipcli.changes.difference import Difference, at
from ipcli.changes.fields import Spot, identity, spots

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipcli.changes.renames import Renames
    from ipcli.model.change_control import ControlRule
    from ipcli.model.commentary import Commentary, Waiver
    from ipcli.model.plan import Plan

Found: TypeAlias = "Difference | NotCompared"
T = TypeVar("T")


def header(before: Plan, after: Plan, names: Renames) -> Iterator[Difference]:
    """Yield what differs in the `plan` section."""
    old, new = before.header, after.header
    if old != new:
        for spot in (*identity(old, new), *spots(names.rewritten(old), new)):
            yield at(spot, "plan", after.id, old, new)


def change_control(before: Plan, after: Plan, names: Renames) -> Iterator[Found]:
    """Yield the rules that came or went, and the order of those that stayed where it changed.

    That the section is there at all is a fact: without it nothing is gated.
    """
    section = "change_control"
    if gap := _no_policy(before, after):
        yield gap
        return
    if before.has_change_control != after.has_change_control:
        had, has = (("the section" if p.has_change_control else None) for p in (before, after))
        yield Difference(section, after.id, (section,), (section,), had, has, None, None)
    new = list(after.change_control)
    old = _as_now(before.change_control, new, names)
    gone, came = Counter(old) - Counter(new), Counter(new) - Counter(old)
    for rule in gone.elements():
        yield Difference(section, after.id, (section,), (section,), rule, None, rule, None)
    for rule in came.elements():
        yield Difference(section, after.id, (section,), (section,), None, rule, None, rule)
    was, now = _without(old, gone), _without(new, came)
    if was != now:
        yield Difference(section, after.id, (section,), (section,), was, now, None, None)


def _as_now(old: Iterable[T], new: Iterable[T], names: Renames) -> list[T]:
    """Return earlier entries with all that they mention called as now, but what still stands."""
    still = frozenset(new)
    return [each if each in still else names.rewritten(each) for each in old]


def _no_policy(before: Plan, after: Plan) -> NotCompared | None:
    """Return why change control cannot be compared: its one file may be one that was not read."""
    for lacking, there, which in ((before, after, EARLIER), (after, before, LATER)):
        if lacking.unread_files and there.has_change_control > lacking.has_change_control:
            why = f"a file of the {which} revision could not be read, and it may stand there"
            return NotCompared("change_control", why)
    return None


def _without(rules: list[ControlRule], out: Counter[ControlRule]) -> tuple[ControlRule, ...]:
    left = Counter(out)
    stayed = []
    for rule in rules:
        if left[rule]:
            left[rule] -= 1
        else:
            stayed.append(rule)
    return tuple(stayed)


def waivers(before: Plan, after: Plan, names: Renames) -> Iterator[Found]:
    """Yield the waivers that came or went, each known by its record and its rule."""
    old = _as_now(before.waivers, after.waivers, names)
    for waiver in _gone(old, after.waivers):
        yield _waiver(waiver, None) if not after.unread_files else _lost(waiver, LATER)
    for waiver in _gone(after.waivers, old):
        yield _waiver(None, waiver) if not before.unread_files else _lost(waiver, EARLIER)


def _gone(entries: Iterable[Waiver], others: Iterable[Waiver]) -> Iterator[Waiver]:
    return (Counter(entries) - Counter(others)).elements()


def _waiver(old: Waiver | None, new: Waiver | None) -> Difference:
    present = new or old
    assert present is not None  # noqa: S101 (one of the two is there)
    return Difference("waivers", present.record, (present.rule,), ("*",), old, new, old, new)


def _lost(waiver: Waiver, which: str) -> NotCompared:
    why = f"it is not in the {which} revision, of which a file could not be read"
    return NotCompared(f"the waiver of {waiver.rule} for {waiver.record}", why)


def commentary(before: Plan, after: Plan, names: Renames) -> Iterator[Found]:
    """Yield what differs in the prose of each period about each record."""
    new = _by_key(after.commentary)
    old = _by_key(
        each if (each.period, each.about or "", 1) in new else _placed(each, names)
        for each in before.commentary
    )
    for key in [*new, *(key for key in old if key not in new)]:
        was, now = old.get(key), new.get(key)
        lacking, which = (before, EARLIER) if was is None else (after, LATER)
        about, period = key[1], key[0] if key[2] == 1 else f"{key[0]} ({key[2]})"
        if was and now:
            for spot in spots(names.as_now(was, now), now) if was != now else ():
                yield at(spot, "commentary", about or after.id, was, now, period)
        elif lacking.unread_files:
            why = f"it is not in the {which} revision, of which a file could not be read"
            yield NotCompared(f"the commentary for {period} on {about or after.id}", why)
        else:
            yield at(Spot((), (), was, now), "commentary", about or after.id, was, now, period)


def _placed(entry: Commentary, names: Renames) -> Commentary:
    """Return an earlier entry under what its period and record are called now."""
    about = names.now(entry.about) if entry.about else None
    return entry.model_copy(update={"period": names.now(entry.period), "about": about})


def _by_key(entries: Iterable[Commentary]) -> dict[tuple[str, str, int], Commentary]:
    """Return the entries by period and record; one that stands twice is told apart by number."""
    found: dict[tuple[str, str, int], Commentary] = {}
    for entry in entries:
        number = 1
        while (key := (entry.period, entry.about or "", number)) in found:
            number += 1
        found[key] = entry
    return found
