"""What changes about an item, in an officer's words."""

from __future__ import annotations

import pytest

from ipcli.changes import changes
from ipcli.load import load
from ipcli.tree import Tree
from support.changes import between, plan, told
from support.plans import SMALL_PLAN

PLAIN = """
items:
  - id: T1
    title: Finance
    items:
      - id: A1
        title: Publish the savings plan
"""


def test_a_plan_against_itself_gives_nothing() -> None:
    assert told(PLAIN, PLAIN) == []


def test_a_date_that_moves_later_says_by_how_much() -> None:
    [change] = between(
        "items: [{id: T1, title: Finance, due: 2026-11-30}]",
        "items: [{id: T1, title: Finance, due: 2027-03-31}]",
    )

    assert change.sentence == (
        "due date moved from 30 November 2026 to 31 March 2027, 4 months later"
    )
    assert (change.days, change.moved) == (121, "4 months later")
    assert (change.before, change.after) == ("30 November 2026", "31 March 2027")
    assert (change.from_[0], change.to[0]) == ("2026-11-30", "2027-03-31")


def test_a_date_in_words_moves_by_no_number_of_days() -> None:
    [change] = between(
        "items: [{id: T1, title: Finance, due: 2026-11-30}]",
        "items: [{id: T1, title: Finance, due: {text: early 2027}}]",
    )

    assert change.sentence == "due date moved from 30 November 2026 to early 2027"
    assert (change.days, change.moved) == (None, "")


