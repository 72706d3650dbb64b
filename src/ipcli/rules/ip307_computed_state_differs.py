from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.computed import (
    computed_reading_state,
    computed_state,
    recorded_reading_state,
)
from ipcli.diagnostics import Severity
from ipcli.model.dates import long_day
from ipcli.model.scale import StateClass
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_PLAN = """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: [{id: action, name: Action, scale: by-date}]
scales:
  - id: by-date
    name: Progress by date
    states:
      - {id: complete, name: Complete, colour: blue, class: done, when: completed}
      - {id: green, name: On time, colour: green, class: on-course, when: on-time}
      - {id: red, name: Late, colour: red, class: off-course, when: otherwise}
periods:
  - {id: Q2, name: Second quarter, as_of: 2026-09-30}
items:
  - id: A
    title: Publish the savings plan
    baseline: {due: 2026-08-31}
    due: 2026-12-31
    reason: The auditor needs two more months.
    recovery: Extra auditors from October.
"""


@rule(
    "IP307",
    "computed-state-differs",
    Severity.WARNING,
    needs=("day",),
    bad=_PLAN + "    status: green\n",
    good=_PLAN + "    status: red\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A recorded status is not the one that the scale computes from dates or targets.

    Why: the scale says in public how its states follow from dates; a status that does not is
    either out of date or a judgement that the scale leaves no room for.

    Mend: correct the status or the dates, or leave the status out and let it be computed.
    """
    plan = facts.plan
    for name, state in facts.states.items():
        item = plan.items[name]
        if not state.when or name in facts.closed:
            continue
        if bool(item.completed) is not (state.class_ is StateClass.DONE):
            continue  # IP304 says so
        computed = computed_state(plan, item, today=facts.today)
        if computed and computed.id != state.id:
            told = (
                f"`{name}` is recorded as {state.name}, but its dates make {computed.name} on "
                f"{long_day(facts.today)}"
            )
            yield Finding(item, "status", told)
    for measure in plan.measures.values():
        for at, reading in enumerate(measure.readings):
            recorded = recorded_reading_state(plan, measure, reading)
            reckoned = computed_reading_state(plan, measure, reading)
            if recorded and recorded.when and reckoned and reckoned.id != recorded.id:
                told = (
                    f"the reading of `{measure.id}` for {reading.for_} is recorded as "
                    f"{recorded.name}, but its target makes {reckoned.name}"
                )
                yield Finding(measure, ("readings", at, "status"), told)
