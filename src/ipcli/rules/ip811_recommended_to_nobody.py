from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_MEETING = """
meetings:
  - id: SCR-2026-09-16
    body: scrutiny
    date: 2026-09-16
"""


@rule(
    "IP811",
    "recommended-to-nobody",
    Severity.WARNING,
    bad=_MEETING + "    decisions: [{verb: recommended, text: A review of reserves}]\n",
    good=_MEETING
    + "    decisions: [{verb: recommended, to: cabinet, text: A review of reserves}]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A meeting recommended something, but not to whom.

    Why: a recommendation waits for somebody's answer; without a name it is never followed up.

    Mend: write the body in `to`, or what the body `reports_to`.
    """
    for meeting in facts.plan.meetings.values():
        body = facts.plan.bodies.get(meeting.body)
        for at, decision in enumerate(meeting.decisions):
            told_whom = decision.to or (body and body.reports_to)
            if decision.verb == "recommended" and not told_whom:
                limb = f" ({decision.limb})" if decision.limb else ""
                told = f"`{meeting.id}`{limb} recommended “{decision.text[:60]}”, but not to whom"
                yield Finding(meeting, ("decisions", at), told)
