# ruff: noqa: E501 (an entry of a plan is one line)
"""Figures that prose names in braces: all of them, in every prose that may, and nowhere else."""

from __future__ import annotations

import pytest

from ipcli.assess.figures import figure_names
from ipcli.assess.named import NAMED, prose_of_entry, prose_of_paper
from support.findings import found
from support.papers import FULL_PLAN, basis_of, page, plan_of

ROWS = """\
-- plans/items.yaml --
items:
  - id: T
    title: Theme
    status: green
    items:
      - {id: A, title: A, status: green, ratings: {risk-rating: low}}
      - {id: B, title: B, status: red, reason: "{actions.total} in a reason", recovery: Soon., ratings: {risk-rating: high}}
      - {id: C, title: C, status: green, ratings: {risk-rating: low}}
      - {id: D, title: D, status: complete, completed: 2026-09-01, ratings: {risk-rating: low}}
risks:
  - {id: R1, title: Money, scores: {current: {likelihood: 2, impact: 4}, target: {likelihood: 1, impact: 4}}}
  - {id: R2, title: People, scores: {current: {likelihood: 4, impact: 4}, target: {likelihood: 1, impact: 4}}}
instruments:
  - {id: DIR, kind: directions, title: Directions, made_by: secretary-of-state, made_on: 2026-03-16, paragraphs: [{id: DIR/1, title: One, clock: ongoing}]}
"""
BEFORE = FULL_PLAN + ROWS.replace(
    "      - {id: C, title: C, status: green, ratings: {risk-rating: low}}\n", ""
)


def filled(prose: str, *, before: str | None = BEFORE) -> str:
    """Return a summary as the progress paper prints it."""
    entry = (
        f"-- plans/commentary.yaml --\ncommentary: [{{period: 2026-27-Q2, summary: '{prose}'}}]\n"
    )
    paper = page(basis_of(FULL_PLAN + ROWS + entry, before), "md")
    return paper.partition("## Summary\n\n")[2].partition("\n\n")[0]


@pytest.mark.parametrize(
    ("prose", "printed"),
    [
        ("{actions.total} actions", "4 actions"),
        ("{actions.green} and {actions.well}", "2 and 3"),
        ("{actions.green.percent} go well", "50% (2 of 4) go well"),
        ("{actions.green.percent}% go well", "50% (2 of 4) go well"),
        ("{actions.green.percent} per cent go well", "50 per cent (2 of 4) go well"),
        ("{actions.green} of {actions.total} ({actions.green.percent})", "2 of 4 (50%)"),
        ("{actions.risk-rating.high.percent}", "25% (1 of 4)"),
        ("{actions.amber}, {actions.amber.percent}", "0, 0%"),
        (
            "{changes.item-added} new, {changes.item-added.action} of them actions",
            "1 new, 1 of them actions",
        ),
        ("{changes.item-closed.merged} merged", "0 merged"),
        ("{risks.total}, {risks.red} red, {risks.average.current}", "2, 1 red, 12"),
        ("{coverage.answered} of {coverage.paragraphs}", "0 of 1"),
        ("{achievements} achieved", "0 achieved"),
        ("{sic} and {a, b} and {}", "{sic} and {a, b} and {}"),
        (r"\{actions.total} is how it is named", "{actions.total} is how it is named"),
        (r"**bold** \{actions.total\}", "**bold** {actions.total}"),
    ],
)
def test_a_figure_in_prose_is_filled_in(prose: str, printed: str) -> None:
    assert filled(prose) == printed


def test_an_average_is_printed_with_two_decimals_at_most() -> None:
    more = "-- plans/more.yaml --\nrisks: [{id: R3, title: Fire, scores: {current: {likelihood: 1, impact: 1}}}]\n"
    entry = "-- plans/c.yaml --\ncommentary: [{period: 2026-27-Q2, summary: '{risks.average.current}'}]\n"

    assert "\n\n8.33\n\n" in page(basis_of(FULL_PLAN + ROWS + more + entry), "md")


def test_an_average_that_is_not_of_all_risks_says_of_how_many() -> None:
    more = "-- plans/more.yaml --\nrisks: [{id: R3, title: Fire}]\n"
    entry = "-- plans/c.yaml --\ncommentary: [{period: 2026-27-Q2, summary: 'It is {risks.average.current}.'}]\n"

    text = page(basis_of(FULL_PLAN + ROWS + more + entry), "md")

    assert "\n\nIt is 12 (of 2 of 3 risks).\n\n" in text


