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
    needs=("whole",),
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
    closed = {item.id: item for item in plan.items.values() if item.closed}
    if not (closed and plan.has_change_control):
        return
    from ipcli.changes import Standing, change_log  # noqa: PLC0415 (only plans with change control wait for it)

    reopened = {each: item.model_copy(update={"closed": None}) for each, item in closed.items()}
    before = replace(plan, items={**plan.items, **reopened})
    for entry in change_log(before, plan, policy=plan).entries:
        item = closed.get(entry.change.record)
        if item is None or item.closed is None or entry.change.kind != "item-closed":
            continue
        elsewhere = entry.standing in {Standing.AWAITING, Standing.WRONG_BODY}  # `review`, IP711
        named = item.closed.request in plan.change_requests
        if entry.lacks_agreement and not elsewhere and not named:
            told = f"`{item.id}` was closed ({item.closed.kind}) on {item.closed.date}: {entry.why}"
            yield Finding(item, "closed", told)
