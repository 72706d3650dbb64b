"""States that follow from dates or targets, where a scale says `when`."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from ipcli.assess.lateness import lateness, limit
from ipcli.assess.standing import find_state, state_of
from ipcli.model.base import DONE_CLOSINGS
from ipcli.model.dates import Precision
from ipcli.model.scale import StateClass
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from ipcli.assess.lateness import Lateness
    from ipcli.model.item import Item
    from ipcli.model.plan import Plan
    from ipcli.model.risk import Measure, Reading, Target
    from ipcli.model.scale import Condition, Rule, Scale, State

_BY_LATENESS = frozenset({"on-time", "late_under", "late_up_to"})
_BY_TARGET = frozenset({"target-met", "within-tolerance", "target-missed"})


class _Off(NamedTuple):
    """How far a value is on the wrong side of its target, and how far is within tolerance."""

    by: Decimal
    within: Decimal | None


class _Dates(NamedTuple):
    """What the conditions on dates ask of an item."""

    finished: bool
    ahead: bool  # its start is in the future
    endless: bool  # its due date is `ongoing`: never late
    late: Lateness | None


def computed_state(plan: Plan, item: Item, *, today: date) -> State | None:
    """Return the first state of the item's scale, in order, whose `when` holds; None if none does.

    A state that depends on lateness is not computed for an item whose lateness is not known, nor is
    `otherwise` on such a scale.
    """
    scale = plan.scale_of(item)
    if scale is None or not any(state.when for state in scale.states):
        return None
    dates = _dates(plan, item, scale, today)
    known = dates.endless or dates.late is not None or not _asks(scale, _BY_LATENESS)
    for state in scale.states:
        if state.when and (_holds(state.when, dates) or (known and state.when.is_ == "otherwise")):
            return state
    return None


def standing_state(plan: Plan, item: Item, *, today: date) -> State | None:
    """Return the state an item counts with: as recorded, else as computed.

    `completed` and a state of class done go together: an item that says only when it was completed
    counts with the first such state, where its scale computes none and has one.
    """
    state = state_of(plan, item) or computed_state(plan, item, today=today)
    if state or item.status is not None or not item.completed:
        return state
    scale = plan.scale_of(item)
    states = scale.states if scale else ()
    return next((each for each in states if each.class_ is StateClass.DONE), None)


def last_reading(measure: Measure, *, up_to: date) -> Reading | None:
    """Return the reading that tells about the latest time up to a day, or None.

    Of two about one time the later in the list; one about a time without a last day is passed over.
    """
    dated = [
        (reading.for_.latest, at)
        for at, reading in enumerate(measure.readings)
        if reading.for_.latest and reading.for_.latest <= up_to
    ]
    return measure.readings[max(dated)[1]] if dated else None


def target_for(measure: Measure, reading: Reading) -> Target | None:
    """Return the target a reading is on its way to: the first that is not earlier, else the last.

    So a quarter is held against the target of its year, and a reading after the last target against
    that.
    """
    dated = sorted(
        (
            (target.for_.latest, at)
            for at, target in enumerate(measure.targets)
            if target.for_.latest
        )
    )
    if not dated:
        return None
    time = reading.for_.latest
    ahead = [at for latest, at in dated if time and latest >= time]
    return measure.targets[ahead[0] if ahead else dated[-1][1]]


def tolerance(measure: Measure, target: Decimal) -> Decimal | None:
    """Return how far off a target is within tolerance; None where none can be read.

    `5%` is five hundredths of the target's size.
    """
    written = (measure.tolerance or "").strip()
    share = written.endswith("%")
    try:
        number = Decimal(written.removesuffix("%").strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or number < 0:
        return None
    return abs(target) * number / 100 if share else number


def recorded_reading_state(plan: Plan, measure: Measure, reading: Reading) -> State | None:
    """Return the recorded state of a reading, of the measure's scale."""
    scale = plan.scales.get(measure.scale) if measure.scale else None
    return find_state(plan, scale, reading.status)


def computed_reading_state(plan: Plan, measure: Measure, reading: Reading) -> State | None:
    """Return the first state of the measure's scale whose `when` holds for a reading.

    A state that depends on the target is not computed where there is no target with a value, or the
    measure does not say which way is better, nor is `otherwise` on such a scale.
    """
    scale = plan.scales.get(measure.scale) if measure.scale else None
    if scale is None:
        return None
    off = _off_target(measure, reading)
    known = off is not None or not _asks(scale, _BY_TARGET)
    assessed = reading.value is not None or measure.kind == "qualitative"
    for state in scale.states:
        if state.when and _reading_holds(state.when.is_, off, assessed=assessed, known=known):
            return state
    return None


def measure_state(plan: Plan, measure: Measure, *, up_to: date) -> State | None:
    """Return the state a measure counts with: its last reading's, as recorded or else computed."""
    reading = last_reading(measure, up_to=up_to)
    return reading_state(plan, measure, reading) if reading else None


def reading_state(plan: Plan, measure: Measure, reading: Reading) -> State | None:
    """Return the state a reading counts with: as recorded, else as computed."""
    recorded = recorded_reading_state(plan, measure, reading)
    return recorded or computed_reading_state(plan, measure, reading)


def is_judged(measure: Measure, reading: Reading) -> bool:
    """Whether a reading tells how a measure stands in words, and not by a value."""
    return measure.kind == "qualitative" and bool(reading.status or reading.text)


def _asks(scale: Scale, conditions: frozenset[str]) -> bool:
    return any(state.when and state.when.is_ in conditions for state in scale.states)


def _dates(plan: Plan, item: Item, scale: Scale, today: date) -> _Dates:
    closed = plan.closings.get(item.id)
    finished = bool(item.completed) or (closed is not None and closed.kind in DONE_CLOSINGS)
    start = item.start.latest if item.start else None
    return _Dates(
        finished=finished,
        ahead=not finished and start is not None and start > today,
        endless=item.due is not None and item.due.precision is Precision.ONGOING,
        late=lateness(item, against=scale.against, today=today),
    )


def _holds(rule: Rule, dates: _Dates) -> bool:
    """Whether a condition on dates holds; `otherwise` and those on targets never do."""
    match rule.is_:
        case "completed":
            return dates.finished
        case "not-started":
            return dates.ahead
        case "on-time":
            return dates.late.days <= 0 if dates.late else dates.endless
        case "late_under" | "late_up_to":
            return _late_by(rule, dates.late) if dates.late else dates.endless
        case _:
            return False


def _late_by(rule: Rule, late: Lateness) -> bool:
    """Whether lateness is under a length, its boundary left out, or up to it, taken in."""
    if rule.length is None:
        return False
    last = limit(rule.length, late.against)
    return late.expected < last or (rule.is_ == "late_up_to" and late.expected == last)


def _reading_holds(rule: Condition, off: _Off | None, *, assessed: bool, known: bool) -> bool:
    """Whether a condition on a target holds for a reading."""
    match rule:
        case "not-assessed":
            return not assessed
        case "target-met":
            return off is not None and off.by <= 0
        case "within-tolerance":
            return off is not None and off.within is not None and off.by <= off.within
        case "target-missed":
            return off is not None and off.by > 0
        case "otherwise":
            return known
        case _:
            return False


def _off_target(measure: Measure, reading: Reading) -> _Off | None:
    """Return how far a reading is on the wrong side of its target, or None if it cannot be told."""
    target = target_for(measure, reading)
    if reading.value is None or target is None or target.value is None or measure.better is None:
        return None
    behind = target.value - reading.value
    within = tolerance(measure, target.value)
    return _Off(behind if measure.better == "higher" else -behind, within)
