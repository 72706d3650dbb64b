from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.dates import long_day
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.base import Agreement, Part
    from ipcli.model.change_request import RequestDecision
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
        meeting: CAB-2026-07-15
"""


@rule(
    "IP712",
    "decision-not-of-meeting",
    Severity.WARNING,
    bad=_REGISTER + "        date: 2026-07-22\n",
    good=_REGISTER + "        date: 2026-07-15\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An agreement names a meeting, but another day than the meeting's, or another body.

    Why: either the agreement or the meeting is not the one that is meant.

    Mend: correct the date, the body or the meeting.
    """
    for record, where, agreed in _agreements(facts):
        meeting = facts.plan.meetings.get(agreed.meeting or "")
        if meeting is None:
            continue
        date = agreed.date
        first, last = date.earliest or meeting.date, date.latest or meeting.date
        if not first <= meeting.date <= last:
            told = f"agreed on {date}, but `{meeting.id}` met on {long_day(meeting.date)}"
        elif meeting.body not in agreed.by and facts.plan.roles.keys().isdisjoint(agreed.by):
            told = (
                f"agreed by {' and '.join(f'`{each}`' for each in agreed.by)}, "
                f"but `{meeting.id}` was a meeting of `{meeting.body}`"
            )
        else:
            continue
        name = getattr(record, "id", "")
        yield Finding(record, (*where, "meeting"), f"`{name}`: {told}")


def _agreements(
    facts: Facts,
) -> Iterator[tuple[Part, tuple[str | int, ...], Agreement | RequestDecision]]:
    """Yield every agreement that may name a meeting, and where it stands."""
    header = facts.plan.header
    for at, agreed in enumerate(header.agreed):
        yield header, ("agreed", at), agreed
    for at, cost in enumerate(header.costs):
        if cost.agreed:
            yield header, ("costs", at, "agreed"), cost.agreed
    for request in facts.plan.change_requests.values():
        for at, decision in enumerate(request.decisions):
            yield request, ("decisions", at), decision
