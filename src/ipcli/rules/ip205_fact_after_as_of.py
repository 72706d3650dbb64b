from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.base import key_of
from ipcli.model.dates import Date, Precision, long_day
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import TypeAlias

    from ipcli.model.base import Record
    from ipcli.model.plan import Plan
    from ipcli.rules.facts import Facts

    Fact: TypeAlias = tuple[Date, tuple[str | int, ...], str]

# Of these, an act may be later than the facts it rests on; items are found by their keys.
_OTHERS = frozenset({"meetings", "requests", "change_requests", "periods", "items"})
_WORDS = {
    "completed": "the completion",
    "closed": "the closing",
    "updates": "an update",
    "evidence": "a piece of evidence",
    "opinions": "an opinion",
    "assured": "the assurance",
    "embedded": "the embedding",
    "signed_off": "the sign-off",
    "met": "the day it was met",
    "readings": "a reading",
}
_DATED = {field: "for_" if field == "readings" else "date" for field in _WORDS}
_ITEM = """
items:
  - id: A
    title: Publish the savings plan
    level: action
    status: complete
"""


@rule(
    "IP205",
    "fact-after-as-of",
    Severity.WARNING,
    needs=("day",),
    bad=_ITEM + "    completed: 2026-10-14\n",
    good=_ITEM + "    completed: 2026-09-14\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A fact is dated after the day of the facts: the as-of date of the last period.

    Why: a paper that tells how things stood on a day cannot report what happened later; two
    readers would take it for two different days.

    Mend: leave the fact for the next period, add the period it belongs to, or correct the date.
    Meetings, decisions and what they close may be later than the facts they rest on.
    """
    decided = _days_of_decisions(facts.plan)
    late: dict[str, list[Fact]] = {}
    for field, key in _DATED.items():
        for record in _having(field, facts):
            for when, where in _dates(record, field, key):
                after = when.earliest and when.earliest > facts.today
                if after and not _is_act(record, field, when, decided):
                    late.setdefault(record.id, []).append((when, where, _WORDS[field]))
    for name, found in late.items():
        if facts.is_told_later(facts.plan.records[name]):
            continue
        when, where, what = max(found, key=lambda fact: fact[0].earliest or facts.today)
        told = _told(f"{what} of `{name}`", when, len(found) - 1, facts.today)
        yield Finding(facts.plan.records[name], where, told)


def _told(start: str, when: Date, others: int, today: date) -> str:
    exact = when.precision is Precision.DAY
    least = f" ({long_day(when.earliest)} at the earliest)" if when.earliest and not exact else ""
    more = f", and {others} more {'is' if others == 1 else 'are'} later too" if others else ""
    return f"{start} is dated {when}{least}, but the facts are as of {long_day(today)}{more}"


def _having(field: str, facts: Facts) -> Iterator[Record]:
    yield from facts.having(field)
    for section, records in facts.plan.by_section.items():
        if section not in _OTHERS:
            yield from (each for each in records.values() if field in each.model_fields_set)


def _dates(record: Record, field: str, key: str) -> Iterator[tuple[Date, tuple[str | int, ...]]]:
    value = getattr(record, field)
    if isinstance(value, Date):
        yield value, (field,)
    elif isinstance(value, tuple):
        for at, part in enumerate(value):
            if when := getattr(part, key):
                yield when, (field, at, key_of(key))
    elif value and (when := getattr(value, key)):
        yield when, (field, key)


def _is_act(record: Record, field: str, when: Date, decided: frozenset[date]) -> bool:
    """Tell whether a date is that of what a meeting did, or will do with the paper before it."""
    if field not in {"closed", "signed_off", "met"}:
        return False
    closed = getattr(record, "closed", None) if field == "closed" else None
    return when.latest in decided or bool(closed and closed.request)


def _days_of_decisions(plan: Plan) -> frozenset[date]:
    meetings = {meeting.date for meeting in plan.meetings.values()}
    requests = (
        decision.date.latest
        for request in plan.change_requests.values()
        for decision in request.decisions
    )
    return frozenset(meetings.union(day for day in requests if day))
