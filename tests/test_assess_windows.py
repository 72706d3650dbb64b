from __future__ import annotations

from datetime import date

import pytest

from ipcli.assess.windows import Window, period_on, window, within
from ipcli.model.dates import parse_date
from support.plans import SMALL_PLAN, loaded

TODAY = date(2026, 11, 20)
PERIODS = """
periods:
  - {id: third, name: Third, as_of: 2026-11-03, covers: 2026/27 Q3}
  - {id: words, name: Words, as_of: 2026-12-03, covers: {text: since the autumn}}
  - {id: until, name: Until, as_of: 2026-12-10, covers: {text: up to then, latest: 2026-12-05}}
"""


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("third", date(2026, 10, 1), date(2026, 12, 31)),  # what it covers, not its as-of day
        ("words", date(2026, 11, 4), date(2026, 12, 3)),  # covers nothing that has days
        ("until", None, date(2026, 12, 5)),
        ("2026-27-Q2", date(2026, 7, 1), date(2026, 9, 30)),  # the day after the last as-of day
        ("2026-27-Q1", None, date(2026, 6, 30)),
    ],
)
def test_the_time_a_period_reports_on(period: str, first: date | None, last: date) -> None:
    plan = loaded(PERIODS).plans["small"]

    assert window(plan, plan.periods[period], today=TODAY) == Window(first, last)


def test_without_a_period_it_is_the_quarter_of_the_financial_year() -> None:
    plan = loaded("").plans["small"]

    assert window(plan, None, today=TODAY) == Window(date(2026, 10, 1), TODAY)


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2026, 5, 1), "2026-27-Q1"),
        (date(2026, 7, 1), "2026-27-Q2"),  # the day after the last as-of day
        (date(2026, 9, 30), "2026-27-Q2"),
        (date(2026, 10, 15), "third"),  # covers the quarter that it lies in
        (date(2027, 2, 1), "until"),  # in none: the last whose facts were known
    ],
)
def test_the_period_of_a_day(day: date, period: str) -> None:
    plan = loaded(PERIODS.replace("covers: {text: up to then, latest: 2026-12-05}", "")).plans[
        "small"
    ]
    found = period_on(plan, day)

    assert found
    assert found.id == period


def test_a_day_before_all_that_periods_tell_of_has_no_period() -> None:
    text = "-- plans/plan.yaml --\n" + SMALL_PLAN.split("--\n", 1)[1].split("periods:")[0]
    plan = loaded(text + "periods: [{id: q, name: Q, as_of: 2026-12-31, covers: 2026/27 Q3}]\n")

    assert period_on(plan.plans["small"], date(2026, 9, 30)) is None


@pytest.mark.parametrize(
    ("written", "inside"),
    [
        ("2026-10", True),
        ("2026-10-01", True),
        ("2026-12", True),
        ("2027-01-01", False),
        ("2026-09-30", False),
        ("2026/27", False),
        ("ongoing", False),
    ],
)
def test_a_date_lies_in_a_window_with_its_latest_day(written: str, *, inside: bool) -> None:
    span = Window(date(2026, 10, 1), date(2026, 12, 31))

    assert within(parse_date(written), span) is inside


def test_no_date_lies_in_no_window() -> None:
    assert not within(None, Window(None, TODAY))


def test_a_window_without_a_first_day_reaches_back_for_ever() -> None:
    assert Window(None, TODAY).holds(date(1974, 4, 1))
