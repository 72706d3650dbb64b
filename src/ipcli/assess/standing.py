"""How a record stands: its recorded state, whether it is done, and how it was closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.in_force import instrument_of
from ipcli.model.base import DONE_CLOSINGS
from ipcli.model.scale import StateClass

if TYPE_CHECKING:
    from ipcli.model.instrument import Duty
    from ipcli.model.item import Item
    from ipcli.model.plan import Plan
    from ipcli.model.scale import Scale, State


def find_state(plan: Plan, scale: Scale | None, written: str | None) -> State | None:
    """Return a state as a record names it: of its own scale, or `scale-id/state-id` of any."""
    if written is None:
        return None
    if "/" in written:
        scale_id, _, written = written.rpartition("/")
        scale = plan.scales.get(scale_id)
    return scale.state(written) if scale else None


def state_of(plan: Plan, item: Item) -> State | None:
    """Return the recorded state of an item, or None where it has none of its level's scale."""
    return find_state(plan, plan.scale_of(item), item.status)


def class_of(plan: Plan, item: Item) -> StateClass | None:
    """Return the class of an item's recorded state, or None."""
    state = state_of(plan, item)
    return state.class_ if state else None


def scale_of_duty(plan: Plan, record_id: str) -> Scale | None:
    """Return the scale of a paragraph's or instrument's status: that of its instrument."""
    instrument = plan.instruments.get(instrument_of(plan, record_id) or "")
    return plan.scales.get(instrument.scale) if instrument and instrument.scale else None


def duty_state_of(plan: Plan, duty: Duty) -> State | None:
    """Return the recorded state of a paragraph or instrument, of its instrument's scale."""
    return find_state(plan, scale_of_duty(plan, duty.id), duty.status)


def is_open(plan: Plan, item_id: str) -> bool:
    """Whether an item is still in monitoring: neither it nor anything above it is closed."""
    return item_id not in plan.closings


def left_the_plan(plan: Plan, item_id: str) -> bool:
    """Whether an item was closed in another way than delivered, itself or by what it stands in."""
    closed = plan.closings.get(item_id)
    return closed is not None and closed.kind not in DONE_CLOSINGS


def is_done(plan: Plan, item: Item) -> bool:
    """Whether an item is finished: `completed`, a state of class done, or closed as delivered."""
    if item.completed or class_of(plan, item) is StateClass.DONE:
        return True
    closed = plan.closings.get(item.id)
    return closed is not None and closed.kind in DONE_CLOSINGS
