from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
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
    "IP809",
    "sign-off-without-date",
    Severity.WARNING,
    bad=_MEETING + "        sign_offs: [{stage: Legal, by: monitoring-officer}]\n",
    good=_MEETING
    + "        sign_offs: [{stage: Legal, by: monitoring-officer, date: 2026-10-02}]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A paper's sign-off, or the check of an implication, has a name but no date.

    Why: nobody can tell which version of the paper was seen.

    Mend: write the `date`, or take the sign-off out until it has been given.
    """
    for meeting in facts.plan.meetings.values():
        for where, words, date in signatures(meeting):
            if date is None:
                told = f"{words} of `{meeting.id}` was signed off, but not on which day"
                yield Finding(meeting, where, told)
