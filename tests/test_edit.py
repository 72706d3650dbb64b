"""An edit changes the bytes that it names, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcli import edit

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAN = """\
# Items of the plan
items:
  - id: SD # first
    title: Strategic Direction
    due: 2022-11 # as agreed
    updates:
      - {date: 2022-06-30, text: "Begun: slowly, # but begun"}

      - {date: 2022-09-30, text: Half done.}
    items:
      # the sub-actions
      - id: SD-1
        title: >-
          A title
          on two lines

      - id: SD-2
        recovery:

  - id: CO
    status: green

roles: [{id: leader, name: Leader, kind: member}, {id: clerk, name: Clerk}]
labels:
  - {id: late, name: Late}
# the end
"""


def _edited(change: Callable[[bytes], bytes], text: str = _PLAN) -> str:
    return change(text.encode()).decode()


def _refused(change: Callable[[bytes], bytes], text: str = _PLAN) -> str:
    with pytest.raises(edit.EditError) as caught:
        change(text.encode())
    return str(caught.value)


# Taking out


def test_a_record_goes_with_all_below_it() -> None:
    after = _edited(lambda raw: edit.remove_record(raw, "SD"))

    assert (
        after
        == """\
# Items of the plan
items:

  - id: CO
    status: green

roles: [{id: leader, name: Leader, kind: member}, {id: clerk, name: Clerk}]
labels:
  - {id: late, name: Late}
# the end
"""
    )


def test_a_nested_record_goes_alone() -> None:
    after = _edited(lambda raw: edit.remove_record(raw, "SD-1"))

    assert after == _PLAN.replace(
        """\
      - id: SD-1
        title: >-
          A title
          on two lines
""",
        "",
    )


def test_the_key_of_an_empty_list_goes_too() -> None:
    after = _edited(lambda raw: edit.remove_record(edit.remove_record(raw, "SD-1"), "SD-2"))

    assert after == _PLAN.replace(
        """\
    items:
      # the sub-actions
      - id: SD-1
        title: >-
          A title
          on two lines

      - id: SD-2
        recovery:
""",
        "",
    )


def test_the_last_record_in_braces_takes_its_section_with_it() -> None:
    after = _edited(lambda raw: edit.remove_record(raw, "late"))

    assert after == _PLAN.replace("labels:\n  - {id: late, name: Late}\n", "")


@pytest.mark.parametrize(
    ("record", "left"),
    [("leader", "{id: clerk, name: Clerk}"), ("clerk", "{id: leader, name: Leader, kind: member}")],
)
def test_a_record_goes_out_of_a_list_in_brackets(record: str, left: str) -> None:
    after = _edited(lambda raw: edit.remove_record(raw, record))

    assert f"roles: [{left}]\n" in after


def test_the_only_record_of_a_file_leaves_its_comments() -> None:
    after = _edited(lambda raw: edit.remove_record(raw, "A"), "# one\nitems:\n- id: A\n# two\n")

    assert after == "# one\n# two\n"


@pytest.mark.parametrize(
    ("key", "gone"),
    [
        ("title", "    title: Strategic Direction\n"),
        ("due", "    due: 2022-11 # as agreed\n"),
        (
            "updates",
            """\
    updates:
      - {date: 2022-06-30, text: "Begun: slowly, # but begun"}

      - {date: 2022-09-30, text: Half done.}
""",
        ),
    ],
)
def test_a_key_goes_with_its_lines(key: str, gone: str) -> None:
    after = _edited(lambda raw: edit.remove_key(raw, "SD", key))

    assert after == _PLAN.replace(gone, "")


def test_a_key_beside_the_dash_leaves_the_dash() -> None:
    text = "items:\n  - title: A plan\n    id: A\n"

    assert _edited(lambda raw: edit.remove_key(raw, "A", "title"), text) == "items:\n  - id: A\n"


@pytest.mark.parametrize(
    ("key", "left"),
    [("name", "{id: leader, kind: member}"), ("kind", "{id: leader, name: Leader}")],
)
def test_a_key_goes_out_of_braces(key: str, left: str) -> None:
    after = _edited(lambda raw: edit.remove_key(raw, "leader", key))

    assert f"roles: [{left}, {{id: clerk, name: Clerk}}]\n" in after


def test_entries_without_an_id_go_by_what_they_say() -> None:
    text = """\
