"""The branches of rules IP401 to IP909 that their own examples do not reach."""

from __future__ import annotations

from datetime import date

import pytest

from ipcli.rules import check
from support.plans import loaded

DAY = date(2026, 9, 30)


def found(code: str, text: str, base: str = "", as_of: date = DAY) -> list[str]:
    """Return the messages of one rule on a text laid over the small plan."""
    checked = check(loaded(text), as_of=as_of, base=loaded(base) if base else None)
    return [each.message for each in checked.diagnostics if each.code == code]


def lines(code: str, text: str) -> list[int]:
    """Return the lines that one rule points at."""
    return [
        each.place.line for each in check(loaded(text), as_of=DAY).diagnostics if each.code == code
    ]


# Evidence and assurance


def test_embedded_before_it_is_complete() -> None:
    told = found(
        "IP401",
        """
items:
  - id: A
    title: Publish the savings plan
    level: action
    status: green
    embedded: {by: board, date: 2026-08-01}
""",
    )

    assert told == ["`A` was embedded on 1 August 2026, but its status is `green`"]


def test_assured_where_nothing_says_whether_it_is_done() -> None:
    told = found(
        "IP401",
        """
items:
  - {id: T, title: Finance, assured: {by: board, date: 2026-08-01}}
  - {id: A, title: Savings plan, level: action, assured: {by: board, date: 2026-08-01}}
  - {id: B, title: Reserves, level: action, assured: {by: board, due: 2026-12-01}}
""",
    )

    assert told == []


def test_embedded_while_the_assurance_is_still_to_come() -> None:
    told = found(
        "IP402",
        """
items:
  - id: A
    title: Publish the savings plan
    completed: 2026-05-01
    assured: {by: monitoring-officer, due: 2026-12-31}
    embedded: {by: board, date: 2026-08-01}
""",
    )

    assert told == ["`A` was embedded on 1 August 2026, but is not assured yet"]


def test_assured_before_the_day_from_which_the_plan_runs() -> None:
    told = found(
        "IP404",
        """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  runs: {from: 2026-06-01}
  levels: [{id: action, name: Action}]
items:
  - {id: A, title: Savings plan, completed: 2026-01-01, assured: {date: 2026-02-01}}
""",
    )

    assert told == ["`A` was assured on 1 February 2026, but the plan began on 1 June 2026"]


def test_an_opinion_with_a_state_of_no_scale() -> None:
    told = found(
        "IP406",
        """
items:
  - {id: T, title: Finance, opinions: [{by: auditor, date: 2026-09-01, state: amber}]}
""",
    )

    assert told == ["an opinion on `T` gives the state `amber` of no scale"]


@pytest.mark.parametrize(
    "opinion", ["state: progress/amber", "state: amber, scale: progress", "text: Well done"]
)
def test_an_opinion_on_an_instrument_that_can_be_read(opinion: str) -> None:
    told = found(
        "IP406",
        f"""
instruments:
  - id: DIR
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2026-03-16
    opinions: [{{by: auditor, date: 2026-09-01, {opinion}}}]
""",
    )

    assert told == []


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/srv/savings.pdf", "it is a place on one computer"),
        ("../savings.pdf", "it leads out of the repository"),
        ("evidence\\savings.pdf", "it is written with `\\`; write `/`"),
    ],
)
def test_evidence_that_others_cannot_open(path: str, why: str) -> None:
    told = found(
        "IP408",
        f"""
items:
  - {{id: A, title: Savings plan, evidence: [{{title: Plan, path: '{path}'}}]}}
""",
    )

    assert told == [f"`{path}` of `Plan` cannot be opened by others: {why}"]


def test_an_appendix_whose_address_is_none() -> None:
    told = found(
        "IP408",
        """
meetings:
  - id: CAB
    body: cabinet
    date: 2026-10-14
    papers:
      - title: Improvement Plan
        appendices: [{title: Risk register, url: "javascript:alert(1)"}]
        background: [{title: Report, url: "https://example.org/report"}]
""",
    )

    assert told == ["`javascript:alert(1)` of `Risk register` is not a web address (https://…)"]


# Instruments and clocks

DIRECTIONS = """
instruments:
  - id: DIR
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2026-03-16
"""


def test_a_paragraph_none_of_whose_parts_is_answered_is_named_once() -> None:
    told = found(
        "IP501",
        DIRECTIONS
        + """
    paragraphs:
      - id: DIR/A
        title: Annex A
        paragraphs: [{id: DIR/A1, text: Finance}, {id: DIR/A2, text: Governance}]
""",
    )

    assert told == ["no item answers `DIR/A` (Annex A)"]


def test_only_the_part_that_is_not_answered_is_named() -> None:
    told = found(
        "IP501",
        DIRECTIONS
        + """
    paragraphs:
      - id: DIR/A
        title: Annex A
        paragraphs: [{id: DIR/A1, text: Finance}, {id: DIR/A2, text: Governance}]
items:
  - {id: I, title: Savings plan, answers: DIR/A1}
""",
    )

    assert told == ["no item answers `DIR/A2` (Governance)"]


def test_an_instrument_without_paragraphs_that_nothing_answers() -> None:
    told = found("IP501", DIRECTIONS)

    assert told == ["no item answers `DIR` (Directions)"]


def test_what_others_owe_needs_no_answer() -> None:
    told = found(
        "IP501",
        DIRECTIONS
        + """
    paragraphs: [{id: DIR/1, text: Appoint an auditor, owed_by: secretary-of-state}]
""",
    )

    assert told == []


def test_a_long_paragraph_is_named_by_its_id_alone() -> None:
    told = found(
        "IP501",
        DIRECTIONS
        + f"""
    paragraphs: [{{id: DIR/1, text: {"Close the gap " * 9}}}]
""",
    )

    assert told == ["no item answers `DIR/1`"]


