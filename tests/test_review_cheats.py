"""Ways round the gate: each is seen, named first where it changes the rules, judged by the base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.command import run
from support.plans import SMALL_PLAN
from support.review import ITEMS, LATER, plan, reviewed

if TYPE_CHECKING:
    from support.history import History

pytestmark = pytest.mark.usefixtures("no_ci")

# What is left free here is what a council might leave free, and what a cheat would use.
CONTROL = """\
change_control:
  - {change: status-changed, to: paused, needs: board}
  - {change: due-moved, labels: minor, needs: nobody}
  - {change: due-moved, levels: step, needs: nobody}
  - {change: due-moved, by_up_to: 1 month, needs: nobody}
  - {change: due-moved, within: [measures, clocks], labels: urgent, needs: nobody}
  - {change: due-moved, needs: cabinet}
  - {change: [relabelled, links-changed, scale-changed, level-changed], needs: nobody}
  - {change: [item-renumbered, item-moved, item-added, item-closed], needs: nobody}
  - {change: change-control-changed, needs: nobody}
  - {change: [item-removed, baseline-moved], needs: never}
"""
ASK = "{change: due-moved, of: A, to: 2026-12-31}"
APPROVED = "{outcome: approved, by: cabinet, date: 2026-07-15}"
REFUSED = "{outcome: refused, by: cabinet, date: 2026-07-20}"


def register(*requests: str) -> str:
    """Return a register of requests, each `asks; decisions` or with an id before it."""
    rows = []
    for number, each in enumerate(requests, 1):
        ask, _, decisions = each.partition("; ")
        rows.append(f"  - {{id: CR-{number}, asks: [{ask}], decisions: [{decisions}]}}\n")
    return f"change_requests:\n{''.join(rows)}"


def lacking(history: History, before: str, after: str) -> list[str]:
    """Return the changes that lack agreement, each as the review says it on one line."""
    ran = reviewed(history, before, after)
    lines = [line.strip() for line in ran.out.splitlines()]
    found = [line for line in lines if line.startswith("LACKS AGREEMENT")]
    assert bool(found) <= (ran.code == 1)
    return [line.removeprefix("LACKS AGREEMENT ") for line in found]


MOVED = "A Savings plan: due date moved from 31 October 2026 to 31 December 2026, 2 months later"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{APPROVED}, {REFUSED}", APPROVED),
        (f"{APPROVED}, {REFUSED}", f"{APPROVED}, {REFUSED.replace('07-20', '07-01')}"),
        (f"{APPROVED}, {REFUSED}", f"{REFUSED}, {APPROVED.replace('07-15', '07-21')}"),
        (f"{APPROVED}, {REFUSED.replace('refused', 'withdrawn')}", APPROVED),
        (APPROVED.replace("cabinet", "board"), APPROVED),
    ],
    ids=["refusal gone", "refusal dated back", "approval dated on", "withdrawal gone", "body"],
)
def test_a_decision_of_old_that_is_altered_agrees_to_nothing(
    history: History, before: str, after: str
) -> None:
    told = lacking(
        history,
        plan(CONTROL, ITEMS, register(f"{ASK}; {before}")),
        plan(CONTROL, LATER, register(f"{ASK}; {after}")),
    )

    assert told == [MOVED]


def test_a_body_cannot_take_the_place_of_another_by_its_earlier_id(history: History) -> None:
    by_board = register(f"{ASK}; {APPROVED.replace('cabinet', 'board')}")
    cabinet = "  - {id: cabinet, name: Cabinet, kind: executive, does: decides}\n"
    after = plan(CONTROL.replace("needs: cabinet", "needs: board"), LATER, by_board)
    told = lacking(
        history,
        plan(CONTROL, ITEMS, by_board),
        after.replace(cabinet, "").replace("{id: board,", "{id: board, was: cabinet,"),
    )

    assert told == [MOVED]


def test_a_body_that_was_renamed_still_agrees(history: History) -> None:
    after = plan(CONTROL, LATER, register(f"{ASK}; {APPROVED}"))
    told = lacking(
        history,
        plan(CONTROL, ITEMS, register(f"{ASK}; {APPROVED}")),
        after.replace("cabinet", "executive").replace(
            "{id: executive,", "{id: executive, was: cabinet,"
        ),
    )

    assert told == []


def test_a_record_cannot_take_the_place_of_another_by_its_earlier_id(history: History) -> None:
    two = ITEMS + "      - {id: B, title: Repairs, due: 2026-10-31}\n"
    after = ITEMS.replace("id: A", "id: B, was: A").replace(
        "due: 2026-10-31}\n", "due: 2026-12-31}\n"
    )
    asked = register(f"{ASK}; {APPROVED}")
    ran = reviewed(history, plan(CONTROL, two, asked), plan(CONTROL, after, asked))

    assert ran.code == 1
    assert "LACKS AGREEMENT A Savings plan: gone from the plan without being closed" in ran.out
    assert "LACKS AGREEMENT B Savings plan: due date moved" in ran.out
    assert "error IP113 `A` (Savings plan) was there at the earlier revision and is gone" in ran.out


LABELS = "labels: [{id: minor, name: Minor}, {id: usual, name: Usual}]\n"
USUAL = "Savings plan, labels: usual"


def test_a_label_cannot_take_the_place_of_another_by_its_earlier_id(history: History) -> None:
    told = lacking(
        history,
        plan(CONTROL, LABELS, ITEMS.replace("Savings plan", USUAL)),
        plan(
            CONTROL.replace("minor", "usual"),
            "labels: [{id: usual, name: Usual, was: minor}]\n",
            LATER.replace("Savings plan", USUAL),
        ),
    )

    assert told == [MOVED]


def test_a_level_cannot_take_the_place_of_another_by_its_earlier_id(history: History) -> None:
    after = plan(CONTROL.replace("levels: step", "levels: action"), LATER)
    step = "    - {id: step, name: Step, scale: progress}\n"
    told = lacking(
        history,
        plan(CONTROL, ITEMS),
        after.replace(step, "").replace("{id: action,", "{id: action, was: step,"),
    )

    assert told == [MOVED]


def test_a_record_that_changes_its_level_and_label_is_judged_by_the_old_ones(
    history: History,
) -> None:
    told = lacking(
        history,
        plan(CONTROL, LABELS, ITEMS),
        plan(
            CONTROL,
            LABELS,
            LATER.replace("Savings plan", "Savings plan, level: step, labels: minor"),
        ),
    )

    assert told == [MOVED]


def test_a_state_that_is_guarded_is_so_under_another_name(history: History) -> None:
    before = plan(CONTROL, ITEMS.replace("Savings plan", "Savings plan, status: green"))
    after = before.replace("{id: paused,", "{id: halted, was: paused,").replace(
        "to: paused", "to: halted"
    )
    told = lacking(history, before, after.replace("status: green", "status: halted"))

    assert told == ["A Savings plan: status changed from On course to Paused"]


def test_a_date_that_moves_a_little_carries_no_other_rhythm_with_it(history: History) -> None:
    before = ITEMS.replace("due: 2026-10-31}\n", "due: 2026-10-31, repeats: {every: 1 month}}\n")
    told = lacking(
        history,
        plan(CONTROL, before),
        plan(
            CONTROL, before.replace("1 month", "1 year").replace("2026-10-31, r", "2026-11-02, r")
        ),
    )

    assert told == ["A Savings plan: repeats every changed from 1 month to 1 year"]


def test_a_date_agreed_long_ago_agrees_to_no_other_rhythm(history: History) -> None:
    before = ITEMS.replace("due: 2026-10-31}\n", "due: 2026-10-31, repeats: {every: 1 month}}\n")
    done = register(f"{ASK.replace('12-31', '10-31')}; {APPROVED}")
    told = lacking(
        history,
        plan(CONTROL, before, done),
        plan(CONTROL, before.replace("1 month", "1 year"), done),
    )

    assert told == ["A Savings plan: repeats every changed from 1 month to 1 year"]


def test_a_date_that_was_agreed_before_the_last_one_is_agreed_no_longer(history: History) -> None:
    asked = register(
        f"{ASK}; {APPROVED.replace('2026-07', '2026-05')}",
        f"{ASK.replace('12-31', '10-31')}; {APPROVED}",
    )
    told = lacking(history, plan(CONTROL, ITEMS, asked), plan(CONTROL, LATER, asked))

    assert told == [MOVED]


def test_a_closing_that_was_agreed_cannot_be_altered_under_it(history: History) -> None:
    control = CONTROL.replace(", item-closed", "").replace("never", "cabinet")
    control += "  - {change: item-closed, needs: cabinet}\n"
    closed = ITEMS.replace(
        "Savings plan", "Savings plan, closed: {kind: delivered, date: 2026-07-01}"
    )
    asked = register(f"{{change: item-closed, of: A, kind: delivered}}; {APPROVED}")
    told = lacking(
        history,
        plan(control, closed, asked),
        plan(control, closed.replace("2026-07-01", "2026-08-01"), asked),
    )

    assert len(told) == 1
    assert told[0].startswith("A Savings plan: its closing was altered: delivered, 1 August 2026")


MEASURED = """\
measures:
  - {id: M, title: Trust, targets: [{for: 2026-11-30, value: 2}]}
