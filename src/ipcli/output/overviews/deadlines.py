"""What falls due, in date order: clocks, items, requests, and papers before each meeting."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from ipcli.assess.calendar import clear_days_before, clear_working_days_before
from ipcli.assess.clocks import ClockState, all_clock_dates
from ipcli.assess.standing import is_done, is_open
from ipcli.model.dates import long_day
from ipcli.output.sheet import Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ipcli.model.meeting import Meeting
    from ipcli.model.plan import Plan

PUBLICATION = 5  # clear working days before a meeting
NOTICE = 28  # clear days before a key decision


class Deadline(NamedTuple):
    """One thing that falls due on a day."""

    day: date
    what: str
    record: str
    title: str
    who: str


def deadlines(plan: Plan, *, today: date) -> tuple[Deadline, ...]:
    """Return everything that is still to come or overdue, in date order."""
    found = [*_clocks(plan, today), *_items(plan), *_requests(plan), *_meetings(plan, today)]
    return tuple(sorted(found, key=lambda each: (each.day, each.what, each.record)))


def deadlines_sheet(plan: Plan, *, today: date) -> Sheet:
    """Return the deadlines as a table."""
    rows = tuple(
        (
            each.day.isoformat(),
            each.what,
            each.record,
            each.title,
            each.who,
            f"{(today - each.day).days} days overdue" if each.day < today else "",
        )
        for each in deadlines(plan, today=today)
    )
    columns = ("Day", "What", "Id", "Title", "Who", "Overdue")
    table = Table("deadlines", "Deadlines", columns, rows, none="Nothing falls due.")
    return Sheet(f"{plan.header.council}: deadlines", f"On {long_day(today)}.", (table,))


def calendar(plan: Plan, *, today: date) -> str:
    """Return the deadlines as an iCalendar file of all-day events.

    Every event has a name of its own made from plan, record and kind, so that a second import
    replaces the first.
    """
    from icalendar import Calendar, Event  # noqa: PLC0415 (slow to import, and only for this)

    made = Calendar()
    made.add("prodid", "-//ipcli//deadlines//EN")
    made.add("version", "2.0")
    for number, each in enumerate(deadlines(plan, today=today)):
        event = Event()
        kind = "".join(letter if letter.isalnum() else "-" for letter in each.what.lower())
        event.add("uid", f"{plan.id}.{each.record}.{kind}.{number}@ipcli".replace("/", "."))
        event.add("dtstamp", _stamp(today))
        event.add("dtstart", each.day)
        event.add("dtend", each.day + timedelta(days=1))
        event.add("summary", f"{each.what}: {each.title}")
        event.add("description", f"{each.record}. {each.who}".strip())
        made.add_component(event)
    return str(made.to_ical().decode("utf-8")).replace("\r\n", "\n")


def _stamp(today: date) -> object:
    from datetime import UTC, datetime  # noqa: PLC0415

    return datetime(today.year, today.month, today.day, tzinfo=UTC)


def _who(plan: Plan, ids: tuple[str, ...]) -> str:
    return ", ".join(plan.name_of(each) for each in ids)


def _clocks(plan: Plan, today: date) -> Iterator[Deadline]:
    for clock in all_clock_dates(plan, today=today):
        duty = plan.paragraphs.get(clock.record) or plan.instruments.get(clock.record)
        who = _who(plan, duty.owed_by) if duty and duty.owed_by else "the council"
        for each in clock.dates:
            if each.due and each.state in {ClockState.WAITING, ClockState.OVERDUE}:
                title = plan.name_of(clock.record)
                yield Deadline(each.due, "instrument", clock.record, title, who)


def _items(plan: Plan) -> Iterator[Deadline]:
    for item in plan.items.values():
        if item.due and item.due.latest and is_open(plan, item.id) and not is_done(plan, item):
            level = plan.levels.get(item.level)
            what = level.name.lower() if level else "item"
            owner = _who(plan, item.owner)
            yield Deadline(item.due.latest, what, item.id, item.title, owner)


def _requests(plan: Plan) -> Iterator[Deadline]:
    for request in plan.requests.values():
        if request.due and request.due.latest and not request.answered:
            who = _who(plan, request.to)
            yield Deadline(request.due.latest, "request", request.id, request.text, who)


def _meetings(plan: Plan, today: date) -> Iterator[Deadline]:
    for meeting in plan.meetings.values():
        if meeting.date < today:
            continue
        body = plan.name_of(meeting.body)
        yield Deadline(meeting.date, "meeting", meeting.id, f"{body} meets", body)
        yield from _before_meeting(meeting, body, today)


def _before_meeting(meeting: Meeting, body: str, today: date) -> Iterator[Deadline]:
    """Yield the last days for notice and publication, while they can still be met.

    Source: Local Government Act 1972, s.100B; Local Authorities (Executive Arrangements) (Meetings
    and Access to Information) (England) Regulations 2012, regs 7 and 9.
    """
    publish = clear_working_days_before(meeting.date, PUBLICATION)
    if meeting.papers and not meeting.published_on and publish >= today:
        yield Deadline(publish, "publication", meeting.id, f"Papers for {body}", body)
    notice = clear_days_before(meeting.date, NOTICE)
    key = any(paper.key_decision for paper in meeting.papers)
    if key and not meeting.notice_on and notice >= today:
        yield Deadline(notice, "key decision notice", meeting.id, f"Notice for {body}", body)
