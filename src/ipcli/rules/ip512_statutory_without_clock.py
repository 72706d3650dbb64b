from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_REPORT = """
instruments:
  - id: GT
    kind: statutory-recommendations
    title: Statutory recommendations
    made_by: auditor
    made_on: 2026-09-10
    sent_on: 2026-09-14
    to_answer: no
"""


@rule(
    "IP512",
    "statutory-without-clock",
    Severity.NOTE,
    bad=_REPORT + "    paragraphs: [{id: GT/1, text: Close the budget gap}]\n",
    good=_REPORT
    + "    clock: {within: 1 month, beginning_with: sent_on}\n"
    + "    paragraphs: [{id: GT/1, text: Close the budget gap}]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """Statutory recommendations were sent on a known day, but no clock runs.

    Why: the council must consider them at a meeting held within one month, beginning with the day
    on which they were sent, unless the auditor allows longer.

    Mend: write `clock: {within: 1 month, beginning_with: sent_on}` on the instrument, and `met`
    when the meeting has been held.

    Source: Local Audit and Accountability Act 2014, Schedule 7, paragraph 5.
    """
    for instrument in facts.plan.instruments.values():
        if instrument.kind != "statutory-recommendations" or instrument.sent_on is None:
            continue
        below = (facts.plan.paragraphs.get(each) for each in facts.plan.below(instrument.id))
        if instrument.clock is None and not any(each.clock for each in below if each):
            told = (
                f"`{instrument.id}` was sent on {instrument.sent_on}, but has no clock: a meeting "
                "must consider it within one month beginning with that day"
            )
            yield Finding(instrument, "sent_on", told)
