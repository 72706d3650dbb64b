# ruff: noqa: E501 (an entry of a plan is one line)
"""What people who only read a paper stumbled over: each was unclear, or said what is not so."""

from __future__ import annotations

import pytest

from ipcli.papers.catalogue import PAPERS
from support.papers import BARE_PLAN, FULL_AFTER, FULL_BEFORE, FULL_PLAN, basis_of, page


def directed(paragraph: str, *, made_on: str = "2026-03-16") -> str:
    """Return a plan with directions of one paragraph, which a row that is not complete answers."""
    return f"""\
{FULL_PLAN}
-- plans/more.yaml --
instruments: [{{id: DIR, kind: directions, title: Directions, made_by: secretary-of-state, made_on: {made_on}, paragraphs: [{{id: DIR/1, title: One, {paragraph}}}]}}]
items: [{{id: T, title: Theme, items: [{{id: A, title: Action, status: green, answers: DIR/1}}]}}]
"""


def test_a_paragraph_that_was_met_is_not_called_incomplete() -> None:
    plan = directed("met: [{date: 2026-06-07, by: council, text: Council agreed the plan.}]")

    text = page(basis_of(plan), "md")

    told = "Met 7 June 2026 by Council: Council agreed the plan.\n\nThe row that answers it is still open."
    assert told in text


def test_a_date_that_was_met_is_told_once() -> None:
    plan = directed("clock: {within: 2 months}, met: [{date: 2026-05-10}]")

    text = page(basis_of(plan), "md")

    assert "Due 16 May 2026; met 10 May 2026." in text
    assert "\nMet 10 May 2026" not in text


def test_a_series_that_begins_on_a_day_names_the_day_once() -> None:
    plan = directed("clock: {dates: [2026-12-22], every: 6 months, from: 2026-12-22}")

    text = page(basis_of(plan), "md")

    assert "On 22 December 2026, then every 6 months." in text


@pytest.mark.parametrize("words", ["monthly", "(whether and when is not said)"])
def test_no_paper_says_that_a_date_was_met_in_time_where_no_day_is_known(words: str) -> None:
    plan = directed(f"clock: {{within: 2 months}}, met: [{{date: {{text: {words}}}}}]")

    text = page(basis_of(plan), "md", "directions")

    assert "| Not judged, since no day is stated |" in text


@pytest.mark.parametrize("name", ["progress", "letter"])
def test_an_instrument_without_a_day_is_not_said_to_be_made_not_stated(name: str) -> None:
    plan = directed("text: Do it.", made_on="{text: not stated, latest: 2026-03-24}")

    text = page(basis_of(plan), "md", name)

    assert "Secretary of State; date: not stated" in text


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ("2026-10-02", "2 October 2026 · in 2 days"),
        ("{text: early October 2026, latest: 2026-10-31}", "early October 2026"),
        ("2026-10", "October 2026"),
    ],
)
def test_how_many_days_are_left_is_said_of_a_day_only(due: str, told: str) -> None:
    plan = f"""\
{FULL_PLAN}
-- plans/more.yaml --
meetings: [{{id: M, body: scrutiny, date: 2026-09-10, requests: [{{id: M/1, text: A note, due: {due}}}]}}]
"""

    text = page(basis_of(plan), "md")

    assert f"| {told} |" in text


def test_what_is_owed_says_what_must_be_done() -> None:
    plan = directed("text: Report to the Secretary of State., clock: {every: 1 year}")

    text = page(basis_of(plan), "md")

    assert "| One · Report to the Secretary of State. | Directions |" in text


def test_a_row_says_in_what_it_stands_by_title_and_not_by_id() -> None:
    text = page(basis_of(FULL_AFTER, FULL_BEFORE), "md", "monitoring")

    assert "Step in Training" in text
    assert "Action in 1 Finance" in text


@pytest.mark.parametrize("name", list(PAPERS))
def test_no_heading_stands_in_markdown_over_nothing(name: str) -> None:
    text = page(basis_of(FULL_AFTER, FULL_BEFORE), "md", name)

    lines = [line for line in text.splitlines() if line]
    heads = [len(line) - len(line.lstrip("#")) for line in [*lines, "# End"]]
    empty = [
        line
        for line, depth, below in zip(lines, heads, heads[1:], strict=False)
        if depth and below and below <= depth
    ]
    assert empty == []


def test_running_text_names_rows_by_their_titles() -> None:
    text = page(basis_of(FULL_AFTER, FULL_BEFORE), "md")

    assert "Accounts closed. (completes: Close the accounts)" in text


