from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.standing import find_state, scale_of_duty
from ipcli.diagnostics import Severity
from ipcli.load.entries import closest
from ipcli.model.base import CLOSED_KINDS
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.instrument import Duty
    from ipcli.model.item import Item
    from ipcli.model.scale import Scale
    from ipcli.rules.facts import Facts

_ITEM = """
items:
  - id: A
    title: Publish the savings plan
    level: action
"""


@rule(
    "IP301",
    "unknown-state",
    Severity.ERROR,
    bad=_ITEM + "    status: gren\n",
    good=_ITEM + "    status: green\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A status, a rating or a part of a total is not one of the states of its scale.

    Why: it has no colour and no class, so it is missing from every count and roll-up.

    Mend: write the id of a state of the scale, or add the state. A state of another scale is
    written `scale-id/state-id`.
    """
    plan = facts.plan
    for item in facts.having("status"):
        if item.status and item.id not in facts.states and (scale := plan.scale_of(item)):
            told = f"the status of `{item.id}` is `{item.status}`"
            yield Finding(item, "status", _told(told, item.status, scale, facts))
    for item in facts.having("ratings"):
        if any(r.state not in facts.classes.get(name, ()) for name, r in item.ratings.items()):
            yield from _ratings(item, facts)
    for duty in (*plan.instruments.values(), *plan.paragraphs.values()):
        duty_scale = scale_of_duty(plan, duty.id) if duty.status else None
        if duty_scale and not find_state(plan, duty_scale, duty.status):
            told = f"the status of `{duty.id}` is `{duty.status}`"
            yield Finding(duty, "status", _told(told, duty.status or "", duty_scale, facts))
        yield from _ratings(duty, facts)
    yield from _added(facts)
    yield from _guarded(facts)


def _ratings(record: Item | Duty, facts: Facts) -> Iterator[Finding]:
    for scale_id, rating in record.ratings.items():
        scale = facts.plan.scales.get(scale_id)
        if scale and not find_state(facts.plan, scale, rating.state):
            told = f"the rating of `{record.id}` on `{scale_id}` is `{rating.state}`"
            where = ("ratings", scale_id)
            yield Finding(record, where, _told(told, rating.state, scale, facts))


def _added(facts: Facts) -> Iterator[Finding]:
    """Yield the states that a scale's totals add and the scale does not have."""
    for scale in facts.plan.scales.values():
        for at, total in enumerate(scale.totals):
            for each, name in enumerate(total.states):
                if not scale.state(name):
                    told = f"the total `{total.id}` adds `{name}`"
                    where = ("totals", at, "states", each)
                    yield Finding(scale, where, _told(told, name, scale, facts))


def _guarded(facts: Facts) -> Iterator[Finding]:
    """Yield the states that a rule of change control guards and no scale has."""
    known = {state.id for scale in facts.plan.scales.values() for state in scale.states}
    known.update(CLOSED_KINDS)
    for control in facts.plan.change_control:
        for at, name in enumerate(control.to):
            scale_id, _, state = name.rpartition("/")
            if state not in known or (scale_id and not _in(scale_id, state, facts)):
                told = f"a rule of `change_control` is about `{name}`, which is no state of a scale"
                told += f" and no kind of closing{closest(name, known)}"
                yield Finding(control, ("to", at), told)


def _in(scale_id: str, state: str, facts: Facts) -> bool:
    scale = facts.plan.scales.get(scale_id)
    return scale is not None and scale.state(state) is not None


def _told(start: str, written: str, scale: Scale, facts: Facts) -> str:
    """Say which scale lacks the state, and what it is called now or may have been meant."""
    scale_id, _, name = written.rpartition("/")
    if scale_id and scale_id not in facts.plan.scales:
        return f"{start}, but there is no scale `{scale_id}`{closest(scale_id, facts.plan.scales)}"
    scale = facts.plan.scales.get(scale_id, scale)
    now = next((state.id for state in scale.states if name in state.was), None)
    if now:
        return f"{start}, an earlier id of the state `{now}` of `{scale.id}`"
    near = closest(name, [state.id for state in scale.states])
    return f"{start}, but the scale `{scale.id}` has no such state{near}"
