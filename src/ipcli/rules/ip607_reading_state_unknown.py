from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.load.entries import closest
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_MEASURE = """
scales:
  - id: target-status
    name: Against target
    states:
      - {id: met, name: Met, colour: green, class: on-course}
      - {id: missed, name: Missed, colour: red, class: off-course}
measures:
  - id: M1
    title: Invoices paid within 30 days
    unit: per cent
    scale: target-status
"""


@rule(
    "IP607",
    "reading-state-unknown",
    Severity.ERROR,
    bad=_MEASURE + "    readings: [{for: 2026/27 Q1, value: 91, status: mett}]\n",
    good=_MEASURE + "    readings: [{for: 2026/27 Q1, value: 91, status: met}]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A reading has a status that the measure's scale does not have, or the measure has no scale.

    Why: it would be left out of every count without a word.

    Mend: write a state of the measure's `scale`, or name the scale.
    """
    for measure in facts.plan.measures.values():
        for at, reading in enumerate(measure.readings):
            if reading.status is None:
                continue
            where = ("readings", at, "status")
            if measure.scale is None:
                told = (
                    f"the reading of `{measure.id}` for {reading.for_} has the status "
                    f"`{reading.status}`, but the measure has no `scale`"
                )
                yield Finding(measure, where, told)
                continue
            states = facts.classes.get(measure.scale)
            scale, _, state = reading.status.rpartition("/")
            if states is not None and (state not in states or scale not in {"", measure.scale}):
                told = (
                    f"the reading of `{measure.id}` for {reading.for_} has the status "
                    f"`{reading.status}`, which is no state of `{measure.scale}`"
                )
                yield Finding(
                    measure, where, told + closest(state, [each or "" for each in states])
                )