def test_a_share_is_of_actions_and_not_of_all_actions() -> None:
    plan = FULL_PLAN.replace("name: Actions, levels", "name: All actions, levels")

    text = page(basis_of(plan), "md")

    assert "| Share of 0 actions |" in text


def test_the_register_has_no_column_for_movement_that_stands_elsewhere() -> None:
    text = page(basis_of(FULL_AFTER, FULL_BEFORE), "md", "risks")

    register, _, movement = text.partition("## Movement")
    assert "Grant received." not in register
    assert "Grant received." in movement


def test_one_paragraph_is_not_one_of_one() -> None:
    text = page(basis_of(directed("text: Do it.")), "md", "directions")

    assert "The one paragraph in force that the council owes is answered." in text


def test_a_long_paragraph_is_cut_between_words() -> None:
    long = "Prepare and agree an improvement plan to the satisfaction of the Commissioners, with resources allocated to each part of it and with milestones"
    plan = directed("text: Do it.").replace("title: One, text: Do it.", f'text: "{long}"')

    text = page(basis_of(plan), "md", "directions")

    assert "with resources allocated to…" in text


def test_the_page_of_papers_calls_the_parts_of_a_plan_what_the_plan_calls_them() -> None:
    assert "Progress by priority" in page(basis_of(BARE_PLAN), "md", "index")


def test_a_letter_without_statuses_has_no_table_of_titles_alone() -> None:
    text = page(basis_of(BARE_PLAN), "md", "letter")

    assert "The plan gives its rows no status, so nothing is counted." in text
    assert "Open the books" not in text


def test_a_letter_says_in_which_directions_a_paragraph_stands() -> None:
    plan = f"""\
{FULL_PLAN}
-- plans/more.yaml --
instruments:
  - {{id: DIR, kind: directions, title: First directions, made_by: secretary-of-state, made_on: 2026-03-16, paragraphs: [{{id: DIR/1, title: One}}]}}
  - {{id: DIR2, kind: directions, title: More directions, made_by: secretary-of-state, made_on: 2026-04-16, paragraphs: [{{id: DIR2/1, title: One}}]}}
  - {{id: KEPT, kind: notice, title: A letter, to_answer: no, made_by: secretary-of-state, made_on: 2026-02-16, paragraphs: [{{id: KEPT/1, title: Minded to}}]}}
"""

    text = page(basis_of(plan), "md", "letter")

    assert "First directions: paragraphs in force" in text
    assert "More directions: paragraphs in force" in text
    assert "Minded to" not in text
    assert "In force: A letter" not in text


def test_what_is_kept_for_the_record_is_not_said_to_recommend() -> None:
    plan = f"{FULL_PLAN}-- plans/more.yaml --\ninstruments: [{{id: CP, kind: council-plan, title: Corporate Plan, to_answer: no, made_by: council, made_on: 2026-05}}]\n"

    text = page(basis_of(plan), "md", "recommendations")

    assert (
        "No recommendations were in force on the day of the facts. "
        "What is kept for the record stands below." in text
    )


def test_the_summary_says_in_short_what_a_councillor_asks() -> None:
    text = page(basis_of(FULL_AFTER, FULL_BEFORE), "md")

    summary = text.partition("## Summary")[2].partition("### Progress by theme")[0]
    assert (
        "- Actions: 4 of 7 (57%) complete or on course; 1 off course; 1 paused; 1 not recorded."
        in summary
    )
    assert "- Progress by theme: 1 Finance (Amber)." in summary
    assert "- Risks: R 1 Money runs out, down from Red 12 to Amber 8." in summary
    assert ", 3 timescales changed, " in summary
    assert "; 13 without agreement; 1 waiting for a decision." in summary
    assert (
        "- What is due next: Report on delivery, 16 September 2026 (overdue by 14 days)." in summary
    )


def test_what_the_meeting_of_the_report_decided_is_not_taken_for_an_earlier_decision() -> None:
    decided = "decisions: [{outcome: approved, by: cabinet, date: 2026-10-14}]"
    plan = FULL_AFTER.replace(
        "decisions: [{outcome: approved, by: cabinet, date: 2026-09-01}]", decided, 1
    )

    text = page(basis_of(plan, FULL_BEFORE), "md")

    told = (
        "Cabinet, 14 October 2026, is the meeting that this report goes to: what it agreed is shown"
    )
    assert told in text
    assert told not in page(basis_of(FULL_AFTER, FULL_BEFORE), "md")


