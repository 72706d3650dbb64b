from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipcli.load import document, load
from ipcli.rules import check
from ipcli.tree import LARGEST, File, Tree
from support.broken import PLAN_FILES
from support.plans import SMALL_PLAN, laid_over, loaded

if TYPE_CHECKING:
    from pathlib import Path

    from ipcli.diagnostics import Place


def found(text: str) -> list[str]:
    return [str(each) for each in loaded(text).diagnostics]


def test_the_small_plan_has_nothing_wrong() -> None:
    assert load(Tree.of_text(SMALL_PLAN)).diagnostics == ()


def test_items_nested_on_paper_lie_flat_with_parent_and_level() -> None:
    plan = loaded("""
items:
  - id: T
    title: Theme
    items:
      - id: A
        title: Action
        items:
          - {id: S, title: Step}
""").plans["small"]

    assert {i.id: (i.parent, i.level) for i in plan.items.values()} == {
        "T": (None, "theme"),
        "A": ("T", "action"),
        "S": ("A", "step"),
    }


def test_an_item_of_one_file_hangs_under_an_item_of_another() -> None:
    plan = loaded("""
-- plans/a.yaml --
items: [{id: A, title: Action, parent: T}]
-- plans/z.yaml --
items: [{id: T, title: Theme}]
""").plans["small"]

    assert plan.items["A"].level == "action"
    assert plan.children["T"] == ("A",)


def test_below_a_level_that_stands_beside_comes_the_same_level() -> None:
    plan = load(
        Tree.of_text("""\
plan:
  id: small
  format: 1
  council: Anytown
  title: Plan
  levels:
    - {id: action, name: Action}
    - {id: step, name: Step}
    - {id: check, name: Check, beside: action}
items:
  - {id: C, title: Check, level: check, items: [{id: S, title: Step}]}
""")
    ).plans["small"]

    assert plan.items["S"].level == "step"


def test_scalars_mean_what_they_look_like() -> None:
    item = loaded("items: [{id: 012, title: no, ref: 1.10, due: 2022}]").plans["small"].items["012"]

    assert (item.title, item.ref, item.due and item.due.text) == ("no", "1.10", "2022")