# Each case: the item before, the item after, and what is said of it.
CASES = {
    "due set": ("", "due: 2026-12", "due-moved A1: due date set: December 2026"),
    "due gone": ("due: 2026-12", "", "due-moved A1: due date taken away: it was December 2026"),
    "repeats": (
        "repeats: {every: 1 month, from: 2026-01}",
        "repeats: {every: 3 months, from: 2026-01}",
        "due-moved A1: repeats every changed from 1 month to 3 months",
    ),
    "start": (
        "start: 2026-01-05",
        "start: 2026-01-19",
        "start-moved A1: start moved from 5 January 2026 to 19 January 2026, 14 days later",
    ),
    "baseline": (
        "baseline: {due: 2026-12}",
        "baseline: {due: 2027-02}",
        (
            "baseline-moved A1: baseline of the due date moved from December 2026 to "
            "February 2027, "
            "2 months later"
        ),
    ),
    "baseline set late": (
        "",
        "baseline: {start: 2026-12}",
        "baseline-moved A1: baseline of the start set: December 2026",
    ),
    "owner": (
        "owner: leader",
        "owner: [leader, finance-director]",
        (
            "owner-changed A1: owner changed from Leader of the Council to Leader of the "
            "Council and "
            "Director of Finance"
        ),
    ),
    "owner gone": (
        "owner: leader",
        "",
        "owner-changed A1: owner taken away: it was Leader of the Council",
    ),
    "words": (
        "description: Old, outcome: Old",
        "description: New, outcome: New",
        "reworded A1: description and outcome reworded",
    ),
    "number": ("ref: 4.2", "ref: 4.3", "item-renumbered A1: number changed from 4.2 to 4.3"),
    "links": (
        "depends_on: T1, answers: X/1",
        "depends_on: [], answers: [X/1, X/2], measures: M1, raised_from: X/2",
        (
            "links-changed A1: now answers X/2; no longer waits for Finance (T1); "
            "now measured by M1; now raised from X/2"
        ),
    ),
    "link followed up no more": (
        "raised_from: X/2",
        "",
        "links-changed A1: no longer raised from X/2",
    ),
    "cost": (
        "costs: [{amount: 1000, kind: one-off}]",
        "costs: [{amount: 1250.50, kind: one-off}]",
        (
            "cost-changed A1: cost changed from amount £1,000, kind one-off to "
            "amount £1,250.50, kind one-off"
        ),
    ),
    "exempt": (
        "",
        "exempt: paragraph 3",
        "exempt-changed A1: made exempt: paragraph 3",
    ),
    "public": (
        "exempt: paragraph 3",
        "",
        "exempt-changed A1: made public; it had been exempt: paragraph 3",
    ),
    "exempt otherwise": (
        "exempt: paragraph 3",
        "exempt: paragraph 5",
        "exempt-changed A1: exempt under paragraph 5, where it had been paragraph 3",
    ),
    "labels": (
        "labels: urgent",
        "labels: [late]",
        "relabelled A1: label Urgent taken off; label late put on",
    ),
    "status": (
        "status: green",
        "status: red",
        "status-changed A1: status changed from On course to Off course",
    ),
    "status set": ("", "status: red", "status-changed A1: status set: Off course"),
    "rating": (
        "ratings: {progress: green}",
        "ratings: {progress: {state: red}}",
        "rating-changed A1: Progress changed from On course to Off course",
    ),
    "rating gone": (
        "ratings: {progress: green}",
        "",
        "rating-changed A1: Progress taken away: it was On course",
    ),
    "reason of a rating": (
        "ratings: {progress: {state: red, reason: Late}}",
        "ratings: {progress: {state: red, reason: Very late}}",
        "reason-changed A1: reason of Progress rewritten",
    ),
    "reason": (
        "reason: Late, recovery: Work",
        "reason: Very late",
        "reason-changed A1: reason rewritten; way back taken away",
    ),
    "reason given": ("", "reason: Late", "reason-changed A1: reason given"),
    "forecast": (
        "forecast: 2026-12",
        "forecast: 2026-11",
        "forecast-moved A1: forecast moved from December 2026 to November 2026, 1 month earlier",
    ),
    "completed": ("", "completed: 2026-12-07", "completed A1: completed 7 December 2026"),
    "completed on another day": (
        "completed: 2026-12-07",
        "completed: 2026-12-08",
        (
            "completed A1: completed on another day: 8 December 2026, where it had been "
            "7 December 2026"
        ),
    ),
    "completed no more": (
        "completed: 2026-12-07",
        "",
        "edited A1: completed taken away: it was 7 December 2026",
    ),
    "update": (
        "",
        "updates: [{date: 2026-06-01, text: Begun, by: leader}]",
        "update-added A1: update of 1 June 2026, by Leader of the Council",
    ),
    "update gone": (
        "updates: [{date: 2026-06-01, text: Begun}]",
        "",
        "edited A1: updates: 1 June 2026: Begun taken away",
    ),
    "evidence": (
        "",
        "evidence: [{title: Minutes, date: 2026-06-01}]",
        "evidence-added A1: evidence added: 1 June 2026: Minutes",
    ),
    "evidence gone": (
        "evidence: [{title: Minutes}]",
        "",
        "edited A1: evidence: Minutes taken away",
    ),
    "view": (
        "",
        "opinions: [{by: auditor, date: 2026-06-01, state: red}]",
        "opinion-added A1: view of External Auditor, 1 June 2026: Off course",
    ),
    "view in words": (
        "",
        "opinions: [{by: auditor, date: 2026-06-01, text: Slow}]",
        "opinion-added A1: view of External Auditor, 1 June 2026",
    ),
    "view gone": (
        "opinions: [{by: auditor, date: 2026-06-01, text: Slow}]",
        "",
        "edited A1: opinions: 1 June 2026: Slow taken away",
    ),
    "assured": (
        "assured: {by: auditor, due: 2026-12}",
        "assured: {by: auditor, due: 2026-12, date: 2026-12-07}",
        "assured A1: assured by External Auditor, 7 December 2026",
    ),
    "assurance planned": (
        "",
        "assured: {due: 2026-12}",
        "edited A1: assured set: due date December 2026",
    ),
    "embedded": (
        "",
        "embedded: {date: 2026-12-07}",
        "embedded A1: found to be embedded, 7 December 2026",
    ),
    "signed off": (
        "",
        "signed_off: {by: cabinet, date: 2026-12-07}",
        "signed-off A1: signed off by Cabinet, 7 December 2026",
    ),
    "signed off in other words": (
        "signed_off: {by: cabinet, date: 2026-12-07}",
        "signed_off: {by: cabinet, date: 2026-12-07, text: Noted}",
        "edited A1: signed off text set: Noted",
    ),
    "illustrative": ("", "illustrative: yes", "edited A1: illustrative changed from no to yes"),
    "earlier id": ("", "was: A0", "edited A1: earlier id: A0 added"),
    "closed": (
        "",
        "closed: {kind: delivered, date: 2026-12-07}",
        "item-closed A1: closed: delivered, 7 December 2026",
    ),
    "closed into": (
        "",
        "closed: {kind: merged, date: 2026-12, into: T1, outside: the budget}",
        "item-closed A1: closed: merged into Finance (T1) and the budget, December 2026",
    ),
    "closing altered": (
        "closed: {kind: delivered, date: 2026-12}",
        "closed: {kind: replaced, date: 2026-12, into: T1}",
        (
            "item-closed A1: its closing was altered: replaced by Finance (T1), December "
            "2026, where "
            "it had been delivered, December 2026"
        ),
    ),
    "closing explained": (
        "closed: {kind: delivered, date: 2026-12}",
        "closed: {kind: delivered, date: 2026-12, text: All done}",
        "edited A1: closed text set: All done",
    ),
    "reopened": (
        "closed: {kind: delivered, date: 2026-12}",
        "",
        "item-reopened A1: reopened: it had been delivered, December 2026",
    ),
}
ROW = """
labels: [{{id: urgent, name: Urgent}}]
items: [{{id: T1, title: Finance, items: [{{id: A1, title: Savings{more}}}]}}]
"""


