from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.item import Item
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
    """An item or paragraph was assured, or found to be embedded, before it was done.

    Why: assurance is a check that the work is done; made before, it checked something else.

    Mend: correct the date, or the status and `completed` of the item.
    """
    steps = (*facts.judged("assured"), *facts.judged("embedded"))
    for record in {record.id: record for record in steps}.values():
        key = "assured" if record.assured and record.assured.date else "embedded"
        step = record.assured if key == "assured" else record.embedded
        if not (step and step.date):
            continue
        done = record.completed if isinstance(record, Item) else None
        if done and step.date.wholly_before(done):
            told = f"`{record.id}` was {key} on {step.date}, but was completed on {done}"
            yield Finding(record, key, told, ((record, "completed", "done here"),))
        elif facts.is_done(record) is False:
            told = f"`{record.id}` was {key} on {step.date}, but its status is `{record.status}`"
            yield Finding(record, key, told, ((record, "status", "not done"),))
