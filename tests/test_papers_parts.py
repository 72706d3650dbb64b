# ruff: noqa: E501 (an entry of a plan is one line)
from __future__ import annotations

from decimal import Decimal

import pytest

from ipcli.papers.figures import number
from ipcli.papers.progress import Progress, progress
from ipcli.papers.recommendations import recommendations
from ipcli.papers.sheet import words
from support.papers import BARE_PLAN, FULL_PLAN, basis_of, page


def view(after: str, before: str | None = None) -> Progress:
    """Return the view of the full plan's frame with more laid beside it."""
    frame = f"{FULL_PLAN}-- plans/more.yaml --\n"
    return progress(basis_of(frame + after, frame + before if before is not None else None))


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        ("1768000", None, "1,768,000"),
        ("8.50", None, "8.50"),
        ("12.0", None, "12"),
        ("2.5", 0, "3"),
        ("0.125", 2, "0.13"),
        ("1E+3", None, "1,000"),
    ],
)
def test_numbers_are_printed_half_up_with_commas(
    value: str, decimals: int | None, printed: str
) -> None:
    assert number(Decimal(value), decimals) == printed


@pytest.mark.parametrize(
    ("clock", "told"),
    [
        ("ongoing", ("A standing duty, without a date.",)),
        (
            "{within: 1 month}",
            (
                "Within 1 month from 16 March 2026.",
                "Due 16 April 2026; overdue, 167 days late (116 working days).",
            ),
        ),
        (
            "{within: 1 month, beginning_with: made_on}",
            (
                "Within 1 month beginning with 16 March 2026.",
                "Due 15 April 2026; overdue, 168 days late (117 working days).",
            ),
        ),
        (
            "{within: 1 month, every: 2 years}",
            (
                "Within 1 month from 16 March 2026, then every 2 years.",
                "Due 16 April 2026; overdue, 167 days late (116 working days).",
            ),
        ),
        (
            "{dates: [2026-12-22], as_directed: yes}",
            ("On 22 December 2026, or as directed.", "Due 22 December 2026."),
        ),
        ("{as_directed: yes}", ("As directed.",)),
        (
            "{dates: [2026-12-22], every: 6 months, from: 2026-12-22}",
            (
                "On 22 December 2026, then every 6 months.",
                "Due 22 December 2026.",
            ),
        ),
        (
            "{every: 6 months, from: published_on}",
            (
                "Every 6 months.",
                "Its dates are not computed: D was published on a day that is not given.",
            ),
        ),
    ],
)
def test_a_clock_is_told_in_words(clock: str, told: tuple[str, ...]) -> None:
    found = view(f"""\
instruments:
  - {{id: D, kind: directions, title: D, made_by: secretary-of-state, made_on: 2026-03-16, paragraphs: [{{id: D/1, title: One, clock: {clock}}}]}}
""")

    assert found.plans[0].instruments[0].paragraphs[0].clock == told


def test_dates_of_a_clock_that_were_met_before_the_period_are_left_out() -> None:
    found = view("""\
instruments:
  - {id: D, kind: directions, title: D, made_by: secretary-of-state, made_on: 2025-03-16, clock: {every: 6 months}, met: [{date: 2025-09-15}, {date: 2026-03-20}]}
""")

    assert found.plans[0].instruments[0].own.clock == (
        "Every 6 months from 16 March 2025.",
        "Due 16 September 2026; overdue, 14 days late (10 working days).",
    )
    assert found.plans[0].instruments[0].own.standing == (
        "Met 15 September 2025.",
        "Met 20 March 2026.",
    )


def test_what_is_due_next_says_how_many_dates_of_a_series_are_overdue() -> None:
    found = view("""\
instruments:
  - {id: D, kind: directions, title: D, made_by: secretary-of-state, made_on: 2026-03-16, clock: {every: 2 months}}
""")

    assert found.plans[0].ahead[0].rows[0].cells[-1] == words(
        "16 May 2026", where="overdue by 137 days; 2 later dates are overdue too"
    )


