from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ipcli.assess.coverage import Coverage, answers_of, coverage, owed_by_council
from support.plans import loaded

if TYPE_CHECKING:
    from ipcli.model.plan import Plan

TODAY = date(2026, 9, 30)
DIRECTIONS = """
instruments:
  - id: DIR
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2026-03-16
    paragraphs:
      - id: DIR/1
        text: Prepare a plan
        paragraphs: [{id: DIR/1a, text: For savings}, {id: DIR/1b, text: For debt}]
      - {id: DIR/2, text: Report on it}
"""


def small(text: str) -> Plan:
    found = loaded(text)
    assert not found.diagnostics
    return found.plans["small"]


def covered(items: str, instruments: str = DIRECTIONS) -> Coverage:
    return coverage(small(f"{instruments}items:\n{items}"), on=TODAY)


def test_an_item_below_answers_what_the_item_above_it_answers() -> None:
    found = covered("""
  - id: T
    title: Finance
    answers: DIR/2
    items:
      - {id: A, title: Savings plan}
      - {id: B, title: Debt plan, answers: DIR/1a}
""")
    by_id = {each.record: each for each in found.paragraphs}

    assert by_id["DIR/2"].named_by == ("T",)
    assert by_id["DIR/2"].items == ("T", "A", "B")
    assert by_id["DIR/1a"].items == ("B",)
    assert found.answers == {"T": ("DIR/2",), "A": ("DIR/2",), "B": ("DIR/1a", "DIR/2")}


def test_an_item_that_comes_before_what_it_stands_in_answers_it_too() -> None:
    found = covered("""
  - {id: A, parent: T, level: action, title: Savings plan}
  - {id: T, title: Finance, answers: DIR/2}
""")

    assert found.answers == {"A": ("DIR/2",), "T": ("DIR/2",)}


def test_items_that_stand_in_each_other_are_walked_once() -> None:
    found = covered("""
  - {id: A, parent: B, level: action, title: Savings plan, answers: DIR/2}
  - {id: B, parent: A, level: action, title: Debt plan}
""")

    assert found.answers == {"A": ("DIR/2",), "B": ()}


def test_an_item_counts_once_for_a_paragraph_that_it_and_its_parent_answer() -> None:
    found = covered("""
  - id: T
    title: Finance
    answers: [DIR/2, DIR/2@small]
    items: [{id: A, title: Report, answers: DIR/2}]
""")

    assert found.paragraphs[-1].items == ("T", "A")
    assert found.answers["A"] == ("DIR/2",)


@pytest.mark.parametrize(
    ("answers", "gaps"),
    [
        ("[DIR/1, DIR/2]", ()),
        ("[DIR/1a, DIR/1b, DIR/2]", ()),
        ("[DIR/1a, DIR/2]", ("DIR/1", "DIR/1b")),
        ("DIR/2", ("DIR/1", "DIR/1a", "DIR/1b")),
        ("DIR", ()),
    ],
)
def test_a_paragraph_with_parts_is_covered_itself_or_when_all_its_parts_are(
    answers: str, gaps: tuple[str, ...]
) -> None:
    found = covered(f"  - {{id: A, title: Plan, answers: {answers}}}")

    assert found.gaps == gaps
    assert found.answered == 4 - len(gaps)


def test_what_is_answered_as_a_whole_says_by_what() -> None:
    found = covered("  - {id: A, title: Plan, answers: [DIR, DIR/1]}")

    assert [(each.record, each.through) for each in found.paragraphs] == [
        ("DIR/1", ""),
        ("DIR/1a", "DIR/1"),
        ("DIR/1b", "DIR/1"),
        ("DIR/2", "DIR"),
    ]


def test_an_item_closed_in_another_way_than_delivered_answers_nothing_more() -> None:
    found = covered("""
  - id: T
    title: Finance
    answers: DIR/1
    closed: {kind: delivered, date: 2026-05-07}
  - id: U
    title: Reports
    answers: DIR/2
    closed: {kind: no-longer-needed, date: 2026-05-07}
    items: [{id: B, title: First report}]
""")

    assert found.gaps == ("DIR/2",)
    assert set(found.answers) == {"T"}


def test_the_items_that_answer_nothing() -> None:
    found = covered("""
  - {id: T, title: Finance, answers: DIR/1}
  - {id: U, title: Reports, items: [{id: B, title: First report}]}
""")

    assert found.answering_nothing == ("U", "B")


