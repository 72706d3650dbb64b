"""What change control asks for a change: rules in order, and their conditions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ipcli.changes import Requirement, all_kinds, change_log, requirement
from ipcli.changes.conditions import case_asked
from ipcli.changes.terms import Terms
from ipcli.changes.verdict import required, told_rule
from ipcli.load import load
from ipcli.model.base import Agreement
from ipcli.model.dates import parse_date
from ipcli.tree import Tree
from support.changes import between, entry, log, plan
from support.plans import SMALL_PLAN


def _one(rules: str, before: str, after: str) -> str:
    """Return who must agree to the one change between two texts, by some rules."""
    control = f"change_control: [{rules}]\n"
    found = entry(control + before, control + after).requirement
    if found.never:
        return "never"
    return " and ".join(found.needs) or " or ".join(found.needs_one_of) or "nobody"


ROW = "items: [{{id: T1, title: Finance{top}, items: [{{id: A1, title: Cut{more}}}]}}]"


def _moved(
    old: str, new: str, *, baseline: str = "", top: str = "", more: str = ""
) -> tuple[str, str]:
    """Return an action before and after its due date moved."""
    first = f", baseline: {{due: {baseline}}}" if baseline else ""
    top = f", due: {top}" if top else ""
    return tuple(
        ROW.format(top=top, more=f"{f', due: {day}' if day else ''}{first}{more}")
        for day in (old, new)
    )  # type: ignore[return-value]


def test_the_first_rule_that_fits_decides() -> None:
    rules = (
        "{change: reworded, needs: board}, {change: due-moved, needs: cabinet}, "
        "{change: any, needs: council}"
    )

    assert _one(rules, *_moved("2026-10", "2026-11")) == "cabinet"


def test_any_is_every_control_change() -> None:
    assert _one("{change: any, needs: council}", *_moved("2026-10", "2026-11")) == "council"


def test_any_gates_no_progress() -> None:
    texts = [ROW.format(top="", more=f", status: {each}") for each in ("green", "red")]

    assert _one("{change: any, needs: council}", *texts) == "nobody"


def test_progress_needs_agreement_where_a_rule_names_it() -> None:
    texts = [ROW.format(top="", more=f", status: {each}") for each in ("green", "red")]

    assert _one("{change: status-changed, needs: board}", *texts) == "board"


# Each case: a rule's conditions, the dates of the move and more, and whether the rule holds.
HOLDS = {
    "at its level": ("levels: action", ("2026-10", "2026-11"), {}, True),
    "at another level": ("levels: [theme, step]", ("2026-10", "2026-11"), {}, False),
    "a label": ("labels: urgent", ("2026-10", "2026-11"), {"more": ", labels: urgent"}, True),
    "no label": ("labels: urgent", ("2026-10", "2026-11"), {}, False),
    "a move of just so much": ("by_up_to: 1 month", ("2026-10-31", "2026-11-30"), {}, True),
    "a month end to a month end": ("by_up_to: 1 month", ("2026-11-30", "2026-12-31"), {}, True),
    "a day too much": ("by_up_to: 30 days", ("2026-10-31", "2026-12-01"), {}, False),
    "earlier is no move": ("by_up_to: 1 day", ("2026-10-31", "2026-01-01"), {}, True),
    "no date before": ("by_up_to: 1 month", ("", "2026-11-30"), {}, False),
    "no date after": ("by_up_to: 1 month", ("2026-11-30", ""), {}, False),
    "no last day": ("by_up_to: 1 month", ("2026-11-30", "{text: soon}"), {}, False),
    "in all": ("in_all_up_to: 3 months", ("2026-12", "2027-01"), {"baseline": "2026-10"}, True),
    "more in all": (
        "in_all_up_to: 3 months",
        ("2026-12", "2027-02"),
        {"baseline": "2026-10"},
        False,
    ),
    "in all without a baseline": ("in_all_up_to: 3 months", ("2026-12", "2027-01"), {}, False),
    "within the parent": ("within: parent", ("2026-10", "2026-12"), {"top": "2026-12-31"}, True),
    "beyond the parent": ("within: parent", ("2026-10", "2027-01"), {"top": "2026-12-31"}, False),
    "a parent without a date": ("within: parent", ("2026-10", "2026-12"), {}, False),
    "a date taken away is within nothing": ("within: measures", ("2026-10", ""), {}, False),
    "no state": ("to: red", ("2026-10", "2026-11"), {}, False),
}


@pytest.mark.parametrize("case", HOLDS)
def test_a_condition_holds_or_does_not(case: str) -> None:
    conditions, dates, more, held = HOLDS[case]
    rules = f"{{change: due-moved, {conditions}, needs: nobody}}, {{change: any, needs: cabinet}}"

    assert _one(rules, *_moved(*dates, **more)) == ("nobody" if held else "cabinet")


def test_the_nearest_date_above_is_the_parents() -> None:
    row = (
        "items: [{{id: T1, title: Finance, due: 2026-12, items: [{{id: A1, title: Cut, "
        "items: [{{id: S1, title: Ask, due: {due}}}]}}]}}]"
    )
    rules = "{change: due-moved, within: parent, needs: nobody}, {change: any, needs: cabinet}"

    found = [
        _one(rules, row.format(due="2026-10"), row.format(due=day)) for day in ("2026-12", "2027")
    ]

    assert found == ["nobody", "cabinet"]


def test_a_label_that_another_record_has_is_not_this_ones() -> None:
    control = "change_control: [{change: due-moved, labels: minor, needs: nobody}]\n"
    labels = "labels: [{id: minor, name: Minor}]\n"
    before, after = (control + labels + each for each in _moved("2026-10", "2026-11"))

    assert entry(before, after).requirement.no_rule


def test_all_conditions_must_hold() -> None:
    rules = (
        "{change: due-moved, levels: action, by_up_to: 1 month, within: [parent, clocks], "
        "needs: nobody}, {change: any, needs: cabinet}"
    )

    assert _one(rules, *_moved("2026-10", "2026-12", top="2026-12")) == "cabinet"


def test_a_repeat_that_changes_moves_no_date() -> None:
    texts = [ROW.format(top="", more=f", repeats: {{every: {n} months}}") for n in (1, 2)]
    rules = "{change: due-moved, by_up_to: 1 month, needs: nobody}, {change: any, needs: cabinet}"

    assert _one(rules, *texts) == "cabinet"


def test_a_start_is_held_against_the_first_start() -> None:
    texts = [
        ROW.format(top="", more=f", start: {day}, baseline: {{start: 2026-01, due: 2020}}")
        for day in ("2026-02", "2026-03")
    ]
    rules = "{change: start-moved, in_all_up_to: 2 months, needs: nobody}"

    assert _one(f"{rules}, {{change: any, needs: cabinet}}", *texts) == "nobody"


def test_an_item_is_judged_by_the_baseline_of_the_earlier_revision() -> None:
    control = (
        "change_control: [{change: due-moved, in_all_up_to: 1 month, needs: nobody}, "
        "{change: any, needs: cabinet}]\n"
    )
    before = ROW.format(top="", more=", due: 2026-10, baseline: {due: 2026-10}")
    after = ROW.format(top="", more=", due: 2027-10, baseline: {due: 2027-10}")

    found = log(control + before, control + after).entries

    assert [each.requirement.needs for each in found] == [("cabinet",), ("cabinet",)]


def test_an_item_is_judged_by_the_labels_of_the_earlier_revision() -> None:
    control = (
        "change_control: [{change: due-moved, labels: minor, needs: nobody}, "
        "{change: any, needs: cabinet}]\n"
    )
    before = ROW.format(top="", more=", due: 2026-10")
    after = ROW.format(top="", more=", due: 2027-10, labels: minor")

    found = {
        each.change.kind: each.requirement.needs
        for each in log(control + before, control + after).entries
    }

    assert found == {"due-moved": ("cabinet",), "relabelled": ("cabinet",)}


def test_a_rule_may_name_the_earlier_name_of_a_label() -> None:
    control = "change_control: [{change: any, labels: minor, needs: board}]\n"
    row = "items: [{{id: T1, title: Finance, labels: {label}, due: {due}}}]"
    before = control + "labels: [{id: minor, name: Minor}]\n" + row.format(label="minor", due=2026)
    after = (
        control.replace("minor", "small")
        + "labels: [{id: small, was: minor, name: Minor}]\n"
        + row.format(label="small", due=2027)
    )

    found = [each.requirement.needs for each in log(before, after, policy=before).control]

    assert found == [("board",)]


def test_a_label_that_the_policy_calls_otherwise_since_is_the_one_that_it_was() -> None:
    row = "items: [{{id: T1, title: Finance, labels: minor, due: {due}}}]\n"
    labels = "labels: [{id: minor, name: Minor}]\n"
    policy = (
        "change_control: [{change: any, labels: small, needs: board}]\n"
        "labels: [{id: small, was: minor, name: Small}]\n"
    )

    found = log(labels + row.format(due=2026), labels + row.format(due=2027), policy=policy)

    assert [each.requirement.needs for each in found.control] == [("board",)]


def test_a_rule_that_was_not_written_anew_still_guards_what_it_names() -> None:
    text = (
        "change_control: [{{change: any, labels: minor, needs: board}}]\n"
        "labels: [{{id: small, was: minor, name: Small}}]\n"
        "items: [{{id: T1, title: Finance, labels: small, due: {due}}}]\n"
    )

    found = log(text.format(due=2026), text.format(due=2027))

    assert [each.requirement.needs for each in found.control] == [("board",)]


def test_the_kind_of_a_closing_is_what_to_names() -> None:
    texts = [ROW.format(top="", more=more) for more in ("", ", closed: {kind: merged, date: 2026}")]
    rules = (
        "{change: item-closed, to: delivered, needs: nobody}, "
        "{change: item-closed, to: [merged, replaced], needs: board}"
    )

    assert _one(rules, *texts) == "board"


def test_the_new_state_is_what_to_names() -> None:
    texts = [ROW.format(top="", more=f", status: {each}") for each in ("green", "paused")]
    rules = (
        "{change: status-changed, to: red, needs: council}, "
        "{change: status-changed, to: [paused], needs: board}"
    )

    assert _one(rules, *texts) == "board"


# Within measures and clocks

MEASURED = """
measures:
  - id: M1
    title: Trust
    targets: [{{for: 2026-06-30, value: 1}}, {{for: 2026-12-31, value: 2}}]
    readings: [{{for: 2026-07, value: 1}}]
  - {{id: M2, title: Without targets}}