def test_a_date_that_stands_alone_is_told_as_extended_and_met_whenever_that_was() -> None:
    found = view("""\
instruments:
  - id: D
    kind: directions
    title: D
    made_by: secretary-of-state
    made_on: 2025-03-16
    clock: {within: 6 months}
    extensions: [{length: 1 month, by: secretary-of-state}]
    met: [{date: 2025-10-25}]
""")

    assert found.plans[0].instruments[0].own.clock == (
        "Within 6 months from 16 March 2025.",
        (
            "Due 16 September 2025; extended by 1 month, agreed by Secretary of State; so due "
            "16 October 2025; met 25 October 2025, 9 days late (6 working days)."
        ),
    )


def test_rows_that_answer_a_paragraph_are_counted_in_words() -> None:
    found = view("""\
items:
  - id: T
    title: Theme
    answers: D/1
    items:
      - {id: A, title: A, status: complete, completed: 2026-07-01, answers: D/2}
      - {id: B, title: B, status: complete, completed: 2026-07-01, answers: [D/3, D/4, D/2]}
      - {id: C, title: C, status: green, answers: D/4}
      - {id: E, title: E, status: green, answers: D, closed: {kind: not-feasible, date: 2026-07-01}}
instruments:
  - id: D
    kind: directions
    title: D
    made_by: secretary-of-state
    made_on: 2026-03-16
    paragraphs: [{id: D/1, title: One}, {id: D/2, title: Two}, {id: D/3, title: Three}, {id: D/4, title: Four}, {id: D/5, title: Five, owed_by: secretary-of-state}]
""")

    told = {each.name.id: each.standing for each in found.plans[0].instruments[0].paragraphs}
    assert told == {
        "D/1": ("The row that answers it is not yet complete.",),
        "D/2": ("2 of the 2 rows that answer it are complete.",),
        "D/3": ("The row that answers it is complete.",),
        "D/4": ("1 of the 2 rows that answer it is complete.",),
        "D/5": (),
    }


def test_a_row_without_a_status_of_its_own_shows_how_much_in_it_is_complete() -> None:
    frame = FULL_PLAN.replace(
        "    - {id: action, name: Action, scale: progress, ratings: risk-rating}",
        "    - {id: stream, name: Workstream}\n    - {id: action, name: Action, scale: progress}",
    )
    found = progress(
        basis_of(f"""\
{frame}-- plans/more.yaml --
items:
  - {{id: T, title: Theme, items: [{{id: W, title: Stream, answers: D, items: [{{id: A, title: A, status: complete, completed: 2026-07-01}}, {{id: B, title: B, status: green}}, {{id: C, title: C, closed: {{kind: not-feasible, date: 2026-07-01}}}}]}}, {{id: E, title: Empty, answers: D}}]}}
instruments: [{{id: D, kind: directions, title: D, made_by: secretary-of-state, made_on: 2026-03-16}}]
""")
    )

    (answers,) = found.plans[0].instruments[0].own.answers
    below = {row.cells[0].name.id: row.cells[1] for row in answers.rows if row.cells[0].name}
    assert below == {"W": words("1 of 2 rows in it complete"), "E": words("")}


def test_rows_of_a_plan_without_statuses_are_only_numbered() -> None:
    found = progress(
        basis_of("""\
-- plans/plan.yaml --
plan: {id: p, format: 1, council: C, title: T, levels: [{id: priority, name: Priority}]}
bodies: [{id: s, name: Secretary of State, kind: government}]
items: [{id: A, title: A, answers: D}, {id: B, title: B, answers: [D, E]}]
instruments:
  - {id: D, kind: directions, title: D, made_by: s, made_on: 2026-03-16}
  - {id: E, kind: notice, title: E, made_by: s, made_on: 2026-03-16}
  - {id: F, kind: notice, title: Not in force, made_by: s, made_on: 2027-03-16}
""")
    )

    assert [each.own.standing for each in found.plans[0].instruments] == [
        ("2 rows answer it.",),
        ("1 row answers it.",),
    ]


def test_a_review_is_shown_where_the_period_tells_of_it() -> None:
    found = view("""\
instruments:
  - {id: R, kind: review, title: Told of, made_by: auditor, made_on: 2026-03-16, paragraphs: [{id: R/1, title: One}]}
  - {id: Q, kind: review, title: Not told of, made_by: auditor, made_on: 2026-03-16}
commentary: [{period: 2026-27-Q2, about: R/1, lines: Done.}]
""")

    assert [each.name.title for each in found.plans[0].instruments] == ["Told of"]