def test_the_largest_numbers_of_a_plan_can_be_averaged() -> None:
    score = "9" * 15 + "." + "9" * 30
    more = f"-- plans/more.yaml --\nrisks: [{{id: R3, title: Fire, scores: {{current: {{score: {score}}}}}}}]\n"
    entry = "-- plans/c.yaml --\ncommentary: [{period: 2026-27-Q2, summary: '{risks.average.current}'}]\n"

    assert "\n\n333,333,333,333,341.33\n\n" in page(basis_of(FULL_PLAN + ROWS + more + entry), "md")


def test_a_literal_brace_is_one_on_a_page_too() -> None:
    entry = (
        "-- plans/c.yaml --\ncommentary: [{period: 2026-27-Q2, summary: '\\{actions.total} so'}]\n"
    )

    assert "<p>{actions.total} so</p>" in page(basis_of(FULL_PLAN + ROWS + entry), "html")


def test_without_an_earlier_plan_changes_in_prose_are_not_known() -> None:
    assert filled("Moved: {changes.due-moved}.", before=None).startswith("Moved: (not known: ")


def test_every_figure_that_is_documented_can_be_named() -> None:
    names = figure_names(plan_of(FULL_PLAN + ROWS))

    printed = filled(" | ".join(f"{{{name}}}" for name in names))

    assert not NAMED.search(printed)
    assert "not known" not in printed


def test_a_reason_is_printed_as_it_was_written() -> None:
    assert "{actions.total} in a reason" in page(basis_of(FULL_PLAN + ROWS), "md")


TELLS = """\
-- plans/tells.yaml --
commentary:
  - period: 2026-27-Q2
    summary: c1 {actions.total}
    issues: ["c2 {actions.total}"]
    next: c3 {actions.total}
    lines: c4 {actions.total}
    achievements: ["c5 {actions.total}", {text: "c6 {actions.total}", about: A}]
  - {period: 2026-27-Q2, about: DIR, lines: "c7 {actions.total}"}
  - {period: 2026-27-Q2, about: T, lines: "c8 {actions.total}"}
meetings:
  - id: CAB
    body: cabinet
    date: 2026-10-14
    papers:
      - title: Progress
        period: 2026-27-Q2
        summary: p1 {actions.total}
        reasons: p2 {actions.total}
        options: p3 {actions.total}
        objectives: p4 {actions.total}
        consultation: p5 {actions.total}
        recommendations: [{text: "p6 {actions.total}"}]
        sections: [{heading: Past, text: ["p7 {actions.total}"]}]
        implications: [{name: Legal, text: "p8 {actions.total}"}]
        commissioners: {heading: Commissioners, text: "p9 {actions.total}"}
"""


@pytest.mark.parametrize("suffix", ["md", "html"])
def test_every_prose_of_a_period_and_its_paper_is_filled(suffix: str) -> None:
    paper = page(basis_of(FULL_PLAN + ROWS + TELLS), suffix)

    missing = [f"c{n}" for n in range(1, 9) if f"c{n} 4" not in paper]
    missing += [f"p{n}" for n in range(1, 10) if f"p{n} 4" not in paper]
    assert missing == []


def test_every_prose_that_is_filled_is_checked() -> None:
    plan = plan_of(FULL_PLAN + ROWS + TELLS)

    [(paper)] = plan.meetings["CAB"].papers
    entries = [each for entry in plan.commentary for each in prose_of_entry(entry)]
    texts = [each.text.partition(" ")[0] for each in (*entries, *prose_of_paper(paper))]
    assert sorted(texts) == [f"c{n}" for n in range(1, 9)] + [f"p{n}" for n in range(1, 10)]


def paper_with(text: str, more: str = "") -> str:
    return f"""
meetings:
  - {{id: CAB, body: cabinet, date: 2026-10-14, papers: [{{title: P, {more}reasons: "{text}"}}]}}
"""


def test_a_figure_in_a_paper_that_there_is_not_is_found_with_its_place() -> None:
    [told] = found("IP803", paper_with("We closed {step.gren} steps, {sic}."))

    assert told == "`step.gren` is no figure of this plan; did you mean `step.green`?"


@pytest.mark.parametrize("text", ["{sic}", "{a, b}", r"\\{step.gren}", "{step.green}"])
def test_what_is_no_figure_or_is_one_is_not_found(text: str) -> None:
    assert found("IP803", paper_with(text)) == []


@pytest.mark.parametrize("text", ["{step}", "{acheivements}", "{changes}"])
def test_half_of_a_name_is_found(text: str) -> None:
    [told] = found("IP803", paper_with(text))

    assert told.startswith(f"`{text.strip('{}')}` is no figure of this plan")