TWO_PLANS = """
-- plans/council.yaml --
bodies: [{id: secretary-of-state, name: Secretary of State}]
periods: [{id: Q2, name: Second quarter, as_of: 2026-09-30}]
instruments:
  - id: DIR
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2026-03-16
    paragraphs: [{id: DIR/1, text: Finance}, {id: DIR/2, text: Governance}]
-- plans/plan.yaml --
-- plans/one/plan.yaml --
plan: {id: one, format: 1, council: Anytown, title: Plan, levels: [{id: action, name: Action}]}
items: [{id: A, title: Savings plan, answers: DIR/1}]
-- plans/two/plan.yaml --
plan: {id: two, format: 1, council: Anytown, title: Plan, levels: [{id: action, name: Action}]}
items: [{id: B, title: Scrutiny review, answers: DIR/2}]
"""


def test_a_shared_paragraph_may_be_answered_in_another_plan() -> None:
    told = found("IP501", TWO_PLANS)

    assert told == []


def test_a_theme_none_of_whose_items_answers_anything_is_named_once() -> None:
    told = found(
        "IP502",
        DIRECTIONS
        + """
items:
  - {id: A, title: Savings plan, answers: DIR}
  - id: T
    title: Culture
    items:
      - {id: T1, title: Listening groups}
      - {id: T2, title: Staff survey}
""",
    )

    assert told == ["`T` answers no instrument, nor does what stands in it (2 at the lowest level)"]


def test_only_the_item_that_answers_nothing_is_named() -> None:
    told = found(
        "IP502",
        DIRECTIONS
        + """
items:
  - id: T
    title: Culture
    items:
      - {id: T1, title: Listening groups, answers: DIR}
      - {id: T2, title: Staff survey}
      - {id: T3, title: Exit interviews, raised_from: T1}
""",
    )

    assert told == ["`T2` answers no instrument"]


def test_a_plan_in_which_nothing_answers_is_left_in_peace() -> None:
    told = found("IP502", DIRECTIONS + "items: [{id: A, title: Savings plan}]\n")

    assert told == []


CITED = """
instruments:
  - id: DIR-1
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2025-09-02
    ended: {kind: %s, date: 2026-03-15}
meetings:
  - id: C
    body: council
    date: 2026-10-25
    papers:
      - title: Improvement Plan
        implications: [{name: Legal, text: Comply, cites: DIR-1}]
"""


def test_a_revoked_instrument_is_cited() -> None:
    told = found("IP503", CITED % "revoked")

    assert told == [
        (
            "`Improvement Plan: Legal` of 25 October 2026 cites `DIR-1`, "
            "which was no longer in force from 16 March 2026"
        )
    ]


def test_directions_that_were_met_may_be_cited() -> None:
    told = found("IP503", CITED % "met")

    assert told == []


def test_a_clock_from_a_word_that_is_no_day() -> None:
    told = found("IP504", DIRECTIONS + "    clock: {within: 6 months, beginning_with: made}\n")

    assert told == [
        (
            "the clock of `DIR` runs from `made`, but that is neither a day nor made_on, sent_on, "
            "published_on or in_force"
        )
    ]


@pytest.mark.parametrize("start", ["2026-04-01", "in_force", "sent_on"])
def test_a_clock_whose_start_is_known(start: str) -> None:
    clock = f"    sent_on: 2026-03-17\n    clock: {{within: 6 months, from: {start}}}\n"

    assert found("IP504", DIRECTIONS + clock) == []


def test_a_series_of_which_several_dates_have_passed() -> None:
    told = found("IP505", DIRECTIONS + "    clock: {every: 2 months}\n")

    assert told == [
        (
            "`DIR` was due 16 May 2026 and is not met on 30 September 2026: "
            "137 days late (96 working days); 3 dates are not met"
        )
    ]


def test_a_date_that_has_passed() -> None:
    told = found("IP505", DIRECTIONS + "    clock: {dates: [2026-09-28]}\n")

    assert told == [
        (
            "`DIR` was due 28 September 2026 and is not met on 30 September 2026: "
            "2 days late (2 working days)"
        )
    ]


def test_a_clock_that_others_owe() -> None:
    told = found(
        "IP505", DIRECTIONS + "    owed_by: secretary-of-state\n    clock: {within: 1 month}\n"
    )

    assert told == []


def test_met_in_a_month_that_began_before_the_date() -> None:
    told = found(
        "IP505", DIRECTIONS + "    clock: {within: 3 months}\n    met: [{date: 2026-06}]\n"
    )

    assert told == []


def test_met_in_a_later_month_is_late_without_a_count_of_days() -> None:
    told = found(
        "IP505", DIRECTIONS + "    clock: {within: 3 months}\n    met: [{date: 2026-07}]\n"
    )

    assert told == ["`DIR` was due 16 June 2026 and was met in July 2026: late"]


def test_met_on_the_working_day_after_the_next_one() -> None:
    told = found(
        "IP505",
        DIRECTIONS
        + "    clock: {dates: [2026-05-02], falls: next-working-day}\n"
        + "    met: [{date: 2026-05-06}]\n",
    )

    assert told == [
        (
            "`DIR` was due 2 May 2026 (next working day 5 May 2026) and was met on 6 May 2026: "
            "1 day late (1 working day)"
        )
    ]


