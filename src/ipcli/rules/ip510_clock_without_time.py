from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.instrument import Clock
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_DIRECTIONS = """
instruments:
  - id: DIR
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2026-03-16
    to_answer: no
    paragraphs:
      - id: DIR/1
        text: Report on delivery
"""


@rule(
    "IP510",
    "clock-without-time",
    Severity.ERROR,
    bad=_DIRECTIONS + "        clock: {from: made_on, falls: next-working-day}\n",
    good=_DIRECTIONS + "        clock: {within: 9 months, falls: next-working-day}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A clock says how it runs, but not how long: it has no date.

    Why: it would count as a standing duty that is never overdue.

    Mend: add `within`, `every`, `dates` or `as_directed`; or write `clock: ongoing`.
    """
    for duties in (facts.plan.instruments, facts.plan.paragraphs):
        for duty in duties.values():
            clock = duty.clock
            if clock and clock.ongoing and clock != Clock():
                told = f"the clock of `{duty.id}` has none of within, every, dates and as_directed"
                yield Finding(duty, "clock", told)
