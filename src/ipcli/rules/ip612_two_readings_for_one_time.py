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
      - {for: 2026/27 Q1, value: 91}
"""


@rule(
    "IP612",
    "two-readings-for-one-time",
    Severity.ERROR,
    bad=_MEASURE + "      - {for: 2026/27 Q1, value: 87}\n",
    good=_MEASURE + "      - {for: 2026/27 Q2, value: 87}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A measure has two readings, or two targets, for one time.

    Why: readings and targets are told apart by the time that they tell about; a paper would print
    either of the two.

    Mend: keep the right one. If the first was wrong, correct its value and add a correction.
    """
    for measure in facts.plan.measures.values():
        for key in ("readings", "targets"):
            first: dict[str, int] = {}
            for at, each in enumerate(getattr(measure, key)):
                other = first.setdefault(each.for_.text, at)
                if other != at:
                    told = f"`{measure.id}` has two {key} for {each.for_}"
                    also = ((measure, (key, other), "the first"),)
                    yield Finding(measure, (key, at), told, also)