def test_dates_of_an_instrument_out_of_order() -> None:
    told = found(
        "IP507",
        DIRECTIONS
        + """
    in_force: {from: 2026-04-01, until: 2026-03-01}
    appointments: [{role: leader, from: 2026-04-01, until: 2026-03-01}, {role: leader}]
    paragraphs:
      - {id: DIR/1, text: Plan, ended: {kind: revoked, date: 2025-01-01}}
      - {id: DIR/2, text: Report, ended: {kind: revoked, date: 2026-08-01}}
""",
    )

    assert told == [
        "`DIR` is in force until 1 March 2026, but only from 1 April 2026",
        (
            "the appointment of `leader` by `DIR` ends on 1 March 2026, "
            "before it begins on 1 April 2026"
        ),
        "`DIR/1` ended on 1 January 2025, but `DIR` was made on 16 March 2026",
    ]


OVER = (
    DIRECTIONS
    + """
    ended: {kind: revoked, date: 2026-07-31}
  - {id: GT, kind: review, title: Review, made_by: auditor, made_on: 2026-01-01}
items:
"""
)


def test_an_item_below_one_that_answers_what_still_holds() -> None:
    told = found(
        "IP508",
        OVER
        + "  - {id: T, title: Finance, answers: GT, items: [{id: A, title: B, answers: DIR}]}\n",
    )

    assert told == []


def test_an_item_that_is_done_may_answer_what_is_over() -> None:
    told = found(
        "IP508", OVER + "  - {id: A, title: Savings plan, completed: 2026-07-01, answers: DIR}\n"
    )

    assert told == []


def test_met_twice_for_one_date() -> None:
    told = found(
        "IP509",
        DIRECTIONS
        + "    clock: {every: 2 months}\n"
        + "    met: [{date: 2026-05-01, for: 1}, {date: 2026-05-02, for: 1}, {date: 2026-07-01}]\n",
    )

    assert told == ["`DIR` was met twice for date 1 of its clock"]


def test_met_more_often_than_there_are_dates() -> None:
    told = found(
        "IP509",
        DIRECTIONS
        + "    clock: {dates: [2026-05-01, 2026-06-01]}\n"
        + "    met: [{date: 2026-05-01}, {date: 2026-06-01}, {date: 2026-07-01}]\n",
    )

    assert told == ["`DIR` was met for date 3 of its clock, which has 2 dates"]


def test_met_of_what_has_no_clock() -> None:
    told = found("IP509", DIRECTIONS + "    met: [{date: 2026-05-01}]\n")

    assert told == []


def test_an_extension_in_two_ways_and_one_of_no_clock() -> None:
    told = found(
        "IP513",
        DIRECTIONS
        + """
    paragraphs:
      - id: DIR/1
        text: Plan
        clock: {within: 3 months}
        extensions: [{length: 1 month, to: 2026-12-01, by: secretary-of-state}]
      - id: DIR/2
        text: Report
        clock: ongoing
        extensions: [{length: 1 month, by: secretary-of-state}]
""",
    )

    assert told == [
        "`DIR/1` was extended by 1 month and until 1 December 2026; only one can be meant",
        "`DIR/2` was extended, but has no clock with a date",
    ]


def test_an_extension_to_a_day_without_who_agreed() -> None:
    told = found(
        "IP511",
        DIRECTIONS + "    clock: {within: 3 months}\n    extensions: [{to: 2026-12-01}]\n",
    )

    assert told == ["`DIR` was extended until 1 December 2026, but nothing says who agreed"]


# Risks and measures

MATRIX = """
risk_matrices:
  - id: register
    name: Risk register
    likelihood: [{id: A, name: Unlikely}, {id: B, name: Likely}]
    impact: [{id: I, name: Minor}, {id: II, name: Major}]
"""


def test_a_band_that_the_grid_does_not_give() -> None:
    told = found(
        "IP604",
        MATRIX
        + """
    bands: [{id: red, name: Red, colour: red}, {id: green, name: Green, colour: green}]
    grid: {A: [green, green], B: [green, red]}
risks:
  - {id: R, title: Reserves, scores: {current: {likelihood: B, impact: II, band: green}}}
""",
    )

    assert told == ["the current band of `R` is `green`, but likelihood B and impact II make `red`"]


def test_holes_in_a_grid() -> None:
    told = found(
        "IP605",
        MATRIX
        + """
    bands: [{id: red, name: Red, colour: red}, {id: green, name: Green, colour: green}]
    grid: {A: [green, gren], C: [green, red]}
""",
    )

    assert told == [
        "the grid of `register` has no row for the likelihood `B`",
        "`gren` in row `A` is no band of `register`; did you mean `green`?",
        "the grid of `register` has a row `C`, which is no likelihood of it",
    ]


def test_a_table_of_scores_that_is_not_there() -> None:
    told = found("IP605", MATRIX + "    score: table\n")

    assert told == ["`register` takes its scores from a table, but has no `scores`"]


def test_bands_out_of_order_or_without_a_lowest_score() -> None:
    told = found(
        "IP606",
        """
risk_matrices:
  - id: register
    name: Risk register
    bands:
      - {id: black, name: Black, colour: black, from: 12}
      - {id: red, name: Red, colour: red, from: 12}
      - {id: amber, name: Amber, colour: amber, from: 16}
      - {id: green, name: Green, colour: green}
""",
    )

    assert told == [
        "the bands `black` and `red` of `register` both begin at 12",
        "the band `amber` of `register` stands below `red`, but begins at 16",
        "the band `green` of `register` has no `from`, as the others have",
    ]


def test_bands_above_the_lowest_score_of_a_table() -> None:
    told = found(
        "IP606",
        MATRIX
        + """
    score: table
    scores: {A: [1, 3], B: [2, 5]}
    bands: [{id: red, name: Red, colour: red, from: 2}]
""",
    )

    assert told == ["the bands of `register` begin at 2 with `red`, but its lowest score is 1"]


def test_bands_without_any_lowest_score_are_left_in_peace() -> None:
    told = found("IP606", MATRIX + "    bands: [{id: red, name: Red, colour: red}]\n")

    assert told == []


MEASURE = """
measures:
  - id: M
    title: Invoices paid within 30 days
"""


