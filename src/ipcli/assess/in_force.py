"""Which instruments, paragraphs, functions and appointments hold on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ipcli.model.base import Ended
    from ipcli.model.dates import Date
    from ipcli.model.instrument import Appointment, Instrument
    from ipcli.model.plan import Plan


class Life(NamedTuple):
    """The first and the last day of something, both included; None where there is none.

    `ended_by` says what ended it: the id of the instrument that replaced it, a kind of `ended`
    (`revoked`), or `until`; empty while it has no end.
    """

    first: date | None
    last: date | None
    ended_by: str = ""

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return not (self.first and day < self.first) and not (self.last and day > self.last)


def lives(plan: Plan) -> Mapping[str, Life]:
    """Return the life of every instrument, paragraph and function of a plan, by id."""
    found = {each: _instrument_life(plan, each) for each in plan.instruments}
    parts = (*plan.paragraphs, *plan.functions)
    return found | {each: _part_life(plan, each, found) for each in parts}


def life(plan: Plan, record_id: str) -> Life | None:
    """Return the life of an instrument, paragraph or function; None for any other id."""
    if record_id in plan.instruments:
        return _instrument_life(plan, record_id)
    if record_id not in plan.paragraphs and record_id not in plan.functions:
        return None
    instrument = instrument_of(plan, record_id)
    found = {instrument: _instrument_life(plan, instrument)} if instrument else {}
    return _part_life(plan, record_id, found)


def appointment_life(plan: Plan, instrument_id: str, appointment: Appointment) -> Life:
    """Return the life of an appointment: within its instrument's, from its own first day on."""
    above = _instrument_life(plan, instrument_id)
    firsts = [day for day in (above.first, _first(appointment.from_)) if day]
    ends = [*_ends(above), *_ended(appointment.ended)]
    if appointment.until and appointment.until.latest:
        ends.append((appointment.until.latest, "until"))
    return _life(max(firsts, default=None), ends)


def in_force(plan: Plan, record_id: str, *, on: date) -> bool:
    """Whether an instrument, paragraph or function holds on a day; no for any other id."""
    found = life(plan, record_id)
    return found is not None and found.holds(on)


def instrument_of(plan: Plan, record_id: str) -> str | None:
    """Return the id of the instrument that a paragraph or function stands in, or its own."""
    if record_id in plan.instruments:
        return record_id
    return next((each for each in plan.ancestors(record_id) if each in plan.instruments), None)


def _instrument_life(plan: Plan, record_id: str) -> Life:
    """Return the life of an instrument, to the earliest of `until`, replacement and `ended`."""
    instrument = plan.instruments[record_id]
    ends = _ended(instrument.ended)
    if instrument.in_force and instrument.in_force.until:
        ends.append((instrument.in_force.until, "until"))
    for other in plan.instruments.values():
        begins = _begins(other)
        if begins and other.id != record_id and _replaces(plan, other, record_id):
            ends.append((begins - timedelta(days=1), other.id))
    return _life(_begins(instrument), ends)


def _part_life(plan: Plan, record_id: str, found: Mapping[str, Life]) -> Life:
    """Return the life of a paragraph or function: within that of all that it stands in.

    An instrument that could not be read sets no bounds.
    """
    first: date | None = None
    ends: list[tuple[date, str]] = []
    for each in (record_id, *plan.ancestors(record_id)):
        if each in found:
            first = found[each].first
            ends += _ends(found[each])
        elif record := plan.paragraphs.get(each) or plan.functions.get(each):
            ends += _ended(record.ended)
    return _life(first, ends)


def _replaces(plan: Plan, other: Instrument, record_id: str) -> bool:
    return record_id in other.replaces or f"{record_id}@{plan.id}" in other.replaces


def _begins(instrument: Instrument) -> date | None:
    if instrument.in_force and instrument.in_force.from_:
        return instrument.in_force.from_
    return _first(instrument.made_on)


def _first(made: Date | None) -> date | None:
    """Return the first day: in doubt a thing is in force, so the earliest that a date can mean."""
    return (made.earliest or made.latest) if made else None


def _ended(ended: Ended | None) -> list[tuple[date, str]]:
    return [(ended.date.latest, ended.kind)] if ended and ended.date.latest else []


def _ends(above: Life) -> list[tuple[date, str]]:
    return [(above.last, above.ended_by)] if above.last else []


def _life(first: date | None, ends: Iterable[tuple[date, str]]) -> Life:
    last, ended_by = min(ends, default=(None, ""))
    return Life(first, last, ended_by)