def test_dates_in_words_are_shown_as_words() -> None:
    found = view("""\
instruments: [{id: D, kind: directions, title: D, made_by: secretary-of-state, made_on: 2026-03-16, clock: {dates: [{text: when the plan is agreed}]}}]
meetings: [{id: M, body: scrutiny, date: 2026-09-01, requests: [{id: M/1, text: A note, due: {text: soon}}, {id: M/2, text: Today, due: 2026-09-30}, {id: M/3, text: Tomorrow, due: 2026-10-01}]}]
""")

    owed, asked = found.plans[0].ahead
    assert [row.cells[-1] for row in owed.rows] == [words("when the plan is agreed")]
    assert [row.cells[-1] for row in asked.rows] == [
        words("30 September 2026", where="on the day of this paper"),
        words("1 October 2026", where="in 1 day"),
        words("soon"),
    ]


def test_what_is_not_assessed_stands_beside_the_count() -> None:
    frame = FULL_PLAN.replace("levels: action}", "levels: action, base: assessed}", 1).replace(
        "class: stopped}", "class: not-assessed}"
    )
    items = "items: [{id: T, title: T, items: [{id: A, title: Seen, status: green}, {id: B, title: Unseen, status: paused}]}]\n"

    found = progress(basis_of(f"{frame}-- plans/more.yaml --\n{items}"))

    assert found.plans[0].counts[0].notes == (
        "Not assessed this time, and not in the percentages: Unseen.",
    )
    assert found.plans[0].counts[0].of == "1 actions that were assessed"


def test_a_count_that_is_new_has_no_bridge() -> None:
    items = "-- plans/more.yaml --\nitems: [{id: T, title: T, items: [{id: A, title: A, status: green}]}]\n"
    after = FULL_PLAN.replace(
        "  counts:\n", "  counts:\n    - {id: steps, name: Steps, levels: step}\n"
    )

    found = progress(basis_of(after + items, FULL_PLAN + items))

    assert [each.id for each in found.plans[0].counts] == ["steps", "actions"]
    assert [each.id for each in found.plans[0].bridges] == ["actions"]


def test_a_risk_that_was_renamed_is_the_same_risk() -> None:
    found = view(
        "risks: [{id: R9, was: R1, title: R, scores: {current: {score: 8}}, updates: [{date: 2026-01-01, text: Old.}, {date: 2026-09-01, text: New.}]}]\n",
        "risks: [{id: R1, title: R, scores: {current: {score: 12}}, updates: [{date: 2026-01-01, text: Old.}]}]\n",
    )

    (row,) = found.plans[0].register.rows
    assert (row.movement, row.why) == ("Down from Red 12 to Amber 8", "New.")


@pytest.mark.parametrize(
    ("before", "after", "movement"),
    [
        ("score: 8", "score: 8", ""),
        ("score: 8", "score: 12", "Up from Amber 8 to Red 12"),
        ("band: red", "band: amber", "Changed from Red to Amber"),
        ("score: 8, band: red", "score: 8, band: amber", "Changed from Red 8 to Amber 8"),
    ],
)
def test_a_movement_is_told_with_both_scores(before: str, after: str, movement: str) -> None:
    risk = "risks: [{{id: R1, title: R, scores: {{current: {{{}}}}}}}]\n"

    found = view(risk.format(after), risk.format(before))

    assert found.plans[0].register.rows[0].movement == movement


def test_a_risk_that_lost_its_score_has_moved() -> None:
    found = view(
        "risks: [{id: R1, title: R}, {id: R2, title: S, closed: {kind: no-longer-needed, date: 2026-09-01}}]\n",
        "risks: [{id: R1, title: R, scores: {current: {score: 8}}}, {id: R2, title: S}]\n",
    )

    assert [each.movement for each in found.plans[0].register.rows] == [
        "Changed from Amber 8 to not scored"
    ]


def test_a_risk_whose_matrix_is_not_known_is_not_scored() -> None:
    frame = FULL_PLAN.replace("risk_matrices:\n", "risk_matrices:\n  - {id: other, name: Other}\n")
    found = progress(
        basis_of(
            f"{frame}-- plans/more.yaml --\nrisks: [{{id: R1, title: R, scores: {{current: {{score: 8}}}}}}]\n"
        )
    )

    assert found.plans[0].register.rows[0].scores == ()


