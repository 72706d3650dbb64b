# ruff: noqa: E501 (an entry of a plan is one line)
"""What papers may say of directions and rows: lateness, gaps, roll-ups, rules of change control."""

from __future__ import annotations

import pytest

from ipcli.load import load
from ipcli.papers.basis import Draft, basis
from ipcli.papers.directions import directions
from ipcli.papers.governance import governance
from ipcli.papers.head import is_demonstration
from ipcli.papers.progress import progress
from ipcli.papers.risks import risks
from ipcli.tree import Tree
from support.papers import BARE_PLAN, FULL_PLAN, basis_of, page, plan_of


def instrument(more: str, paragraph: str) -> str:
    return f"""\
{FULL_PLAN}
-- plans/more.yaml --
instruments:
  - {{id: DIR, kind: directions, title: Directions, made_by: secretary-of-state, made_on: 2026-03-16{more}, paragraphs: [{{id: DIR/1, title: One, {paragraph}}}]}}
"""


@pytest.mark.parametrize("name", ["progress", "directions", "letter"])
@pytest.mark.parametrize(
    ("more", "made_up"), [(", illustrative: yes", ""), ("", "illustrative: yes, ")]
)
@pytest.mark.parametrize("met", ["", ", met: [{date: 2026-09-20, by: council}]"])
def test_no_paper_says_that_a_made_up_clock_was_missed(
    name: str, more: str, made_up: str, met: str
) -> None:
    plan = instrument(more, f"{made_up}clock: {{within: 6 months}}{met}")

    text = page(basis_of(plan), "md", name)

    assert "16 September 2026" in text
    assert " late" not in text
    assert "verdue" not in text


def test_a_clock_that_is_not_made_up_is_late() -> None:
    text = page(basis_of(instrument("", "clock: {within: 1 month}")), "md")

    assert "Due 16 April 2026; overdue, 167 days late (116 working days)." in text


def test_the_working_day_that_counts_is_told() -> None:
    paragraph = "clock: {within: 6 months, from: 2026-03-19, falls: next-working-day}"

    (shown,) = progress(basis_of(instrument("", paragraph))).plans[0].instruments

    assert (
        shown.paragraphs[0]
        .clock[1]
        .startswith("Due 19 September 2026; the next working day is 21 September 2026")
    )


def test_what_is_owed_names_who_laid_it_down() -> None:
    text = page(basis_of(instrument("", "clock: {every: 1 year}")), "md")

    assert "| What | Under | Laid down by | When |" in text


SHARED = """\
-- plans/council.yaml --
roles: [{id: leader, name: Leader}]
bodies: [{id: government, name: Government, kind: government}]
periods: [{id: p, name: Quarter, as_of: 2026-09-30}]
instruments:
  - id: DIR
    kind: directions
    title: Directions
    made_by: government
    made_on: 2026-03-16
    paragraphs: [{id: DIR/1, title: One}, {id: DIR/2, title: Two}]
-- plans/first/plan.yaml --
plan: {id: first, format: 1, council: Anytown, title: First Plan, levels: [{id: theme, name: Theme}]}
items: [{id: A, title: Old}]
-- plans/second/plan.yaml --
plan: {id: second, format: 1, council: Anytown, title: Second Plan, levels: [{id: theme, name: Theme}]}
items: [{id: B, title: New, answers: DIR/1, illustrative: yes}]
"""


def test_a_paragraph_that_another_plan_answers_is_no_gap() -> None:
    plans = load(Tree.of_text(SHARED)).plans
    first = plans["first"]
    period = first.periods["p"]
    made = basis(first, plans=plans, before=None, period=period, previous=None, revision="here")

    (shown,) = progress(made).plans[0].instruments

    assert [each.standing for each in shown.paragraphs] == [
        ("Second Plan answers it.",),
        ("No row of the plan answers it.",),
    ]


