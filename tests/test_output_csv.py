"""CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcli.output.csv_text import guarded, rows_as_csv
from ipcli.output.plain import plain

DANGEROUS = re.compile("'*(?:[=+\\-@\uff1d\uff0b\uff0d\uff20]|\\s+[=+\\-@])")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "  =1+1", "'=1+1", "\uff1d1", "\t=1", "\r\n=1", "\x00=1"],
)
def test_what_a_spreadsheet_could_run_is_marked(text: str) -> None:
    assert guarded(text).startswith("'")


@pytest.mark.parametrize("text", ["Budget", "", "2026-10-31", "a=b", "it's", "'quoted'"])
def test_other_text_is_left_alone(text: str) -> None:
    assert guarded(text) == text


@given(st.text())
def test_no_text_begins_as_a_formula_and_all_can_be_had_back(text: str) -> None:
    made = guarded(text)

    assert not re.match("[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r\n]", made)
    assert (made[1:] if DANGEROUS.match(made) and made[:1] == "'" else made) == plain(text)


def test_numbers_stay_numbers_and_what_is_absent_is_empty() -> None:
    assert rows_as_csv(("a", "b", "c"), [(-3, None, "-3")]) == "a,b,c\n-3,,'-3\n"


def test_commas_quotes_and_line_ends_stay_in_their_cell() -> None:
    made = rows_as_csv(("a",), [('one, "two"\nthree',)])

    assert list(csv.reader(io.StringIO(made))) == [["a"], ['one, "two" three']]


def test_excel_gets_a_byte_order_mark_and_others_none() -> None:
    assert rows_as_csv(("a",), [], excel=True) == "\ufeffa\n"
    assert rows_as_csv(("a",), []) == "a\n"
