from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.dates import long_day
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ipcli.model.dates import Date
    from ipcli.rules.facts import Facts


@rule(
    "IP201",
    "dates-out-of-order",
    Severity.ERROR,
    bad="""
items:
  - id: A
    title: Publish the savings plan
    level: action
    start: 2026-10-01
    due: 2026-07-31
""",
    good="""
items:
  - id: A
    title: Publish the savings plan
    level: action
    start: 2026-07-01
    due: 2026-07
""",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A date that must come first comes after the other: a start after the due date, say.

    Why: one of the two is a slip of the pen, and lateness is counted from both.

    Mend: correct the wrong date. Look for a wrong year.
    """
    yield from _of_items(facts)
    yield from _of_plan(facts)
    for body in facts.plan.bodies.values():
        if _later(body.from_, body.until):
            told = f"`{body.id}` is there from {body.from_}, but only until {body.until}"
            yield Finding(body, "until", told)
    yield from _of_requests(facts)


def _of_items(facts: Facts) -> Iterator[Finding]:
    for item in facts.having("start"):
        if item.start and item.due and _after(item.start, item.due):
            told = f"`{item.id}` starts {item.start}, but is due {item.due}"
            yield Finding(item, "start", told, ((item, "due", "due here"),))
    for item in facts.having("baseline"):
        first = item.baseline
        if first and first.start and first.due and _after(first.start, first.due):
            told = f"the baseline of `{item.id}` starts {first.start}, but is due {first.due}"
            yield Finding(item, ("baseline", "start"), told)
    for item in facts.having("repeats"):
        again = item.repeats
        if again and again.from_ and again.until and _after(again.from_, again.until):
            told = f"`{item.id}` repeats from {again.from_}, but only until {again.until}"
            yield Finding(item, ("repeats", "until"), told)
    for item in facts.having("closed"):
        if item.completed and item.closed and _after(item.completed, item.closed.date):
            told = f"`{item.id}` was completed {item.completed}, but was closed {item.closed.date}"
            yield Finding(item, "completed", told, ((item, ("closed", "date"), "closed here"),))


def _of_plan(facts: Facts) -> Iterator[Finding]:
    header = facts.plan.header
    if header.runs and _later(header.runs.from_, header.runs.until):
        told = f"`{header.id}` runs from {header.runs.from_}, but only until {header.runs.until}"
        yield Finding(header, ("runs", "until"), told)
    for at, (first, second) in enumerate(pairwise(header.agreed)):
        if _after(first.date, second.date):
            told = (
                f"`{header.id}` was agreed {first.date}, and then {second.date}, which is earlier"
            )
            yield Finding(header, ("agreed", at + 1, "date"), told)


def _of_requests(facts: Facts) -> Iterator[Finding]:
    for request in facts.plan.requests.values():
        meeting = facts.plan.meetings.get(facts.plan.holder.get(request.id, ""))
        if not meeting:
            continue
        asked = f"`{meeting.id}` asked for it on {long_day(meeting.date)}"
        if request.due and _before(request.due, meeting.date):
            told = f"`{request.id}` is due {request.due}, but {asked}"
            yield Finding(request, "due", told, ((meeting, "date", "the meeting"),))
        if request.answered and _before(request.answered.date, meeting.date):
            told = f"`{request.id}` was answered {request.answered.date}, but {asked}"
            yield Finding(request, ("answered", "date"), told, ((meeting, "date", "the meeting"),))


def _after(first: Date, second: Date) -> bool:
    """Tell whether the first date lies after the second, however both are meant."""
    return _later(first.earliest, second.latest)


def _before(found: Date, day: date) -> bool:
    return found.latest is not None and found.latest < day


def _later(first: date | None, second: date | None) -> bool:
    return first is not None and second is not None and first > second
