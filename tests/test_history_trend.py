"""Status, slippage and risk over all tagged periods, cut where they cannot be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipcli.history.rounds import tagged
from ipcli.history.trend import Line, Trend, trend
from support.rounds import now, revisions, text

if TYPE_CHECKING:
    from support.history import History

GREEN, RED = "id: A, title: Budget, status: green", "id: A, title: Budget, status: red"


def over(history: History, *texts: str) -> Trend:
    """Tag some texts, and return the figures over time."""
    for number, each in enumerate(texts, 1):
        history.commit(f"small/q{number}", each)
    return trend(list(tagged(now(history)[1], revisions(history))))


def line(lines: tuple[Line, ...], name: str) -> list[list[dict[str, int]]]:
    """Return the numbers of a line, those that are not nought, run by run."""
    [found] = [each for each in lines if each.id == name]
    return [
        [{key: n for key, n in each.numbers.items() if n} for each in run.samples]
        for run in found.runs
    ]


def test_states_are_counted_by_level_and_classes_over_all_levels(history: History) -> None:
    found = over(history, text(GREEN), text(f"{RED}\nid: B, title: Fees"))

    assert line(found.levels, "action") == [[{"green": 1}, {"red": 1, "missing": 1}]]
    assert line((found.classes,), "classes") == [
        [{"on-course": 1}, {"off-course": 1, "missing": 1}]
    ]


def test_a_column_that_only_an_earlier_round_needed_stays(history: History) -> None:
    found = over(history, text("id: A, title: Budget"), text(GREEN))

    [action] = [each for each in found.levels if each.id == "action"]
    assert action.runs[0].names["missing"] == "No state recorded"


def scaled(items: str, *changes: tuple[str, str]) -> str:
    """Return a plan whose text is altered."""
    made = text(items)
    for old, new in changes:
        assert old in made
        made = made.replace(old, new)
    return made


RENAMED = ("{id: green, name: On course, colour: green,", "{id: ok, name: Well, colour: green,")
MAPPED = (
    "{id: green, name: On course, colour: green, class: on-course}",
    "{id: ok, name: Well, colour: green, class: on-course, was: green}",
)


def test_no_line_goes_on_across_a_change_of_scale(history: History) -> None:
    found = over(history, text(GREEN), scaled("id: A, title: Budget, status: ok", RENAMED))

    assert line(found.levels, "action") == [[{"green": 1}], [{"ok": 1}]]
    assert [len(run.samples) for run in found.classes.runs] == [1, 1]


def test_a_line_goes_on_where_every_state_in_use_is_mapped(history: History) -> None:
    found = over(history, text(GREEN), scaled("id: A, title: Budget, status: ok", MAPPED))

    assert line(found.levels, "action") == [[{"ok": 1}, {"ok": 1}]]
    assert [len(run.samples) for run in found.classes.runs] == [2]


def test_a_line_ends_where_a_state_of_an_earlier_round_has_no_place(history: History) -> None:
    found = over(
        history,
        text(GREEN),
        text(RED),
        scaled(RED, RENAMED),
    )

    assert line(found.levels, "action") == [[{"green": 1}, {"red": 1}], [{"red": 1}]]


def test_a_line_goes_on_where_only_a_state_that_nobody_uses_is_gone(history: History) -> None:
    found = over(history, text(RED), scaled(RED, RENAMED))

    assert line(found.levels, "action") == [[{"red": 1}, {"red": 1}]]


def test_a_state_of_another_class_is_another_state(history: History) -> None:
    same_word = (
        "{id: green, name: On course, colour: green, class: on-course}",
        "{id: green, name: On course, colour: green, class: at-risk}",
    )

    found = over(history, text(GREEN), scaled(GREEN, same_word))

    assert line(found.levels, "action") == [[{"green": 1}], [{"green": 1}]]


def test_a_level_is_followed_under_its_newer_name(history: History) -> None:
    task = ("{id: action, name: Action,", "{id: task, name: Task, was: action,")

    found = over(history, text(GREEN), scaled(GREEN, task))

    assert line(found.levels, "task") == [[{"green": 1}, {"green": 1}]]
    assert [each.id for each in found.levels] == ["task", "step"]


def test_a_level_or_matrix_that_was_away_for_a_round_goes_on_after_it(history: History) -> None:
    without = ("    - {id: step, name: Step, scale: progress}\n", "")
    whole = text("", MATRIX)

    found = over(history, whole, scaled("", without), whole)

    [step] = [each for each in found.levels if each.id == "step"]
    assert [[each.round for each in run.samples] for run in step.runs] == [
        ["First quarter", "Third quarter"]
    ]
    assert [len(run.samples) for run in found.risks[0].runs] == [2]


def test_a_state_without_a_class_is_counted_apart(history: History) -> None:
    bare = (", class: on-course}", "}")

    found = over(history, scaled(GREEN, bare))

    assert line((found.classes,), "classes") == [[{"no-class": 1}]]


def test_slippage_is_against_the_date_as_first_agreed(history: History) -> None:
    items = """\