labels: [{id: urgent, name: Urgent}]
"""


def test_a_link_that_is_cut_still_binds_the_date(history: History) -> None:
    linked = "Savings plan, labels: urgent, measures: M"
    told = lacking(
        history,
        plan(CONTROL, MEASURED, ITEMS.replace("Savings plan", linked)),
        plan(
            CONTROL, MEASURED, LATER.replace("Savings plan", linked.removesuffix(", measures: M"))
        ),
    )

    assert told == [MOVED]


def test_a_correction_of_what_was_not_there_explains_nothing(history: History) -> None:
    undated = ITEMS.replace("baseline: {due: 2026-10-31}, due: 2026-10-31", "status: green")
    dated = undated.replace(
        "status: green",
        "status: green, due: 2026-12-31, corrections: "
        "[{date: 2026-09, key: due, from: 2026-10-31, to: 2026-12-31, reason: Slip}]",
    )
    ran = reviewed(history, plan(CONTROL, undated), plan(CONTROL, dated))

    assert "A Savings plan: due date set: 31 December 2026" in ran.out
    assert (
        "A Savings plan: due corrected from 2026-10-31 to 2026-12-31; in the earlier state it was "
        "not there"
    ) in ran.out


# What was on record: minutes, decisions, periods

MINUTED = "{outcome: approved, by: cabinet, date: 2026-07-15, meeting: CAB-1, limb: a}"
MEETING = """\
meetings:
  - id: CAB-1
    body: cabinet
    date: 2026-07-15
    decisions: [{limb: a, verb: approved, text: The later date}]
