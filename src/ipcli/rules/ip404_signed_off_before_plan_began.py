from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.dates import parse_date
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.dates import Date
    from ipcli.model.header import Header
    from ipcli.rules.facts import Facts

_STEPS = ("signed_off", "assured", "embedded")

_PLAN = """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  agreed: [{by: council, date: 2026-05-20}]
  levels: [{id: action, name: Action}]
bodies: [{id: council, name: Council}]
items:
  - id: A
    title: Publish the savings plan
    completed: 2026-05-01
"""


@rule(
    "IP404",
    "signed-off-before-plan-began",
    Severity.WARNING,
    bad=_PLAN + "    signed_off: {by: council, date: 2026-05-13}\n",
    good=_PLAN + "    signed_off: {by: council, date: 2026-06-13}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An item was signed off, assured or embedded before the plan began.

    Why: nobody can sign off what was not yet promised. Most often a year is mistyped, or the act
    belongs to an earlier plan.

    Mend: correct the date; where the act belongs to an earlier plan, say so in an update instead.
    """
    began = _began(facts.plan.header)
    if began is None:
        return
    for key in _STEPS:
        for item in facts.having(key):
            step = getattr(item, key)
            if step and step.date and step.date.wholly_before(began):
                words = key.replace("_", " ")
                told = f"`{item.id}` was {words} on {step.date}, but the plan began on {began}"
                yield Finding(item, (key, "date"), told)


def _began(header: Header) -> Date | None:
    """Return the plan's first day: as it says, or when it was first agreed."""
    if header.runs and header.runs.from_:
        return parse_date(header.runs.from_.isoformat())
    return header.agreed[0].date if header.agreed else None
