"""What is said of that which is not on course: why, and how or by when it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.standing import duty_state_of
from ipcli.model.scale import StateClass
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ipcli.model.instrument import Duty
    from ipcli.model.item import Item
    from ipcli.model.plan import Plan
    from ipcli.model.scale import State
    from ipcli.rules.facts import Facts

BACK = "how or by when it comes back on course"
_OFF = frozenset({StateClass.AT_RISK, StateClass.OFF_COURSE})
_WAYS = frozenset({"recovery", "forecast"})


class Told(NamedTuple):
    """An open item or a recommendation that is at risk or off course, and what is told of it.

    What its state `needs` by the plan's own rule counts as told: IP303 asks for it.
    """

    record: Item | Duty
    state: State
    why: bool
    back: bool


def not_on_course(facts: Facts) -> Iterator[Told]:
    """Yield what is at risk or off course and is not talked of in the last period."""
    talked_of = _talked_of(facts.plan)
    for name, state in facts.standing.items():
        if state.class_ in _OFF and name not in facts.closed and name not in talked_of:
            item = facts.plan.items[name]
            told = [item, *facts.children.get(name, ())]
            back = any(each.recovery or each.forecast for each in told)
            yield _told(item, state, told, back=back or _has_time(item, facts))
    for duty in (*facts.plan.instruments.values(), *facts.plan.paragraphs.values()):
        duty_state = duty_state_of(facts.plan, duty) if duty.status and not duty.ended else None
        off = duty_state is not None and duty_state.class_ in _OFF
        if duty_state and off and duty.id not in talked_of:
            yield _told(duty, duty_state, [duty], back=bool(duty.recovery))


def _talked_of(plan: Plan) -> frozenset[str | None]:
    """Return what the commentary of the last period is about."""
    last = plan.periods_in_order[-1:]
    return frozenset(
        each.about
        for each in plan.commentary
        if (each.issues or each.summary or each.lines) and (not last or each.period == last[0].id)
    )


def _told(record: Item | Duty, state: State, told: Sequence[Item | Duty], *, back: bool) -> Told:
    why = any(each.reason for each in told) or record.updates or record.recovery
    return Told(
        record,
        state,
        why=bool(why) or "reason" in state.needs,
        back=back or bool(_WAYS.intersection(state.needs)),
    )


def _has_time(item: Item, facts: Facts) -> bool:
    """Whether the dates that put an item off course say by when it is done after all."""
    ahead = facts.as_of and item.due and item.due.latest and item.due.latest >= facts.as_of
    return item.status is None and bool(ahead)
