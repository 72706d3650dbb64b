"""The three things that are told apart of a recommendation: actions complete, met, signed off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.clocks import ClockState, clock_dates
from ipcli.assess.standing import duty_state_of, is_done, left_the_plan
from ipcli.model.scale import StateClass
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from ipcli.model.dates import Date
    from ipcli.model.instrument import Duty
    from ipcli.model.plan import Plan

_Named = tuple[int, str]  # an item's place in the files, and its id


class Completion(NamedTuple):
    """How far a recommendation has come.

    `rows` are the items that answer it or a part of it, `finished` those of them that are done.
    `actions` are the topmost of them, and `done` those of these: what stands in an action is a part
    of it. `met` is the recommendation's own standing: its state, its clock, or how it ended.
    """

    record: str
    rows: tuple[str, ...]
    finished: tuple[str, ...]
    actions: tuple[str, ...]
    done: tuple[str, ...]
    met: bool
    signed_off: bool
    signed_off_on: Date | None

    @property
    def actions_complete(self) -> bool:
        """Whether there are actions and all are finished."""
        return bool(self.actions) and len(self.done) == len(self.actions)


def completion(plan: Plan, record_id: str, *, today: date) -> Completion | None:
    """Return how far a paragraph or instrument has come; None for any other id."""
    duty = plan.paragraphs.get(record_id) or plan.instruments.get(record_id)
    return _completion(plan, duty, _naming(plan), today) if duty else None


def completions(plan: Plan, *, today: date) -> Mapping[str, Completion]:
    """Return how far each paragraph has come, by id."""
    naming = _naming(plan)
    return {
        paragraph.id: _completion(plan, paragraph, naming, today)
        for paragraph in plan.paragraphs.values()
    }


def _completion(
    plan: Plan, duty: Duty, naming: Mapping[str, Sequence[_Named]], today: date
) -> Completion:
    record_id, step = duty.id, duty.signed_off
    wanted = (record_id, *plan.below(record_id))
    found = sorted({pair for each in wanted for pair in naming.get(each, ())})
    rows = tuple(item for _, item in found)
    finished = tuple(each for each in rows if is_finished(plan, each))
    named, over = frozenset(rows), frozenset(finished)
    actions = tuple(each for each in rows if named.isdisjoint(plan.ancestors(each)))
    return Completion(
        record=record_id,
        rows=rows,
        finished=finished,
        actions=actions,
        done=tuple(each for each in actions if each in over),
        met=_is_met(plan, duty, today),
        signed_off=step is not None and step.date is not None,
        signed_off_on=step.date if step else None,
    )


def is_finished(plan: Plan, item_id: str) -> bool:
    """Whether an item is done, or can have no status and all that stands in it is done."""
    waiting, seen, some = [item_id], {item_id}, False
    while waiting:
        item = plan.items[waiting.pop()]
        if is_done(plan, item):
            some = True
            continue
        if item.status is not None or plan.scale_of(item) is not None:
            return False
        children = (each for each in plan.children.get(item.id, ()) if each in plan.items)
        below = [each for each in children if not left_the_plan(plan, each)]
        if not below:
            return False
        waiting += [each for each in below if each not in seen]
        seen.update(below)
    return some


def _naming(plan: Plan) -> Mapping[str, Sequence[_Named]]:
    """Return the items whose `answers` name a record, each with its place, by that record."""
    found: dict[str, list[_Named]] = {}
    for at, item in enumerate(plan.items.values()):
        if item.answers and not left_the_plan(plan, item.id):
            for each in item.answers:
                found.setdefault(each.removesuffix(f"@{plan.id}"), []).append((at, item.id))
    return found


def _is_met(plan: Plan, duty: Duty, today: date) -> bool:
    state = duty_state_of(plan, duty)
    if (state and state.class_ is StateClass.DONE) or (duty.ended and duty.ended.kind == "met"):
        return True
    clock = clock_dates(plan, duty.id, today=today)
    if clock is None:
        return bool(duty.met)
    met = (ClockState.MET, ClockState.MET_LATE)
    return bool(clock.dates) and not clock.open_ended and all(d.state in met for d in clock.dates)
