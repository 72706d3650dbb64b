# ruff: noqa: E501 (an entry of a plan is one line)
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipcli.papers.progress import Progress, progress
from support.papers import BARE_PLAN, FULL_AFTER, FULL_BEFORE, FULL_PLAN, basis_of, page

if TYPE_CHECKING:
    from support.golden import Golden


@pytest.mark.parametrize("suffix", ["md", "html"])
def test_progress_paper_of_a_full_plan(golden: Golden, suffix: str) -> None:
    text = page(basis_of(FULL_AFTER, FULL_BEFORE), suffix)

    assert text == golden(text, suffix)


@pytest.mark.parametrize("suffix", ["md", "html"])
def test_progress_paper_of_a_bare_plan(golden: Golden, suffix: str) -> None:
    text = page(basis_of(BARE_PLAN, draft=True), suffix)

    assert text == golden(text, suffix)


@pytest.mark.parametrize("suffix", ["md", "html"])
def test_the_same_plan_gives_the_same_bytes(suffix: str) -> None:
    first = page(basis_of(FULL_AFTER, FULL_BEFORE), suffix)

    assert page(basis_of(FULL_AFTER, FULL_BEFORE), suffix) == first


def view(after: str, before: str | None = None) -> Progress:
    return progress(basis_of(FULL_PLAN + after, FULL_PLAN + before if before else None))


def test_a_theme_shows_its_judgement_beside_the_computed_state() -> None:
    found = view("""\
-- plans/items.yaml --
items: [{id: T, title: Theme, status: red, items: [{id: A, title: Action, status: green}]}]
""")

    (theme,) = found.plans[0].themes
    assert theme.tag
    assert theme.computed
    assert (theme.tag.word, theme.computed.word) == ("Red", "Green")
    assert theme.beside == (
        "The council's judgement, Red, is worse than the Green worked out from its rows."
    )


THEMES = """\
-- plans/plan.yaml --
plan:
  id: full
  format: 1
  council: Anytown Council
  title: Plan
  levels:
    - {id: theme, name: Theme, scale: overall, rollup: shown}
    - {id: action, name: Action, scale: progress}
scales:
  - id: overall
    name: Overall
    states:
      - {id: good, name: Good, colour: green, class: on-course}
      - {id: fair, name: Fair, colour: yellow, class: on-course}
      - {id: paused, name: Paused, colour: grey, class: stopped}
  - id: progress
    name: Progress
    states:
      - {id: done, name: Done, colour: blue, class: done}
      - {id: green, name: Green, colour: green, class: on-course}
      - {id: amber, name: Amber, colour: amber, class: at-risk}
bodies: [{id: council, name: Council, kind: council}]
periods: [{id: q, name: Q, as_of: 2026-09-30}]
items: [{id: T, title: T, status: JUDGED, items: [{id: A, title: A, status: ROW}]}]
"""


@pytest.mark.parametrize(
    ("judged", "row", "computed", "beside"),
    [
        ("fair", "green", "Good", ""),  # two states of one class: neither is better
        (
            "paused",
            "green",
            "Good",
            "The council's judgement, Paused, is not the Good worked out from its rows.",
        ),
        (
            "good",
            "amber",
            "At risk",  # the themes have no word for it
            "The council's judgement, Good, is better than the At risk worked out from its rows.",
        ),
        (
            "good",
            "done",
            "Done",
            "The council's judgement, Good, is worse than the Done worked out from its rows.",
        ),
    ],
)
def test_a_judgement_is_only_called_better_or_worse_where_it_is(
    judged: str, row: str, computed: str, beside: str
) -> None:
    text = THEMES.replace("JUDGED", judged).replace("ROW", row)
    (theme,) = progress(basis_of(text)).plans[0].themes

    assert theme.computed
    assert (theme.computed.word, theme.beside) == (computed, beside)


