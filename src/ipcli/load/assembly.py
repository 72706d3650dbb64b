"""One plan from the entries of its files: items get their level, every id its one record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipcli.load import faults
from ipcli.load.entries import read_entry
from ipcli.load.sections import Entry, text_of
from ipcli.model.item import Item
from ipcli.model.plan import RECORD_SECTIONS, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ipcli.diagnostics import Diagnostic
    from ipcli.load.folders import Home
    from ipcli.load.sections import Sections
    from ipcli.load.sources import Sources
    from ipcli.model.base import Part, Record
    from ipcli.model.header import Header, Level


def plan_of(
    home: Home,
    sections: Mapping[str, Sections],
    unread_files: tuple[str, ...],
    sources: Sources,
    found: list[Diagnostic],
) -> Plan | None:
    """Make one plan, or None where its own `plan:` section could not be read."""
    header = sections[home.document.path].header
    if header is None:
        return None
    parts = [sections[doc.path] for doc in home.documents]
    own = [part for part in parts if not part.header or part.header is header]
    holder = {child: above for part in parts for child, above in part.holder.items()}
    unread = {name for part in parts for name in part.unread}
    items = _items(header, own, holder, unread, sources, found)
    by_section: dict[str, Iterable[Part]] = {
        name: [record for part in parts for record in part.records.get(name, ())]
        for name in (*RECORD_SECTIONS, "change_control", "commentary", "waivers")
    }
    by_section["items"] = items
    return _plan(home, header, by_section, holder, unread, unread_files, sources, found, parts)


def _plan(  # noqa: PLR0913
    home: Home,
    header: Header,
    by_section: dict[str, Iterable[Part]],
    holder: dict[str, str],
    unread: set[str],
    unread_files: tuple[str, ...],
    sources: Sources,
    found: list[Diagnostic],
    parts: list[Sections],
) -> Plan:
    taken: dict[str, Record] = {}
    fields: dict[str, Any] = {
        name: _by_id(by_section[name], taken, sources, found) for name in RECORD_SECTIONS
    }
    for name in ("change_control", "commentary", "waivers"):
        fields[name] = tuple(by_section[name])
    return Plan(
        header=header,
        folder=home.folder,
        holder=holder,
        has_change_control=any(part.has_change_control for part in parts),
        unread=frozenset(unread - {""}),
        unread_files=tuple(path for path in unread_files if _belongs(path, home)),
        **fields,
    )


def _belongs(path: str, home: Home) -> bool:
    return path.startswith(home.prefix) or home.prefix.startswith(path[: path.rfind("/") + 1])


def _by_id(
    records: Iterable[Part], taken: dict[str, Record], sources: Sources, found: list[Diagnostic]
) -> dict[str, Any]:
    """Return the records by id; the first keeps an id that stands twice, ignoring case."""
    by_id: dict[str, Any] = {}
    for part in records:
        record: Record = part  # type: ignore[assignment]
        first = taken.setdefault(record.id.lower(), record)
        if first is record:
            by_id[record.id] = record
            continue
        other = sources.place(first, "id")
        told = f"`{record.id}` is already the id of the record at {other}"
        place = sources.place(record, "id")
        related = ((other, f"`{first.id}` stands here first"),)
        found.append(faults.DUPLICATE_ID.at(place, told, record=record.id, related=related))
    return by_id


def _items(  # noqa: PLR0913
    header: Header,
    parts: list[Sections],
    holder: dict[str, str],
    unread: set[str],
    sources: Sources,
    found: list[Diagnostic],
) -> list[Part]:
    """Read the items, each with its parent's id and its level."""
    entries = [entry for part in parts for entry in part.items]
    by_id = {entry.id: entry for entry in reversed(entries) if entry.id}
    for entry in entries:
        if entry.above is None and (parent := by_id.get(text_of(entry.values, "parent"))):
            entry.above = parent
    next_down = _next_down(header)
    read: list[Part] = []
    for entry in entries:
        values = {key: value for key, value in entry.values.items() if key != "items"}
        if not values.get("level"):
            values["level"] = _level(entry, next_down, set()) or None
            if values["level"] is None:
                del values["level"]
        if entry.above:
            values["parent"] = entry.above.id
        item = read_entry(Item, values, entry.origin, found)
        if item:
            sources.add(item, entry.origin)
            read.append(item)
            if item.parent:
                holder[item.id] = item.parent
        else:
            unread.add(entry.id)
    return read


def _level(entry: Entry, next_down: Mapping[str, str], seen: set[int]) -> str:
    """Return the level of an item: what it says, or the one after its parent's."""
    if entry.level is None:
        if id(entry) in seen:
            return ""
        seen.add(id(entry))
        stated = text_of(entry.values, "level")
        if stated:
            entry.level = stated
        elif entry.above:
            entry.level = next_down.get(_level(entry.above, next_down, seen), "")
        else:
            entry.level = "" if "parent" in entry.values else next_down[""]
    return entry.level


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
