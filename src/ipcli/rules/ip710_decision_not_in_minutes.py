from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_REGISTER = """
items:
  - {id: A, title: Publish the savings plan, level: action, due: 2026-12-31}
meetings:
  - id: CAB-2026-07-15
    body: cabinet
    date: 2026-07-15
    decisions: [{limb: a, verb: approved, text: The later date}]
change_requests:
  - id: CR-1
    asks: [{change: due-moved, of: A, to: 2026-12-31}]
    decisions:
      - outcome: approved
        by: cabinet
        date: 2026-07-15
        meeting: CAB-2026-07-15
"""


@rule(
    "IP710",
    "decision-not-in-minutes",
    Severity.ERROR,
    bad=_REGISTER + "        limb: b\n",
    good=_REGISTER + "        limb: a\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A change request names a limb of a meeting's decision that the meeting does not have.

    Why: the agreement rests on a minute that nobody can find.

    Mend: correct the limb, or write the meeting's decision as it was minuted.
    """
    for request in facts.plan.change_requests.values():
        for at, decision in enumerate(request.decisions):
            meeting = facts.plan.meetings.get(decision.meeting or "")
            if meeting is None or decision.limb is None:
                continue
            limbs = [each.limb for each in meeting.decisions if each.limb]
            if decision.limb not in limbs:
                has = "the limbs " + ", ".join(limbs) if limbs else "no decision with a limb"
                told = (
                    f"`{request.id}` was {decision.outcome} by limb {decision.limb} of "
                    f"`{meeting.id}`, which has {has}"
                )
                yield Finding(request, ("decisions", at, "limb"), told)
