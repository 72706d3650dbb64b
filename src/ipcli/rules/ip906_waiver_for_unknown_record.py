from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.load.entries import closest
from ipcli.rules.registry import Finding, all_rules, rule

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
    reason: Published so
    approved: {by: monitoring-officer, date: 2026-07-01}
    expires: 2026-12-31
    record: %s
"""


@rule(
    "IP906",
    "waiver-for-unknown-record",
    Severity.ERROR,
    needs=("whole",),
    bad=_WAIVER % "A-1",
    good=_WAIVER % "A1",
    also=("IP203", "IP901"),
)
def check(facts: Facts) -> Iterator[Finding]:
    """A waiver names a record that there is not.

    Why: it spares nothing, and whoever approved it believes that it does.

    Mend: write the id of the record as the finding shows it. Waivers of rules that look at an
    earlier revision may name what is gone.
    """
    counts = {each.id for each in facts.plan.header.counts}
    for waiver in facts.plan.waivers:
        rule_ = all_rules().get(waiver.rule)
        if rule_ is None or "base" in rule_.needs or waiver.record in {facts.plan.id, *counts}:
            continue
        if waiver.record not in facts.known:
            near = closest(waiver.record, facts.plan.records)
            told = f"there is no record `{waiver.record}` to waive {waiver.rule} on{near}"
            yield Finding(waiver, "record", told, about=waiver.record)