def test_a_status_of_a_measure_without_a_scale() -> None:
    told = found("IP607", MEASURE + "    readings: [{for: 2026/27 Q1, status: met}]\n")

    assert told == [
        "the reading of `M` for 2026/27 Q1 has the status `met`, but the measure has no `scale`"
    ]


def test_a_measure_that_was_not_there_before() -> None:
    told = found("IP610", MEASURE + "    readings: [{for: 2026/27 Q1, value: 87}]\n", base=" ")

    assert told == []


def test_a_reading_whose_value_is_gone() -> None:
    told = found(
        "IP610",
        MEASURE + "    readings: [{for: 2026/27 Q1, text: Not assessed}]\n",
        base=MEASURE + "    readings: [{for: 2026/27 Q1, value: 91}]\n",
    )

    assert told == ["the reading of `M` for 2026/27 Q1 is gone, but was 91"]


RISK = """
risks:
  - id: R
    title: Reserves run out
"""


def test_a_score_with_axes_and_a_band_that_moved() -> None:
    told = found(
        "IP611",
        RISK + "    scores: {current: {likelihood: 1, impact: 2, band: green}}\n",
        base=RISK + "    scores: {current: {likelihood: 3, impact: 2, band: red}}\n",
    )

    assert told == [
        (
            "the current score of `R` is green, 1 and 2, but was red, 3 and 2, "
            "and no new update says why"
        )
    ]


def test_a_score_at_a_new_point_has_not_moved() -> None:
    told = found(
        "IP611",
        RISK + "    scores: {current: {score: 12}, target: {score: 4}}\n",
        base=RISK + "    scores: {current: {score: 12}}\n",
    )

    assert told == []


def test_a_risk_that_was_not_there_before_has_not_moved() -> None:
    told = found("IP611", RISK + "    scores: {current: {score: 12}}\n", base=" ")

    assert told == []


def test_a_score_that_was_corrected() -> None:
    told = found(
        "IP611",
        RISK
        + """
    scores: {current: {score: 9}}
    corrections:
      - {date: 2026-09-01, key: scores.current.score, from: 6, to: 9, reason: Misread}
""",
        base=RISK + "    scores: {current: {score: 6}}\n",
    )

    assert told == []


def test_a_band_with_another_name_is_no_move() -> None:
    bands = "    bands: [{id: %s, name: Red, colour: red, from: 4}]\n"
    register = "risk_matrices:\n  - id: m\n    name: Register\n" + bands
    risk = "risks: [{id: R, title: Money, scores: {current: {score: 6, band: %s}}}]\n"

    told = found(
        "IP611",
        register % "critical, was: red" + risk % "critical",
        base=register % "red" + risk % "red",
    )

    assert told == []


def test_two_definitions_with_one_version() -> None:
    told = found(
        "IP613",
        MEASURE
        + """
    definitions:
      - {version: 1, from: 2025-04-01, text: Days from the invoice}
      - {version: 1, from: 2026-04-01, text: Days from its receipt}
""",
    )

    assert told == ["two definitions of `M` have the version `1`"]


def test_an_impact_without_a_likelihood() -> None:
    told = found("IP617", RISK + "    scores: {current: {impact: 2}}\n")

    assert told == ["the current score of `R` has impact, but no likelihood"]


# Change control


@pytest.mark.parametrize(
    ("needs", "why"),
    [
        ("under: Council", "has neither `needs` nor `needs_one_of`"),
        ("needs: cabinet, needs_one_of: council", "has both `needs` and `needs_one_of`"),
        ("needs_one_of: never", "has `never` in `needs_one_of`; it stands alone, in `needs`"),
    ],
)
def test_a_rule_that_does_not_say_who_must_agree(needs: str, why: str) -> None:
    told = found("IP702", f"change_control:\n  - {{change: due-moved, {needs}}}\n")

    assert told == [f"rule 1 of `change_control` (due-moved) {why}"]


def test_a_rule_after_one_that_takes_any_change() -> None:
    told = found(
        "IP703",
        """
change_control:
  - {change: reworded, needs: nobody}
  - {change: any, needs: cabinet}
  - {change: [reworded, item-added], needs: council}
""",
    )

    assert told == [
        (
            "rule 3 of `change_control` (reworded, item-added) is never reached: "
            "rule 2 takes every such change"
        )
    ]


def test_a_rule_for_progress_after_one_that_takes_any_control_change() -> None:
    told = found(
        "IP703",
        """
change_control:
  - {change: any, needs: cabinet}
  - {change: status-changed, to: paused, needs: council}
""",
    )

    assert told == []


def test_a_rule_that_waits_for_what_there_is_not() -> None:
    told = found(
        "IP704",
        """
change_control:
  - {change: status-changed, to: pasued, needs: cabinet}
  - {change: item-closed, to: deliverd, needs: cabinet}
  - {change: [item-closed, status-changed], to: [paused, merged], needs: cabinet}
  - {change: item-moved, to: anywhere, needs: cabinet}
  - {change: any, to: merged, needs: cabinet}
  - {change: any, to: paused, needs: cabinet}
  - {change: item-closed, to: progress/paused, needs: cabinet}
""",
    )

    assert told == [
        (
            "rule 1 of `change_control` (status-changed) waits for a change to `pasued`, "
            "which there is not; did you mean `paused`?"
        ),
        (
            "rule 2 of `change_control` (item-closed) waits for a change to `deliverd`, "
            "which there is not; did you mean `delivered`?"
        ),
        (
            "rule 6 of `change_control` (any) waits for a change to the state `paused`, but `any` "
            "is no change of progress; name `status-changed` or `rating-changed` too"
        ),
        (
            "rule 7 of `change_control` (item-closed) waits for a change to the state "
            "`progress/paused`, but no status or rating changes in it"
        ),
    ]


