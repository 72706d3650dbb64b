"""A merge by ids loses no fact of either side, and asks where only a person can choose."""

from __future__ import annotations

import itertools
import textwrap
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipcli import edit, git_write
from ipcli.changes import fields
from ipcli.diagnostics import Severity
from ipcli.edit import names
from ipcli.edit.merge import Merged, merge
from support.edits import EDITS, ROWS, contradict, edited, facts, together, touched
from support.layouts import LAYOUTS
from support.plans import loaded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.edits import Fact


def _merged(base: str, ours: str, theirs: str) -> Merged:
    return merge(base.encode(), ours.encode(), theirs.encode())


def _text(base: str, ours: str, theirs: str) -> str:
    """Merge without conflict."""
    done = _merged(base, ours, theirs)
    assert done.conflicts == ()
    return done.raw.decode()


def _taken(text: str, side: str) -> str:
    """Return a marked file as it is when one side is taken everywhere."""
    kept, here = [], ""
    for line in text.splitlines(keepends=True):
        match line.rstrip("\r\n"):
            case "<<<<<<< ours":
                here = "ours"
            case "=======":
                here = "theirs"
            case ">>>>>>> theirs":
                here = ""
            case _ if here in {"", side}:
                kept.append(line)
    return "".join(kept)


def _codes(text: str) -> set[str]:
    return {each.code for each in loaded(text).diagnostics if each.severity is Severity.ERROR}


# Every pair of small edits

_BASE = facts(ROWS)
_PAIRS = list(itertools.combinations_with_replacement(EDITS, 2))
_PARTS = 12


@cache
def _said(name: str) -> frozenset[Fact]:
    return facts(EDITS[name])


def _pairs(part: int) -> Iterator[tuple[str, str]]:
    """Yield a part of all pairs; whose side is ours changes from one to the next."""
    for at, (one, other) in enumerate(_PAIRS[part::_PARTS]):
        yield (one, other) if at % 2 else (other, one)


@pytest.mark.parametrize("name", EDITS)
def test_each_edit_alone_is_a_plan_without_errors(name: str) -> None:
    assert _codes(EDITS[name]) == set()


def test_there_are_a_few_thousand_pairs() -> None:
    assert len(_PAIRS) > 2500


@pytest.mark.parametrize("part", range(_PARTS))
def test_no_pair_of_small_edits_loses_a_fact(part: int) -> None:
    wrong = {pair: told for pair in _pairs(part) if (told := _wrong(*pair))}

    assert wrong == {}


def _wrong(ours: str, theirs: str) -> str:
    """Say what is wrong with the merge of two edits; nothing where it is right."""
    done = _merged(ROWS, EDITS[ours], EDITS[theirs])
    return _lost(done, _said(ours), _said(theirs))


def _lost(done: Merged, ours: frozenset[Fact], theirs: frozenset[Fact]) -> str:
    text = done.raw.decode()
    if not done.conflicts:
        if contradict(_BASE, ours, theirs):
            return "a person should have chosen"
        if facts(text) != together(_BASE, ours, theirs):
            return f"not the facts of both: {facts(text) ^ together(_BASE, ours, theirs)}"
        return ", ".join(_codes(text))
    if not touched(_BASE, ours) & touched(_BASE, theirs):
        return "nobody had to choose"
    taken, taken_too = facts(_taken(text, "ours")), facts(_taken(text, "theirs"))
    if not (ours - _BASE <= taken and theirs - _BASE <= taken_too):
        return "a side is not whole between the marks"
    return "" if "IP017" in _codes(text) else "no finding names the marks"


# The layouts of the earlier file, ours and theirs: who edits by a tool may lay a file out anew.
_LAID_OUT = [
    *((each, each, each) for each in LAYOUTS),
    ("blocks", "a record a line", "blocks"),
    ("blocks", "blocks", "a record a line"),
    ("other line ends", "blocks", "other line ends"),
]