items: [{{id: T1, title: Finance, measures: {measures}, due: {due}}}]
"""


@pytest.mark.parametrize(
    ("measures", "due", "who"),
    [
        ("M1", "2026-12-31", "nobody"),  # the next target after the last reading
        ("M1", "2027-01-01", "cabinet"),
        ("[M1, M2]", "2026-12-31", "cabinet"),  # a measure without a target cannot be judged
        ("M9", "2026-12-31", "cabinet"),  # nor one that is not there
        ("[]", "2027-01-01", "nobody"),  # it serves none
    ],
)
def test_a_move_within_the_next_target_of_its_measures(measures: str, due: str, who: str) -> None:
    rules = "{change: due-moved, within: measures, needs: nobody}, {change: any, needs: cabinet}"
    texts = [MEASURED.format(measures=measures, due=each) for each in ("2026-01-01", due)]

    assert _one(rules, *texts) == who


def test_the_first_target_is_next_where_nothing_was_read() -> None:
    rules = "{change: due-moved, within: measures, needs: nobody}, {change: any, needs: cabinet}"
    text = MEASURED.replace("    readings: [{{for: 2026-07, value: 1}}]\n", "")
    texts = [text.format(measures="M1", due=each) for each in ("2026-01-01", "2026-07-31")]

    assert _one(rules, *texts) == "cabinet"


CLOCKED = """
instruments:
  - id: D
    title: Directions
    kind: directions
    made_by: secretary-of-state
    made_on: {made}
    paragraphs:
      - id: D/1
        text: A plan
        clock: {clock}
        met: [{met}]
        paragraphs: [{{id: D/1a, text: Money}}]
      - {{id: D/2, text: Good order, clock: ongoing}}