def test_the_directions_paper_counts_what_another_plan_answers() -> None:
    plans = load(Tree.of_text(SHARED)).plans
    first = plans["first"]
    period = first.periods["p"]
    made = basis(first, plans=plans, before=None, period=period, previous=None, revision="here")

    text = page(made, "md", "directions")

    told = (
        "0 of the 2 paragraphs in force that the council owes are answered by rows of this plan; "
    )
    assert f"{told}1 is answered by another plan of the council." in text
    assert "| One | By another plan | Second Plan answers it |" in text
    assert "| Two | No |" in text


def test_a_row_that_stands_in_one_that_answers_is_counted_too() -> None:
    plan = f"""{BARE_PLAN.replace("title: Open the books", "title: Open the books, answers: DIR/1").replace("title: Publish spending", "title: Publish spending, answers: DIR/1")}
bodies: [{{id: government, name: Government, kind: government}}]
instruments: [{{id: DIR, kind: directions, title: Directions, made_by: government, made_on: 2026-03-16, paragraphs: [{{id: DIR/1, title: One}}]}}]
"""

    text = page(basis_of(plan), "md")

    assert "2 rows answer it." in text


def test_a_plan_beside_one_with_made_up_rows_is_a_demonstration_too() -> None:
    plans = load(Tree.of_text(SHARED)).plans

    assert not is_demonstration(plans["first"])
    assert is_demonstration(plans["first"], plans.values())


def test_what_is_kept_for_the_record_has_no_gaps() -> None:
    text = page(basis_of(instrument(", to_answer: no", "text: Do it.")), "md", "directions")

    assert "No row of the plan answers it." not in text


def test_a_roll_up_below_the_top_level_is_printed() -> None:
    plan = (
        FULL_PLAN.replace(
            "name: Action, scale: progress,", "name: Action, scale: progress, rollup: shown,"
        )
        + "-- plans/items.yaml --\n"
        + "items: [{id: T, title: Theme, items: [{id: A, title: Action, items: [{id: S, title: Step, status: amber}]}]}]\n"
    )

    text = page(basis_of(plan), "md")

    assert "#### Worked out from the rows in it\n\n- Action (A): ▲ At risk" in text
    assert "Worked out from its rows: ▲" in page(basis_of(plan), "md", "monitoring")


def test_a_row_of_a_plan_of_one_level_is_told_of_where_it_slipped() -> None:
    plan = """\
-- plans/plan.yaml --
plan: {id: one, format: 1, council: Anytown, title: Plan, levels: [{id: action, name: Action}]}
items: [{id: A, title: Late, baseline: {due: 2026-06-30}, due: 2026-10-01}]
"""
    (theme,) = progress(basis_of(plan)).plans[0].themes

    assert [row.moved for row in theme.rows] == ["93 days later"]


def test_axes_without_a_score_are_told() -> None:
    plan = (
        FULL_PLAN.replace("    name: Register\n", "    name: Register\n    score: none\n")
        + "-- plans/more.yaml --\n"
        + "risks: [{id: R, title: Risk, scores: {current: {likelihood: 3, impact: 2}}}]\n"
    )

    assert "| Current: likelihood 3, impact 2 |" in page(basis_of(plan), "md")
    assert "| Current: likelihood 3, impact 2 |" in page(basis_of(plan), "md", "risks")


def test_a_matrix_without_axes_and_bands_has_no_section() -> None:
    plan = (
        FULL_PLAN + "-- plans/more.yaml --\nrisk_matrices: [{id: empty, name: Empty}]\n"
        "risks: [{id: R, title: Risk, matrix: empty}]\n"
    )

    anchors = [each.anchor for each in risks(basis_of(plan)).sections]

    assert anchors == ["register", "matrix-register", "movement"]


