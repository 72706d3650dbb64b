"""The state that follows from what stands below an item, beside the judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.computed import standing_state
from ipcli.assess.standing import class_of
from ipcli.model.base import DONE_CLOSINGS
from ipcli.model.scale import StateClass
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from ipcli.model.item import Item
    from ipcli.model.plan import Plan
    from ipcli.model.scale import State

# From the best to the worst. Stopped and not assessed do not compare.
RANK = {
    StateClass.DONE: 0,
    StateClass.ON_COURSE: 1,
    StateClass.NOT_STARTED: 1,
    StateClass.RESCHEDULED: 2,
    StateClass.AT_RISK: 3,
    StateClass.OFF_COURSE: 4,
}
_ACTIVE = (
    StateClass.OFF_COURSE,
    StateClass.AT_RISK,
    StateClass.RESCHEDULED,
    StateClass.ON_COURSE,
)


class Rollup(NamedTuple):
    """The rolled-up class of an item, and the first state of that class on its own level's scale.

    `counted` are the children that count, `left_out` those that do not: closed in another way than
    delivered, not assessed, or without a state anywhere below. What was
    stopped and then closed undelivered counts where nothing else does.
    """

    class_: StateClass
    state: State | None
    counted: tuple[str, ...]
    left_out: tuple[str, ...]


def rollup(plan: Plan, item_id: str, *, today: date) -> Rollup | None:
    """Return the roll-up of an item; None where no child counts.

    A child without a state of its own, such as a workstream between a theme and its actions, counts
    with its own roll-up.
    """
    item = plan.items.get(item_id)
    below = [plan.items[each] for each in plan.children.get(item_id, ()) if each in plan.items]
    classes = {child.id: _class_of_child(plan, child, today) for child in below}
    counted = {child: class_ for child, class_ in classes.items() if class_}
    if not counted:
        counted = {child.id: StateClass.STOPPED for child in below if _was_stopped(plan, child)}
    if item is None or not counted:
        return None
    class_ = worst(counted.values())
    scale = plan.scale_of(item)
    states = scale.states if scale else ()
    return Rollup(
        class_=class_,
        state=next((state for state in states if state.class_ is class_), None),
        counted=tuple(counted),
        left_out=tuple(child for child in classes if child not in counted),
    )


def worst(classes: Collection[StateClass]) -> StateClass:
    """Return the class that several make together, of which there is at least one.

    The worst of those in work; not started, stopped or done only where all are, and where these
    three mix, on course.
    """
    for class_ in _ACTIVE:
        if class_ in classes:
            return class_
    kinds = set(classes)
    return kinds.pop() if len(kinds) == 1 else StateClass.ON_COURSE


def is_better(judged: StateClass, computed: StateClass) -> bool:
    """Whether a judgement is better than the computed class; no where the two do not compare."""
    return judged in RANK and computed in RANK and RANK[judged] < RANK[computed]


def _class_of_child(plan: Plan, item: Item, today: date) -> StateClass | None:
    """Return the class a child counts with; None where it does not count."""
    if item.closed:
        return StateClass.DONE if item.closed.kind in DONE_CLOSINGS else None
    state = standing_state(plan, item, today=today)
    class_ = state.class_ if state else _class_below(plan, item, today)
    return None if class_ is StateClass.NOT_ASSESSED else class_


def _was_stopped(plan: Plan, item: Item) -> bool:
    """Whether an item was closed undelivered while its state was of class stopped."""
    closed = item.closed is not None and item.closed.kind not in DONE_CLOSINGS
    return closed and class_of(plan, item) is StateClass.STOPPED


def _class_below(plan: Plan, item: Item, today: date) -> StateClass | None:
    if item.completed:
        return StateClass.DONE
    found = rollup(plan, item.id, today=today)
    return found.class_ if found else None
