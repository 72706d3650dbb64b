from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.facts import newly_corrected
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_ITEM = """
items:
  - id: A
    title: Publish the savings plan
    level: action
"""


@rule(
    "IP207",
    "first-date-lost",
    Severity.ERROR,
    needs=("base",),
    base=_ITEM + "    due: 2026-09-30\n",
    bad=_ITEM + "    due: 2026-12-31\n",
    good=_ITEM + "    due: 2026-12-31\n    baseline: {due: 2026-09-30}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A due date moved, and no baseline keeps the first one.

    Why: the next report can only say that the item is on time; nobody can see that it once had
    an earlier date.

    Mend: write the old date as `baseline: {due: …}`.
    """
    for name, now in facts.plan.items.items():
        then = facts.then(now)
        if then is None or then.due is None or then.due == now.due or now.baseline_due:
            continue
        if then.baseline_due or "due" in newly_corrected(then, now):
            continue  # that a baseline was taken out is IP206's
        told = (
            f"`{name}` was due {then.due} and is now due {now.due or 'at no date'}, but no "
            "`baseline` keeps the first date"
        )
        yield Finding(now, "due", told)
