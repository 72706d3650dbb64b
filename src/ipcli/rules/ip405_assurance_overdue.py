from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.dates import long_day
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_STEPS = (
    ("assured", "to be assured"),
    ("embedded", "to be found embedded"),
    ("signed_off", "to be signed off"),
)


@rule(
    "IP405",
    "assurance-overdue",
    Severity.WARNING,
    needs=("day",),
    bad="""
items:
  - id: A
    title: Publish the savings plan
    level: action
    status: complete
    completed: 2026-05-01
    assured: {by: monitoring-officer, due: 2026-08-31}
""",
    good="""
items:
  - id: A
    title: Publish the savings plan
    level: action
    status: complete
    completed: 2026-05-01
    assured: {by: monitoring-officer, due: 2026-10-31}
""",
)
def check(facts: Facts) -> Iterator[Finding]:
    """The day on which an item or paragraph was to be assured, embedded or signed off has passed.

    Why: the plan promised a check, and nothing says that it was made.

    Mend: write the `date` and what was found, or agree a later `due` for the check.
    """
    for key, words in _STEPS:
        for record in facts.judged(key):
            step = getattr(record, key)
            over = record.id in facts.closed or getattr(record, "ended", None)
            if step is None or step.date or not step.due or over:
                continue
            if step.due.latest and step.due.latest < facts.today:
                told = (
                    f"`{record.id}` was {words} by {step.due}, "
                    f"but nothing says so on {long_day(facts.today)}"
                )
                yield Finding(record, (key, "due"), told)
