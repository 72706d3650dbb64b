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
    "IP601",
    "unknown-point",
    Severity.ERROR,
    bad=_MATRIX + "    scores: {curent: {likelihood: 2, impact: 3}}\n",
    good=_MATRIX + "    scores: {current: {likelihood: 2, impact: 3}}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A risk is scored at a point that its matrix does not have.

    Why: the score would stand in no column of the register.

    Mend: write one of the matrix's `points`, or add the point to the matrix.
    """
    for risk in facts.plan.risks.values():
        matrix = matrix_of(facts.plan, risk)
        points = [point.id for point in matrix.points] if matrix else []
        for point in risk.scores if matrix else ():
            if point not in points:
                told = (
                    f"`{risk.id}` is scored at `{point}`, but `{matrix.id if matrix else ''}` has "
                    f"{_words(points)}{closest(point, points)}"
                )
                yield Finding(risk, ("scores", point), told)


def _words(points: list[str]) -> str:
    return "the points " + ", ".join(f"`{each}`" for each in points)
