"""What a rule may look at: the plan, its neighbours, an earlier state, and the day to judge by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ipcli.assess.bands import matrix_of, scored
from ipcli.assess.clocks import clock_dates
from ipcli.assess.computed import computed_state
from ipcli.assess.coverage import coverage
from ipcli.assess.in_force import instrument_of
from ipcli.assess.standing import state_of
from ipcli.model.base import DONE_CLOSINGS
from ipcli.model.item import Item
from ipcli.model.plan import as_it_was
from ipcli.model.scale import StateClass
from ipcli.rules.broken import broken
from ipcli.rules.circles import circles_upwards

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipcli.assess.bands import Scored
    from ipcli.assess.coverage import Coverage
    from ipcli.model.base import Evidence, Record
    from ipcli.model.instrument import Duty, Instrument
    from ipcli.model.matrix import RiskMatrix
    from ipcli.model.plan import Kind, Plan
    from ipcli.model.risk import Risk
    from ipcli.model.scale import State
    from ipcli.rules.broken import Broken


@dataclass(frozen=True)
class Facts:
    """One plan as the rules see it.

    `plans` are all plans of the tree by id, this one too. `base` is the same plan at an earlier
    revision, where there is one to compare with. `today` is the day to judge by: the last
    period's as-of date, or the one that was asked for; a rule that declares `needs=("day",)` may
    rely on it, and one with `needs=("base",)` on `base`.
    """

    plan: Plan
    plans: Mapping[str, Plan]
    base: Plan | None
    as_of: date | None

    @property
    def today(self) -> date:
        """The day to judge by."""
        assert self.as_of is not None  # noqa: S101 (rules that ask declare that they need it)
        return self.as_of

    @property
    def before(self) -> Plan:
        """The plan at the earlier revision."""
        assert self.base is not None  # noqa: S101 (rules that ask declare that they need it)
        return self.base

    @cached_property
    def children(self) -> Mapping[str, tuple[Item, ...]]:
        """The items directly below each item."""
        found: dict[str, list[Item]] = {}
        for item in self.plan.items.values():
            if item.parent:
                found.setdefault(item.parent, []).append(item)
        return {parent: tuple(below) for parent, below in found.items()}

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[Item, ...]]:
        found: dict[str, list[Item]] = {}
        for item in self.plan.items.values():
            for field in item.model_fields_set:
                if field in found:
                    found[field].append(item)
                else:
                    found[field] = [item]
        return {field: tuple(items) for field, items in found.items()}

    def having(self, field: str) -> tuple[Item, ...]:
        """Return the items that have a field written: most rules are about few of them."""
        return self._by_key.get(field, ())

    @cached_property
    def known(self) -> frozenset[str]:
        """Every id of the plan and what it shares, and `id@plan` of every record of each plan.

        Ids of records that were written but could not be read are known too: they are not missing.
        """
        own = {*self.plan.records, *self.plan.unread}
        others = {f"{each}@{plan.id}" for plan in self.plans.values() for each in plan.records}
        return frozenset(own | others)

    @cached_property
    def section_of(self) -> Mapping[str, str]:
        """The section of each record of this plan, by its id."""
        return {each: name for name, below in self.plan.by_section.items() for each in below}

    @cached_property
    def states(self) -> Mapping[str, State]:
        """The state of each item whose status is one of its level's scale."""
        known: dict[tuple[str, str], State | None] = {}
        found = {}
        for item in self.having("status"):
            key = (item.level, item.status or "")
            if key not in known:
                known[key] = state_of(self.plan, item)
            if state := known[key]:
                found[item.id] = state
        return found

    @cached_property
    def standing(self) -> Mapping[str, State]:
        """The state that each item counts with: as recorded, else as its dates make it."""
        scales = self.plan.scales.values()
        by_dates = {each.id for each in scales if any(state.when for state in each.states)}
        levels = {each.id for each in self.plan.header.levels if each.scale in by_dates}
        if self.as_of is None or not levels:
            return self.states
        made = {
            item.id: computed_state(self.plan, item, today=self.as_of)
            for item in self.plan.items.values()
            if item.level in levels and item.status is None
        }
        return {**self.states, **{each: state for each, state in made.items() if state}}

    @cached_property
    def broken(self) -> tuple[Broken, ...]:
        """The references that do not hold."""
        return broken(self)

    def then(self, record: Kind) -> Kind | None:
        """Return a record as it was at the earlier revision, by its id or an earlier one."""
        then = as_it_was(self.before.records, record)
        return then if type(then) is type(record) else None

    def record(self, record_id: str) -> Record | None:
        """Return a record of this plan, or of another one by `id@plan`."""
        name, at, plan_id = record_id.partition("@")
        plan = self.plans.get(plan_id) if at else self.plan
        return plan.records.get(name) if plan else None

    @cached_property
    def classes(self) -> Mapping[str, Mapping[str | None, StateClass | None]]:
        """The class of each state, by scale and state."""
        return {
            scale.id: {state.id: state.class_ for state in scale.states}
            for scale in self.plan.scales.values()
        }

    def nearest_above(self, item: Item, field: str) -> Item | None:
        """Return the nearest item above that has a field written, whatever lies between."""
        items = self.plan.items
        above = items.get(item.parent or "")
        for _ in self.plan.header.levels:  # what is deeper stands in a circle
            if above is None or getattr(above, field):
                return above
            above = items.get(above.parent or "")
        return None

    def judged(self, field: str) -> Iterator[Item | Duty]:
        """Yield the items, paragraphs and instruments that have a field written."""
        yield from self.having(field)
        for duties in (self.plan.paragraphs, self.plan.instruments):
            yield from (duty for duty in duties.values() if field in duty.model_fields_set)

    def evidence(self) -> Iterator[tuple[Record, tuple[str | int, ...], Evidence]]:
        """Yield each piece of evidence: of a record, of a step that it passed, of a date it met."""
        for record in (*self.judged("evidence"), *self.plan.measures.values()):
            yield from _pieces(record, ("evidence",), record.evidence)
        for key in ("assured", "embedded", "signed_off"):
            for record in self.judged(key):
                step = getattr(record, key)
                yield from _pieces(record, (key, "evidence"), step.evidence if step else None)
        for duty in (*self.plan.paragraphs.values(), *self.plan.instruments.values()):
            for at, met in enumerate(duty.met):
                yield from _pieces(duty, ("met", at, "evidence"), met.evidence)

    def is_done(self, record: Item | Duty) -> bool | None:
        """Tell whether the work is done, by its date, its end or its status; None: unknown."""
        if _is_over(record):
            return True
        if isinstance(record, Item):
            level = self.plan.levels.get(record.level)
            scale_id = level.scale if level else None
        else:
            instrument = self.instrument_of(record.id)
            scale_id = instrument.scale if instrument else None
        classes = self.classes.get(scale_id or "", {})
        if record.status not in classes or StateClass.DONE not in classes.values():
            return None
        return classes[record.status] is StateClass.DONE

    def dates_laid_down(self, duty: Duty) -> int | None:
        """Return how many dates a clock has; None where it has no clock, or no end of its own."""
        clock = duty.timed
        if clock is None or clock.as_directed or (clock.every and not clock.until):
            return None
        found = clock_dates(self.plan, duty.id, today=date.min)
        return len(found.dates) if found and not found.why else None

    def sharing(self, record: Record) -> Iterator[Plan]:
        """Yield the other plans that have this very record, from a file that they share."""
        for plan in self.plans.values():
            if plan is not self.plan and plan.records.get(record.id) is record:
                yield plan

    def is_told_later(self, record: Record) -> bool:
        """Tell whether another plan shares a record and reports on a later day than this one."""
        lasts = (period for plan in self.sharing(record) for period in plan.periods_in_order[-1:])
        return any(last.as_of > self.today for last in lasts)

    def instrument_of(self, duty_id: str) -> Instrument | None:
        """Return the instrument that a paragraph or function stands in, or that this id names."""
        return self.plan.instruments.get(instrument_of(self.plan, duty_id) or "")

    @cached_property
    def coverage(self) -> Coverage:
        """What answers each paragraph on the day to judge by, and what each item answers."""
        return coverage(self.plan, on=self.today)

    @cached_property
    def scored(self) -> tuple[tuple[Risk, RiskMatrix, str, Scored], ...]:
        """Each score of a risk that has a matrix: the point, and what the matrix makes of it."""
        return tuple(
            (risk, matrix, point, scored(matrix, score))
            for risk in self.plan.risks.values()
            if (matrix := matrix_of(self.plan, risk))
            for point, score in risk.scores.items()
        )

    @cached_property
    def closed(self) -> frozenset[str]:
        """The ids of the items that are closed, themselves or by what they stand in."""
        own = [item.id for item in self.having("closed")]
        return frozenset(own).union(*(self.plan.below(each) for each in own))

    @cached_property
    def in_circle(self) -> frozenset[str]:
        """The ids of the items that stand in each other in a circle."""
        return frozenset(each for way in circles_upwards(self.plan.holder) for each in way)

    def open_items(self) -> Iterator[Item]:
        """Yield the items that are not closed, themselves or by what they stand in."""
        return (item for item in self.plan.items.values() if item.id not in self.closed)


def _pieces(
    record: Record, where: tuple[str | int, ...], found: str | tuple[Evidence, ...] | None
) -> Iterator[tuple[Record, tuple[str | int, ...], Evidence]]:
    for at, piece in enumerate(found if isinstance(found, tuple) else ()):
        yield record, (*where, at), piece


def _is_over(record: Item | Duty) -> bool:
    if isinstance(record, Item):
        closed = record.closed and record.closed.kind in DONE_CLOSINGS
        return bool(record.completed or closed)
    return record.ended is not None and record.ended.kind == "met"


def newly_corrected(then: Record, now: Record) -> frozenset[str]:
    """Return the keys of the corrections that a record has now and had not then."""
    return frozenset(each.key for each in now.corrections if each not in then.corrections)
