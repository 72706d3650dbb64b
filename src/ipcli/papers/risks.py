"""The risk register: every open risk, the matrix as a table, what moved, and what was corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.bands import computed_band, computed_score, current_point, matrix_of
from ipcli.model.risk import Score
from ipcli.papers.figures import number
from ipcli.papers.head import head
from ipcli.papers.parts.moves import NOT_COMPARED
from ipcli.papers.parts.names import how_closed, name
from ipcli.papers.parts.risks import RiskRow, register, register_table
from ipcli.papers.pictures.matrix import matrix_figure
from ipcli.papers.sheet import (
    Cell,
    Column,
    Sheet,
    Table,
    TableRow,
    Tagged,
    section,
    sentence,
    table,
    words,
)
from ipcli.papers.tags import tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipcli.model.matrix import AxisStep, Band, RiskMatrix
    from ipcli.model.risk import Risk
    from ipcli.papers.basis import Basis
    from ipcli.papers.sheet import Section


def risks(basis: Basis) -> Sheet:
    """Return the view of the risk register."""
    return Sheet(
        head=head(basis, title=f"{basis.plan.header.title}: risk register"),
        sections=tuple(_sections(basis)),
    )


def _sections(basis: Basis) -> Iterator[Section]:
    found = register(basis)
    if not found.rows:
        yield section("register", "Register", lines=("The plan has no open risks.",))
    else:
        told, many = ", ".join(f"{each.word} {n}" for each, n in found.numbers), len(found.rows)
        still = found._replace(  # how they moved has a section of its own
            rows=tuple(each._replace(movement="", why="") for each in found.rows), compared=False
        )
        whole = register_table(basis, still, "register-table", "Open risks")
        yield section(
            "register",
            "Register",
            lines=(f"{many} open risk{'' if many == 1 else 's'}: {told}.",),
            tables=(whole._replace(enhance=True),),
        )
    for matrix in basis.plan.risk_matrices.values():
        yield from _matrix(basis, matrix)
    yield from _movement(basis, found.rows, compared=found.compared)
    yield from _corrections(basis)
    yield from _closed(basis)


def _columns(titles: Iterable[str]) -> tuple[Column, ...]:
    return tuple(Column(each) for each in titles)


def _matrix(basis: Basis, matrix: RiskMatrix) -> Iterator[Section]:
    """Yield a matrix as a table: likelihood down the side, the highest first, impact across."""
    tables: list[Table] = []
    if matrix.likelihood and matrix.impact:
        inside = _inside(basis, matrix)
        rows = tuple(_line(matrix, step, inside) for step in reversed(matrix.likelihood))
        across = _columns(("Likelihood", *(f"Impact: {_step(each)}" for each in matrix.impact)))
        caption = f"{matrix.name}: open risks by likelihood and impact as they stand now"
        tables.append(Table(f"matrix-{matrix.id}-cells", caption, across, rows))
    if any(each.from_ is not None for each in matrix.bands):
        bands = tuple(_band(each) for each in matrix.bands)
        caption = f"{matrix.name}: bands, the worst first"
        tables += table(f"matrix-{matrix.id}-bands", caption, ("Band", "Scores"), bands)
    figures = matrix_figure(basis, matrix)
    if tables:
        yield section(
            f"matrix-{matrix.id}", f"Matrix: {matrix.name}", figures=figures, tables=tuple(tables)
        )


def _band(band: Band) -> tuple[Cell, ...]:
    lowest = f"From {number(band.from_)}" if band.from_ is not None else "Not laid down"
    return Cell(tags=(Tagged("", tag(band.name, band.colour)),)), words(lowest)


def _step(step: AxisStep) -> str:
    return step.name if step.name == step.id else f"{step.id} {step.name}"


def _inside(basis: Basis, matrix: RiskMatrix) -> dict[tuple[str, str], list[Risk]]:
    """Return the open risks by their present place in the matrix."""
    found: dict[tuple[str, str], list[Risk]] = {}
    for risk in basis.plan.risks.values():
        if risk.closed is None and matrix_of(basis.plan, risk) is matrix:
            now = risk.scores.get(current_point(matrix))
            if now and now.likelihood and now.impact:
                found.setdefault((now.likelihood, now.impact), []).append(risk)
    return found


def _line(
    matrix: RiskMatrix, likelihood: AxisStep, inside: dict[tuple[str, str], list[Risk]]
) -> TableRow:
    cells = [words(_step(likelihood))]
    for impact in matrix.impact:
        here = Score(likelihood=likelihood.id, impact=impact.id)
        value, band = computed_score(matrix, here), computed_band(matrix, here)
        told = number(value) if value is not None else ""
        tags = (Tagged(told, tag(band.name, band.colour)),) if band else ()
        named = "; ".join(
            f"{each.ref or each.id} {each.title}"
            for each in inside.get((likelihood.id, impact.id), ())
        )
        cells.append(Cell(text="" if tags else told, tags=tags, where=named))
    return TableRow(tuple(cells))


def _movement(basis: Basis, rows: tuple[RiskRow, ...], *, compared: bool) -> Iterator[Section]:
    if not rows:
        return
    since = f" since {basis.previous.name}" if basis.previous else ""
    moved = tuple(
        (Cell(name=row.name), words(row.movement), Cell(prose=(row.why,) if row.why else ()))
        for row in rows
        if row.movement
    )
    told = "" if moved else "No score moved." if compared else NOT_COMPARED
    yield section(
        "movement",
        f"Movement{since}",
        lines=(told,) if told else (),
        tables=table(
            "movement-table", "Scores that moved", ("Risk", "How", basis.words.why), moved
        ),
    )


def _corrections(basis: Basis) -> Iterator[Section]:
    """Yield the wrong figures that were put right, which are no movement."""
    rows = tuple(
        (
            Cell(name=name(basis, risk.id)),
            words(each.date),
            words(each.from_),
            words(each.to),
            Cell(prose=(each.reason,)),
        )
        for risk in basis.plan.risks.values()
        for each in risk.corrections
    )
    if rows:
        columns = ("Risk", "Corrected", "From", "To", "Why it was wrong")
        yield section(
            "corrections",
            "Corrections",
            lines=("A correction puts a wrong figure right; it is no movement.",),
            tables=table("corrections-table", "Figures put right", columns, rows),
        )


def _closed(basis: Basis) -> Iterator[Section]:
    rows = tuple(
        (
            Cell(name=name(basis, risk.id)),
            words(sentence(how_closed(basis, risk.closed))),
            words(risk.closed.date),
            Cell(prose=(risk.closed.text,) if risk.closed.text else ()),
        )
        for risk in basis.plan.risks.values()
        if risk.closed
    )
    if rows:
        columns = ("Risk", "How", "When", basis.words.why)
        closed = table("closed-table", "Risks that left the register", columns, rows)
        yield section("closed", "No longer on the register", tables=closed)
