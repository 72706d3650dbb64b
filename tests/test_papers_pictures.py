# ruff: noqa: E501 (an entry of a plan is one line)
from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ipcli.papers.measures import measures
from ipcli.papers.monitoring import monitoring
from ipcli.papers.pictures.slippage import slippage_figure
from ipcli.papers.progress import progress
from ipcli.papers.risks import risks
from support.command import run
from support.papers import BARE_PLAN, FULL_AFTER, FULL_BEFORE, FULL_PLAN, basis_of, page

if TYPE_CHECKING:
    from ipcli.papers.pictures.drawing import Figure
    from support.history import History

SCALES = """\
-- plans/plan.yaml --
plan:
  id: three
  format: 1
  council: Anytown Council
  title: Plan
  levels: [{id: action, name: Action, scale: progress}]
scales:
  - id: progress
    name: Progress
    states:
      - {id: done, name: Done, colour: blue, class: done}
      - {id: well, name: Well, colour: green, class: on-course}
      - {id: late, name: Late, colour: red, class: off-course}
periods:
  - {id: P1, name: First, as_of: 2026-06-30, tag: three/1}
  - {id: P2, name: Second, as_of: 2026-09-30, tag: three/2}
  - {id: P3, name: Third, as_of: 2026-12-31, tag: three/3}
"""


def items(*states: str, due: str = "2027-03-31") -> str:
    rows = "".join(
        f"  - {{id: A{at}, title: Action {at}, status: {state}, baseline: {{due: 2027-03-31}}, due: {due}}}\n"
        for at, state in enumerate(states)
    )
    return f"-- plans/items.yaml --\nitems:\n{rows}"


def reported(history: History, *more: str) -> tuple[int, str, str]:
    ran = run("report", "--quarter", "P3", *more, here=history.folder)
    return ran.code, ran.out, ran.err


def test_a_count_is_shown_for_each_period_up_to_this_one(history: History) -> None:
    history.commit("three/1", SCALES + items("well", "well"))
    history.commit("three/2", SCALES + items("well", "late"))
    history.commit("three/3", SCALES + items("well", "late", "late"))

    _, paper, _ = reported(history)

    assert (
        """\
Actions over the periods

| Period | Facts as of | Done | Well | Late | All |
| --- | --- | ---: | ---: | ---: | ---: |
| First | 30 June 2026 | 0 | 2 | 0 | 2 |
| Second | 30 September 2026 | 0 | 1 | 1 | 2 |
| Third | 31 December 2026 | 0 | 1 | 2 | 3 |
"""
        in paper
    )


def test_bars_are_of_what_the_percentages_are_of(history: History) -> None:
    count = "  counts: [{id: actions, name: Actions, base: assessed}]\nscales:"
    assessed = SCALES.replace("scales:", count)
    history.commit("three/1", assessed + items("well", "well"))
    history.commit("three/2", assessed + items("well", "NONE").replace(", status: NONE", ""))
    history.commit(
        "three/3", assessed + items("well", "NONE", "late").replace(", status: NONE", "")
    )

    _, paper, _ = reported(history)

    table = paper.partition("Actions over the periods")[2].partition("###")[0]
    assert "| Third | 31 December 2026 | 0 | 1 | 1 | 2 |" in table
    assert "| Second | 30 September 2026 | 0 | 1 | 0 | 1 |" in table


def test_no_bar_stands_with_bars_of_another_scale(history: History) -> None:
    history.commit("three/1", SCALES + items("well", "late"))
    other = SCALES.replace("off-course", "at-risk")
    history.commit("three/2", other + items("well", "late"))
    history.commit("three/3", other + items("late", "late"))

    _, paper, _ = reported(history)

    table = paper.partition("Actions over the periods")[2].partition("###")[0]
    assert "| First |" not in table
    assert "| Second |" in table
    assert "Before Second it was counted in other terms, which cannot be compared." in table


def test_the_periods_before_a_new_scale_have_a_picture_of_their_own(history: History) -> None:
    other = SCALES.replace("off-course", "at-risk")
    history.commit("three/1", SCALES + items("well", "late"))
    history.commit("three/2", SCALES + items("late", "late"))
    history.commit("three/3", other + items("well", "late"))

    _, paper, _ = reported(history)

    assert "Actions over the periods, up to Second" in paper
    assert "| Third | 31 December 2026 |" not in paper.partition("over the periods")[2]


