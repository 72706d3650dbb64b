"""The risk register: scores, bands, the matrix, and movement since an earlier state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.bands import current_point, matrix_of, points_then_and_now, score_at
from ipcli.changes import by_record, changes, correcting
from ipcli.changes.renames import renames
from ipcli.model.dates import long_day
from ipcli.model.plan import as_it_was
from ipcli.output.cells import Said, decimal, names
from ipcli.output.sheet import Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ipcli.changes import Change
    from ipcli.changes.renames import Renames
    from ipcli.model.matrix import RiskMatrix
    from ipcli.model.plan import Plan
    from ipcli.model.risk import Risk
    from ipcli.output.cells import Cell, Value


NOTHING = Said("", None)


def risks(plan: Plan, *, today: date, before: Plan | None, since: str) -> Sheet:
    """Return the register on a day; with an earlier state of the plan, what moved since then.

    `since` names the earlier state, or says why there is none.
    """
    tables = [register(plan, today=today)]
    tables += [_movement(plan, before, today)] if before else []
    tables += [_matrix(plan, each, today) for each in plan.risk_matrices.values() if _axes(each)]
    about = f"Movement is since {since}." if before else f"Movement is not shown: {since}."
    title = f"{plan.header.council}: risk register"
    return Sheet(title, f"On {long_day(today)}. {about}", tuple(tables))


def register(plan: Plan, *, today: date) -> Table:
    """Return every risk that is open on a day with its scores at each point, highest first."""
    points: dict[str, list[str]] = {}
    for matrix in plan.risk_matrices.values():
        for point in matrix.points:
            points.setdefault(point.id, []).append(point.name)
    rows: list[tuple[Cell, ...]] = [
        (
            risk.ref or risk.id,
            risk.title,
            names((plan.name_of(owner) for owner in risk.owner), none="no owner"),
            *(_score(plan, risk, point) for point in points),
            risk.id,
        )
        for risk in sorted(_open(plan, today), key=lambda risk: -_weight(plan, risk))
    ]
    columns = (
        "Ref",
        "Risk",
        "Owner",
        *(" / ".join(dict.fromkeys(names)) for names in points.values()),
    )
    return Table("risks", "Risks", columns, tuple(rows), none="No risk is open.", facts=("id",))


def _score(plan: Plan, risk: Risk, point: str) -> Said:
    """Return a score in words, and for programs its parts: the score and band that it comes to."""
    return Said(score_words(plan, risk, point), _parts(plan, risk, point))


def _parts(plan: Plan, risk: Risk, point: str, renamed: Renames | None = None) -> Value:
    """Return the parts of a score, its band as it is called now where `renamed` tells that."""
    matrix, found = matrix_of(plan, risk), score_at(plan, risk, point)
    if matrix is None or found is None:
        return None
    score, band = risk.scores[point], found.band.id if found.band else None
    return {
        "likelihood": score.likelihood,
        "impact": score.impact,
        "score": decimal(found.score),
        "band": renamed.band(matrix.id, band) if renamed else band,
    }


def score_words(plan: Plan, risk: Risk, point: str) -> str:
    """Return a score as `12 Red`, with what does not fit; `not scored` where there is none."""
    found = score_at(plan, risk, point)
    made = found.computed_score if found and found.score_differs else None
    return _figure(plan, risk, point) + (f" (the axes make {made})" if made is not None else "")


def _figure(plan: Plan, risk: Risk, point: str) -> str:
    """Return a score as `12 Red`; `not scored` where there is none."""
    found = score_at(plan, risk, point)
    if found is None:
        return "not scored"
    number = format(found.score.normalize(), "f") if found.score is not None else ""
    words = [number or _axes_of(risk, point), found.band.name if found.band else ""]
    return " ".join(word for word in words if word) or "not scored"


def _axes_of(risk: Risk, point: str) -> str:
    score = risk.scores.get(point)
    return (
        f"{score.likelihood} x {score.impact}"
        if score and score.likelihood and score.impact
        else ""
    )


def _open(plan: Plan, today: date) -> list[Risk]:
    return [risk for risk in plan.risks.values() if not _closed(risk, today)]


def _closed(risk: Risk, today: date) -> bool:
    """Tell whether a risk has left the register by a day; in a month or a year, by its first."""
    if risk.closed is None:
        return False
    day = risk.closed.date.earliest
    return day is None or day <= today


def _weight(plan: Plan, risk: Risk) -> float:
    found = score_at(plan, risk, current_point(matrix_of(plan, risk)))
    return float(found.score) if found and found.score is not None else -1.0


def _movement(plan: Plan, before: Plan, today: date) -> Table:
    """Return what moved since an earlier state: scores, and what came to the register or left."""
    found = by_record(changes(before, plan))
    rows: list[tuple[Cell, ...]] = []
    renamed = renames(before, plan, ())
    gone = {each.id: each for each in before.risks.values() if not each.closed}
    for risk in plan.risks.values():
        old = as_it_was(before.risks, risk)
        if old is None:
            rows.append(_row(risk, "new"))
            continue
        gone.pop(old.id, None)
        if risk.closed and _closed(risk, today) and not old.closed:
            rows.append(_row(risk, "closed", plan.how_closed(risk.closed), risk.closed.text))
        matrices = matrix_of(before, old), matrix_of(plan, risk)
        for earlier, point in points_then_and_now(matrices[0], old, matrices[1], risk):
            was, now = _score(before, old, earlier), _score(plan, risk, point)
            told = _turned(_figure(before, old, earlier), _figure(plan, risk, point)) or _turned(
                _axes_of(old, earlier), _axes_of(risk, point)
            )
            if told and _parts(before, old, earlier, renamed) != now.value:
                put_right = correcting(found.get(risk.id, ()), point)
                moved, why = _moved(told, put_right)
                why = why or _since(risk, old) or "no reason is given"
                rows.append(_row(risk, point, moved, why, was, now))
    rows += [_row(each, "gone") for each in gone.values()]
    columns, facts = ("Ref", "Risk", "Point", "Moved", "Why"), ("id", "before", "after")
    return Table("movement", "Movement", columns, tuple(rows), none="No score moved.", facts=facts)


def _row(
    risk: Risk,
    point: str,
    moved: str = "",
    why: str | None = "",
    was: Cell = NOTHING,
    now: Cell = NOTHING,
) -> tuple[Cell, ...]:
    return (risk.ref or risk.id, risk.title, point, moved, why or "", risk.id, was, now)


def _turned(was: str, now: str) -> str:
    return f"{was} to {now}" if was and now and was != now else ""


def _moved(told: str, put_right: Iterable[Change]) -> tuple[str, str]:
    """Return how a score moved, or that a wrong one was put right, and then why it was wrong."""
    reasons = "; ".join(dict.fromkeys(each.corrected_by for each in put_right))
    return (f"corrected from {told}, not moved", reasons) if reasons else (told, "")


def _since(risk: Risk, old: Risk) -> str:
    """Return the last update of a risk that it did not have before."""
    return next((each.text for each in reversed(risk.updates) if each not in old.updates), "")


def _axes(matrix: RiskMatrix) -> bool:
    return bool(matrix.likelihood and matrix.impact)


def _matrix(plan: Plan, matrix: RiskMatrix, today: date) -> Table:
    """Return the matrix as a table, the highest likelihood first, with the open risks in it."""
    point = current_point(matrix)
    cells: dict[tuple[str, str], list[str]] = {}
    for risk in _open(plan, today):
        score = risk.scores.get(point)
        if matrix_of(plan, risk) is matrix and score and score.likelihood and score.impact:
            cells.setdefault((score.likelihood, score.impact), []).append(risk.ref or risk.id)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            f"{row.id} {row.name}",
            *(names(cells.get((row.id, column.id), ()), none="-") for column in matrix.impact),
        )
        for row in reversed(matrix.likelihood)
    )
    columns = ("Likelihood", *(f"Impact {each.id} {each.name}" for each in matrix.impact))
    return Table(f"matrix_{matrix.id}", matrix.name, columns, rows)