@pytest.mark.parametrize("layouts", _LAID_OUT, ids="; ".join)
def test_no_pair_loses_a_fact_in_any_layout_after_a_merge_by_lines(
    tmp_path: Path, layouts: tuple[str, str, str]
) -> None:
    at = _LAID_OUT.index(layouts)
    wrong = {
        pair: told
        for pair in [(one, other) for one in EDITS for other in EDITS][at::97]
        if (told := _wrong_in_git(tmp_path, layouts, pair))
    }

    assert wrong == {}


def _wrong_in_git(folder: Path, layouts: tuple[str, str, str], pair: tuple[str, str]) -> str:
    """Merge two edits as the driver does, and say what is wrong; nothing where it is right."""
    texts = (ROWS, *(EDITS[name] for name in pair))
    raw = [LAYOUTS[how](text).encode() for how, text in zip(layouts, texts, strict=True)]
    files = [folder / name for name in ("base", "ours", "theirs")]
    for file, content in zip(files, raw, strict=True):
        file.write_bytes(content)
    by_lines, _ = git_write.merged_by_lines(*files, with_ours=True)
    done = merge(*raw, by_lines=by_lines)
    text = done.raw.decode()
    if layouts[1] == "other line ends" and text.replace("\r\n", "").count("\n"):
        return "lines with two kinds of ends"
    lines_alike = Merged(text.replace("\r\n", "\n").encode(), done.conflicts)
    return _lost(lines_alike, *map(_said, pair))


@given(*([st.lists(st.sampled_from(list(EDITS)), min_size=2, max_size=5)] * 2))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_two_sides_of_several_edits_lose_a_fact(ours: list[str], theirs: list[str]) -> None:
    sides = edited(*ours), edited(*theirs)
    try:
        done = _merged(ROWS, *sides)
        said = [frozenset(fact for fact in facts(side) if fact[-1]) for side in sides]
    except edit.EditError:
        return  # edits that do not go together, such as a key put in twice

    text = done.raw.decode()
    if done.conflicts:
        assert said[0] - _BASE <= facts(_taken(text, "ours"))
        assert said[1] - _BASE <= facts(_taken(text, "theirs"))
    else:
        assert {f for f in facts(text) if f[-1]} == together(_BASE, said[0], said[1])


# What people do

_LIST = """\
items:
  - id: A
    title: Theme A
    items:
      - id: A-1
        title: Publish # first
        due: 2026-11
        updates:
          - {date: 2026-06-30, text: Begun}

  - id: B
    title: Theme B
"""


def test_two_people_add_to_one_list() -> None:
    ours = _LIST + "  - {id: C, title: Theme C}\n"
    theirs = _LIST + "\n  # Asked for by the board.\n  - id: D # new\n    title: Theme D\n"

    assert _text(_LIST, ours, theirs) == (
        ours + "\n  # Asked for by the board.\n  - id: D # new\n    title: Theme D\n"
    )


def test_one_moves_a_date_and_one_rewords() -> None:
    ours = _LIST.replace("due: 2026-11", "due: 2027-03")
    theirs = _LIST.replace("Publish #", '"Publish: all" #')

    assert _text(_LIST, ours, theirs) == ours.replace("Publish #", '"Publish: all" #')


def test_what_both_changed_stands_there_twice() -> None:
    ours = _LIST.replace("due: 2026-11", "due: 2027-03 # agreed")
    theirs = _LIST.replace("due: 2026-11", "due: 2027-01")

    done = _merged(_LIST, ours, theirs)

    assert done.conflicts == ("`due` of A-1: 2027-03 in ours, 2027-01 in theirs",)
    assert done.raw.decode() == _LIST.replace(
        "        due: 2026-11\n",
        "<<<<<<< ours\n        due: 2027-03 # agreed\n=======\n        due: 2027-01 # agreed\n"
        ">>>>>>> theirs\n",
    )


