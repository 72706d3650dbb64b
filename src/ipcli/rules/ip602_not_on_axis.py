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
    "IP602",
    "not-on-axis",
    Severity.ERROR,
    bad=_MATRIX + "    scores: {current: {likelihood: 4, impact: 3}}\n",
    good=_MATRIX + "    scores: {current: {likelihood: 3, impact: 3}}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A risk's likelihood or impact is no step of its matrix's axis.

    Why: it cannot be placed on the matrix, nor scored.

    Mend: write the id of a step of that axis, or add the step to the matrix.
    """
    for risk in facts.plan.risks.values():
        matrix = matrix_of(facts.plan, risk)
        if matrix is None:
            continue
        for key, axis in (("likelihood", matrix.likelihood), ("impact", matrix.impact)):
            steps = [step.id for step in axis]
            for point, score in risk.scores.items():
                step = getattr(score, key)
                if step is not None and step not in steps:
                    has = ", ".join(steps) or "no steps"
                    told = (
                        f"the {point} {key} of `{risk.id}` is `{step}`, "
                        f"but `{matrix.id}` has {has}{closest(step, steps)}"
                    )
                    yield Finding(risk, ("scores", point, key), told)