REQUEST = """
items:
  - {id: A, title: Savings plan, level: action}
  - {id: B, title: Asset plan, level: action}
change_requests:
  - id: CR-1
"""


def test_a_request_to_close_without_saying_how() -> None:
    told = found("IP705", REQUEST + "    asks: [{change: item-closed, of: [A, B]}]\n")

    assert told == ["`CR-1` asks for item-closed of `A` and 1 more, but has no `kind`"]


@pytest.mark.parametrize(
    "asks",
    [
        "due-moved, of: A, to: early 2027",
        "due-moved, of: A, to: 31 December 2026",  # as papers print it
        "reworded, of: A, to: 31/12",
    ],
)
def test_asks_whose_value_is_no_date_or_need_be_none(asks: str) -> None:
    told = found("IP706", REQUEST + f"    asks: [{{change: {asks}}}]\n")

    assert told == []


@pytest.mark.parametrize("to", ["31st December 2026", "Dec 2026"])
def test_a_date_that_is_asked_for_in_another_form_is_no_date_of_the_plan(to: str) -> None:
    told = found("IP706", REQUEST + f"    asks: [{{change: due-moved, of: A, to: {to}}}]\n")

    assert [each.split(", but ")[0] for each in told] == ["`CR-1` asks to move a date"]


def test_a_day_that_is_in_no_calendar_is_no_date_of_the_plan() -> None:
    told = found("IP706", REQUEST + "    asks: [{change: due-moved, of: A, to: 31/02/2027}]\n")

    assert [each.split(", but ")[0] for each in told] == ["`CR-1` asks to move a date"]


def test_an_agreement_at_a_meeting_of_another_body() -> None:
    told = found(
        "IP712",
        REQUEST
        + """
    asks: [{change: item-closed, of: A, kind: delivered}]
    decisions: [{outcome: approved, by: council, date: 2026-07, meeting: CAB}]
meetings:
  - {id: CAB, body: cabinet, date: 2026-07-15}
""",
    )

    assert told == ["`CR-1`: agreed by `council`, but `CAB` was a meeting of `cabinet`"]


def test_a_plan_and_its_money_agreed_at_a_meeting_on_another_day() -> None:
    told = found(
        "IP712",
        """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: [{id: action, name: Action}]
  agreed: [{by: council, date: 2026-06-08, meeting: C}]
  costs: [{amount: 100, agreed: {by: council, date: 2026-06-07, meeting: C}}, {amount: 50}]
bodies: [{id: council, name: Council, kind: council}]
meetings: [{id: C, body: council, date: 2026-06-07}]
""",
    )

    assert told == ["`small`: agreed on 8 June 2026, but `C` met on 7 June 2026"]


def test_a_request_for_a_kind_of_change_that_there_is_not() -> None:
    told = found("IP701", REQUEST + "    asks: [{change: due-mvoed, of: A, to: 2027-01}]\n")

    assert told == [
        "`CR-1` asks for `due-mvoed`, which is no kind of change; did you mean `due-moved`?"
    ]


CLOSED = """
change_control: [{change: item-closed, needs: cabinet}]
items:
  - id: A
    title: Savings plan
    closed: {kind: delivered, date: 2026-09-01%s}
change_requests:
  - id: CR-1
    asks: [{change: item-closed, of: %s, kind: %s}]
    decisions: [{outcome: %s, by: %s, date: 2026-08-01}]
"""


@pytest.mark.parametrize(
    ("closing", "of", "kind", "outcome", "by"),
    [
        ("", "A", "delivered", "approved", "cabinet"),
        ("", "A", "delivered", "approved", "board"),
        (", request: CR-1", "B", "delivered", "approved", "cabinet"),
    ],
)
def test_a_closing_that_a_request_covers(
    closing: str, of: str, kind: str, outcome: str, by: str
) -> None:
    told = found("IP707", CLOSED % (closing, of, kind, outcome, by))

    assert told == []


@pytest.mark.parametrize(
    ("of", "kind", "outcome", "why"),
    [
        ("B", "delivered", "approved", "no change request covers it; needs Cabinet"),
        ("A", "merged", "approved", "request CR-1 asks to close it as merged, but it is delivered"),
        ("A", "delivered", "refused", "request CR-1 was refused by Cabinet"),
    ],
)
def test_a_closing_that_no_request_covers(of: str, kind: str, outcome: str, why: str) -> None:
    told = found("IP707", CLOSED % ("", of, kind, outcome, "cabinet"))

    assert [each[: len(why) + 48] for each in told] == [
        f"`A` was closed (delivered) on 1 September 2026: {why}"
    ]


def test_what_is_closed_where_nobody_need_agree() -> None:
    told = found(
        "IP707",
        """
items:
  - {id: A, title: Savings plan, closed: {kind: delivered, date: 2026-09-01}}
""",
    )

    assert told == []


def test_only_the_closing_of_an_item_is_looked_at() -> None:
    told = found(
        "IP707",
        """
change_control: [{change: any, needs: cabinet}]
items:
  - id: A
    title: Savings plan
    closed: {kind: delivered, date: 2026-09-01, request: CR-1}
    corrections: [{date: 2026-09-02, key: closed, from: merged, to: delivered, reason: A slip}]
change_requests:
  - {id: CR-1, asks: [{change: item-closed, of: A, kind: delivered}]}
""",
    )

    assert told == []


WRONG_BODY = """
change_control:
  - {change: due-moved, by_up_to: 1 month, needs: nobody}
  - {change: due-moved, needs: [cabinet, council]}
  - {change: item-closed, needs_one_of: [cabinet, council]}
items:
  - {id: A, title: Savings plan, level: action, due: 2026-12-31}
change_requests:
  - id: CR-1
    asks: [{%s}]
    decisions: [{outcome: %s, by: %s, date: 2026-08-01}, {outcome: %s, by: %s, date: 2026-08-02}]
"""


