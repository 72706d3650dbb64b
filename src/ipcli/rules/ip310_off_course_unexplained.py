from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.scale import StateClass
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.item import Item
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
    """An item is at risk or off course, and nothing says why, or how it comes back on course.

    Why: an amber or red mark without a reason or a way back to green leaves a committee nothing to
    decide on.

    Mend: add a `reason`; where the item is off course also a `recovery` or a `forecast`.
    """
    talked_of = {each.about for each in facts.plan.commentary if each.issues or each.summary}
    for name, state in facts.states.items():
        if state.class_ not in _OFF:
            continue
        if name in facts.closed or name in talked_of:
            continue
        item = facts.plan.items[name]
        if lacking := _lacking(item, state, facts):
            told = f"`{name}` is {state.name}, but nothing says {', nor '.join(lacking)}"
            yield Finding(item, "status", told)


def _lacking(item: Item, state: State, facts: Facts) -> list[str]:
    """Return what is missing; what the state itself `needs` is left to IP303."""
    told = [item, *facts.children.get(item.id, ())]
    why = any(each.reason for each in told) or bool(item.updates)
    back = any(each.recovery or each.forecast for each in told)
    lacking = []
    if not (why or item.recovery) and "reason" not in state.needs:
        lacking.append("why")
    off = state.class_ is StateClass.OFF_COURSE
    if off and not back and not {"recovery", "forecast"}.intersection(state.needs):
        lacking.append("how or by when it comes back on course")
    return lacking