@pytest.mark.parametrize("case", CASES)
def test_a_change_of_an_item_has_its_name_and_sentence(case: str) -> None:
    before, after, said = CASES[case]
    rows = [ROW.format(more=f", {more}" if more else "") for more in (before, after)]

    assert told(*rows) == [said]


def test_words_that_stay_while_their_days_move_say_the_days() -> None:
    row = "items: [{{id: T1, title: Finance, due: {{text: early on{days}}}}}]"

    assert told(row.format(days=""), row.format(days=", latest: 2027-03-31")) == [
        "due-moved T1: due date moved from early on (no days given) to early on (by 31 March 2027)"
    ]


def test_a_date_and_how_often_it_comes_back_are_two_changes() -> None:
    row = "items: [{{id: T1, title: Finance, due: {due}, repeats: {{every: {every}}}}}]"

    found = between(
        row.format(due="2026-12", every="1 month"), row.format(due="2027-01", every="1 year")
    )

    assert [(each.kind, each.sentence, each.days, each.to) for each in found] == [
        (
            "due-moved",
            "due date moved from December 2026 to January 2027, 1 month later",
            31,
            ("2027-01", "January 2027"),
        ),
        ("due-moved", "repeats every changed from 1 month to 1 year", None, ("1 year",)),
    ]


def test_every_row_that_is_added_counts_at_its_own_level() -> None:
    found = between(
        "items: [{id: T1, title: Finance}]",
        "items: [{id: T1, title: Finance, items: [{id: A1, title: Savings, due: 2026-12, "
        "items: [{id: S1, title: Review}]}]}]",
    )

    assert [(each.record, each.level_name, each.sentence) for each in found] == [
        ("A1", "Action", "added, under Finance (T1), due December 2026"),
        ("S1", "Step", "added, under Savings (A1)"),
    ]


def test_a_row_at_the_top_is_added_under_nothing() -> None:
    assert told("", "items: [{id: T1, title: Finance}]") == ["item-added T1: added"]


