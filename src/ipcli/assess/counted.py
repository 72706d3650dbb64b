"""Which records a count takes in, the row each falls in, and which have left it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipcli.assess import scope
from ipcli.assess.bands import current_point, matrix_of, scored
from ipcli.assess.computed import measure_state, standing_state
from ipcli.assess.in_force import lives
from ipcli.assess.standing import duty_state_of, find_state, scale_of_duty
from ipcli.model.base import DONE_CLOSINGS
from ipcli.model.dates import Precision
from ipcli.model.scale import StateClass
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ipcli.assess.windows import Window
    from ipcli.model.base import Closed
    from ipcli.model.dates import Date
    from ipcli.model.header import Count
    from ipcli.model.instrument import Paragraph
    from ipcli.model.item import Item
    from ipcli.model.matrix import RiskMatrix
    from ipcli.model.plan import Kind, Plan
    from ipcli.model.risk import Measure, Risk
    from ipcli.model.scale import Scale, State


class Span(NamedTuple):
    """The first and the last day of a time; none: from the beginning, or without end."""

    first: date | None
    last: date | None


class Entry(NamedTuple):
    """A record of a count: the row it falls in, or none, and the kind of closing that took it out.

    `span` is the time it is programmed for, where it has dates.
    """

    record: str
    row: str = ""
    class_: StateClass | None = None
    left: str = ""
    due: date | None = None
    span: Span | None = None


class Pool(NamedTuple):
    """The records of a count, and the scale or matrix whose states or bands are its rows."""

    entries: tuple[Entry, ...]
    scale: Scale | None = None
    matrix: RiskMatrix | None = None
    why: str = ""  # why there are no rows


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted, up to when, and by which rating if not by status."""

    count: Count
    window: Window
    today: date
    about: str | None
    rating: str | None


def pool(plan: Plan, asked: Asked) -> Pool:
    """Return the records of a count, before its base is applied."""
    wanted = scope.below(plan, asked.count.of, asked.about)
    pools = {
        "items": _items,
        "paragraphs": _paragraphs,
        "measures": _measures,
        "risks": _risks,
    }
    return pools[asked.count.of](plan, asked, wanted)


def levels_of(plan: Plan, count: Count) -> tuple[str, ...]:
    """Return the levels a count takes in: its own, or the lowest that has a scale."""
    if count.levels:
        return count.levels
    lowest = [level.id for level in plan.header.levels if level.scale and not level.beside]
    return tuple(lowest[-1:])


def _chosen(records: Iterable[Kind], asked: Asked, wanted: frozenset[str] | None) -> Iterator[Kind]:
    labels = set(asked.count.labels)
    for record in records:
        if (wanted is None or record.id in wanted) and (not labels or labels & {*record.labels}):
            yield record


def _items(plan: Plan, asked: Asked, wanted: frozenset[str] | None) -> Pool:
    levels = levels_of(plan, asked.count)
    named = [asked.rating] if asked.rating else [_scale_id(plan, level) for level in levels]
    scale, why = _one_scale(plan, named)
    of_level = [item for item in plan.items.values() if item.level in levels]
    entries = (
        _item(plan, item, asked, scale, plan.closings.get(item.id))
        for item in _chosen(of_level, asked, wanted)
    )
    return Pool(tuple(entries), scale, why=why)


def _scale_id(plan: Plan, level_id: str) -> str:
    level = plan.levels.get(level_id)
    return (level.scale or "") if level else ""


def _one_scale(plan: Plan, named: Iterable[str | None]) -> tuple[Scale | None, str]:
    """Return the one scale among those named, or why there is none."""
    scales = {each: plan.scales[each] for each in named if each and each in plan.scales}
    if len(scales) == 1:
        return next(iter(scales.values())), ""
    several = " and ".join(f"`{each}`" for each in scales)
    return None, f"it counts on several scales: {several}" if scales else "it has no scale"


def _item(
    plan: Plan, item: Item, asked: Asked, scale: Scale | None, closed: Closed | None
) -> Entry:
    state = stands = standing_state(plan, item, today=asked.today)
    if asked.rating:
        state = _rated(plan, item, asked.rating)
    elif closed and closed.kind in DONE_CLOSINGS:
        state = _as_done(scale, state)
    row = _row(state, scale)
    return Entry(
        record=item.id,
        row=row,
        class_=state.class_ if state and row else None,
        left=_left(closed, stands),
        due=item.due.latest if item.due else None,
        span=_span(item) if asked.count.base == "programmed" else None,
    )


def _rated(plan: Plan, item: Item | Paragraph, rating: str) -> State | None:
    given = item.ratings.get(rating)
    return find_state(plan, plan.scales.get(rating), given.state) if given else None


def _as_done(scale: Scale | None, state: State | None) -> State | None:
    """Return the state of a delivered item: of class done, or its own where there is none."""
    if scale is None or (state and state.class_ is StateClass.DONE):
        return state
    return next((each for each in scale.states if each.class_ is StateClass.DONE), state)


