"""Figures by name, as `stated` and prose use them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from itertools import product
from typing import TYPE_CHECKING

from ipcli.assess import scope
from ipcli.assess.counted import levels_of
from ipcli.assess.counts import count_table, counts_of
from ipcli.assess.coverage import coverage
from ipcli.assess.register import bands_apart, of_register
from ipcli.assess.uncounted import NotCountable, Why
from ipcli.assess.windows import window, within
from ipcli.model.base import CLOSED_KINDS
from ipcli.model.header import Count
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from ipcli.assess.counts import CountTable
    from ipcli.model.matrix import Band
    from ipcli.model.organisation import Period
    from ipcli.model.plan import Plan
    from ipcli.model.scale import Scale, State

_PERCENT = ".percent"
_CLOSED = "changes.item-closed"
_RISKS = Count.model_construct(id="risks", name="Risks", of="risks")


class _Asked(NamedTuple):
    """What a figure is asked about."""

    plan: Plan
    about: str | None
    period: Period | None
    today: date
    changes: Mapping[str, int] | None


def figure(
    plan: Plan,
    name: str,
    *,
    about: str | None,
    period: Period | None,
    today: date,
    changes: Mapping[str, int] | None = None,
) -> Decimal | NotCountable:
    """Return a figure of a plan, unrounded, or why it has none.

    `changes` are the numbers of changes by figure name (`changes.item-closed.merged`), where two
    revisions were compared; a name of that kind that is not in it is 0. Without it,
    `changes.item-closed` is counted from the records' own `closed.date`. A name that the plan used
    before stands for what its state, band or level is called now.
    """
    asked = _Asked(plan, about, period, today, changes)
    found = _figure(asked, name)
    if not isinstance(found, NotCountable) or found.why is not Why.UNKNOWN:
        return found
    now = _now(plan, name)
    return found if now == name else _figure(asked, now)


def _figure(asked: _Asked, name: str) -> Decimal | NotCountable:
    for table, rest in _tables(asked, name):
        found = _from_table(table, rest)
        if found is not None:
            return found
    section, _, rest = name.partition(".")
    match section:
        case "risks":
            return of_register(asked.plan, rest, about=asked.about)
        case "changes" if rest:
            return _changes(asked, _level_now(asked.plan, name))
        case "coverage" if rest in {"paragraphs", "answered"}:
            return _coverage(asked, rest)
        case "achievements" if not rest:
            return _achievements(asked)
        case _:
            return NotCountable(Why.UNKNOWN, f"`{name}` is not the name of a figure")


def share_of(
    plan: Plan, name: str, *, period: Period | None, today: date
) -> tuple[int, int] | None:
    """Return the number and the denominator behind a percentage; None where it is none."""
    asked = _Asked(plan, None, period, today, None)
    for called in dict.fromkeys((name, _now(plan, name))):
        for table, rest in _tables(asked, called):
            row = _row(table, rest)
            if row is not None:
                number, as_share = row
                return (number, table.denominator) if as_share else None
    return None


def figure_names(plan: Plan) -> tuple[str, ...]:
    """Return the names of all figures of a plan, but those of changes and of `.percent`."""
    points = {point.id for matrix in plan.risk_matrices.values() for point in matrix.points}
    names = [name for count in counts_of(plan) for name in _names(plan, count)]
    names += ["risks.total", *(f"risks.{each}" for each in bands_apart(plan))]
    names += [f"risks.average.{point}" for point in sorted(points)]
    names += ["coverage.paragraphs", "coverage.answered", "achievements"]
    return tuple(dict.fromkeys(names))


def agrees(stated: Decimal, found: Decimal) -> bool:
    """Whether a stated figure is the found one at the precision it is written with, half up."""
    try:
        step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
        return found.quantize(step, ROUND_HALF_UP) == stated
    except InvalidOperation:  # more digits than any figure has
        return found == stated


def _names(plan: Plan, count: Count) -> Iterator[str]:
    """Yield the names of the figures of one count."""
    return (f"{count.id}.{now}" for now, _ in _parts(plan, count))


def _parts(plan: Plan, count: Count) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield what follows a count's id in the name of a figure, and what it was called before."""
    yield "total", ()
    levels = [plan.levels[each] for each in levels_of(plan, count) if each in plan.levels]
    scales: dict[str, Iterable[str | None]] = {
        "items": (level.scale for level in levels),
        "paragraphs": (each.scale for each in plan.instruments.values()),
        "measures": (each.scale for each in plan.measures.values()),
    }
    for scale in _named(plan, scales.get(count.of, ())):
        yield from ((state.id, _before(state)) for state in scale.states)
        yield from ((total.id, ()) for total in scale.totals)
    if count.of == "risks":
        yield from ((band.id, band.was) for band in _bands(plan))
    if count.of == "items":
        for rating in _named(plan, (each for level in levels for each in level.ratings)):
            for state in rating.states:
                names = product((rating.id, *rating.was), (state.id, *_before(state)))
                now, *before = map(".".join, names)
                yield now, before


def _before(state: State) -> Iterable[str]:
    """Return the earlier ids of a state; where it was one of another scale, without that."""
    return (each.rpartition("/")[2] for each in state.was)


def _now(plan: Plan, name: str) -> str:
    """Return what a figure is called now that is named as it was before; else the name."""
    stem = name.removesuffix(_PERCENT)
    found = {
        f"{count.id}.{now}"
        for count in (*counts_of(plan), _RISKS)
        for head in (count.id, *(plan.levels[count.id].was if count.id in plan.levels else ()))
        if stem.startswith(f"{head}.")
        for now, before in _parts(plan, count)
        if stem in {f"{head}.{each}" for each in (now, *before)}
    }
    return f"{found.pop()}{name[len(stem) :]}" if len(found) == 1 else name