@pytest.mark.parametrize(
    ("asks", "needs"),
    [
        (
            "change: due-moved, of: A, from: 2026-09-30, to: 2026-12-31",
            "due-moved of `A` needs `cabinet` and `council` (rule 2 (due-moved)), not `board`",
        ),
        (
            "change: item-closed, of: [B, A], kind: delivered",
            "item-closed of `A` needs `cabinet` or `council` (rule 3 (item-closed)), not `board`",
        ),
    ],
)
def test_an_approval_by_none_of_those_who_must_agree(asks: str, needs: str) -> None:
    told = found("IP711", WRONG_BODY % (asks, "approved", "board", "noted", "cabinet"))

    assert told == [f"`CR-1` was approved, but {needs}"]


@pytest.mark.parametrize(
    ("asks", "first", "second"),
    [
        ("change: due-moved, of: A, to: early 2027", ("approved", "council"), ("noted", "board")),
        ("change: due-moved, of: A, to: 2027-01-31", ("approved", "board"), ("noted", "board")),
        ("change: due-moved, of: A, to: 2027-06-30", ("refused", "council"), ("noted", "board")),
        ("change: due-moved, of: A, to: 2027-06-30", ("approved", "board"), ("withdrawn", "board")),
        ("change: due-mvoed, of: A, to: 2027-06-30", ("approved", "board"), ("noted", "board")),
    ],
)
def test_an_approval_that_is_enough_or_is_none(
    asks: str, first: tuple[str, str], second: tuple[str, str]
) -> None:
    told = found("IP711", WRONG_BODY % (asks, *first, *second))

    assert told == []


def test_a_role_may_decide_at_a_meeting() -> None:
    told = found(
        "IP712",
        REQUEST
        + """
    asks: [{change: item-closed, of: A, kind: delivered}]
    decisions: [{outcome: approved, by: leader, date: 2026-07-15, meeting: CAB}]
meetings:
  - {id: CAB, body: cabinet, date: 2026-07-15}
""",
    )

    assert told == []


# Periods, commentary and papers


def test_a_figure_of_a_period_that_is_past_is_not_held_against_the_plan_of_today() -> None:
    told = found(
        "IP802",
        """
items: [{id: A, title: Savings plan, level: step, status: green}]
commentary:
  - period: 2026-27-Q1
    stated:
      - {figure: step.green, value: 9}
      - {figure: achievements, value: 2, where: "4.2"}
    achievements: [The plan was published.]
""",
    )

    assert told == ["`achievements` (4.2) is stated as 2, but the plan comes to 1"]


def test_a_percentage_is_shown_with_the_digits_that_it_needs() -> None:
    told = found(
        "IP802",
        """
items:
  - {id: A, title: Savings plan, level: step, status: green}
  - {id: B, title: Asset plan, level: step, status: green}
  - {id: C, title: Pay policy, level: step, status: complete, completed: 2026-08-01}
  - id: T
    title: Culture
    items:
      - {id: T1, title: Listening groups, items: [{id: T11, title: Survey, status: green}]}
commentary:
  - period: 2026-27-Q2
    stated:
      - {figure: step.green.percent, value: 70}
      - {figure: step.total, value: 2, about: T}
""",
    )

    assert told == [
        "`step.green.percent` is stated as 70, but the plan comes to 75",
        "`step.total` below `T` is stated as 2, but the plan comes to 1",
    ]


@pytest.mark.parametrize(
    ("stated", "shown"),
    [("4", "3.13"), ("3.12", "3.13"), ("3.1249", "3.125"), ("3.13", ""), ("3.1250", "")],
)
def test_a_share_is_never_shown_as_what_it_differs_from(stated: str, shown: str) -> None:
    items = "\n".join(
        f"  - {{id: A{n}, title: Step {n}, level: step, status: {'green' if n else 'red'}}}"
        for n in range(32)
    )
    told = found(
        "IP802",
        f"items:\n{items}\ncommentary: [{{period: 2026-27-Q2, stated: "
        f"[{{figure: step.red.percent, value: {stated}}}]}}]\n",
    )

    figure = "`step.red.percent` is stated as"
    assert told == ([f"{figure} {stated}, but the plan comes to {shown}"] if shown else [])


def test_steps_of_an_axis_with_long_numbers_are_names() -> None:
    long = "9" * 40
    axis = f"[{{id: 1, name: Low}}, {{id: {long}, name: High}}]"
    told = found(
        "IP802",
        f"risk_matrices: [{{id: m, name: M, likelihood: {axis}, impact: {axis}, score: product}}]\n"
        "risks: [{id: R1, title: Fire, scores: "
        f"{{current: {{likelihood: {long}, impact: 1}}}}}}]\n"
        "commentary: [{period: 2026-27-Q2, stated: [{figure: risks.average.current, value: 7}]}]",
    )

    assert told == ["`risks.average.current` is stated as 7, but the plan comes to 2"]


def test_figures_in_prose_that_there_are_not() -> None:
    told = found(
        "IP803",
        """
commentary:
  - period: 2026-27-Q2
    summary: "{changes.due-moved} dates and {changes.due-mvoed} dates moved, {so} many."
    achievements: ["{changes.item-closed.mergd} were closed, {changes.item-closed.merged} so."]
    lines: ["{changes.item-added.step} steps are new, {changes.due-mvoed} moved."]
""",
    )

    assert told == [
        "`changes.due-mvoed` counts no kind of change; did you mean `due-moved`?",
        (
            "`changes.item-closed.mergd` is no figure: "
            "`mergd` is no level or closing; did you mean `merged`?"
        ),
        "`changes.due-mvoed` counts no kind of change; did you mean `due-moved`?",
    ]


