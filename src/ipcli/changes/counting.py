"""Changes counted by kind, level and closing, and the table of closures."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ipcli.changes.kinds import TO, all_kinds
from ipcli.changes.values import CLOSINGS
from ipcli.changes.wording import Words, listed
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ipcli.changes.change import Change
    from ipcli.changes.kinds import Kind
    from ipcli.changes.matching import Entry
    from ipcli.model.plan import Plan


_PARTS = re.compile(r"([0-9]+)")


class CountRow(NamedTuple):
    """How many changes of a kind there are: in all, where `level` is empty, or at one level."""

    kind: str
    level: str
    number: int
    words: str
    control: bool


class Closure(NamedTuple):
    """One closed item: under which number of the register, how, into what, and why.

    `ref` is the number of the request, or its id; `agreed` says who agreed, or what is lacking.
    """

    ref: str
    request: str
    record: str
    title: str
    level_name: str
    kind: str
    into: str
    why: str
    date: str
    agreed: str
    illustrative: bool
    exempt: str


def count_rows(changes: Iterable[Change], before: Plan, after: Plan) -> Iterator[CountRow]:
    """Yield the counts in the order of the table: each kind, and below it its levels."""
    counted = Counter((change.kind, change.level) for change in changes)
    totals: Counter[str] = Counter()
    for (name, _), number in counted.items():
        totals[name] += number
    levels = list(dict.fromkeys((*after.levels, *before.levels)))
    for name, kind in all_kinds().items():
        if not totals[name]:
            continue
        one, several = kind.counted
        number = totals[name]
        yield CountRow(
            name, "", number, f"{number} {one if number == 1 else several}", kind.control
        )
        for level in levels:
            if number := counted[name, level]:
                words = _level_words(kind, level, number, before, after)
                yield CountRow(name, level, number, words, kind.control)


def _level_words(kind: Kind, level_id: str, number: int, before: Plan, after: Plan) -> str:
    """Return a count in the council's words for its level: `6 main actions added`.

    Of what is added to a row there may be several: `6 updates added to main actions`.
    """
    level = after.levels.get(level_id) or before.levels[level_id]
    if kind.done == TO:
        return f"{number} {kind.counted[number > 1]} to {_lowered(level.several)}"
    name = level.name if number == 1 else level.several
    return f"{number} {_lowered(name)} {kind.done or kind.name.replace('-', ' ')}"


def _lowered(name: str) -> str:
    """Return a name for the middle of a sentence; one in capitals, such as `KPI`, stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def counted_figures(
    changes: Iterable[Change], only: Collection[str] | None = None
) -> dict[str, int]:
    """Return the figures that prose and `stated` can name: `changes.item-closed.workstream`.

    `only` limits them to some records.
    """
    found: Counter[str] = Counter()
    for change in changes:
        if only is not None and change.record not in only:
            continue
        name = f"changes.{change.kind}"
        found[name] += 1
        for part in (change.level, change.closing if change.kind in CLOSINGS else ""):
            if part:
                found[f"{name}.{part}"] += 1
    return dict(found)


def closures(entries: Iterable[Entry], after: Plan) -> tuple[Closure, ...]:
    """Return a row for each item that was closed, by its number in the register."""
    return tuple(sorted(_closures(entries, after), key=lambda row: _numbers(row.ref)))


def _numbers(ref: str) -> tuple[tuple[int, str], ...]:
    """Return what to sort a register's numbers by: 9 comes before 10, and `59a` after 59."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in _PARTS.split(ref))


def _closures(entries: Iterable[Entry], after: Plan) -> Iterator[Closure]:
    words = Words(after, after)
    for entry in entries:
        change = entry.change
        item = after.items.get(change.record)
        if change.kind != "item-closed" or item is None or item.closed is None:
            continue
        closed = item.closed
        named = (closed.request, *entry.requests)
        requests = (after.change_requests.get(each) for each in named if each)
        request = next((each for each in requests if each), None)
        yield Closure(
            ref=(request.ref or request.id) if request else closed.request or "",
            request=request.id if request else "",
            record=item.id,
            title=item.title,
            level_name=change.level_name,
            kind=closed.kind.replace("-", " "),
            into=listed([*(words.record(each) for each in closed.into), closed.outside or ""]),
            why=closed.text or (request.reason if request else None) or "",
            date=str(closed.date),
            agreed=entry.why,
            illustrative=change.illustrative,
            exempt=change.exempt or (request.exempt if request else None) or "",
        )
