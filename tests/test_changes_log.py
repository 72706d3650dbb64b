"""The change-control log: order, counts, closures, and Sandwell's published figures."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from ipcli.changes import change_log, figures
from ipcli.demo.repository import overlays, states
from ipcli.load import load
from ipcli.output.log_csv import csv
from ipcli.output.log_text import text
from ipcli.shipped import shipped
from ipcli.tree import Tree
from support.changes import log, plan

if TYPE_CHECKING:
    from ipcli.model.plan import Plan

LEVELS = """
items:
  - id: T1
    title: Finance
    items:
      - {id: A1, title: Cut, due: 2026-10}
      - {id: A2, title: Save, due: 2026-10, items: [{id: S1, title: Ask, due: 2026-10}]}
"""


def test_a_plan_against_itself_gives_an_empty_log() -> None:
    found = log(LEVELS, LEVELS)

    assert (found.empty, found.counts, found.entries) == (True, (), ())


def test_a_log_with_a_gap_is_not_empty() -> None:
    broken = "-- plans/items.yaml --\nitems: [{id: 'T1}]\n"

    found = log(broken, broken)

    assert not found.empty
    assert [each.record for each in found.not_compared] == ["plans/items.yaml"]


def test_control_comes_first_by_kind_then_level_then_place() -> None:
    after = """
items:
  - id: T1
    title: Finances
    status: green
    items:
      - {id: A1, title: Cut more, due: 2026-11, status: green}
      - {id: A2, title: Save, due: 2026-11, items: [{id: S1, title: Ask all, due: 2026-11}]}
      - {id: A3, title: New, status: red}