def test_every_fault_of_every_file_is_found_in_one_pass() -> None:
    assert found("""
-- plans/a.yaml --
items:
  - id: A
    titel: Action
    due: 2026-02-30
-- plans/b.yaml --
roles:
  - id: clerk
    name: "Clerk
-- plans/c.yaml --
rolls: []
""") == [
        "plans/a.yaml:2:5: error IP010 `A` has no `title`",
        (
            "plans/a.yaml:3:5: error IP009 `titel` is not a key that belongs here;"
            " did you mean `title`?"
        ),
        "plans/a.yaml:4:10: error IP011 `due`: `2026-02-30` is not in the calendar",
        (
            'plans/b.yaml:3:11: error IP001 the quote `"` is not closed where it should be'
            " (noticed on line 4)"
        ),
        (
            "plans/c.yaml:1:1: error IP009 `rolls` is not a section of a plan file;"
            " did you mean `roles`?"
        ),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("items: {id: A}", "`items` is a list; write `- ` before each entry, or use [ ]"),
        ("items: [A]", "an item is written with keys such as `id:` and `title:`"),
        ("items: [{id: A, title: {a: b}}]", "`title`: text belongs here, but there are keys"),
        ("items: [{id: A, title: T, owner: {a: b}}]", "`owner` is a list"),
        ("items: [{id: A, title: T, due: Q3}]", "with its financial year: 2022/23 Q3"),
        ("roles: [{id: A, name: T, posts: 1234567890}]", "`1234567890` is too large a number"),
        ("measures: [{id: A, title: T, targets: [{for: 2026, value: 1e3}]}]", "`1e3` is not a num"),
        ("measures: [{id: A, title: T, targets: [{for: 2026, value: +3}]}]", "`+3` is not a num"),
        (
            ("-- plans/plan.yaml --\nplan: {id: a, format: 1, council: A, title: P, levels: [], "
            "counts: [{id: c, name: C, decimals: 3}]}"),
            "`3` is too many decimals; write 0, 1 or 2",
        ),
        ("items: [{id: A, title: T, due: 07/12/2022}]", "write a day as `2022-12-07`"),
        ("items: [{id: A, title: T, due: 2022-23}]", "write a financial year as `2022/23`"),
        ("items: [{id: A, title: T, due: 2022/24}]", "after 2022 comes 23"),
        ("items: [{id: A, title: T, due: {earliest: 2022-01-01}}]", "write 2022-12-07 or {text"),
        ("items: [{id: A, title: T, due: {text: x, latest: soon}}]", "`soon` is not a day"),
        ("items: [{id: A b, title: T}]", "an id has letters, digits"),
        ("items: [{id: A, title: T, illustrative: perhaps}]", "neither yes nor no"),
        ("items: [{id: A, title: T, costs: [{amount: -3}]}]", "less than nothing"),
        ("items: [{id: A, title: T, costs: [{amount: '1,000'}]}]", "no commas and no signs"),
        ("items: [{id: A, title: T, closed: {kind: done, date: 2022}}]", "but it can be delivered"),
        ("items: [{id: A, title: T, repeats: {every: often}}]", "not a length of time"),
        ("items: [{id: A, title: T, items: B}]", "`items` is a list"),
        ("items: [{id: A, title: T, items: [{id: B, title: T, parent: A}]}]", "nested already"),
        ("roles: [{id: r, name: R, posts: two}]", "not a whole number"),
        ("scales: [{id: s, name: S, states: [{id: a, name: A, colour: rde}]}]", "mean `red`"),
        (
            ("scales: [{id: s, name: S, states: "
            "[{id: a, name: A, colour: red, when: late_under}]}]"),
            "needs a length: {late_under: 3 weeks}",
        ),
        ("instruments: [{id: I, title: T, kind: other, made_by: c, made_on: 2022, clock: x}]",
         "not a clock"),
        ("- a\n- b", "a plan file has sections"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_in_plain_words(text: str, says: str) -> None:
    [diagnostic] = loaded(text).diagnostics

    assert says in diagnostic.message


def test_a_comma_that_cut_a_text_is_named_as_the_likely_fault() -> None:
    diagnostics = loaded(
        "items: [{id: A, title: T, updates: [{date: 2022, text: Agreed, with changes}]}]"
    ).diagnostics

    assert any("comma" in each.message for each in diagnostics)


def test_a_key_with_nothing_after_it_counts_as_left_out() -> None:
    item = loaded("items:\n  - id: A\n    title: T\n    due:\n").plans["small"].items["A"]

    assert item.due is None


def test_a_file_with_crlf_and_a_mark_reads_like_any_other() -> None:
    text = "roles:\r\n  - id: clerk\r\n    name: Clerk\r\n"
    tree = Tree.of_bytes({**_small(), "plans/more.yaml": b"\xef\xbb\xbf" + text.encode()})

    assert load(tree).plans["small"].roles["clerk"].name == "Clerk"


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "---\n", "\ufeff"])
def test_an_empty_file_holds_nothing_and_is_no_fault(text: str) -> None:
    tree = Tree.of_bytes({**_small(), "plans/more.yaml": text.encode()})

    assert load(tree).diagnostics == ()


def test_a_file_that_is_not_utf_8_is_named_with_the_spot() -> None:
    tree = Tree.of_bytes({**_small(), "plans/more.yaml": b"roles:\n  - {id: a, name: \xa3}\n"})

    [diagnostic] = load(tree).diagnostics

    assert str(diagnostic) == (
        "plans/more.yaml:2:19: error IP006 the byte 0xa3 is not UTF-8 text;"
        " in Windows-1252 it is `£`"
    )


def test_a_huge_file_is_refused_before_it_is_read() -> None:
    def read() -> bytes:
        raise AssertionError

    tree = Tree("t", (File("plans/big.yaml", LARGEST * 80, read),))

    assert "at most 5,000,000 are read" in load(tree).diagnostics[0].message


