"""The plan: every record by id, flat, with what stands in what beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from ipcli.model.base import ended_as

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipcli.model.base import Closed, Record
    from ipcli.model.change_control import ControlRule
    from ipcli.model.change_request import ChangeRequest
    from ipcli.model.commentary import Commentary, Waiver
    from ipcli.model.header import Header, Level
    from ipcli.model.instrument import Function, Instrument, Paragraph
    from ipcli.model.item import Item
    from ipcli.model.matrix import RiskMatrix
    from ipcli.model.meeting import Meeting, Request
    from ipcli.model.organisation import Body, Label, Period, Role
    from ipcli.model.risk import Measure, Risk
    from ipcli.model.scale import Scale


Kind = TypeVar("Kind", bound="Record")


@dataclass(frozen=True)
class Plan:
    """A plan together with what it shares. Records hold ids; look them up here.

    `holder` gives, for a paragraph, a function, a meeting's request or an item, the id of the
    record that it stands in. `unread_files` did not load at all, `unread` are the ids of records
    that were written but could not be read: neither may be taken for absent.
    """

    header: Header
    folder: str
    scales: Mapping[str, Scale]
    risk_matrices: Mapping[str, RiskMatrix]
    change_control: tuple[ControlRule, ...]
    roles: Mapping[str, Role]
    bodies: Mapping[str, Body]
    labels: Mapping[str, Label]
    periods: Mapping[str, Period]
    items: Mapping[str, Item]
    instruments: Mapping[str, Instrument]
    paragraphs: Mapping[str, Paragraph]
    functions: Mapping[str, Function]
    risks: Mapping[str, Risk]
    measures: Mapping[str, Measure]
    change_requests: Mapping[str, ChangeRequest]
    meetings: Mapping[str, Meeting]
    requests: Mapping[str, Request]
    commentary: tuple[Commentary, ...]
    waivers: tuple[Waiver, ...]
    holder: Mapping[str, str]
    has_change_control: bool
    unread: frozenset[str]
    unread_files: tuple[str, ...]

    @property
    def id(self) -> str:
        """The plan's id."""
        return self.header.id

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """Every record that has an id of its own, by id, in the order of the sections."""
        return {
            record_id: record
            for records in self.by_section.values()
            for record_id, record in records.items()
        }

    @cached_property
    def by_section(self) -> Mapping[str, Mapping[str, Record]]:
        """Every collection of records, by the name of its section."""
        return {name: getattr(self, name) for name in RECORD_SECTIONS}

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """The ids that stand directly in each record, in the order of the files."""
        found: dict[str, list[str]] = {}
        for record_id, above in self.holder.items():
            found.setdefault(above, []).append(record_id)
        return {above: tuple(below) for above, below in found.items()}

    @cached_property
    def closings(self) -> Mapping[str, Closed]:
        """How each item that is closed was closed, itself or by the nearest above that is."""
        closed = {item.id: item.closed for item in self.items.values() if item.closed}
        found: dict[str, Closed] = {}
        for each in sorted(closed, key=lambda item_id: len(tuple(self.ancestors(item_id)))):
            found |= dict.fromkeys(self.below(each), closed[each])  # the nearest comes last
        return found | closed

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """The levels by id, from the top."""
        return {level.id: level for level in self.header.levels}

    @cached_property
    def periods_in_order(self) -> tuple[Period, ...]:
        """The periods in the order of their as-of dates."""
        return tuple(sorted(self.periods.values(), key=lambda period: (period.as_of, period.id)))

    def same_period(self, period: Period) -> Period | None:
        """Return this plan's period that is a period of another: of one id, or of the same time."""
        covering = (
            each for each in self.periods.values() if each.covers and each.covers == period.covers
        )
        return self.periods.get(period.id) or next(covering, None)

    def ancestors(self, record_id: str) -> Iterator[str]:
        """Yield the ids of what a record stands in, nearest first. A circle is walked once."""
        seen = {record_id}
        above = self.holder.get(record_id)
        while above is not None and above not in seen:
            yield above
            seen.add(above)
            above = self.holder.get(above)

    def below(self, record_id: str) -> Iterator[str]:
        """Yield the ids of all that stands in a record, at any depth, in the order of the files."""
        waiting, seen = [record_id], {record_id}
        while waiting:
            for child in reversed(self.children.get(waiting.pop(), ())):
                if child not in seen:
                    seen.add(child)
                    waiting.append(child)
            if waiting:
                yield waiting[-1]

    def scale_of(self, item: Item) -> Scale | None:
        """Return the scale of an item's status, or None where its level has no status."""
        return self._scales_of_levels.get(item.level)

    @cached_property
    def _scales_of_levels(self) -> Mapping[str, Scale]:
        named = ((level.id, self.scales.get(level.scale or "")) for level in self.header.levels)
        return {level: scale for level, scale in named if scale}

    def name_of(self, record_id: str) -> str:
        """Return what papers print for a role, a body or any other record; else the id itself."""
        record = self.records.get(record_id)
        for key in ("name", "title", "heading"):
            if name := getattr(record, key, None):
                return str(name)
        return record_id

    def how_closed(self, closed: Closed) -> str:
        """Return how a record was closed, with the names of what carries it on."""
        into = (*(self.name_of(each) for each in closed.into), closed.outside or "")
        return ended_as(closed.kind, ", ".join(filter(None, into)))


def as_it_was(before: Mapping[str, Kind], record: Kind) -> Kind | None:
    """Return a record as it was among some of an earlier state: by its id, or by an earlier one."""
    return next((before[each] for each in (record.id, *record.was) if each in before), None)


RECORD_SECTIONS = (
    "scales",
    "risk_matrices",
    "roles",
    "bodies",
    "labels",
    "periods",
    "items",
    "instruments",
    "paragraphs",
    "functions",
    "risks",
    "measures",
    "change_requests",
    "meetings",
    "requests",
)
_ONE = {"bodies": "body", "risk_matrices": "risk matrix"}


def one_of(section: str) -> str:
    """Return what people call one record of a section: `risk matrix`, `change request`."""
    return _ONE.get(section) or section.replace("_", " ").removesuffix("s")
