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
    "IP603",
    "score-differs",
    Severity.WARNING,
    bad=_MATRIX + "    scores: {current: {likelihood: 2, impact: 2, score: 6}}\n",
    good=_MATRIX + "    scores: {current: {likelihood: 2, impact: 3, score: 6}}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A risk's published score is not what its likelihood and impact make.

    Why: one of the three is wrong, and a reader can work it out.

    Mend: correct what is wrong. A score that was published so stays, with a waiver.
    """
    for risk, _, point, found in facts.scored:
        if found.score_differs:
            score = risk.scores[point]
            told = (
                f"the {point} score of `{risk.id}` is {score.score}, but likelihood "
                f"{score.likelihood} and impact {score.impact} make {found.computed_score}"
            )
            yield Finding(risk, ("scores", point, "score"), told)
