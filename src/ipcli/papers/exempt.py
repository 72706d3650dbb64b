"""What may not be public: which records, why, and a plan without them.

The sources of the reasons that plans name ("paragraph 3") are the categories of Part 1 of
Schedule 12A to the Local Government Act 1972.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from ipcli.model.base import Part
from ipcli.model.change_request import Ask, ChangeRequest
from ipcli.model.commentary import Achievement, Commentary, Stated
from ipcli.model.meeting import Decision, Meeting
from ipcli.model.plan import RECORD_SECTIONS
from ipcli.model.risk import Mitigation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipcli.model.plan import Plan

P = TypeVar("P", bound=Part)

# The fields that hold ids of other records. All others are words.
REFERENCES = frozenset(
    {"about", "amends", "answers", "by", "cites", "completes", "depends_on", "exercised_by"}
    | {"into", "item", "labels", "made_by", "matrix", "measures", "meeting", "of", "owed_by"}
    | {"owner", "parent", "period", "plans", "raised_from", "replaces", "reports_to", "request"}
    | {"role", "seen_by", "to"}
)


def exemptions(plan: Plan) -> Mapping[str, str]:
    """Return why each exempt record is exempt: its own reason, or that of what it stands in."""
    found: dict[str, str] = {}
    for record_id, record in plan.records.items():
        if record.exempt:
            found.setdefault(record_id, record.exempt)
            for below in plan.below(record_id):
                found.setdefault(below, record.exempt)
    return found


def without_exempt(plan: Plan, also: frozenset[str] = frozenset()) -> Plan:
    """Return a plan without its exempt records and parts, and without any mention of them by id.

    `also` are further records to leave out.
    """
    hidden = frozenset(exemptions(plan)) | also
    hidden |= {f"{each}@{plan.id}" for each in hidden}
    sections: dict[str, Any] = {
        name: _public_records(getattr(plan, name), hidden) for name in RECORD_SECTIONS
    }
    return replace(
        plan,
        **sections,
        header=_public(plan.header, hidden),
        change_control=_public_parts(plan.change_control, hidden),
        commentary=_public_parts(plan.commentary, hidden),
        waivers=tuple(each for each in plan.waivers if each.record not in hidden),
        holder={
            below: above
            for below, above in plan.holder.items()
            if hidden.isdisjoint((below, above))
        },
    )


def _public_records(records: Mapping[str, P], hidden: frozenset[str]) -> dict[str, P]:
    return {
        each: _public(record, hidden)
        for each, record in records.items()
        if each not in hidden and not _tells_of(record, hidden)
    }


def _public_parts(parts: tuple[Any, ...], hidden: frozenset[str]) -> tuple[Any, ...]:
    """Return the entries of a list that are public: ids that are shown, parts not exempt."""
    return tuple(
        _public(each, hidden) if isinstance(each, Part) else each
        for each in parts
        if not (_tells_of(each, hidden) if isinstance(each, Part) else each in hidden)
    )


def _tells_of(part: Part, hidden: frozenset[str]) -> bool:
    """Whether a part is exempt, or tells of what is hidden."""
    if getattr(part, "exempt", None):
        return True
    if isinstance(part, ChangeRequest):
        return all(hidden.issuperset(ask.of) for ask in part.asks)
    if isinstance(part, Ask):
        return hidden.issuperset(part.of)
    return not hidden.isdisjoint(_told_of(part))


def _told_of(part: Part) -> tuple[str | None, ...]:
    """Return the ids of what the words of a part are about."""
    match part:
        case Achievement():
            return part.completes, part.about
        case Commentary() | Stated():
            return (part.about,)
        case Decision():
            return part.about
        case Mitigation():
            return (part.item,)
        case Meeting():
            return (part.body,)
    return ()


def _public(part: P, hidden: frozenset[str]) -> P:
    """Return a part without exempt parts and without the ids of what is hidden."""
    changed: dict[str, Any] = {}
    for key in type(part).model_fields:
        value = getattr(part, key)
        shown = _public_value(key, value, hidden) if value else value
        if shown != value:
            changed[key] = shown
    if isinstance(part, ChangeRequest) and "asks" in changed:  # its words may tell of the others
        changed["reason"] = None
        changed["decisions"] = tuple(
            each.model_copy(update={"text": None})
            for each in changed.get("decisions", part.decisions)
        )
    return part.model_copy(update=changed) if changed else part


def _public_value(key: str, value: object, hidden: frozenset[str]) -> object:
    match value:
        case str():
            return None if key in REFERENCES and value in hidden else value
        case tuple():
            words = isinstance(value[0], str) and key not in REFERENCES
            return value if words else _public_parts(value, hidden)
        case dict():
            return {each: _public_value(key, below, hidden) for each, below in value.items()}
        case Part():
            return None if _tells_of(value, hidden) else _public(value, hidden)
    return value
