"""The risk register as a progress paper shows it: scores, bands, and what moved and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ipcli.assess.bands import current_point, matrix_of, score_at
from ipcli.changes.renames import renames
from ipcli.model.plan import as_it_was
from ipcli.named import NamedTuple
from ipcli.papers.figures import number
from ipcli.papers.parts.names import Name, name, names, short
from ipcli.papers.parts.risk_moves import axes, moves, score
from ipcli.papers.parts.told import told
from ipcli.papers.sheet import DASH, Cell, Tagged, table, words
from ipcli.papers.tags import NOT_SCORED, Tag, tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.assess.bands import Scored
    from ipcli.changes.renames import Renames
    from ipcli.model.base import Correction
    from ipcli.model.plan import Plan
    from ipcli.model.risk import Mitigation, Risk
    from ipcli.papers.basis import Basis
    from ipcli.papers.sheet import Table


class Pointed(NamedTuple):
    """A score at one point: the point's name, the score, its band, and what does not fit."""

    point: str
    score: str
    tag: Tag | None
    note: str


class RiskRow(NamedTuple):
    """A risk. `band` is the one that it stands in now.

    `movement` says how its scores moved since the last period, `why` why. It is
    `corrected` where only wrong figures were put right since then, which is no movement.
    """

    name: Name
    part_of: str
    description: str
    band: Tag
    scores: tuple[Pointed, ...]
    movement: str
    corrected: bool
    why: str
    owner: str
    mitigations: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def said(self) -> tuple[str, ...]:
        """All prose about it, the risk first."""
        return tuple(filter(None, (self.description, *self.mitigations, *self.lines)))


class Register(NamedTuple):
    """The open risks, and how many stand in each band."""

    rows: tuple[RiskRow, ...]
    numbers: tuple[tuple[Tag, int], ...]
    compared: bool


def register(basis: Basis) -> Register:
    """Return the open risks of the plan in the order of the files."""
    risks = [risk for risk in basis.plan.risks.values() if risk.closed is None]
    renamed = renames(basis.before, basis.plan, ()) if basis.before else None
    rows = tuple(_row(basis, risk, renamed) for risk in risks)
    return Register(rows, _numbers(basis, risks), compared=basis.before is not None)


def register_table(basis: Basis, found: Register, anchor: str, caption: str) -> Table:
    """Return the register as a table, with how each score moved where that was compared."""
    columns = (
        "Risk",
        "Score",
        "Movement",
        basis.words.owner,
        "The risk, and what is done about it",
    )
    rows = tuple(_cells(each, compared=found.compared) for each in found.rows)
    (made,) = table(anchor, caption, columns, rows, wide=columns[-1])
    kept = zip(made.rows, found.rows, strict=True)
    return made._replace(rows=tuple(row._replace(state=each.band.word) for row, each in kept))


def _cells(row: RiskRow, *, compared: bool) -> tuple[Cell, ...]:
    tags = tuple(
        Tagged(_scored(each), each.tag, f"({each.note})" if each.note else "")
        for each in row.scores
        if each.tag
    )
    bare = "; ".join(f"{_scored(each)} {each.note}".strip() for each in row.scores if not each.tag)
    moved = f"{row.movement}." if row.movement else ""
    still = "None" if compared and row.scores else ""
    return (
        Cell(name=row.name, where=f"Part of {row.part_of}" if row.part_of else ""),
        Cell(text=bare or ("" if tags else NOT_SCORED.word), tags=tags),
        Cell(text=moved or still or DASH, prose=(row.why,) if row.why else ()),
        words(row.owner),
        Cell(prose=row.said),
    )


def _scored(each: Pointed) -> str:
    """Return the point and the score that stand before a band."""
    return ": ".join(filter(None, (each.point, each.score)))


def _numbers(basis: Basis, risks: list[Risk]) -> tuple[tuple[Tag, int], ...]:
    """Return how many risks stand in each band, zero too, and how many in none."""
    empty = {
        tag(band.name, band.colour): 0
        for matrix in basis.plan.risk_matrices.values()
        for band in matrix.bands
    }
    found = Counter(_band_now(basis.plan, risk) for risk in risks)
    return tuple({**empty, **found}.items()) if risks else ()


def _band_now(plan: Plan, risk: Risk) -> Tag:
    return _band(score_at(plan, risk, current_point(matrix_of(plan, risk)))) or NOT_SCORED


def _row(basis: Basis, risk: Risk, renamed: Renames | None) -> RiskRow:
    moved = tuple(moves(basis, risk, renamed)) if renamed else ()
    movement = ", ".join(each.told for each in moved)
    put_right = bool(moved) and all(each.put_right for each in moved)
    return RiskRow(
        name=name(basis, risk.id),
        part_of=short(basis, risk.parent) if risk.parent else "",
        description=risk.description or "",
        band=_band_now(basis.plan, risk),
        scores=tuple(_scores(basis, risk)),
        movement=f"{movement[:1].upper()}{movement[1:]}",
        corrected=put_right,
        why=" ".join(_reasons(basis, risk, put_right=put_right)) if movement else "",
        owner=names(basis, risk.owner),
        mitigations=tuple(_mitigation(basis, each) for each in risk.mitigations),
        lines=(*told(basis, risk.id).summary, *told(basis, risk.id).lines),
    )


def _band(found: Scored | None) -> Tag | None:
    return tag(found.band.name, found.band.colour) if found and found.band else None


def _scores(basis: Basis, risk: Risk) -> Iterator[Pointed]:
    """Yield the scores in the order of the matrix's points."""
    matrix = matrix_of(basis.plan, risk)
    points = matrix.points if matrix else ()
    for point in points:
        found = score_at(basis.plan, risk, point.id)
        if found:
            label = point.name if len(points) > 1 else ""
            figure = score(found) or axes(risk.scores[point.id])
            yield Pointed(label, figure, _band(found), _misfit(found))


def _misfit(found: Scored) -> str:
    """Say that a published score or band is not the one that the matrix makes."""
    if found.score_differs and found.computed_score is not None:
        return f"as published; likelihood and impact make {number(found.computed_score)}"
    if found.band_differs and found.computed_band is not None:
        return f"as published; the score is in the band {found.computed_band.name}"
    return ""


def _reasons(basis: Basis, risk: Risk, *, put_right: bool) -> Iterator[str]:
    """Yield what was told of a risk since the last period: its new updates and corrections."""
    before = as_it_was(basis.before.risks, risk) if basis.before else None
    for reason in dict.fromkeys(each.reason for each in _corrected(basis, risk)):
        yield reason if put_right else f"Corrected: {reason}"
    for each in risk.updates:
        if before is None or each not in before.updates:
            yield f"{each.text} (exempt: {each.exempt})" if each.exempt else each.text


def _corrected(basis: Basis, risk: Risk) -> Iterator[Correction]:
    """Yield what was put right since the last period."""
    before = as_it_was(basis.before.risks, risk) if basis.before else None
    yield from (e for e in risk.corrections if before is None or e not in before.corrections)


def _mitigation(basis: Basis, mitigation: Mitigation) -> str:
    ties = (
        short(basis, mitigation.item) if mitigation.item else "",
        names(basis, mitigation.owner),
        f"due {mitigation.due}" if mitigation.due else "",
    )
    tied = "; ".join(filter(None, ties))
    return f"{mitigation.text} ({tied})" if tied else mitigation.text
