from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts


@rule(
    "IP401",
    "assured-before-done",
    Severity.ERROR,
    bad="""
items:
  - id: A
    title: Publish the savings plan
    level: action
    status: complete
    completed: 2026-06-20
    assured: {by: monitoring-officer, date: 2026-06-01}
""",
    good="""
items:
  - id: A
    title: Publish the savings plan
    level: action
    status: complete
    completed: 2026-06-20
    assured: {by: monitoring-officer, date: 2026-07-01}
""",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An item was assured, or found to be embedded, before it was done.

    Why: assurance is a check that the work is done; made before, it checked something else.

    Mend: correct the date, or the status and `completed` of the item.
    """
    steps = (*facts.having("assured"), *facts.having("embedded"))
    for item in {item.id: item for item in steps}.values():
        key = "assured" if item.assured and item.assured.date else "embedded"
        step = item.assured if key == "assured" else item.embedded
        if not (step and step.date):
            continue
        if item.completed and step.date.wholly_before(item.completed):
            told = f"`{item.id}` was {key} on {step.date}, but was completed on {item.completed}"
            yield Finding(item, key, told, ((item, "completed", "done here"),))
        elif facts.is_done(item) is False:
            told = f"`{item.id}` was {key} on {step.date}, but its status is `{item.status}`"
            yield Finding(item, key, told, ((item, "status", "not done"),))
