"""What a rule may look at: the plan, its neighbours, an earlier state, and the day to judge by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ipcli.model.base import DONE_CLOSINGS
from ipcli.model.scale import StateClass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from ipcli.model.base import Record
    from ipcli.model.header import Level
    from ipcli.model.instrument import Instrument
    from ipcli.model.item import Item
    from ipcli.model.plan import Plan


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
    def known(self) -> frozenset[str]:
        """Every id of the plan and what it shares, and `id@plan` of every record of each plan.

        Ids of records that were written but could not be read are known too: they are not missing.
        """
        own = {*self.plan.records, *self.plan.unread}
        others = {f"{each}@{plan.id}" for plan in self.plans.values() for each in plan.records}
        return frozenset(own | others)

    def record(self, record_id: str) -> Record | None:
        """Return a record of this plan, or of another one by `id@plan`."""
        name, at, plan_id = record_id.partition("@")
        plan = self.plans.get(plan_id) if at else self.plan
        return plan.records.get(name) if plan else None

    def level(self, item: Item) -> Level | None:
        """Return the level of an item, where the plan has it."""
        return self.plan.levels.get(item.level)

    @cached_property
    def classes(self) -> Mapping[str, Mapping[str | None, StateClass | None]]:
        """The class of each state, by scale and state."""
        return {
            scale.id: {state.id: state.class_ for state in scale.states}
            for scale in self.plan.scales.values()
        }

    def is_done(self, item: Item) -> bool | None:
        """Tell whether the work is done, by its date, its closing or its status; None: unknown."""
        if item.completed or (item.closed and item.closed.kind in DONE_CLOSINGS):
            return True
        level = self.plan.levels.get(item.level)
        classes = self.classes.get(level.scale or "", {}) if level else {}
        if item.status not in classes or StateClass.DONE not in classes.values():
            return None
        return classes[item.status] is StateClass.DONE

    def instrument_of(self, duty_id: str) -> Instrument | None:
        """Return the instrument that a paragraph or function stands in, or that this id names."""
        top = duty_id
        for top in self.plan.ancestors(duty_id):  # noqa: B007 (the last one is the top)
            pass
        return self.plan.instruments.get(top)

    def open_items(self) -> Iterator[Item]:
        """Yield the items that are not closed, themselves or by what they stand in."""
        for item in self.plan.items.values():
            above = (self.plan.items.get(each) for each in self.plan.ancestors(item.id))
            if not item.closed and not any(each.closed for each in above if each):
                yield item
