from __future__ import annotations

import re
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
"""
_TOLERANCE = re.compile(r"\d+(\.\d+)? ?%?\Z", re.ASCII)


@rule(
    "IP609",
    "tolerance-unreadable",
    Severity.ERROR,
    bad=_MEASURE + "    tolerance: five per cent\n",
    good=_MEASURE + "    tolerance: 5%\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A measure's tolerance is neither a number nor a percentage.

    Why: whether a reading is within tolerance could not be computed.

    Mend: write a number in the measure's unit, such as `2.5`, or a part of the target, as `5%`.
    """
    for measure in facts.plan.measures.values():
        if measure.tolerance and not _TOLERANCE.match(measure.tolerance):
            told = (
                f"the tolerance of `{measure.id}` is `{measure.tolerance}`; "
                "write a number or a percentage, as `2.5` or `5%`"
            )
            yield Finding(measure, "tolerance", told)
