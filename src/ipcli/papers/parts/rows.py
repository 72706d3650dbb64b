"""The rows of the plan as a committee reads them: dates, time moved, status and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.computed import standing_state
from ipcli.assess.lateness import Move, is_overdue, lateness, moved
from ipcli.assess.rollup import Rollup, rollup
from ipcli.assess.standing import is_done
from ipcli.assess.windows import within
from ipcli.model.scale import StateClass
from ipcli.named import NamedTuple
from ipcli.papers.parts.names import Name, name, names
from ipcli.papers.tags import NOT_RECORDED, Tag, class_tag, tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.base import Rating, Update
    from ipcli.model.dates import Date
    from ipcli.model.item import Item
    from ipcli.model.scale import State
    from ipcli.papers.basis import Basis

_AMISS = frozenset(
    {StateClass.RESCHEDULED, StateClass.AT_RISK, StateClass.OFF_COURSE, StateClass.STOPPED}
)


class Rated(NamedTuple):
    """A rating beside the status: the name of its scale, its tag, and why."""

    scale: str
    tag: Tag
    reason: str


class Row(NamedTuple):
    """One item. `where` is its level and what it stands in; dates are words, empty when unknown."""

    name: Name
    where: str
    original: str
    present: str
    moved: str
    tag: Tag
    ratings: tuple[Rated, ...]
    reason: str
    recovery: str
    update: str
    owner: str


def slipped(basis: Basis, item: Item) -> bool:
    """Whether a committee must be told of an item: it moved, is late, is amiss, or gives a reason.

    So too with a rating at its worst, which need not agree with the status. An item that is done is
    told of only for these two, or where it was done late in the time reported on.
    """
    if item.id in basis.plan.closings:
        return False
    if item.reason or item.recovery or any(_at_worst(basis, each) for each in item.ratings.items()):
        return True
    if is_done(basis.plan, item):
        return has_slipped(basis, item)
    state = state_now(basis, item)
    return (
        (state is not None and state.class_ in _AMISS)
        or any(each.reason for each in item.ratings.values())
        or has_slipped(basis, item)
    )


def has_slipped(basis: Basis, item: Item) -> bool:
    """Whether the date of an item that stays is later than first agreed, or has passed.

    An item that is done has slipped where it was done late in the time reported on.
    """
    if item.id in basis.plan.closings:
        return False
    if is_done(basis.plan, item):
        move = moved(item.baseline_due, item.completed)
        return _is_news(basis, item.completed) and _later(move)
    return _is_late(basis, item)


def _is_open(basis: Basis, item: Item) -> bool:
    return item.id not in basis.plan.closings and not is_done(basis.plan, item)


def _is_late(basis: Basis, item: Item) -> bool:
    """Whether the date of an item that is open is later than first agreed, or has passed."""
    return _later(moved(item.baseline_due, item.forecast or item.due)) or is_overdue(
        basis.plan, item, today=basis.today
    )


def _is_news(basis: Basis, done: Date | None) -> bool:
    """Whether something was done in the time reported on, or since the facts of the last report."""
    if within(done, basis.window):
        return True
    day, last = done.latest if done else None, basis.previous
    return day is not None and last is not None and last.as_of < day <= basis.today


def row(basis: Basis, item: Item) -> Row:
    """Return the row of an item."""
    update = item.updates[-1] if item.updates else None
    return Row(
        name=name(basis, item.id),
        where=_where(basis, item),
        original=str(item.baseline_due or ""),
        present=_present(item),
        moved="; ".join(_moved(basis, item)),
        tag=status(basis, item),
        ratings=tuple(_ratings(basis, item)),
        reason=item.reason or "",
        recovery=item.recovery or "",
        update=_told(update) if update else "",
        owner=names(basis, item.owner),
    )


def state_now(basis: Basis, item: Item) -> State | None:
    """Return the state an item stands in: as recorded, else as its scale computes it."""
    return standing_state(basis.plan, item, today=basis.today)


def rolled_up(basis: Basis, item: Item) -> Rollup | None:
    """Return what the rows below an item come to, where its level shows that."""
    level = basis.plan.levels.get(item.level)
    if level is None or not level.scale or level.rollup == "none":
        return None
    return rollup(basis.plan, item.id, today=basis.today)


def rollup_tag(found: Rollup) -> Tag:
    """Return the tag of a roll-up: in plain words where the scale has no state of that class."""
    return state_tag(found.state) if found.state else class_tag(found.class_)


def status(basis: Basis, item: Item) -> Tag:
    """Return the tag of an item's status; a level without a scale has none to record."""
    state = state_now(basis, item)
    return state_tag(state) if state else NOT_RECORDED


def state_tag(state: State) -> Tag:
    """Return the tag of a state."""
    return tag(state.name, state.colour, class_=state.class_, pattern=state.pattern)


def _at_worst(basis: Basis, rated: tuple[str, Rating]) -> bool:
    """Whether a rating is the last of its scale, whose states are listed best first."""
    scale = basis.plan.scales.get(rated[0])
    return scale is not None and scale.states[-1].id == rated[1].state


def _later(move: Move | None) -> bool:
    return move is not None and move.days > 0


def _told(update: Update) -> str:
    day = f"{update.date}; exempt: {update.exempt}" if update.exempt else str(update.date)
    return f"{update.text} ({day})"


def _where(basis: Basis, item: Item) -> str:
    level = basis.plan.levels.get(item.level)
    above = basis.plan.items.get(item.parent or "")
    inside = above.title if above and above.parent else ""  # a theme's own heading says it
    return " in ".join(filter(None, (level.name if level else "", inside)))


def _present(item: Item) -> str:
    if item.completed:
        return f"Completed {item.completed}"
    due = str(item.due or "")
    if item.forecast:
        return f"{due}; forecast {item.forecast}".removeprefix("; ")
    return due


def _moved(basis: Basis, item: Item) -> Iterator[str]:
    """Yield how far the date moved, and how long ago it passed."""
    first, now = item.baseline_due, item.completed or item.forecast or item.due
    move = moved(first, now)
    if _has_passed(basis, item):
        late = lateness(item, against="baseline", today=basis.today)
        told = f"{late.words}, since " if late and late.days > 0 else ""
        yield f"{told}the forecast has passed"
    elif move and move.days and not _may_be_same(first, now):
        yield move.words
    if is_overdue(basis.plan, item, today=basis.today) and item.due and item.due.latest:
        days = (basis.today - item.due.latest).days
        yield f"overdue by {days} day{'' if days == 1 else 's'}"


def _has_passed(basis: Basis, item: Item) -> bool:
    """Whether the day that is forecast for an open item has passed."""
    expected = item.forecast.latest if item.forecast else None
    return expected is not None and expected < basis.today and _is_open(basis, item)


def _may_be_same(first: Date | None, now: Date | None) -> bool:
    """Whether a date lies in the time that another may mean: 3 November 2022 in November 2022."""
    if not (first and now and first.earliest and first.latest and now.earliest and now.latest):
        return False
    return first.earliest <= now.earliest and now.latest <= first.latest


def _ratings(basis: Basis, item: Item) -> Iterator[Rated]:
    for scale_id, rating in item.ratings.items():
        scale = basis.plan.scales.get(scale_id)
        state = scale.state(rating.state) if scale else None
        if scale and state:
            yield Rated(scale.name, state_tag(state), rating.reason or "")
