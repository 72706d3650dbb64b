from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.standing import duty_state_of, find_state
from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.instrument import Duty
    from ipcli.model.item import Item
    from ipcli.model.scale import State
    from ipcli.rules.facts import Facts

_WORDS = {
    "reason": "a reason",
    "recovery": "a way back (`recovery`)",
    "evidence": "evidence",
    "forecast": "a forecast",
    "completed": "the date it was completed",
}
_ITEM = """
items:
  - id: A
    title: Publish the savings plan
    level: action
    status: amber
"""


@rule(
    "IP303",
    "state-needs",
    Severity.ERROR,
    bad=_ITEM,
    good=_ITEM + "    reason: The auditor needs two more months.\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A record lacks what its state must carry: a reason, a way back, evidence.

    Why: the plan's own scale asks for it, since a colour alone tells a committee nothing.

    Mend: add what is missing, or correct the status.
    """
    items = facts.plan.items
    scales = facts.plan.scales.values()
    asking = {scale.id for scale in scales if any(state.needs for state in scale.states)}
    for name, state in facts.standing.items():
        if state.needs and name not in facts.closed:
            yield from _lacking(items[name], state, "status", items[name].reason)
    for item in facts.having("ratings"):
        if not asking.isdisjoint(item.ratings) and item.id not in facts.closed:
            yield from _of_ratings(item, facts)
    for duty in (*facts.plan.instruments.values(), *facts.plan.paragraphs.values()):
        duty_state = duty_state_of(facts.plan, duty) if duty.status and not duty.ended else None
        if duty_state:
            yield from _lacking(duty, duty_state, "status", duty.reason)
        yield from _of_ratings(duty, facts)


def _of_ratings(record: Item | Duty, facts: Facts) -> Iterator[Finding]:
    for scale_id, rating in record.ratings.items():
        state = find_state(facts.plan, facts.plan.scales.get(scale_id), rating.state)
        if state:
            yield from _lacking(
                record, state, ("ratings", scale_id), rating.reason or record.reason
            )


def _lacking(
    record: Item | Duty,
    state: State,
    where: str | tuple[str, str],
    reason: str | None,
) -> Iterator[Finding]:
    has = {
        "reason": bool(reason),
        "recovery": bool(record.recovery),
        "evidence": bool(record.evidence),
        "forecast": bool(getattr(record, "forecast", True)),  # paragraphs have none
        "completed": bool(getattr(record, "completed", True)),
    }
    lacking = [_WORDS[need] for need in state.needs if not has[need]]
    if lacking:
        told = f"`{record.id}` is {state.name}, which needs {' and '.join(lacking)}, but has none"
        yield Finding(record, where, told)
