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
  - record: A1
    reason: Published so
    approved: {by: monitoring-officer, date: 2026-07-01}
    expires: 2026-12-31
    rule: %s
"""


@rule(
    "IP905",
    "waiver-for-unknown-rule",
    Severity.ERROR,
    bad=_WAIVER % "due-after-parent-ends",
    good=_WAIVER % "IP203",
    also=("IP203",),
)
def check(facts: Facts) -> Iterator[Finding]:
    """A waiver names a rule that there is not.

    Why: it spares nothing, and whoever approved it believes that it does.

    Mend: write the code of the rule, as `IP203`; `ipcli rules` lists them all.
    """
    rules = all_rules()
    for waiver in facts.plan.waivers:
        if waiver.rule in rules:
            continue
        named = [each.code for each in rules.values() if each.name == waiver.rule.lower()]
        near = f"; did you mean `{named[0]}`?" if named else closest(waiver.rule, rules)
        told = f"there is no rule `{waiver.rule}` to waive on `{waiver.record}`{near}"
        yield Finding(waiver, "rule", told, about=waiver.record)
