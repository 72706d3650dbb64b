from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_REQUEST = """
items:
  - {id: A, title: Publish the savings plan, level: action, due: 2026-12-31}
change_requests:
  - id: CR-1
    asks: [{change: due-moved, of: A, to: 2026-12-31}]
    raised: {by: finance-director, date: 2026-07-01}
"""


@rule(
    "IP709",
    "decided-before-raised",
    Severity.ERROR,
    bad=_REQUEST + "    decisions: [{outcome: approved, by: cabinet, date: 2026-06-17}]\n",
    good=_REQUEST + "    decisions: [{outcome: approved, by: cabinet, date: 2026-07-15}]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A change request was decided before it was raised.

    Why: one of the two dates is wrong; or the register was written to fit what had been done.

    Mend: correct the date that is wrong.
    """
    for request in facts.plan.change_requests.values():
        raised = request.raised.date if request.raised else None
        for at, decision in enumerate(request.decisions):
            if raised and decision.date.wholly_before(raised):
                told = (
                    f"`{request.id}` was {decision.outcome} on {decision.date}, "
                    f"but was raised on {raised}"
                )
                also = ((request, ("raised", "date"), "raised here"),)
                yield Finding(request, ("decisions", at, "date"), told, also)
