# ruff: noqa: E501 (an entry of a plan is one line)
"""What takes the last period's totals to this one's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from ipcli.papers.parts.counting import bridges, counted
from support.papers import FULL_AFTER, FULL_BEFORE, FULL_PLAN, basis_of

if TYPE_CHECKING:
    from ipcli.papers.parts.counting import Bridge, Step

STATES = ("green", "amber", "red", "complete", "paused", "")


def plan(rows: dict[str, str], head: str = FULL_PLAN) -> str:
    """Return a plan of actions in one theme: each with its fields."""
    told = "".join(
        f"      - {{id: {each}, title: Row {each}{fields}}}\n" for each, fields in rows.items()
    )
    items = f"    items:\n{told}" if told else ""
    return f"{head}-- plans/items.yaml --\nitems:\n  - id: T\n    title: Theme\n{items}"


def bridge(after: str, before: str) -> Bridge:
    (found,) = (each for each in bridges(basis_of(after, before)) if each.id == "actions")
    return found


def parts(step: Step) -> list[int]:
    told = (step.joined, step.left, step.came, step.went)
    return [int(each.replace("\N{MINUS SIGN}", "-")) for each in told]


def test_each_swing_is_explained() -> None:
    before = plan({"A": ", status: green", "B": ", status: green", "C": ", status: red", "D": ""})
    after = plan(
        {
            "A": ", status: green",
            "B": ", status: red",
            "C": ", status: red, closed: {kind: no-longer-needed, date: 2026-09-01}",
            "D": ", status: green",
            "E": ", status: amber",
        }
    )

    found = bridge(after, before)

    told = {each.tag.word: (each.before, *parts(each), each.now) for each in found.steps}
    assert told == {
        "Complete": (0, 0, 0, 0, 0, 0),
        "On course": (2, 0, 0, 1, -1, 2),
        "At risk": (0, 1, 0, 0, 0, 1),
        "Off course": (1, 0, -1, 1, 0, 1),
        "Paused": (0, 0, 0, 0, 0, 0),
        "Not recorded": (1, 0, 0, 0, -1, 0),
    }
    assert (found.sum.before, *parts(found.sum), found.sum.now) == (4, 1, -1, 0, 0, 4)


def fields(state: str, left: bool) -> str:  # noqa: FBT001 (drawn)
    told = f", status: {state}" if state else ""
    told += ", completed: 2026-06-01" if state == "complete" else ""
    return told + (", closed: {kind: no-longer-needed, date: 2026-06-01}" if left else "")


ROWS = st.dictionaries(
    st.sampled_from([f"A{at}" for at in range(12)]),
    st.builds(fields, st.sampled_from(STATES), st.booleans()),
    max_size=12,
)


WAS = st.lists(st.sampled_from([f"A{at}" for at in range(12)]), max_size=3, unique=True)


def named(rows: dict[str, str], was: dict[str, list[str]]) -> dict[str, str]:
    return {
        each: f"{told}, was: [{', '.join(was[each])}]" if was.get(each) else told
        for each, told in rows.items()
    }


@settings(max_examples=100, deadline=None)
@given(ROWS, ROWS, st.dictionaries(st.sampled_from([f"A{at}" for at in range(12)]), WAS))
def test_last_time_and_joined_less_left_and_moved_make_this_time(
    before: dict[str, str], rows: dict[str, str], was: dict[str, list[str]]
) -> None:
    after = named(rows, was)
    made = basis_of(plan(after), plan(before))

    for found in bridges(made):
        for step in (*found.steps, found.sum):
            assert step.before + sum(parts(step)) == step.now
        assert sum(step.before for step in found.steps) == found.sum.before
        (earlier,) = (each for each in made.counts_before if each.count.id == found.id)
        assert found.sum.before == earlier.denominator
        columns = [sum(each) for each in zip(*map(parts, found.steps), strict=True)]
        assert columns[:2] == parts(found.sum)[:2]
        assert columns[2] + columns[3] == 0
        (table,) = (each for each in counted(made) if each.id == found.id)
        shown = {line.tag.word: line.number for line in table.lines}
        assert {s.tag.word: s.now for s in found.steps if s.now} == {
            word: number for word, number in shown.items() if number
        }


def test_the_bridges_of_a_full_plan_add_up() -> None:
    for found in bridges(basis_of(FULL_AFTER, FULL_BEFORE)):
        for step in (*found.steps, found.sum):
            assert step.before + sum(parts(step)) == step.now


def test_a_renamed_item_neither_joined_nor_left() -> None:
    found = bridge(plan({"B": ", was: A, status: green"}), plan({"A": ", status: green"}))

    assert parts(found.sum) == [0, 0, 0, 0]


def test_a_row_that_two_rows_are_said_to_have_been_was_the_first_and_the_other_left() -> None:
    before = plan({"A": ", status: green", "B": ", status: red", "C": ", status: green"})
    after = plan({"M": ", was: [A, B], status: green", "C": ", status: green"})

    found = bridge(after, before)

    told = {each.tag.word: (each.before, *parts(each), each.now) for each in found.steps}
    assert told["On course"] == (2, 0, 0, 0, 0, 2)
    assert told["Off course"] == (1, 0, -1, 0, 0, 0)
    assert (found.sum.before, *parts(found.sum), found.sum.now) == (3, 0, -1, 0, 0, 2)


def test_a_renamed_state_is_the_same_state() -> None:
    renamed = FULL_PLAN.replace("id: green, name: On course", "id: well, was: green, name: Well")
    renamed = renamed.replace("states: [complete, green]", "states: [complete, well]")

    found = bridge(plan({"A": ", status: well"}, renamed), plan({"A": ", status: green"}))

    (well,) = (each for each in found.steps if each.tag.word == "Well")
    assert (well.before, *parts(well), well.now) == (1, 0, 0, 0, 0, 1)


def test_no_bridge_leads_over_a_change_of_scale_and_that_is_said() -> None:
    other = FULL_PLAN.replace("class: on-course, meaning: No slippage", "class: at-risk")

    found = bridge(plan({"A": ", status: green"}, other), plan({"A": ", status: green"}))

    assert found.steps == ()
    assert found.notes == (
        "Actions were counted in other terms on 30 June 2026, so that the totals cannot be compared.",
    )


def test_what_joined_a_count_though_it_was_in_the_plan_is_said() -> None:
    due = FULL_PLAN.replace("levels: action}", "levels: action, base: due}")
    early, late = ", status: green, due: 2026-09-01", ", status: green, due: 2026-12-01"

    found = bridge(plan({"A": early}, due), plan({"A": late}, due))

    assert parts(found.sum) == [1, 0, 0, 0]
    assert found.notes == ("1 of those that joined was in the plan before, and not in this count.",)


ASSESSED = FULL_PLAN.replace("levels: action}", "levels: action, base: assessed}")


def test_all_of_a_bridge_is_what_the_percentages_are_of() -> None:
    before = plan({"A": ", status: green", "B": ""}, ASSESSED)
    after = plan({"A": ", status: red", "B": "", "C": ", status: green"}, ASSESSED)
    made = basis_of(after, before)

    (found,) = (each for each in bridges(made) if each.id == "actions")

    (table,) = (each for each in counted(made) if each.id == "actions")
    assert table.of == "2 actions that were assessed"
    assert (found.sum.before, *parts(found.sum), found.sum.now) == (1, 1, 0, 0, 0, 2)
