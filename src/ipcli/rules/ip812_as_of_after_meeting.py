from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.dates import long_day
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_MEETING = """
meetings:
  - id: CAB
    body: cabinet
    papers: [{title: Improvement Plan, period: 2026-27-Q2}]
"""


@rule(
    "IP812",
    "as-of-after-meeting",
    Severity.ERROR,
    bad=_MEETING + "    date: 2026-09-16\n",
    good=_MEETING + "    date: 2026-10-14\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A paper went to a meeting before the day of the facts that it reports.

    Why: a paper cannot tell what has not happened yet; the wrong period is named, or a date is
    wrong.

    Mend: correct the paper's `period`, the period's `as_of` or the meeting's `date`.
    """
    for meeting in facts.plan.meetings.values():
        for at, paper in enumerate(meeting.papers):
            period = facts.plan.periods.get(paper.period or "")
            if period and period.as_of > meeting.date:
                told = (
                    f"`{paper.title}` went to `{meeting.id}` on {long_day(meeting.date)}, but the "
                    f"facts of its period `{period.id}` are of {long_day(period.as_of)}"
                )
                also = ((period, "as_of", "the day of the facts"),)
                yield Finding(meeting, ("papers", at, "period"), told, also)
