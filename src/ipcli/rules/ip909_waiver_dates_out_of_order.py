from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.dates import long_day
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_WAIVER = """
items:
  - id: T1
    title: Finance
    due: 2026-12-31
    items: [{id: A1, title: Publish the savings plan, due: 2027-01-31}]
waivers:
  - rule: IP203
    record: A1
    reason: Published so
    expires: 2026-12-31
"""


@rule(
    "IP909",
    "waiver-dates-out-of-order",
    Severity.ERROR,
    bad=_WAIVER + "    approved: {by: monitoring-officer, date: 2027-07-01}\n",
    good=_WAIVER + "    approved: {by: monitoring-officer, date: 2026-07-01}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A waiver was approved after its last day.

    Why: one of the two dates is wrong, and with it the time for which the finding is accepted.

    Mend: correct `approved.date` or `expires`.
    """
    for waiver in facts.plan.waivers:
        given = waiver.approved.date
        if given.earliest and given.earliest > waiver.expires:
            told = (
                f"the waiver of {waiver.rule} on `{waiver.record}` was approved on {given}, "
                f"after its last day, {long_day(waiver.expires)}"
            )
            yield Finding(waiver, "expires", told, about=waiver.record)
