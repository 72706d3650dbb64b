"""The counts of a plan as tables, and what took the last period's totals to this one's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.model.base import ended_as
from ipcli.model.dates import long_day
from ipcli.named import NamedTuple
from ipcli.papers.parts.names import how_closed, short
from ipcli.papers.tags import NOT_RECORDED, NOT_SCORED, Tag, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipcli.assess.counts import CountRow, CountTable
    from ipcli.model.plan import Plan
    from ipcli.papers.basis import Basis

BAR = 1000  # the width of a bar, in its own units
MISSING = "missing"  # the row of what has no state
_ALL = Tag("All", "total", "dash", "")


class Line(NamedTuple):
    """A row of a count: a state, a band or a total, how many, and what share that is."""

    tag: Tag
    meaning: str
    number: int
    percent: str


class Segment(NamedTuple):
    """A piece of the bar that shows a count at a glance: where it begins and how wide it is."""

    colour: str
    x: int
    width: int


class Counted(NamedTuple):
    """One count: its rows with those that are zero, its totals, and what must be said of it.

    `of` names what percentages are of, with its number. `notes` are whole sentences.
    """

    id: str
    caption: str
    of: str
    lines: tuple[Line, ...]
    totals: tuple[Line, ...]
    notes: tuple[str, ...]
    bar: tuple[Segment, ...]


class _Sides(NamedTuple):
    """All that a count held last time, and all that it holds now."""

    were: frozenset[str] = frozenset()
    are: frozenset[str] = frozenset()


class Step(NamedTuple):
    """How one state's number became what it is.

    `joined` and `left` are rows that came into the count or went out of it, `came` and `went` those
    that moved to this state from another one or the other way.
    """

    tag: Tag
    before: int
    joined: str
    left: str
    came: str
    went: str
    now: int


class Bridge(NamedTuple):
    """From the last period's totals of one count to this one's, of what its percentages are of.

    `notes` say what joined though it was in the plan before, and why there are no steps, where
    there are none.
    """

    id: str
    caption: str
    steps: tuple[Step, ...]
    sum: Step
    notes: tuple[str, ...]


def counted(basis: Basis) -> tuple[Counted, ...]:
    """Return a table for each count of the plan."""
    return tuple(_counted(basis, table) for table in basis.counts)


def row_tag(row: CountRow, of: str) -> Tag:
    """Return the tag of a row of a count; `of` says what is counted, such as `risks`."""
    if not row.colour:
        return NOT_SCORED if of == "risks" else NOT_RECORDED
    return tag(row.name, row.colour, class_=row.class_, pattern=row.pattern)  # type: ignore[arg-type]


def _counted(basis: Basis, table: CountTable) -> Counted:
    meanings = _meanings(basis.plan, table.scale)
    rows = (*table.rows, *((table.missing,) if table.missing else ()))
    of = table.count.of
    lines = tuple(_line(row, meanings.get(row.id, ""), of) for row in rows)
    return Counted(
        id=table.count.id,
        caption=f"{table.count.name} at {long_day(basis.today)}",
        of=_of(table),
        lines=lines,
        totals=tuple(_line(row, "", of) for row in table.totals),
        notes=tuple(_notes(basis, table)),
        bar=_bar(lines, sum(line.number for line in lines)),
    )


def _of(table: CountTable) -> str:
    return f"{table.denominator:,} {table.of.removeprefix('all ')}"


def _meanings(plan: Plan, scale_id: str) -> Mapping[str, str]:
    scale = plan.scales.get(scale_id)
    return {state.id: state.meaning for state in scale.states if state.meaning} if scale else {}


def _line(row: CountRow, meaning: str, of: str) -> Line:
    shown = row_tag(row, of)
    if row.id != "missing" and not row.colour:
        shown = Tag(row.name, "total", "dash", "")
    return Line(shown, meaning, row.number, row.percent)


def _notes(basis: Basis, table: CountTable) -> Iterator[str]:
    if table.note:
        yield table.note
    closings = basis.plan.closings
    kinds = [closings[each].kind for row in table.rows for each in row.records if each in closings]
    if kinds:
        how = ", ".join(dict.fromkeys(ended_as(each, "") for each in kinds))
        was, be = ("was", "is") if len(kinds) == 1 else ("were", "are")
        told = f"{len(kinds)} of the {_of(table)} {was} closed ({how})"
        yield f"{told} and {be} no longer in monitoring."
    if table.not_assessed:
        told = ", ".join(short(basis, each) for each in table.not_assessed)
        yield f"Not assessed this time, and not in the percentages: {told}."
    if table.left:
        told = "; ".join(_left(basis, each, kind) for each, kind in table.left)
        yield f"Closed, and no longer counted: {told}."


def _left(basis: Basis, record_id: str, kind: str) -> str:
    """Return the name of a record that left a count, and how."""
    closed = basis.plan.closings.get(record_id) or getattr(
        basis.plan.records[record_id], "closed", None
    )
    how = how_closed(basis, closed) if closed else kind.replace("-", " ")
    return f"{short(basis, record_id)} ({how})"


def _bar(lines: tuple[Line, ...], total: int) -> tuple[Segment, ...]:
    """Return the pieces of the bar: each ends where its share of the whole ends."""
    pieces, done = [], 0
    for line in lines:
        first, done = BAR * done // (total or 1), done + line.number
        if line.number:
            pieces.append(Segment(line.tag.colour, first, BAR * done // total - first))
    return tuple(pieces)


def bridges(basis: Basis) -> tuple[Bridge, ...]:
    """Return the bridge of each count that the last report had too."""
    if basis.before is None:
        return ()
    earlier = {table.count.id: table for table in basis.counts_before}
    return tuple(
        _bridge(basis, basis.before, earlier[table.count.id], table)
        for table in basis.counts
        if table.count.id in earlier
    )


def _bridge(basis: Basis, before: Plan, old: CountTable, new: CountTable) -> Bridge:
    from ipcli.changes.renames import renames  # noqa: PLC0415 (only where there is a history)
    from ipcli.history.samples import same_rows  # noqa: PLC0415

    since = long_day(basis.previous.as_of) if basis.previous else ""
    caption = f"{new.count.name}: from {since} to {long_day(basis.today)}"
    into = {MISSING: MISSING, **same_rows(before, old, basis.plan, new)}
    if any(row.records and row.id not in into for row in old.based):
        told = f"{new.count.name} were counted in other terms on {since}, so that the totals "
        note = f"{told}cannot be compared."
        return Bridge(new.count.id, caption, (), _step(_ALL, set(), set(), _Sides()), (note,))
    renamed = renames(before, basis.plan).ids
    olds: dict[str, set[str]] = {}
    for row in old.based:
        records = olds.setdefault(into.get(row.id, row.id), set())
        records |= {renamed.get(each, each) for each in row.records}
    news = {row.id: set(row.records) for row in new.based}
    sides = _Sides(frozenset().union(*olds.values()), frozenset().union(*news.values()))
    names = {row.id: row_tag(row, new.count.of) for row in (*old.based, *new.based)}
    steps = tuple(
        _step(names[each], olds.get(each, set()), news.get(each, set()), sides)
        for each in dict.fromkeys((*news, *(key for key in olds if olds[key])))
    )
    known = {renamed.get(each, each) for each in before.records}
    total = _step(_ALL, set(sides.were), set(sides.are), sides)
    return Bridge(new.count.id, caption, steps, total, tuple(_joined(sides, known)))


def _joined(sides: _Sides, known: set[str]) -> Iterator[str]:
    """Say how many of the rows that joined a count were in the plan before."""
    number = len((sides.are - sides.were) & known)
    if number:
        were = "was" if number == 1 else "were"
        yield f"{number} of those that joined {were} in the plan before, and not in this count."


def _step(shown: Tag, old: set[str], new: set[str], sides: _Sides) -> Step:
    return Step(
        tag=shown,
        before=len(old),
        joined=_signed(len(new - sides.were)),
        left=_signed(-len(old - sides.are)),
        came=_signed(len((new & sides.were) - old)),
        went=_signed(-len((old & sides.are) - new)),
        now=len(new),
    )


def _signed(number: int) -> str:
    return f"+{number}" if number > 0 else f"−{-number}" if number else "0"  # noqa: RUF001 (minus)
