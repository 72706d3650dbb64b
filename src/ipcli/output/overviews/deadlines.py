"""What falls due, in date order: clocks, items, requests, and papers before each meeting."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from ipcli.assess.clocks import ClockState, all_clock_dates
from ipcli.assess.meetings import notice_day, publication_day
from ipcli.assess.standing import is_done, is_open
from ipcli.model.dates import long_day
from ipcli.named import NamedTuple
from ipcli.output.cells import Said
from ipcli.output.plain import counted, plain
from ipcli.output.sheet import Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.meeting import Meeting
    from ipcli.model.plan import Plan
    from ipcli.output.cells import Cell


class Deadline(NamedTuple):
    """One thing that falls due, at the latest on a day.

    `due` is the date as it is written, which may be less exact; `part` tells the deadlines of one
    record apart.
    """

    day: date
    due: str
    what: str
    record: str
    title: str
    who: str
    part: str = "due"


def deadlines(plan: Plan, *, today: date) -> tuple[Deadline, ...]:
    """Return everything that is still to come or overdue, in date order."""
    found = [*_clocks(plan, today), *_items(plan), *_requests(plan), *_meetings(plan, today)]
    return tuple(sorted(found, key=lambda each: (each.day, each.what, each.record)))


def deadlines_sheet(plan: Plan, *, today: date) -> Sheet:
    """Return the deadlines as a table."""
    rows = tuple(
        (
            each.due,
            each.what,
            each.record,
            each.title,
            each.who,
            _overdue((today - each.day).days),
            each.day.isoformat(),
        )
        for each in deadlines(plan, today=today)
    )
    columns = ("Due", "What", "Id", "Title", "Who", "Overdue")
    none, facts = "Nothing falls due.", ("last_day",)
    table = Table("deadlines", "Deadlines", columns, rows, none=none, facts=facts)
    return Sheet(f"{plan.header.council}: deadlines", f"On {long_day(today)}.", (table,))


def _overdue(days: int) -> Cell:
    return Said(f"{counted(days, 'day')} overdue", days) if days > 0 else Said("", 0)


def calendar(plan: Plan, *, today: date, revised: date) -> str:
    """Return the deadlines as an iCalendar file of all-day events, its lines as RFC 5545 has them.

    Every event has a name of its own, so that a second import replaces the first. `revised` is the
    day of the facts.
    """
    from icalendar import Calendar, Event  # noqa: PLC0415 (slow to import, and only for this)

    made = Calendar()
    made.add("prodid", "-//ipcli//deadlines//EN")
    made.add("version", "2.0")
    for each in deadlines(plan, today=today):
        event = Event()
        exact = each.due == each.day.isoformat()
        event.add("uid", f"{plan.id}.{each.record}.{each.part}@ipcli".replace("/", "."))
        event.add("dtstamp", datetime(revised.year, revised.month, revised.day, tzinfo=UTC))
        event.add("dtstart", each.day)
        if each.day < date.max:
            event.add("dtend", each.day + timedelta(days=1))
        event.add("summary", plain(f"{each.what}: {each.title}"))
        due = "" if exact else f"Due {each.due}, at the latest on this day."
        told = ". ".join(part for part in (each.record, each.who, due) if part)
        event.add("description", plain(told))
        made.add_component(event)
    return str(made.to_ical().decode("utf-8"))


def _who(plan: Plan, ids: tuple[str, ...]) -> str:
    return ", ".join(plan.name_of(each) for each in ids)


def _clocks(plan: Plan, today: date) -> Iterator[Deadline]:
    for clock in all_clock_dates(plan, today=today):
        duty = plan.paragraphs.get(clock.record) or plan.instruments.get(clock.record)
        who = _who(plan, duty.owed_by) if duty and duty.owed_by else "the council"
        for each in clock.dates:
            if each.due and each.state in {ClockState.WAITING, ClockState.OVERDUE}:
                title, due = plan.name_of(clock.record), each.falls.text
                yield Deadline(each.due, due, "clock", clock.record, title, who, str(each.number))


def _items(plan: Plan) -> Iterator[Deadline]:
    for item in plan.items.values():
        if item.due and item.due.latest and is_open(plan, item.id) and not is_done(plan, item):
            level = plan.levels.get(item.level)
            what = level.name.lower() if level else "item"
            owner, text = _who(plan, item.owner), item.due.text
            yield Deadline(item.due.latest, text, what, item.id, item.title, owner)


def _requests(plan: Plan) -> Iterator[Deadline]:
    for request in plan.requests.values():
        if request.due and request.due.latest and not request.answered:
            who, text = _who(plan, request.to), request.due.text
            yield Deadline(request.due.latest, text, "request", request.id, request.text, who)


def _meetings(plan: Plan, today: date) -> Iterator[Deadline]:
    for meeting in plan.meetings.values():
        if meeting.date < today:
            continue
        body = plan.name_of(meeting.body)
        yield _on(meeting.date, "meeting", meeting, f"{body} meets", body)
        yield from _before_meeting(plan, meeting, body)


def _before_meeting(plan: Plan, meeting: Meeting, body: str) -> Iterator[Deadline]:
    """Yield the last days for notice and publication, where the law asks for one not given.

    One that has passed is overdue until the meeting, since the matter can then only be taken as
    urgent, for reasons that are recorded.

    Source: Local Government Act 1972, s.100B; Local Authorities (Executive Arrangements) (Meetings
    and Access to Information) (England) Regulations 2012, regs 7 and 9.
    """
    waits = meeting.papers and not meeting.published_on  # bank holidays are slow to look up
    if waits and (publish := publication_day(plan, meeting)):
        yield _on(publish, "publication", meeting, f"Papers for {body}", body)
    if not meeting.notice_on and (notice := notice_day(plan, meeting)):
        yield _on(notice, "key decision notice", meeting, f"Notice for {body}", body)


def _on(day: date, what: str, meeting: Meeting, title: str, who: str) -> Deadline:
    part = what.replace(" ", "-")
    return Deadline(day, day.isoformat(), what, meeting.id, title, who, part)
