"""What changes about the rules of a plan: levels, counts, scales, matrices, change control."""

from __future__ import annotations

import pytest

from ipcli.changes import changes
from ipcli.load import load
from ipcli.tree import Tree
from support.changes import between, told
from support.plans import SMALL_PLAN

# Each case: a text of the small plan's file, what takes its place, and what is said of it.
HEADER = {
    "a level's name": (
        "{id: theme, name: Theme}",
        "{id: theme, name: Priority, plural: Priorities}",
        (
            "level-changed small: level theme name changed from Theme to Priority; "
            "level theme plural set: Priorities"
        ),
    ),
    "a level gone": (
        "    - {id: step, name: Step, scale: progress}\n",
        "",
        "level-changed small: level step taken away",
    ),
    "a level renamed": (
        "{id: step, name: Step, scale: progress}",
        "{id: task, was: step, name: Step, scale: progress}",
        "level-changed small: level task id changed from step to task",
    ),
    "the order of levels": (
        "    - {id: theme, name: Theme}\n    - {id: action, name: Action, scale: progress}\n",
        "    - {id: action, name: Action, scale: progress}\n    - {id: theme, name: Theme}\n",
        "level-changed small: order of levels changed to action, theme and step",
    ),
    "a count": (
        "  levels:\n",
        "  counts: [{id: all, name: All, levels: [action, step]}]\n  levels:\n",
        "count-changed small: count all added",
    ),
    "the title": (
        "title: Improvement Plan",
        "title: Recovery Plan",
        "plan-changed small: title changed from Improvement Plan to Recovery Plan",
    ),
    "an agreement": (
        "  levels:\n",
        "  agreed: [{by: council, date: 2026-06-07}]\n  levels:\n",
        "plan-changed small: agreed: by Council, date 7 June 2026 added",
    ),
    "its life": (
        "  levels:\n",
        "  runs: {from: 2026-06-07}\n  levels:\n",
        "plan-changed small: runs from set: 7 June 2026",
    ),
    "a state's meaning": (
        "{id: complete, name: Complete, colour: blue, class: done}",
        "{id: complete, name: Complete, colour: green, class: done, meaning: Finished}",
        (
            "scale-changed progress: state complete colour changed from blue to green; "
            "state complete meaning set: Finished"
        ),
    ),
    "a state gone": (
        "      - {id: paused, name: Paused, colour: grey, class: stopped}\n",
        "",
        "scale-changed progress: state paused taken away",
    ),
    "the order of states": (
        (
            "      - {id: complete, name: Complete, colour: blue, class: done}\n"
            "      - {id: green, name: On course, colour: green, class: on-course}\n"
        ),
        (
            "      - {id: green, name: On course, colour: green, class: on-course}\n"
            "      - {id: complete, name: Complete, colour: blue, class: done}\n"
        ),
        "scale-changed progress: order of states changed to green, complete, amber, red and paused",
    ),
    "a scale's name": (
        "    name: Progress\n",
        "    name: RAG\n",
        "scale-changed progress: name changed from Progress to RAG",
    ),
    "a state's earlier name of another scale": (
        "{id: complete, name: Complete, colour: blue, class: done}",
        "{id: complete, was: old/done, name: Complete, colour: blue, class: done}",
        "scale-changed progress: state complete was set: old/done",
    ),
    "a role": (
        "{id: leader, name: Leader of the Council, kind: member}",
        "{id: leader, name: Leader, kind: member}",
        "edited leader: name changed from Leader of the Council to Leader",
    ),
    "a body": (
        "{id: board, name: Improvement Board, kind: board, does: recommends}",
        "{id: board, name: Improvement Board, kind: board, does: [recommends, oversees]}",
        "edited board: does: oversees added",
    ),
    "a period": (
        "  - {id: 2026-27-Q2, name: Second quarter, as_of: 2026-09-30}\n",
        "",
        "edited 2026-27-Q2: gone from the plan's files",
    ),
}


@pytest.mark.parametrize("case", HEADER)
def test_a_change_of_the_plans_own_words_has_its_name_and_sentence(case: str) -> None:
    old, new, said = HEADER[case]
    assert old in SMALL_PLAN
    plans = [
        load(Tree.of_text(text)).plans["small"]
        for text in (SMALL_PLAN, SMALL_PLAN.replace(old, new))
    ]

    found = changes(*plans)

    assert [f"{each.kind} {each.record}: {each.sentence}" for each in found] == [said]


