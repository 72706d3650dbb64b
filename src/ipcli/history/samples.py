"""The numbers of each round: a level's items by state, a register's risks by band."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from ipcli.assess.bands import current_point, matrix_of, scored
from ipcli.assess.counts import count_table
from ipcli.changes.renames import renames
from ipcli.history.runs import Sample
from ipcli.model.header import Count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ipcli.assess.bands import Scored
    from ipcli.assess.counts import CountTable
    from ipcli.changes.renames import Renames
    from ipcli.history.rounds import State
    from ipcli.model.header import Level
    from ipcli.model.matrix import RiskMatrix
    from ipcli.model.plan import Plan
    from ipcli.model.scale import Scale

MISSING = "missing"


def of_level(level_id: str, states: Sequence[State]) -> Iterator[Sample]:
    """Yield the items of a level by state, for each round in which the level has a scale."""
    names = _names(level_id, [state.plan for state in states])
    before: Plan | None = None
    was: Scale | None = None
    for state, name in zip(states, names, strict=True):
        level = state.plan.levels.get(name)
        scale = state.plan.scales.get(level.scale or "") if level else None
        if level and scale:
            into = _states(was, scale, renames(before, state.plan)) if was and before else {}
            yield _level_sample(level, state, into)
            before, was = state.plan, scale


def _names(level_id: str, plans: Sequence[Plan]) -> list[str]:
    """Return what a level is called in each plan, by what the later ones say it was called."""
    found: list[str] = []
    names = [level_id]
    for plan in reversed(plans):
        name = next((each for each in names if each in plan.levels), "")
        found.append(name)
        if name:
            names = [name, *plan.levels[name].was]
    return found[::-1]


def of_count(
    count_id: str, counted: Iterable[tuple[State, Sequence[CountTable]]]
) -> Iterator[tuple[Sample, CountTable]]:
    """Yield a count of the plan by state or band, for each round that has it, with its table.

    It goes on from one round to the next only where it counts the same things.
    """
    before: tuple[Plan, CountTable] | None = None
    for state, tables in counted:
        table = next((each for each in tables if each.count.id == count_id), None)
        if table and table.rows:
            into = same_rows(*before, state.plan, table) if before else {}
            yield _sample(state, table, into), table
            before = state.plan, table


def same_rows(was: Plan, old: CountTable, now: Plan, new: CountTable) -> dict[str, str]:
    """Return what each row of a count is in the newer one; none where it counts other things."""
    names = renames(was, now)
    levels = tuple(names.levels.get(each, each) for each in old.count.levels)
    labels = tuple(names.now(each) for each in old.count.labels)
    counted = old.count.model_copy(update={"levels": levels, "labels": labels})
    same = {"name": new.count.name, "decimals": new.count.decimals}
    if counted.model_copy(update=same) != new.count:
        return {}
    if new.scale in now.scales:
        scale = was.scales.get(old.scale)
        return _states(scale, now.scales[new.scale], names) if scale else {}
    matrix = was.risk_matrices.get(old.scale)
    return _bands((was, matrix), now.risk_matrices[new.scale], now) if matrix else {}


def _level_sample(level: Level, state: State, into: Mapping[str, str]) -> Sample:
    count = Count(id=level.id, name=level.several, levels=(level.id,))
    table = count_table(state.plan, count, period=state.period, today=state.period.as_of)
    return _sample(state, table, into)


def _sample(state: State, table: CountTable, into: Mapping[str, str]) -> Sample:
    rows = (*table.rows, *([table.missing] if table.missing else []))
    return Sample(
        round=state.name,
        day=state.period.as_of,
        names={row.id: row.name for row in rows},
        numbers={row.id: row.number for row in rows},
        into={MISSING: MISSING, **into},
        classes={row.id: row.class_.value for row in table.rows if row.class_} | {MISSING: MISSING},
    )


def _states(was: Scale, now: Scale, names: Renames) -> dict[str, str]:
    """Return what each state of a scale is in the newer one, where they mean the same.

    A state means the same where the newer scale says what it was, or where nothing of its meaning
    changed: its class, the rule that makes it, the date that lateness is counted from.
    """
    found: dict[str, str] = {}
    same_scale = names.now(was.id) == now.id and was.against == now.against
    for state in was.states:
        to = [each for scale, each in names.states.get((was.id, state.id), ()) if scale == now.id]
        same = now.state(state.id) if same_scale else None
        if len(to) == 1:
            found[state.id] = to[0]
        elif same and (same.class_, same.when) == (state.class_, state.when):
            found[state.id] = state.id
    return found


def of_matrix(matrix_id: str, states: Sequence[State]) -> Iterator[Sample]:
    """Yield the open risks of a matrix by band, with their average score, for each round."""
    names = [matrix_id]
    matrices: list[RiskMatrix | None] = []
    for state in reversed(states):
        name = next((each for each in names if each in state.plan.risk_matrices), "")
        matrices.append(state.plan.risk_matrices.get(name))
        names = [name, *state.plan.risk_matrices[name].was] if name else names
    before: tuple[Plan, RiskMatrix] | None = None
    for state, matrix in zip(states, reversed(matrices), strict=True):
        if matrix:
            yield _matrix_sample(matrix, state, _bands(before, matrix, state.plan))
            before = state.plan, matrix


def _bands(before: tuple[Plan, RiskMatrix] | None, now: RiskMatrix, plan: Plan) -> dict[str, str]:
    """Return what each band of a matrix is in the newer one; none where scores are made anew."""
    if before is None or _scoring(before[1]) != _scoring(now):
        return {}
    was = before[1]
    names = renames(before[0], plan)
    grid = names.rewritten(was).grid
    found = {MISSING: MISSING}
    for band in was.bands:
        same = now.band(band.id)
        if (was.id, band.id) in names.bands:
            found[band.id] = names.bands[was.id, band.id]
        elif same and same.from_ == band.from_ and grid == now.grid:
            found[band.id] = band.id
    return found


def _scoring(matrix: RiskMatrix) -> object:
    axes = [[step.id for step in axis] for axis in (matrix.likelihood, matrix.impact)]
    return matrix.scoring, axes, matrix.scores


def _matrix_sample(matrix: RiskMatrix, state: State, into: Mapping[str, str]) -> Sample:
    plan = state.plan
    numbers = Counter({band.id: 0 for band in matrix.bands})
    scores: list[Decimal] = []
    for found in _scored(plan, matrix):
        numbers[found.band.id if found and found.band else MISSING] += 1
        if found and found.score is not None:
            scores.append(found.score)
    names = {band.id: band.name for band in matrix.bands}
    names |= {MISSING: "No band"} if numbers[MISSING] else {}
    average = sum(scores, Decimal(0)) / len(scores) if scores else None
    measure = "" if average is None else str(average.quantize(Decimal("0.1"), ROUND_HALF_UP))
    return Sample(state.name, state.period.as_of, names, numbers, into, measure=measure)


def _scored(plan: Plan, matrix: RiskMatrix) -> Iterator[Scored | None]:
    """Yield each open risk of a matrix as it is scored now; None for one that is not."""
    for risk in plan.risks.values():
        if not risk.closed and matrix_of(plan, risk) is matrix:
            score = risk.scores.get(current_point(matrix))
            yield scored(matrix, score) if score else None
