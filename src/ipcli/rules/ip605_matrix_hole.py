from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.load.entries import closest
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.matrix import RiskMatrix
    from ipcli.rules.facts import Facts

_AXES = """
risk_matrices:
  - id: register
    name: Risk register
    likelihood: [{id: A, name: Unlikely}, {id: B, name: Likely}]
    impact: [{id: I, name: Minor}, {id: II, name: Major}]
    bands: [{id: red, name: Red, colour: red}, {id: green, name: Green, colour: green}]
"""


@rule(
    "IP605",
    "matrix-hole",
    Severity.ERROR,
    bad=_AXES + "    grid:\n      A: [green, green]\n      B: [green]\n",
    good=_AXES + "    grid:\n      A: [green, green]\n      B: [green, red]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A matrix's grid or table of scores has a hole, a surplus or a wrong band, or is not used.

    Why: a risk that falls into the hole would have no band or no score.

    Mend: write one row for each step of likelihood, with one cell for each step of impact.
    """
    for matrix in facts.plan.risk_matrices.values():
        if matrix.scoring == "table" and not matrix.scores:
            told = f"`{matrix.id}` takes its scores from a table, but has no `scores`"
            yield Finding(matrix, "score", told)
        if matrix.scores and matrix.scoring != "table":
            told = f"`{matrix.id}` has a table of `scores`, but `score` is {matrix.scoring}"
            yield Finding(matrix, "scores", f"{told}, so nothing is looked up in it")
        for key, rows in (("grid", matrix.grid), ("scores", matrix.scores)):
            if rows:
                yield from _holes(matrix, key, {row: len(cells) for row, cells in rows.items()})
        bands = [band.id for band in matrix.bands]
        for row, cells in matrix.grid.items():
            for at, cell in enumerate(cells):
                if cell not in bands:
                    told = f"`{cell}` in row `{row}` is no band of `{matrix.id}`"
                    yield Finding(matrix, ("grid", row, at), told + closest(cell, bands))


def _holes(matrix: RiskMatrix, key: str, rows: dict[str, int]) -> Iterator[Finding]:
    steps = [step.id for step in matrix.likelihood]
    wide = len(matrix.impact)
    for row in steps:
        if row not in rows:
            told = f"the {key} of `{matrix.id}` has no row for the likelihood `{row}`"
            yield Finding(matrix, key, told)
    for row, cells in rows.items():
        if row not in steps:
            told = f"the {key} of `{matrix.id}` has a row `{row}`, which is no likelihood of it"
            yield Finding(matrix, (key, row), told)
        elif cells != wide:
            told = (
                f"row `{row}` in the {key} of `{matrix.id}` has {cells} of {wide} cells, "
                "one for each step of impact"
            )
            yield Finding(matrix, (key, row), told)
