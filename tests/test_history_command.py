"""`changes` with its options, `changes rounds`, `ledger`, `promises`, `trend` and `history`."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from support.command import run
from support.rounds import PERIODS, text

if TYPE_CHECKING:
    from support.golden import Golden
    from support.history import History

BEFORE = "id: A, title: Budget, due: 2026-08-31, status: green\nid: B, title: Fees, due: 2026-08-31"
AFTER = "id: A, title: =Budget, due: 2026-12-31, status: green\nid: B, title: Fees, due: 2026-08-31"
REQUEST = "change_requests: [{id: CR-1, ref: 81, asks: [{change: due-moved, of: A, to: 2026-12-31}], decisions: [{outcome: approved, by: cabinet, date: 2026-09-09}]}]"  # noqa: E501


@pytest.fixture(autouse=True)
def two_quarters(history: History) -> None:
    """Tag two quarters: a date moved with agreement, a title was reworded without."""
    history.commit("small/q1", text(BEFORE))
    history.commit("small/q2", text(AFTER, REQUEST))


def test_a_filtered_log_says_so_before_its_counts(history: History) -> None:
    ran = run("changes", "since", "small/q1", "--kind", "due-moved", here=history.folder)

    assert "Filtered: kind due-moved only. The counts are of these changes.\nCounts: 1" in ran.out
    assert "reworded" not in ran.out


def test_a_filtered_log_without_changes_says_what_was_asked_for(history: History) -> None:
    ran = run("changes", "since", "small/q1", "--level", "step", here=history.folder)

    assert "Nothing of what was asked for (level step) differs between small/q1 and" in ran.out


@pytest.mark.parametrize(("only", "controls"), [("control", {True}), ("progress", {False})])
def test_only_control_or_progress(history: History, only: str, controls: set[bool]) -> None:
    ran = run(
        *("changes", "since", "small/q1", "--only", only, "--format", "json"),
        here=history.folder,
    )

    told = json.loads(ran.out)
    assert {each["control"] for each in told["changes"]} == controls
    assert told["filtered"] == f"{only} changes"


def test_several_records_may_be_asked_for(history: History) -> None:
    ran = run(
        *("changes", "since", "small/q1", "--item", "A", "--item", "B", "--format", "json"),
        here=history.folder,
    )

    assert {each["record"] for each in json.loads(ran.out)["changes"]} == {"A"}


@pytest.mark.parametrize(
    ("option", "name", "told"),
    [
        ("--kind", "due-move", "there is no kind of change `due-move`; did you mean `due-moved`?"),
        ("--level", "actions", "there is no level `actions`; did you mean `action`?"),
        ("--level", "x", "there is no level `x`\n  There are theme, action, step."),
        ("--item", "Z9", "there is no record `Z9`"),
    ],
)
def test_what_is_not_there_cannot_be_asked_for(
    history: History, option: str, name: str, told: str
) -> None:
    ran = run("changes", "since", "small/q1", option, name, here=history.folder)

    assert ran.code == 2
    assert told in ran.err


def rows(ran_out: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ran_out)))


def test_csv_has_a_row_for_each_change_and_no_formula(history: History) -> None:
    ran = run("changes", "since", "small/q1", "--format", "csv", here=history.folder)

    [moved] = [each for each in rows(ran.out) if each["kind"] == "due-moved"]
    assert (moved["title"], moved["days"], moved["requests"]) == ("'=Budget", "122", "CR-1")
    assert (moved["agreed_by"], moved["standing"], moved["compared"]) == (
        "cabinet",
        "agreed",
        "yes",
    )


def test_the_suffix_makes_csv_and_excel_its_mark(history: History) -> None:
    out = history.folder / "log.csv"

    run("changes", "since", "small/q1", "--excel", "--out", str(out), here=history.folder)

    assert out.read_bytes().startswith(b"\xef\xbb\xbfplan,since,until")


def test_csv_lists_what_was_not_compared_and_exits_3(history: History) -> None:
    history.lay(text(AFTER).replace("id: T\n", "id: [T\n"))

    ran = run("changes", "since", "small/q1", "--format", "csv", here=history.folder)

    assert ran.code == 3
    assert [each["record"] for each in rows(ran.out) if each["compared"] == "no"] == [
        *("A", "B", "T", "plans/items.yaml"),
    ]


def test_a_base_is_found_where_the_plan_folder_was_called_otherwise(history: History) -> None:
    history.lay(text(AFTER).replace("-- plans/", "-- improvement/"))

    ran = run("changes", "since", "small/q1", "--plans", "improvement", here=history.folder)

    assert ran.code == 0
    assert "Counts: 2 control changes" in ran.out


def test_two_revisions_from_before_the_plan_folder_was_renamed_are_found(history: History) -> None:
    asked = ("changes", "since", "small/q1", "--until", "small/q2")
    before = run(*asked, here=history.folder)
    history.lay(text(AFTER).replace("-- plans/", "-- improvement/"))

    after = run(*asked, "--plans", "improvement", here=history.folder)

    assert (after.code, after.out) == (0, before.out)


def test_the_base_of_validate_is_found_where_the_plan_folder_was_called_otherwise(
    history: History,
) -> None:
    history.lay(text("id: A, title: Budget", REQUEST).replace("-- plans/", "-- improvement/"))

    asked = ("validate", "--base", "small/q1", "--select", "IP113", "--plans", "improvement")
    ran = run(*asked, here=history.folder)

    assert (ran.code, "error IP113 `B` (Fees) was there" in ran.out) == (1, True)


def test_a_base_without_plans_exits_3(history: History) -> None:
    history.git("checkout", "--quiet", "--orphan", "empty")
    history.commit("", "-- readme.txt --\nNothing.\n")
    base = history.git("rev-parse", "HEAD")
    history.lay(text(AFTER))

    ran = run("changes", "since", base, here=history.folder)

    assert (ran.code, "there is no folder plans at" in ran.err) == (3, True)


def test_rounds_lists_each_round_with_who_agreed(history: History, golden: Golden) -> None:
    ran = run("changes", "rounds", here=history.folder)

    assert ran.code == 0
    assert ran.out == golden(ran.out, "txt")
    assert ran.err == ""


def test_the_ledger_of_two_quarters(history: History, golden: Golden) -> None:
    told = run("changes", "ledger", here=history.folder).out

    assert told == golden(told, "txt")


def test_ledger_of_what_moved_says_how_much_it_leaves_out(history: History) -> None:
    ran = run("changes", "ledger", "--moved", here=history.folder)

    assert "1 other item kept the original date." in ran.out
    assert "Fees" not in ran.out


def test_the_promises_of_the_last_report(history: History, golden: Golden) -> None:
    told = run("changes", "promises", here=history.folder).out

    assert told == golden(told, "txt")


def test_promises_of_the_working_tree_on_a_day(history: History) -> None:
    history.lay(text(AFTER.replace("2026-12-31", "2026-11-15"), REQUEST))

    ran = run("changes", "promises", "--as-of", "2026-12-01", here=history.folder)

    assert "after 30 September 2026 and by 1 December 2026" in ran.out


def test_one_report_alone_holds_no_promise(history: History) -> None:
    history.git("tag", "--delete", "small/q2")
    history.lay(text(BEFORE))

    ran = run("changes", "promises", here=history.folder)

    assert (ran.code, "only First quarter was reported" in ran.err) == (3, True)


def test_the_trend_of_two_quarters(history: History, golden: Golden) -> None:
    told = run("trend", here=history.folder).out

    assert told == golden(told, "txt")


def test_trend_says_where_a_line_is_cut(history: History) -> None:
    renamed = text(AFTER.replace("status: green", "status: ok")).replace("id: green,", "id: ok,")
    history.commit("small/q3", renamed)

    told = run("trend", "--format", "md", here=history.folder).out

    assert "Status: Actions (scale 1 of 2)" in told
    assert "not every state in use has a place in the new one" in told


MATRIX = """\
risk_matrices:
  - id: m
    name: Matrix
    likelihood: [{id: 1, name: Unlikely}, {id: 2, name: Likely}]
    impact: [{id: 1, name: Minor}, {id: 2, name: Major}]
    bands: [{id: high, name: High, colour: red, from: 3}]
