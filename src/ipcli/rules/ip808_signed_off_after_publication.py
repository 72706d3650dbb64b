from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.meetings import publication_day
from ipcli.diagnostics import Severity
from ipcli.model.dates import long_day
from ipcli.rules.registry import Finding, rule
from ipcli.rules.signatures import signatures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_MEETING = """
meetings:
  - id: CAB-2026-10-14
    body: cabinet
    date: 2026-10-14
    papers:
      - title: Improvement Plan
"""


@rule(
    "IP808",
    "signed-off-after-publication",
    Severity.WARNING,
    bad=_MEETING
    + "        sign_offs: [{stage: Legal, by: monitoring-officer, date: 2026-10-07}]\n",
    good=_MEETING
    + "        sign_offs: [{stage: Legal, by: monitoring-officer, date: 2026-10-06}]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A paper was signed off, or an implication verified, after the paper had to be published.

    Why: agenda and reports must be open to the public five clear days before the meeting, so what
    was published had not been signed off.

    Mend: correct the date, or say in the paper why it was late.

    Source: Local Government Act 1972, s.100B(3); for a council's executive, SI 2012/2089, reg 7.
    """
    for meeting in facts.plan.meetings.values():
        signed = [each for each in signatures(meeting) if each[2]]
        if not signed:
            continue  # bank holidays are slow to look up
        days = [day for day in (publication_day(facts.plan, meeting), meeting.published_on) if day]
        for where, words, date in signed if days else ():
            if date and date.earliest and date.earliest > min(days):
                were = meeting.published_on == min(days)
                how = "were published on" if were else "had to be published by"
                told = (
                    f"{words} of `{meeting.id}` was signed off on {date}, "
                    f"but the papers {how} {long_day(min(days))}"
                )
                yield Finding(meeting, (*where, "date"), told)