def test_what_one_removed_and_the_other_changed_stands_there_marked() -> None:
    record = _LIST[_LIST.index("      - id: A-1") : _LIST.index("\n  - id: B")]
    rest = "      - {id: A-2, title: Train}\n"
    base = _LIST.replace(record, record + rest)

    done = _merged(base, _LIST.replace(record, rest), base.replace("2026-11", "2027-03"))

    assert done.conflicts == ("A-1: among the `items` of A in theirs, not in ours",)
    marked = f"<<<<<<< ours\n=======\n{record.replace('2026-11', '2027-03')}>>>>>>> theirs\n"
    assert done.raw.decode() == _LIST.replace(record, marked + rest)


def test_a_record_removed_with_all_below_it_is_marked_with_all_below_it() -> None:
    record = _LIST[_LIST.index("  - id: A\n") : _LIST.index("\n  - id: B")]
    theirs = _LIST.replace("title: Theme A", "title: First theme")

    done = _merged(_LIST, _LIST.replace(record, ""), theirs)

    assert facts(_taken(done.raw.decode(), "theirs")) == facts(theirs)
    assert facts(_taken(done.raw.decode(), "ours")) == facts(_LIST.replace(record, ""))


def test_a_record_that_one_moved_has_what_the_other_changed() -> None:
    record = _LIST[_LIST.index("      - id: A-1") : _LIST.index("\n  - id: B")]
    ours = _LIST.replace("    items:\n" + record, "") + "    items:\n" + record
    theirs = _LIST.replace("due: 2026-11", "due: 2027-03")

    assert _text(_LIST, ours, theirs) == ours.replace("2026-11", "2027-03")
    assert _text(_LIST, theirs, ours) == ours.replace("2026-11", "2027-03")


def test_updates_of_both_stand_in_the_order_of_their_dates() -> None:
    begun = "          - {date: 2026-06-30, text: Begun}\n"
    half = "          - {date: 2026-09-30, text: Half done}\n"
    third = "          - {date: 2026-08-31, text: A third}\n"

    after = _text(_LIST, _LIST.replace(begun, begun + half), _LIST.replace(begun, begun + third))

    assert after == _LIST.replace(begun, begun + third + half)


def test_a_record_renumbered_on_one_side_is_the_same_record() -> None:
    ours = _LIST.replace("id: A-1\n", "id: A-7\n        was: A-1\n")
    theirs = _LIST.replace("due: 2026-11", "due: 2027-03")

    assert _text(_LIST, ours, theirs) == ours.replace("2026-11", "2027-03")


def test_a_role_renumbered_on_one_side_is_the_same_role() -> None:
    base = "roles:\n  - {id: clerk, name: Clerk}\n"
    ours = "roles:\n  - {id: town-clerk, was: clerk, name: Clerk}\n"

    after = _text(base, ours, base.replace("name: Clerk", "name: Town Clerk"))

    assert after == "roles:\n  - {id: town-clerk, was: clerk, name: Town Clerk}\n"


def test_a_file_that_both_began_has_the_records_of_both() -> None:
    after = _text("", "roles:\n  - {id: a, name: A}\n", "roles: [{id: b, name: B}]\n")

    assert after == "roles:\n  - {id: a, name: A}\n  - {id: b, name: B}\n"


def test_a_file_with_only_a_comment_takes_what_the_other_side_wrote() -> None:
    assert _text("", "# Roles\n", "roles: [{id: b, name: B}]\n") == (
        "# Roles\nroles: [{id: b, name: B}]\n"
    )


# How it is written


def test_line_ends_and_the_mark_at_the_start_stay_as_ours() -> None:
    base = "roles:\r\n  - {id: a, name: A}\r\n"

    done = merge(
        base.encode(),
        b"\xef\xbb\xbf" + base.replace("name: A", "name: Aa").encode(),
        b"roles:\n  - {id: a, name: A}\n  - id: b\n    name: B\n",
    )

    assert done.raw == (
        b"\xef\xbb\xbfroles:\r\n  - {id: a, name: Aa}\r\n  - id: b\r\n    name: B\r\n"
    )


def test_marks_have_the_line_ends_of_the_file() -> None:
    base = "roles:\r\n  - {id: a, name: A}"

    done = _merged(base, base.replace("name: A", "name: B"), base.replace("name: A", "name: C"))

    assert done.raw == (
        b"roles:\r\n<<<<<<< ours\r\n  - {id: a, name: B}\r\n=======\r\n  - {id: a, name: C}\r\n"
        b">>>>>>> theirs\r\n"
    )