"""


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ("T", ""),
        ("A", ""),
        ("CR-1", ""),
        ("B", "but minute a of `CAB-1` is about Repairs (B)"),
        ("[B, U]", "but minute a of `CAB-1` is about Repairs (B) and Housing (U)"),
    ],
)
def test_a_minute_about_something_else_agrees_to_nothing(
    history: History, about: str, told: str
) -> None:
    more = "  - {id: U, title: Housing, items: [{id: B, title: Repairs}]}\n"
    minute = MEETING.replace("The later date", f"The later date, about: {about}")
    ran = reviewed(
        history,
        plan(CONTROL, ITEMS, more, minute.replace("CR-1", "T")),
        plan(CONTROL, LATER, more, minute, register(f"{ASK}; {MINUTED}")),
    )

    assert (ran.code, told in ran.out) == (int(bool(told)), True)


def test_a_body_that_is_made_a_role_needs_its_own_meeting_all_the_same(history: History) -> None:
    control = CONTROL.replace("needs: cabinet", "needs: board")
    asked = register(f"{ASK}; {MINUTED.replace('by: cabinet', 'by: board')}")
    board = "  - {id: board, name: Improvement Board, kind: board, does: recommends}\n"
    as_role = "roles:\n  - {id: board, name: Improvement Board}\n"
    after = plan(control, LATER, MEETING, asked).replace(board, "").replace("roles:\n", as_role)
    ran = reviewed(history, plan(control, ITEMS, MEETING), after)

    assert ran.code == 1
    assert "`CAB-1` was a meeting of Cabinet, not of Improvement Board" in ran.out


def test_what_the_minute_says_is_shown(history: History) -> None:
    ran = reviewed(
        history,
        plan(CONTROL, ITEMS, MEETING),
        plan(CONTROL, LATER, MEETING, register(f"{ASK}; {MINUTED}")),
    )

    assert 'recorded in this pull request: CAB-1, minute a ("The later date") (rule 6' in ran.out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("body: scrutiny", "body: cabinet"),
        ("date: 2026-07-01", "date: 2026-07-15"),
        ("verb: noted", "verb: approved"),
        ("text: No later date", "text: The later date"),
    ],
)
def test_a_minute_that_is_altered_here_is_called_so_and_named_first(
    history: History, old: str, new: str
) -> None:
    ran = reviewed(
        history,
        plan(CONTROL, ITEMS, MEETING.replace(new, old)),
        plan(CONTROL, LATER, MEETING, register(f"{ASK}; {MINUTED}")),
    )

    assert 'CAB-1, minute a, which is altered here ("The later date")' in ran.out
    assert ran.out.index("Changes to what was on record:") < ran.out.index("Needs agreement:")


def test_what_was_asked_of_a_body_is_not_altered_after_it_decided(history: History) -> None:
    before = plan(CONTROL, ITEMS, MEETING, register(f"{ASK.replace('12-31', '11-30')}; {MINUTED}"))
    ran = reviewed(history, before, plan(CONTROL, LATER, MEETING, register(f"{ASK}; {MINUTED}")))

    assert "what request CR-1 asks for is altered here" in ran.out
    first = ran.out.partition("Needs agreement:")[0]
    assert "CR-1 CR-1: what it asks for: change due-moved, of A, to 2026-11-30 taken away" in first


REPORTED = SMALL_PLAN.replace("as_of: 2026-06-30}", "as_of: 2026-06-30, tag: small/q1}")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (REPORTED, REPORTED.replace("small/q1", "small/q0"), "tag changed from small/q1 to small"),
        (REPORTED, REPORTED.replace("2026-06-30", "2026-05-30"), "as of changed from 30 June 2026"),
        (SMALL_PLAN, REPORTED, ""),  # to tag what is reported alters nothing
        (REPORTED, REPORTED + "  - {id: Q3, name: Third, as_of: 2026-12-31}\n", ""),
    ],
)
def test_a_period_that_was_reported_is_not_altered_silently(
    history: History, before: str, after: str, told: str
) -> None:
    ran = reviewed(history, before, after)

    first, _, _ = ran.out.partition("Progress")
    assert ("Changes to what was on record:" in first) is bool(told)
    assert told in first


def test_a_new_row_in_a_guarded_state_lacks_agreement_by_the_rules_of_the_base(
    history: History,
) -> None:
    row = "      - {id: B, title: Repairs, status: paused}\n"
    free = CONTROL.replace("  - {change: status-changed, to: paused, needs: board}\n", "")
    told = lacking(history, plan(CONTROL, ITEMS), plan(free, ITEMS + row))

    assert told == ["B Repairs: stands in Paused"]


def test_a_row_that_stood_in_a_guarded_state_before_is_not_held_against_the_pull_request(
    history: History,
) -> None:
    before = plan(CONTROL, ITEMS.replace("Savings plan", "Savings plan, status: paused"))

    assert lacking(history, before, before.replace("Savings", "Saving")) == []


def rules_of_a_broken_base(history: History, tip: str) -> tuple[int, str]:
    """Review a branch that adds a row, when the newest commit of main cannot be read."""
    history.commit("", plan(CONTROL, ITEMS))
    history.git("branch", "-M", "main")
    history.git("switch", "--quiet", "--create", "change")
    history.commit("", plan(CONTROL, ITEMS + "      - {id: B, title: Repairs}\n"))
    history.git("switch", "--quiet", "main")
    history.commit("", tip)
    history.git("switch", "--quiet", "change")
    ran = run("review", "--base", "main", here=history.folder)
    return ran.code, ran.out


@pytest.mark.parametrize(
    ("tip", "told"),
    [
        ("-- plans/plan.yaml --\nplan: {\n", "Not compared: small: plans/plan.yaml"),
        (
            plan(CONTROL, ITEMS) + "-- plans/x.yaml --\n{\n",
            "Not compared: plans/x.yaml: it could not be read at the newest commit of main, whose",
        ),
    ],
)
def test_rules_that_cannot_be_read_say_neither_yes_nor_no(
    history: History, tip: str, told: str
) -> None:
    code, out = rules_of_a_broken_base(history, tip)

    assert code == 3
    assert told in out


def test_a_change_to_the_rules_that_nobody_need_agree_to_is_annotated_too(history: History) -> None:
    tight = CONTROL.replace("needs: cabinet", "needs: council")
    ran = reviewed(history, plan(CONTROL, ITEMS), plan(tight, ITEMS), "--format", "github")

    first = ran.out.splitlines()[0]
    assert first.startswith("::warning title=the rules change::small Improvement Plan: ")
