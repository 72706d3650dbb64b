"""Scores and bands of risks: as published, and as the matrix makes them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ipcli.model.matrix import AxisStep, Band, Point, RiskMatrix
    from ipcli.model.plan import Plan
    from ipcli.model.risk import Risk, Score

T = TypeVar("T")

# Words that tell which point is which, in its id or its name.
_PRESENT = frozenset(
    {"current", "residual", "net", "now", "present", "mitigated", "managed", "actual"}
)
_FIRST = frozenset(
    {"inherent", "gross", "raw", "initial", "original"}
    | {"uncontrolled", "untreated", "unmitigated", "before"}
)
_GOAL = frozenset({"target", "aim", "goal", "appetite", "desired", "planned", "tolerance"})


class Scored(NamedTuple):
    """A risk's score at one point. `score` and `band` are as published, else as computed.

    `score_differs` and `band_differs` are so where both a published and a computed one are there
    and are not the same.
    """

    score: Decimal | None
    computed_score: Decimal | None
    band: Band | None
    computed_band: Band | None
    score_differs: bool
    band_differs: bool


def matrix_of(plan: Plan, risk: Risk) -> RiskMatrix | None:
    """Return the matrix a risk names, or the only one of the plan."""
    if risk.matrix:
        return plan.risk_matrices.get(risk.matrix)
    only = list(plan.risk_matrices.values())
    return only[0] if len(only) == 1 else None


def score_at(plan: Plan, risk: Risk, point: str) -> Scored | None:
    """Return the score of a risk at a point; None where it has none."""
    matrix, given = matrix_of(plan, risk), risk.scores.get(point)
    return scored(matrix, given) if matrix and given else None


def current_point(matrix: RiskMatrix | None) -> str:
    """Return the point that says how things stand now.

    Where that cannot be told it is the first of those that may be it (IP618). Without a matrix,
    or without points, `current`.
    """
    likely = _likely(matrix.points) if matrix else ()
    return likely[0].id if likely else "current"


def points_then_and_now(
    before: RiskMatrix | None, old: Risk, after: RiskMatrix | None, new: Risk
) -> Iterator[tuple[str, str]]:
    """Yield each point of two states of a risk as it was called and is called, the present first.

    How things stand now is compared with how they stood then, whatever that is called.
    """
    present = current_point(before), current_point(after)
    named = (point.id for point in (after.points if after else ()))
    others = dict.fromkeys((*named, *old.scores, *new.scores))
    yield present
    yield from ((each, each) for each in others if each not in present)


def present_is_told(matrix: RiskMatrix) -> bool:
    """Whether one point, and no other, can be the present one."""
    return len(_likely(matrix.points)) <= 1


def _likely(points: Sequence[Point]) -> Sequence[Point]:
    """Return the points that may be the present one.

    It has the id `current`, else is called so, else is neither the first score nor the goal.
    """
    if outright := [each for each in points if each.id == "current"]:
        return outright
    called = [(_called(each), each) for each in points]
    present = [each for kind, each in called if kind is _PRESENT]
    return present or [each for kind, each in called if kind is None] or points


def _called(point: Point) -> frozenset[str] | None:
    """Return the words that a point is called by: those of its id, else those of its name.

    A text with words of two kinds (`Target residual score`) tells nothing.
    """
    for text in (point.id, point.name):
        words = set(re.split(r"[\W\d_]+", text.lower()))
        kinds = [kind for kind in (_PRESENT, _FIRST, _GOAL) if kind & words]
        if len(kinds) == 1:
            return kinds[0]
    return None


def target_point(matrix: RiskMatrix | None) -> str | None:
    """Return the point `target`, where the matrix has one."""
    points = matrix.points if matrix else ()
    return "target" if any(point.id == "target" for point in points) else None


def computed_score(matrix: RiskMatrix, score: Score) -> Decimal | None:
    """Return the score that the axes make: product, sum or table; None where they cannot.

    Where the steps of an axis are not all numbers, a product or sum takes their places, from 1 up.
    """
    if score.likelihood is None or score.impact is None:
        return None
    if matrix.scoring == "table":
        return _cell(matrix, matrix.scores, score)
    likelihood = _worth(matrix.likelihood, score.likelihood)
    impact = _worth(matrix.impact, score.impact)
    if likelihood is None or impact is None or matrix.scoring == "none":
        return None
    return likelihood + impact if matrix.scoring == "sum" else likelihood * impact


def computed_band(matrix: RiskMatrix, score: Score) -> Band | None:
    """Return the band by the grid's cell, else by the published or computed score."""
    cell = _cell(matrix, matrix.grid, score)
    if cell is not None:
        return matrix.band(cell)
    value = score.score if score.score is not None else computed_score(matrix, score)
    return band_of_score(matrix, value) if value is not None else None


def band_of_score(matrix: RiskMatrix, value: Decimal) -> Band | None:
    """Return the band with the highest `from` that a score reaches; None below the lowest."""
    reached = [band for band in matrix.bands if band.from_ is not None and band.from_ <= value]
    return max(reached, key=lambda band: band.from_ or Decimal(0), default=None)


def scored(matrix: RiskMatrix, score: Score) -> Scored:
    """Return a score with what the matrix makes of it."""
    made, makes = computed_score(matrix, score), computed_band(matrix, score)
    published = matrix.band(score.band) if score.band else None
    return Scored(
        score=score.score if score.score is not None else made,
        computed_score=made,
        band=published or makes,
        computed_band=makes,
        score_differs=score.score is not None and made is not None and score.score != made,
        band_differs=published is not None and makes is not None and published.id != makes.id,
    )


def at_target(plan: Plan, risk: Risk) -> bool | None:
    """Whether a risk's current score is its target, or better; None where that cannot be told.

    By scores where both have one, else by bands.
    """
    matrix = matrix_of(plan, risk)
    current = risk.scores.get(current_point(matrix))
    target = risk.scores.get(target_point(matrix) or "")
    if matrix is None or current is None or target is None:
        return None
    now, aim = scored(matrix, current), scored(matrix, target)
    if now.score is not None and aim.score is not None:
        return now.score <= aim.score
    if now.band and aim.band:
        order = [band.id for band in matrix.bands]
        return order.index(now.band.id) >= order.index(aim.band.id)
    return None


def _cell(matrix: RiskMatrix, rows: Mapping[str, Sequence[T]], score: Score) -> T | None:
    """Return what stands in a table by likelihood and impact; None where there is a hole."""
    row = rows.get(score.likelihood or "", ())
    place = next((at for at, step in enumerate(matrix.impact) if step.id == score.impact), len(row))
    return row[place] if place < len(row) else None


def _worth(axis: Sequence[AxisStep], step_id: str) -> Decimal | None:
    """Return what a step of an axis is worth: its number, or its place."""
    ids = [step.id for step in axis]
    if step_id not in ids:
        return None
    return Decimal(step_id if all(step.is_number for step in axis) else ids.index(step_id) + 1)
