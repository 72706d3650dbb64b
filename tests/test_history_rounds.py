"""A plan round by round, and what may be wrong with its tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipcli.errors import NoPlansError, ShallowCloneError, UnknownRevisionError
from ipcli.history.period import NotTaggedError
from support.history import History, run_git
from support.rounds import PERIODS, text, walked

if TYPE_CHECKING:
    from ipcli.history.rounds import Rounds

BEFORE = text("id: A, title: Budget, due: 2026-10-31")
AFTER = text("id: A, title: Budget, due: 2026-12-31")
LATER = text("id: A, title: Budget, due: 2027-03-31")


def told(found: Rounds) -> list[tuple[str, list[str]]]:
    return [
        (
            each.state.name,
            [entry.change.sentence for entry in (each.log.entries if each.log else ())],
        )
        for each in found.rounds
    ]


def test_each_tagged_period_is_a_round_with_the_changes_since_the_one_before(
    history: History,
) -> None:
    history.commit("small/q1", BEFORE)
    history.commit("small/q2", AFTER)

    assert told(walked(history)) == [
        ("First quarter", []),
        (
            "Second quarter",
            ["due date moved from 31 October 2026 to 31 December 2026, 2 months later"],
        ),
    ]


def test_the_working_tree_is_the_last_round_where_it_differs(history: History) -> None:
    history.commit("small/q1", BEFORE)
    history.lay(AFTER)

    found = walked(history)

    assert [each.state.name for each in found.rounds] == ["First quarter", "the working tree"]
    assert found.rounds[-1].state.period.id == "Q2"


def test_a_tag_that_is_missing_in_between_is_named(history: History) -> None:
    history.commit("small/q1", BEFORE)
    history.commit("small/q3", AFTER)

    with pytest.raises(NotTaggedError, match="the tag small/q2 of the period `Q2` is not there"):
        walked(history)


def test_a_period_in_between_that_names_no_tag_is_named(history: History) -> None:
    untagged = text("id: A, title: Budget", periods=PERIODS.replace(", tag: small/q2", ""))
    history.commit("small/q1", untagged)
    history.commit("small/q3", untagged)

    with pytest.raises(NotTaggedError, match="the period `Q2` has no `tag`"):
        walked(history)


def test_periods_at_the_start_without_a_tag_are_before_the_records_begin(history: History) -> None:
    untagged = text("id: A, title: Budget", periods=PERIODS.replace(", tag: small/q1", ""))
    history.commit("small/q2", untagged)

    assert [each.state.name for each in walked(history).rounds] == ["Second quarter"]


def test_a_shallow_clone_says_what_to_fetch(history: History) -> None:
    history.commit("small/q1", BEFORE)
    history.commit("", AFTER)
    clone = history.folder.parent / "clone"
    run_git("clone", "--quiet", "--depth=1", "--no-tags", f"file://{history.folder}", str(clone))

    shallow = History.__new__(History)
    shallow.folder = clone
    with pytest.raises(ShallowCloneError) as stopped:
        walked(shallow)

    assert "git fetch --unshallow --tags" in stopped.value.hint


def test_a_shallow_clone_that_has_the_tags_is_read_without_a_doubt(history: History) -> None:
    history.commit("small/q1", BEFORE)
    history.commit("small/q2", AFTER)
    clone = History.__new__(History)
    clone.folder = history.folder.parent / "clone"
    run_git("clone", "--quiet", "--depth=1", f"file://{history.folder}", str(clone.folder))
    for tag in ("small/q1", "small/q2"):
        clone.git("fetch", "--quiet", "--depth=1", "origin", "tag", tag)
    kept = "".join(line for line in PERIODS.splitlines(keepends=True) if "Q3" not in line)
    clone.lay(text("id: A, title: Budget, due: 2027-03-31", periods=kept))

    found = walked(clone)

    assert [len(sentences) for _, sentences in told(found)] == [0, 1, 2]
    assert found.notes == ()


def test_tags_of_another_plan_are_not_read(history: History) -> None:
    history.commit("small/a", text("id: A, title: Budget", periods=""))
    history.git("tag", "other/b")

    assert [each.state.name for each in walked(history).rounds] == ["a"]


def test_a_plan_without_periods_is_read_at_all_its_tags_by_day(history: History) -> None:
    history.commit("small/b", text("id: A, title: Budget", periods=""))
    history.commit("small/a", text("id: A, title: Budgets", periods=""))

    assert [each.state.name for each in walked(history).rounds] == ["b", "a"]


def test_a_plan_without_periods_and_tags_has_no_rounds(history: History) -> None:
    history.commit("", text("id: A, title: Budget", periods=""))

    with pytest.raises(NotTaggedError, match="has no period and no tag that begins `small/`"):
        walked(history)


def test_a_branch_of_the_same_name_as_a_tag_is_not_read(history: History) -> None:
    history.commit("small/q1", BEFORE)
    history.commit("small/q2", AFTER)
    history.git("branch", "small/q1", "HEAD")

    assert [len(sentences) for _, sentences in told(walked(history))] == [0, 1]


def test_a_tag_that_was_moved_behind_a_later_one_is_told(history: History) -> None:
    history.commit("small/q1", BEFORE)
    history.commit("small/q2", AFTER)
    history.commit("", LATER)
    history.git("tag", "--force", "small/q1", "HEAD")

    [note] = walked(history).notes
    assert note == (
        "The tag small/q2 does not come after small/q1 in the history: "
        "one of them was moved since it was reported, or the history was rewritten."
    )


def test_tags_of_histories_that_have_nothing_in_common_are_told(history: History) -> None:
    history.commit("small/q1", BEFORE)
    history.git("checkout", "--quiet", "--orphan", "another")
    history.commit("small/q2", AFTER)

    assert walked(history).notes[0].startswith("The tag small/q2 does not come after small/q1")


def test_a_tag_that_no_period_names_is_told(history: History) -> None:
    history.commit("small/q1", BEFORE)
    history.git("tag", "small/draft")

    assert walked(history).notes == (
        "Not read: small/draft, which is the tag of no period of the plan up to now.",
    )


def test_a_period_that_was_taken_out_of_the_plan_leaves_its_tag_to_be_told(
    history: History,
) -> None:
    history.commit("small/q1", BEFORE)
    history.commit("small/q2", AFTER)
    kept = "".join(line for line in PERIODS.splitlines(keepends=True) if "Q2" not in line)
    history.commit("small/q3", text("id: A, title: Budget, due: 2026-12-31", periods=kept))

    assert "Not read: small/q2" in walked(history).notes[0]


def test_merge_commits_between_two_tags_change_nothing(history: History) -> None:
    history.commit("small/q1", BEFORE)
    history.git("checkout", "--quiet", "-b", "side")
    history.commit("", AFTER)
    history.git("checkout", "--quiet", "-")
    history.git("merge", "--quiet", "--no-ff", "--no-edit", "side")
    history.git("tag", "small/q2")

    found = walked(history)

    assert [len(sentences) for _, sentences in told(found)] == [0, 1]
    assert found.notes == ()


def test_a_plan_folder_that_was_called_otherwise_is_found_by_the_plan(history: History) -> None:
    shared = "-- old/shared.yaml --\nroles: [{id: chair, name: Chair}]\n"
    history.commit("small/q1", BEFORE.replace("-- plans/", "-- old/inner/") + shared)
    moved = AFTER.replace("-- plans/", "-- plans/inner/") + shared.replace("old/", "plans/")
    history.commit("small/q2", moved)

    assert [len(sentences) for _, sentences in told(walked(history))] == [0, 1]


def test_a_plan_folder_is_found_among_others_that_hold_other_plans(history: History) -> None:
    other = BEFORE.replace("-- plans/", "-- another/").replace("id: small", "id: other")
    history.commit("small/q1", other + BEFORE.replace("-- plans/", "-- old/"))
    history.commit("small/q2", AFTER)

    assert [len(sentences) for _, sentences in told(walked(history))] == [0, 1]


def test_a_tag_without_any_plan_is_an_error(history: History) -> None:
    history.commit("small/q1", "-- readme.txt --\nNothing yet.\n")
    history.commit("small/q2", AFTER)

    with pytest.raises(NoPlansError, match="there is no folder plans at small/q1"):
        walked(history)


def test_a_tag_at_which_the_plan_cannot_be_read_is_an_error(history: History) -> None:
    history.commit("small/q1", BEFORE.replace("  format: 1", "  format: 7"))
    history.commit("small/q2", AFTER)

    with pytest.raises(UnknownRevisionError, match="cannot be read, at small/q1"):
        walked(history)


def test_a_file_that_did_not_load_in_an_old_revision_is_not_compared(history: History) -> None:
    history.commit("small/q1", BEFORE.replace("id: T\n", "id: [T\n"))
    history.commit("small/q2", AFTER)

    found = walked(history)

    assert [each.record for each in found.not_compared] == ["A", "T", "plans/items.yaml"]
    assert [entry for log in (found.rounds[1].log,) if log for entry in log.entries] == []


REWORDED = "change_requests: [{id: CR-1, asks: [{change: reworded, of: A}], decisions: [{outcome: approved, by: cabinet, date: 2026-06-01}]}]"  # noqa: E501


def lacking(found: Rounds) -> list[int]:
    return [len(each.log.unexplained) for each in found.rounds if each.log]


def test_a_request_covers_a_change_in_one_round_only(history: History) -> None:
    history.commit("small/q1", text("id: A, title: Budget"))
    history.commit("small/q2", text("id: A, title: A budget", REWORDED))
    history.commit("small/q3", text("id: A, title: The budget", REWORDED))

    assert lacking(walked(history)) == [0, 1]


def test_a_request_that_was_agreed_when_the_records_begin_is_spent(history: History) -> None:
    history.commit("small/q1", text("id: A, title: Budget", REWORDED))
    history.commit("small/q2", text("id: A, title: A budget", REWORDED))

    assert lacking(walked(history)) == [1]


def test_a_request_stays_spent_when_the_item_gets_another_id(history: History) -> None:
    history.commit("small/q1", text("id: A, title: Budget"))
    history.commit("small/q2", text("id: A, title: A budget", REWORDED))
    history.commit("small/q3", text("id: B, was: A, title: The budget", REWORDED))

    kinds = {
        entry.change.kind
        for each in walked(history).rounds[2:]
        if each.log
        for entry in each.log.unexplained
    }

    assert kinds == {"item-renumbered", "reworded"}
