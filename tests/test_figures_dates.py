"""Dates, lateness and clocks against a second, plain reckoning."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ipcli.assess.calendar import add_working_days, is_working_day, working_days_between
from ipcli.assess.clocks import clock_dates
from ipcli.assess.lateness import lateness
from support import reckoned
from support.plans import loaded

days = st.dates(date(2014, 1, 1), date(2026, 6, 30))
month_ends = st.builds(reckoned.last_of, st.integers(2014, 2025), st.integers(1, 12))
any_day = days | month_ends
lengths = st.tuples(
    st.integers(1, 40), st.sampled_from(["days", "weeks", "months", "years", "working days"])
).filter(lambda each: each[1] != "years" or each[0] < 4)


@settings(deadline=None)
@given(days)
def test_working_days_are_those_of_the_calendar(day: date) -> None:
    assert is_working_day(day) is reckoned.works(day)


@settings(max_examples=40, deadline=None)
@given(days, st.integers(0, 60))
def test_working_days_are_counted_one_by_one(day: date, number: int) -> None:
    later = day + number * reckoned.DAY

    assert working_days_between(day, later) == reckoned.working_days(day, later)
    assert add_working_days(day, number) == reckoned.length_on(day, number, "working days")


@settings(deadline=None)
@given(any_day, any_day, any_day)
def test_lateness_is_the_days_and_the_whole_months_beyond(
    first: date, expected: date, today: date
) -> None:
    item = {"id": "A", "title": "A", "baseline": {"due": str(first)}, "due": str(expected)}
    plan = loaded(f"items: [{json.dumps(item)}]").plans["small"]

    found = lateness(plan.items["A"], against="baseline", today=today)

    by = max(expected, today)
    assert found
    assert (found.expected, found.days) == (by, (by - first).days)
    assert found.beyond_months == reckoned.months_beyond(first, by)


def _clocked(made: date, duty: dict[str, Any], today: date) -> list[tuple[str, str, int | None]]:
    instrument = {
        "id": "D",
        "kind": "directions",
        "title": "Directions",
        "made_by": "secretary-of-state",
        "made_on": str(made),
        "paragraphs": [{"id": "D/1", "text": "Report", **duty}],
    }
    plan = loaded(f"instruments: [{json.dumps(instrument)}]").plans["small"]
    found = clock_dates(plan, "D/1", today=today)
    assert found
    assert not found.why
    return [(str(each.due), each.state.value, each.working_days_late) for each in found.dates]


# Months and years, and days and weeks, make one length, which is counted from the start.
IN_ONE = {"weeks": (7, "days"), "years": (12, "months")}


def _in_one(length: tuple[int, str]) -> tuple[int, str]:
    times, unit = IN_ONE.get(length[1], (1, length[1]))
    return times * length[0], unit


def _series(made: date, first: tuple[int, str], every: tuple[int, str], until: date) -> list[date]:
    """Return the first date of a series, and each that lies so many times `every` from it."""
    begin = reckoned.length_on(made, *first)
    (number, kind), (step, unit) = _in_one(first), _in_one(every)
    start, before = (made, number) if kind == unit else (begin, 0)
    later = [reckoned.length_on(start, before + step * n, unit) for n in range(1, 600)]
    return [begin, *(day for day in later if day <= until)]


@settings(max_examples=50, deadline=None)
@given(month_ends, lengths, st.integers(1, 8), st.sampled_from(["days", "weeks", "months"]))
def test_a_series_is_counted_from_its_start(
    end: date, first: tuple[int, str], step: int, unit: str
) -> None:
    made = end - first[0] * (7 if first[1] == "weeks" else 1) * reckoned.DAY
    until = made + 500 * reckoned.DAY
    clock = {
        "within": f"{first[0]} {first[1]}",
        "every": f"{step} {unit}",
        "until": str(until),
    }

    found = _clocked(made, {"clock": clock}, made)

    assert [day for day, *_ in found] == [
        str(day) for day in _series(made, first, (step, unit), until)
    ]


@settings(max_examples=60, deadline=None)
@given(
    made=any_day,
    within=st.integers(1, 9),
    more=st.lists(lengths, max_size=3),
    met=st.none() | st.integers(-40, 400),
    on_working_days=st.booleans(),
    today=any_day,
)
def test_one_date_laid_down_extended_moved_to_a_working_day_and_met(
    *,
    made: date,
    within: int,
    more: list[tuple[int, str]],
    met: int | None,
    on_working_days: bool,
    today: date,
) -> None:
    due = reckoned.months_on(made, within)
    for number, unit in more:
        due = reckoned.length_on(due, number, unit)
    while on_working_days and not reckoned.works(due):
        due += reckoned.DAY
    done = due + met * reckoned.DAY if met is not None else None
    duty = {
        "clock": {
            "within": f"{within} months",
            "falls": "next-working-day" if on_working_days else "as-is",
        },
        "extensions": [{"length": f"{number} {unit}"} for number, unit in more],
        "met": [{"date": str(done)}] if done else [],
    }

    [found] = _clocked(made, duty, today)

    until = done or today
    late = until > due
    words = ("met late" if late else "met") if done else ("overdue" if late else "waiting")
    assert found == (str(due), words, reckoned.working_days(due, until) if late else 0)
