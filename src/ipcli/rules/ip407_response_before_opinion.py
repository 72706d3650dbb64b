from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_OPINION = """
items:
  - id: A
    title: Publish the savings plan
    opinions:
      - by: auditor
        date: 2026-07-01
        text: The plan lacks an owner.
"""


@rule(
    "IP407",
    "response-before-opinion",
    Severity.ERROR,
    bad=_OPINION + "        response: {by: leader, date: 2026-06-20, outcome: accepted}\n",
    good=_OPINION + "        response: {by: leader, date: 2026-07-20, outcome: accepted}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An opinion was answered before it was given.

    Why: one of the two dates is wrong, and readers look at them to see how fast the council acts.

    Mend: correct the date of the opinion or of its response.
    """
    plan = facts.plan
    others = (plan.paragraphs, plan.instruments, plan.risks, plan.measures)
    for records in (facts.having("opinions"), *(each.values() for each in others)):
        for record in records:
            for at, opinion in enumerate(record.opinions):
                answer = opinion.response
                if answer and answer.date.wholly_before(opinion.date):
                    told = (
                        f"the opinion on `{record.id}` is dated {opinion.date}, "
                        f"but was answered on {answer.date}"
                    )
                    yield Finding(record, ("opinions", at, "response", "date"), told)
