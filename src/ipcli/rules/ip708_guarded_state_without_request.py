from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_GUARDED = """
change_control:
  - {change: status-changed, to: paused, needs: cabinet}
items:
  - {id: A, title: Publish the savings plan, level: action, status: paused}
"""
_REQUEST = """
change_requests:
  - id: CR-1
    asks: [{change: status-changed, of: A, to: paused}]
    decisions: [{outcome: approved, by: cabinet, date: 2026-07-15}]
"""


@rule(
    "IP708",
    "guarded-state-without-request",
    Severity.WARNING,
    needs=("whole", "read"),
    bad=_GUARDED,
    good=_GUARDED + _REQUEST.lstrip("\n"),
)
def check(facts: Facts) -> Iterator[Finding]:
    """A record stands in a state that change control guards, without an approved request.

    Why: the council decided that nothing is put into that state unless somebody agrees.

    Mend: add the request with its decision to the register, or change the state back.
    """
    if not facts.plan.change_control:
        return
    from ipcli.changes import guarded  # noqa: PLC0415 (only plans with change control wait for it)

    for each in guarded(facts.plan, policy=facts.plan):
        record = facts.plan.records[each.record]
        told = f"`{each.record}` stands in `{each.state}`: {each.why}"
        yield Finding(record, "status", told)