def test_a_successor_in_another_plan_is_named_with_its_plan() -> None:
    from ipcli.papers.basis import basis  # noqa: PLC0415
    from ipcli.papers.parts.names import Name, name, short  # noqa: PLC0415
    from support.papers import BARE_PLAN, plan_of  # noqa: PLC0415

    here, there = plan_of(FULL_PLAN), plan_of(BARE_PLAN)
    found = basis(
        here,
        plans={"full": here, "bare": there},
        before=None,
        period=here.periods_in_order[-1],
        previous=None,
        revision="here",
    )

    assert name(found, "P1@bare") == Name("P1@bare", "", "Open the books (Action Plan)")
    assert name(found, "P1@elsewhere") == Name("P1@elsewhere", "", "P1@elsewhere")
    assert short(found, "X") == "X"


@pytest.mark.parametrize(
    ("paper", "heading"),
    [
        ("commissioners: {heading: Commissioner Review}", "Commissioner Review"),
        ("summary: Short.", "Commissioners' comments"),
    ],
)
def test_the_commissioners_heading_is_printed_without_a_text(paper: str, heading: str) -> None:
    found = view(
        f"meetings: [{{id: M, body: cabinet, date: 2026-10-14, papers: [{{title: P, period: 2026-27-Q2, {paper}}}]}}]\n"
    )

    assert found.titles.commissioners == heading
    assert found.front.commissioners.paragraphs == (
        "None had been received when this paper was made.",
    )


def test_the_front_sheet_says_that_a_paper_is_exempt() -> None:
    found = view(
        "meetings: [{id: M, body: cabinet, date: 2026-10-14, papers: [{title: P, period: 2026-27-Q2, exempt: paragraph 3}]}]\n"
    )

    assert ("Exempt", "paragraph 3") in found.front.sheet
    assert found.head.exempt == (
        "Not for publication: this paper holds exempt information (paragraph 3)."
    )


@pytest.mark.parametrize(
    ("cost", "told"),
    [
        ("{text: Two posts.}", "An amount that is not stated. Two posts."),
        ("{amount: 500, kind: yearly, for: 2026/27}", "£500 a year for 2026/27."),
        (
            "{amount: 1.5, kind: ceiling, about: yes, source: reserves}",
            "About £1.50 at most, from reserves.",
        ),
    ],
)
def test_money_is_told_in_a_sentence(cost: str, told: str) -> None:
    frame = FULL_PLAN.partition("    - {amount:")
    text = f"{frame[0]}    - {cost}\n{frame[2].partition(chr(10))[2]}"

    assert progress(basis_of(text)).plans[0].funding == (told,)


def test_a_plan_that_follows_another_names_it() -> None:
    text = FULL_PLAN.replace("{title: Recovery Plan, how: replaces", "{plan: gone, how: absorbs")

    assert ("Absorbs", "gone") in progress(basis_of(text)).head.facts


def test_top_level_items_of_different_levels_are_just_progress() -> None:
    found = view("items: [{id: T, title: T}, {id: A, title: A, level: action}]\n")

    assert found.plans[0].titles.themes == "Progress"


def test_a_draft_of_a_tagged_period_gives_three_commands() -> None:
    draft = basis_of(FULL_PLAN, draft=True).draft

    assert draft is not None
    assert (
        draft.text
        == "Made from the working tree. It is final once the plan has the tag full/2026-10."
    )
    assert draft.commands == (
        "git tag -a full/2026-10 -m 'Second quarter'",
        "git push origin full/2026-10",
        "ipcli report --plan full --quarter 2026-27-Q2",
    )


def test_a_rating_of_an_unknown_scale_is_not_shown() -> None:
    found = view(
        "items: [{id: T, title: T, items: [{id: A, title: A, reason: So., ratings: {nowhere: high}}]}]\n"
    )

    assert found.plans[0].themes[0].rows[0].ratings == ()


def test_a_correction_that_was_known_is_not_told_again() -> None:
    corrected = "corrections: [{date: 2026-06-01, key: scores.current.score, from: 9, to: 8, reason: Slip.}]"
    risk = f"risks: [{{id: R1, title: R, scores: {{current: {{score: 8}}}}, {corrected}}}]\n"

    found = view(risk.replace("score: 8}", "score: 6}"), risk)

    assert found.plans[0].register.rows[0].why == ""