def test_a_missing_tag_of_an_older_period_is_not_passed_over(history: History) -> None:
    history.commit("", SCALES + items("well"))
    history.commit("three/2", SCALES + items("well"))
    history.commit("three/3", SCALES + items("well"))

    code, paper, told = reported(history)

    assert (code, paper) == (3, "")
    assert "three/1" in told


def test_a_paper_that_shows_no_older_period_does_not_ask_for_it(history: History) -> None:
    history.commit("", SCALES + items("well"))
    history.commit("three/2", SCALES + items("well"))
    history.commit("three/3", SCALES + items("well"))

    assert reported(history, "--paper", "risks")[0] == 0


def test_an_older_plan_that_cannot_be_read_is_named_and_not_counted(history: History) -> None:
    history.commit("three/1", SCALES + items("well") + "-- plans/bad.yaml --\nitems: [\n")
    history.commit("three/2", SCALES + items("well"))
    history.commit("three/3", SCALES + items("well"))

    code, paper, _ = reported(history)

    assert code == 0
    assert "Not shown here, since its plan cannot be read: First." in paper
    assert "| First |" not in paper


def test_rows_on_time_and_late_are_counted_for_each_period(history: History) -> None:
    history.commit("three/1", SCALES + items("well", "well"))
    history.commit("three/2", SCALES + items("well", "well"))
    history.commit("three/3", SCALES + items("well", "well", due="2027-04-30"))

    _, paper, _ = reported(history)

    assert re.search(r"\| Second \| 30 September 2026 \| 2 \| 0 \| 2 \| . \| 0 \|", paper)
    assert "| Third | 31 December 2026 | 0 | 2 | 2 | 30 | 0 |" in paper


def test_one_period_alone_has_no_picture_over_time() -> None:
    assert progress(basis_of(FULL_AFTER)).plans[0].over_time.figures == ()


def test_what_is_exempt_is_in_no_bar_of_a_public_paper() -> None:
    shown = progress(basis_of(FULL_AFTER, FULL_BEFORE, public=True)).plans[0].over_time.figures[0]
    whole = progress(basis_of(FULL_AFTER, FULL_BEFORE)).plans[0].over_time.figures[0]

    assert [row.cells[-1].text for row in shown.tables[0].rows] == ["5", "6"]
    assert [row.cells[-1].text for row in whole.tables[0].rows] == ["6", "7"]


def test_what_is_exempt_now_is_in_no_earlier_bar_of_a_public_paper(history: History) -> None:
    history.commit("three/1", SCALES + items("well", "well"))
    history.commit("three/2", SCALES + items("well", "well"))
    history.commit(
        "three/3", SCALES + items("well", "well").replace("id: A1", "id: A1, exempt: paragraph 3")
    )

    _, paper, _ = reported(history, "--public")

    assert "| First | 30 June 2026 | 0 | 1 | 0 | 1 |" in paper
    assert "Action 1" not in paper


def pictures(html: str) -> list[str]:
    return re.findall(r'<svg role="img".*?</svg>', html, flags=re.DOTALL)


@pytest.mark.parametrize("name", ["progress", "themes"])
def test_each_picture_has_a_title_and_a_description(name: str) -> None:
    found = pictures(page(basis_of(FULL_AFTER, FULL_BEFORE), "html", name))

    assert found
    for each in found:
        titled, described = re.findall(r'aria-labelledby="(\S+) (\S+)"', each)[0]
        assert re.search(rf'<title id="{titled}">[^<]+</title>', each)
        assert re.search(rf'<desc id="{described}">[^<]+</desc>', each)


def test_pictures_of_two_plans_on_one_page_have_anchors_of_their_own() -> None:
    first, second = (
        basis_of(
            *(text.replace("id: full\n", f"id: {plan}\n") for text in (FULL_AFTER, FULL_BEFORE))
        )
        for plan in ("full", "other")
    )

    html = page(replace(first, beside=(second,)), "html")

    ids = re.findall(r' id="([^"]*)"', html)
    assert len(pictures(html)) == 2 * len(pictures(page(first, "html")))
    assert len(ids) == len(set(ids))
    for each in pictures(html):
        titled = re.findall(r'aria-labelledby="(\S+) ', each)[0]
        assert f'<title id="{titled}">' in each


def test_a_bare_plan_has_no_picture() -> None:
    assert pictures(page(basis_of(BARE_PLAN), "html")) == []


