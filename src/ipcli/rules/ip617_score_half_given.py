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
    "IP617",
    "score-half-given",
    Severity.WARNING,
    bad=_MATRIX + "    scores: {current: {likelihood: 2}}\n",
    good=_MATRIX + "    scores: {current: {likelihood: 2, impact: 3}}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A risk has a likelihood without an impact, or an impact without a likelihood.

    Why: one of the two alone is no place on the matrix.

    Mend: write both. Where only a score or a band was published, write that alone.
    """
    for risk in facts.plan.risks.values():
        for point, score in risk.scores.items():
            if (score.likelihood is None) != (score.impact is None):
                has, lacks = "likelihood", "impact"
                if score.likelihood is None:
                    has, lacks = lacks, has
                told = f"the {point} score of `{risk.id}` has {has}, but no {lacks}"
                yield Finding(risk, ("scores", point), told)
