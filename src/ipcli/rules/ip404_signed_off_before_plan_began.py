from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.dates import parse_date
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.dates import Date
    from ipcli.model.header import Header
    from ipcli.model.plan import Plan
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
    """An item or paragraph was signed off, assured or embedded before the plan began.

    Why: nobody can sign off what was not yet promised. Most often a year is mistyped, or the act
    belongs to an earlier plan.

    Mend: correct the date; where the act belongs to an earlier plan, say so in an update instead.
    """
    began = _began(facts.plan.header)
    if began is None:
        return
    for key in _STEPS:
        for record in facts.judged(key):
            step = getattr(record, key)
            if not (step and step.date and step.date.wholly_before(began)):
                continue
            if any(_had_begun(plan, step.date) for plan in facts.sharing(record)):
                continue  # an earlier plan that answers the same instrument
            words = key.replace("_", " ")
            told = f"`{record.id}` was {words} on {step.date}, but the plan began on {began}"
            yield Finding(record, (key, "date"), told)


def _had_begun(plan: Plan, day: Date) -> bool:
    began = _began(plan.header)
    return began is not None and not day.wholly_before(began)


def _began(header: Header) -> Date | None:
    """Return the plan's first day: as it says, or when it was first agreed."""
    if header.runs and header.runs.from_:
        return parse_date(header.runs.from_.isoformat())
    return header.agreed[0].date if header.agreed else None