def test_a_shape_follows_what_a_state_means_and_not_its_colour() -> None:
    found = view("""\
-- plans/items.yaml --
items:
  - id: T
    title: Theme
    items: [{id: A, title: One, status: complete, reason: So.}, {id: B, title: Two, status: paused}]
""")

    tags = [row.tag for row in found.plans[0].themes[0].rows]
    assert [(tag.colour, tag.shape) for tag in tags] == [("blue", "tick"), ("blue", "square")]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("baseline: {due: 2026-12-01}, due: 2026-12-02", "1 day later"),
        ("baseline: {due: 2026-12-01}, due: 2026-12-01, forecast: 2027-01-01", "1 month later"),
        ("baseline: {due: 2026-09-29}, due: 2026-09-29", "overdue by 1 day"),
        ("baseline: {due: 2026-07-01}, due: 2026-09-20", "81 days later; overdue by 10 days"),
        ("baseline: {due: 2026-08-01}, due: 2026-08-01, completed: 2026-08-04", "3 days later"),
        ("status: amber", ""),
        ("reason: Staff left.", ""),
        ("ratings: {risk-rating: high}", ""),
        ("ratings: {risk-rating: {state: low, reason: Small}}", ""),
    ],
)
def test_an_item_that_slipped_or_is_at_issue_is_told_of(item: str, told: str) -> None:
    found = view(f"""\
-- plans/items.yaml --
items: [{{id: T, title: Theme, items: [{{id: A, title: Action, {item}}}]}}]
""")

    assert [row.moved for row in found.plans[0].themes[0].rows] == [told]


@pytest.mark.parametrize(
    "item",
    [
        "baseline: {due: 2026-12-01}, due: 2026-12-01, status: green",
        "baseline: {due: 2026-12-01}, due: 2026-11-01",
        "baseline: {due: 2026-05-01}, due: 2026-05-01, completed: 2026-06-01",
        "baseline: {due: 2026-08-01}, due: 2026-08-01, completed: 2026-07-31",
        "status: red, closed: {kind: no-longer-needed, date: 2026-09-01}",
        "baseline: {due: {text: early}}, due: {text: late}",
        "ratings: {risk-rating: low}",
    ],
)
def test_an_item_that_is_well_is_not_told_of(item: str) -> None:
    found = view(f"""\
-- plans/items.yaml --
items: [{{id: T, title: Theme, items: [{{id: A, title: Action, {item}}}]}}]
""")

    assert found.plans[0].themes[0].rows == ()


def test_the_paper_of_the_first_meeting_is_taken() -> None:
    found = view("""\
-- plans/more.yaml --
meetings:
  - {id: M2, body: council, date: 2026-11-01, papers: [{title: For Council, period: 2026-27-Q2}]}
  - {id: M1, body: cabinet, date: 2026-10-14, papers: [{title: For Cabinet, period: 2026-27-Q2}, {title: Other, period: 2026-27-Q2, plans: elsewhere}]}
  - {id: M3, body: council, date: 2026-12-01, papers: [{title: Again, period: 2026-27-Q2}]}
  - {id: M0, body: cabinet, date: 2026-07-14, papers: [{title: Before, period: 2026-27-Q1}]}
""")

    assert (found.head.title, found.front.meeting) == ("For Cabinet", "Cabinet, 14 October 2026")


def test_what_nobody_needs_to_agree_to_is_counted_and_not_listed() -> None:
    found = progress(basis_of(FULL_AFTER, FULL_BEFORE)).plans[0].moves

    assert found.free == "1 of them needs nobody's agreement and is not listed."
    assert "GOV-2-a" not in {each.name.id for each in found.dates}


def test_a_plan_that_did_not_change_says_so() -> None:
    found = page(basis_of(FULL_BEFORE, FULL_BEFORE), "md")

    assert "The plan itself did not change." in found


def test_without_change_control_nothing_is_said_to_be_agreed() -> None:
    plan = FULL_BEFORE.replace("change_control:", "waivers: []\nlabels: []\nignored:").partition(
        "ignored:"
    )
    text = plan[0] + "roles:" + plan[2].partition("roles:")[2]

    found = page(basis_of(text.replace("Close the accounts", "Close accounts"), text), "md")

    assert "The plan does not say who must agree to a change." in found
    assert "has the agreement" not in found
