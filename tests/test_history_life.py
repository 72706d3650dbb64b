"""One record's life: each commit that changed anything of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipcli.errors import ShallowCloneError
from ipcli.history.life import BEGINNING, Life, life
from support.history import History, run_git
from support.rounds import now, revisions, text

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST = "id: A, title: Budget, due: 2026-10-31"
MOVED = "id: A, title: Budget, due: 2026-12-31"
REQUEST = "change_requests: [{id: CR-1, asks: [{change: due-moved, of: A, to: 2026-12-31}]}]"
DECIDED = REQUEST.replace(
    "}]}]", "}], decisions: [{outcome: approved, by: cabinet, date: 2026-09-09}]}]"
)


def lived(history: History, *texts: str, record: str = "A", folder: str = "plans") -> Life:
    """Commit some texts, and return the life of a record."""
    for each in texts:
        history.commit("", each if "-- " in each else text(each))
    found = life(now(history, folder=folder)[1], record, revisions(history, folder))
    assert found is not None
    return found


def kinds(found: Life) -> list[list[str]]:
    return [[*each.told, *(entry.change.kind for entry in each.entries)] for each in found.events]


def days(found: Life) -> Sequence[int]:
    return [each.commit.day.day for each in found.events]


def test_each_commit_that_changed_the_record_is_told_oldest_first(history: History) -> None:
    found = lived(history, "id: B, title: Fees", f"id: B, title: Fees\n{FIRST}", MOVED)

    assert kinds(found) == [["item-added"], ["due-moved"]]
    assert days(found) == [8, 9]


def test_a_record_that_was_there_at_the_first_commit_says_so(history: History) -> None:
    found = lived(history, FIRST)

    assert kinds(found) == [[BEGINNING]]


def test_commits_that_change_other_records_are_left_out(history: History) -> None:
    other = f"{FIRST}\nid: A-1, title: A near name"

    found = lived(history, FIRST, other, other.replace("near", "similar"), MOVED)

    assert days(found) == [7, 10]


def test_a_change_says_which_request_covers_it_and_who_agreed(history: History) -> None:
    found = lived(history, FIRST, text(MOVED, DECIDED))

    [_, event] = found.events
    assert event.entries[0].requests == ("CR-1",)
    assert event.entries[0].why == "agreed by Cabinet, 9 September 2026 (request CR-1)"


def test_requests_that_ask_for_the_record_are_part_of_its_life(history: History) -> None:
    found = lived(history, FIRST, text(FIRST, REQUEST), text(FIRST, DECIDED))

    assert kinds(found)[1:] == [["change-request-raised"], ["change-request-decided"]]


def test_requests_that_ask_for_other_records_are_no_part_of_it(history: History) -> None:
    other = REQUEST.replace("of: A", "of: T")

    found = lived(history, FIRST, text(MOVED, other))

    assert kinds(found)[1] == ["due-moved"]


def test_a_plan_file_that_is_only_a_link_tells_nothing(history: History) -> None:
    history.commit("", text(FIRST))
    (history.folder / "plans" / "A.yaml").symlink_to("items.yaml")
    history.git("add", "--all")
    history.git("commit", "--quiet", "--message=A link")
    (history.folder / "plans" / "A.yaml").unlink()

    assert kinds(lived(history)) == [[BEGINNING]]


def test_a_request_that_covered_one_change_does_not_cover_the_next(history: History) -> None:
    agreed = "change_requests: [{id: CR-1, asks: [{change: reworded, of: A}], decisions: [{outcome: approved, by: cabinet, date: 2026-06-01}]}]"  # noqa: E501

    found = lived(
        history,
        "id: A, title: Budget",
        text("id: A, title: A budget", agreed),
        text("id: A, title: The budget", agreed),
    )

    lacking = [[e.lacks_agreement for e in each.entries][:1] for each in found.events[1:]]
    assert lacking == [[False], [True]]


def test_a_record_is_followed_over_its_renames(history: History) -> None:
    found = lived(
        history,
        FIRST,
        MOVED,
        MOVED.replace("id: A", "id: B, was: A"),
        MOVED.replace("id: A", "id: C, was: B").replace("Budget", "The budget"),
        record="C",
    )

    assert kinds(found) == [
        [BEGINNING],
        ["due-moved"],
        ["item-renumbered"],
        ["item-renumbered", "reworded", "edited"],  # that it had once been A is no longer written
    ]
    assert found.names == ("C", "B", "A")
    assert [each.record for each in found.events] == ["A", "A", "B", "C"]


def test_a_record_is_found_by_an_earlier_id(history: History) -> None:
    found = lived(history, FIRST, FIRST.replace("id: A", "id: B, was: A"))

    assert found.names == ("B", "A")


def test_a_record_is_followed_to_another_file(history: History) -> None:
    found = lived(history, FIRST, text(FIRST).replace("plans/items.yaml", "plans/work/t.yaml"))

    assert kinds(found)[1] == ["moved from the file plans/items.yaml to plans/work/t.yaml"]


def test_a_record_is_followed_to_another_folder_of_all_plans(history: History) -> None:
    old = [each.replace("-- plans/", "-- old/") for each in (text(FIRST), text(MOVED))]

    found = lived(history, *old, MOVED)

    assert kinds(found) == [
        [BEGINNING],
        ["due-moved"],
        ["moved from the file old/items.yaml to plans/items.yaml"],
    ]


def test_plans_at_the_top_of_a_repository_have_a_life_too(history: History) -> None:
    for each in (text(FIRST), text(MOVED)):
        history.commit("", each.replace("-- plans/", "-- "))
    plan = now(history, folder=".")[1]

    from ipcli.history.revisions import Revisions  # noqa: PLC0415

    found = life(plan, "A", Revisions.of(history.repo, "", plan))

    assert found
    assert kinds(found) == [[BEGINNING], ["due-moved"]]


def test_a_record_that_vanished_has_a_life(history: History) -> None:
    found = lived(history, FIRST, "id: B, title: Fees")

    assert kinds(found) == [[BEGINNING], ["item-removed"]]
    assert found.title == "Budget"


def test_a_record_that_came_back_is_followed_through(history: History) -> None:
    found = lived(history, FIRST, "id: B, title: Fees", FIRST)

    assert kinds(found) == [[BEGINNING], ["item-removed"], ["item-added"]]


def test_a_record_that_never_was_has_none(history: History) -> None:
    history.commit("", text(FIRST))

    assert life(now(history)[1], "Z", revisions(history)) is None


def test_an_item_that_closes_with_what_it_stands_in_says_so(history: History) -> None:
    apart = "-- plans/below.yaml --\nitems: [{id: A, parent: T, title: Budget}]\n"
    closed = "    closed: {kind: not-feasible, date: 2026-06-01}\n"
    above = text("") + apart

    found = lived(history, above, above.replace("title: Theme\n", f"title: Theme\n{closed}"))

    assert kinds(found) == [[BEGINNING], ["item-closed"]]


def test_a_merge_counts_as_one_commit(history: History) -> None:
    history.commit("", text(FIRST))
    history.git("checkout", "--quiet", "-b", "side")
    history.commit("", text("id: A, title: Budget, due: 2026-11-30"))
    history.commit("", text(MOVED))
    history.git("checkout", "--quiet", "-")
    history.git("merge", "--quiet", "--no-ff", "--no-edit", "side")

    found = lived(history)

    assert kinds(found) == [[BEGINNING], ["due-moved"]]
    assert found.events[1].entries[0].change.days == 61


def test_a_commit_that_could_not_be_read_is_listed_and_its_change_told_at_the_next(
    history: History,
) -> None:
    broken = text(MOVED).replace("id: T\n", "id: [T\n")

    found = lived(history, FIRST, broken, MOVED)

    assert kinds(found) == [[BEGINNING], [], ["due-moved"]]
    assert [gap.record for gap in found.not_compared] == ["plans/items.yaml"]


def test_a_record_that_could_not_be_read_in_a_commit_is_listed(history: History) -> None:
    found = lived(history, FIRST, f"{MOVED}, colour: red", MOVED)

    assert [gap.record for gap in found.not_compared] == ["A"]
    assert kinds(found)[2] == ["due-moved"]


def test_a_plan_that_could_not_be_read_in_a_commit_is_listed(history: History) -> None:
    unknown = text(f"{MOVED}, owner: leader").replace("format: 1", "format: 7")

    found = lived(history, FIRST, unknown, MOVED)

    assert [gap.record for gap in found.not_compared] == ["small"]


def test_a_broken_file_that_does_not_name_the_record_hides_nothing_of_it(
    history: History,
) -> None:
    found = lived(history, FIRST, text(MOVED, "roles: [{"), text(MOVED))

    assert kinds(found) == [[BEGINNING], ["due-moved"]]
    assert found.not_compared == ()


def test_a_commit_is_told_with_the_names_that_others_had_then(history: History) -> None:
    other = "items: [{id: B, parent: T, title: Fees}]"
    waits = f"{FIRST}, depends_on: B"

    found = lived(
        history, text(FIRST, other), text(waits, other), text(waits, other.replace("Fees", "Tax"))
    )

    assert [entry.change.sentence for entry in found.events[-1].entries] == [
        "now waits for Fees (B)"
    ]


def test_a_plan_that_could_be_read_only_later_is_told_where_its_file_changed(
    history: History,
) -> None:
    found = lived(history, FIRST, text(MOVED).replace("format: 1", "format: 7"), MOVED)

    assert kinds(found) == [[BEGINNING], ["due-moved"]]
    assert days(found) == [7, 8]


def test_commits_before_the_plan_was_there_are_passed_over(history: History) -> None:
    found = lived(history, "-- plans/readme.txt --\nSoon.\n", "-- other.txt --\nx\n", FIRST)

    assert kinds(found) == [[BEGINNING]]


def test_a_shallow_clone_has_no_whole_life(history: History) -> None:
    history.commit("", text(FIRST))
    history.commit("", text(MOVED))
    clone = History.__new__(History)
    clone.folder = history.folder.parent / "clone"
    run_git("clone", "--quiet", "--depth=1", f"file://{history.folder}", str(clone.folder))

    with pytest.raises(ShallowCloneError) as stopped:
        lived(clone)

    assert "git fetch --unshallow" in stopped.value.hint
