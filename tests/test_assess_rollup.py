from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ipcli.assess.rollup import Rollup, is_better, rollup, worst
from ipcli.model.scale import StateClass
from support.plans import loaded

if TYPE_CHECKING:
    from ipcli.model.plan import Plan

TODAY = date(2026, 9, 30)
PLAN = """
-- plans/plan.yaml --
plan:
  id: rolled
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels:
    - {id: theme, name: Theme, scale: themes}
    - {id: stream, name: Workstream}
    - {id: action, name: Action, scale: progress}
scales:
  - id: themes
    name: Themes
    states:
      - {id: blue, name: Fine, colour: blue, class: on-course}
      - {id: green, name: Very fine, colour: green, class: on-course}
      - {id: black, name: Not fine, colour: black, class: off-course}
  - id: progress
    name: Progress
    states:
      - {id: done, name: Done, colour: blue, class: done}
      - {id: new, name: Not begun, colour: white, class: not-started}
      - {id: green, name: Green, colour: green, class: on-course}
      - {id: moved, name: Moved, colour: purple, class: rescheduled}
      - {id: amber, name: Amber, colour: amber, class: at-risk}
      - {id: red, name: Red, colour: red, class: off-course}
      - {id: paused, name: Paused, colour: grey, class: stopped}
      - {id: unknown, name: Not assessed, colour: black, class: not-assessed}
  - id: dated
    name: By dates
    states: [{id: late, name: Late, colour: red, class: off-course, when: otherwise}]
items:
"""


def rolled(text: str) -> Plan:
    found = loaded(PLAN + text)
    assert not found.diagnostics
    return found.plans["rolled"]


@pytest.mark.parametrize(
    ("classes", "made"),
    [
        ("done done", "done"),
        ("not-started not-started", "not-started"),
        ("stopped stopped", "stopped"),
        ("done not-started", "on-course"),
        ("done stopped", "on-course"),
        ("done on-course", "on-course"),
        ("not-started rescheduled on-course", "rescheduled"),
        ("rescheduled at-risk done", "at-risk"),
        ("at-risk off-course stopped", "off-course"),
        ("stopped at-risk", "at-risk"),
    ],
)
def test_the_class_that_several_make_together(classes: str, made: str) -> None:
    assert worst([StateClass(each) for each in classes.split()]) is StateClass(made)


def test_a_rollup_is_in_the_words_of_the_items_own_level() -> None:
    plan = rolled("""
  - id: T
    title: Finance
    items:
      - {id: A, level: action, title: Savings, status: green}
      - {id: B, level: action, title: Debt, status: done}
""")

    found = rollup(plan, "T", today=TODAY)

    assert found
    assert found.state
    assert (found.class_, found.state.name) == (
        StateClass.ON_COURSE,
        "Fine",
    )  # the first of its class


def test_a_scale_without_the_class_gives_no_state() -> None:
    plan = rolled(
        "  - {id: T, title: Finance, items: [{id: A, level: action, title: S, status: amber}]}"
    )

    assert rollup(plan, "T", today=TODAY) == Rollup(StateClass.AT_RISK, None, ("A",), ())


def test_a_level_without_a_scale_has_a_class_and_no_state() -> None:
    plan = rolled("""
  - {id: T, title: Finance, items: [{id: W, title: Work, items: [{id: A, title: S, status: red}]}]}
""")

    assert rollup(plan, "W", today=TODAY) == Rollup(StateClass.OFF_COURSE, None, ("A",), ())


def test_a_child_without_a_state_counts_with_its_own_rollup() -> None:
    plan = rolled("""
  - {id: T, title: Finance, items: [{id: W, title: Work, items: [{id: A, title: S, status: red}]}]}
""")

    found = rollup(plan, "T", today=TODAY)

    assert found
    assert found.state
    assert (found.state.id, found.counted) == ("black", ("W",))


def test_which_children_count() -> None:
    plan = rolled("""
  - id: T
    title: Finance
    items:
      - id: W
        title: Work
        items:
          - {id: OPEN, title: Open, status: moved}
          - {id: COMPLETED, title: Completed, completed: 2026-05-01}
          - {id: DELIVERED, title: D, status: red, closed: {kind: delivered, date: 2026-05-01}}
          - {id: MERGED, title: M, closed: {kind: merged, date: 2026-05-01, into: OPEN}}
          - {id: UNKNOWN, title: Unknown, status: unknown}
          - {id: NONE, title: None given}
""")

    assert rollup(plan, "W", today=TODAY) == Rollup(
        StateClass.RESCHEDULED,
        None,
        ("OPEN", "COMPLETED", "DELIVERED"),
        ("MERGED", "UNKNOWN", "NONE"),
    )


STOPPED = "status: paused, closed: {kind: not-feasible, date: 2026-05-01}"


@pytest.mark.parametrize(
    ("others", "made"),
    [
        ("", "stopped"),
        ("{id: C, title: C, closed: {kind: merged, date: 2026-05-01, into: A}}", "stopped"),
        ("{id: C, title: C, status: done}", "done"),
        ("{id: C, title: C, status: red}", "off-course"),
    ],
)
def test_what_was_stopped_and_closed_shows_only_where_nothing_else_counts(
    others: str, made: str
) -> None:
    plan = rolled(f"""
  - id: W
    level: stream
    title: Work
    items: [{{id: A, title: A, {STOPPED}}}, {{id: B, title: B, {STOPPED}}}, {others}]
""")

    found = rollup(plan, "W", today=TODAY)

    assert found
    assert found.class_ == made


def test_a_child_on_a_computed_scale_counts_with_its_computed_state() -> None:
    found = loaded(
        PLAN.replace("name: Action, scale: progress", "name: Action, scale: dated")
        + "  - {id: W, level: stream, title: Work, items: [{id: A, title: Savings}]}"
    ).plans["rolled"]

    made = rollup(found, "W", today=TODAY)

    assert made
    assert made.class_ is StateClass.OFF_COURSE


@pytest.mark.parametrize("item", ["T", "W", "NOT-THERE"])
def test_there_is_no_rollup_where_no_child_counts(item: str) -> None:
    plan = rolled("""
  - id: T
    title: Finance
    items: [{id: W, title: Work, items: [{id: A, title: S, status: unknown}]}]
""")

    assert rollup(plan, item, today=TODAY) is None


@pytest.mark.parametrize(
    ("judged", "computed", "better"),
    [
        ("on-course", "at-risk", True),
        ("at-risk", "on-course", False),
        ("at-risk", "at-risk", False),
        ("done", "on-course", True),
        ("not-started", "on-course", False),
        ("stopped", "off-course", False),
        ("on-course", "stopped", False),
    ],
)
def test_a_judgement_may_be_better_than_the_rollup(
    judged: str, computed: str, *, better: bool
) -> None:
    assert is_better(StateClass(judged), StateClass(computed)) is better


def test_an_item_that_could_not_be_read_does_not_count() -> None:
    plan = loaded(f"""{PLAN}
  - id: W
    level: stream
    title: Work
    items: [{{id: A, status: red}}, {{id: B, title: B, status: green}}]
""").plans["rolled"]

    made = rollup(plan, "W", today=TODAY)

    assert made
    assert made.counted == ("B",)
