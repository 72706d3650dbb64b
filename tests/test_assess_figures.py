from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from ipcli.assess.figures import agrees, figure, figure_names, share_of
from ipcli.assess.uncounted import NotCountable, Why
from support.plans import loaded

if TYPE_CHECKING:
    from ipcli.model.plan import Plan

TODAY = date(2026, 9, 30)
PLAN = """
-- plans/plan.yaml --
plan:
  id: stated
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels:
    - {id: theme, name: Theme}
    - {id: action, name: Action, scale: progress, ratings: confidence}
  counts:
    - {id: actions, name: Actions, levels: action}
    - {id: due.now, name: Actions, levels: action, base: due}
    - {id: judged, name: Actions, levels: action, base: assessed}
    - {id: recs, name: Recommendations, of: paragraphs}
    - {id: kpis, name: Measures, of: measures}
    - {id: dangers, name: Risks, of: risks}
scales:
  - id: progress
    name: Progress
    states:
      - {id: complete, name: Complete, colour: blue, class: done}
      - {id: green, name: Green, colour: green, class: on-course}
      - {id: red, name: Red, colour: red, class: off-course}
    totals: [{id: fine, name: Complete or green, states: [complete, green]}]
  - id: confidence
    name: Confidence
    states: [{id: high, name: High, colour: green}, {id: low, name: Low, colour: red}]
bodies: [{id: auditor, name: Auditor, kind: auditor}]
periods:
  - {id: q1, name: First, as_of: 2026-06-30}
  - {id: q2, name: Second, as_of: 2026-09-30}
instruments:
  - id: REC
    kind: recommendations
    title: Recommendations
    made_by: auditor
    made_on: 2026-01-05
    scale: progress
    paragraphs:
      - {id: REC/1, text: One, status: green, ratings: {confidence: low}}
      - {id: REC/2, text: Two, status: red}
  - id: OTHER
    kind: review
    title: Review
    made_by: auditor
    made_on: 2026-01-05
    paragraphs: [{id: OTHER/1, text: Three}]
items:
  - id: T
    title: Finance
    answers: REC/1
    items:
      - {id: A, title: A, status: green, ratings: {confidence: low}}
      - id: B
        title: B
        status: complete
        due: 2026-05
        closed: {kind: delivered, date: 2026-08-01}
      - {id: C, title: C, status: red, closed: {kind: merged, date: 2026-08-01, into: A}}
      - {id: D, title: D, status: red, closed: {kind: merged, date: 2026-06-30, into: A}}
  - id: U
    title: People
    answers: OTHER/1
    closed: {kind: no-longer-needed, date: 2026-07-31}
  - {id: V, title: Things, items: [{id: E, title: E, status: red, answers: OTHER/1}]}
risk_matrices:
  - id: register
    name: Register
    points: [{id: current, name: Current}, {id: target, name: Target}]
    likelihood: [{id: 1, name: Low}, {id: 4, name: High}]
    impact: [{id: 1, name: Low}, {id: 4, name: High}]
    bands:
      - {id: red, name: Red, colour: red, from: 12}
      - {id: green, name: Green, colour: green, from: 1}
risks:
  - {id: R1, title: Money, scores: {current: {score: 12}, target: {score: 4}}}
  - {id: R2, title: People, parent: R1, scores: {current: {likelihood: 1, impact: 4}}}
  - {id: R3, title: Old, scores: {current: {score: 1}}, closed: {kind: delivered, date: 2026-05-01}}
commentary:
  - {period: q1, achievements: [Long ago]}
  - {period: q2, achievements: [One, Two]}
  - {period: q2, about: T, achievements: [Three]}
  - {period: q2, about: E, achievements: [{text: Four, completes: E}]}
"""


def stated(text: str = PLAN) -> Plan:
    found = loaded(text)
    assert not found.diagnostics
    return found.plans["stated"]


def value(
    name: str, *, about: str | None = None, plan: Plan | None = None
) -> Decimal | NotCountable:
    plan = plan or stated()
    return figure(plan, name, about=about, period=plan.periods["q2"], today=TODAY)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("actions.total", 3),
        ("actions.green", 1),
        ("actions.complete", 1),
        ("actions.fine", 2),
        ("actions.total.percent", 100),
        ("due.now.total", 1),
        ("due.now.total.percent", 100),
        ("due.now.complete", 1),
        ("due.now.complete.percent", 100),
        ("recs.red.percent", 50),
        ("dangers.red", 1),
        ("risks.total", 2),
        ("risks.red", 1),
        ("risks.green.percent", 50),
        ("risks.average.current", 8),
        ("changes.item-closed", 3),
        ("changes.item-closed.merged", 1),
        ("changes.item-closed.theme", 1),
        ("changes.item-closed.not-feasible", 0),
        ("coverage.paragraphs", 3),
        ("coverage.answered", 2),
        ("achievements", 4),
    ],
)
def test_figures_by_name(name: str, expected: int) -> None:
    assert value(name) == expected


