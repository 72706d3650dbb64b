"""One plan from the entries of its files: items get their level, every id its one record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipcli.load import faults
from ipcli.load.entries import read_entry
from ipcli.load.known import KnownItem
from ipcli.load.sections import Entry, text_of
from ipcli.model.item import Item
from ipcli.model.plan import RECORD_SECTIONS, Plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipcli.load.folders import Home
    from ipcli.load.sections import Sections
    from ipcli.load.sources import Reading
    from ipcli.model.base import Part, Record
    from ipcli.model.header import Header, Level

_WITHOUT_ID = ("change_control", "commentary", "waivers")


def plan_of(
    home: Home, sections: Mapping[str, Sections], unread_files: tuple[str, ...], reading: Reading
) -> Plan | None:
    """Make one plan, or None where its own `plan:` section could not be read."""
    header = sections[home.document.path].header
    if header is None:
        return None
    parts = [sections[doc.path] for doc in home.documents]
    holder: dict[str, str] = {}
    for child, above in (pair for part in parts for pair in part.holder.items()):
        holder.setdefault(child, above)
    unread = {name for part in parts for name in part.unread}
    items: list[Item] = []
    for entry, item in _items(header, parts, reading):
        if item is None:
            unread.add(entry.id)
        else:
            items.append(item)
    holder |= _standing(items)
    written: dict[str, list[Part]] = {
        name: [record for part in parts for record in part.records.get(name, ())]
        for name in (*RECORD_SECTIONS, *_WITHOUT_ID)
    }
    fields: dict[str, Any] = _by_id({**written, "items": items}, reading)
    fields |= {name: tuple(written[name]) for name in _WITHOUT_ID}
    return Plan(
        header=header,
        folder=home.folder,
        holder=holder,
        has_change_control=any(part.has_change_control for part in parts),
        unread=frozenset(unread - {""}),
        unread_files=tuple(path for path in unread_files if home.takes(path)),
        **fields,
    )


def _standing(items: list[Item]) -> dict[str, str]:
    """Return what each item stands in. Of two with one id, the first keeps it, and its place."""
    first: dict[str, Item] = {}
    for item in items:
        first.setdefault(item.id, item)
    return {name: item.parent for name, item in first.items() if item.parent}


def _by_id(written: Mapping[str, list[Any]], reading: Reading) -> dict[str, dict[str, Record]]:
    """Return the records of each section by id; the first keeps an id that stands twice."""
    taken: dict[str, Record] = {}
    by_section: dict[str, dict[str, Record]] = {}
    for section in RECORD_SECTIONS:
        by_id = by_section[section] = {}
        for record in written[section]:
            first = taken.setdefault(record.id.lower(), record)
            if first is record:
                by_id[record.id] = record
            else:
                _twice(record, first, reading)
    return by_section


def _twice(record: Record, first: Record, reading: Reading) -> None:
    other = reading.sources.place(first, "id")
    told = f"`{record.id}` is already the id of the record at {other}"
    place = reading.sources.place(record, "id")
    related = ((other, f"`{first.id}` stands here first"),)
    reading.fault(faults.DUPLICATE_ID.at(place, told, record=record.id, related=related))


def _items(
    header: Header, parts: list[Sections], reading: Reading
) -> Iterator[tuple[Entry, Item | None]]:
    """Read the items, each with its parent's id and its level."""
    entries = [entry for part in parts for entry in part.items]
    by_id = {entry.id: entry for entry in reversed(entries) if entry.id}
    for entry in entries:
        if entry.above is None:
            entry.above = by_id.get(text_of(entry.values, "parent"))
    next_down = _next_down(header)
    for entry in entries:
        item = _item(entry, _level(entry, next_down), reading)
        if item:
            reading.sources.add(item, entry.origin)
        yield entry, item


def _item(entry: Entry, level: str, reading: Reading) -> Item | None:
    """Read one item, or take it from another revision in which it was the same."""
    above = entry.above.id if entry.above else ""
    key = entry.origin.document.path, entry.id
    known = reading.known.items.get(key) if reading.known else None
    if known and known.item in reading.sources:
        known = None  # taken already: of two that are equal, each has a place of its own
    if known and known.written is entry.values and _stands(known.item, level, above):
        return known.item
    values = entry.values.copy()
    values.pop("items", None)
    if level:
        values["level"] = level
    if entry.above:
        values["parent"] = above
    if known and known.values == values:
        return known.item
    item = read_entry(Item, values, entry.origin, reading.found)
    if item and reading.known:
        reading.known.items[key] = KnownItem(entry.values, values, item)
    return item


def _stands(item: Item, level: str, above: str) -> bool:
    return item.level == level and (item.parent or "") == above


def _level(entry: Entry, next_down: Mapping[str, str]) -> str:
    """Return the level of an item: what it says, or the one after its parent's.

    Parents may be many, and may go in a circle (a rule says so): a loop, since neither must end
    the run.
    """
    waiting: list[Entry] = []
    above: Entry | None = entry
    while above and above.level is None:
        above.level = text_of(above.values, "level")  # "" until the parent's is known
        waiting.append(above)
        above = None if above.level else above.above
    for each in reversed(waiting):
        if not each.level and each.above:
            each.level = next_down.get(each.above.level, "") if each.above.level else ""
        elif not each.level and "parent" not in each.values:
            each.level = next_down[""]
    return entry.level or ""


def _next_down(header: Header) -> dict[str, str]:
    """Return the level below each level; below nothing comes the first.

    A level that stands beside another has the same depth, so the same level comes below it.
    """
    main: list[Level] = [level for level in header.levels if not level.beside]
    ids = [level.id for level in main]
    down = dict(zip(["", *ids], [*ids, ""], strict=True))
    for level in header.levels:
        if level.beside:
            down[level.id] = down.get(level.beside, "")
    return down