def test_a_row_that_came_and_went_is_added_and_closed() -> None:
    found = told("", "items: [{id: T1, title: Finance, closed: {kind: not-feasible, date: 2026}}]")

    assert found == ["item-added T1: added", "item-closed T1: closed: not feasible, 2026"]


def test_what_is_open_below_closes_too_and_is_counted_once() -> None:
    below = (
        "items: [{id: A1, title: Savings, items: [{id: S1, title: One}]}, {id: A2, title: Income}, "
        "{id: A3, title: Debt, closed: {kind: delivered, date: 2025}, "
        "items: [{id: S2, title: Two}]}]"
    )

    [change] = between(
        f"items: [{{id: T1, title: Finance, {below}}}]",
        f"items: [{{id: T1, title: Finance, closed: {{kind: delivered, date: 2026}}, {below}}}]",
    )

    assert change.sentence == "closed: delivered, 2026; 3 open items below close with it"
    assert change.includes == ("A1", "S1", "A2")


def test_one_item_below_is_said_in_the_singular() -> None:
    below = "items: [{id: A1, title: Savings}]"

    [change] = between(
        f"items: [{{id: T1, title: Finance, {below}}}]",
        f"items: [{{id: T1, title: Finance, closed: {{kind: delivered, date: 2026}}, {below}}}]",
    )

    assert change.sentence == "closed: delivered, 2026; 1 open item below closes with it"


def test_a_row_that_vanished_was_not_closed() -> None:
    assert told("items: [{id: T1, title: Finance}]", "") == [
        "item-removed T1: gone from the plan without being closed"
    ]


def test_a_closed_row_that_vanished_says_how_it_had_ended() -> None:
    before = "items: [{id: T1, title: Finance, closed: {kind: delivered, date: 2026}}]"

    assert told(before, "") == [
        "item-removed T1: gone from the plan's files; it had been delivered, 2026"
    ]


def test_an_id_that_changed_is_followed_by_was_and_mentions_of_it_are_no_changes() -> None:
    before = """
items:
  - {id: T1, title: Finance, items: [{id: A1, title: Savings}]}
  - {id: T2, title: People, depends_on: T1}
"""
    after = """
items:
  - {id: FIN, was: T1, title: Finance, items: [{id: A1, title: Savings}]}
  - {id: T2, title: People, depends_on: FIN}
"""

    assert told(before, after) == ["item-renumbered FIN: id changed from T1 to FIN"]


def test_a_row_that_moves_says_from_where_to_where() -> None:
    before = (
        "items: [{id: T1, title: Finance, items: [{id: A1, title: Savings}]}, {id: T2, title: HR}]"
    )
    after = (
        "items: [{id: T1, title: Finance}, {id: T2, title: HR, items: [{id: A1, title: Savings}]}]"
    )

    assert told(before, after) == ["item-moved A1: moved from Finance (T1) to HR (T2)"]


def test_a_row_that_moves_deeper_takes_what_is_below_it_along() -> None:
    before = """
items:
  - {id: T1, title: Finance, items: [{id: A1, title: Savings}]}
  - {id: T2, title: Debt, items: [{id: A2, title: Pay it}]}
"""
    after = """
items:
  - {id: T1, title: Finance, items: [{id: A1, title: Savings}]}
  - {id: T2, parent: T1, title: Debt, items: [{id: A2, title: Pay it}]}
"""

    assert told(before, after) == [
        (
            "item-moved T2: moved from the top of the plan to Finance (T1); "
            "level changed from Theme to Action"
        )
    ]


def test_a_row_that_moves_to_the_top_says_so() -> None:
    before = "items: [{id: T1, title: Finance, items: [{id: A1, level: theme, title: Debt}]}]"
    after = "items: [{id: T1, title: Finance}, {id: A1, title: Debt}]"

    assert told(before, after) == ["item-moved A1: moved from Finance (T1) to the top of the plan"]


