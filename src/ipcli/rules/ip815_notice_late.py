from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.meetings import notice_day
from ipcli.diagnostics import Severity
from ipcli.model.dates import long_day
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_MEETING = """
meetings:
  - id: CAB-2026-10-14
    body: cabinet
    date: 2026-10-14
    papers: [{title: Savings plan, key_decision: yes}]
"""


@rule(
    "IP815",
    "notice-late",
    Severity.WARNING,
    bad=_MEETING + "    notice_on: 2026-09-16\n",
    good=_MEETING + "    notice_on: 2026-09-15\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """Notice of a key decision was given less than 28 clear days before the executive met.

    Why: a key decision without it can be taken only as an urgent one, with the agreement or the
    knowledge of the chair of scrutiny.

    Mend: correct `notice_on`, or say in the minutes under which exception it was taken.

    Source: Local Authorities (Executive Arrangements) (Meetings and Access to Information)
    (England) Regulations 2012 (SI 2012/2089), regs 9 to 11.
    """
    for meeting in facts.plan.meetings.values():
        last = notice_day(facts.plan, meeting)
        if last and meeting.notice_on and meeting.notice_on > last:
            told = (
                f"notice of the key decision of `{meeting.id}` was given on "
                f"{long_day(meeting.notice_on)}; 28 clear days before {long_day(meeting.date)} "
                f"would have been {long_day(last)}"
            )
            yield Finding(meeting, "notice_on", told)
