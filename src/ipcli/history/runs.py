"""Numbers over time, cut where they cannot be compared: a line goes on only in the same terms."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


class Sample(NamedTuple):
    """The numbers of one round by column, each column with its name, in order.

    `into` says under which column of this round each column of the round before goes on; what is
    not in it does not. `classes` are the columns by what they mean, where they are states;
    `measure` is a number beside the columns, such as an average.
    """

    round: str
    day: date
    names: Mapping[str, str]
    numbers: Mapping[str, int]
    into: Mapping[str, str]
    classes: Mapping[str, str] = MappingProxyType({})
    measure: str = ""

    @property
    def used(self) -> frozenset[str]:
        """The columns that something falls in."""
        return frozenset(column for column, number in self.numbers.items() if number)


class Run(NamedTuple):
    """Rounds whose numbers may be compared, in the columns of the last of them.

    A column that only an earlier round needed, such as that of items without a state, comes after.
    """

    names: Mapping[str, str]
    samples: tuple[Sample, ...]


def runs(samples: Iterable[Sample]) -> tuple[Run, ...]:
    """Return the rounds in runs. A run ends where a column in use in it goes on under no other.

    So a state that is in use needs a place in the new scale; one that nobody used needs none.
    """
    found: list[list[Sample]] = []
    for sample in samples:
        used = frozenset[str]().union(*(each.used for each in found[-1])) if found else None
        if used is None or not used <= sample.into.keys():
            found.append([sample])
        else:
            found[-1] = [*(_renamed(each, sample.into) for each in found[-1]), sample]
    return tuple(Run(_columns(each), tuple(each)) for each in found)


def _columns(samples: list[Sample]) -> Mapping[str, str]:
    """Return the columns of the last round, and those that only earlier ones needed."""
    earlier = {
        column: name
        for sample in samples
        for column, name in sample.names.items()
        if sample.numbers.get(column)
    }
    last = samples[-1].names
    return {**last, **{column: name for column, name in earlier.items() if column not in last}}


def _renamed(sample: Sample, into: Mapping[str, str]) -> Sample:
    numbers: dict[str, int] = {}
    for column, number in sample.numbers.items():
        if column in into:
            numbers[into[column]] = numbers.get(into[column], 0) + number
    return sample._replace(numbers=numbers)