def test_updates_of_rows_and_of_risks_are_all_counted() -> None:
    text = page(basis_of(FULL_AFTER, FULL_BEFORE), "md")

    assert "- 2 updates added: 1 update added to actions; 1 elsewhere" in text


def test_the_computed_state_of_a_theme_is_told_in_plain_words() -> None:
    text = page(basis_of(FULL_AFTER, FULL_BEFORE), "md")

    assert "| Theme | Status | Worked out from its rows |" in text
    assert "rows below" not in text


def test_a_picture_of_dates_explains_only_the_signs_that_are_in_it() -> None:
    plan = f"{FULL_PLAN}-- plans/more.yaml --\nitems: [{{id: T, title: T, items: [{{id: A, title: A, due: 2026-12-01}}]}}]\n"

    text = page(basis_of(plan), "html", "monitoring")

    assert "Present date, or the forecast" in text
    assert "Completed</li>" not in text
    assert "a quarter or a year can mean" not in text


def test_a_letter_that_asks_nothing_is_not_said_to_be_in_force() -> None:
    plan = f"{FULL_PLAN}-- plans/more.yaml --\ninstruments: [{{id: KEPT, kind: notice, title: A letter, to_answer: no, made_by: secretary-of-state, made_on: 2026-02-16}}]\n"

    text = page(basis_of(plan), "md", "directions")

    assert (
        "| A letter (KEPT) | Secretary of State | 16 February 2026 | Kept for the record |" in text
    )


@pytest.mark.parametrize(
    ("name", "told"), [("risks", "1 open risk: "), ("monitoring", "1 row is in monitoring.")]
)
def test_one_is_not_several(name: str, told: str) -> None:
    more = "risks: [{id: R, title: R, scores: {current: {score: 4}}}]\nitems: [{id: T, title: T}]\n"

    text = page(basis_of(f"{FULL_PLAN}-- plans/more.yaml --\n{more}"), "md", name)

    assert told in text


def rows(*entries: str) -> str:
    """Return a plan with one theme and some rows in it."""
    items = "".join(f"      - {{{each}}}\n" for each in entries)
    return f"{FULL_PLAN}-- plans/items.yaml --\nitems:\n  - id: T\n    title: Theme\n    items:\n{items}"


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        (("id: A, title: A, status: green",), "No open row has slipped, and none is at issue."),
        (
            ("id: A, title: A, status: green", "id: B, title: B"),
            "The one open row with a status or a date has not slipped and is not at issue; 1 has neither.",
        ),
        (
            (*(f"id: A{at}, title: A, due: 2026-12-0{at}" for at in (1, 2)), "id: B, title: B"),
            "None of the 2 open rows with a status or a date has slipped or is at issue; 1 has neither.",
        ),
    ],
)
def test_nothing_is_said_to_be_well_of_which_nothing_is_recorded(
    entries: tuple[str, ...], told: str
) -> None:
    assert f"\n{told}\n" in page(basis_of(rows(*entries)), "md", "themes")


def test_a_theme_of_which_nothing_is_recorded_is_not_called_well() -> None:
    told = page(basis_of(rows("id: A, title: A")), "md", "themes")

    assert "has slipped" not in told


def test_a_day_in_the_month_that_was_agreed_is_not_called_earlier() -> None:
    entry = "id: A, title: A, status: complete, baseline: {due: 2026-11}, due: 2026-11, completed: 2026-11-03"

    text = page(basis_of(rows(entry)), "md", "monitoring")

    assert "earlier" not in text
    assert "November 2026 | Completed 3 November 2026" in text


def test_what_was_done_late_between_two_reports_is_told_in_the_later_one() -> None:
    late = "baseline: {due: 2026-06-30}, due: 2026-06-30"
    short = FULL_PLAN.replace(
        "as_of: 2026-06-30, covers: 2026/27 Q1", "as_of: 2026-05-31, covers: 2026/27 Q1"
    )
    before, after = (
        rows(f"id: A, title: Appoint a provider, {late}, {state}").replace(FULL_PLAN, plan)
        for plan, state in (
            (short, "status: green"),
            (
                short.replace("covers: 2026/27 Q2", "covers: 2026-09"),
                "status: complete, completed: 2026-08-20",
            ),
        )
    )

    text = page(basis_of(after, before), "md", "themes")

    assert "Completed 20 August 2026" in text


