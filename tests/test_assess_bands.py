from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from ipcli.assess.bands import (
    at_target,
    band_of_score,
    computed_band,
    computed_score,
    current_point,
    matrix_of,
    present_is_told,
    scored,
    target_point,
)
from ipcli.model.risk import Score
from support.plans import loaded

if TYPE_CHECKING:
    from ipcli.model.matrix import RiskMatrix
    from ipcli.model.plan import Plan

MATRICES = """
risk_matrices:
  - id: five
    name: Five by five
    points:
      - {id: inherent, name: Inherent}
      - {id: current, name: Current}
      - {id: target, name: Target}
    likelihood: [{id: 1, name: Rare}, {id: 5, name: Certain}]
    impact: [{id: 1, name: Small}, {id: 5, name: Large}]
    bands:
      - {id: red, name: Red, colour: red, from: 12}
      - {id: amber, name: Amber, colour: amber, from: 6}
      - {id: green, name: Green, colour: green, from: 1}
"""
LETTERS = """
risk_matrices:
  - id: letters
    name: Letters and numerals
    points: [{id: gross, name: Gross}, {id: net, name: Net}]
    likelihood: [{id: A, name: Low}, {id: B, name: High}]
    impact: [{id: I, name: Small}, {id: II, name: Middling}, {id: III, name: Large}]
    SCORING
    bands:
      - {id: red, name: Red, colour: red}
      - {id: green, name: Green, colour: green}
    GRID
"""
TABLE = "score: table\n    scores: {A: [1, 2, 4], B: [3, 6]}"
GRID = "grid: {A: [green, green, red], B: [green, purple]}"


def letters(scoring: str = "score: none", grid: str = "") -> RiskMatrix:
    found = loaded(LETTERS.replace("SCORING", scoring).replace("GRID", grid))
    assert not found.diagnostics
    return found.plans["small"].risk_matrices["letters"]


def five() -> RiskMatrix:
    return loaded(MATRICES).plans["small"].risk_matrices["five"]


@pytest.mark.parametrize(
    ("likelihood", "impact", "score"),
    [("5", "5", 25), ("1", "5", 5), ("3", "5", None), ("5", None, None), (None, "5", None)],
)
def test_a_score_is_the_product_of_axes_that_are_numbers(
    likelihood: str | None, impact: str | None, score: int | None
) -> None:
    assert computed_score(five(), Score(likelihood=likelihood, impact=impact)) == score


@pytest.mark.parametrize(
    ("scoring", "likelihood", "impact", "score"),
    [
        ("score: product", "B", "III", 6),  # places, from one up
        ("score: sum", "B", "III", 5),
        ("score: none", "B", "III", None),
        (TABLE, "B", "II", 6),
        (TABLE, "B", "III", None),  # a hole
        (TABLE, "C", "I", None),
        (TABLE, "A", "IV", None),
    ],
)
def test_a_score_by_places_sum_or_table(
    scoring: str, likelihood: str, impact: str, score: int | None
) -> None:
    assert computed_score(letters(scoring), Score(likelihood=likelihood, impact=impact)) == score


@pytest.mark.parametrize(
    ("value", "band"),
    [("25", "red"), ("12", "red"), ("11.9", "amber"), ("1", "green"), ("0", None)],
)
def test_the_band_of_a_score_is_the_highest_it_reaches(value: str, band: str | None) -> None:
    found = band_of_score(five(), Decimal(value))

    assert (found.id if found else None) == band


@pytest.mark.parametrize(
    ("likelihood", "impact", "band"),
    [("A", "III", "red"), ("B", "I", "green"), ("B", "II", None), ("B", "III", None)],
)
def test_a_grid_gives_the_band_of_a_cell(likelihood: str, impact: str, band: str | None) -> None:
    found = computed_band(letters(grid=GRID), Score(likelihood=likelihood, impact=impact))

    assert (found.id if found else None) == band


def test_bands_are_by_the_published_score_before_the_computed_one() -> None:
    found = computed_band(five(), Score(likelihood="1", impact="5", score=Decimal(8)))

    assert found
    assert found.id == "amber"


@pytest.mark.parametrize(
    ("score", "told"),
    [
        (Score(likelihood="5", impact="5"), (25, "red", False, False)),
        (Score(likelihood="5", impact="5", score=Decimal(20)), (20, "red", True, False)),
        (Score(score=Decimal(8)), (8, "amber", False, False)),
        (Score(score=Decimal(8), band="red"), (8, "red", False, True)),
        (Score(score=Decimal(8), band="purple"), (8, "amber", False, False)),
        (Score(band="amber"), (None, "amber", False, False)),
        (Score(), (None, None, False, False)),
    ],
)
def test_what_was_published_is_kept_beside_what_the_matrix_makes(
    score: Score, told: tuple[int | None, str | None, bool, bool]
) -> None:
    found = scored(five(), score)

    assert (
        found.score,
        found.band.id if found.band else None,
        found.score_differs,
        found.band_differs,
    ) == told


