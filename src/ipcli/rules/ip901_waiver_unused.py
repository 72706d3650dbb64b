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
    record: %s
    reason: Published so
    approved: {by: monitoring-officer, date: 2026-07-01}
    expires: 2026-12-31
"""


@rule(
    "IP901",
    "waiver-unused",
    Severity.WARNING,
    bad=_WAIVER % "T1" + "items: [{id: T1, title: Finance}]\n",
    good=_WAIVER.lstrip("\n") % "A1" + _ITEM,
)
def check(facts: Facts) -> Iterator[Finding]:
    """A waiver spares nothing: its rule finds nothing on its record.

    Why: it would hide the next finding of that kind, which nobody has accepted.

    Mend: delete the waiver.
    """
    del facts  # found in `waiving`, where the findings of all rules are known
    yield from ()
