from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.circles import circles, in_words
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ipcli.model.base import Part, Record
    from ipcli.model.header import Level
    from ipcli.model.matrix import Band
    from ipcli.model.scale import State
    from ipcli.rules.facts import Facts


@rule(
    "IP106",
    "was-still-stands",
    Severity.ERROR,
    bad="""
roles:
  - {id: treasurer, name: Treasurer}
  - {id: chief-finance-officer, name: Chief Finance Officer, was: treasurer}
""",
    good="""
roles:
  - {id: chief-finance-officer, name: Chief Finance Officer, was: treasurer}
""",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An earlier id in `was` is still the id of a record, or two records claim it.

    Why: `was` says that two ids are one record; where both stand, or two share one past, nobody
    can tell whose history is whose.

    Mend: take the id out of `was`. A record that was merged into another is closed with `into`.
    """
    records = facts.plan.records
    renamed = {each.id: each for each in records.values() if each.was}
    round_about: set[str] = set()
    for circle in circles({each: record.was for each, record in renamed.items()}):
        round_about.update(circle)
        told = f"`was` goes in a circle: {in_words(circle)}"
        also = tuple((records[each], "was", f"`{each}`") for each in circle[1:])
        yield Finding(records[circle[0]], "was", told, also)
    outside = {each: record for each, record in renamed.items() if each not in round_about}
    yield from _standing(outside, records)
    yield from _claimed_twice(outside.values())
    yield from _inside(facts)


def _standing(renamed: Mapping[str, Record], records: Mapping[str, Record]) -> Iterator[Finding]:
    for record in renamed.values():
        for at, old in enumerate(record.was):
            if other := records.get(old):
                told = f"`{record.id}` says that it was `{old}`, but `{old}` is still a record"
                yield Finding(record, ("was", at), told, ((other, "id", f"`{old}` stands here"),))


def _claimed_twice(records: Iterable[Record]) -> Iterator[Finding]:
    first: dict[str, Record] = {}
    for record in records:
        for at, old in enumerate(record.was):
            other = first.setdefault(old, record)
            if other is not record:
                told = f"`{record.id}` and `{other.id}` both say that they were `{old}`"
                yield Finding(record, ("was", at), told, ((other, "was", "the other"),))


def _inside(facts: Facts) -> Iterator[Finding]:
    """Yield the same for the states of a scale, the bands of a matrix and the plan's levels."""
    for scale in facts.plan.scales.values():
        yield from _of_parts(scale, "states", "state", scale.id, scale.states)
    for matrix in facts.plan.risk_matrices.values():
        yield from _of_parts(matrix, "bands", "band", matrix.id, matrix.bands)
    header = facts.plan.header
    yield from _of_parts(header, "levels", "level", header.id, header.levels)


def _of_parts(
    record: Part, key: str, what: str, home: str, parts: Sequence[State | Band | Level]
) -> Iterator[Finding]:
    standing = {part.id: at for at, part in enumerate(parts)}
    first: dict[str, int] = {}
    for at, old in ((at, old) for at, part in enumerate(parts) for old in part.was):
        name = old.removeprefix(f"{home}/")
        other = standing.get(name, first.setdefault(name, at))
        if name in standing:
            told = f"which is still a {what} of it"
        elif other != at and "/" not in name:  # a state of another scale may be split
            told = f"and so does `{parts[other].id}`"
        else:
            continue
        also = ((record, (key, other), f"`{parts[other].id}` stands here"),)
        said = f"a {what} of `{home}` says that it was `{old}`, {told}"
        yield Finding(record, (key, at, "was"), said, also)
