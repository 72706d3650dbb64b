from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.rollup import is_better, rollup
from ipcli.diagnostics import Severity
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
  levels:
    - {id: theme, name: Theme, scale: rag, rollup: explained}
    - {id: action, name: Action, scale: rag}
scales:
  - id: rag
    name: RAG
    states:
      - {id: green, name: Green, colour: green, class: on-course}
      - {id: red, name: Red, colour: red, class: off-course}
periods:
  - {id: Q2, name: Second quarter, as_of: 2026-09-30}
items:
  - id: T
    title: Finance
    status: green
    items:
      - id: A
        title: Publish the savings plan
        status: red
        reason: The auditor needs two more months.
        recovery: Extra auditors from October.
"""


@rule(
    "IP306",
    "better-than-rollup",
    Severity.WARNING,
    needs=("day",),
    bad=_PLAN,
    good=_PLAN.replace("    status: green\n", "    status: green\n    reason: A small part.\n"),
)
def check(facts: Facts) -> Iterator[Finding]:
    """An item is judged better than what stands in it, without a reason.

    Why: the plan asks for one at this level (`rollup: explained`): a green theme over a red action
    is a judgement that somebody must own.

    Mend: add a `reason` to the item, or correct its status.
    """
    asked = {level.id for level in facts.plan.levels.values() if level.rollup == "explained"}
    if not asked:
        return
    for name, state in facts.states.items():
        item = facts.plan.items[name]
        if item.level not in asked or item.reason or name in facts.closed or not state.class_:
            continue
        computed = rollup(facts.plan, name, today=facts.today)
        if computed and is_better(state.class_, computed.class_):
            from_below = computed.state.name if computed.state else computed.class_.value
            told = f"`{name}` is {state.name}, but what stands in it makes {from_below}"
            yield Finding(item, "status", f"{told}, and no reason is given")
