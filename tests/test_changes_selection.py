"""A part of a change log, with counts that say that they are of a part."""

from __future__ import annotations

import pytest

from ipcli.changes import ChangeLog, Selection, change_log, selected
from support.changes import plan

BEFORE = """\
change_control: [{change: any, needs: cabinet}]
items:
  - id: T
    title: Theme
    items:
      - {id: A, title: Budget, due: 2026-10-31, status: green}
      - {id: B, title: Fees, due: 2026-10-31, items: [{id: B1, title: Step, due: 2026-10-31}]}
"""
AFTER = """\
change_control: [{change: any, needs: cabinet}]
items:
  - id: T
    title: The theme
    items:
      - {id: A, title: Budget, due: 2026-12-31, status: complete}
      - id: C
        was: B
        title: Fees
        due: 2026-10-31
        closed: {kind: not-feasible, date: 2026-09-01}
        items: [{id: B1, title: Step, due: 2026-11-30}]
      - {id: D, title: Red, status: red}
change_requests:
  - {id: CR-1, asks: [{change: due-moved, of: T, to: 2027-01-01}], decisions: [{outcome: approved, by: cabinet, date: 2026-09-01}]}
  - {id: CR-2, asks: [{change: nonsense, of: A}], decisions: [{outcome: approved, by: cabinet, date: 2026-09-01}]}
"""  # noqa: E501


def part(selection: Selection) -> ChangeLog:
    before, after = plan(BEFORE), plan(AFTER)
    log = change_log(before, after, policy=before)
    return selected(log, selection, before=before, after=after)


def told(log: ChangeLog) -> set[tuple[str, str]]:
    return {(entry.change.kind, entry.change.record) for entry in log.entries}


def test_nothing_asked_for_is_the_whole_log() -> None:
    assert part(Selection()).narrowed_to == ""
    assert len(part(Selection()).entries) == 11


def test_control_changes_only() -> None:
    log = part(Selection(control=True))

    assert (log.progress, len(log.control)) == ((), 6)
    assert log.narrowed_to == "control changes"


def test_progress_changes_only() -> None:
    assert part(Selection(control=False)).control == ()


def test_some_kinds_with_counts_of_these_only() -> None:
    log = part(Selection(kinds=frozenset({"due-moved"})))

    assert told(log) == {("due-moved", "A"), ("due-moved", "B1")}
    assert [row.words for row in log.counts] == [
        "2 timescales changed",
        "1 action with a changed timescale",
        "1 step with a changed timescale",
    ]
    assert [(each.request, each.record) for each in log.unused] == [("CR-1", "T")]
    assert (log.closures, log.guarded) == ((), ())


def test_a_level_leaves_out_records_that_have_none() -> None:
    assert told(part(Selection(levels=frozenset({"theme"})))) == {("reworded", "T")}


def test_a_record_takes_in_what_it_was_called_and_what_stands_below_it() -> None:
    log = part(Selection(records=frozenset({"B"})))

    assert told(log) == {("item-renumbered", "C"), ("item-closed", "C"), ("due-moved", "B1")}
    assert [each.record for each in log.closures] == ["C"]


def test_a_record_is_known_by_its_newer_id_too() -> None:
    assert told(part(Selection(records=frozenset({"C"})))) == told(
        part(Selection(records=frozenset({"B"})))
    )


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(control=False), "progress changes"),
        (Selection(kinds=frozenset({"b", "a"})), "kind a or b"),
        (
            Selection(control=True, levels=frozenset({"theme"}), records=frozenset({"T"})),
            "control changes, level theme, record T",
        ),
    ],
)
def test_a_selection_says_what_it_is(selection: Selection, words: str) -> None:
    assert selection.words == words