def dated(*rows: str) -> Figure:
    """Return the timeline of a theme with these rows."""
    each = "".join(
        f"      - {{id: A{at}, title: Row {at}, {row}}}\n" for at, row in enumerate(rows)
    )
    plan = f"-- plans/items.yaml --\nitems:\n  - id: T\n    title: Theme\n    items:\n{each}"
    (figure,) = (
        next(
            each.figures
            for each in monitoring(basis_of(FULL_PLAN + plan)).sections
            if each.anchor == "timeline"
        ),
    )
    return figure[0]


def test_a_timeline_shows_the_first_date_the_present_one_and_what_lies_between() -> None:
    figure = dated("baseline: {due: 2026-11-01}, due: 2027-03-01")

    drawing = figure.drawing
    assert [(each.shape, each.kind) for each in drawing.shapes.signs] == [
        ("diamond", "first"),
        ("diamond", "now"),
    ]
    assert [each.kind for each in drawing.shapes.strokes if each.kind in {"later", "earlier"}] == [
        "later"
    ]
    assert "4 months later" in [each.text for each in drawing.shapes.words]


def test_what_is_completed_has_a_sign_of_its_own() -> None:
    figure = dated(
        "status: complete, baseline: {due: 2026-11-01}, due: 2026-11-01, completed: 2026-09-01"
    )

    assert [each.shape for each in figure.drawing.shapes.signs] == ["diamond", "tick"]
    assert [each.kind for each in figure.drawing.shapes.strokes if each.kind == "earlier"] == [
        "earlier"
    ]


def test_a_forecast_takes_the_place_of_the_date_that_is_agreed() -> None:
    figure = dated("baseline: {due: 2026-11-01}, due: 2026-11-01, forecast: 2026-11-15")

    assert "14 days later" in [each.text for each in figure.drawing.shapes.words]


def test_a_date_that_is_no_day_is_drawn_as_the_time_that_it_can_mean() -> None:
    figure = dated("baseline: {due: 2026-11}, due: 2026-11")

    assert [each.kind for each in figure.drawing.shapes.areas] == ["span", "span"]


def test_a_date_in_words_is_not_drawn_and_that_is_said() -> None:
    figure = dated("due: 2026-11-01", "due: {text: soon}")

    assert figure.notes == ("1 row has a date in words that name no day, and cannot be drawn.",)


def test_of_many_rows_those_that_moved_furthest_are_drawn_and_the_rest_is_counted() -> None:
    still = ["baseline: {due: 2026-11-01}, due: 2026-11-01"] * 25
    figure = dated(*still, "baseline: {due: 2026-11-01}, due: 2027-11-01")

    names = [each.text for each in figure.drawing.shapes.words if each.text.startswith("Row ")]
    assert len(names) == 18
    assert names[-1] == "Row 25"
    assert figure.notes[0].startswith("18 of 26 rows are drawn: those that moved furthest")


@pytest.mark.parametrize("due", ["0001-01-01", "9999-12-31"])
def test_dates_at_the_ends_of_the_calendar_can_be_drawn(due: str) -> None:
    figure = dated(f"baseline: {{due: 2026-11-01}}, due: {due}", "due: 9999-12", "due: 0001")

    assert 0 < len([each for each in figure.drawing.shapes.strokes if each.kind == "grid"]) < 10


def test_everything_lies_within_the_picture() -> None:
    figure = dated("baseline: {due: 2026-11}, due: 2027-03-01", "due: 2031/32", "due: 2020-01-31")

    drawing = figure.drawing
    places = [each.x for each in drawing.shapes.signs] + [each.x for each in drawing.shapes.words]
    assert all(0 <= float(each.removesuffix("%")) <= 100 for each in places)


@pytest.mark.parametrize("last", ["2027-02-10", "2027-03-10", "2027-04-10", "2027-12-31"])
def test_each_upright_line_has_a_name_on_a_wide_page_and_on_a_narrow_one(last: str) -> None:
    drawing = dated(f"baseline: {{due: 2026-09-10}}, due: {last}").drawing

    lines = {each.x1 for each in drawing.shapes.strokes if each.kind == "grid"}
    names = [each for each in drawing.shapes.words if "soft" in each.kind]
    assert lines == {each.x for each in names if "short" not in each.kind}
    assert lines == {each.x for each in names if "long" not in each.kind}


@pytest.mark.parametrize(
    ("due", "told"), [("2026-11-15", "+14 days"), ("2026-10-28", "\N{MINUS SIGN}4 days")]
)
def test_a_narrow_page_shows_whether_a_date_is_later_or_earlier(due: str, told: str) -> None:
    drawing = dated(f"baseline: {{due: 2026-11-01}}, due: {due}").drawing

    assert [each.short for each in drawing.shapes.words if "on-line" in each.kind] == [told]


