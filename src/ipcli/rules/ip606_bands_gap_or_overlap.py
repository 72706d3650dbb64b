from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ipcli.assess.bands import computed_score
from ipcli.diagnostics import Severity
from ipcli.model.risk import Score
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ipcli.model.matrix import RiskMatrix
    from ipcli.rules.facts import Facts

_BANDS = """
risk_matrices:
  - id: register
    name: Risk register
    likelihood: [{id: 1, name: Unlikely}, {id: 2, name: Likely}]
    impact: [{id: 1, name: Minor}, {id: 2, name: Major}]
    bands:
      - {id: red, name: Red, colour: red, from: 4}
"""


@rule(
    "IP606",
    "bands-gap-or-overlap",
    Severity.ERROR,
    bad=_BANDS + "      - {id: green, name: Green, colour: green, from: 2}\n",
    good=_BANDS + "      - {id: green, name: Green, colour: green, from: 1}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """The bands of a matrix leave a gap, overlap, or are not written highest first.

    Why: a score in the gap has no band, and one in two bands has either.

    Mend: write the bands highest first, each with the lowest score that belongs to it, and let
    the last begin at the lowest score there is. Where a grid gives the bands, leave `from` out.
    """
    for matrix in facts.plan.risk_matrices.values():
        stated = [band for band in matrix.bands if band.from_ is not None]
        if matrix.grid or not matrix.bands:
            continue
        if not stated:
            if (least := _lowest(matrix)) is not None:
                told = f"no band of `{matrix.id}` has a `from`, so its scores, {least} and up, have"
                yield Finding(matrix, "bands", f"{told} no band")
            continue
        for at, band in enumerate(matrix.bands):
            if band.from_ is None:
                told = f"the band `{band.id}` of `{matrix.id}` has no `from`, as the others have"
                yield Finding(matrix, ("bands", at), told)
        yield from _disorder(matrix)
        lowest, start = _lowest(matrix), min(band.from_ or 0 for band in stated)
        if lowest is not None and lowest < start:
            bottom = min(stated, key=lambda band: band.from_ or 0)
            told = f"the bands of `{matrix.id}` begin at {start} with `{bottom.id}`, "
            told += f"but its lowest score is {lowest}"
            yield Finding(matrix, ("bands", len(matrix.bands) - 1, "from"), told)


def _disorder(matrix: RiskMatrix) -> Iterator[Finding]:
    stated = [(at, band) for at, band in enumerate(matrix.bands) if band.from_ is not None]
    for (above_at, above), (at, band) in pairwise(stated):
        if band.from_ == above.from_:
            told = f"the bands `{above.id}` and `{band.id}` of `{matrix.id}` both begin at"
        elif (band.from_ or 0) > (above.from_ or 0):
            told = f"the band `{band.id}` of `{matrix.id}` stands below `{above.id}`, but begins at"
        else:
            continue
        also = ((matrix, ("bands", above_at, "from"), f"`{above.id}` begins at {above.from_}"),)
        yield Finding(matrix, ("bands", at, "from"), f"{told} {band.from_}", also)


def _lowest(matrix: RiskMatrix) -> Decimal | None:
    """Return the lowest score that the matrix can make, or None where it makes none."""
    scores = (
        computed_score(matrix, Score(likelihood=likelihood.id, impact=impact.id))
        for likelihood in matrix.likelihood
        for impact in matrix.impact
    )
    return min((score for score in scores if score is not None), default=None)
