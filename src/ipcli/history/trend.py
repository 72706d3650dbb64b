"""Status, slippage and risk over all tagged periods, each as it was reported."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipcli.history.runs import Sample, runs
from ipcli.history.samples import MISSING, of_level, of_matrix
from ipcli.history.slippage import Slippage, slippage
from ipcli.model.scale import StateClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from ipcli.history.rounds import State
    from ipcli.history.runs import Run
    from ipcli.model.plan import Plan

NO_CLASS = "no-class"
_CLASS_NAMES = {
    **{each.value: each.value.replace("-", " ").capitalize() for each in StateClass},
    NO_CLASS: "State without a class",
    MISSING: "No state recorded",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What is followed over time: a level, all classes, a risk matrix; in runs to compare."""

    id: str
    name: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """The figures of each round. `unread` are what could not be read in one, with its name."""

    classes: Line
    levels: tuple[Line, ...]
    slippage: tuple[Slippage, ...]
    risks: tuple[Line, ...]
    unread: tuple[tuple[str, str], ...]


def trend(states: Sequence[State]) -> Trend:
    """Return the figures of each round, judged by the day its period is of.

    No line goes on across a change of scale unless every state in use is mapped to one of the new
    scale; where a level's line is cut, that of the classes is cut too.
    """
    samples = {each: list(of_level(each, states)) for each in _levels(states)}
    levels = [Line(each, _level_name(each, states), runs(samples[each])) for each in samples]
    cuts = {run.samples[0].day for line in levels for run in line.runs[1:]}
    counted = [each for line in samples.values() for each in line]
    return Trend(
        classes=Line("classes", "All levels, by class", runs(_classes(states, counted, cuts))),
        levels=tuple(levels),
        slippage=tuple(slippage(states)),
        risks=tuple(
            Line(each, _matrix_name(each, states), runs(of_matrix(each, states)))
            for each in _matrices(states)
        ),
        unread=tuple(_unread(states)),
    )


def _levels(states: Sequence[State]) -> Iterator[str]:
    """Yield the levels that have a scale in the last round, then those that only had one before.

    A level that was renamed is followed under its newer name.
    """
    seen: set[str] = set()
    for state in reversed(states):
        for level in state.plan.header.levels:
            if level.scale and level.id not in seen:
                yield level.id
            seen |= {level.id, *level.was}


def _level_name(level_id: str, states: Sequence[State]) -> str:
    named = (state.plan.levels.get(level_id) for state in reversed(states))
    return next(level.several for level in named if level)


def _classes(
    states: Iterable[State], counted: Iterable[Sample], cuts: set[date]
) -> Iterator[Sample]:
    """Yield the items of all levels by the class of their state; those without one apart."""
    found: dict[tuple[str, date], Counter[str]] = {}
    for sample in counted:
        numbers = found.setdefault((sample.round, sample.day), Counter())
        for column, number in sample.numbers.items():
            numbers[sample.classes.get(column, NO_CLASS)] += number
    for state in states:
        day = state.period.as_of
        numbers = Counter({each.value: 0 for each in StateClass})
        numbers.update(found.get((state.name, day), {}))
        names = {column: name for column, name in _CLASS_NAMES.items() if column in numbers}
        into = {} if day in cuts else {column: column for column in _CLASS_NAMES}
        yield Sample(state.name, day, names, numbers, into)


def _matrices(states: Sequence[State]) -> Iterator[str]:
    seen: set[str] = set()
    for state in reversed(states):
        for matrix in state.plan.risk_matrices.values():
            if matrix.id not in seen:
                yield matrix.id
            seen |= {matrix.id, *matrix.was}


def _matrix_name(matrix_id: str, states: Sequence[State]) -> str:
    return next(s.plan.name_of(matrix_id) for s in reversed(states) if _has(s.plan, matrix_id))


def _has(plan: Plan, matrix_id: str) -> bool:
    return matrix_id in plan.risk_matrices


def _unread(states: Iterable[State]) -> Iterator[tuple[str, str]]:
    for state in states:
        for name in (*state.plan.unread_files, *sorted(state.plan.unread)):
            yield state.name, name