def test_a_file_without_a_last_line_end_gets_no_other_line_into_its_last() -> None:
    base = "roles:\n  - {id: a, name: A}"

    assert _text(base, base, base + "\n  - {id: b, name: B}\n  - {id: c, name: C}") == (
        "roles:\n  - {id: a, name: A}\n  - {id: b, name: B}\n  - {id: c, name: C}"
    )


def test_a_record_on_several_lines_goes_between_brackets_on_one() -> None:
    base = "roles: [{id: a, name: A}]\n"
    theirs = "roles:\n  - {id: a, name: A}\n  - id: b\n    name: B, C\n    was: [x, y]\n    ref:\n"

    after = _text(base, base.replace("name: A", "name: Aa"), theirs)

    assert after == 'roles: [{id: a, name: Aa}, {id: b, name: "B, C", was: [x, y], ref: }]\n'


def test_a_list_in_brackets_over_lines_keeps_its_layout() -> None:
    base = "labels: [\n  {id: a, name: A},\n  {id: b, name: B}\n]\n"

    after = _text(
        base, base.replace("name: A", "name: Aa"), base.replace("B}", "B},\n  {id: c, name: C}")
    )

    assert after == (
        "labels: [\n  {id: a, name: Aa},\n  {id: b, name: B},\n  {id: c, name: C}\n]\n"
    )


def test_a_list_in_brackets_with_a_comment_is_marked_whole() -> None:
    base = (
        "labels: [\n  {id: a, name: A}, # one\n  {id: b, name: B}\n]\nroles: [{id: x, name: X}]\n"
    )
    ours, theirs = base.replace("name: X", "name: Y"), base.replace("B}", "B}, {id: c, name: C}")

    done = _merged(base, ours, theirs)

    assert len(done.conflicts) == 1
    assert _taken(done.raw.decode(), "ours") == ours
    assert _taken(done.raw.decode(), "theirs") == theirs


def test_prose_over_several_lines_is_marked_whole() -> None:
    base = "items:\n  - id: A\n    title: >-\n      One\n      two\n    due: 2026\n"

    done = _merged(base, base.replace("two", "too"), base.replace("two", "to"))

    assert done.raw.decode() == (
        "items:\n  - id: A\n<<<<<<< ours\n    title: >-\n      One\n      too\n=======\n"
        "    title: >-\n      One\n      to\n>>>>>>> theirs\n    due: 2026\n"
    )


def test_what_would_get_into_prose_with_empty_lines_is_marked_instead() -> None:
    base = "items:\n  - id: A\n    title: |+\n      One\n\n\n    due: 2026\n"
    ours, theirs = base.replace("2026", "2027"), base.replace("    due:", "    ref: 1\n    due:")

    done = _merged(base, ours, theirs)

    assert len(done.conflicts) == 1
    assert _taken(done.raw.decode(), "ours") == ours
    assert _taken(done.raw.decode(), "theirs") == theirs


def test_a_comment_after_a_value_stays_when_prose_takes_its_place() -> None:
    base = "items:\n  - id: A\n    title: One # first\n    due: 2026\n"
    theirs = base.replace("One # first", "|\n      One\n      two")

    after = _text(base, base.replace("2026", "2027"), theirs)

    assert after == (
        "items:\n  - id: A\n    title: |\n      One\n      two\n    # first\n    due: 2027\n"
    )


def test_a_new_record_stands_after_the_comments_of_the_one_before() -> None:
    base = "items:\n  - id: A\n    title: One\n    # due: to be agreed\n  - id: B\n    title: Two\n"
    theirs = base.replace("  - id: B", "  - id: C\n    title: New\n  - id: B")

    assert _text(base, base.replace("One", "Won"), theirs) == theirs.replace("One", "Won")


