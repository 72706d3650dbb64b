from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_ITEM = """
items:
  - id: T1
    title: Finance
    due: 2026-12-31
    items: [{id: A1, title: Publish the savings plan, due: 2027-01-31}]
"""
_WAIVER = """
waivers:
  - rule: IP203
    record: A1
    reason: Published so
    approved: {by: monitoring-officer, date: 2026-07-01}
"""


@rule(
    "IP902",
    "waiver-expired",
    Severity.WARNING,
    bad=_ITEM + _WAIVER + "    expires: 2026-09-29\n",
    good=_ITEM + _WAIVER + "    expires: 2026-09-30\n",
    also=("IP203",),
)
def check(facts: Facts) -> Iterator[Finding]:
    """A waiver has ended, and what it spared is still there.

    Why: it was accepted for a time; that time is over, so the finding counts again.

    Mend: mend the finding, or have it accepted again with a new `approved` and `expires`.
    """
    del facts  # found in `waiving`, where the findings of all rules are known
    yield from ()
