"""What a request covered once it covers no more, wherever two revisions are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.command import run
from support.rounds import PERIODS, text

if TYPE_CHECKING:
    from support.history import History

pytestmark = pytest.mark.usefixtures("no_ci")

REWORD = """\
change_requests:
  - id: CR-1
    asks: [{change: reworded, of: A}]
    decisions: [{outcome: approved, by: cabinet, date: 2026-07-15}]
"""
TO_DECEMBER = REWORD.replace("reworded, of: A", "due-moved, of: A, to: 2026-12-31")


def titled(title: str, more: str = REWORD, periods: str = PERIODS) -> str:
    return text(f"id: A, title: {title}, baseline: {{due: 2026-10-31}}", more, periods=periods)


def due(day: str, more: str = TO_DECEMBER) -> str:
    return text(f"id: A, title: Budget, baseline: {{due: 2026-10-31}}, due: {day}", more)


def reviewed(history: History, after: str) -> tuple[int, str]:
    history.git("branch", "-M", "main")
    history.git("switch", "--quiet", "--create", "change")
    history.commit("", after)
    ran = run("review", "--base", "main", here=history.folder)
    return ran.code, ran.out.splitlines()[1]


NO, YES = (1, "No: 1 change without the agreement needed."), (0, "Yes: 1 change agreed.")


def test_what_was_agreed_and_merged_may_be_done_by_the_next_pull_request(history: History) -> None:
    history.commit("small/q1", titled("Budget", more=""))
    history.commit("", titled("Budget"))

    assert reviewed(history, titled("The budget")) == YES


def test_what_was_done_since_the_last_tag_is_not_done_again(history: History) -> None:
    history.commit("small/q1", titled("Budget", more=""))
    history.commit("", titled("Budget"))
    history.commit("", titled("The budget"))

    assert reviewed(history, titled("A budget")) == NO


def test_what_was_done_rounds_ago_is_not_done_again(history: History) -> None:
    history.commit("small/q1", titled("Budget", more=""))
    history.commit("small/q2", titled("The budget"))
    history.commit("", titled("The budget"))

    assert reviewed(history, titled("A budget")) == NO


def test_a_date_that_was_agreed_done_and_undone_is_not_agreed_again(history: History) -> None:
    history.commit("small/q1", due("2026-10-31", more=""))
    history.commit("small/q2", due("2026-12-31"))
    history.commit("small/q3", due("2026-10-31"))

    assert reviewed(history, due("2026-12-31")) == NO


def test_a_date_that_was_agreed_and_not_done_yet_is_agreed(history: History) -> None:
    history.commit("small/q1", due("2026-10-31"))
    history.commit("small/q2", due("2026-10-31"))

    assert reviewed(history, due("2026-12-31")) == YES


def test_without_a_tag_the_first_commit_is_the_beginning(history: History) -> None:
    history.commit("", titled("Budget", more="", periods=""))
    history.commit("", titled("Budget", periods=""))

    assert reviewed(history, titled("The budget", periods="")) == YES


def test_what_had_been_agreed_when_the_records_begin_counts_as_done(history: History) -> None:
    history.commit("small/q1", titled("Budget"))

    assert reviewed(history, titled("The budget")) == NO


def test_a_tag_that_the_base_does_not_have_yet_tells_nothing(history: History) -> None:
    history.commit("small/q1", titled("Budget", more=""))
    history.commit("", titled("Budget"))
    history.git("branch", "-M", "main")
    history.git("switch", "--quiet", "--create", "change")
    history.commit("small/q2", titled("The budget"))

    assert run("review", "--base", "main", here=history.folder).code == 0


def test_a_request_and_a_record_that_were_renamed_are_spent_all_the_same(history: History) -> None:
    history.commit("small/q1", titled("Budget", more=""))
    history.commit("small/q2", titled("The budget"))
    renamed = REWORD.replace("CR-1", "CR-9\n    was: CR-1").replace("of: A", "of: B")
    history.commit("", titled("The budget, was: A", more=renamed).replace("id: A", "id: B"))

    assert reviewed(history, titled("A, was: A", more=renamed).replace("id: A", "id: B")) == NO


def test_changes_since_a_tag_say_the_same_as_the_rounds(history: History) -> None:
    history.commit("small/q1", titled("Budget", more=""))
    history.commit("small/q2", titled("Budget"))
    history.commit("small/q3", titled("The budget"))
    since = run("changes", "since", "small/q2", "--until", "small/q3", here=history.folder)
    walked = run("changes", "rounds", here=history.folder)

    agreed = "agreed by Cabinet, 15 July 2026 (request CR-1)"
    assert agreed in since.out
    assert agreed in " ".join(walked.out.split())


def test_the_paper_of_a_quarter_says_the_same(history: History) -> None:
    history.commit("small/q1", titled("Budget", more=""))
    history.commit("small/q2", titled("Budget"))
    history.commit("small/q3", titled("The budget"))
    ran = run("report", "--quarter", "Q3", "--paper", "changes", here=history.folder)

    assert "Cabinet, 15 July 2026" in ran.out