items: [{{id: T1, title: Finance, answers: {answers}, items: [{{id: A1, title: Cut, due: {due}}}]}}]
"""


@pytest.mark.parametrize(
    ("clock", "answers", "due", "more", "who"),
    [
        ("{within: 6 months}", "D/1", "2026-09-16", {}, "nobody"),
        ("{within: 6 months}", "D/1", "2026-09-17", {}, "cabinet"),
        ("{within: 6 months}", "D/1a", "2026-09-17", {}, "cabinet"),  # what a letter stands in
        ("{within: 6 months}", "D", "2026-09-17", {}, "cabinet"),  # a whole is all its parts
        ("{within: 6 months}", "D/2", "2026-09-17", {}, "nobody"),  # a standing duty
        ("{within: 6 months}", "[]", "2027-09-17", {}, "nobody"),  # it answers no clock
        ("{within: 6 months}", "D/1", "2027-01-01", {"met": "{date: 2026-08-01}"}, "nobody"),
        ("{every: 6 months}", "D/1", "2027-03-16", {"met": "{date: 2026-09-01}"}, "nobody"),
        ("{every: 6 months}", "D/1", "2027-03-17", {"met": "{date: 2026-09-01}"}, "cabinet"),
        ("{within: 6 months}", "D/1", "2026-04-01", {"made": "2026-03"}, "cabinet"),
        ("{as_directed: yes}", "D/1", "2026-04-01", {}, "cabinet"),
        ("{within: 6 months, as_directed: yes}", "D/1", "2026-09-16", {}, "nobody"),
    ],
)
def test_a_move_within_the_clocks_that_are_answered(
    clock: str, answers: str, due: str, more: dict[str, str], who: str
) -> None:
    rules = "{change: due-moved, within: clocks, needs: nobody}, {change: any, needs: cabinet}"
    said = {"made": "2026-03-16", "met": "", "clock": clock, "answers": answers, **more}
    texts = [CLOCKED.format(due=each, **said) for each in ("2026-03-20", due)]

    assert _one(rules, *texts) == who


def test_what_moves_no_item_is_within_nothing() -> None:
    rules = "{change: any, within: parent, needs: nobody}, {change: any, needs: cabinet}"
    texts = [f"risks: [{{id: R1, title: {each}}}]" for each in ("Money", "Cash")]

    assert _one(rules, *texts) == "cabinet"


# What is asked for


def _requirement(rules: str, agreed: str = "") -> Requirement:
    control = f"change_control: [{rules}]\n"
    before, after = (control + each for each in _moved("2026-10", "2026-11"))
    [change] = between(before, after)
    policy = plan(before)
    if agreed:
        header = policy.header.model_copy(update={"agreed": _agreements(agreed)})
        policy = replace(policy, header=header)
    return requirement(change, before=plan(before), after=plan(after), policy=policy)


def _agreements(text: str) -> tuple[Agreement, ...]:
    rows = (each.split() for each in text.split(","))
    return tuple(Agreement.model_validate({"by": by, "date": day}) for by, day in rows)


def test_a_rule_that_decides_is_named_in_words() -> None:
    found = _requirement(
        "{change: reworded, needs: board}, {change: [due-moved, start-moved], levels: "
        "[action, step], by_up_to: 6 months, needs: cabinet, under: Council}"
    )

    assert found.rule == "rule 2 (due-moved or start-moved, Action or Step, by up to 6 months)"
    assert found.under == "Council"


def test_every_condition_of_a_rule_has_its_words() -> None:
    control = (
        "change_control: [{change: any, labels: urgent, to: red, in_all_up_to: 2 years, "
        "within: [parent, clocks], needs: board}]\nlabels: [{id: urgent, name: Urgent}]"
    )
    policy = plan(control)

    assert told_rule(policy.change_control[0], policy) == (
        "any, labelled Urgent, to red, in all up to 2 years, within the parent's date and the "
        "clocks' dates"
    )


def test_no_rule_needs_who_last_agreed_the_plan() -> None:
    found = _requirement(
        "{change: reworded, needs: board}", "council 2026-06-07, cabinet 2027-06-07, board 2026-01"
    )

    assert (found.needs, found.rule, found.no_rule) == (("cabinet",), "no rule", True)


def test_no_rule_needs_nobody_before_anybody_agreed_the_plan() -> None:
    found = _requirement("{change: reworded, needs: board}")

    assert (found.somebody, found.rule) == (False, "no rule, and nobody has agreed the plan")


@pytest.mark.parametrize(
    ("needs", "somebody", "listed"),
    [
        ("needs: cabinet", True, True),
        ("needs_one_of: [cabinet, council]", True, True),
        ("needs: never", True, True),
        ("needs: nobody", False, False),
        ("needs: nobody, noted_by: board", False, True),
    ],
)
def test_what_needs_nobody_is_listed_only_to_be_noted(
    needs: str, *, somebody: bool, listed: bool
) -> None:
    control = f"change_control: [{{change: due-moved, {needs}}}]\n"

    found = entry(*(control + each for each in _moved("2026-10", "2026-11"))).requirement

    assert (found.somebody, found.listed) == (somebody, listed)


def test_what_is_asked_for_can_be_judged_before_it_is_done() -> None:
    policy = plan(
        "change_control: [{change: due-moved, in_all_up_to: 1 month, needs: board}]\n"
        + ROW.format(top="", more=", due: 2026-10, baseline: {due: 2026-10}")
    )
    item, kind = policy.items["A1"], all_kinds()["due-moved"]

    found = [
        required(
            case_asked(kind, item, "", parse_date(day), Terms(policy, policy)), policy=policy
        ).needs
        for day in ("2026-11", "2026-12")
    ]

    assert found == [("board",), ()]


def test_what_is_asked_for_is_held_against_the_parent_too() -> None:
    policy = plan(
        "change_control: [{change: due-moved, levels: action, labels: minor, within: parent, "
        "needs: board}]\n" + ROW.format(top=", due: 2026-12", more=", due: 2026-10, labels: minor")
    )
    item, kind = policy.items["A1"], all_kinds()["due-moved"]

    found = [
        required(
            case_asked(kind, item, "", parse_date(day), Terms(policy, policy)), policy=policy
        ).needs
        for day in ("2026-12", "2027-01")
    ]

    assert found == [("board",), ()]


def test_nothing_is_gated_without_change_control() -> None:
    found = log(*_moved("2026-10", "2026-11"))

    assert (found.gated, found.entries[0].requirement.gated) == (False, False)


def test_all_is_gated_where_change_control_may_be_in_a_file_that_was_not_read() -> None:
    broken = "-- plans/rules.yaml --\nchange_control: [{change: 'any}]\n"
    row = "-- plans/items.yaml --\n{row}\n"
    before, after = (row.format(row=each) for each in _moved("2026-10", "2026-11"))

    found = log(before, after, policy=broken)

    assert found.gated


def test_an_added_item_is_judged_at_its_own_level() -> None:
    before = "items: [{id: T1, title: Finance}]"
    after = "items: [{id: T1, title: Finance, items: [{id: A1, title: Cut}]}]"
    rules = (
        "{change: item-added, levels: theme, needs: council}, "
        "{change: item-added, levels: action, needs: board}"
    )

    assert _one(rules, before, after) == "board"


def test_a_rule_may_name_the_earlier_name_of_a_level() -> None:
    control = "change_control: [{change: item-added, levels: step, needs: board}]\n"
    rows = "items: [{id: T1, title: Finance, items: [{id: A1, title: Cut"
    before = load(Tree.of_text(f"{SMALL_PLAN}{control}{rows}}}]}}]\n")).plans["small"]
    renamed = SMALL_PLAN.replace("{id: step, ", "{id: task, was: step, ")
    after = load(
        Tree.of_text(f"{renamed}{control}{rows}, items: [{{id: S1, title: Ask}}]}}]}}]\n")
    ).plans["small"]

    found = {
        each.change.record: each.requirement.needs
        for each in change_log(before, after, policy=before).entries
    }

    assert found["S1"] == ("board",)


def test_a_rule_may_name_the_state_that_a_rating_moves_to() -> None:
    rules = "{change: rating-changed, to: red, needs: council}"
    rows = [
        ROW.format(top="", more=f", ratings: {{progress: {each}}}")
        for each in ("green", "amber", "red")
    ]

    assert [_one(rules, rows[0], each) for each in rows[1:]] == ["nobody", "council"]