id: A, title: Late, baseline: {due: 2026-06-01}, due: 2026-08-31
id: B, title: Late too, due: 2026-06-20
id: C, title: In time, due: 2026-08-31
id: D, title: Done, due: 2026-06-01, completed: 2026-06-29
id: E, title: Undated"""

    found = over(history, text(items))

    [quarter] = found.slippage
    assert (quarter.dated, quarter.late, quarter.days, quarter.overdue) == (3, 2, 51, 1)


def test_a_due_date_that_was_moved_does_not_make_an_item_less_late(history: History) -> None:
    found = over(
        history,
        text("id: A, title: Budget, due: 2026-08-31"),
        text("id: B, was: A, title: Budget, due: 2026-10-31, baseline: {due: 2026-10-31}"),
    )

    assert [(each.late, each.days) for each in found.slippage] == [(0, None), (1, 61)]


def test_where_nothing_is_late_there_is_no_average(history: History) -> None:
    assert over(history, text(GREEN)).slippage[0].days is None


MATRIX = """\
risk_matrices:
  - id: m
    name: Matrix
    likelihood: [{id: 1, name: Unlikely}, {id: 2, name: Likely}]
    impact: [{id: 1, name: Minor}, {id: 2, name: Major}]
    bands:
      - {id: high, name: High, colour: red, from: 3}
      - {id: low, name: Low, colour: green, from: 1}
"""
RISKS = """\
risks:
  - {id: R1, title: Money, scores: {current: {likelihood: 2, impact: 2}}}
  - {id: R2, title: People, scores: {current: {likelihood: 1, impact: 1}}}
  - {id: R3, title: Data}
  - {id: R4, title: Over, closed: {kind: no-longer-needed, date: 2026-06-01}, scores: {current: {score: 4}}}
"""  # noqa: E501


def test_open_risks_are_counted_by_band_with_their_average_score(history: History) -> None:
    found = over(history, text("", MATRIX + RISKS))

    assert line(found.risks, "m") == [[{"high": 1, "low": 1, "missing": 1}]]
    assert found.risks[0].runs[0].samples[0].measure == "2.5"


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        ("id: high, name: High", "id: high, name: Severe", 1),
        ("id: high, name: High", "id: severe, was: high, name: Severe", 1),
        ("id: high, name: High", "id: severe, name: Severe", 2),
        ("from: 3", "from: 2", 2),
        ("{id: 2, name: Likely}", "{id: 2, name: Likely}, {id: 3, name: Certain}", 2),
        ("- id: m\n", "- id: n\n    was: m\n", 1),
    ],
)
def test_no_line_of_risks_goes_on_across_other_bands(
    history: History, old: str, new: str, runs: int
) -> None:
    found = over(
        history,
        text("", MATRIX + RISKS),
        text("", MATRIX.replace(old, new) + RISKS),
    )

    assert [len(each.runs) for each in found.risks] == [runs]


GRID = """\
risk_matrices:
  - id: m
    name: Matrix
    likelihood: [{id: 1, name: Unlikely}, {id: 2, name: Likely}]
    impact: [{id: 1, name: Minor}, {id: 2, name: Major}]
    bands: [{id: high, name: High, colour: red}, {id: low, name: Low, colour: green}]
    grid: {1: [low, low], 2: [low, high]}
"""


@pytest.mark.parametrize(("row", "runs"), [("[low, boil]", 1), ("[boil, boil]", 2)])
def test_a_line_of_risks_goes_on_where_a_band_of_the_grid_is_called_otherwise(
    history: History, row: str, runs: int
) -> None:
    boil = GRID.replace("id: high,", "id: boil, was: high,").replace("[low, high]", row)

    found = over(history, text("", GRID + RISKS), text("", boil + RISKS))

    assert [len(each.runs) for each in found.risks] == [runs]


def test_a_matrix_that_is_no_longer_there_keeps_its_line(history: History) -> None:
    other = MATRIX.replace("id: m", "id: other")

    found = over(history, text("", MATRIX), text("", other))

    assert [(each.id, len(each.runs)) for each in found.risks] == [("other", 1), ("m", 1)]


def test_without_scored_risks_there_is_no_average(history: History) -> None:
    found = over(history, text("", MATRIX))

    assert found.risks[0].runs[0].samples[0].measure == ""


def test_what_could_not_be_read_in_a_round_is_listed(history: History) -> None:
    found = over(history, text(GREEN).replace("id: T\n", "id: [T\n"), text(GREEN))

    assert found.unread == (("First quarter", "plans/items.yaml"),)