def _entry(record: str, state: State | None, scale: Scale | None, left: str) -> Entry:
    row = _row(state, scale)
    return Entry(record, row, state.class_ if state and row else None, left)


def _row(state: State | None, scale: Scale | None) -> str:
    """Return the row of a state; none where it is of another scale."""
    return state.id if state and scale and scale.state(state.id) is state else ""


def _left(closed: Closed | None, stands: State | None) -> str:
    """Return the kind of closing that took a record out of the count, or nothing if it stays in."""
    if closed is None or closed.kind in DONE_CLOSINGS:
        return ""
    stopped = stands is not None and stands.class_ is StateClass.STOPPED
    return "" if stopped else closed.kind


def _span(item: Item) -> Span | None:
    """Return the time an item is programmed for; without end where it is ongoing or repeats."""
    base, again = item.baseline, item.repeats
    dates = [item.start, item.due, base.start if base else None, base.due if base else None]
    dates += [again.from_, again.until] if again else []
    firsts = [each.earliest or each.latest for each in dates if each]
    lasts = [each.latest or each.earliest for each in dates if each]
    first = min((day for day in firsts if day), default=None)
    endless = any(map(_ongoing, dates)) or (again is not None and again.until is None)
    if first is None and not endless:
        return None
    return Span(first, None if endless else max(day for day in lasts if day))


def _ongoing(date_: Date | None) -> bool:
    return date_ is not None and date_.precision is Precision.ONGOING


def _paragraphs(plan: Plan, asked: Asked, wanted: frozenset[str] | None) -> Pool:
    held = lives(plan)
    judged = [each for each in plan.paragraphs.values() if _is_unit(plan, each)]
    scales = {each.id: scale_of_duty(plan, each.id) for each in judged}
    if any(scales.values()):
        judged = [each for each in judged if scales[each.id]]
    chosen = list(_chosen(judged, asked, wanted))
    named = [asked.rating] if asked.rating else [_id(scales[each.id]) for each in chosen]
    scale, why = _one_scale(plan, named)
    entries = []
    for each in chosen:
        rating = asked.rating
        state = _rated(plan, each, rating) if rating else duty_state_of(plan, each)
        life = held[each.id]
        if life.first and asked.today < life.first:
            continue
        over = life.last is not None and life.last < asked.today and life.ended_by != "met"
        ended_by = "replaced" if life.ended_by in plan.instruments else life.ended_by
        entries.append(_entry(each.id, state, scale, ended_by if over else ""))
    return Pool(tuple(entries), scale, why=why)


def _id(scale: Scale | None) -> str | None:
    return scale.id if scale else None


def _is_unit(plan: Plan, paragraph: Paragraph) -> bool:
    """Whether a paragraph is judged by itself: by a status, or where nothing above or below is.

    So a recommendation counts once and not once more for each of its letters.
    """
    if paragraph.status is not None:
        return True
    above = (plan.paragraphs.get(each) for each in plan.ancestors(paragraph.id))
    judged = any(each.status is not None for each in above if each)
    parts = any(each in plan.paragraphs for each in plan.children.get(paragraph.id, ()))
    return not judged and not parts


def _measures(plan: Plan, asked: Asked, wanted: frozenset[str] | None) -> Pool:
    chosen = list(_chosen(plan.measures.values(), asked, wanted))
    scale, why = _one_scale(plan, [each.scale for each in chosen])
    up_to = asked.window.last
    entries = (_measure(plan, each, scale, up_to) for each in chosen)
    return Pool(tuple(entries), scale, why=why)


def _measure(plan: Plan, measure: Measure, scale: Scale | None, up_to: date) -> Entry:
    stands = measure_state(plan, measure, up_to=up_to)
    closed = measure.closed
    state = _as_done(scale, stands) if closed and closed.kind in DONE_CLOSINGS else stands
    return _entry(measure.id, state, scale, _left(closed, stands))


def _risks(plan: Plan, asked: Asked, wanted: frozenset[str] | None) -> Pool:
    chosen = list(_chosen(plan.risks.values(), asked, wanted))
    matrices = {each.id: each for each in (matrix_of(plan, risk) for risk in chosen) if each}
    matrix = next(iter(matrices.values())) if len(matrices) == 1 else None
    entries = (
        Entry(each.id, _band(plan, each, matrix), None, each.closed.kind if each.closed else "")
        for each in chosen
    )
    why = "" if matrix else "its risks are not on one risk matrix"
    return Pool(tuple(entries), None, matrix, why)


def _band(plan: Plan, risk: Risk, matrix: RiskMatrix | None) -> str:
    score = risk.scores.get(current_point(matrix))
    if matrix is None or score is None or matrix_of(plan, risk) is not matrix:
        return ""
    band = scored(matrix, score).band
    return band.id if band else ""