def test_a_level_can_be_named_by_a_request() -> None:
    text = SMALL_PLAN.replace("{id: theme, name: Theme}", "{id: theme, name: Priority}")
    plans = [load(Tree.of_text(each)).plans["small"] for each in (SMALL_PLAN, text)]

    [change] = changes(*plans)

    assert change.about == ("small", "theme")


SECTIONS = {
    "a new matrix": (
        "",
        "risk_matrices: [{id: m, name: Register}]",
        ["matrix-changed m: added"],
    ),
    "a matrix gone": (
        "risk_matrices: [{id: m, name: Register}]",
        "",
        ["matrix-changed m: gone"],
    ),
    "a band": (
        "risk_matrices: [{id: m, name: Register, bands: [{id: red, name: Red, colour: red}]}]",
        (
            "risk_matrices: [{id: m, name: Register, bands: "
            "[{id: high, was: red, name: Red, colour: red, from: 9}]}]"
        ),
        [("matrix-changed m: band high id changed from red to high; band high from set: 9")],
    ),
    "a row of a grid": (
        "risk_matrices: [{id: m, name: Register, grid: {1: [a, b], 2: [a, b]}}]",
        "risk_matrices: [{id: m, name: Register, grid: {1: [b, a], 2: [a, b]}}]",
        ["matrix-changed m: grid 1 changed from a and b to b and a"],
    ),
    "a waiver": (
        "",
        (
            "waivers: [{rule: IP305, record: A1, reason: So, approved: {by: leader, date: 2026}, "
            "expires: 2026-12-31}]"
        ),
        ["waiver-changed A1: waiver of IP305 new"],
    ),
    "a waiver altered": (
        (
            "waivers: [{rule: IP305, record: A1, reason: So, approved: {by: leader, date: 2026}, "
            "expires: 2026-12-31}]"
        ),
        (
            "waivers: [{rule: IP305, record: A1, reason: So, approved: {by: leader, date: 2026}, "
            "expires: 2027-12-31}]"
        ),
        ["waiver-changed A1: waiver of IP305 altered"],
    ),
    "a waiver gone": (
        (
            "waivers: [{rule: IP305, record: A1, reason: So, approved: {by: leader, date: 2026}, "
            "expires: 2026-12-31}]"
        ),
        "",
        ["waiver-changed A1: waiver of IP305 taken away"],
    ),
    "change control taken up": (
        "",
        "change_control: []",
        ["change-control-changed small: change control was taken up"],
    ),
    "change control given up": (
        "change_control: [{change: any, needs: council}]",
        "",
        [
            "change-control-changed small: change control was given up",
            "change-control-changed small: a rule is gone: change any, needs Council",
        ],
    ),
    "a rule altered": (
        "change_control: [{change: any, needs: council}]",
        "change_control: [{change: any, needs: board}]",
        [
            "change-control-changed small: a rule is gone: change any, needs Council",
            "change-control-changed small: a new rule: change any, needs Improvement Board",
        ],
    ),
    "the order of rules": (
        "change_control: [{change: reworded, needs: board}, {change: any, needs: council}]",
        "change_control: [{change: any, needs: council}, {change: reworded, needs: board}]",
        ["change-control-changed small: the order of the rules of change control changed"],
    ),
    "a rule put in front": (
        "change_control: [{change: any, needs: council}]",
        (
            "change_control: [{change: due-moved, by_up_to: 1 month, needs: nobody}, "
            "{change: any, needs: council}]"
        ),
        [
            (
                "change-control-changed small: a new rule: change due-moved, by up to 1 month, "
                "needs nobody"
            )
        ],
    ),
}


@pytest.mark.parametrize("case", SECTIONS)
def test_a_change_of_a_section_has_its_name_and_sentence(case: str) -> None:
    before, after, said = SECTIONS[case]

    assert told(before, after) == said


def test_a_waiver_is_shown_whole_on_both_sides() -> None:
    text = (
        "waivers: [{{rule: IP305, record: A1, reason: So, approved: {{by: leader, date: 2026}}, "
        "expires: {day}}}]"
    )

    [change] = between(text.format(day="2026-12-31"), text.format(day="2027-12-31"))

    assert "expires 31 December 2026" in change.before
    assert "expires 31 December 2027" in change.after
