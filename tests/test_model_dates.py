"""Dates as people write them: what is read, and what is told where it is not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcli.model.dates import parse_date, parse_day, parse_length

ALL_FORMS = "write 2022-12-07, 2022-12, 2022/23 Q3, 2022/23, 2022 or ongoing; for other words write"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022-12-07", "2022-12-07", "2022-12-07"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2011-12", "2011-12-01", "2011-12-31"),  # a hyphen is always a month
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022/23", "2022-04-01", "2023-03-31"),
        ("1999/00", "1999-04-01", "2000-03-31"),
        ("2022/23 Q1", "2022-04-01", "2022-06-30"),
        ("2022/23 Q3", "2022-10-01", "2022-12-31"),
        ("2022/23 Q4", "2023-01-01", "2023-03-31"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("ongoing", "None", "None"),
    ],
)
def test_the_days_a_date_can_mean(text: str, first: str, last: str) -> None:
    found = parse_date(text)

    assert (str(found.earliest), str(found.latest)) == (first, last)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2022-23", "write a financial year as `2022/23`"),
        ("2022/2023", "write a financial year as `2022/23`"),
        ("2022\u201323", "write a financial year as `2022/23`"),
        ("FY22/23", "write a financial year as `2022/23`"),
        ("07/12/2022", "write a day as `2022-12-07`"),
        ("7.12.22", "write a day as `2022-12-07`"),
        ("2022/12/07", "write a day as `2022-12-07`"),
        ("2022-12-7", "write a day as `2022-12-07`"),
        ("2022-12-07T00:00:00", "write a day as `2022-12-07`"),
        ("7th of December 2022", "write a day as `2022-12-07`"),
        ("December 7, 2022", "write a day as `2022-12-07`"),
        ("Dec 2022", "write a month as `2022-12`"),
        ("Dec-22", "write a month as `2022-12`"),
        ("12/2022", "write a month as `2022-12`"),
        ("2022-1", "write a month as `2022-01`"),
        ("Q3 2022/23", "write a quarter as `2022/23 Q3`"),
        ("2022-23 q3", "write a quarter as `2022/23 Q3`"),
        ("Q3", "write the quarter with its financial year: 2022/23 Q3"),
        ("q2 2022", "write the quarter with its financial year: 2022/23 Q2"),
        ("Ongoing", "write what has no end as `ongoing`"),
        ("2022-13", ALL_FORMS),  # neither a month nor a year and the next
        ("31/02/2022", ALL_FORMS),
        ("12/13/2022", ALL_FORMS),
        ("early 2023", "write {text: early 2023, latest: 2023-03-31}"),
        ("2022-02-30", "is not in the calendar"),
        ("2022/24", "`2022/24` is not a financial year; after 2022 comes 23"),
        ("2022/12", "after 2022 comes 23; write a month as 2022-12"),
    ],
)
def test_what_is_no_date_is_told_with_what_to_write_instead(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "told"), [("7/12/2022", "2022-12-07"), ("2023-01", "2022-12-07"), ("x", "2022-12-07")]
)
def test_what_is_no_day_is_told_with_one(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=f"is not a day; write it like {told}"):
        parse_day(text)


written = st.from_regex(
    r"(\d{1,4}|Q\d|[A-Z][a-z]{2,8})([-/. ](\d{1,4}|Q\d|[a-z]{3,9})){0,3}", fullmatch=True
)


@given(st.text(max_size=12) | written)
def test_what_is_told_to_write_can_be_read(text: str) -> None:
    try:
        parse_date(text)
    except ValueError as why:
        advised = re.search(r"write [a-z ]+ as `(.*)`$", str(why))
        assert not advised or parse_date(advised[1])


def test_a_length_that_is_none_is_told_with_the_forms() -> None:
    with pytest.raises(ValueError, match="write it like 30 days, 5 working days"):
        parse_length("six months")
