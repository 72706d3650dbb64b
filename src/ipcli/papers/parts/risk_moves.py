"""How the scores of a risk moved since the last period, at each point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.bands import current_point, matrix_of, points_then_and_now, score_at
from ipcli.changes import correcting
from ipcli.model.plan import as_it_was
from ipcli.named import NamedTuple
from ipcli.papers.figures import number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ipcli.assess.bands import Scored
    from ipcli.changes.renames import Renames
    from ipcli.model.plan import Plan
    from ipcli.model.risk import Risk, Score
    from ipcli.papers.basis import Basis


class Move(NamedTuple):
    """How a score moved at one point, or that it was only put right."""

    told: str
    put_right: bool


def moves(basis: Basis, risk: Risk, renamed: Renames) -> Iterator[Move]:
    """Yield how the scores moved since the last period: the present one first, then the others."""
    before, plan = basis.before, basis.plan
    old = as_it_was(before.risks, risk) if before else None
    if before is None or old is None:
        yield Move("new", put_right=False)
        return
    matrix = matrix_of(plan, risk)
    labels = {each.id: each.name.lower() for each in (matrix.points if matrix else ())}
    for earlier, point in points_then_and_now(matrix_of(before, old), old, matrix, risk):
        was, now = _stand(before, old, earlier), _stand(plan, risk, point)
        moved = _moved(was._replace(band=renamed.band(was.matrix, was.band)), now)
        if moved:
            label = "" if point == current_point(matrix) else f"{labels.get(point, point)} "
            put_right = bool(correcting(basis.changes.get(risk.id, ()), point))
            corrected = f"corrected {moved.partition(' ')[2]}, not moved"
            yield Move(f"{label}{corrected if put_right else moved}", put_right)


class _Stand(NamedTuple):
    """How a risk stands at a point of its matrix; `is_made` where the axes make it so."""

    matrix: str
    band: str | None
    score: Decimal | None
    axes: str
    band_name: str
    is_made: bool

    @property
    def figures(self) -> tuple[str | None, Decimal | None]:
        """The band and the score, which are compared."""
        return self.band, self.score

    @property
    def printed(self) -> str:
        """What a paper prints of it."""
        figure = number(self.score) if self.score is not None else ""
        return " ".join(filter(None, (self.band_name, figure))) or self.axes or "not scored"


def _stand(plan: Plan, risk: Risk, point: str) -> _Stand:
    found, matrix = score_at(plan, risk, point), matrix_of(plan, risk)
    if found is None or matrix is None:
        return _Stand("", None, None, "", "", is_made=False)
    return _Stand(
        matrix.id,
        found.band.id if found.band else None,
        found.score,
        axes(risk.scores[point]),
        found.band.name if found.band else "",
        (found.score, found.band) == (found.computed_score, found.computed_band),
    )


def _moved(was: _Stand, now: _Stand) -> str:
    """Say how a score moved; nothing where it did not, or where its band only has another name."""
    scored_alike = was.figures == now.figures != (None, None)
    if was.printed != now.printed and not scored_alike:
        return f"{_way(was, now)} from {was.printed} to {now.printed}"
    if was.axes and now.axes and was.axes != now.axes:
        so = (
            f", which make {now.printed} too" if now.is_made else f"; the score stays {now.printed}"
        )
        return f"changed from {was.axes} to {now.axes}{so}"
    return ""


def _way(was: _Stand, now: _Stand) -> str:
    if was.score is None or now.score is None or was.score == now.score:
        return "changed"
    return "down" if now.score < was.score else "up"


def score(found: Scored) -> str:
    """Return a score as papers print it."""
    return number(found.score) if found.score is not None else ""


def axes(score: Score) -> str:
    """Say likelihood and impact, for a matrix that makes no score of them."""
    pairs = (("likelihood", score.likelihood), ("impact", score.impact))
    return ", ".join(f"{axis} {step}" for axis, step in pairs if step)