def risked(text: str) -> Plan:
    found = loaded(text)
    assert not found.diagnostics
    return found.plans["small"]


@pytest.mark.parametrize(
    ("scores", "at"),
    [
        ("current: {score: 8}, target: {score: 8}", True),
        ("current: {score: 4}, target: {score: 8}", True),  # better than its target
        ("current: {score: 12}, target: {likelihood: 1, impact: 5}", False),
        ("current: {band: green}, target: {band: green}", True),
        ("current: {band: red}, target: {score: 8}", False),
        ("current: {band: purple}, target: {score: 8}", None),
        ("current: {score: 8}", None),
        ("target: {score: 8}", None),
    ],
)
def test_a_risk_is_at_target_when_its_current_score_is(scores: str, *, at: bool | None) -> None:
    plan = risked(f"{MATRICES}risks: [{{id: R, title: Money, scores: {{{scores}}}}}]")

    assert at_target(plan, plan.risks["R"]) is at


def test_without_a_target_point_there_is_no_telling() -> None:
    plan = risked("risks: [{id: R, title: Money, scores: {current: {score: 8}}}]")

    assert at_target(plan, plan.risks["R"]) is None


@pytest.mark.parametrize(
    ("more", "named", "matrix"),
    [
        ("", "", "five"),
        ("", "matrix: five, ", "five"),
        ("", "matrix: six, ", None),
        ("  - {id: six, name: Six}\n", "", None),
        ("  - {id: six, name: Six}\n", "matrix: six, ", "six"),
    ],
)
def test_a_risk_needs_to_name_its_matrix_only_among_several(
    more: str, named: str, matrix: str | None
) -> None:
    plan = risked(f"{MATRICES}{more}risks: [{{id: R, {named}title: Money}}]")

    found = matrix_of(plan, plan.risks["R"])

    assert (found.id if found else None) == matrix


def test_the_point_that_says_how_things_stand_now() -> None:
    assert current_point(five()) == "current"
    assert current_point(letters()) == "net"
    assert current_point(None) == "current"
    assert target_point(five()) == "target"
    assert target_point(letters()) is None


@pytest.mark.parametrize(
    ("points", "point"),
    [
        ("[{id: raw, name: Raw}, {id: now, name: Now}, {id: aim, name: Aim}]", "now"),
        ("[{id: a, name: Inherent risk}, {id: b, name: Managed risk}]", "b"),
        ("[{id: gross, name: Gross}, {id: after, name: After}, {id: goal, name: Goal}]", "after"),
        ("[{id: s1, name: Before controls}, {id: s2, name: With controls}]", "s2"),
        ("[{id: gross, name: Gross}, {id: net, name: Net of planned controls}]", "net"),
        ("[{id: residual, name: R}, {id: current, name: C}]", "current"),
        (
            "[{id: pre, name: P}, {id: residual, name: R}, {id: residual-target, name: T}]",
            "residual",
        ),
        ("[{id: inherent, name: Inherent}]", "inherent"),
        ("[]", "current"),
    ],
)
def test_the_present_point_is_told_by_its_words_or_by_being_the_only_one_left(
    points: str, point: str
) -> None:
    matrix = risked(f"risk_matrices: [{{id: odd, name: Odd, points: {points}}}]").risk_matrices[
        "odd"
    ]

    found = present_is_told(matrix), current_point(matrix)

    assert found == (True, point)


@pytest.mark.parametrize(
    ("points", "point"),
    [
        ("[{id: first, name: F}, {id: second, name: S}]", "first"),
        ("[{id: raw, name: Raw}, {id: mid, name: M}, {id: late, name: L}]", "mid"),
        ("[{id: raw, name: Raw}, {id: net, name: N}, {id: actual, name: A}]", "net"),
        ("[{id: raw, name: Raw}, {id: aim, name: Aim}]", "raw"),
    ],
)
def test_where_the_present_point_cannot_be_told_it_is_the_first_that_may_be_it(
    points: str, point: str
) -> None:
    matrix = risked(f"risk_matrices: [{{id: odd, name: Odd, points: {points}}}]").risk_matrices[
        "odd"
    ]

    found = present_is_told(matrix), current_point(matrix)

    assert found == (False, point)