def test_a_theme_without_commentary_tells_the_latest_of_what_stands_in_it() -> None:
    found = view("""\
items:
  - {id: T, title: Theme, updates: [{date: 2026-07-01, text: Begun.}], items: [{id: A, title: A, status: green, updates: [{date: 2026-06-01, text: Old.}, {date: 2026-09-01, text: New.}]}, {id: B, title: B, status: green}]}
""")

    (theme,) = found.plans[0].themes
    assert theme.latest == "Begun. (1 July 2026)"
    assert [(each.name.id, each.latest) for each in theme.holds] == [
        ("A", "New. (1 September 2026)")
    ]


def test_a_theme_with_commentary_tells_that_instead() -> None:
    found = view("""\
items: [{id: T, title: Theme, items: [{id: A, title: A, updates: [{date: 2026-09-01, text: New.}]}]}]
commentary: [{period: 2026-27-Q2, about: T, summary: All is well.}]
""")

    assert found.plans[0].themes[0].holds == ()


def test_a_theme_of_which_nothing_is_recorded_says_so() -> None:
    paper = page(basis_of(BARE_PLAN), "md")

    assert paper.partition("### Listen (P2)")[2].startswith(
        "\n\nNothing is recorded of it in this period.\n"
    )


def test_that_nobody_verified_the_implications_is_said_once() -> None:
    implied = "implications: [{name: Legal, text: None.}, {name: Risk, text: None.}]"
    plan = f"meetings: [{{id: M, body: cabinet, date: 2026-10-14, papers: [{{title: P, period: 2026-27-Q2, {implied}}}]}}]\n"

    front = view(plan).front

    assert front.unverified == "The paper does not state who verified these implications."
    assert [each.verified for each in front.implications] == ["", ""]


def test_a_recommendation_to_the_meeting_itself_does_not_say_to_whom() -> None:
    said = "recommendations: [{text: That it be noted., to: cabinet}, {text: That it be agreed., to: council}]"
    plan = f"meetings: [{{id: M, body: cabinet, date: 2026-10-14, papers: [{{title: P, period: 2026-27-Q2, {said}}}]}}]\n"

    assert [each.to for each in view(plan).front.recommendations] == ["", "Council"]


def test_a_line_of_the_front_sheet_takes_the_place_of_our_own() -> None:
    said = "key_decision: yes, front_sheet: [{label: Key Decision, text: Key}]"
    plan = f"meetings: [{{id: M, body: cabinet, date: 2026-10-14, papers: [{{title: P, period: 2026-27-Q2, {said}}}]}}]\n"

    labels = [line.label for line in view(plan).front.sheet]

    assert labels == ["Report to", "Date of meeting", "Key Decision"]


def test_what_is_kept_for_the_record_is_no_recommendation_without_an_answer() -> None:
    made = "made_by: auditor, made_on: 2026-03-16"
    plan = f"""\
{FULL_PLAN}-- plans/more.yaml --
instruments:
  - {{id: R, kind: recommendations, title: To answer, {made}}}
  - {{id: K, kind: review, title: Kept, to_answer: no, {made}}}
"""

    (overview,) = recommendations(basis_of(plan)).sections

    assert overview.lines == ("0 of 1 are answered by rows of the plan.",)
    assert [row.cells[0].name.title for row in overview.tables[0].rows if row.cells[0].name] == [
        "To answer"
    ]


_WRONG = "{date: 2026-09-01, key: scores.current.score, from: 12, to: 10, reason: The wrong cell was read}"


def test_a_corrected_score_has_not_gone_down() -> None:
    found = view(
        f"risks: [{{id: R1, title: R, scores: {{current: {{score: 10}}}}, corrections: [{_WRONG}]}}]\n",
        "risks: [{id: R1, title: R, scores: {current: {score: 12}}}]\n",
    )

    (row,) = found.plans[0].register.rows
    assert (row.movement, row.why) == (
        "Corrected from Red 12 to Amber 10, not moved",
        "The wrong cell was read",
    )