def test_a_figure_in_a_plan_without_periods_and_without_a_day() -> None:
    loaded_plan = loaded(
        """
-- plans/plan.yaml --
plan: {id: small, format: 1, council: Anytown, title: Plan, levels: [{id: a, name: A}]}
commentary:
  - {period: 2026/27 Q1, stated: [{figure: coverage.answerd, value: 1}]}
"""
    )

    told = [each.message for each in check(loaded_plan, as_of=None).diagnostics]

    assert told == [
        "`coverage.answerd` is no figure of this plan; did you mean `coverage.answered`?"
    ]


def test_an_achievement_of_an_item_without_a_status() -> None:
    told = found(
        "IP804",
        """
items: [{id: T, title: Finance}]
commentary:
  - {period: 2026-27-Q2, achievements: [{text: Finance is done., completes: T}]}
""",
    )

    assert told == ["an achievement says that `T` is complete, but it has no `completed`"]


@pytest.mark.parametrize(
    ("period", "says"),
    [
        ("name: Q1 2026/27, as_of: 2026-05-31, covers: 2026", ""),
        ("name: Q1 2026/27, as_of: 2026-07-14", ""),
        ("name: Q1 2026/27, as_of: 2026-10-14", "its facts are of 14 October 2026"),
        ("name: Q1 2026/27, as_of: 2025-07-14", "its facts are of 14 July 2025"),
        ("name: Q1 2026/27, as_of: 2026-07-14, covers: 2025", "it covers 2025"),
        ("name: Q1 2026/28, as_of: 2026-07-14, covers: 2025", ""),
    ],
)
def test_the_quarter_in_the_name_of_a_period(period: str, says: str) -> None:
    told = found("IP805", f"periods: [{{id: P, {period}}}]\n")

    assert told == ([f"the name of the period `P` says 2026/27 Q1, but {says}"] if says else [])


def test_two_periods_of_one_day_and_one_that_covers_what_is_to_come() -> None:
    told = found(
        "IP806",
        """
periods:
  - {id: special, name: Special report, as_of: 2026-09-30}
  - {id: year, name: Annual report, as_of: 2026-12-31, covers: 2027/28}
""",
    )

    assert told == [
        "the periods `2026-27-Q2` and `special` both have the facts of 30 September 2026",
        "the facts of `year` are of 31 December 2026, before what it covers, 2027/28",
    ]


MEETING = """
meetings:
  - id: M
    body: %s
    date: 2026-10-14
    published_on: 2026-10-08
    papers:
      - title: Improvement Plan
        implications:
          - {name: Legal, text: Comply, verified: {by: monitoring-officer, date: 2026-10-12}}
          - {name: Other, text: None}
"""


def test_an_implication_verified_after_the_agenda_of_a_board_was_published() -> None:
    told = found("IP808", MEETING % "board")

    assert told == [
        (
            "the implication `Legal` of `M` was signed off on 12 October 2026, "
            "but the papers were published on 8 October 2026"
        )
    ]


def test_an_implication_verified_after_the_last_day_for_publication() -> None:
    told = found("IP808", MEETING % "cabinet")

    assert told == [
        (
            "the implication `Legal` of `M` was signed off on 12 October 2026, "
            "but the papers had to be published by 6 October 2026"
        )
    ]


def test_a_board_may_publish_when_it_likes() -> None:
    assert found("IP814", MEETING % "board") == []


def test_a_body_that_is_not_public_may_publish_when_it_likes() -> None:
    told = found(
        "IP814",
        """
bodies: [{id: panel, name: Appeals Panel, kind: committee, public: no}]
meetings: [{id: M, body: panel, date: 2026-10-14, published_on: 2026-10-12}]
""",
    )

    assert told == []


def test_a_recommendation_of_a_body_that_reports_to_another() -> None:
    told = found(
        "IP811",
        """
bodies: [{id: panel, name: Panel, kind: committee, reports_to: council}]
meetings:
  - {id: M, body: panel, date: 2026-09-16, decisions: [{verb: recommended, text: A review}]}
""",
    )

    assert told == []


COUNTS = """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels:
    - {id: theme, name: Theme%s}
    - {id: action, name: Action, scale: %s}
  counts: [%s]
scales:
  - id: progress
    name: Progress
    states: [{id: green, name: On course, colour: green, class: on-course}]
  - id: themes
    name: Theme status
    states: [{id: green, name: On course, colour: green, class: on-course}]
"""


def test_a_count_that_adds_two_scales() -> None:
    told = found(
        "IP813",
        COUNTS % (", scale: themes", "progress", "{id: rows, name: Rows, levels: [theme, action]}"),
    )

    assert told == [
        "the count `rows` adds different scales: `themes` of `theme`, `progress` of `action`"
    ]


def test_a_count_of_risks_and_one_of_the_default_levels() -> None:
    told = found(
        "IP813",
        COUNTS % ("", "progress", "{id: risks, name: Risks, of: risks}, {id: rows, name: Rows}"),
    )

    assert told == []


def test_a_count_of_a_level_that_there_is_not_is_for_another_rule() -> None:
    told = found(
        "IP813", COUNTS % ("", "progress", "{id: rows, name: Rows, levels: [theme, task]}")
    )

    assert told == []


def test_a_count_in_a_plan_without_scales() -> None:
    told = found(
        "IP813",
        """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: [{id: action, name: Action}]
  counts: [{id: rows, name: Rows}]
""",
    )

    assert told == ["the count `rows` cannot be made by state: the levels have no scale"]


# Hygiene


def test_a_telephone_number_in_an_update() -> None:
    told = found(
        "IP903",
        """
items:
  - id: A
    title: Savings plan
    updates: [{date: 2026-09-01, text: "Ring the team on 01234 567 890."}]
""",
    )

    assert told == ["`A` has the telephone number `01234 567 890` in its updates"]