commentary:
  - {period: Q2, about: SD, summary: x}
  - period: Q3
    summary: y
  - {period: Q2, summary: z}
"""

    after = edit.remove_entries(text.encode(), "commentary", key="period", text="Q2").decode()

    assert after == "commentary:\n  - period: Q3\n    summary: y\n"


def test_a_section_goes_whole() -> None:
    text = "waivers:\n  - {rule: IP305, record: SD}\n  - {rule: IP306, record: SD}\nitems: []\n"

    assert _edited(lambda raw: edit.remove_section(raw, "waivers"), text) == "items: []\n"


# Putting in


def test_a_value_is_replaced_and_the_comment_after_it_stays() -> None:
    after = _edited(lambda raw: edit.set_key(raw, "SD", "due", "2023-03"))

    assert after == _PLAN.replace("due: 2022-11 # as", "due: 2023-03 # as")


def test_a_list_is_replaced_by_one_line() -> None:
    after = _edited(lambda raw: edit.set_key(raw, "SD", "updates", "[{date: 2022-06, text: x}]"))

    assert after == _PLAN.replace(
        """\
    updates:
      - {date: 2022-06-30, text: "Begun: slowly, # but begun"}

      - {date: 2022-09-30, text: Half done.}
""",
        "    updates: [{date: 2022-06, text: x}]\n",
    )


def test_prose_over_lines_is_replaced_by_one_line() -> None:
    after = _edited(lambda raw: edit.set_key(raw, "SD-1", "title", "One line"))

    assert after == _PLAN.replace(">-\n          A title\n          on two lines\n", "One line\n")


def test_nothing_after_a_key_is_replaced() -> None:
    after = _edited(lambda raw: edit.set_key(raw, "SD-2", "recovery", "By March"))

    assert after == _PLAN.replace("recovery:\n", "recovery: By March\n")


def test_a_new_key_comes_after_the_others_and_before_the_items() -> None:
    after = _edited(lambda raw: edit.set_key(raw, "SD", "status", "red"))

    assert after == _PLAN.replace("Half done.}\n", "Half done.}\n    status: red\n")


def test_a_new_key_comes_last_where_no_items_are() -> None:
    after = _edited(lambda raw: edit.set_key(raw, "CO", "reason", '"Late, # really"'))

    assert after == _PLAN.replace("green\n", 'green\n    reason: "Late, # really"\n')


def test_a_key_is_put_in_between_braces() -> None:
    after = _edited(lambda raw: edit.set_key(raw, "late", "meaning", "Not in time"))

    assert after == _PLAN.replace("name: Late}", "name: Late, meaning: Not in time}")


def test_a_file_without_a_last_line_end_takes_a_key() -> None:
    after = _edited(lambda raw: edit.set_key(raw, "A", "due", "2022"), "items:\n- id: A")

    assert after == "items:\n- id: A\n  due: 2022"


# What is refused


def test_an_unknown_record_is_named() -> None:
    assert (
        _refused(lambda raw: edit.remove_record(raw, "XX"))
        == "the file has no record with the id XX"
    )


def test_an_unknown_key_is_named() -> None:
    assert _refused(lambda raw: edit.remove_key(raw, "CO", "due")) == "CO has no `due`"


def test_an_id_that_stands_twice_is_refused() -> None:
    text = "items: [{id: A}]\nroles: [{id: A}]\n"

    assert _refused(lambda raw: edit.remove_record(raw, "A"), text) == (
        "the file has 2 records with the id A"
    )


@pytest.mark.parametrize("value", ["a\nb", "a: b", "[a", "*a", "&a b"])
def test_a_value_that_is_not_one_line_of_yaml_is_refused(value: str) -> None:
    assert _refused(lambda raw: edit.set_key(raw, "CO", "reason", value))


def test_prose_that_a_comma_would_cut_is_refused_between_braces() -> None:
    told = _refused(lambda raw: edit.set_key(raw, "late", "meaning", "Late, very late"))

    assert told == "the edit would change something else in the file"


@pytest.mark.parametrize(
    "text",
    [
        "items: [{id: A}]\n---\nitems: []\n",
        "items: [{id: A, due: &a x}]\nroles: [*a]\n",
        "items: [{id: A, id: B}]\n",
        "items: [{id: A}\n",
        "items:\n- !x {id: A}\n",
    ],
)
def test_what_is_not_plain_yaml_is_not_edited(text: str) -> None:
    assert _refused(lambda raw: edit.remove_record(raw, "A"), text)


# For every file

_words = st.sampled_from(
    ["green", "'it''s # one'", '"two: three, [four]"', "£ é 計 😀", "{a: 1, b: [x, y]}", "[]", ""]
)
_blocks = st.sampled_from(
    ["|\n        prose\n\n        more", ">-\n        prose # not", "\n      - {a: b}\n      - c"]
)
_comments = st.sampled_from(["", " # why", "\n    # a line of its own", "\n"])
_keys = st.lists(st.tuples(_words | _blocks, _comments), max_size=4)
_files = st.lists(_keys, min_size=2, max_size=5)
_layouts = st.sampled_from([("\n", ""), ("\r\n", ""), ("\n", "\ufeff"), ("\r\n", "\ufeff")])


def _lines(number: int, keys: list[tuple[str, str]]) -> list[str]:
    """Show a record, one key a line; a block has no comment at its end, which would be prose."""
    pairs = ((f"    k{at}: {value}", comment) for at, (value, comment) in enumerate(keys))
    shown = (f"{pair}{'' if chr(10) in pair else comment}\n" for pair, comment in pairs)
    return [f"  - id: R{number}\n", *shown]


def _file(records: list[list[str]], layout: tuple[str, str]) -> bytes:
    text = "items:\n" + "".join(line for record in records for line in record)
    return (layout[1] + text.replace("\n", layout[0])).encode()


@given(_files, _layouts, st.data())
def test_whatever_the_file_the_other_records_stay_as_they_are(
    keys: list[list[tuple[str, str]]], layout: tuple[str, str], data: st.DataObject
) -> None:
    records = [_lines(number, each) for number, each in enumerate(keys)]
    at = data.draw(st.integers(0, len(records) - 1))
    raw = _file(records, layout)

    removed = edit.remove_record(raw, f"R{at}")
    added = edit.set_key(raw, f"R{at}", "due", "2022-12")

    others = records[:at] + records[at + 1 :]
    assert _bare(removed) == _bare(_file(others, layout))
    assert added.replace(f"    due: 2022-12{layout[0]}".encode(), b"", 1) == raw


def _bare(raw: bytes) -> list[bytes]:
    """Leave out empty lines and whole-line comments: those after a record are nobody's."""
    return [line for line in raw.split(b"\n") if line.strip() and not line.strip().startswith(b"#")]


@given(_files, _layouts)
def test_whatever_the_file_a_key_taken_out_and_put_back_leaves_the_rest(
    keys: list[list[tuple[str, str]]], layout: tuple[str, str]
) -> None:
    records = [[*_lines(number, each), "    due: 2022-12\n"] for number, each in enumerate(keys)]
    raw = _file(records, layout)

    moved = edit.set_key(edit.remove_key(raw, "R0", "due"), "R0", "due", "2022-12")

    assert sorted(moved.split(b"\n")) == sorted(raw.split(b"\n"))