def test_what_was_corrected_after_it_had_moved_is_both() -> None:
    found = view(
        f"risks: [{{id: R1, title: R, scores: {{current: {{score: 10}}}}, corrections: [{_WRONG}]}}]\n",
        "risks: [{id: R1, title: R, scores: {current: {score: 15}}}]\n",
    )

    (row,) = found.plans[0].register.rows
    assert (row.movement, row.why) == (
        "Down from Red 15 to Amber 10",
        "Corrected: The wrong cell was read",
    )


def test_a_score_that_moved_is_in_short_though_another_of_the_risk_was_corrected() -> None:
    risk = "risks: [{id: R1, title: R, scores: {current: {score: %s}, target: {score: %s}}%s}]\n"
    wrong = ", corrections: [{date: 2026-09-01, key: scores.target.score, from: 4, to: 5, reason: A slip}]"

    found = view(risk % (12, 5, wrong), risk % (8, 4, ""))

    (row,) = found.plans[0].register.rows
    assert (row.movement, row.corrected, row.why) == (
        "Up from Amber 8 to Red 12, target corrected from Green 4 to Green 5, not moved",
        False,
        "Corrected: A slip",
    )


def test_a_target_that_has_passed_is_not_called_the_next() -> None:
    text = "-- plans/more.yaml --\nmeasures: [{id: M1, title: Voids, targets: [{for: 2026-06, value: 4}]}]\n"

    out = page(basis_of(f"{FULL_PLAN}{text}"), "md", "measures")

    assert "| None yet | None to come; the last was 4 by June 2026 |" in out


def test_what_is_never_allowed_names_its_rule_once() -> None:
    frame = FULL_PLAN.replace(
        "change_control:\n", "change_control:\n  - {change: baseline-moved, needs: never}\n"
    )
    item = "-- plans/more.yaml --\nitems: [{id: A, title: A, baseline: {due: 2026-10-0%d}}]\n"

    out = page(basis_of(frame + item % 2, frame + item % 1), "md", "changes")

    assert "1 day later: never allowed (rule 1) |" in out


def test_what_was_asked_and_not_decided_is_named_but_not_in_public_where_it_is_exempt() -> None:
    request = "{id: CR-%s, ref: %s, asks: [{change: due-moved, of: %s, to: 2027-01-31}]}"
    more = f"""-- plans/more.yaml --
items:
  - {{id: AA, title: Open row}}
  - {{id: SECRET, title: Sell land, exempt: paragraph 3, items: [{{id: SECRET-1, title: Find a buyer}}]}}
change_requests:
  - {request % (71, 71, "AA")}
  - {request % (72, 72, "SECRET-1")}
"""

    told = page(basis_of(FULL_PLAN + more, FULL_PLAN + more), "md", "changes")
    public = page(basis_of(FULL_PLAN + more, FULL_PLAN + more, public=True), "md", "changes")

    assert "### Asked for and not decided" in told
    assert "it waits for a decision | 71 |" in told
    [secret] = [line for line in told.splitlines() if "it waits for a decision | 72 |" in line]
    assert "**Exempt: paragraph 3**" in secret
    assert "it waits for a decision | 71 |" in public
    assert not any(word in public for word in ("SECRET", "buyer", "72"))


def test_recommendations_are_answered_as_coverage_counts_them() -> None:
    plan = f"""\
{FULL_PLAN}-- plans/more.yaml --
instruments:
  - id: R
    kind: recommendations
    title: Review
    made_by: secretary-of-state
    made_on: 2026-03-16
    paragraphs:
      - {{id: R/1, title: Whole, paragraphs: [{{id: R/1a, title: Part}}, {{id: R/1b, title: Other}}]}}
      - {{id: R/2, title: Nobody's}}
      - {{id: R/3, title: The minister's, owed_by: secretary-of-state}}
  - id: S
    kind: review
    title: Second review
    made_by: secretary-of-state
    made_on: 2026-03-16
    paragraphs: [{{id: S/1, title: One}}]
items:
  - {{id: T, title: Theme, status: green, answers: [R/1a, S]}}
  - {{id: U, title: Other theme, status: green, answers: [R/1a, R/1b]}}
"""

    (overview,) = recommendations(basis_of(plan)).sections

    told = "4 of the 5 that the council owes are answered by rows of the plan."
    assert overview.lines == (told,)
    shown = [row.cells[-2].text for row in overview.tables[0].rows]
    assert shown == ["2", "2", "1", "0", "0", "1"]