def test_sections_that_take_the_place_of_all_others_come_after_the_heading() -> None:
    base = "# Head\nroles: [{id: a, name: A}]\n"
    theirs = "labels:\n  - {id: b, name: B}\n"

    assert (
        _text(base, base + "# Foot\n", theirs) == "# Head\nlabels:\n  - {id: b, name: B}\n# Foot\n"
    )


def test_a_file_with_line_ends_of_old_is_marked_whole() -> None:
    base = "roles:\r  - {id: a, name: A}\r"
    ours, theirs = base.replace("name: A", "name: B"), base + "  - {id: c, name: C}\r"

    done = _merged(base, ours, theirs)

    assert done.conflicts == (
        "the two sides could not be put together here; all that differs is marked",
    )
    assert done.raw.decode() == f"<<<<<<< ours\n{ours}\n=======\n{theirs}\n>>>>>>> theirs\n"


# Merged by lines first

_LINES = "# Theme A\nitems:\n  - id: A\n    title: One\n\n  - id: B\n    title: Two\n"


def test_their_comments_come_with_a_merge_by_lines() -> None:
    ours = _LINES.replace("One", "Won")
    theirs = _LINES.replace("    title: Two\n", "    # Not begun.\n    title: Two\n")
    by_lines = ours.replace("    title: Two\n", "    # Not begun.\n    title: Two\n").encode()

    done = merge(_LINES.encode(), ours.encode(), theirs.encode(), by_lines=by_lines)

    assert done == Merged(by_lines)


def test_a_merge_by_lines_is_put_right() -> None:
    ours, theirs = _LINES + "  - {id: C, title: Three}\n", _LINES + "  - {id: D, title: Four}\n"

    done = merge(_LINES.encode(), ours.encode(), theirs.encode(), by_lines=ours.encode())

    assert done.raw.decode() == _LINES + "  - {id: C, title: Three}\n  - {id: D, title: Four}\n"


def test_a_merge_by_lines_with_a_key_twice_is_not_used() -> None:
    ours = _LINES.replace("    title: One\n", "    due: 2026\n    title: One\n")
    theirs = _LINES.replace("    title: One\n", "    title: One\n    due: 2026\n")
    by_lines = _LINES.replace("    title: One\n", "    due: 2026\n    title: One\n    due: 2026\n")

    done = merge(_LINES.encode(), ours.encode(), theirs.encode(), by_lines=by_lines.encode())

    assert done == Merged(ours.encode())


# Lists


@pytest.mark.parametrize(
    ("text", "one", "other", "both"),
    [
        (
            "readings: [{for: 2026, value: 1}]",
            "readings: [{for: 2026, value: 2}]",
            "readings: [{for: 2026, value: 1, forecast: 3}]",
            "readings: [{for: 2026, value: 2, forecast: 3}]",
        ),
        (
            "scores: {now: {score: 8}}",
            "scores: {now: {score: 9}}",
            "scores: {now: {score: 8}, goal: {score: 4}}",
            "scores: {now: {score: 9}, goal: {score: 4}}",
        ),
        (
            "ratings: {pace: low}",
            "ratings: {cost: high}",
            "ratings: {pace: low, need: low}",
            "ratings: {cost: high, need: low}",
        ),
        (
            "owner: clerk",
            "owner: [clerk, mayor]",
            "owner: [clerk, leader]",
            "owner: [clerk, mayor, leader]",
        ),
        ("answers: [x, y]", "answers: [y]", "answers: [x, y, z]", "answers: [y, z]"),
        ("owner: [a, b]", "owner: [b, a]", "owner: [a, b, c]", "owner: [b, c, a]"),
        ("labels: []", "labels: [x]", "labels: [y]", "labels: [x, y]"),
        ("labels: [x]", "labels: []", "labels: []", "labels: []"),
        ("labels: [x, v]", "labels: [y, v]", "labels: [y, v, z]", "labels: [y, v, z]"),
        ("items: [a, b]", "items: [a]", "items: [a, b, c]", "items: [a, c]"),
        (
            "items: [{id: B, ref: 1}, {id: B, ref: 2}]",
            "items: [{id: B, ref: 3}, {id: B, ref: 2}]",
            "items: [{id: B, ref: 1}, {id: B, ref: 4}]",
            "items: [{id: B, ref: 3}, {id: B, ref: 4}]",
        ),
    ],
)
def test_entries_of_a_list_are_merged_one_by_one(
    text: str, one: str, other: str, both: str
) -> None:
    base, ours, theirs, wanted = (
        f"items:\n  - id: A\n    {each}\n" for each in (text, one, other, both)
    )

    assert _text(base, ours, theirs) == wanted