def test_an_address_in_a_list_of_texts() -> None:
    told = found(
        "IP903",
        """
commentary:
  - {period: 2026-27-Q2, issues: [Two posts are vacant., Write to jobs@anytown.gov.uk.]}
""",
    )

    assert told == ["an entry has the e-mail address `jobs@anytown.gov.uk` in its issues"]


def test_an_address_in_the_reason_of_a_rating() -> None:
    told = found(
        "IP903",
        """
items:
  - id: A
    title: Savings plan
    ratings: {progress: {state: green, reason: Says +44 1234 567890}}
    closed: {kind: delivered, date: 2026-09-01, text: Done on 07 March}
""",
    )

    assert told == ["`A` has the telephone number `+44 1234 567890` in its ratings"]


@pytest.mark.parametrize(
    "text",
    [
        "Up 0.5 points in 2026",
        "See S1@small",
        "Rows 01 02 03 04 05",
        "Ledger 0123 4567 8901 2345",
        "Item 012 345 678",
    ],
)
def test_what_is_neither_an_address_nor_a_number(text: str) -> None:
    told = found("IP903", f"items: [{{id: A, title: '{text}'}}]\n")

    assert told == []


def test_another_plan_may_be_named_by_its_id() -> None:
    told = found(
        "IP903",
        """
-- plans/plan.yaml --
-- plans/one/plan.yaml --
plan: {id: small.one, format: 1, council: Anytown, title: Plan, levels: [{id: a, name: A}]}
items: [{id: A, title: Follows X1@small.one}]
""",
    )

    assert told == []


def test_a_waiver_that_nearly_names_a_rule() -> None:
    told = found(
        "IP905",
        """
items: [{id: A, title: Savings plan}]
waivers:
  - rule: IP2003
    record: A
    reason: Published so
    approved: {by: monitoring-officer, date: 2026-07-01}
    expires: 2026-12-31
""",
    )

    assert told == ["there is no rule `IP2003` to waive on `A`; did you mean `IP203`?"]


def test_a_waiver_for_what_is_gone_since_the_base() -> None:
    told = found(
        "IP906",
        """
waivers:
  - rule: IP113
    record: GONE
    reason: It was a copy
    approved: {by: monitoring-officer, date: 2026-07-01}
    expires: 2026-12-31
""",
    )

    assert told == []


def test_the_copy_of_an_item_that_is_closed() -> None:
    told = found(
        "IP907",
        """
items:
  - {id: A, title: Savings plan}
  - {id: B, title: Savings plan, closed: {kind: merged, date: 2026-09-01, into: A}}
""",
    )

    assert told == []


def test_public_commentary_on_what_stands_in_an_exempt_item() -> None:
    told = found(
        "IP908",
        """
items: [{id: T, title: Claims, exempt: paragraph 3, items: [{id: A, title: Settle the claim}]}]
commentary:
  - {period: 2026-27-Q2, achievements: [{text: The claim is settled., about: A}]}
""",
    )

    assert told == ["public commentary tells of `A`, but `T` is exempt"]


# Places


def test_a_finding_points_at_the_value_that_is_wrong() -> None:
    found_at = lines(
        "IP505",
        DIRECTIONS.lstrip()
        + "    clock: {within: 3 months}\n    met:\n      - {date: 2026-07-01}\n",
    )

    assert found_at == [9]


WITHHELD = """
items:
  - {id: A-1, title: Settle the claim, level: action, status: green, exempt: paragraph 3}
  - {id: ASK, title: Secret, level: action, status: green, exempt: paragraph 3}
  - {id: claim, title: Review, level: action, status: green, exempt: paragraph 3}
  - id: B
    title: Review the pay
    level: action
    status: green
"""


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("reason: Waits until we settle  the CLAIM.", ("settle  the CLAIM", "A-1")),
        ("reason: It follows A-1.", ("A-1", "A-1")),
        ("reason: It follows A-1", ("A-1", "A-1")),
        ("reason: See ASK first.", ("ASK", "ASK")),
        ("updates: [{date: 2026-09-01, text: After A-1}]", ("After A-1"[6:], "A-1")),
    ],
)
def test_words_that_name_an_exempt_record(key: str, told: tuple[str, str]) -> None:
    where = key.partition(":")[0]

    assert found("IP908", f"{WITHHELD}    {key}\n") == [
        f"`B` says `{told[0]}` in its {where}, but `{told[1]}` is exempt"
    ]


@pytest.mark.parametrize(
    "key",
    [
        "reason: We ask for more.",
        "reason: The claim is secret and under review, see A-10, A-1.2 and A-1-b",
        "updates: [{date: 2026-09-01, text: After A-1, exempt: paragraph 3}]",
        "depends_on: A-1",
        "exempt: paragraph 3\n    reason: It follows A-1.",
    ],
)
def test_words_that_give_no_exempt_record_away(key: str) -> None:
    assert found("IP908", f"{WITHHELD}    {key}\n") == []


def test_a_request_that_is_only_about_what_is_exempt_is_not_public_either() -> None:
    request = "change_requests: [{id: CR-1, asks: [{change: reworded, of: A-1}], reason: For A-1.}]"

    assert found("IP908", WITHHELD + request) == []


def test_a_request_of_a_meeting_that_names_an_exempt_record_is_told_once() -> None:
    meeting = """
meetings:
  - id: CAB
    body: cabinet
    date: 2026-07-15
    requests: [{id: CAB/1, text: A paper on A-1., to: leader, due: 2026-12-31}]
"""

    assert found("IP908", WITHHELD + meeting) == [
        "`CAB` says `A-1` in its requests, but `A-1` is exempt"
    ]
