from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_MATRICES = """
risk_matrices:
  - id: corporate
    name: Corporate register
    bands: [{id: red, name: Red, colour: red, from: 1}]
  - id: programme
    name: Programme register
    bands: [{id: red, name: Red, colour: red, from: 1}]
risks:
  - id: R1
    title: Reserves run out
    scores: {current: {score: 8}}
"""


@rule(
    "IP614",
    "matrix-not-named",
    Severity.ERROR,
    bad=_MATRICES,
    good=_MATRICES + "    matrix: corporate\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """There are several risk matrices, and a scored risk does not say which is its own.

    Why: one score is amber on one matrix and red on another.

    Mend: name the risk's `matrix`.
    """
    matrices = list(facts.plan.risk_matrices)
    for risk in facts.plan.risks.values() if len(matrices) > 1 else ():
        if risk.scores and not risk.matrix:
            told = f"`{risk.id}` has scores, but does not say whether its matrix is "
            yield Finding(risk, "scores", told + " or ".join(f"`{each}`" for each in matrices))