@pytest.mark.parametrize(
    ("first", "due", "side"),
    [
        ("2026-08-01", "2026-09-10", "end on-line"),  # the day of the facts is to the right of it
        ("2026-10-20", "2026-11-15", "on-line"),  # and here to the left
        ("2026-06-01", "2027-04-15", "middle on-line"),
    ],
)
def test_how_far_a_date_moved_is_not_written_on_the_line_of_the_day_of_the_facts(
    first: str, due: str, side: str
) -> None:
    drawing = dated(f"baseline: {{due: {first}}}, due: {due}", "due: 2026-03-01", "due: 2027-05-01")

    assert [each.kind for each in drawing.drawing.shapes.words if "on-line" in each.kind] == [side]


def test_the_progress_paper_shows_the_dates_of_what_slipped() -> None:
    found = progress(basis_of(FULL_AFTER, FULL_BEFORE)).plans[0].themes[0]

    (figure,) = found.timeline
    assert len(figure.drawing.shapes.signs) == 2 * len(found.rows)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((-3,), ["Earlier: 1"]),
        ((0,), ["On the same last day, written otherwise: 1"]),
        ((1, 31), ["Up to a month later: 2"]),
        ((32, 92), ["Up to a month later: 0", "1 to 3 months later: 2"]),
        (
            (20, 366),
            [
                "Up to a month later: 1",
                "1 to 3 months later: 0",
                "3 to 6 months later: 0",
                "6 to 12 months later: 1",
            ],
        ),
        ((None, 5), ["Up to a month later: 1", "One of the dates is in words: 1"]),
    ],
)
def test_moves_fall_into_classes_of_which_none_between_is_left_out(
    days: tuple[int | None, ...], told: list[str]
) -> None:
    (figure,) = slippage_figure(days)

    assert [each.text for each in figure.drawing.shapes.words] == told


def test_nothing_is_drawn_where_no_due_date_moved() -> None:
    assert slippage_figure(()) == ()


def moved(number: int, due: str) -> str:
    each = "".join(
        f"      - {{id: A{at}, title: Row {at}, baseline: {{due: 2026-11-01}}, due: {due}}}\n"
        for at in range(number)
    )
    return f"{FULL_PLAN}-- plans/items.yaml --\nitems:\n  - id: T\n    title: Theme\n    items:\n{each}"


@pytest.mark.parametrize(("number", "figures"), [(4, 0), (5, 1)])
def test_how_far_dates_moved_is_drawn_where_they_are_many(number: int, figures: int) -> None:
    found = (
        progress(basis_of(moved(number, "2026-12-01"), moved(number, "2026-11-01"))).plans[0].moves
    )

    assert len(found.dates) == number
    assert len(found.how_far) == figures


MATRIX = """\
-- plans/plan.yaml --
plan: {id: risky, format: 1, council: Anytown Council, title: Plan, levels: [{id: action, name: Action}]}
risk_matrices:
  - id: register
    name: Register
    likelihood: [{id: 1, name: Rare}, {id: 2, name: Likely}]
    impact: [{id: A, name: Minor}, {id: B, name: Major}]
    grid: {1: [green, amber], 2: [amber, red]}
    bands: [{id: red, name: Red, colour: red}, {id: amber, name: Amber, colour: amber}, {id: green, name: Green, colour: green}]
periods:
  - {id: P1, name: First, as_of: 2026-06-30, tag: risky/1}
  - {id: P2, name: Second, as_of: 2026-09-30, tag: risky/2}
risks:
"""


def matrix_of(now: str, before: str | None = None) -> Figure:
    """Return the picture of the matrix with one risk, given by its current score."""
    risk = "  - {{id: R1, title: Money, scores: {{current: {}}}}}\n"
    after, earlier = MATRIX + risk.format(now), MATRIX + risk.format(before) if before else None
    found = {each.anchor: each for each in risks(basis_of(after, earlier)).sections}
    (figure,) = found["matrix-register"].figures
    return figure


def test_a_risk_that_moved_has_an_arrow_from_its_earlier_cell() -> None:
    figure = matrix_of("{likelihood: 1, impact: B}", "{likelihood: 2, impact: A}")

    marks = {each.kind: (int(each.x), each.y) for each in figure.drawing.shapes.signs}
    (arrow,) = figure.drawing.shapes.strokes
    assert marks["ghost"][0] < int(arrow.x1) < int(arrow.x2) < marks["mark"][0]
    assert marks["ghost"][1] < arrow.y1 < arrow.y2 < marks["mark"][1]
    assert figure.drawing.description == (
        "1 open risk by likelihood and impact. Moved to another cell: Money, "
        "from likelihood 2 and impact A to 1 and B."
    )


