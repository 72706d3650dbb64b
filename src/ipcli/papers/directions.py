"""The paper of directions: what binds the council, by when, what answers it, who holds powers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.clocks import ClockState, clock_dates
from ipcli.assess.in_force import appointment_life, life, lives
from ipcli.model.dates import long_day
from ipcli.papers.head import head
from ipcli.papers.parts.clock_words import is_made_up, laid_down, late
from ipcli.papers.parts.duties import instrumented
from ipcli.papers.parts.money import pay
from ipcli.papers.parts.names import name, names, short
from ipcli.papers.sheet import Cell, Section, Sheet, section, table, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.assess.clocks import ClockDate
    from ipcli.assess.in_force import Life
    from ipcli.model.instrument import Appointment, Duty, Extension, Instrument
    from ipcli.papers.basis import Basis

KINDS = frozenset({"directions", "instructions", "requirements", "notice"})
_STATES = {
    ClockState.MET: "Met",
    ClockState.MET_LATE: "Met late",
    ClockState.WAITING: "To come",
    ClockState.OVERDUE: "Overdue",
    ClockState.LAPSED: "Not met while it was in force",
}


def directions(basis: Basis) -> Sheet:
    """Return the view of the paper of directions."""
    return Sheet(
        head=head(basis, title=f"{basis.plan.header.title}: directions"),
        sections=tuple(_sections(basis)),
        instruments=instrumented(basis, KINDS),
    )


def _sections(basis: Basis) -> Iterator[Section]:
    found = [each for each in basis.plan.instruments.values() if each.kind in KINDS]
    if not found:
        told = "The plan holds no directions, instructions, requirements or notices."
        yield section("instruments-list", "Directions", lines=(told,))
        return
    yield section(
        "instruments-list",
        "Directions",
        tables=table(
            "instruments-table",
            "Directions and the like, in force or not",
            ("Instrument", "Made by", "Made", "Under", f"On {long_day(basis.today)}"),
            tuple(_instrument(basis, each) for each in found),
        ),
    )
    yield _coverage(basis, found)
    yield from _clocks(basis, found)
    yield from _extensions(basis, found)
    yield from _functions(basis, found)
    yield from _appointments(basis, found)


def _instrument(basis: Basis, instrument: Instrument) -> tuple[Cell, ...]:
    return (
        Cell(name=name(basis, instrument.id)),
        words(names(basis, instrument.made_by)),
        words(instrument.made_on),
        words(instrument.under),
        words(_stands(basis, instrument)),
    )


def _stands(basis: Basis, instrument: Instrument) -> str:
    """Say whether an instrument holds; one that asks nothing of the council binds nobody."""
    if not instrument.to_answer:
        return "Kept for the record"
    return _holds(basis, life(basis.plan, instrument.id))


def _holds(basis: Basis, held: Life | None) -> str:
    """Say whether something holds on the day of the facts, and since or until when."""
    if held is None or (held.first and basis.today < held.first):
        return f"Not yet in force; from {long_day(held.first)}" if held and held.first else ""
    if held.last and basis.today > held.last:
        by = short(basis, held.ended_by) if held.ended_by in basis.plan.instruments else ""
        how = f", replaced by {by}" if by else f" ({held.ended_by})" if held.ended_by else ""
        return f"No longer in force: ended {long_day(held.last)}{how}"
    return f"In force until {long_day(held.last)}" if held.last else "In force"


def _coverage(basis: Basis, found: list[Instrument]) -> Section:
    """Return what answers each paragraph in force, the gaps first."""
    ids = {each.id for each in found}
    paragraphs = [each for each in basis.coverage.paragraphs if each.instrument in ids]
    rows = []
    for each in sorted(paragraphs, key=lambda one: one.covered):
        how = "; ".join(short(basis, item) for item in each.named_by)
        if not how and each.through:
            how = f"Answered as a part of {short(basis, each.through)}"
        if not how and each.covered:
            number = len(each.parts)
            how = "By its part" if number == 1 else f"By all its {number} parts"
        other = basis.gaps.get(each.record, "")
        how = how or (f"{other} answers it" if other else "")
        answered = "Yes" if each.covered else "By another plan" if other else "No"
        rows.append((Cell(name=name(basis, each.record)), words(answered), words(how)))
    number = sum(each.covered for each in paragraphs)
    elsewhere = sum(bool(basis.gaps.get(each.record)) for each in paragraphs)
    told = f"{number} of the {len(rows)} paragraphs in force that the council owes are answered"
    if len(rows) == 1:
        told = f"The one paragraph in force that the council owes is {'' if number else 'not '}"
        told += "answered"
    if elsewhere:
        be = "is" if elsewhere == 1 else "are"
        told += f" by rows of this plan; {elsewhere} {be} answered by another plan of the council"
    return section(
        "coverage",
        "What answers each paragraph",
        lines=(f"{told}." if rows else "No paragraph that the council owes was in force.",),
        tables=table(
            "coverage-table", "Paragraphs and rows", ("Paragraph", "Answered", "By"), tuple(rows)
        ),
    )


def _duties(basis: Basis, found: list[Instrument]) -> Iterator[Duty]:
    for each in found:
        yield each
        yield from (
            basis.plan.paragraphs[below]
            for below in basis.plan.below(each.id)
            if below in basis.plan.paragraphs
        )


def _clocks(basis: Basis, found: list[Instrument]) -> Iterator[Section]:
    rows: list[tuple[Cell, ...]] = []
    for duty in _duties(basis, found):
        clock = clock_dates(basis.plan, duty.id, today=basis.today)
        if clock is None or duty.clock is None:
            continue
        how = laid_down(duty.clock, clock.start)
        if not clock.dates:
            why = clock.why.replace("`", "")
            rows.append((Cell(name=name(basis, duty.id), where=how), *[words("")] * 3, words(why)))
        named = Cell(name=name(basis, duty.id), where=how)
        rows += [(named, *_date(basis, duty, each)) for each in clock.dates]
    columns = ("Paragraph", "Laid down", "Day that counts", "Met", "How it stands")
    if rows:
        dates = table("clocks-table", "Dates that are laid down", columns, tuple(rows))
        yield section("clocks", "Dates", tables=dates)


def _date(basis: Basis, duty: Duty, each: ClockDate) -> tuple[Cell, ...]:
    stands = _STATES[each.state]
    if is_made_up(basis, duty):
        stands = "Not judged, since the clock is made up" if each.met else "To come"
    elif each.met and each.met.date.latest is None:
        stands = "Not judged, since no day is stated"
    elif each.days_late:
        stands = f"{stands}, {late(each)}"
    return (
        words(each.laid_down),
        words(each.falls),
        words(each.met.date if each.met else ""),
        words(stands),
    )


def _extensions(basis: Basis, found: list[Instrument]) -> Iterator[Section]:
    rows = tuple(
        (
            Cell(name=name(basis, duty.id)),
            words(_more(each)),
            words(names(basis, each.by)),
            words(each.date),
            Cell(
                prose=(each.reason,) if each.reason else (),
                text="" if each.reason else "Not stated",
            ),
        )
        for duty in _duties(basis, found)
        for each in duty.extensions
    )
    if rows:
        columns = ("Paragraph", "More time", "Given by", "Given", basis.words.why)
        given = table("extensions-table", "More time that was given", columns, rows)
        yield section("extensions", "Extensions", tables=given)


def _more(extension: Extension) -> str:
    which = f" (date {extension.for_})" if extension.for_ else ""
    until = f"Until {extension.to}" if extension.to else f"{extension.length} more"
    return f"{until}{which}"


def _functions(basis: Basis, found: list[Instrument]) -> Iterator[Section]:
    held = {"in-reserve": "Kept in reserve", "exercised": "Exercised"}
    alive = lives(basis.plan)
    rows = tuple(
        (
            Cell(name=name(basis, each.id)._replace(title=each.text)),
            words(names(basis, each.exercised_by)),
            words(held.get(each.held or "", "")),
            words(_holds(basis, alive.get(each.id))),
        )
        for instrument in found
        for below in basis.plan.below(instrument.id)
        if (each := basis.plan.functions.get(below))
    )
    if rows:
        columns = ("Function", "Exercised by", "How", f"On {long_day(basis.today)}")
        powers = table("functions-table", "Functions that others exercise", columns, rows)
        yield section("functions", "Functions", tables=powers)


def _appointments(basis: Basis, found: list[Instrument]) -> Iterator[Section]:
    rows = tuple(
        (
            words(_posts(names(basis, (each.role,)), each.posts)),
            Cell(name=name(basis, instrument.id)),
            words(_between(each)),
            words(_holds(basis, appointment_life(basis.plan, instrument.id, each))),
            Cell(prose=tuple(filter(None, (each.text, pay(each))))),
        )
        for instrument in found
        for each in instrument.appointments
    )
    if rows:
        columns = ("Who", "Under", "From and to", f"On {long_day(basis.today)}", "What for")
        who = table("appointments-table", "Appointments", columns, rows)
        yield section("appointments", "Appointments", tables=who)


def _between(appointment: Appointment) -> str:
    """Say from when to when an appointment is."""
    first = f"From {appointment.from_}" if appointment.from_ else "Beginning not stated"
    return f"{first} to {appointment.until}" if appointment.until else f"{first}, no end laid down"


def _posts(who: str, posts: int | None) -> str:
    return f"{who} ({posts} posts)" if posts and posts > 1 else who
