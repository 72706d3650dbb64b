from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.meetings import publication_day
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
"""


@rule(
    "IP814",
    "published-late",
    Severity.WARNING,
    bad=_MEETING + "    published_on: 2026-10-07\n",
    good=_MEETING + "    published_on: 2026-10-06\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """The agenda of a public meeting was published less than five clear days before it.

    Why: what is taken without proper notice can be challenged; an urgent item needs a reason in
    the minutes.

    Mend: correct `published_on`, or say in the minutes why the meeting was called at shorter
    notice.

    Source: Local Government Act 1972, s.100B(3), and Sch 12 para 4; for a council's executive,
    SI 2012/2089, reg 7. Clear days leave out both ends, and are counted as working days.
    """
    for meeting in facts.plan.meetings.values():
        if meeting.published_on is None:
            continue
        last = publication_day(facts.plan, meeting)
        if last and meeting.published_on > last:
            told = (
                f"the agenda of `{meeting.id}` was published on {long_day(meeting.published_on)}; "
                f"five clear days before {long_day(meeting.date)} would have been {long_day(last)}"
            )
            yield Finding(meeting, "published_on", told)
