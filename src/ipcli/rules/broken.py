"""References that lead nowhere, to the wrong kind of record, or out of a shared file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipcli.model.base import Part
from ipcli.model.change_control import ControlRule
from ipcli.model.change_request import Ask
from ipcli.model.commentary import Commentary, Waiver
from ipcli.model.header import Header
from ipcli.model.item import Item
from ipcli.named import NamedTuple
from ipcli.rules.references import PERIOD, Target, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.plan import Plan
    from ipcli.rules.facts import Facts

_QUARTER = re.compile(r"\d{4}[-/]\d\d[- ]Q[1-4]\Z|Q[1-4] \d{4}/\d\d\Z", re.ASCII)
_NESTED = frozenset({"functions", "requests"})  # unread with the record that they stand in
_NOT_HERE = ("-added", "-removed")  # asks about records that are not here yet, or no more
_OF_RULES = frozenset(
    {"plan-changed", "level-changed", "count-changed", "change-control-changed", "waiver-changed"}
)


class Broken(NamedTuple):
    """A reference that does not hold: where it stands, what it names, and what it should.

    `section` is that of the record it names, empty where there is none. `astray` tells that it
    stands in a shared record and names a record of one plan alone.
    """

    record: Part
    where: tuple[str | int, ...]
    name: str
    target: Target
    section: str = ""
    astray: bool = False

    @property
    def spot(self) -> str:
        """The key and its record in words: `owner` of `A1`."""
        key = ".".join(step for step in self.where if isinstance(step, str))
        return f"`{key}` of {_in_words(self.record)}"


def _in_words(record: Part) -> str:
    match record:
        case Header():
            return "the plan"
        case ControlRule():
            return "a rule of `change_control`"
        case Waiver():
            return f"the waiver of {record.rule}"
        case Commentary():
            return f"the commentary on `{record.about}`" if record.about else "the commentary"
        case _:
            return f"`{getattr(record, 'id', '')}`"


def broken(facts: Facts) -> tuple[Broken, ...]:
    """Return every reference of a plan that does not hold."""
    look = _Look(facts)
    for field, (key, target) in fields_of(Item).items():
        fits = look.fitting(target) if target else None
        for item in facts.having(field):
            value = getattr(item, field)
            if not fits or not (value in fits if type(value) is str else fits.issuperset(value)):
                look.at(item, item, (key,), value, target)
    for root in _roots(facts.plan):
        look.into(root, root, ())
    return tuple(sorted(look.found, key=_in_order))


def _in_order(each: Broken) -> tuple[str, ...]:
    return (_id(each.record), *map(str, each.where), each.name)


def _roots(plan: Plan) -> Iterator[Part]:
    """Yield all that may name a record, but the items: of these, only some have each key."""
    yield plan.header
    for section, records in plan.by_section.items():
        if section != "items":
            yield from records.values()
    yield from plan.change_control
    yield from plan.commentary
    yield from plan.waivers


class _Look:
    """One walk over a plan: what is known there, and what was found."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.found: list[Broken] = []
        self.section_of = facts.section_of
        self.shared = _shared(facts)
        self.to_come = _to_come(facts.plan)
        self._fits: dict[Target, frozenset[str]] = {}

    def into(self, root: Part, part: Part, path: tuple[str | int, ...]) -> None:
        """Look at the references of a part, and at the parts in it."""
        written = part.model_fields_set
        for field, (key, target) in fields_of(type(part)).items():
            if field in written:
                self.at(root, part, (*path, key), getattr(part, field), target)

    def at(
        self,
        root: Part,
        part: Part,
        path: tuple[str | int, ...],
        value: object,
        target: Target | None,
    ) -> None:
        """Look at one field. Most names fit, so what fits is tried first."""
        if target is None:
            for steps, each in _parts(value):
                self.into(root, each, (*path, *steps))
        elif isinstance(value, str):
            if value not in self.fitting(target):
                self._judge(root, part, path, value, target)
        elif isinstance(value, tuple) and not self.fitting(target).issuperset(value):
            for at, name in enumerate(value):
                self._judge(root, part, (*path, at), name, target)

    def fitting(self, target: Target) -> frozenset[str]:
        """Return the ids that need no second look: none where another plan shares files."""
        if target not in self._fits:
            sections = self.facts.plan.by_section.items()
            ids = (
                each for section, found in sections if section in target.sections for each in found
            )
            self._fits[target] = frozenset(ids if not self.shared else ())
        return self._fits[target]

    def _judge(
        self, root: Part, part: Part, where: tuple[str | int, ...], name: str, target: Target
    ) -> None:
        section = self.section_of.get(name) or self._elsewhere(name)
        if section in target.sections:
            if "@" not in name and name not in self.shared and _id(root) in self.shared:
                self.found.append(Broken(root, where, name, target, section, astray=True))
        elif not self._excused(part, name, target, section):
            astray = not section and self._of_another(root, name)
            self.found.append(Broken(root, where, name, target, section, astray))

    def _excused(self, part: Part, name: str, target: Target, section: str) -> bool:
        """Tell whether a name that is no such record may stand here nevertheless."""
        if name in target.words or self._unread(name):
            return True
        if target.names:
            return name in (self.facts.plan.levels if target.names == "level" else self.facts.plans)
        if section:
            return False
        if target is PERIOD and not self.facts.plan.periods:
            return bool(_QUARTER.match(name))
        if isinstance(part, Ask):
            about_rules = part.change in _OF_RULES
            return about_rules or part.change.endswith(_NOT_HERE) or name in self.to_come
        return bool(self.facts.plan.unread) and not _NESTED.isdisjoint(target.sections)

    def _elsewhere(self, name: str) -> str:
        """Return the section of another plan's record, `id@plan`; nothing if there is none."""
        record, at, plan_id = name.partition("@")
        plan = self.facts.plans.get(plan_id) if at else None
        sections = plan.by_section.items() if plan else ()
        return next((section for section, records in sections if record in records), "")

    def _unread(self, name: str) -> bool:
        """Tell whether a record is written, here or in the plan it names, but cannot be read."""
        record, at, plan_id = name.partition("@")
        plan = self.facts.plans.get(plan_id) if at else self.facts.plan
        return plan is not None and record in plan.unread

    def _of_another(self, root: Part, name: str) -> bool:
        """Tell whether a shared record means a record that another plan has for itself."""
        plans = self.facts.plans.values()
        return _id(root) in self.shared and any(name in plan.records for plan in plans)


def _id(record: Part) -> str:
    return getattr(record, "id", "")


def _parts(value: object) -> Iterator[tuple[tuple[str | int, ...], Part]]:
    """Yield the parts in a field, each with the steps that lead to it."""
    if isinstance(value, Part):
        yield (), value
    listed = value if isinstance(value, tuple) else ()
    yield from (((at,), each) for at, each in enumerate(listed))


def _shared(facts: Facts) -> frozenset[str]:
    """Return the ids of the records that another plan shares: they are the same objects there."""
    return frozenset(
        record_id
        for plan in facts.plans.values()
        if plan is not facts.plan
        for record_id, record in plan.records.items()
        if facts.plan.records.get(record_id) is record
    )


def _to_come(plan: Plan) -> frozenset[str]:
    """Return the ids that change requests ask to add."""
    asks = (ask for request in plan.change_requests.values() for ask in request.asks)
    return frozenset(name for ask in asks if ask.change.endswith("-added") for name in ask.of)