def test_a_percentage_is_not_rounded() -> None:
    assert value("actions.fine.percent") == Decimal(200) / 3


@pytest.mark.parametrize(
    ("name", "about", "expected"),
    [
        ("actions.total", "V", 1),
        ("risks.total", "R1", 1),
        ("risks.average.current", "R1", 4),
        ("changes.item-closed", "T", 2),
        ("coverage.paragraphs", "REC", 2),
        ("coverage.answered", "REC", 1),
        ("coverage.answered", "T", 1),
        ("coverage.answered", "A", 1),
        ("coverage.answered", "V", 1),
        ("coverage.paragraphs", "V", 3),
        ("achievements", "T", 1),
        ("achievements", "V", 1),
    ],
)
def test_figures_about_one_record(name: str, about: str, expected: int) -> None:
    assert value(name, about=about) == expected


@pytest.mark.parametrize(
    "name",
    [
        "actions",
        "actions.purple",
        "actions.purple.percent",
        "actions.confidence.purple",
        "actions.delivery.low",
        "kpis.confidence.low",
        "kpis.green",  # no measure is on that scale
        "risks.purple",
        "risks.average.gross",
        "coverage",
        "coverage.gaps",
        "changes",
        "changes.item-closed.sideways",
        "achievements.red",
        "nonsense",
    ],
)
def test_a_name_that_stands_for_nothing(name: str) -> None:
    found = value(name)

    assert isinstance(found, NotCountable)
    assert found.why is Why.UNKNOWN


@pytest.mark.parametrize(
    ("name", "found", "reason"),
    [
        ("actions.red", 1, "1 of 4 actions have no state recorded"),
        ("judged.red", 1, "1 of 4 actions that were assessed have no state recorded"),
        ("actions.confidence.low", 1, "3 of 4 actions have no state recorded"),
        ("recs.confidence.low", 1, "1 of 2 recommendations have no state recorded"),
        ("risks.average.target", 4, "1 of 2 risks have no score at `target`"),
    ],
)
def test_a_figure_of_rows_that_lack_the_state_is_not_countable(
    name: str, found: int, reason: str
) -> None:
    plan = stated(PLAN.replace("title: E, status: red", "title: E").replace(
        "[{id: E, title: E", "[{id: F, title: F, status: red}, {id: E, title: E"
    ))  # fmt: skip

    assert value(name, plan=plan) == NotCountable(Why.NO_STATES, reason, Decimal(found))


def test_the_total_needs_no_states() -> None:
    plan = stated(PLAN.replace("title: E, status: red", "title: E"))

    assert value("actions.total", plan=plan) == 3


@pytest.mark.parametrize(
    ("name", "about", "reason"),
    [
        ("actions.red.percent", "E", "there are no actions"),
        ("risks.average.current", "R2", "there are no risks"),
    ],
)
def test_there_is_no_share_or_average_of_nothing(name: str, about: str, reason: str) -> None:
    assert value(name, about=about) == NotCountable(Why.NOTHING, reason)


def test_a_score_without_a_matrix_is_the_published_one() -> None:
    plan = stated(PLAN.replace("title: Money,", "title: Money, matrix: elsewhere,"))

    assert value("risks.average.current", plan=plan) == 8


@pytest.mark.parametrize("name", ["changes.due-moved", "changes.item-closed-again"])
def test_changes_need_an_earlier_state_of_the_plan(name: str) -> None:
    found = value(name)

    assert isinstance(found, NotCountable)
    assert found.why is Why.NO_BASE


@pytest.mark.parametrize(
    ("name", "expected"),
    [("changes.due-moved", 42), ("changes.item-closed", 7), ("changes.item-closed.merged", 0)],
)
def test_changes_that_were_counted_come_before_the_dates_of_closings(
    name: str, expected: int
) -> None:
    plan = stated()
    changes = {"changes.due-moved": 42, "changes.item-closed": 7}

    found = figure(plan, name, about=None, period=plan.periods["q2"], today=TODAY, changes=changes)

    assert found == expected


@pytest.mark.parametrize("name", ["changes.item-closed", "achievements"])
def test_what_belongs_to_a_period_needs_one(name: str) -> None:
    found = figure(stated(), name, about=None, period=None, today=TODAY)

    assert isinstance(found, NotCountable)
    assert found.why is Why.NO_PERIOD


@pytest.mark.parametrize(
    ("written", "found", "agree"),
    [
        ("40", "40.4", True),
        ("40", "40.5", False),
        ("41", "40.5", True),  # half up
        ("40.5", "40.45", True),
        ("40.0", "40.04", True),
        ("8", "7", False),
        (f"0.{'0' * 50}1", "1", False),
        (f"0.{'0' * 50}", "0", True),
    ],
)
def test_a_stated_value_is_compared_at_the_precision_it_is_written_with(
    written: str, found: str, *, agree: bool
) -> None:
    assert agrees(Decimal(written), Decimal(found)) is agree