@pytest.mark.parametrize(
    ("rule", "what", "who"),
    [
        ("{change: any, needs: never}", "Any change", "It is never allowed"),
        ("{change: due-moved, needs: nobody}", "Timescales changed", "Nobody"),
        (
            "{change: due-moved, levels: step, in_all_up_to: 2 months, within: [parent, clocks], needs: [cabinet, council]}",
            "Timescales changed; only steps; by up to 2 months in all; no later than the row above it; no later than the dates that are laid down by law",
            "Cabinet and Council",
        ),
        (
            "{change: item-closed, labels: urgent, to: not-feasible, needs_one_of: [cabinet, council], noted_by: scrutiny}",
            "Items closed; only what is labelled Urgent; only to not feasible",
            "Cabinet or Council; to be noted by Scrutiny Committee",
        ),
    ],
)
def test_a_rule_of_change_control_is_told_in_words(rule: str, what: str, who: str) -> None:
    head = FULL_PLAN[: FULL_PLAN.index("change_control:")]
    rest = FULL_PLAN[FULL_PLAN.index("roles:") :]
    plan = f"{head}change_control: [{rule}]\nlabels: [{{id: urgent, name: Urgent}}]\n{rest}"

    (found,) = (each for each in governance(basis_of(plan)).sections if each.anchor == "control")

    cells = found.tables[0].rows[0].cells
    assert (cells[0].text, cells[1].text) == (what, who)


def test_only_a_declared_period_is_told_to_get_a_tag() -> None:
    plan = plan_of(FULL_PLAN.replace(", tag: full/2026-10", ""))

    text = Draft.of(plan, plan.periods["2026-27-Q2"]).text

    assert text.endswith("First write tag: full/2026-27-Q2 into the period 2026-27-Q2.")
    assert "First write" not in page(basis_of(BARE_PLAN, draft=True), "md")


def test_directions_that_nobody_owes_yet_have_no_paragraph_in_force() -> None:
    plan = instrument("", "text: Do it.").replace("made_on: 2026-03-16", "made_on: 2026-12-16")

    texts = [line for each in directions(basis_of(plan)).sections for line in each.lines]

    assert "No paragraph that the council owes was in force." in texts


def test_an_instrument_and_its_paragraphs_tell_the_same_rows() -> None:
    plan = f"""{FULL_PLAN}
-- plans/more.yaml --
instruments:
  - {{id: DIR, kind: directions, title: Directions, made_by: secretary-of-state, made_on: 2026-03-16, paragraphs: [{{id: DIR/1, title: One}}, {{id: DIR/2, title: Two}}]}}
items: [{{id: T, title: Theme, status: green, answers: DIR/1, items: [{{id: A, title: Action, status: complete, answers: DIR/2}}]}}]
"""

    text = page(basis_of(plan), "md")

    assert "1 of the 2 rows that answer it or a part of it is complete." in text
    assert "\nThe row that answers it is complete." in text


def test_a_date_that_was_extended_and_met_in_the_period_is_told() -> None:
    clock = "clock: {dates: [2026-07-01, 2027-06]}, extensions: [{to: 2026-10-01, by: secretary-of-state, for: 1}], met: [{date: 2026-09-28, for: 1}]"

    text = page(basis_of(instrument("", clock)), "md")

    assert (
        "Due 1 July 2026; extended to 1 October 2026, agreed by Secretary of State; met 28 September 2026."
        in text
    )


def test_a_date_of_a_clock_is_told_no_more_exactly_than_it_is_laid_down() -> None:
    text = page(basis_of(instrument("", "clock: {dates: [2026-11]}")), "md")

    assert "By November 2026." in text
    assert "30 November 2026" not in text


@pytest.mark.parametrize(
    ("suffix", "headings"),
    [
        ("md", ["#### Annex A", "##### One", "###### Letter", "###### Roman"]),
        ("html", ["<h4>Annex A</h4>", "<h5>One</h5>", "<h6>Letter</h6>", "<h6>Roman</h6>"]),
    ],
)
def test_what_stands_in_a_paragraph_is_headed_one_deeper(suffix: str, headings: list[str]) -> None:
    plan = instrument("", "text: Do it.").replace(
        "{id: DIR/1, title: One, text: Do it.}",
        "{id: A, title: Annex A, paragraphs: [{id: B, title: One, paragraphs: [{id: C, title: Letter, paragraphs: [{id: D, title: Roman}]}]}]}",
    )

    text = page(basis_of(plan), suffix, "directions")

    assert [each for each in headings if each in text.splitlines()] == headings