def test_what_is_closed_as_done_and_counted_is_said_to_have_left_monitoring() -> None:
    done = ("delivered", "business-as-usual")
    entries = [
        f"id: A{at}, title: A, closed: {{kind: {kind}, date: 2026-09-01}}"
        for at, kind in enumerate(done)
    ]

    text = page(basis_of(rows(*entries, "id: B, title: B, status: green")), "md")

    told = "2 of the 3 actions were closed (delivered, business as usual) and are no longer in monitoring."
    assert told in text


def test_why_a_row_left_monitoring_is_what_its_request_says() -> None:
    entry = "id: A, title: A, closed: {kind: no-longer-needed, date: 2026-09-01, request: CR-9}"
    asked = "-- plans/asked.yaml --\nchange_requests: [{id: CR-9, asks: [{change: item-closed, of: A}], reason: The law changed.}]\n"

    text = page(basis_of(rows(entry) + asked), "md", "monitoring")

    assert "1 September 2026 | The law changed. |" in text


def test_what_is_made_up_of_a_front_sheet_is_marked() -> None:
    text = FULL_AFTER.replace(
        "date: 2026-10-14\n", "date: 2026-10-14\n    illustrative: yes\n"
    ).replace("name: Second quarter,", "name: Second quarter, illustrative: yes,")

    paper = page(basis_of(text, FULL_BEFORE), "md")

    assert "14 October 2026 (made up) |" in paper
    assert "| Facts as of | 30 September 2026 (made up) |" in paper


def test_a_letter_says_what_a_paragraph_is_that_has_only_a_number() -> None:
    plan = directed("text: Do all that the law asks of a council that failed.").replace(
        "title: One, text: ", f"text: {'And more. ' * 20}"
    )

    text = page(basis_of(plan), "md", "letter")

    (line,) = (each for each in text.splitlines() if each.startswith("| Paragraph 1"))
    assert "And more. And more." in line


def test_a_letter_says_that_its_percentages_do_not_add_to_100() -> None:
    entries = [
        f"id: A{at}, title: A, status: {each}" for at, each in enumerate(("green", "amber", "red"))
    ]

    text = page(basis_of(rows(*entries)), "md", "letter")

    assert "do not add to 100" in text


def test_the_requests_behind_the_changes_are_told_with_why() -> None:
    text = page(basis_of(FULL_AFTER, FULL_BEFORE), "md", "changes")

    assert "| 7 | 2 | One system. | Approved by Cabinet, 1 September 2026 |" in text
    assert "| CR-2 | 1 | Too little time. | Not yet |" in text


def test_a_public_paper_does_not_say_that_nobody_agreed_to_a_change() -> None:
    asked = "-- plans/asked.yaml --\nchange_requests: [{id: CR-9, exempt: paragraph 3, asks: [{change: due-moved, of: A}], decisions: [{outcome: approved, by: cabinet, date: 2026-08-01}]}]\n"
    before, after = (
        rows(f"id: A, title: A, status: green, baseline: {{due: 2026-11-01}}, due: {due}")
        for due in ("2026-11-01", "2026-12-01")
    )

    public = page(basis_of(after + asked, before, public=True), "md", "changes")

    assert "no change request that is public covers it" in public
    assert "### Without an agreement that is public" in public
    assert "no change request covers it" not in public


def test_a_theme_that_has_slipped_itself_is_told_though_no_row_in_it_has() -> None:
    plan = rows("id: A, title: A, status: green").replace(
        "title: Theme\n", "title: Theme\n    baseline: {due: 2026-10}\n    due: 2027-05\n"
    )

    text = page(basis_of(plan), "md", "themes")

    assert "7 months later" in text
    assert "No row has slipped" not in text


def test_a_theme_that_was_done_late_in_the_time_reported_on_is_told() -> None:
    plan = rows("id: A, title: A, status: green").replace(
        "title: Theme\n",
        "title: Theme\n    baseline: {due: 2026-06-30}\n    due: 2026-06-30\n"
        "    completed: 2026-09-15\n",
    )

    text = page(basis_of(plan), "md", "themes")

    assert (
        "| Theme (T) · Theme | 30 June 2026 | Completed 15 September 2026 · 77 days later |" in text
    )


def test_a_row_whose_forecast_has_passed_is_late_up_to_today() -> None:
    entry = "id: A, title: A, status: green, baseline: {due: 2026-05-31}, due: 2026-12-31, forecast: 2026-06-30"

    text = page(basis_of(rows(entry)), "md", "monitoring")

    assert "122 days late (more than 3 months), since the forecast has passed" in text


