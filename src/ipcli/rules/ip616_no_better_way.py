from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_MEASURE = """
scales:
  - id: target-status
    name: Against target
    states:
      - {id: met, name: Met, colour: green, class: on-course, when: target-met}
      - {id: missed, name: Missed, colour: red, class: off-course, when: target-missed}
measures:
  - id: M1
    title: Invoices paid within 30 days
    scale: target-status
    targets: [{for: 2026/27, value: 95}]
    readings: [{for: 2026/27 Q1, value: 96}]
"""


@rule(
    "IP616",
    "no-better-way",
    Severity.WARNING,
    bad=_MEASURE,
    good=_MEASURE + "    better: higher\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A measure is to be held against its target, but does not say which way is good.

    Why: 96 against a target of 95 is met where higher is better, and missed where lower is.

    Mend: write `better: higher` or `better: lower`.
    """
    for measure in facts.plan.measures.values():
        scale = facts.plan.scales.get(measure.scale or "")
        computed = scale and any(
            state.when and state.when.is_.startswith("target-") for state in scale.states
        )
        if computed and measure.better is None and measure.targets and measure.readings:
            told = (
                f"`{measure.id}` has targets and readings, but does not say "
                "whether higher or lower is better"
            )
            yield Finding(measure, "", told)
