from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ipcli.assess.lateness import (
    days_overdue,
    expected_day,
    is_overdue,
    lateness,
    limit,
    moved,
    overdue_items,
)
from ipcli.model.dates import Date, parse_date, parse_length, words
from support.plans import loaded

if TYPE_CHECKING:
    from ipcli.model.plan import Plan

TODAY = date(2026, 9, 30)


def small(text: str) -> Plan:
    found = loaded(text)
    assert not found.diagnostics
    return found.plans["small"]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("due: 2026-12", "2026-12-31"),
        ("due: 2026-12, forecast: 2027-01-15", "2027-01-15"),
        ("due: 2026-12, forecast: 2027-01-15, completed: 2026-11-02", "2026-11-02"),
        ("due: 2026-03", "2026-09-30"),  # has passed: the as-of day
        ("due: 2026-03, forecast: 2026-08", "2026-09-30"),
        ("due: 2026-12, forecast: {text: in due course}", "2026-12-31"),
        (
            "due: 2026-03, closed: {kind: merged, date: 2026-05-07, outside: elsewhere}",
            "2026-05-07",
        ),
        ("due: 2026-03, closed: {kind: merged, date: {text: unknown}, outside: x}", "2026-09-30"),
        ("due: ongoing", None),
        ("due: {text: in due course}", None),
        ("completed: {text: not stated}, due: 2026-03", None),
        ("owner: leader", None),
    ],
)
def test_the_expected_day(keys: str, expected: str | None) -> None:
    item = small(f"items: [{{id: A, title: Savings plan, {keys}}}]").items["A"]

    assert expected_day(item, today=TODAY) == (date.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("due: 2026-12, baseline: {due: 2026-12}", (0, None, "on time")),
        ("due: 2027-03, baseline: {due: 2026-12}", (90, 2, "90 days late (more than 2 months)")),
        ("due: 2027-01-01, baseline: {due: 2026-12}", (1, 0, "1 day late")),
        ("due: 2027-01-31, baseline: {due: 2026-12}", (31, 0, "31 days late")),
        ("due: 2027-02-01, baseline: {due: 2026-12}", (32, 1, "32 days late (more than 1 month)")),
        ("due: 2026-12, forecast: 2026-12-28", (-3, None, "3 days early")),
        ("due: 2026-12, forecast: 2027-01-01", (1, 0, "1 day late")),  # no baseline: against due
    ],
)
def test_lateness_against_the_baseline(keys: str, told: tuple[int, int | None, str]) -> None:
    item = small(f"items: [{{id: A, title: Savings plan, {keys}}}]").items["A"]

    found = lateness(item, against="baseline", today=TODAY)

    assert found
    assert (found.days, found.beyond_months, found.words) == told


def test_lateness_against_due_is_not_that_against_the_baseline() -> None:
    plan = small("items: [{id: A, title: Savings plan, due: 2027-03, baseline: {due: 2026-12}}]")

    found = lateness(plan.items["A"], against="due", today=TODAY)

    assert found
    assert (found.against, found.expected, found.days) == (date(2027, 3, 31), date(2027, 3, 31), 0)


@pytest.mark.parametrize(
    "keys",
    ["owner: leader", "due: {text: in due course}", "completed: {text: unknown}, due: 2026-12"],
)
def test_lateness_is_not_known_without_both_days(keys: str) -> None:
    item = small(f"items: [{{id: A, title: Savings plan, {keys}}}]").items["A"]

    assert lateness(item, against="baseline", today=TODAY) is None


def test_an_item_is_overdue_the_day_after_its_latest_day() -> None:
    plan = small("items: [{id: A, title: Savings plan, due: 2026-09}]")
    item = plan.items["A"]

    assert not is_overdue(plan, item, today=date(2026, 9, 30))
    assert is_overdue(plan, item, today=date(2026, 10, 1))
    assert days_overdue(item, today=date(2026, 10, 3)) == 3


def test_what_is_done_closed_or_undated_is_not_overdue() -> None:
    plan = small("""
items:
  - id: T
    title: Finance
    items:
      - {id: LATE, title: Savings plan, due: 2026-06}
      - {id: DONE, title: Budget book, due: 2026-06, status: complete}
      - {id: COMPLETED, title: Balances, due: 2026-06, completed: 2026-07-01}
      - {id: WORDS, title: Reserves, due: {text: in due course}}
      - {id: ALWAYS, title: Monitoring, due: ongoing}
      - {id: NONE, title: Training}
      - id: OVER
        title: Old plan
        due: 2026-06
        closed: {kind: merged, date: 2026-05-07, into: LATE}
        items:
          - {id: BELOW, title: Old step, due: 2026-06}
""")

    assert [item.id for item in overdue_items(plan, today=TODAY)] == ["LATE"]


def test_nothing_is_overdue_that_has_no_due_date() -> None:
    plan = small("items: [{id: A, title: Savings plan}]")

    assert days_overdue(plan.items["A"], today=TODAY) == 0


@pytest.mark.parametrize(
    ("length", "day", "expected"),
    [
        ("1 month", "2022-11-30", "2022-12-31"),  # the last day of a month gives the last day
        ("1 month", "2022-11-29", "2022-12-29"),
        ("1 year", "2023-02-28", "2024-02-29"),
        ("3 weeks", "2022-11-30", "2022-12-21"),
        ("9999 years", "2022-11-30", "9999-12-31"),
    ],
)
def test_the_last_day_that_is_late_by_no_more(length: str, day: str, expected: str) -> None:
    assert limit(parse_length(length), date.fromisoformat(day)) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("before", "after", "days", "months", "text"),
    [
        (
            "2022-11",
            "2023-03",
            121,
            4,
            "4 months later (March 2023 rather than November 2022)",
        ),
        (
            "2022-11-30",
            "2023-03-31",
            121,
            4,
            "4 months later (31 March 2023 rather than 30 November 2022)",
        ),
        (
            "2022-12-07",
            "2023-01-07",
            31,
            1,
            "1 month later (7 January 2023 rather than 7 December 2022)",
        ),
        (
            "2022-12-07",
            "2023-01-08",
            32,
            None,
            "32 days later (8 January 2023 rather than 7 December 2022)",
        ),
        ("2022/23 Q3", "2022/23 Q4", 90, 3, "3 months later (2022/23 Q4 rather than 2022/23 Q3)"),
        (
            "2023-01-08",
            "2023-01-07",
            -1,
            None,
            "1 day earlier (7 January 2023 rather than 8 January 2023)",
        ),
        ("2023-03", "2022-11", -121, -4, "4 months earlier (November 2022 rather than March 2023)"),
        (
            "2022-12",
            "2022-12-31",
            0,
            None,
            "on the same last day (31 December 2022 rather than December 2022)",
        ),
    ],
)
def test_how_far_a_date_moved(
    before: str, after: str, days: int, months: int | None, text: str
) -> None:
    move = moved(parse_date(before), parse_date(after))

    assert move
    assert (move.days, move.months, move.text) == (days, months, text)
    assert move.text.startswith(move.words)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, parse_date("2022-12")),
        (parse_date("2022-12"), None),
        (parse_date("ongoing"), parse_date("2022-12")),
        (parse_date("2022-12"), words("in due course", None, None)),
    ],
)
def test_a_move_from_or_to_no_last_day_has_no_length(
    before: Date | None, after: Date | None
) -> None:
    assert moved(before, after) is None
