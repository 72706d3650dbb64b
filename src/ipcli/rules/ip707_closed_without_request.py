from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_CLOSED = """
change_control: [{change: item-closed, needs: cabinet}]
items:
  - id: A
    title: Publish the savings plan
    closed: {kind: business-as-usual, date: 2026-09-01}
"""
_REQUEST = """
change_requests:
  - id: CR-1
    asks: [{change: item-closed, of: A, kind: business-as-usual}]
"""


@rule(
    "IP707",
    "closed-without-request",
    Severity.WARNING,
    needs=("whole", "read"),
    bad=_CLOSED,
    good=_CLOSED + _REQUEST.lstrip("\n"),
)
def check(facts: Facts) -> Iterator[Finding]:
    """An item was closed, change control says who must agree, and no change request asked for it.

    Why: what leaves the plan is never reported again, so it must be seen to be agreed.

    Mend: add the request with its decision to the register, or name it in `closed.request`. A
    request that waits for its decision is enough here; `ipcli review` asks for the decision.
    """
    plan = facts.plan
    closings = {item.id: item.closed for item in facts.having("closed") if item.closed}
    if not (closings and plan.has_change_control):
        return
    from ipcli.changes import Standing, judged  # noqa: PLC0415 (only change control waits)

    reopened = {each: plan.items[each].model_copy(update={"closed": None}) for each in closings}
    before = replace(plan, items={**plan.items, **reopened})
    for entry in judged(before, plan, policy=plan):
        item, closed = plan.items[entry.change.record], closings[entry.change.record]
        elsewhere = entry.standing in {Standing.AWAITING, Standing.WRONG_BODY}  # `review`, IP711
        if entry.lacks_agreement and not elsewhere and closed.request not in plan.change_requests:
            told = f"`{item.id}` was closed ({closed.kind}) on {closed.date}: {entry.why}"
            yield Finding(item, "closed", told)
