"""What is said of a slip of the pen, at every place of every plan file, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipcli.load import load
from support.broken import (
    MORE_FILES,
    PLAN_FILES,
    beside_a_plan,
    with_lone_quote,
    without_closing_sign,
    without_id_or_date,
)
from support.plans import loaded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from support.broken import Slip


def told_nowhere(slips: Iterable[Slip], path: Path, codes: set[str]) -> list[str]:
    """Return the lines of the slips of which no finding of these codes names the line."""
    missed = []
    for slip in slips:
        found = load(beside_a_plan(slip.text, path)).diagnostics
        if slip.line not in {each.place.line for each in found if each.code in codes}:
            missed.append(slip.text.splitlines()[slip.line - 1])
    return missed


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("path", [*PLAN_FILES, *MORE_FILES], ids=name)
def test_each_dropped_closing_sign_is_told_where_it_was_opened(path: Path) -> None:
    slips = without_closing_sign(path.read_text(encoding="utf-8"))

    assert told_nowhere(slips, path, {"IP001", "IP002", "IP012"}) == []


@pytest.mark.parametrize("path", PLAN_FILES, ids=name)
def test_each_dropped_id_or_date_is_told_at_its_record(path: Path) -> None:
    slips = without_id_or_date(path.read_text(encoding="utf-8"))

    assert told_nowhere(slips, path, {"IP010"}) == []


@pytest.mark.parametrize("path", PLAN_FILES, ids=name)
def test_each_lone_quote_is_told_in_its_line(path: Path) -> None:
    slips = with_lone_quote(path.read_text(encoding="utf-8"))

    assert told_nowhere(slips, path, {"IP001", "IP012"}) == []


QUOTES = "Put the text into double quotes."
SPACES = "Use spaces. In VS Code: the command Convert Indentation to Spaces."
SLIPS = {
    "roles:\n\t- {id: a, name: A}": ("2:1", "there is a tab where spaces belong", SPACES),
    "roles:\n  - id: a\n\tname: A": ("3:1", "there is a tab where spaces belong", SPACES),
    "roles: [{id: a, name: @x}]": ("1:23", "`@` cannot begin a value", QUOTES),
    "roles: [{id: a, name: `x`}]": ("1:23", "a back-quote cannot begin a value", QUOTES),
    "roles:\n  - {id: a, name: !<x}": ("2:22", "`!` cannot begin a value", QUOTES),
    "%YAML 3.0\n---\na: b": ("1:1", "`%` cannot begin a line", QUOTES),
    "labels:\n  - id: l\n    name: A: B": ("3:12", "there is a `: ` where no key can be", QUOTES),
    'labels:\n  - id: l\n    ref: "C:\\temp\\x"': (
        "3:20",
        "inside double quotes a backslash begins a special sign",
        "Use single quotes, in which a backslash is only a backslash, or write it twice.",
    ),
    "roles:\n  \u2013 id: a\n    name: A": (
        "2:3",
        "`\u2013` is not the hyphen that begins an entry",
        "Type a hyphen and a space: `- `.",
    ),
    "roles:\n  -id: a\n   name: A": (
        "2:3",
        "there is no space after the `-` that begins an entry",
        "Type a space after it: `- `.",
    ),
    "roles:\n  - id:a\n    name: A": (
        "2:5",
        "there is no space after `id:`",
        "Type a space between the colon and the value.",
    ),
    "roles:\n  - id: a\n    name:A\n": (
        "3:5",
        "there is no space after `name:`",
        "Type a space between the colon and the value.",
    ),
    "roles:\n  - id: a\n    name: \u201cA: b\u201d": (
        "3:11",
        "`\u201c` is not a quote that YAML knows",
        "Type straight quotes: the curly ones of Word are letters like any other.",
    ),
    "roles: [{id: a name: A}]": (
        "1:9",
        (
            "the bracket `{` is not closed where it should be, or a comma is missing "
            "(noticed on line 1)"
        ),
        "Close it on its own line; put text that has `: `, `{` or `[` in it into quotes.",
    ),
    "commentary:\n  - period: q\n    summary: {a.total} rows": (
        "3:14",
        "a text cannot begin with `{`, which opens a group",
        "Put the whole text into double quotes.",
    ),
    "commentary:\n  - period: q\n    summary: [draft] All is well": (
        "3:14",
        "a text cannot begin with `[`, which opens a group",
        "Put the whole text into double quotes.",
    ),
    "roles: [{id: a, name: A},,{id: b, name: B}]": (
        "1:26",
        "a value was expected here",
        "Write it, or delete the comma before it.",
    ),
    "roles: - id: a": (
        "1:8",
        "a list cannot begin on the line of its key",
        "Begin it on the next line, or use [ ].",
    ),
    "roles:\n  - id: a\n    name: >5x\n      A": (
        "3:13",
        "after `|` or `>` nothing but `-` can stand",
        "Write `|` or `>-` alone after the key, and the text on the lines below.",
    ),
    'labels:\n  - id: l\n    name: a"\n': (
        "3:11",
        '`name` of `l` ends with `"`, which has no partner',
        "Add the missing quote or bracket, or delete the lone one.",
    ),
}


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_told_in_plain_words_with_the_way_to_mend_it(text: str) -> None:
    found = loaded(text).diagnostics[0]

    assert (f"{found.place.line}:{found.place.column}", found.message, found.mend) == SLIPS[text]


def test_a_word_alone_in_braces_is_told_to_be_a_key() -> None:
    found = loaded("labels:\n  - id: l\n    name: {a.total}\n").diagnostics[1]

    assert found.message == "`a.total` stands alone in { }, so it is a key and not text"
    assert found.mend == "Put the whole text into double quotes, the braces too."


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("TBC", "for other words write {text: TBC, latest: 2023-03-31}"),
        ('"{x}"', "for other words write {text: …, latest: 2023-03-31}"),
        ("9999/00", "`9999/00` is not in the calendar"),
        ("9999/00 Q4", "`9999/00 Q4` is not in the calendar"),
    ],
)
def test_what_is_no_date_is_told_in_plain_words(written: str, advice: str) -> None:
    [found] = loaded(f"items: [{{id: A, title: T, due: {written}}}]").diagnostics

    assert found.message.endswith(advice)


SHAPES = {
    "items: [{id: A, title: T, opinions: [{by: a, date: 2022, response: {by: b, date: 2022, "
    "outcome: {a: b}}}]}]": (
        "`opinions.response.outcome` can be accepted, in-part, not-accepted or noted, "
        "but there are keys with values"
    ),
    "items: [{id: A, title: T, due: {text: x, until: 2023}}]": (
        "`due`: a date in words has text, earliest and latest, not `until`"
    ),
    "items: [{id: A, title: T, due: {text: x, earliest: 2023-02-01, latest: 2023-01-01}}]": (
        "`due`: earliest 2023-02-01 is after latest 2023-01-01"
    ),
    "items: [{id: A, title: T, due: [2023]}]": (
        "`due`: a date belongs here, but there is a list; write 2022-12-07 or {text: …}"
    ),
    f"items: [{{id: A, title: {'T' * 200_001}}}]": (
        "`title`: the text is 200,001 characters long; at most 200,000 are read"
    ),
    "roles: [7]": "an entry is written with keys such as `id:`, but there is text",
    "roles: [[a]]": "an entry is written with keys such as `id:`, but there is a list",
    "items: [{id: A, title: [T]}]": "`title`: text belongs here, but there is a list",
    "scales: [{id: s, name: S, states: [{id: a, name: A, colour: red, needs: [x]}]}]": (
        "`states.needs` is `x`, but it can be reason, recovery, evidence, forecast or completed"
    ),
    "items: [{id: A, title: T, illustrative: Y}]": "`illustrative`: `Y` is neither yes nor no",
    "items: [{id: A, title: T, costs: [{amount: 1000000000000000.5}]}]": (
        "`costs.amount`: `1000000000000000.5` is longer than any number in a plan; "
        "at most 15 digits are read before the point, and 30 after it"
    ),
    "items: [{id: A, title: T, costs: [{amount: 1e999999999}]}]": (
        "`costs.amount`: `1e999999999` is not a number; write digits and a point, "
        "no commas and no signs"
    ),
}


@pytest.mark.parametrize("text", SHAPES, ids=lambda text: text[:60])
def test_a_wrong_shape_is_told_without_a_word_of_python(text: str) -> None:
    assert [found.message for found in loaded(text).diagnostics] == [SHAPES[text]]


def test_a_page_in_one_value_does_not_fill_the_screen() -> None:
    [found] = loaded(f"items: [{{id: A, title: T, due: {'soon ' * 1000}}}]").diagnostics

    assert len(found.message) < 300
