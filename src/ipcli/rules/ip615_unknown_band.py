from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.bands import matrix_of
from ipcli.diagnostics import Severity
from ipcli.load.entries import closest
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_MATRIX = """
risk_matrices:
  - id: register
    name: Risk register
    points: [{id: current, name: Current}, {id: target, name: Target}]
    likelihood: [{id: 1, name: Unlikely}, {id: 2, name: Possible}, {id: 3, name: Likely}]
    impact: [{id: 1, name: Minor}, {id: 2, name: Moderate}, {id: 3, name: Major}]
    bands:
      - {id: red, name: Red, colour: red, from: 6}
      - {id: amber, name: Amber, colour: amber, from: 3}
      - {id: green, name: Green, colour: green, from: 1}
risks:
  - id: R1
    title: Reserves run out
"""


@rule(
    "IP615",
    "unknown-band",
    Severity.ERROR,
    bad=_MATRIX + "    scores: {current: {band: ambre}}\n",
    good=_MATRIX + "    scores: {current: {band: amber}}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A risk is in a band that its matrix does not have.

    Why: it would be left out of every count of bands without a word.

    Mend: write the id of one of the matrix's `bands`, or add the band.
    """
    for risk in facts.plan.risks.values():
        matrix = matrix_of(facts.plan, risk)
        bands = [band.id for band in matrix.bands] if matrix else []
        for point, score in risk.scores.items():
            if matrix and score.band and score.band not in bands:
                told = (
                    f"the {point} band of `{risk.id}` is `{score.band}`, which is no band of "
                    f"`{matrix.id}`{closest(score.band, bands)}"
                )
                yield Finding(risk, ("scores", point, "band"), told)
