from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
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
    "IP506",
    "clock-with-two-starts",
    Severity.ERROR,
    bad=_DIRECTIONS
    + "        clock: {within: 9 months, from: made_on, beginning_with: 2026-03-20}\n",
    good=_DIRECTIONS + "        clock: {within: 9 months, beginning_with: 2026-03-20}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A clock says both `from` and `beginning_with`.

    Why: in a period from a day that day does not count, in one beginning with it it does. The two
    end on different days.

    Mend: keep the one that the instrument's own words have.

    Source: Dodds v Walker [1981] 1 WLR 1027 (a period from a day leaves that day out).
    """
    for duties in (facts.plan.instruments, facts.plan.paragraphs):
        for duty in duties.values():
            clock = duty.clock
            if clock and clock.from_ and clock.beginning_with:
                told = (
                    f"the clock of `{duty.id}` runs from `{clock.from_}` "
                    f"and begins with `{clock.beginning_with}`"
                )
                yield Finding(duty, ("clock", "beginning_with"), told)
