from __future__ import annotations

from itertools import pairwise
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
    definitions:
      - {version: 1, from: 2025-04-01, text: Days from the date of the invoice}
"""


@rule(
    "IP613",
    "definitions-out-of-order",
    Severity.ERROR,
    bad=_MEASURE + "      - {version: 2, from: 2024-04-01, text: Days from its receipt}\n",
    good=_MEASURE + "      - {version: 2, from: 2026-04-01, text: Days from its receipt}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A measure's definitions are not in the order of their first days, or share a version.

    Why: the last definition that has begun holds; out of order, the wrong one would.

    Mend: write the oldest definition first, each with a `from` and a `version` of its own.
    """
    for measure in facts.plan.measures.values():
        for at, (above, below) in enumerate(pairwise(measure.definitions), 1):
            where = ("definitions", at, "from")
            if above.version == below.version:
                told = f"two definitions of `{measure.id}` have the version `{below.version}`"
                yield Finding(measure, ("definitions", at, "version"), told)
            elif below.from_.wholly_before(above.from_) or below.from_ == above.from_:
                told = (
                    f"version `{below.version}` of `{measure.id}` holds from {below.from_}, "
                    f"but stands after version `{above.version}`, from {above.from_}"
                )
                yield Finding(measure, where, told)