def test_a_level_that_is_stated_is_a_fact() -> None:
    before = "items: [{id: T1, title: Finance, items: [{id: A1, title: Savings}]}]"
    after = "items: [{id: T1, title: Finance, items: [{id: A1, level: step, title: Savings}]}]"

    assert told(before, after) == ["item-moved A1: level changed from Action to Step"]


def test_a_level_below_a_parent_that_is_not_there_is_a_fact() -> None:
    before = "items: [{id: A1, parent: T9, level: action, title: Savings}]"
    after = "items: [{id: A1, parent: T9, level: step, title: Savings}]"

    assert told(before, after) == ["item-moved A1: level changed from Action to Step"]


def test_new_levels_move_no_item() -> None:
    rows = (
        "items: [{id: T1, title: Finance, items: [{id: A1, title: Savings, "
        "items: [{id: S1, title: One}]}]}]"
    )
    plans = [
        load(Tree.of_text(SMALL_PLAN.replace(old, new) + f"-- plans/items.yaml --\n{rows}\n"))
        for old, new in (
            ("", ""),
            (
                "    - {id: action, name: Action, scale: progress}\n",
                (
                    "    - {id: strand, name: Strand}\n"
                    "    - {id: action, name: Action, scale: progress}\n"
                ),
            ),
        )
    ]

    found = changes(*(each.plans["small"] for each in plans))

    assert [(each.kind, each.sentence) for each in found] == [
        ("level-changed", "level strand added")
    ]


def test_a_level_beside_another_has_the_same_level_below_it() -> None:
    levels = (
        "    - {id: theme, name: Theme}\n"
        "    - {id: side, name: Side, beside: theme}\n    - {id: action"
    )
    text = SMALL_PLAN.replace("    - {id: theme, name: Theme}\n    - {id: action", levels)
    before = "items: [{id: T1, level: side, title: Finance, items: [{id: A1, title: Savings}]}]"
    after = "items: [{id: T1, title: Finance, items: [{id: A1, title: Savings}]}]"
    plans = [
        load(Tree.of_text(f"{text}-- plans/items.yaml --\n{rows}\n")).plans["small"]
        for rows in (before, after)
    ]

    found = changes(*plans)

    assert [f"{each.kind} {each.record}: {each.sentence}" for each in found] == [
        "item-moved T1: level changed from Side to Theme"
    ]


def test_an_item_that_another_plan_transferred_says_where_it_came_from() -> None:
    other = SMALL_PLAN.replace("id: small", "id: first").replace("plans/plan", "first/plan")
    rows = (
        "-- first/items.yaml --\nitems: [{id: OLD, title: Old work, "
        "closed: {kind: transferred, date: 2026, into: T1@small}}]\n"
        "-- plans/items.yaml --\nitems: [{id: T1, title: Finance}]\n"
    )
    plans = load(Tree.of_text(SMALL_PLAN + other + rows)).plans

    [change] = changes(plan(""), plans["small"], plans=plans)

    assert change.sentence == "added, transferred from Old work (OLD) of Improvement Plan"


def test_the_order_of_a_list_is_no_fact() -> None:
    before = "items: [{id: T1, title: Finance, owner: [leader, finance-director], labels: [a, b]}]"
    after = "items: [{id: T1, title: Finance, owner: [finance-director, leader], labels: [b, a]}]"

    assert told(before, after) == []


def test_each_rating_is_a_change_of_its_own() -> None:
    found = between(
        "items: [{id: T1, title: Finance, ratings: {progress: green, mood: low}}]",
        "items: [{id: T1, title: Finance, ratings: {progress: red, mood: high}}]",
    )

    assert [(each.kind, each.path, each.to) for each in found] == [
        ("rating-changed", "ratings.progress.state", ("red", "progress/red")),
        ("rating-changed", "ratings.mood.state", ("high", "mood/high")),
    ]