def test_an_empty_folder_is_a_finding_and_not_a_clean_plan(tmp_path: Path) -> None:
    [diagnostic] = load(Tree.of_folder(tmp_path, shown="plans")).diagnostics

    assert str(diagnostic) == "plans:1:1: error IP015 there is no plan file (*.yaml) in this folder"


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "[" * 10_000,
        "{a: " * 10_000,
        "- " * 10_000,
        "? " * 10_000,
        "a: " * 100,
        "!!python/object/apply:os.system ['true']",
        "roles: !x []",
        "%YAML 9.9\n---\na: b",
        "\x00",
        "a: \x1b[2J",
        "\u2028",
        "'" * 9_999,
        "? [a]\n: b",
        "{? {a: b} : c}",
        ": a",
        "<<: {a: b}",
    ],
)
def test_a_hostile_file_is_one_finding_and_hides_no_other_file(bomb: str) -> None:
    result = load(Tree.of_bytes({**_small(), "plans/more.yaml": bomb.encode()}))

    assert {each.place.path for each in result.diagnostics} == {"plans/more.yaml"}
    assert "small" in result.plans


def test_an_unknown_format_names_both_versions() -> None:
    [diagnostic] = loaded("-- plans/plan.yaml --\nplan: {id: p, format: 2}").diagnostics

    assert diagnostic.message == "the plan is written in format 2; this ipcli knows format 1"


def test_two_plans_share_the_file_above_them() -> None:
    result = load(
        Tree.of_text("""\
-- plans/council.yaml --
roles: [{id: leader, name: Leader}]
-- plans/one/plan.yaml --
plan: {id: one, format: 1, council: A, title: P, levels: [{id: a, name: A}]}
-- plans/two/plan.yaml --
plan: {id: two, format: 1, council: A, title: P, levels: [{id: a, name: A}]}
roles: [{id: clerk, name: Clerk}]
""")
    )

    assert {plan.id: [*plan.roles] for plan in result.plans.values()} == {
        "one": ["leader"],
        "two": ["leader", "clerk"],
    }


def test_a_shared_file_cannot_hold_items() -> None:
    assert found("""
-- plans/plan.yaml --
items: [{id: A, title: T}]
-- plans/one/plan.yaml --
plan: {id: one, format: 1, council: A, title: P, levels: [{id: a, name: A}]}
""") == [("plans/plan.yaml:1:1: error IP014 a file above plan folders is shared and cannot hold"
         " `items`")]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "code"), [("plan: [", "IP001"), ("plan: {id: two, format: 9}", "IP013")]
)
def test_files_beside_one_that_may_begin_their_plan_are_not_said_to_be_in_none(
    head: str, code: str
) -> None:
    told = found(f"""
-- plans/plan.yaml --
# nothing
-- plans/one/plan.yaml --
plan: {{id: one, format: 1, council: A, title: P, levels: [{{id: a, name: A}}]}}
-- plans/two/plan.yaml --
{head}
-- plans/two/items.yaml --
items: [{{id: A, title: T}}]
""")

    assert [each.split()[2] for each in told] == [code]


def test_a_file_beside_plan_folders_and_above_none_is_read_by_nobody() -> None:
    assert found("""
-- plans/plan.yaml --
# nothing
-- plans/one/plan.yaml --
plan: {id: one, format: 1, council: A, title: P, levels: [{id: a, name: A}]}
-- plans/two/items.yaml --
items: [{id: A, title: T}]
""") == [("plans/two/items.yaml:1:1: error IP015 this file lies in no plan's folder, nor above one,"
         " so nothing reads it")]  # fmt: skip


