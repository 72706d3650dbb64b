from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.dates import long_day
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
  levels: [{id: action, name: Action}]
  runs: {from: 2026-04-01, until: 2028-03-31}
items:
  - id: A
    title: Publish the savings plan
"""


@rule(
    "IP214",
    "outside-plan-life",
    Severity.WARNING,
    bad=_PLAN + "    due: 2028-06-30\n",
    good=_PLAN + "    due: 2027/28\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An item is due before the plan begins or after it ends.

    Why: nobody reports on the plan by then; or the year is a slip of the pen.

    Mend: correct `due`, or the plan's `runs`.
    """
    runs = facts.plan.header.runs
    if not runs:
        return
    for item in facts.having("due"):
        if not item.due or item.completed or item.id in facts.closed:
            continue
        if runs.until and item.due.earliest and item.due.earliest > runs.until:
            told = f"`{item.id}` is due {item.due}, but the plan ends {long_day(runs.until)}"
            yield Finding(item, "due", told)
        elif runs.from_ and item.due.latest and item.due.latest < runs.from_:
            told = f"`{item.id}` is due {item.due}, but the plan begins {long_day(runs.from_)}"
            yield Finding(item, "due", told)
