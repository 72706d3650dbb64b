from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_AGREED = """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: [{id: action, name: Action}]
  agreed: [{by: council, date: 2026-05-20}]
bodies:
  - {id: council, name: Council}
items:
  - id: A
    title: Publish the savings plan
    due: 2026-12-31
"""


@rule(
    "IP202",
    "baseline-missing",
    Severity.ERROR,
    bad=_AGREED,
    good=_AGREED + "    baseline: {due: 2026-12-31}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """The plan is agreed, but an item with a due date does not say what date was first agreed.

    Why: slippage is counted from the baseline. Without one, a date that moves leaves no trace.

    Mend: write `baseline: {due: …}` with the date as first agreed, and let it alone from then on.
    """
    agreed = facts.plan.header.agreed
    if not agreed:
        return
    for item in facts.having("due"):
        if item.baseline_due or item.id in facts.closed:
            continue
        if item.due and item.due.latest:
            told = (
                f"`{item.id}` is due {item.due}, but has no `baseline` with the due date as first "
                f"agreed; the plan was agreed {agreed[0].date}"
            )
            yield Finding(item, "due", told)
