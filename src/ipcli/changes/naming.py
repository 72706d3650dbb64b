"""From differences to changes: each gets its name, its sentence, and all that a log prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.exempt import exemptions
from ipcli.assess.lateness import moved
from ipcli.changes.change import Change
from ipcli.changes.differences import differences
from ipcli.changes.exemption import exempt_value
from ipcli.changes.grouping import grouped
from ipcli.changes.items import open_below
from ipcli.changes.values import REPEATS, closing_of, date_of, forms
from ipcli.model.base import Record
from ipcli.model.dates import long_day
from ipcli.model.item import Item
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ipcli.changes.difference import Difference
    from ipcli.changes.found import Found
    from ipcli.changes.grouping import Named
    from ipcli.model.plan import Plan

# The kinds that are about one part of a record, which is the second step of its path.
KEYED = frozenset({"rating-changed", "risk-moved", "baseline-moved"})
HEADING = {
    **dict.fromkeys(("items", "instruments", "risks", "measures"), "title"),
    **dict.fromkeys(("scales", "risk_matrices", "roles", "bodies", "labels", "periods"), "name"),
    **dict.fromkeys(("functions", "requests"), "text"),
    "paragraphs": "heading",
    "change_requests": "reason",
}
OF_THE_PLAN = frozenset({"plan", "change_control"})


def changes(
    before: Plan, after: Plan, *, plans: Mapping[str, Plan] | None = None
) -> tuple[Change, ...]:
    """Return every change between two revisions, each named once, in the order of the plan.

    `plans` are all plans of the later revision, so that an item that another plan transferred
    says where it came from.
    """
    return named(differences(before, after), before, after, plans=plans or {})


def named(
    found: Iterable[Difference], before: Plan, after: Plan, *, plans: Mapping[str, Plan]
) -> tuple[Change, ...]:
    """Return the changes that some differences are, in the order of the plan."""
    groups = list(grouped(found, before, after, plans))
    if not groups:
        return ()
    ids = dict.fromkeys((*after.records, *before.records))  # what is gone comes last
    writer = _Writer(
        places={record: place for place, record in enumerate(ids)},
        exempt_before=exemptions(before),
        exempt_after=exemptions(after),
    )
    return tuple(sorted(map(writer.change, groups), key=lambda change: change.place))


class _Writer(NamedTuple):
    """What is known of the two plans as wholes, to write each change with."""

    places: Mapping[str, int]
    exempt_before: Mapping[str, str]
    exempt_after: Mapping[str, str]

    def change(self, each: Named) -> Change:
        """Return a change in full."""
        found, kind = each.found, each.claim.kind
        first, name = found.first, kind.name
        present = first.new if first.new is not None else first.old
        record = present if isinstance(present, Record) else None
        level = present.level if isinstance(present, Item) else ""
        key = _key(name, first)
        dates = date_of(name, first.old, key), date_of(name, first.new, key)
        move = moved(*dates) if dates[0] != dates[1] else None
        before, after = found.sides()
        closed = closing_of(name, first.new)
        return Change(
            kind=name,
            control=kind.control,
            section=first.section,
            record=first.record,
            old_id=_old_id(found),
            ref=record.ref or "" if record else "",
            title=_title(found, record),
            level=level,
            level_name=found.now.level(level) if level else "",
            paths=_paths(each),
            before=before,
            after=after,
            sentence=each.sentence,
            days=move.days if move else None,
            moved=move.words if move else "",
            closing=closed.kind if closed else "",
            into=closed.into if closed else (),
            from_=forms(name, first.old, found.before, key),
            to=forms(name, first.new, found.after, key),
            old_date=dates[0],
            new_date=dates[1],
            about=_about(found),
            includes=each.includes or _closing_with(name, found),
            labels=record.labels if record else (),
            illustrative=bool(getattr(present, "illustrative", False)),
            exempt=self._exempt(found),
            corrected_by=each.reason,
            place=self.places.get(first.record, -1),
        )

    def _exempt(self, found: Found) -> str:
        """Return why a change may not be public, in either revision, since it shows both."""
        first = found.first
        for why in (
            self.exempt_after.get(first.record),
            self.exempt_before.get(getattr(first.old, "id", first.record)),
        ):
            if why:
                return why
        sides = (
            exempt_value(value, records)
            for each in found.differences
            for value, records in (
                (each.after, self.exempt_after),
                (each.before, self.exempt_before),
            )
            if value is not None
        )
        return next((why for why in sides if why), "")


def _key(kind: str, first: Difference) -> str:
    """Return which part of a record a change is about: a scale, a point, one of two dates."""
    if kind in KEYED:
        return first.path[1]
    return REPEATS if first.path[:1] == (REPEATS,) else ""


def _old_id(found: Found) -> str:
    if found.first.section in OF_THE_PLAN:
        return found.before.id
    return found.old.id if isinstance(found.old, Record) else ""


def _title(found: Found, record: Record | None) -> str:
    """Return what the record is called, at the time."""
    section = found.first.section
    if record is not None and section in HEADING:
        title = getattr(record, HEADING[section])
        return str(title) if title else found.record
    if section in OF_THE_PLAN or found.record == found.after.id:
        return found.after.header.title
    if section == "meetings":
        meeting = found.new or found.old
        return f"{found.now.name(meeting.body)}, {long_day(meeting.date)}"
    return found.now.name(found.record)


def _paths(each: Named) -> tuple[str, ...]:
    paths = dict.fromkeys(one.dotted for one in each.found.differences if one.path)
    if each.reason:
        paths["corrections"] = None
    return tuple(paths)


def _about(found: Found) -> tuple[str, ...]:
    """Return the ids by which a request may name the change, each once."""
    ids = [found.record]
    if isinstance(found.old, Record):
        ids.append(found.old.id)
    if isinstance(found.new, Record):
        others = found.before.records  # an id that stood for another record is not this one's
        ids += [each for each in found.new.was if each not in others or each in ids]
    for each in found.differences:
        if each.section == "plan" and len(each.path) > 1:
            ids.append(each.path[1])
        if each.path == ("replaces",):
            ids += [one for one in (each.before, each.after) if isinstance(one, str)]
    return tuple(dict.fromkeys(ids))


def _closing_with(kind: str, found: Found) -> tuple[str, ...]:
    """Return the open items that close with one that was closed."""
    if kind != "item-closed" or (found.old is not None and found.old.closed):
        return ()
    return open_below(found.after, found.record)