def test_two_plans_with_one_id_are_named_together() -> None:
    diagnostics = loaded("""
-- plans/plan.yaml --
# nothing
-- plans/one/plan.yaml --
plan: {id: p, format: 1, council: A, title: P, levels: [{id: a, name: A}]}
-- plans/two/plan.yaml --
plan: {id: P, format: 1, council: A, title: P, levels: [{id: a, name: A}]}
""").diagnostics

    assert [d.message for d in diagnostics] == [
        "the plan id `P` is also that of plans/one/plan.yaml"
    ]


def test_what_could_not_be_read_is_remembered_as_written() -> None:
    plan = loaded("items: [{id: A, title: T, due: soon}, {id: B, title: T}]").plans["small"]

    assert (set(plan.unread), [*plan.items]) == ({"A"}, ["B"])


def test_a_file_that_did_not_parse_is_remembered() -> None:
    assert loaded("items: [").plans["small"].unread_files == ("plans/more.yaml",)


def test_parents_that_go_in_a_circle_end() -> None:
    plan = loaded("""
items:
  - {id: A, title: T, parent: B}
  - {id: B, title: T, parent: A}
""").plans["small"]

    assert [*plan.ancestors("A")] == ["B"]
    assert [*plan.below("A")] == ["B"]


def test_the_pure_parser_reads_what_the_compiled_one_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: 'b'\n\n# c\nd: [é𝄞, {x: y}]\ne: |\n  f\n  g\nh:\n  - i: >-\n      j k\n  - l\r\n"
    tree = laid_over("")
    compiled = _read(text), load(tree).plans["small"].header
    monkeypatch.setitem(__import__("sys").modules, "_ruamel_yaml", None)

    read_again = _read(f"{text}# places are found once for the same text\n")

    assert (read_again, load(tree).plans["small"].header) == compiled


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_the_loader_survives_any_bytes(raw: bytes) -> None:
    result = load(Tree.of_bytes({**_small(), "plans/more.yaml": raw}))

    assert all(each.message for each in result.diagnostics)


_SHAPES = st.recursive(
    st.sampled_from(["", "A", "2022-12", "yes", "1.5", "[", '"', "é"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "title", "items", "due", "closed", "kind", "scores", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["plan", "items", "instruments", "risks", "meetings", "scales", "commentary"]),
    _SHAPES,
)
def test_the_loader_survives_any_shape(section: str, value: object) -> None:
    import json  # noqa: PLC0415

    result = loaded(json.dumps({section: value}, ensure_ascii=False))

    assert all(each.message for each in result.diagnostics)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PLAN_FILES), st.data())
def test_a_random_edit_of_a_good_plan_never_ends_in_a_traceback(
    path: Path, data: st.DataObject
) -> None:
    raw = path.read_bytes()
    at = data.draw(st.integers(0, len(raw) - 1))
    cut = data.draw(st.integers(0, 20))
    put = data.draw(
        st.sampled_from([b"", b"\n", b'"', b"'", b"{", b"]", b": ", b"- ", b"\t", b"#"])
    )
    changed = raw[:at] + put + raw[at + cut :]

    load(Tree.of_bytes({**_small(), "plans/more.yaml": changed}))


@pytest.mark.parametrize(
    "value",
    [
        *('"]a"', '"a]"', '"\'a"', "a}", "a]", 'a"', "it'", "the council's plan'"),
        *("the boards' plan'", "the 'old plan' of the council'", "\"'the council's plan\""),
    ],
)
def test_a_value_with_a_lone_quote_or_bracket_is_a_hygiene_finding(value: str) -> None:
    [diagnostic] = loaded(f"labels:\n  - id: l\n    name: {value}\n").diagnostics

    assert (diagnostic.code, diagnostic.place.line) == ("IP012", 3)


@pytest.mark.parametrize(
    "value", ["the boards'", "the council's 'plan'", "\"'new' plan\"", "\"the boards' 'plan'\""]
)
def test_an_apostrophe_and_quotes_in_pairs_are_no_slip(value: str) -> None:
    assert loaded(f"labels:\n  - id: l\n    name: {value}\n").diagnostics == ()


def test_a_quoted_text_may_run_over_several_lines() -> None:
    assert (
        loaded("""
labels:
  - id: l
    name: "More than
      one line"
    meaning: 'And
      another'
""").diagnostics
        == ()
    )