def test_commentary_is_told_apart_by_period_and_record() -> None:
    base = "commentary:\n  - {period: Q1, next: One}\n  - {period: Q1, about: A, next: Two}\n"

    after = _text(base, base.replace("One", "Won"), base.replace("Two", "Too"))

    assert after == base.replace("One", "Won").replace("Two", "Too")


def test_decisions_of_a_meeting_are_told_apart_by_limb() -> None:
    base = textwrap.dedent("""\
        meetings:
          - id: M
            body: cabinet
            decisions:
              - {limb: 1.1, text: One}
              - {limb: 1.2, text: Two}
        """)

    theirs = base.replace("text: One", "text: One, verb: noted")
    after = _text(base, base.replace("One", "Won"), theirs)

    assert after == theirs.replace("One", "Won")


def test_two_records_of_one_id_are_not_made_one() -> None:
    base = "roles:\n  - {id: a, name: A}\n  - {id: a, name: B}\n"

    assert _text(base, base.replace("name: A", "name: X"), base.replace("name: B", "name: Y")) == (
        "roles:\n  - {id: a, name: X}\n  - {id: a, name: Y}\n"
    )


def test_two_new_rules_at_one_place_ask_which_comes_first() -> None:
    base = "change_control:\n  - {change: due-moved, needs: cabinet}\n"
    ours, theirs = (
        base + "  - {change: any, needs: council}\n",
        base + "  - {change: any, needs: nobody}\n",
    )

    done = _merged(base, ours, theirs)

    assert done.conflicts == (
        "`change_control` of the file: in another order in ours than in theirs",
    )
    assert _taken(done.raw.decode(), "ours") == ours + "  - {change: any, needs: nobody}\n"


def test_an_order_that_is_a_fact_is_taken_from_the_side_that_changed_it() -> None:
    base = "scales:\n  - id: s\n    states:\n      - {id: a}\n      - {id: b}\n      - {id: c}\n"
    ours = base.replace("{id: b}", "{id: b, name: B}")
    theirs = "scales:\n  - id: s\n    states:\n      - {id: c}\n      - {id: a}\n      - {id: b}\n"

    assert _text(base, ours, theirs) == theirs.replace("{id: b}", "{id: b, name: B}")
    assert _text(base, theirs, ours) == theirs.replace("{id: b}", "{id: b, name: B}")


def test_a_row_of_a_matrix_is_one_value() -> None:
    base = "risk_matrices:\n  - id: m\n    grid:\n      a: [red, red]\n      b: [red, green]\n"

    done = _merged(
        base, base.replace("[red, red]", "[red, amber]"), base.replace("[red, red]", "[green, red]")
    )

    assert done.conflicts == ('`a` of m: ["red", "amber"] in ours, ["green", "red"] in theirs',)


def test_keys_of_entries_are_those_of_the_change_log() -> None:
    assert {key for _, key in fields.ORDERED} | {"change_control"} == names.ORDERED
    by_id = {"levels", "counts", "states", "totals", "points", "likelihood", "impact", "bands"}
    assert {key for _, key in fields.KEYED} - by_id == {
        "readings",
        "targets",
        "papers",
        "decisions",
    }


# What cannot be merged here


@pytest.mark.parametrize(
    "text",
    ["roles: [", "a: 1\na: 2\n", "- a list\n", "words", "a: &x 1\n", "items: {id: A}\n"],
)
def test_a_file_that_is_no_plan_is_left_to_git(text: str) -> None:
    with pytest.raises(edit.EditError):
        _merged(ROWS, ROWS.replace("Theme A", "A"), text)
