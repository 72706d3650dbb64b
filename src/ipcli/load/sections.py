"""From a parsed file to its entries, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipcli.load import faults
from ipcli.load.entries import closest, read_entry
from ipcli.load.sources import Origin, Reading
from ipcli.model.header import Header
from ipcli.model.instrument import Paragraph
from ipcli.model.sections import ENTRY_MODELS

if TYPE_CHECKING:
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
    """What one file holds: its records by section, its items as written, what stands in what.

    The first of two records with one id keeps it, and so does where that one stands.
    """

    header: Header | None = None
    records: dict[str, list[Part]] = field(default_factory=dict)
    items: list[Entry] = field(default_factory=list)
    holder: dict[str, str] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    has_change_control: bool = False


def read_sections(doc: Document, reading: Reading) -> Sections:
    """Read all sections of a file. What cannot be read is noted as a fault."""
    read = Sections()
    if doc.value is None:
        return read
    if not isinstance(doc.value, dict):
        message = "a plan file has sections such as `items:`, each with its entries below"
        reading.fault(faults.WRONG_VALUE.at(doc.place(()), message))
        return read
    for section, entries in doc.value.items():
        origin = Origin(doc, (section,))
        if section == "plan":
            read.header = read_entry(Header, entries, origin, reading.found)
            if read.header:
                reading.sources.add(read.header, origin)
        elif section not in ENTRY_MODELS:
            known = [*ENTRY_MODELS, "plan"]
            message = f"`{section}` is not a section of a plan file{closest(str(section), known)}"
            reading.fault(faults.UNKNOWN_KEY.at(origin.place(key=True), message))
        elif entries is not None:
            _read_section(str(section), entries, origin, read, reading)
    return read


def _read_section(
    section: str,
    entries: object,
    origin: Origin,
    read: Sections,
    reading: Reading,
) -> None:
    read.has_change_control |= section == "change_control"
    if not isinstance(entries, list):
        message = f"`{section}` is a list; write `- ` before each entry, or use [ ]"
        reading.fault(faults.WRONG_VALUE.at(origin.place(), message))
        return
    for at, values in enumerate(entries):
        here = origin.below(at)
        match section:
            case "items":
                _gather(values, here, None, read, reading)
            case "instruments":
                _read_instrument(values, here, read, reading)
            case _:
                record = _read_one(ENTRY_MODELS[section], section, values, here, read, reading)
                if record:
                    reading.sources.add(record, here)
                if record and section == "meetings":
                    _lay_flat(record, "requests", "requests", here, read, reading)


def _read_one(
    model: type[Part],
    section: str,
    values: object,
    origin: Origin,
    read: Sections,
    reading: Reading,
) -> Part | None:
    record = read_entry(model, values, origin, reading.found)
    if record:
        read.records.setdefault(section, []).append(record)
    elif isinstance(values, dict):
        read.unread.add(text_of(values, "id"))
    return record


def _gather(
    values: object, origin: Origin, above: Entry | None, read: Sections, reading: Reading
) -> None:
    """Lay the items of a file flat, in order, without reading them yet."""
    if not isinstance(values, dict):
        message = "an item is written with keys such as `id:` and `title:`"
        reading.fault(faults.WRONG_VALUE.at(origin.place(), message))
        return
    entry = Entry(values, origin, above)
    read.items.append(entry)
    if above and "parent" in values:
        message = "`parent` stands only at the top of a file's list; this item is nested already"
        reading.fault(faults.WRONG_VALUE.at(origin.place("parent", key=True), message))
    for at, child in enumerate(_children(values, "items", origin, reading)):
        _gather(child, origin.below("items", at), entry, read, reading)


def _read_instrument(values: object, origin: Origin, read: Sections, reading: Reading) -> None:
    model = ENTRY_MODELS["instruments"]
    own = _without(values, "paragraphs")
    record = _read_one(model, "instruments", own, origin, read, reading)
    if record:
        reading.sources.add(record, origin)
        _lay_flat(record, "functions", "functions", origin, read, reading)
    if isinstance(values, dict):
        _read_paragraphs(values, origin, read, reading)


def _read_paragraphs(
    values: dict[Step, object],
    origin: Origin,
    read: Sections,
    reading: Reading,
) -> None:
    """Read what is nested in an instrument or a paragraph, at any depth."""
    for at, child in enumerate(_children(values, "paragraphs", origin, reading)):
        here = origin.below("paragraphs", at)
        own = _without(child, "paragraphs")
        record = _read_one(Paragraph, "paragraphs", own, here, read, reading)
        if record:
            reading.sources.add(record, here)
        if isinstance(child, dict):
            if text_of(child, "id") and text_of(values, "id"):
                read.holder.setdefault(text_of(child, "id"), text_of(values, "id"))
            _read_paragraphs(child, here, read, reading)


def _lay_flat(
    record: Part, field_name: str, section: str, origin: Origin, read: Sections, reading: Reading
) -> None:
    """Add the records nested in one field, such as a meeting's requests, to their own section."""
    above: Instrument | Meeting = record  # type: ignore[assignment]
    nested: tuple[Record, ...] = getattr(record, field_name)
    for at, each in enumerate(nested):
        read.records.setdefault(section, []).append(each)
        read.holder.setdefault(each.id, above.id)
        reading.sources.add(each, origin.below(field_name, at))


def _children(
    values: dict[Step, object], key: str, origin: Origin, reading: Reading
) -> list[object]:
    children = values.get(key)
    if children is None:
        return []
    if not isinstance(children, list):
        message = f"`{key}` is a list; write `- ` before each entry, or use [ ]"
        reading.fault(faults.WRONG_VALUE.at(origin.place(key), message))
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
