"""What may not be public: which records, why, and a plan without them.

The sources of the reasons that plans name ("paragraph 3") are the categories of Part 1 of
Schedule 12A to the Local Government Act 1972.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from ipcli.model.base import Evidence, Part, Update
from ipcli.model.change_request import Ask, ChangeRequest
from ipcli.model.commentary import Achievement, Commentary, Stated
from ipcli.model.meeting import Decision, Meeting, Paper
from ipcli.model.plan import RECORD_SECTIONS
from ipcli.model.risk import Mitigation
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping
    from typing import Self

    from ipcli.model.plan import Plan

P = TypeVar("P", bound=Part)

UNNAMED = "(not public)"

# The fields that hold ids of other records. All others are words, but for ids of scales, matrices
# and periods: these stay, and lead nowhere. Without its matrix a risk would be judged by another.
REFERENCES = frozenset(
    {"about", "amends", "answers", "by", "cites", "completes", "depends_on", "exercised_by"}
    | {"into", "item", "labels", "made_by", "measures", "meeting", "needs", "needs_one_of"}
    | {"noted_by", "of", "owed_by", "owner", "parent", "plans", "raised_from", "replaces"}
    | {"reports_to", "request", "role", "seen_by", "to"}
)


class Hidden(NamedTuple):
    """The ids that may not be shown.

    Where one of `unnamed` (a role, a body or a label) is named, something must stand in its place:
    a rule that nobody must agree to, or an owner less, would be another fact. Any other is left
    out. `parts` are further entries without an id, by their record and their key.
    """

    ids: frozenset[str]
    unnamed: frozenset[str] = frozenset()
    parts: frozenset[tuple[str, type[Part], Hashable]] = frozenset()

    @classmethod
    def in_any(cls, revisions: Iterable[Plan], others: Iterable[Plan] = ()) -> Self:
        """Return what is exempt in any of some revisions of a plan, or in other plans.

        A record that has another id in another revision is the same record.
        """
        revisions = tuple(revisions)
        own = frozenset(each for plan in revisions for each in exemptions(plan))
        own = _under_all_names(own, revisions)
        far = frozenset(f"{each}@{plan.id}" for plan in others for each in exemptions(plan))
        far |= frozenset(f"{each}@{plan.id}" for plan in revisions[:1] for each in own)
        unnamed = frozenset(
            each
            for plan in revisions
            for each in (*plan.roles, *plan.bodies, *plan.labels)
            if each in own
        )
        return cls(own | far, unnamed)


def exemptions(plan: Plan) -> Mapping[str, str]:
    """Return why each exempt record is exempt: its own reason, or that of what it stands in.

    A meeting of an exempt body stands in it.
    """
    found: dict[str, str] = {}
    for record_id, record in plan.records.items():
        if record.exempt:
            found.setdefault(record_id, record.exempt)
            for below in plan.below(record_id):
                found.setdefault(below, record.exempt)
    for meeting in plan.meetings.values():
        if meeting.body in found:
            for each in (meeting.id, *plan.below(meeting.id)):
                found.setdefault(each, found[meeting.body])
    return found


def without_exempt(plan: Plan, hidden: Hidden | None = None) -> Plan:
    """Return a plan without what is hidden, and without any mention of it by id.

    Hidden is what is exempt in the plan itself, unless something else is named.
    """
    hidden = hidden or Hidden.in_any([plan])
    sections: dict[str, Any] = {
        name: _public_records(getattr(plan, name), hidden) for name in RECORD_SECTIONS
    }
    return replace(
        plan,
        **sections,
        header=_public(plan.header, hidden),
        change_control=_public_parts(plan.change_control, hidden, ""),
        commentary=_public_parts(plan.commentary, hidden, plan.id),
        waivers=tuple(
            _public(each, hidden) for each in plan.waivers if each.record not in hidden.ids
        ),
        holder={
            below: above
            for below, above in plan.holder.items()
            if hidden.ids.isdisjoint((below, above))
        },
    )


def _under_all_names(ids: frozenset[str], revisions: tuple[Plan, ...]) -> frozenset[str]:
    """Return ids with the other ids that the same records have or had."""
    found = set(ids)
    for plan in revisions:
        for record in plan.records.values():
            if record.was and not found.isdisjoint((record.id, *record.was)):
                found |= {record.id, *record.was}
    return frozenset(found)


def exempt_parts(plan: Plan) -> frozenset[tuple[str, type[Part], Hashable]]:
    """Return the key of each entry without an id that is exempt, with the record it is in."""
    return frozenset(_exempt_parts(plan))


def _exempt_parts(plan: Plan) -> Iterator[tuple[str, type[Part], Hashable]]:
    holders: tuple[tuple[str, Part], ...] = tuple(plan.records.items())
    for holder, record in holders:
        for key in ("updates", "evidence", "papers"):
            for each in getattr(record, key, ()):
                if each.exempt:
                    yield holder, type(each), _key(each)
    for entry in plan.commentary:
        if entry.exempt:
            yield plan.id, Commentary, _key(entry)


def _key(part: Part) -> Hashable:
    """Return what tells an entry from the others of its list, in two revisions."""
    match part:
        case Update():
            return part.date
        case Evidence() | Paper():
            return part.title
        case Commentary():
            return part.period, part.about
    return None


def _public_records(records: Mapping[str, P], hidden: Hidden) -> dict[str, P]:
    return {
        each: _public(record, hidden, each)
        for each, record in records.items()
        if each not in hidden.ids and not _tells_of(record, hidden, each)
    }


def _public_parts(parts: tuple[Any, ...], hidden: Hidden, holder: str) -> tuple[Any, ...]:
    """Return the entries of a list that are public: ids that are shown, parts not exempt."""
    return tuple(
        _public(each, hidden, holder) if isinstance(each, Part) else _named(each, hidden)
        for each in parts
        if not (
            _tells_of(each, hidden, holder)
            if isinstance(each, Part)
            else each in hidden.ids - hidden.unnamed
        )
    )


def _named(record_id: str, hidden: Hidden) -> str:
    return UNNAMED if record_id in hidden.unnamed else record_id


def _tells_of(part: Part, hidden: Hidden, holder: str) -> bool:
    """Whether a part is exempt, or tells of what is hidden."""
    if getattr(part, "exempt", None) or (holder, type(part), _key(part)) in hidden.parts:
        return True
    if isinstance(part, ChangeRequest):
        return all(hidden.ids.issuperset(ask.of) for ask in part.asks)
    if isinstance(part, Ask):
        return hidden.ids.issuperset(part.of)
    return not hidden.ids.isdisjoint(_told_of(part))


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


def _public(part: P, hidden: Hidden, holder: str = "") -> P:
    """Return a part without exempt parts and without the ids of what is hidden."""
    changed: dict[str, Any] = {}
    for key in type(part).model_fields:
        value = getattr(part, key)
        shown = _public_value(key, value, hidden, holder) if value else value
        if shown != value:
            changed[key] = shown
    if isinstance(part, ChangeRequest) and "asks" in changed:  # its words may tell of the others
        changed["reason"] = UNNAMED if part.reason else None
        changed["decisions"] = tuple(
            each.model_copy(update={"text": None})
            for each in changed.get("decisions", part.decisions)
        )
    return part.model_copy(update=changed) if changed else part


def _public_value(key: str, value: object, hidden: Hidden, holder: str) -> object:
    match value:
        case str() if key in REFERENCES and value in hidden.ids:
            return UNNAMED if value in hidden.unnamed else None
        case tuple():
            words = isinstance(value[0], str) and key not in REFERENCES
            return value if words else _public_parts(value, hidden, holder)
        case dict():
            return {
                each: _public_value(key, below, hidden, holder) for each, below in value.items()
            }
        case Part():
            return None if _tells_of(value, hidden, holder) else _public(value, hidden, holder)
    return value
