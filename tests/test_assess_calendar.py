from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcli.assess.calendar import (
    add,
    add_working_days,
    clear_days_before,
    clear_working_days_before,
    is_working_day,
    next_working_day,
    working_days_between,
)
from ipcli.model.dates import parse_length

# GOV.UK, "UK bank holidays", England and Wales: a copy of its entries for these years.
BANK_HOLIDAYS = """
2016-01-01 2016-03-25 2016-03-28 2016-05-02 2016-05-30 2016-08-29 2016-12-26 2016-12-27
2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19
2022-12-26 2022-12-27
2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-08 2023-05-29 2023-08-28 2023-12-25 2023-12-26
2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
"""


@pytest.mark.parametrize("year", [2016, 2022, 2023, 2026])
def test_the_weekdays_off_are_the_bank_holidays_of_england_and_wales(year: int) -> None:
    days = [
        date.fromordinal(n)
        for n in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
    ]

    off = [day.isoformat() for day in days if day.weekday() < 5 and not is_working_day(day)]

    assert off == [day for day in BANK_HOLIDAYS.split() if day.startswith(str(year))]


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-10-16", True),  # a Friday
        ("2026-10-17", False),
        ("2026-10-18", False),
        ("2026-10-19", True),
        ("2021-12-25", False),  # Christmas Day on a Saturday, its substitute on the Monday
        ("2021-12-27", False),
        ("2021-12-28", False),  # the substitute of Boxing Day
        ("2021-12-29", True),
    ],
)
def test_a_working_day_is_neither_at_a_weekend_nor_a_bank_holiday(
    day: str, *, working: bool
) -> None:
    assert is_working_day(date.fromisoformat(day)) is working


def test_the_next_working_day_after_a_saturday_is_monday() -> None:
    assert next_working_day(date(2016, 9, 17)) == date(2016, 9, 19)


def test_the_next_working_day_of_a_working_day_is_itself() -> None:
    assert next_working_day(date(2016, 9, 19)) == date(2016, 9, 19)


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        ("2026-10-14", 1, "2026-10-15"),
        ("2026-10-16", 1, "2026-10-19"),
        ("2026-12-24", 1, "2026-12-29"),
        ("2026-10-17", 0, "2026-10-17"),
        ("2026-10-19", -1, "2026-10-16"),
    ],
)
def test_working_days_are_added_without_the_day_itself(
    day: str, number: int, expected: str
) -> None:
    assert add_working_days(date.fromisoformat(day), number) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("earlier", "later", "days"),
    [
        ("2016-09-19", "2016-09-20", 1),
        ("2016-09-17", "2016-09-20", 2),
        ("2016-09-20", "2016-09-20", 0),
        ("2016-09-20", "2016-09-19", 0),
        ("2023-10-16", "2023-10-25", 7),
    ],
)
def test_working_days_between_leave_out_the_earlier_day(
    earlier: str, later: str, days: int
) -> None:
    assert working_days_between(date.fromisoformat(earlier), date.fromisoformat(later)) == days


@pytest.mark.parametrize(
    ("meeting", "published"),
    [
        ("2026-10-14", "2026-10-06"),  # a Wednesday; the Tuesday of the week before
        ("2027-01-05", "2026-12-23"),  # over Christmas and New Year
        ("2023-10-25", "2023-10-17"),
        ("2026-10-12", "2026-10-02"),  # a Monday; not the Sunday before the five days
    ],
)
def test_five_clear_working_days_leave_out_both_ends(meeting: str, published: str) -> None:
    last = clear_working_days_before(date.fromisoformat(meeting), 5)

    assert last == date.fromisoformat(published)


@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.integers(min_value=0, max_value=1500))
def test_working_days_between_are_those_that_are_working_days(day: date, length: int) -> None:
    after = [day + timedelta(days=n) for n in range(1, length + 1)]

    assert working_days_between(day, day + timedelta(days=length)) == sum(
        map(is_working_day, after)
    )


def test_28_clear_days_leave_out_both_ends() -> None:
    assert clear_days_before(date(2026, 10, 30), 28) == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("length", "day", "expected"),
    [
        ("6 months", "2023-03-16", "2023-09-16"),
        ("1 month", "2023-01-31", "2023-02-28"),
        ("1 year", "2024-02-29", "2025-02-28"),
        ("2 weeks", "2023-03-16", "2023-03-30"),
        ("30 days", "2023-03-16", "2023-04-15"),
        ("5 working days", "2026-12-23", "2027-01-04"),
        ("9999 years", "2023-03-16", "9999-12-31"),
        ("9999 weeks", "9900-01-01", "9999-12-31"),
        ("9999 working days", "9990-01-01", "9999-12-31"),
    ],
)
def test_a_length_is_added_to_a_day(length: str, day: str, expected: str) -> None:
    assert add(parse_length(length), date.fromisoformat(day)) == date.fromisoformat(expected)
