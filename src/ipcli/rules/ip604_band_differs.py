from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_MATRIX = """
risk_matrices:
  - id: register
    name: Risk register
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
    "IP604",
    "band-differs",
    Severity.WARNING,
    bad=_MATRIX + "    scores: {current: {score: 6, band: amber}}\n",
    good=_MATRIX + "    scores: {current: {score: 6, band: red}}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A risk's published band is not the one that its score or its place on the grid gives.

    Why: the colour is what members see; it must say the same as the number.

    Mend: correct what is wrong. A band that was published so stays, with a waiver.
    """
    for risk, matrix, point, found in facts.scored:
        if found.band_differs and found.computed_band:
            score = risk.scores[point]
            by = f"likelihood {score.likelihood} and impact {score.impact} make"
            if not (matrix.grid and score.likelihood):
                by = f"the score {found.score} is in"
            told = (
                f"the {point} band of `{risk.id}` is `{score.band}`, but {by} "
                f"`{found.computed_band.id}`"
            )
            yield Finding(risk, ("scores", point, "band"), told)