"""

    found = log(LEVELS, after).entries

    assert [(each.change.kind, each.change.record) for each in found] == [
        ("item-added", "A3"),
        ("reworded", "T1"),
        ("reworded", "A1"),
        ("reworded", "S1"),
        ("due-moved", "A1"),
        ("due-moved", "A2"),
        ("due-moved", "S1"),
        ("status-changed", "T1"),
        ("status-changed", "A1"),
    ]


def test_counts_are_by_kind_and_below_it_by_level() -> None:
    after = LEVELS.replace("2026-10", "2026-11").replace("title: Finance", "title: Money")

    found = log(LEVELS, after)

    assert [(each.kind, each.level, each.number, each.words) for each in found.counts] == [
        ("reworded", "", 1, "1 description changed"),
        ("reworded", "theme", 1, "1 theme reworded"),
        ("due-moved", "", 3, "3 timescales changed"),
        ("due-moved", "action", 2, "2 actions with a changed timescale"),
        ("due-moved", "step", 1, "1 step with a changed timescale"),
    ]


def test_two_views_of_one_theme_are_not_two_themes() -> None:
    view = "{by: council, date: 2026-09, text: %s}"
    views = f"title: Finance\n    opinions: [{view % 'Good'}, {view % 'Slow'}]"

    found = log(LEVELS, LEVELS.replace("title: Finance", views))

    assert [each.words for each in found.counts] == [
        "2 outside or second views added",
        "2 outside or second views added to themes",
    ]


def test_a_level_that_is_no_more_is_still_called_by_its_name() -> None:
    before = plan("items: [{id: T1, title: Finance, items: [{id: A1, level: step, title: Cut}]}]")
    text = Tree.of_text(
        "plan: {id: small, format: 1, council: C, title: P, levels: [{id: theme, name: KPI}]}\n"
        "items: [{id: T1, title: Money}]\n"
    )
    after = load(text).plans["small"]

    found = change_log(before, after, policy=before)

    assert "1 step gone without being closed" in {each.words for each in found.counts}
    assert "1 KPI reworded" in {each.words for each in found.counts}


def test_figures_can_be_limited_to_some_records() -> None:
    closed = ", closed: {kind: merged, date: 2026, into: A2}"
    found = log(LEVELS, LEVELS.replace("2026-10}", f"2026-10{closed}}}", 1).replace("Ask", "Go"))

    assert figures(found) == {
        "changes.item-closed": 1,
        "changes.item-closed.action": 1,
        "changes.item-closed.merged": 1,
        "changes.reworded": 1,
        "changes.reworded.step": 1,
    }
    assert figures(found, only={"S1"}) == {"changes.reworded": 1, "changes.reworded.step": 1}


def test_closures_stand_by_their_number_in_the_register() -> None:
    row = "items: [{rows}]\nchange_requests: [{requests}]\n"
    before = "items: [{id: T1, title: One}, {id: T2, title: Two}, {id: T3, title: Three}]\n"
    after = row.format(
        rows="{id: T1, title: One, closed: {kind: delivered, date: 2026, request: C10}}, "
        "{id: T2, title: Two, closed: {kind: merged, date: 2026-12, into: T3, text: Too small}}, "
        "{id: T3, title: Three, closed: {kind: not-feasible, date: 2026, request: C99}}",
        requests="{id: C10, ref: 10, reason: Done, asks: [{change: item-closed, of: T1}]}, "
        "{id: C9, ref: 9, exempt: p3, asks: [{change: item-closed, of: T2}]}",
    )

    found = log(before, after).closures

    assert [(each.ref, each.title, each.kind, each.into, each.why) for each in found] == [
        ("9", "Two", "merged", "Three (T3)", "Too small"),
        ("10", "One", "delivered", "", "Done"),
        ("C99", "Three", "not feasible", "", ""),
    ]
    assert [each.exempt for each in found] == ["p3", "", ""]


def test_a_closure_without_a_request_has_no_number() -> None:
    before, after = (
        f"items: [{{id: T1, title: One{more}}}]"
        for more in ("", ", closed: {kind: delivered, date: 2026}")
    )

    [found] = log(before, after).closures

    assert (found.ref, found.request, found.date) == ("", "", "2026")


def test_what_waits_is_apart_from_what_is_unexplained() -> None:
    control = "change_control: [{change: any, needs: cabinet}]\n"
    before = control + "items: [{id: T1, title: One}, {id: T2, title: Two}]\n"
    after = (
        control
        + "items: [{id: T1, title: Won}, {id: T2, title: Too, status: red}]\n"
        + "change_requests: [{id: C1, asks: [{change: reworded, of: T1}]}]\n"
    )

    found = log(before, after)

    assert [each.change.record for each in found.awaiting] == ["T1"]
    assert [each.change.record for each in found.unexplained] == ["T2"]
    assert [each.change.record for each in found.listed] == ["T1", "T2"]
    assert [each.change.kind for each in found.progress] == [
        "status-changed",
        "change-request-raised",
    ]


# Sandwell: what the paper of 7 December 2022 says changed since September.


@cache
def _sandwell() -> tuple[Plan, ...]:
    root = shipped("plans") / "sandwell"
    files = {each.relative_to(root).as_posix(): each.read_bytes() for each in root.rglob("*.yaml")}
    return tuple(
        load(Tree.of_bytes({f"plans/{path}": raw for path, raw in state.files.items()})).plans[
            "sandwell"
        ]
        for state in states(files, overlays("sandwell"))
    )


def test_sandwells_second_quarter_counts_as_its_paper_does() -> None:
    _, before, after = _sandwell()

    found = change_log(before, after, policy=before)

    assert [each.words for each in found.counts if each.control] == [
        "64 items added",
        "1 workstream added",
        "6 main actions added",
        "29 sub-actions added",
        "28 assurance actions added",
        "7 items closed",
        "1 workstream closed",
        "6 main actions closed",
        "3 descriptions changed",
        "1 main action reworded",
        "2 sub-actions reworded",
        "42 timescales changed",
        "6 main actions with a changed timescale",
        "36 sub-actions with a changed timescale",
    ]


def test_sandwells_closures_have_the_numbers_of_its_register() -> None:
    _, before, after = _sandwell()

    found = change_log(before, after, policy=before).closures

    assert [each.ref for each in found] == ["81", "82", "83", "86", "87", "119", "131"]
    assert {each.agreed for each in found} == {
        f"agreed by Cabinet, 7 December 2022 (request {ref})"
        for ref in (81, 82, 83, 86, 87, 119, 131)
    }


@pytest.mark.parametrize("round_", [0, 1])
def test_sandwell_leaves_no_change_unexplained_and_no_request_undone(round_: int) -> None:
    before, after = _sandwell()[round_ : round_ + 2]

    found = change_log(before, after, policy=before)

    assert (found.unexplained, found.awaiting, found.unused, found.guarded) == ((), (), (), ())


def test_text_and_csv_name_the_rule_that_decided() -> None:
    rules = "{change: due-moved, needs: cabinet}, {change: any, needs: nobody}"
    control = f"change_control: [{rules}]\n"
    rows = "items: [{{id: T1, title: {title}, due: {due}}}]"
    before, after = (rows.format(title=t, due=d) for t, d in (("Finance", 2026), ("Money", 2027)))
    found = log(control + before, control + after)

    told = text(found, title="Plan", since="a", until="b")
    assert "no change request covers it; needs Cabinet (rule 1 (due-moved))\n" in told
    assert "nobody need agree: rule 2 (any)\n" in told
    assert ",rule 1 (due-moved),cabinet," in csv(found, since="a", until="b")