def _small() -> dict[str, bytes]:
    return {file.path: file.read() for file in Tree.of_text(SMALL_PLAN).files}


def _read(text: str) -> tuple[object, list[Place], list[document.Pointer]]:
    doc = document.read("p.yaml", text.encode())
    return doc.value, [doc.at(node) for node in range(20)], [*doc.blanks()]


_DIRECTIONS = """\
instruments:
  - id: %s
    kind: directions
    title: Directions
    made_by: auditor
    made_on: 2026-01-01
    to_answer: no
    paragraphs: [{id: D/1, text: Prepare a plan}]
"""
TWICE = f"-- plans/more.yaml --\n{_DIRECTIONS % 'D'}-- plans/zmore.yaml --\n{_DIRECTIONS % 'E'}"


def test_the_first_of_two_paragraphs_with_one_id_stays_where_it_stands() -> None:
    found = check(loaded(TWICE), as_of=None)

    assert [each.code for each in found.diagnostics] == ["IP101"]


@pytest.mark.parametrize("second", ["{id: A, title: Two}", "{id: A, title: Two, level: action}"])
def test_the_first_of_two_items_with_one_id_stays_where_it_stands(second: str) -> None:
    plan = loaded(f"""
items:
  - id: T
    title: Finance
    items: [{{id: A, title: One}}]
  - id: U
    title: People
    items: [{second}]
""").plans["small"]

    assert (plan.items["A"].title, plan.holder["A"], plan.children) == ("One", "T", {"T": ("A",)})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("?\n: x\n", "1:2: error IP001 a value has no key before it"),
        (
            "items:\n  - {id: A}\n  - id: B\n    due: [a, {b: c}]\n    title: x\n    due: d\n",
            "6:5: error IP002 the key `due` stands twice, first on line 4",
        ),
        ("roles: []\nitems: []\nroles: []\n", "3:1: error IP002 the key `roles` stands twice, "),
        ("items: *a\n", "1:8: error IP003 `*` begins an alias, and aliases are not read"),
        ("%YAML 3\n---\nitems: []\n", "1:8: error IP001 from here on the file is not well-formed"),
        (
            'roles:\n  - id: a\n    name: "Clerk\n  - id: b\n    name: Deputy"\n',
            "3:11: warning IP012 the quote that opens here runs over lines that look like keys",
        ),
    ],
)
def test_what_yaml_makes_of_a_slip_is_told_in_plain_words(text: str, says: str) -> None:
    [told] = found(f"-- plans/x.yaml --\n{text}")

    assert told.startswith(f"plans/x.yaml:{says}")


def test_a_section_with_nothing_in_it_holds_nothing() -> None:
    told = found("-- plans/x.yaml --\nitems:\nroles: []\n")

    assert told == [
        "plans/x.yaml:1:1: warning IP008 `items` has nothing after it and counts as left out"
    ]


@pytest.mark.parametrize("running", [True, False])
def test_reading_leaves_the_garbage_collector_as_it_was(*, running: bool) -> None:
    was = gc.isenabled()
    try:
        gc.enable() if running else gc.disable()
        loaded("")
        left = gc.isenabled()
    finally:
        gc.enable() if was else gc.disable()

    assert left is running


def test_an_entry_with_nothing_in_it_is_told() -> None:
    blank, wrong = loaded("roles:\n  - {id: a, name: A}\n  -\n").diagnostics

    assert (blank.code, blank.message) == ("IP008", "an entry of the list has nothing in it")
    assert (blank.place.line, wrong.place.line) == (3, 3)


def test_a_paragraph_that_is_no_group_of_keys_is_told() -> None:
    made = "kind: review, title: T, made_by: auditor, made_on: 2026-01-02"
    [found] = loaded(f"instruments: [{{id: R, {made}, paragraphs: [7]}}]").diagnostics

    assert found.message == "an entry is written with keys such as `id:`, but there is text"