def test_a_risk_that_stayed_has_none() -> None:
    figure = matrix_of("{likelihood: 1, impact: B}", "{likelihood: 1, impact: B}")

    assert figure.drawing.shapes.strokes == ()
    assert "None moved" in figure.drawing.description


def test_a_first_report_shows_no_movement() -> None:
    assert matrix_of("{likelihood: 1, impact: B}").notes == ()


def test_each_cell_bears_the_sign_of_its_band() -> None:
    signs = matrix_of("{likelihood: 1, impact: B}").drawing.shapes.signs

    assert [each.shape for each in signs if each.kind.startswith("band")] == [
        *("triangle", "diamond", "circle", "triangle"),
    ]


def test_a_risk_without_likelihood_and_impact_is_counted_beside_the_matrix() -> None:
    more = "  - {id: R2, title: People, scores: {current: {score: 3}}}\n"
    risk = "  - {id: R1, title: Money, scores: {current: {likelihood: 1, impact: A}}}\n"
    found = {each.anchor: each for each in risks(basis_of(MATRIX + risk + more)).sections}

    (figure,) = found["matrix-register"].figures
    assert figure.notes == ("1 open risk has no likelihood and impact, and cannot be drawn.",)


def test_more_risks_than_a_cell_can_hold_are_counted_in_it() -> None:
    risk = "  - {{id: R{0}, title: Risk {0}, scores: {{current: {{likelihood: 1, impact: A}}}}}}\n"
    many = "".join(risk.format(at) for at in range(15))
    found = {each.anchor: each for each in risks(basis_of(MATRIX + many)).sections}

    (figure,) = found["matrix-register"].figures
    marks = [each for each in figure.drawing.shapes.signs if each.kind == "mark"]
    assert f"+{15 - len(marks)}" in [each.text for each in figure.drawing.shapes.words]


def measured(*readings: str, more: str = "") -> tuple[Figure, ...]:
    """Return the pictures of a measure with these readings."""
    told = "".join(f"      - {{{each}}}\n" for each in readings)
    plan = f"{FULL_PLAN}-- plans/m.yaml --\nmeasures:\n  - id: M\n    title: Trust\n{more}    readings:\n{told}"
    found = {each.anchor: each for each in measures(basis_of(plan)).sections}
    return found["measure-M"].figures


THREE = ("for: 2025/26 Q2, value: 1", "for: 2025/26 Q3, value: 2", "for: 2025/26 Q4, value: 3")


def joins(figures: tuple[Figure, ...]) -> int:
    return len([each for each in figures[0].drawing.shapes.strokes if each.kind == "trend"])


def test_readings_of_one_thing_are_joined() -> None:
    assert joins(measured(*THREE)) == 2


def test_readings_on_either_side_of_a_new_definition_are_not_joined() -> None:
    first = "{version: 1, from: 2024-04-01, text: one}"
    new = f"    definitions: [{first}, {{version: 2, from: 2026-01-01, text: two}}]\n"

    figures = measured(*THREE, more=new)

    assert joins(figures) == 1
    assert "Counted anew: version 2" in [each.text for each in figures[0].drawing.shapes.words]


def test_a_line_does_not_pass_over_a_reading_that_is_missing() -> None:
    assert joins(measured(THREE[0], "for: 2025/26 Q3, text: No survey", THREE[2])) == 0


def test_a_reading_of_the_time_to_come_is_not_drawn() -> None:
    assert joins(measured(*THREE, "for: 2027/28, value: 9")) == 2


def test_a_target_is_drawn_beside_the_readings() -> None:
    (figure,) = measured(THREE[0], more="    targets: [{for: 2026/27, value: 10}]\n")

    assert [each.shape for each in figure.drawing.shapes.signs] == ["circle", "diamond"]
    assert "target, up to 31 March 2027: 10" in figure.drawing.description


def test_one_value_alone_makes_no_picture() -> None:
    assert measured(THREE[0]) == ()


def test_higher_values_lie_higher() -> None:
    heights = [each.y for each in measured(*THREE)[0].drawing.shapes.signs]

    assert heights == sorted(heights, reverse=True)
