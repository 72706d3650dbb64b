from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from support.command import run
from support.plans import SMALL_PLAN

if TYPE_CHECKING:
    from support.history import History

CONTROL = """\
-- plans/control.yaml --
change_control:
  - {change: due-moved, needs: cabinet, under: "Council, 1 April 2026"}
"""
ITEM = "-- plans/items.yaml --\nitems: [{{id: T, title: Finance, due: {due}}}]\n"
BEFORE = SMALL_PLAN + CONTROL + ITEM.format(due="2026-10-31")
AFTER = SMALL_PLAN + CONTROL + ITEM.format(due="2026-12-31")
REQUEST = """\
-- plans/requests.yaml --
change_requests:
  - id: CR-1
    ref: 81
    asks: [{change: due-moved, of: T, to: 2026-12-31}]
    decisions: [{outcome: approved, by: cabinet, date: 2026-09-09}]
"""


def test_a_plan_compared_with_itself_says_so_and_exits_0(history: History) -> None:
    history.commit("small/q1", BEFORE)

    ran = run("changes", "since", "small/q1", here=history.folder)

    assert ran.code == 0
    assert "Nothing differs between small/q1 and the working tree." in ran.out


def test_a_moved_date_is_told_with_time_moved_and_who_agreed(history: History) -> None:
    history.commit("small/q1", BEFORE)
    history.commit("small/q2", AFTER + REQUEST)

    ran = run("changes", "since", "small/q1", "--until", "small/q2", here=history.folder)

    assert ran.code == 0
    assert "from 31 October 2026 to 31 December 2026, 2 months later" in ran.out
    assert "agreed by Cabinet, 9 September 2026 (request 81)" in ran.out
    assert "Without agreement: none" in ran.out


def test_a_change_that_nothing_covers_is_named(history: History) -> None:
    history.commit("small/q1", BEFORE)
    history.lay(AFTER)

    ran = run("changes", "since", "small/q1", here=history.folder)

    assert "Without agreement: 1" in ran.out
    assert "no change request covers it; needs Cabinet" in ran.out


def test_the_log_names_the_rules_that_decided_and_the_authority(history: History) -> None:
    history.commit("small/q1", BEFORE)
    history.lay(AFTER + REQUEST)

    told = run("changes", "since", "small/q1", here=history.folder).out
    paper = run("changes", "since", "small/q1", "--format", "md", here=history.folder).out

    decided = "Decided by the plan's `change_control`\n  rule 1 (due-moved): 1 change"
    assert f"{decided}, under Council, 1 April 2026\n" in told
    assert "change control: 1 change by rule 1, under Council, 1 April 2026" in paper


def test_a_request_approved_and_not_carried_out_is_named(history: History) -> None:
    history.commit("small/q1", BEFORE)
    history.lay(BEFORE + REQUEST)

    ran = run("changes", "since", "small/q1", here=history.folder)

    assert "Approved but not carried out: 1\n  81: due-moved of T" in ran.out


def test_json_gives_the_same_facts(history: History) -> None:
    history.commit("small/q1", BEFORE)
    history.lay(AFTER + REQUEST)

    told = json.loads(
        run("changes", "since", "small/q1", "--format", "json", here=history.folder).out
    )

    [moved] = [each for each in told["changes"] if each["kind"] == "due-moved"]
    assert (moved["record"], moved["days"], moved["standing"]) == ("T", 61, "agreed")
    assert moved["agreements"][0]["by"] == "cabinet"
    assert moved["under"] == "Council, 1 April 2026"


def test_a_file_that_did_not_load_is_not_compared_and_exits_3(history: History) -> None:
    history.commit("small/q1", BEFORE)
    history.lay(AFTER + "-- plans/broken.yaml --\nitems: [\n")

    ran = run("changes", "since", "small/q1", here=history.folder)

    assert ran.code == 3
    assert "Not compared, and in no count" in ran.out


@pytest.mark.parametrize("revision", ["v9", "--output=x", "2001-01-01"])
def test_an_unknown_revision_is_not_an_empty_log(history: History, revision: str) -> None:
    history.commit("small/q1", BEFORE)

    ran = run("changes", "since", "--", revision, here=history.folder)

    assert (ran.code, ran.out) == (3, "")


def test_a_base_without_plans_is_told(history: History) -> None:
    history.commit("start", "-- README.md --\n# nothing yet\n")
    history.commit("small/q1", BEFORE)

    ran = run("changes", "since", "start", here=history.folder)

    assert ran.code == 3
    assert "start" in ran.err


def test_where_there_are_several_plans_one_must_be_named(history: History) -> None:
    plan = (
        "-- plans/{0}/plan.yaml --\nplan: {{id: {0}, format: 1, council: A, title: P,"
        " levels: [{{id: a, name: A}}]}}\n"
    )
    history.commit("start", plan.format("one") + plan.format("two"))

    ran = run("changes", "since", "start", here=history.folder)

    assert ran.code == 2
    assert "one, two" in ran.err


def test_a_tag_names_its_plan(history: History) -> None:
    plan = (
        "-- plans/{0}/plan.yaml --\nplan: {{id: {0}, format: 1, council: A, title: P,"
        " levels: [{{id: a, name: A}}]}}\n"
    )
    history.commit("two/q1", plan.format("one") + plan.format("two"))

    ran = run("changes", "since", "two/q1", here=history.folder)

    assert (ran.code, "(two)" in ran.out) == (0, True)


def test_a_request_that_nobody_has_decided_and_nothing_carries_out_is_named(
    history: History,
) -> None:
    request = REQUEST.partition("    decisions")[0]
    history.commit("small/q1", BEFORE + request)
    history.lay(BEFORE.replace("title: Finance", "title: Money") + request)

    ran = run("changes", "since", "small/q1", here=history.folder)

    told = "Asked for and not decided: 1\n  81: due-moved of T Money; it waits for a decision\n"
    assert told in ran.out


def test_a_request_that_was_carried_out_before_it_was_decided_waits_as_a_change(
    history: History,
) -> None:
    history.commit("small/q1", BEFORE)
    history.lay(AFTER + REQUEST.partition("    decisions")[0])

    ran = run("changes", "since", "small/q1", here=history.folder)

    assert "Waiting for a decision: 1" in ran.out
    assert "Asked for and not decided" not in ran.out


def test_a_record_in_a_guarded_state_is_in_the_log(history: History) -> None:
    guard = CONTROL.replace("due-moved", "status-changed, to: paused")
    row = (
        "-- plans/items.yaml --\nitems: [{id: A, title: Savings, level: action, status: paused}]\n"
    )
    history.commit("small/q1", SMALL_PLAN + guard)
    history.lay(SMALL_PLAN + guard + row)

    ran = run("changes", "since", "small/q1", here=history.folder)

    assert "In a state that needs agreement: 1\n  A: no request; needs Cabinet" in ran.out
