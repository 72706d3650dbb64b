"""From a parsed file to its entries, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipcli.load import faults
from ipcli.load.entries import closest, read_entry
from ipcli.load.sources import Origin, Sources
from ipcli.model.header import Header
from ipcli.model.instrument import Paragraph
from ipcli.model.sections import ENTRY_MODELS

if TYPE_CHECKING:
    from ipcli.diagnostics import Diagnostic
    from ipcli.load.document import Document, Step
    from ipcli.model.base import Part, Record
    from ipcli.model.instrument import Instrument
    from ipcli.model.meeting import Meeting


@dataclass(slots=True)
class Entry:
    """An item as it is written, not typed yet: its level needs its parent's."""

    values: dict[Step, object]
    origin: Origin
    above: Entry | None = None
    level: str | None = None

    @property
    def id(self) -> str:
        """The id as it is written, or nothing."""
        return text_of(self.values, "id")


@dataclass(slots=True)
class Sections:
    """What one file holds: its records by section, its items as written, what stands in what."""

    header: Header | None = None
    records: dict[str, list[Part]] = field(default_factory=dict)
    items: list[Entry] = field(default_factory=list)
    holder: dict[str, str] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    has_change_control: bool = False


def read_sections(doc: Document, sources: Sources, found: list[Diagnostic]) -> Sections:
    """Read all sections of a file. What cannot be read is added to `found`."""
    read = Sections()
    if doc.value is None:
        return read
    if not isinstance(doc.value, dict):
        message = "a plan file has sections such as `items:`, each with its entries below"
        found.append(faults.WRONG_VALUE.at(doc.place(()), message))
        return read
    for section, entries in doc.value.items():
        origin = Origin(doc, (section,))
        if section == "plan":
            read.header = read_entry(Header, entries, origin, found)
            if read.header:
                sources.add(read.header, origin)
        elif section not in ENTRY_MODELS:
            known = [*ENTRY_MODELS, "plan"]
            message = f"`{section}` is not a section of a plan file{closest(str(section), known)}"
            found.append(faults.UNKNOWN_KEY.at(origin.place(key=True), message))
        elif entries is not None:
            _read_section(str(section), entries, origin, read, sources, found)
    return read


def _read_section(  # noqa: PLR0913 (what is read, from where, to where)
    section: str,
    entries: object,
    origin: Origin,
    read: Sections,
    sources: Sources,
    found: list[Diagnostic],
) -> None:
    read.has_change_control |= section == "change_control"
    if not isinstance(entries, list):
        message = f"`{section}` is a list; write `- ` before each entry, or use [ ]"
        found.append(faults.WRONG_VALUE.at(origin.place(), message))
        return
    for at, values in enumerate(entries):
        here = origin.below(at)
        match section:
            case "items":
                _gather(values, here, None, read, found)
            case "instruments":
                _read_instrument(values, here, read, sources, found)
            case _:
                record = _read_one(ENTRY_MODELS[section], section, values, here, read, found)
                if record:
                    sources.add(record, here)
                if record and section == "meetings":
                    _lay_flat(record, "requests", "requests", here, read, sources)


def _read_one(  # noqa: PLR0913
    model: type[Part],
    section: str,
    values: object,
    origin: Origin,
    read: Sections,
    found: list[Diagnostic],
) -> Part | None:
    record = read_entry(model, values, origin, found)
    if record:
        read.records.setdefault(section, []).append(record)
    elif isinstance(values, dict):
        read.unread.add(text_of(values, "id"))
    return record


def _gather(
    values: object, origin: Origin, above: Entry | None, read: Sections, found: list[Diagnostic]
) -> None:
    """Lay the items of a file flat, in order, without reading them yet."""
    if not isinstance(values, dict):
        message = "an item is written with keys such as `id:` and `title:`"
        found.append(faults.WRONG_VALUE.at(origin.place(), message))
        return
    entry = Entry(values, origin, above)
    read.items.append(entry)
    if above and "parent" in values:
        message = "`parent` stands only at the top of a file's list; this item is nested already"
        found.append(faults.WRONG_VALUE.at(origin.place("parent", key=True), message))
    for at, child in enumerate(_children(values, "items", origin, found)):
        _gather(child, origin.below("items", at), entry, read, found)


def _read_instrument(
    values: object, origin: Origin, read: Sections, sources: Sources, found: list[Diagnostic]
) -> None:
    model = ENTRY_MODELS["instruments"]
    own = _without(values, "paragraphs")
    record = _read_one(model, "instruments", own, origin, read, found)
    if record:
        sources.add(record, origin)
        _lay_flat(record, "functions", "functions", origin, read, sources)
    if isinstance(values, dict):
        _read_paragraphs(values, origin, read, sources, found)


def _read_paragraphs(
    values: dict[Step, object],
    origin: Origin,
    read: Sections,
    sources: Sources,
    found: list[Diagnostic],
) -> None:
    """Read what is nested in an instrument or a paragraph, at any depth."""
    for at, child in enumerate(_children(values, "paragraphs", origin, found)):
        here = origin.below("paragraphs", at)
        own = _without(child, "paragraphs")
        record = _read_one(Paragraph, "paragraphs", own, here, read, found)
        if record:
            sources.add(record, here)
        if isinstance(child, dict):
            if text_of(child, "id") and text_of(values, "id"):
                read.holder[text_of(child, "id")] = text_of(values, "id")
            _read_paragraphs(child, here, read, sources, found)


def _lay_flat(  # noqa: PLR0913
    record: Part, field_name: str, section: str, origin: Origin, read: Sections, sources: Sources
) -> None:
    """Add the records nested in one field, such as a meeting's requests, to their own section."""
    above: Instrument | Meeting = record  # type: ignore[assignment]
    nested: tuple[Record, ...] = getattr(record, field_name)
    for at, each in enumerate(nested):
        read.records.setdefault(section, []).append(each)
        read.holder[each.id] = above.id
        sources.add(each, origin.below(field_name, at))


def _children(
    values: dict[Step, object], key: str, origin: Origin, found: list[Diagnostic]
) -> list[object]:
    children = values.get(key)
    if children is None:
        return []
    if not isinstance(children, list):
        message = f"`{key}` is a list; write `- ` before each entry, or use [ ]"
        found.append(faults.WRONG_VALUE.at(origin.place(key), message))
        return []
    return children


def _without(values: object, key: str) -> object:
    if isinstance(values, dict) and key in values:
        return {k: v for k, v in values.items() if k != key}
    return values


def text_of(values: dict[Step, object], key: str) -> str:
    """Return the text at a key, or nothing where there is none."""
    value = values.get(key)
    return value if isinstance(value, str) else ""