def test_an_item_in_which_something_answers_does_not_answer_nothing() -> None:
    found = covered("""
  - id: T
    title: Finance
    items:
      - {id: A, title: Savings, items: [{id: A1, title: Plan, level: step, answers: DIR/1}]}
      - {id: B, title: Debt}
""")

    assert found.answering_nothing == ("B",)


@pytest.mark.parametrize(
    "kept_out",
    [
        "to_answer: no",
        "ended: {kind: revoked, date: 2026-09-29}",
        "in_force: {from: 2026-10-01}",
        "owed_by: secretary-of-state",
    ],
)
def test_what_is_not_in_force_or_not_owed_or_only_kept_is_left_out(kept_out: str) -> None:
    text = DIRECTIONS.replace("    made_by", f"    {kept_out}\n    made_by")

    assert covered("  - {id: A, title: Plan}", text).paragraphs == ()


def test_a_part_that_others_owe_is_not_needed_for_the_whole() -> None:
    text = DIRECTIONS.replace("text: For debt", "text: For debt, owed_by: auditor")

    found = covered("  - {id: A, title: Plan, answers: [DIR/1a, DIR/2]}", text)

    assert found.gaps == ()
    assert [each.record for each in found.paragraphs] == ["DIR/1", "DIR/1a", "DIR/2"]


def test_what_the_council_owes_of_a_paragraph_that_others_owe_is_its_own() -> None:
    text = DIRECTIONS.replace("text: Prepare a plan", "text: A panel\n        owed_by: auditor")
    text = text.replace("text: For debt", "text: Give it rooms, owed_by: council")

    found = covered("  - {id: A, title: Plan, answers: DIR/2}", text)

    assert [each.record for each in found.paragraphs] == ["DIR/1b", "DIR/2"]
    assert found.gaps == ("DIR/1b",)


@pytest.mark.parametrize(
    ("owed_by", "by_council"),
    [
        ("council", True),
        ("cabinet", True),
        ("finance-director", True),
        ("[auditor, leader]", True),
        ("[auditor, secretary-of-state]", False),
        ("board", False),
        ("envoy", False),
        ("nobody-known", False),
        ("plain", False),
    ],
)
def test_the_council_owes_what_one_of_its_own_owes(owed_by: str, *, by_council: bool) -> None:
    plan = small(
        DIRECTIONS.replace("text: Report on it", f"text: Report on it, owed_by: {owed_by}")
        + "roles: [{id: envoy, name: Envoy, kind: envoy}]\nbodies: [{id: plain, name: Plain}]"
    )

    assert owed_by_council(plan, plan.paragraphs["DIR/2"]) is by_council


def test_a_body_called_council_is_the_council_without_a_kind() -> None:
    plan = loaded("""
-- plans/plan.yaml --
plan: {id: bare, format: 1, council: Anytown, title: Plan, levels: [{id: theme, name: Theme}]}
bodies: [{id: council, name: Full Council}]
instruments:
  - {id: DIR, kind: notice, title: Notice, made_by: x, made_on: 2026-03-16, owed_by: council}
""").plans["bare"]

    assert owed_by_council(plan, plan.instruments["DIR"])


def test_what_a_paragraph_does_not_say_its_instrument_says() -> None:
    plan = small(DIRECTIONS.replace("    made_by", "    owed_by: auditor\n    made_by"))

    assert not owed_by_council(plan, plan.paragraphs["DIR/1a"])


def test_an_item_that_is_not_there_answers_nothing() -> None:
    assert answers_of(small(DIRECTIONS), "A") == ()


@pytest.mark.parametrize("why", ["owed_by: auditor", "ended: {kind: revoked, date: 2026-08-01}"])
def test_a_heading_over_nothing_that_the_council_owes_is_no_gap(why: str) -> None:
    text = DIRECTIONS.replace("text: Prepare a plan", "title: Annex A")
    text = text.replace("text: For savings", f"text: For savings, {why}")
    text = text.replace("text: For debt", f"text: For debt, {why}")

    found = covered("  - {id: A, title: Plan, answers: DIR/2}", text)

    assert [each.record for each in found.paragraphs] == ["DIR/2"]


def test_a_paragraph_with_words_of_its_own_is_owed_whoever_owes_its_parts() -> None:
    text = DIRECTIONS.replace("For savings", "For savings, owed_by: auditor")
    text = text.replace("For debt", "For debt, owed_by: auditor")

    found = covered("  - {id: A, title: Plan, answers: DIR/2}", text)

    assert found.gaps == ("DIR/1",)