risks: [{id: R1, title: Money, scores: {current: {likelihood: 2, impact: 2}}}]
"""


def test_trend_of_one_period_shows_its_risks(history: History) -> None:
    history.git("tag", "--delete", "small/q2")
    history.commit("", text(BEFORE, MATRIX))
    history.git("tag", "--force", "small/q1", "HEAD")

    told = run("trend", here=history.folder).out

    assert "One tagged period: First quarter." in told
    assert "Open risks: Matrix" in told
    assert "First quarter  30 June 2026  1     4.0" in told


def test_trend_says_where_the_bands_changed(history: History) -> None:
    for tag, matrix in (("small/q1", MATRIX), ("small/q2", MATRIX.replace("from: 3", "from: 2"))):
        history.commit("", text(BEFORE, matrix))
        history.git("tag", "--force", tag, "HEAD")

    told = json.loads(run("trend", "--format", "json", here=history.folder).out)

    assert [len(told[key]) for key in ("risks_m", "risks_m_2")] == [1, 1]


def test_trend_without_a_tag_says_how_to_make_one(history: History) -> None:
    history.git("tag", "--delete", "small/q1", "small/q2")

    ran = run("trend", here=history.folder)

    assert ran.code == 3
    assert "no period of the plan `small` is tagged yet" in ran.err


@pytest.mark.parametrize(
    "command", [("trend",), ("changes", "rounds"), ("changes", "ledger"), ("changes", "promises")]
)
def test_a_clone_without_the_tags_is_not_taken_for_a_plan_that_was_never_reported(
    history: History, command: tuple[str, ...]
) -> None:
    history.commit("", text(AFTER), day=date(2026, 10, 14))
    history.git("tag", "--delete", "small/q1", "small/q2")

    ran = run(*command, here=history.folder)

    assert (ran.code, ran.out) == (3, "")
    assert "the tag small/q1 of the period `Q1` is not there\n  Fetch it (" in ran.err


def test_a_period_ahead_needs_no_tag(history: History) -> None:
    history.git("tag", "--delete", "small/q1", "small/q2")

    assert run("changes", "ledger", here=history.folder).code == 0


def test_history_tells_commit_date_change_request_and_decision(history: History) -> None:
    told = json.loads(run("history", "A", "--format", "json", here=history.folder).out)

    [moved] = [each for each in told["events"] if each["kind"] == "due-moved"]
    assert moved["date"] == "2022-06-08"
    assert moved["commit"] == history.repo.short("small/q2")
    assert (moved["request"], moved["decision"]) == (
        ["CR-1"],
        "agreed by Cabinet, 9 September 2026 (request 81)",
    )


def test_history_takes_the_plan_with_the_id(history: History) -> None:
    assert run("history", "A@small", here=history.folder).code == 0


def test_history_says_what_the_record_was_called(history: History) -> None:
    history.commit("", text(AFTER.replace("id: A,", "id: C, was: A,"), REQUEST))

    assert "Earlier called A." in run("history", "C", here=history.folder).out


def test_history_of_nothing_exits_2(history: History) -> None:
    ran = run("history", "AA", here=history.folder)

    assert (ran.code, "has no record `AA`, and never had" in ran.err) == (2, True)


def test_what_could_not_be_read_exits_3_and_is_listed(history: History) -> None:
    history.commit("small/q3", text(AFTER, REQUEST).replace("id: T\n", "id: [T\n"))

    for command in (("changes", "rounds"), ("changes", "ledger"), ("trend",), ("history", "A")):
        ran = run(*command, here=history.folder)

        assert (ran.code, command) == (3, command)
        assert "plans/items.yaml" in ran.out


def test_promises_that_could_not_be_read_are_listed(history: History) -> None:
    history.commit("small/q3", text(AFTER, REQUEST).replace("id: T\n", "id: [T\n"))

    ran = run("changes", "promises", here=history.folder)

    assert (ran.code, "it could not be read in the later report" in ran.out) == (3, True)


def test_doubtful_tags_are_told(history: History) -> None:
    history.git("tag", "small/draft")

    for command in (("changes", "rounds"), ("changes", "ledger"), ("trend",)):
        assert "Not read: small/draft" in run(*command, here=history.folder).out


def test_a_plan_without_change_control_says_that_nobody_need_agree(history: History) -> None:
    free = [text(each).replace("change_control: [{change: any, needs: cabinet}]\n", "")
            for each in (BEFORE, AFTER)]  # fmt: skip
    history.commit("small/q1-free", free[0].replace(PERIODS, PERIODS.replace("/q1", "/q1-free")))
    history.git("tag", "--force", "small/q1", "HEAD")
    history.commit("", free[1])
    history.git("tag", "--force", "small/q2", "HEAD")

    assert "nobody need agree" in run("changes", "rounds", here=history.folder).out
