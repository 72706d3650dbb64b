"""Figures of the risk register: average scores, and bands where there are several matrices."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from ipcli.assess import scope
from ipcli.assess.bands import current_point, matrix_of, scored
from ipcli.assess.uncounted import NotCountable, Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipcli.model.matrix import RiskMatrix
    from ipcli.model.plan import Plan
    from ipcli.model.risk import Risk


def of_register(plan: Plan, name: str, *, about: str | None) -> Decimal | NotCountable:
    """Return a figure of the register: `average.<point>`, or the number of risks in a band."""
    if name.startswith("average."):
        return _average(plan, name.removeprefix("average."), about)
    matrices = _with_band(plan, name)
    match matrices:
        case []:
            return NotCountable(Why.UNKNOWN, f"`risks.{name}` is not the name of a figure")
        case [matrix]:
            return _in_band(plan, name, matrix, about)
        case _:
            several = " and ".join(f"`{each.id}`" for each in matrices)
            why = f"`{name}` is a band of both {several}, and their risks are not added"
            return NotCountable(Why.SEVERAL, why)


def bands_apart(plan: Plan) -> Iterator[str]:
    """Yield the bands that mean one thing: not those of two matrices in use."""
    used = Counter(band.id for matrix in _used(plan) for band in matrix.bands)
    bands = (band.id for matrix in plan.risk_matrices.values() for band in matrix.bands)
    yield from (each for each in bands if used[each] <= 1)


def averaged(plan: Plan, name: str) -> tuple[int, int] | None:
    """Return how many open risks an average is of, and of how many; None for another figure."""
    before, average, point = name.partition("risks.average.")
    if before or not average:
        return None
    return len(_scores(plan, point, None)), len(_open(plan, None))


def _average(plan: Plan, point: str, about: str | None) -> Decimal | NotCountable:
    """Return the average score at a point, of the risks that are open."""
    points = {each.id for matrix in plan.risk_matrices.values() for each in matrix.points}
    if point not in points:
        return NotCountable(Why.UNKNOWN, f"no risk matrix has a point `{point}`")
    risks, scores = _open(plan, about), _scores(plan, point, about)
    found = sum(scores, Decimal(0)) / len(scores) if scores else None
    if len(scores) < len(risks):
        reason = f"{len(risks) - len(scores)} of {len(risks)} risks have no score at `{point}`"
        return NotCountable(Why.NO_STATES, reason, found)
    return found if found is not None else NotCountable(Why.NOTHING, "there are no risks")


def _with_band(plan: Plan, band: str) -> list[RiskMatrix]:
    """Return the matrices in use that have a band."""
    return [each for each in _used(plan) if any(band == own.id for own in each.bands)]


def _used(plan: Plan) -> Iterable[RiskMatrix]:
    found = {each.id: each for risk in plan.risks.values() if (each := matrix_of(plan, risk))}
    return found.values()


def _in_band(
    plan: Plan, band: str, matrix: RiskMatrix, about: str | None
) -> Decimal | NotCountable:
    """Return how many open risks are in a band of a matrix."""
    risks = [risk for risk in _open(plan, about) if matrix_of(plan, risk) is matrix]
    scores = [score for risk in risks if (score := risk.scores.get(current_point(matrix)))]
    bands = [found.id for score in scores if (found := scored(matrix, score).band)]
    number = Decimal(bands.count(band))
    if len(bands) < len(risks):
        reason = f"{len(risks) - len(bands)} of {len(risks)} risks have no band"
        return NotCountable(Why.NO_STATES, reason, number)
    return number


def _open(plan: Plan, about: str | None) -> list[Risk]:
    wanted = scope.below(plan, "risks", about)
    risks = plan.risks.values()
    return [each for each in risks if not each.closed and (wanted is None or each.id in wanted)]


def _scores(plan: Plan, point: str, about: str | None) -> list[Decimal]:
    found = (_score(plan, risk, point) for risk in _open(plan, about))
    return [score for score in found if score is not None]


def _score(plan: Plan, risk: Risk, point: str) -> Decimal | None:
    score, matrix = risk.scores.get(point), matrix_of(plan, risk)
    if score is None:
        return None
    return scored(matrix, score).score if matrix else score.score
