"""The open risks in their cells of the matrix, and from which cell each moved."""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING

from ipcli.assess.bands import computed_band, computed_score, current_point, matrix_of
from ipcli.model.plan import as_it_was
from ipcli.model.risk import Score
from ipcli.named import NamedTuple
from ipcli.papers.figures import number
from ipcli.papers.parts.names import short
from ipcli.papers.pictures.drawing import Area, Drawing, Figure, Shapes, Sign, Stroke, Words
from ipcli.papers.tags import tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ipcli.model.matrix import AxisStep, RiskMatrix
    from ipcli.model.plan import Plan
    from ipcli.model.risk import Risk
    from ipcli.papers.basis import Basis

WIDTH, LEFT, TOP, HEIGHT = 300, 68, 18, 54  # of all; of the names at the side; of what is above
MARK, HEAD = 18, 15  # how wide a mark is with its room, and what stands at the top of a cell
LETTER = 7  # how wide a letter of a name is, in the picture's own units

Cell = tuple[str, str]  # likelihood and impact


class Placed(NamedTuple):
    """A risk in the matrix: its number in the picture, its cell, and its cell of last time."""

    number: int
    risk: Risk
    now: Cell
    was: Cell | None


class Grid(NamedTuple):
    """Where each cell lies."""

    matrix: RiskMatrix
    width: int
    rows: Mapping[str, int]
    columns: Mapping[str, int]

    @property
    def bottom(self) -> int:
        """Where the cells end."""
        return TOP + HEIGHT * len(self.rows)

    @property
    def slots(self) -> int:
        """How many marks have room in a cell."""
        return (self.width // MARK) * ((HEIGHT - HEAD) // MARK)

    def corner(self, cell: Cell) -> tuple[int, int]:
        """Return the upper left corner of a cell."""
        likelihood, impact = cell
        return LEFT + self.columns[impact] * self.width, TOP + self.rows[likelihood] * HEIGHT

    def slot(self, cell: Cell, at: int) -> tuple[int, int]:
        """Return the middle of a place for a mark."""
        x, y = self.corner(cell)
        row, column = divmod(at, self.width // MARK)
        return x + column * MARK + MARK // 2 + 1, y + HEAD + row * MARK + MARK // 2


def matrices(basis: Basis) -> tuple[Figure, ...]:
    """Return the pictures of all matrices of the plan."""
    found = basis.plan.risk_matrices.values()
    return tuple(figure for matrix in found for figure in matrix_figure(basis, matrix))


def matrix_figure(basis: Basis, matrix: RiskMatrix) -> tuple[Figure, ...]:
    """Return the picture of a matrix with axes; none where no open risk has a place in it."""
    open_ = [
        risk
        for risk in basis.plan.risks.values()
        if risk.closed is None and matrix_of(basis.plan, risk) is matrix
    ]
    placed = tuple(_placed(basis, matrix, open_))
    if not placed:
        return ()
    grid = _grid(matrix)
    return (
        Figure(
            _drawing(basis, grid, placed),
            notes=tuple(_notes(basis, placed, len(open_) - len(placed))),
            entries=tuple(f"{each.number}: {short(basis, each.risk.id)}" for each in placed),
            scales=True,
        ),
    )


def _placed(basis: Basis, matrix: RiskMatrix, risks: Sequence[Risk]) -> Iterator[Placed]:
    """Yield the risks that have a cell, numbered in the order of the register."""
    found = ((risk, _cell(matrix, basis.plan, risk)) for risk in risks)
    here = [(risk, cell) for risk, cell in found if cell]
    for at, (risk, now) in enumerate(here, 1):
        before = as_it_was(basis.before.risks, risk) if basis.before else None
        was = _cell(matrix, basis.before, before) if basis.before and before else None
        yield Placed(at, risk, now, was if was != now else None)


def _cell(matrix: RiskMatrix, plan: Plan, risk: Risk) -> Cell | None:
    """Return the cell of a risk as it stands in a plan, where the matrix has such a cell."""
    score = risk.scores.get(current_point(matrix_of(plan, risk)))
    if score is None or not (score.likelihood and score.impact):
        return None
    known = score.likelihood in {each.id for each in matrix.likelihood}
    return (
        (score.likelihood, score.impact)
        if known and score.impact in {each.id for each in matrix.impact}
        else None
    )


def _grid(matrix: RiskMatrix) -> Grid:
    rows = {each.id: at for at, each in enumerate(reversed(matrix.likelihood))}
    columns = {each.id: at for at, each in enumerate(matrix.impact)}
    return Grid(matrix, max((WIDTH - LEFT) // len(columns), MARK + 2), rows, columns)


def _drawing(basis: Basis, grid: Grid, placed: Sequence[Placed]) -> Drawing:
    slots = _slots(grid, placed)
    matrix = grid.matrix
    return Drawing(
        id=f"matrix-{matrix.id}-picture",
        title=f"{matrix.name}: where each open risk stands"
        + (f", and where it stood at {basis.previous.name}" if basis.previous else ""),
        description=_description(basis, placed),
        width=LEFT + grid.width * len(grid.columns) + 2,
        height=grid.bottom + 34,
        draw=lambda: Shapes(
            areas=tuple(_cells(grid)),
            strokes=tuple(_moves(slots, placed)),
            signs=(*_bands(grid), *_marks(slots, placed)),
            words=(*_scores(grid), *_names(grid), *_numbers(slots, placed), *_more(grid, placed)),
        ),
    )


def _notes(basis: Basis, placed: Sequence[Placed], left_out: int) -> Iterator[str]:
    if basis.previous and any(each.was for each in placed):
        yield f"A broken circle and an arrow show where a risk stood at {basis.previous.name}."
    if left_out:
        have = "risk has" if left_out == 1 else "risks have"
        yield f"{left_out} open {have} no likelihood and impact, and cannot be drawn."


def _slots(grid: Grid, placed: Sequence[Placed]) -> Mapping[tuple[int, str], tuple[int, int]]:
    """Return where each mark stands: the risks as they are first, then where they were."""
    taken: dict[Cell, int] = {}
    found: dict[tuple[int, str], tuple[int, int]] = {}
    marks = [(each.number, "now", each.now) for each in placed]
    marks += [(each.number, "was", each.was) for each in placed if each.was]
    for number_, which, cell in marks:
        at = taken.get(cell, 0)
        taken[cell] = at + 1
        if at < grid.slots:
            found[number_, which] = grid.slot(cell, at)
    return found


def _each_cell(grid: Grid) -> Iterator[tuple[Cell, Score]]:
    for likelihood in grid.rows:
        for impact in grid.columns:
            yield (likelihood, impact), Score(likelihood=likelihood, impact=impact)


def _cells(grid: Grid) -> Iterator[Area]:
    for cell, score in _each_cell(grid):
        x, y = grid.corner(cell)
        band = computed_band(grid.matrix, score)
        yield Area(str(x), y, str(grid.width), HEIGHT, f"cell {band.colour if band else 'none'}")


def _bands(grid: Grid) -> Iterator[Sign]:
    """Yield the sign of each cell's band, in its corner."""
    for cell, score in _each_cell(grid):
        x, y = grid.corner(cell)
        band = computed_band(grid.matrix, score)
        if band:
            shape = tag(band.name, band.colour).shape
            yield Sign(shape, str(x + 8), y + 8, f"band {band.colour}", size=8)


def _scores(grid: Grid) -> Iterator[Words]:
    for cell, score in _each_cell(grid):
        x, y = grid.corner(cell)
        value = computed_score(grid.matrix, score)
        if value is not None:
            yield Words(str(x + grid.width - 4), y + 11, number(value), "end soft")


def _names(grid: Grid) -> Iterator[Words]:
    """Yield the names of the steps, or their ids where one of the names has no room."""
    down = _fitting(grid.matrix.likelihood, LEFT - 6)
    across = _fitting(grid.matrix.impact, grid.width)
    for step, at in grid.rows.items():
        yield Words(str(LEFT - 6), TOP + at * HEIGHT + HEIGHT // 2 + 4, down[step], "end")
    for step, at in grid.columns.items():
        middle = LEFT + at * grid.width + grid.width // 2
        yield Words(str(middle), grid.bottom + 14, across[step], "middle")
    yield Words("0", 11, "Likelihood", "strong")
    yield Words(
        str(LEFT + grid.width * len(grid.columns)), grid.bottom + 30, "Impact", "end strong"
    )


def _fitting(axis: Sequence[AxisStep], room: int) -> Mapping[str, str]:
    fits = all(len(step.name) * LETTER <= room for step in axis)
    return {step.id: step.name if fits else step.id for step in axis}


def _marks(
    slots: Mapping[tuple[int, str], tuple[int, int]], placed: Sequence[Placed]
) -> Iterator[Sign]:
    for each in placed:
        for which, kind in (("was", "ghost"), ("now", "mark")):
            if place := slots.get((each.number, which)):
                yield Sign("circle", str(place[0]), place[1], kind, size=MARK - 2)


def _numbers(
    slots: Mapping[tuple[int, str], tuple[int, int]], placed: Sequence[Placed]
) -> Iterator[Words]:
    for each in placed:
        for which, kind in (("was", "middle in-ghost"), ("now", "middle in-mark")):
            if place := slots.get((each.number, which)):
                yield Words(str(place[0]), place[1] + 4, str(each.number), kind)


def _moves(
    slots: Mapping[tuple[int, str], tuple[int, int]], placed: Sequence[Placed]
) -> Iterator[Stroke]:
    """Yield an arrow from where a risk stood to where it stands, from edge to edge."""
    for each in placed:
        was, now = slots.get((each.number, "was")), slots.get((each.number, "now"))
        if was and now:
            across, down = now[0] - was[0], now[1] - was[1]
            far = max(isqrt(across * across + down * down), 1)
            x, y = across * (MARK // 2) // far, down * (MARK // 2) // far
            yield Stroke(str(was[0] + x), was[1] + y, str(now[0] - x), now[1] - y, "moved-to")


def _more(grid: Grid, placed: Sequence[Placed]) -> Iterator[Words]:
    """Say in a cell that more risks stand in it than have room."""
    for cell, _ in _each_cell(grid):
        here = sum(each.now == cell for each in placed)
        if here > grid.slots:
            x, y = grid.corner(cell)
            yield Words(str(x + 14), y + 11, f"+{here - grid.slots}")


def _description(basis: Basis, placed: Sequence[Placed]) -> str:
    moved = [each for each in placed if each.was]
    told = f"{len(placed)} open risk{'' if len(placed) == 1 else 's'} by likelihood and impact."
    if basis.before is None:
        return told
    if not moved:
        return f"{told} None moved to another cell."
    names = "; ".join(
        f"{short(basis, each.risk.id)}, from likelihood {each.was[0]} and impact {each.was[1]} "
        f"to {each.now[0]} and {each.now[1]}"
        for each in moved
        if each.was
    )
    return f"{told} Moved to another cell: {names}."
