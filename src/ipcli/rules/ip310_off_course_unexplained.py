from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.standing import duty_state_of
from ipcli.diagnostics import Severity
from ipcli.model.scale import StateClass
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ipcli.model.instrument import Duty
    from ipcli.model.item import Item
    from ipcli.model.plan import Plan
    from ipcli.model.scale import State
    from ipcli.rules.facts import Facts

_OFF = frozenset({StateClass.AT_RISK, StateClass.OFF_COURSE})
_PLAN = """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: [{id: action, name: Action, scale: rag}]
scales:
  - id: rag
    name: RAG
    states:
      - {id: green, name: Green, colour: green, class: on-course}
      - {id: red, name: Red, colour: red, class: off-course}
items:
  - id: A
    title: Publish the savings plan
    status: red
"""


@rule(
    "IP310",
    "off-course-unexplained",
    Severity.WARNING,
    bad=_PLAN,
    good=_PLAN + "    reason: The auditor needs more time.\n    recovery: Extra auditors.\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An item or a recommendation is at risk or off course, and nothing says why, or what next.

    Why: an amber or red mark without a reason or a way back to green leaves a committee nothing to
    decide on.

    Mend: add a `reason`; where it is off course also a `recovery` or a `forecast`. Commentary about
    it in the last period is enough.
    """
    talked_of = _talked_of(facts.plan)
    for name, state in facts.standing.items():
        if state.class_ in _OFF and name not in facts.closed and name not in talked_of:
            item = facts.plan.items[name]
            told = [item, *facts.children.get(name, ())]
            back = any(each.recovery or each.forecast for each in told)
            yield from _found(item, state, told, back=back or _has_time(item, facts))
    for duty in (*facts.plan.instruments.values(), *facts.plan.paragraphs.values()):
        duty_state = duty_state_of(facts.plan, duty) if duty.status and not duty.ended else None
        off = duty_state is not None and duty_state.class_ in _OFF
        if duty_state and off and duty.id not in talked_of:
            yield from _found(duty, duty_state, [duty], back=bool(duty.recovery))


def _talked_of(plan: Plan) -> frozenset[str | None]:
    """Return what the commentary of the last period is about."""
    last = plan.periods_in_order[-1:]
    return frozenset(
        each.about
        for each in plan.commentary
        if (each.issues or each.summary or each.lines) and (not last or each.period == last[0].id)
    )


def _found(
    record: Item | Duty, state: State, told: Sequence[Item | Duty], *, back: bool
) -> Iterator[Finding]:
    """Yield what is missing; what the state itself `needs` is left to IP303."""
    lacking = []
    why = any(each.reason for each in told) or record.updates or record.recovery
    if not why and "reason" not in state.needs:
        lacking.append("why")
    off = state.class_ is StateClass.OFF_COURSE
    if off and not back and not {"recovery", "forecast"}.intersection(state.needs):
        lacking.append("how or by when it comes back on course")
    if lacking:
        said = f"`{record.id}` is {state.name}, but nothing says {', nor '.join(lacking)}"
        yield Finding(record, "status", said)


def _has_time(item: Item, facts: Facts) -> bool:
    """Whether the dates that put an item off course say by when it is done after all."""
    ahead = facts.as_of and item.due and item.due.latest and item.due.latest >= facts.as_of
    return item.status is None and bool(ahead)
