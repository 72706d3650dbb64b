from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.bands import current_point, present_is_told
from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_MATRIX = """
risk_matrices:
  - id: register
    name: Risk register
    bands: [{id: red, name: Red, colour: red, from: 1}]
"""


@rule(
    "IP618",
    "present-point-not-told",
    Severity.WARNING,
    bad=_MATRIX + "    points: [{id: first, name: First}, {id: second, name: Second}]\n",
    good=_MATRIX + "    points: [{id: first, name: First}, {id: current, name: Second}]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A risk matrix has several points, and none of them is told to be the present one.

    Why: a register that is reported at its first score, or at its goal, never moves.

    Mend: give the present point the id `current`, in `points` and in the risks' `scores`. Its
    name stays free.
    """
    for matrix in facts.plan.risk_matrices.values():
        if not present_is_told(matrix):
            several = ", ".join(f"`{point.id}`" for point in matrix.points)
            told = (
                f"it cannot be told which point of `{matrix.id}` is the present one ({several}), "
                f"and `{current_point(matrix)}` is taken; the id `current` says so outright"
            )
            yield Finding(matrix, "points", told)
