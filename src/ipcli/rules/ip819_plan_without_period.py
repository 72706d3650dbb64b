from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_OTHER = """
-- other/plan.yaml --
plan: {id: other, format: 1, council: Anytown, title: Other, levels: [{id: row, name: Row}]}
periods: [{id: %s, name: A quarter, as_of: 2026-09-30}]
-- plans/more.yaml --
meetings:
  - id: CAB
    body: cabinet
    date: 2026-10-14
    papers: [{title: Both plans, period: 2026-27-Q2, plans: [small, other]}]
"""


@rule(
    "IP819",
    "plan-without-period",
    Severity.WARNING,
    bad=_OTHER % "2026-autumn",
    good=_OTHER % "2026-27-Q2",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A paper is about several plans, and one of them has no such period.

    Why: the paper cannot be made, as nobody knows at which tag that plan was reported.

    Mend: write the period into that plan too, with its own tag, or once into a file above both; or
    take the plan out of the paper's `plans`.
    """
    for meeting in facts.plan.meetings.values():
        for at, paper in enumerate(meeting.papers):
            period = facts.plan.periods.get(paper.period or "")
            for nth, each in enumerate(paper.plans if period else ()):
                plan = facts.plans.get(each)
                if period and plan and plan.periods and plan.same_period(period) is None:
                    told = f"`{meeting.id}` has a paper about the plans {' and '.join(paper.plans)}"
                    told += f", but the plan `{each}` has no period `{period.id}`"
                    yield Finding(meeting, ("papers", at, "plans", nth), told)
