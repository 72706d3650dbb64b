from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.circles import circles, in_words
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ipcli.model.base import Record
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
        states = [(state.id, state.was) for state in scale.states]
        for at, old in _still(states, f"{scale.id}/"):
            told = f"a state of `{scale.id}` says that it was `{old}`, which is still a state of it"
            yield Finding(scale, ("states", at, "was"), told)
    for matrix in facts.plan.risk_matrices.values():
        for at, old in _still([(band.id, band.was) for band in matrix.bands], ""):
            told = f"a band of `{matrix.id}` says that it was `{old}`, which is still a band of it"
            yield Finding(matrix, ("bands", at, "was"), told)
    header = facts.plan.header
    for at, old in _still([(level.id, level.was) for level in header.levels], ""):
        told = f"a level of `{header.id}` says that it was `{old}`, which is still a level of it"
        yield Finding(header, ("levels", at, "was"), told)


def _still(parts: Sequence[tuple[str, tuple[str, ...]]], own: str) -> Iterator[tuple[int, str]]:
    """Yield the earlier ids that still stand; `own` is what the id of a state may begin with."""
    standing = {part for part, _ in parts}
    for at, (_, earlier) in enumerate(parts):
        yield from ((at, old) for old in earlier if old.removeprefix(own) in standing)
