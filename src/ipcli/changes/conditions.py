"""The conditions of a rule of change control, held against one change.

A condition that cannot be judged does not hold: a move without two last days, a parent without a
date, a clock that cannot be computed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.clocks import clock_dates
from ipcli.assess.lateness import limit
from ipcli.changes.scales import scale_of
from ipcli.changes.values import CLOSINGS, date_of
from ipcli.model.item import Item
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ipcli.changes.change import Change
    from ipcli.changes.kinds import Kind
    from ipcli.changes.terms import Terms
    from ipcli.model.base import Record
    from ipcli.model.change_control import ControlRule
    from ipcli.model.dates import Date, Length
    from ipcli.model.plan import Plan
    from ipcli.model.risk import Measure

ANY = "any"
STATES = frozenset({"status-changed", "rating-changed"})


class Case(NamedTuple):
    """What a rule looks at: one change that was made, or one that is asked for.

    `level` and `labels` are those that the record had in the earlier revision, by all their
    names; `to` the new state or the kind of closing. `item` is the item now and `was` as it was
    earlier; `first` is the date as first agreed.
    """

    kind: str
    control: bool
    item: Item | None
    was: Item | None
    levels: frozenset[str]
    labels: frozenset[str]
    to: frozenset[str]
    old: Date | None
    new: Date | None
    first: Date | None
    plan: Plan


def case_of(change: Change, before: Terms, after: Terms) -> Case:
    """Return a change as rules look at it, with the two revisions in the terms of the policy."""
    old = before.there.records.get(change.old_id)
    new = after.there.records.get(change.record)
    record, terms = (old, before) if old else (new, after)
    return Case(
        kind=change.kind,
        control=change.control,
        item=new if isinstance(new, Item) else None,
        was=old if isinstance(old, Item) else None,
        levels=_levels(record, terms),
        labels=terms.labels(record.labels if record else ()),
        to=_to(change, new, after),
        old=change.old_date,
        new=change.new_date,
        first=_first(change.kind, old),
        plan=after.there,
    )


def _to(change: Change, new: Record | None, terms: Terms) -> frozenset[str]:
    """Return what a change is to, of what a rule may name: a state, or a kind of closing."""
    match change.kind:
        case kind if kind in CLOSINGS:
            return frozenset({change.closing})
        case "status-changed" if change.to:
            return terms.states(scale_of(terms.there, new), change.to[0])
        case "rating-changed" if change.to:
            return terms.states(*change.to[1].split("/"))
        case _:
            return frozenset()


def case_asked(kind: Kind, record: Record, to: str, new: Date | None, terms: Terms) -> Case:
    """Return what is asked for one record as rules look at it, while it is not done.

    `to` is the state or the kind of closing, `new` the date.
    """
    item = record if isinstance(record, Item) else None
    return Case(
        kind=kind.name,
        control=kind.control,
        item=item,
        was=item,
        levels=_levels(record, terms),
        labels=terms.labels(record.labels),
        to=terms.states(scale_of(terms.there, record), to) if to else frozenset(),
        old=date_of(kind.name, record),
        new=new,
        first=_first(kind.name, record),
        plan=terms.there,
    )


def _levels(record: Record | None, terms: Terms) -> frozenset[str]:
    return terms.level(record.level) if isinstance(record, Item) else frozenset()


def _first(kind: str, record: Record | None) -> Date | None:
    """Return the date as first agreed: of the start for a start that moved, else the due date."""
    if not (isinstance(record, Item) and record.baseline):
        return None
    return record.baseline.start if kind == "start-moved" else record.baseline.due


def holds(rule: ControlRule, case: Case) -> bool:
    """Whether all conditions of a rule hold. `any` is every control change, and no progress."""
    if case.kind not in rule.change and not (ANY in rule.change and case.control):
        return False
    return (
        (not rule.levels or bool(case.levels & set(rule.levels)))
        and (not rule.labels or bool(case.labels & set(rule.labels)))
        and (not rule.to or bool(case.to & set(rule.to)))
        and (rule.by_up_to is None or _by_up_to(case, rule.by_up_to))
        and (rule.in_all_up_to is None or _no_later(case, _limit(case.first, rule.in_all_up_to)))
        and all(_within(case, each) for each in rule.within)
    )


def _by_up_to(case: Case, length: Length) -> bool:
    """Whether one move of a date is no longer than a length. An earlier date is no move."""
    return _no_later(case, _limit(case.old, length))


def _limit(start: Date | None, length: Length) -> date | None:
    return limit(length, start.latest) if start and start.latest else None


def _no_later(case: Case, last: date | None) -> bool:
    return bool(case.new and case.new.latest and last and case.new.latest <= last)


def _within(case: Case, what: str) -> bool:
    """Whether the new date is no later than the parent's, the measures' or the clocks'.

    A link that was cut at the same time still binds.
    """
    if not (case.item and case.new and case.new.latest):
        return False
    match what:
        case "parent":
            return _no_later(case, _parent_due(case.item, case.plan))
        case "measures":
            served = {*case.item.measures, *(case.was.measures if case.was else ())}
            targets = (_next_target(case.plan.measures.get(each)) for each in served)
            return all(_no_later(case, target) for target in targets)
        case _:
            return all(_before_clock(case, each) for each in _clocked(case))


def _parent_due(item: Item, plan: Plan) -> date | None:
    """Return the last day of the nearest ancestor that has a due date."""
    above = (plan.items.get(each) for each in plan.ancestors(item.id))
    due = next((each.due for each in above if each and each.due), None)
    return due.latest if due else None


def _next_target(measure: Measure | None) -> date | None:
    """Return the last day of the first target after the last reading, or None."""
    if measure is None:
        return None
    read = max((each.for_.latest for each in measure.readings if each.for_.latest), default=None)
    days = sorted(each.for_.latest for each in measure.targets if each.for_.latest)
    return next((day for day in days if read is None or day > read), None)


def _clocked(case: Case) -> Iterator[str]:
    """Yield the instruments and paragraphs that an item answers, by itself or by what is above.

    What a paragraph stands in binds it too, and who answers a whole answers its parts.
    """
    plan, item = case.plan, case.item
    above = (item.id, *plan.ancestors(item.id)) if item else ()
    answering = [case.was, *(plan.items.get(each) for each in above)]
    answered = {each for one in answering if one for each in one.answers}
    inside = (each for one in answered for each in (*plan.ancestors(one), *plan.below(one)))
    yield from sorted(answered.union(inside))


def _before_clock(case: Case, record: str) -> bool:
    """Whether the new date is no later than the next date of a clock that is not met.

    A duty without dates binds to no day; a clock that cannot be computed cannot be kept to.
    """
    assert case.new and case.new.latest  # noqa: S101, PT018 (asked before)
    clock = clock_dates(case.plan, record, today=case.new.latest)
    if clock is None or clock.standing:
        return True
    if clock.why or (clock.as_directed and not clock.dates):
        return False
    return clock.next is None or _no_later(case, clock.next.due)