def _level_now(plan: Plan, name: str) -> str:
    """Return what a figure of changes is called now, where it names a level as it was before."""
    kind, _, last = name.rpartition(".")
    now = next((level.id for level in plan.levels.values() if last in level.was), last)
    return name if last in plan.levels else f"{kind}.{now}"


def _named(plan: Plan, ids: Iterable[str | None]) -> list[Scale]:
    return [plan.scales[each] for each in dict.fromkeys(ids) if each and each in plan.scales]


def _bands(plan: Plan) -> Iterator[Band]:
    return (band for matrix in plan.risk_matrices.values() for band in matrix.bands)


def _tables(asked: _Asked, name: str) -> Iterator[tuple[CountTable, str]]:
    """Yield the tables that a figure's name may be of, each with the rest of the name."""
    for count in (*counts_of(asked.plan), _RISKS):
        rest = name.removeprefix(f"{count.id}.")
        if rest != name:
            yield _table(asked, count, None), rest
            scale, _, state = rest.partition(".")
            if state and scale in asked.plan.scales and _has_rating(asked.plan, count, scale):
                yield _table(asked, count, scale), state


def _table(asked: _Asked, count: Count, rating: str | None) -> CountTable:
    return count_table(
        asked.plan,
        count,
        period=asked.period,
        today=asked.today,
        about=asked.about,
        rating=rating,
    )


def _has_rating(plan: Plan, count: Count, scale: str) -> bool:
    """Whether a count can be made by a rating: one of its levels, or of paragraphs."""
    if count.of == "items":
        levels = (plan.levels.get(each) for each in levels_of(plan, count))
        return any(level and scale in level.ratings for level in levels)
    return count.of == "paragraphs"


def _from_table(table: CountTable, rest: str) -> Decimal | NotCountable | None:
    """Return a row, a total or the whole of a table, as a number or a percentage."""
    row = _row(table, rest)
    if row is None:
        return None
    number, as_share = row
    whole = rest.removesuffix(_PERCENT) == "total"
    if as_share and table.denominator == 0:
        return NotCountable(Why.NOTHING, f"there are no {table.of}")
    found = Decimal(100 * number) / table.denominator if as_share else Decimal(number)
    if table.missing and not whole:
        every = table.denominator + (table.missing.number if table.count.base == "assessed" else 0)
        reason = f"{table.missing.number} of {every} {table.of} have no state recorded"
        return NotCountable(Why.NO_STATES, reason, found)
    return found


def _row(table: CountTable, rest: str) -> tuple[int, bool] | None:
    """Return the number that a figure is of, and whether it is asked for as a percentage."""
    numbers = {row.id: row.number for row in (*table.totals, *table.rows)}
    numbers["total"] = table.denominator
    share = rest.removesuffix(_PERCENT)
    if rest in numbers:
        return numbers[rest], False
    return (numbers[share], True) if share in numbers else None


def _changes(asked: _Asked, name: str) -> Decimal | NotCountable:
    if asked.changes is not None:
        return Decimal(asked.changes.get(name, 0))
    kind = name.removeprefix(_CLOSED)
    if kind == name or (kind and not kind.startswith(".")):
        return NotCountable(Why.NO_BASE, "changes are counted against an earlier state of the plan")
    if asked.period is None:
        return NotCountable(Why.NO_PERIOD, "closings are counted in a period")
    kind = kind.removeprefix(".")
    if kind and kind not in CLOSED_KINDS and kind not in asked.plan.levels:
        return NotCountable(Why.UNKNOWN, f"`{kind}` is neither a level nor a kind of closing")
    span = window(asked.plan, asked.period, today=asked.today)
    wanted = scope.below(asked.plan, "items", asked.about)
    return Decimal(
        sum(
            within(item.closed.date, span) and kind in {"", item.level, item.closed.kind}
            for item in asked.plan.items.values()
            if item.closed and (wanted is None or item.id in wanted)
        )
    )


def _coverage(asked: _Asked, what: str) -> Decimal:
    """Return how many paragraphs are in force and owed, or answered.

    About an item: answered by it or by what is below it. About an instrument: of its paragraphs.
    """
    found = coverage(asked.plan, on=asked.today)
    wanted = scope.below(asked.plan, "paragraphs", asked.about)
    if wanted is None:
        return Decimal(len(found.paragraphs) if what == "paragraphs" else found.answered)
    if asked.about in asked.plan.items:
        items = wanted | {asked.about}
        answered = sum(not items.isdisjoint(each.items) for each in found.paragraphs)
        return Decimal(len(found.paragraphs) if what == "paragraphs" else answered)
    below = [each for each in found.paragraphs if each.record in wanted]
    return Decimal(len(below) if what == "paragraphs" else sum(each.covered for each in below))


def _achievements(asked: _Asked) -> Decimal | NotCountable:
    """Return how many achievements a period's commentary lists, about a record or below it."""
    if asked.period is None:
        return NotCountable(Why.NO_PERIOD, "achievements are listed by period")
    wanted = scope.below(asked.plan, "items", asked.about)
    entries = (each for each in asked.plan.commentary if each.period == asked.period.id)
    return Decimal(
        sum(
            len(each.achievements)
            for each in entries
            if wanted is None or each.about == asked.about or each.about in wanted
        )
    )
