from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_MEASURE = """
measures:
  - id: M1
    title: Invoices paid within 30 days
    readings:
"""


@rule(
    "IP608",
    "reading-empty",
    Severity.WARNING,
    bad=_MEASURE + "      - {for: 2026/27 Q1}\n",
    good=_MEASURE + "      - {for: 2026/27 Q1, text: The ledger was being moved}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A reading has neither a value nor a word.

    Why: a reader cannot tell whether it was forgotten or could not be assessed.

    Mend: write the `value`; where there is none, say why in `text`.
    """
    for measure in facts.plan.measures.values():
        for at, reading in enumerate(measure.readings):
            said = (reading.value, reading.text, reading.status, reading.forecast)
            if not reading.parts and all(each is None for each in said):
                told = f"the reading of `{measure.id}` for {reading.for_} has no value and no text"
                yield Finding(measure, ("readings", at), told)
