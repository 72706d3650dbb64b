from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.header import Count, Level
from ipcli.model.matrix import Band, Point
from ipcli.model.scale import State, Total
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    from ipcli.model.base import Part
    from ipcli.rules.facts import Facts

    _Named: TypeAlias = tuple[str, int, Part, str]

_PRINTED = (State, Total, Level, Count, Band, Point)  # the names of an axis may be alike

_SCALE = """
scales:
  - id: rag
    name: RAG
    states:
      - {id: green, name: Green, colour: green, class: on-course}
"""


@rule(
    "IP112",
    "name-twice",
    Severity.ERROR,
    bad=_SCALE + "      - {id: dark-green, name: green, colour: green, class: on-course}\n",
    good=_SCALE + "      - {id: dark-green, name: Dark green, colour: green, class: on-course}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """Two states, levels, bands, points, counts, totals or limbs of one record have one name.

    Why: a table with two rows of one name cannot be read, and what refers to the name is about
    either.

    Mend: give one of the two another id or another name.
    """
    for record, named in _lists(facts):
        twice = set()
        for key, at, first, text in _twice(named):
            twice.add((key, at))
            yield _finding(record, key, at, first, "limb" if key == "decisions" else "id", text)
        printed = [
            (key, at, part, part.name)
            for key, at, part, _ in named
            if (key, at) not in twice and isinstance(part, _PRINTED)
        ]
        for key, at, first, text in _twice(printed):
            yield _finding(record, key, at, first, "name", text)


def _twice(named: Iterable[_Named]) -> Iterator[tuple[str, int, tuple[str, int], str]]:
    """Yield what stands twice, however it is capitalised: its spot, the first one's, the name."""
    first: dict[str, tuple[str, int]] = {}
    for key, at, _, text in named:
        other = first.setdefault(" ".join(text.casefold().split()), (key, at))
        if text and other != (key, at):
            yield key, at, other, text


def _finding(
    record: Part, key: str, at: int, first: tuple[str, int], what: str, text: str
) -> Finding:
    home = getattr(record, "id", "")
    where = f"twice in `{key}`" if first[0] == key else f"in `{first[0]}` and in `{key}`"
    told = f"the {what} `{text}` stands {where} of `{home}`"
    return Finding(record, (key, at, what), told, ((record, (*first, what), "the first"),))


def _lists(facts: Facts) -> Iterator[tuple[Part, list[_Named]]]:
    """Yield each record with the parts in it that must differ; states and totals are as one."""
    plan = facts.plan
    yield plan.header, _named("levels", plan.header.levels)
    yield plan.header, _named("counts", plan.header.counts)
    for scale in plan.scales.values():
        yield scale, [*_named("states", scale.states), *_named("totals", scale.totals)]
    for matrix in plan.risk_matrices.values():
        for key in ("points", "bands", "likelihood", "impact"):
            yield matrix, _named(key, getattr(matrix, key))
    for meeting in plan.meetings.values():
        yield (
            meeting,
            [("decisions", at, each, each.limb or "") for at, each in enumerate(meeting.decisions)],
        )


def _named(key: str, parts: Sequence[Part]) -> list[_Named]:
    return [(key, at, part, getattr(part, "id", "")) for at, part in enumerate(parts)]