def test_a_forecast_of_the_day_of_the_facts_has_not_passed() -> None:
    entry = "id: A, title: A, status: green, baseline: {due: 2026-05-31}, due: 2026-12-31, forecast: 2026-09-30"

    text = page(basis_of(rows(entry)), "md", "monitoring")

    assert "4 months later" in text
    assert "has passed" not in text


def test_a_column_of_themes_that_nothing_stands_in_is_left_out() -> None:
    plan = rows("id: A, title: A, status: green, reason: It rained.")
    plan = plan.replace(", scale: overall, rollup: shown", "")
    basis = basis_of(plan)

    text, markup = page(basis, "md"), page(basis, "html")

    assert "| Theme | Rows slipped or at issue |\n| --- | ---: |\n| Theme (T) | 1 |" in text
    glance = markup.partition('id="glance"')[2].partition("</table>")[0]
    assert (glance.count("<th "), glance.count("<td ")) == (3, 1)


def test_what_needs_nobody_is_told_beside_what_lacks_agreement() -> None:
    control = "change_control:\n  - {change: due-moved, by_up_to: 10 working days, needs: nobody}\n"
    before, after = (
        rows(
            *(
                f"id: {name}, title: {name}, status: green, baseline: {{due: 2026-11-02}}, due: {due}"
                for name, due in dues
            )
        ).replace("change_control:\n", control)
        for dues in (
            (("A", "2026-11-02"), ("B", "2026-11-02")),
            (("A", "2026-11-05"), ("B", "2027-04-01")),
        )
    )

    text = page(basis_of(after, before), "md", "changes")

    assert "1 of them needs nobody's agreement and is not listed." in text
    assert "### Without agreement" in text


def test_why_a_change_is_exempt_is_said_at_the_top_though_its_record_is_public_now() -> None:
    before, after = (
        rows(f"id: A, title: A, status: green, baseline: {{due: 2026-11-01}}, due: {due}{more}")
        for due, more in (("2026-11-01", ", exempt: paragraph 4"), ("2026-12-01", ""))
    )

    text = page(basis_of(after, before), "md", "changes")

    assert "this paper holds exempt information (paragraph 4)" in text


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (
            "status: complete, baseline: {due: 2026-08-01}, due: 2026-08-01, forecast: 2026-08-15",
            "14 days later",
        ),
        (
            "status: green, baseline: {due: 2026-12-01}, due: 2026-12-01, forecast: 2026-09-01",
            "the forecast has passed",
        ),
    ],
)
def test_a_forecast_that_has_passed_makes_nothing_late_that_is_not(entry: str, told: str) -> None:
    text = page(basis_of(rows(f"id: A, title: A, {entry}")), "md", "monitoring")

    (line,) = (each for each in text.splitlines() if each.startswith("| A · "))
    assert told in line
    assert "late " not in line
    assert "early" not in line


def test_a_theme_of_which_all_is_done_is_called_complete() -> None:
    plan = rows(
        "id: A, title: A, status: complete, baseline: {due: 2026-01-01}, due: 2026-01-01, completed: 2026-03-01"
    )

    text = page(basis_of(plan), "md", "themes")

    assert "Every row in it is complete." in text


def test_a_public_summary_does_not_say_that_nobody_agreed() -> None:
    before, after = (
        rows(f"id: A, title: A, status: green, baseline: {{due: 2026-11-01}}, due: {due}")
        for due in ("2026-11-01", "2026-12-01")
    )

    public = page(basis_of(after, before, public=True), "md")

    assert "; 1 without an agreement that is public." in public


def test_the_reason_of_a_request_that_is_about_an_exempt_row_too_is_called_not_public() -> None:
    asked = "-- plans/asked.yaml --\nchange_requests: [{id: CR-9, asks: [{change: due-moved, of: A}, {change: due-moved, of: B}], reason: Canary., decisions: [{outcome: approved, by: cabinet, date: 2026-08-01}]}]\n"
    before, after = (
        rows(
            f"id: A, title: A, status: green, baseline: {{due: 2026-11-01}}, due: {due}",
            "id: B, title: B, status: green, exempt: paragraph 3",
        )
        for due in ("2026-11-01", "2026-12-01")
    )

    public = page(basis_of(after + asked, before, public=True), "md", "changes")

    assert "| CR-9 | 1 | (not public) |" in public


def test_a_letter_says_of_which_count_a_note_is() -> None:
    entries = [
        f"id: A{at}, title: A, status: {each}" for at, each in enumerate(("green", "amber", "red"))
    ]

    text = page(basis_of(rows(*entries)), "md", "letter")

    assert "Actions at 30 September 2026: The percentages do not add to 100" in text