def test_the_names_of_all_figures() -> None:
    names = figure_names(stated())

    assert names[:7] == (
        "actions.total",
        "actions.complete",
        "actions.green",
        "actions.red",
        "actions.fine",
        "actions.confidence.high",
        "actions.confidence.low",
    )
    assert {"recs.red", "dangers.green", "kpis.total"} <= {*names}
    assert names[-8:] == (
        "risks.total",
        "risks.red",
        "risks.green",
        "risks.average.current",
        "risks.average.target",
        "coverage.paragraphs",
        "coverage.answered",
        "achievements",
    )


def test_every_name_that_is_listed_is_known() -> None:
    plan = stated()

    for name in figure_names(plan):
        found = value(name, plan=plan)
        assert not isinstance(found, NotCountable) or found.why is not Why.UNKNOWN


TWO_MATRICES = """
risk_matrices:
  - id: big
    name: Big
    bands: [{id: red, name: Red, colour: red}, {id: mild, name: Mild, colour: green}]
  - id: small
    name: Small
    bands: [{id: watch, name: Watch, colour: amber}, {id: mild, name: Mild, colour: green}]
risks:
  - {id: R1, title: One, matrix: big, scores: {current: {band: red}}}
  - id: R2
    title: Two
    matrix: big
    scores: {current: {band: red}}
    closed: {kind: no-longer-needed, date: 2026-09-01}
  - {id: R3, title: Three, matrix: small, scores: {current: {band: watch}}}
  - {id: R4, title: Four, matrix: small, scores: {current: {band: mild}}}
"""


@pytest.mark.parametrize(
    ("name", "expected"), [("risks.red", 1), ("risks.watch", 1), ("risks.total", 3)]
)
def test_a_band_of_one_of_two_matrices_is_counted(name: str, expected: int) -> None:
    plan = loaded(TWO_MATRICES).plans["small"]

    assert figure(plan, name, about=None, period=None, today=TODAY) == expected


def test_a_band_of_both_of_two_matrices_is_not_added_up() -> None:
    plan = loaded(TWO_MATRICES).plans["small"]

    assert figure(plan, "risks.mild", about=None, period=None, today=TODAY) == NotCountable(
        Why.SEVERAL, "`mild` is a band of both `big` and `small`, and their risks are not added"
    )
    assert "risks.mild" not in figure_names(plan)


RENAMED = (
    PLAN.replace(
        "id: red, name: Red, colour: red, class",
        "id: poor, was: red, name: Poor, colour: red, class",
    )
    .replace("status: red", "status: poor")
    .replace(
        "id: red, name: Red, colour: red, from", "id: high, was: red, name: High, colour: red, from"
    )
    .replace("{id: low, name: Low, colour: red}", "{id: weak, was: low, name: Weak, colour: red}")
    .replace("id: confidence", "id: trust\n    was: confidence")
    .replace("ratings: confidence", "ratings: trust")
    .replace("{confidence: low}", "{trust: weak}")
)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("actions.red", "actions.poor"),
        ("actions.red.percent", "actions.poor.percent"),
        ("actions.confidence.low", "actions.trust.weak"),
        ("actions.trust.low", "actions.trust.weak"),
        ("dangers.red", "dangers.high"),
        ("risks.red", "risks.high"),
    ],
)
def test_what_a_figure_was_called_before_stands_for_what_it_is_called_now(
    before: str, now: str
) -> None:
    plan = stated(RENAMED)

    assert value(before, plan=plan) == value(now, plan=plan)
    assert share_of(plan, before, period=None, today=TODAY) == share_of(
        plan, now, period=None, today=TODAY
    )


def test_a_state_that_two_now_say_they_were_is_no_figure() -> None:
    split = RENAMED.replace(
        "    totals:", "      - {id: late, was: red, name: Late, colour: red}\n    totals:"
    )
    plan = loaded(split).plans["stated"]

    found = value("actions.red", plan=plan)

    assert isinstance(found, NotCountable)


LEVEL = """
-- plans/plan.yaml --
plan:
  id: stated
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: [{id: task, was: action, name: Task, scale: s}]
scales: [{id: s, name: S, states: [{id: green, name: Green, colour: green, class: on-course}]}]
periods: [{id: q2, name: Second, as_of: 2026-09-30}]
items:
  - {id: A, title: A, status: green}
  - {id: B, title: B, status: green, closed: {kind: merged, date: 2026-08-01, into: A}}
"""


@pytest.mark.parametrize("name", ["action.total", "action.green", "changes.item-closed.action"])
def test_what_a_level_was_called_before_is_read(name: str) -> None:
    plan = stated(LEVEL)

    assert value(name, plan=plan) == 1


def test_changes_are_counted_at_what_the_level_is_called_now() -> None:
    changes = {"changes.item-closed.task": 1}

    found = figure(
        stated(LEVEL),
        "changes.item-closed.action",
        about=None,
        period=None,
        today=TODAY,
        changes=changes,
    )

    assert found == 1
