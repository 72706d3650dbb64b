from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ipcli.assess.counts import CountTable, count_table, counts_of, percent_text
from support.plans import SMALL_PLAN, loaded

if TYPE_CHECKING:
    from ipcli.model.plan import Plan

TODAY = date(2026, 9, 30)
PLAN = """
-- plans/plan.yaml --
plan:
  id: counted
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels:
    - {id: theme, name: Theme}
    - {id: action, name: Action, scale: progress, ratings: confidence}
    - {id: check, name: Check, beside: action, scale: progress}
  counts: [{id: actions, name: Actions, levels: action, KEYS}]
scales:
  - id: progress
    name: Progress
    states:
      - {id: complete, name: Complete, colour: blue, class: done}
      - {id: green, name: Green, colour: green, class: on-course}
      - {id: red, name: Red, colour: red, pattern: hatched, class: off-course}
      - {id: paused, name: Paused, colour: grey, class: stopped}
      - {id: unknown, name: Not assessed, colour: white, class: not-assessed}
    totals: [{id: fine, name: Complete or green, states: [complete, green]}]
  - id: confidence
    name: Confidence
    states: [{id: high, name: High, colour: green}, {id: low, name: Low, colour: red}]
labels: [{id: urgent, name: Urgent}]
periods: [{id: q2, name: Second quarter, as_of: 2026-09-15, covers: 2026/27 Q2}]
items:
"""


def counted(items: str, keys: str = "base: all", *, about: str | None = None) -> CountTable:
    found = loaded(PLAN.replace("KEYS", keys) + items)
    assert not found.diagnostics
    return table(found.plans["counted"], about=about)


def table(
    plan: Plan, *, about: str | None = None, rating: str | None = None, period: str = "q2"
) -> CountTable:
    [count] = counts_of(plan)
    return count_table(
        plan, count, period=plan.periods.get(period), today=TODAY, about=about, rating=rating
    )


def numbers(found: CountTable) -> list[tuple[str, int, str]]:
    missing = (found.missing,) if found.missing else ()
    return [(row.id, row.number, row.percent) for row in (*found.rows, *missing)]


FIVE = """
  - id: T
    title: Finance
    items:
      - {id: A, title: A, status: green, labels: urgent, ratings: {confidence: low}}
      - {id: B, title: B, status: green}
      - {id: C, title: C, status: red}
      - {id: D, level: check, title: D, status: red}
  - id: U
    title: People
    items:
      - {id: E, title: E, status: complete, labels: urgent}
"""


def test_every_state_has_its_row_those_with_nothing_too() -> None:
    found = counted(FIVE)

    assert numbers(found) == [
        ("complete", 1, "25%"),
        ("green", 2, "50%"),
        ("red", 1, "25%"),
        ("paused", 0, "0%"),
        ("unknown", 0, "0%"),
    ]
    assert (found.denominator, found.of, found.note) == (4, "actions", "")


def test_a_row_carries_what_a_paper_prints() -> None:
    row = counted(FIVE).rows[2]

    assert (row.name, row.colour, row.pattern, row.records) == ("Red", "red", "hatched", ("C",))


def test_totals_stand_under_the_table() -> None:
    [total] = counted(FIVE).totals

    assert (total.name, total.number, total.percent) == ("Complete or green", 3, "75%")


def test_what_has_no_state_has_a_row_of_its_own() -> None:
    found = counted(
        "  - {id: T, title: T, items: [{id: A, title: A}, {id: B, title: B, status: red}]}"
    )

    assert numbers(found)[-1] == ("missing", 1, "50%")


def test_percentages_that_do_not_add_to_100_are_noted() -> None:
    found = counted("""
  - id: T
    title: T
    items:
      - {id: A, title: A, status: green}
      - {id: B, title: B, status: red}
      - {id: C, title: C, status: complete}
""")

    assert [row.percent for row in found.rows[:3]] == ["33%", "33%", "33%"]
    assert found.note == "The percentages do not add to 100 because each is rounded."


def test_nothing_to_count_has_no_percentages() -> None:
    found = counted("  - {id: T, title: T}")

    assert [row.percent for row in found.rows] == ["–"] * 5  # noqa: RUF001 (as papers print it)
    assert found.note == ""


def test_a_count_about_an_item_is_of_what_is_below_it() -> None:
    assert counted(FIVE, about="U").denominator == 1
    assert counted(FIVE, about="E").denominator == 0


def test_a_count_may_be_of_labels() -> None:
    assert counted(FIVE, "labels: urgent").denominator == 2


def test_a_count_may_be_by_a_rating() -> None:
    plan = loaded(PLAN.replace("KEYS", "base: all") + FIVE).plans["counted"]

    found = table(plan, rating="confidence")

    assert numbers(found) == [("high", 0, "0%"), ("low", 1, "25%"), ("missing", 3, "75%")]


CLOSED = """
  - id: T
    title: T
    items:
      - {id: A, title: A, status: red, closed: {kind: delivered, date: 2026-05-01}}
      - {id: B, title: B, status: complete, closed: {kind: business-as-usual, date: 2026-05-01}}
      - {id: C, title: C, status: red, closed: {kind: merged, date: 2026-05-01, into: A}}
      - {id: D, title: D, status: paused, closed: {kind: not-feasible, date: 2026-05-01}}
      - {id: E, title: E, closed: {kind: delivered-differently, date: 2026-05-01}}
"""


def test_what_is_delivered_stays_in_as_done_and_what_is_closed_otherwise_leaves() -> None:
    found = counted(CLOSED)

    assert {row.id: row.records for row in found.rows if row.number} == {
        "complete": ("A", "B", "E"),
        "paused": ("D",),  # stopped stays in, with its state
    }
    assert found.left == (("C", "merged"),)


def test_what_says_only_when_it_was_completed_counts_as_done() -> None:
    rows = """
  - id: T
    title: T
    items:
      - {id: A, title: A, completed: 2026-05-01}
      - {id: B, title: B, status: red, completed: 2026-05-01}
      - {id: C, title: C}
"""
    done = "      - {id: complete, name: Complete, colour: blue, class: done}\n"
    without = PLAN.replace(done, "").replace("states: [complete, green]", "states: [green]")

    found = counted(rows)
    plan = loaded(without.replace("KEYS", "base: all") + rows).plans["counted"]

    assert {row.id: row.records for row in found.rows if row.number} == {
        "complete": ("A",),
        "red": ("B",),  # IP304 asks which of the two it is
    }
    assert {row.id: row.records for row in table(plan).rows if row.number} == {"red": ("B",)}


def test_on_a_scale_without_a_done_state_what_is_delivered_keeps_its_state() -> None:
    done = "      - {id: complete, name: Complete, colour: blue, class: done}\n"
    plan = loaded(PLAN.replace(done, "").replace("KEYS", "decimals: 1") + CLOSED).plans["counted"]

    found = table(plan)

    assert numbers(found) == [
        ("green", 0, "0.0%"),
        ("red", 1, "25.0%"),
        ("paused", 1, "25.0%"),
        ("unknown", 0, "0.0%"),
        ("missing", 2, "50.0%"),  # complete is no longer a state of the scale
    ]


def test_what_was_stopped_before_it_was_closed_is_in_a_count_by_a_rating_too() -> None:
    plan = loaded(PLAN.replace("KEYS", "base: all") + CLOSED).plans["counted"]

    found = table(plan, rating="confidence")

    assert (found.denominator, found.left) == (4, (("C", "merged"),))


DATED = """
  - id: T
    title: T
    items:
      - {id: PAST, title: A, status: green, start: 2026-04, due: 2026-06}
      - {id: NOW, title: B, status: green, due: 2026-09-30}
      - {id: LATER, title: C, status: red, start: 2026-10-01, due: 2026-12}
      - {id: ACROSS, title: D, status: red, start: 2026-01, due: 2027-03}
      - {id: SINCE, title: E, status: red, start: 2026-01, due: ongoing}
      - {id: AGAIN, title: F, status: red, repeats: {every: 1 month, from: 2026-05-01}}
      - id: AGAIN-ENDED
        title: G
        status: red
        repeats: {every: 1 month, from: 2026-05-01, until: 2026-06-01}
      - {id: MOVED, title: H, status: red, baseline: {due: 2026-08}, due: 2026-12}
      - {id: ALWAYS, title: K, status: red, due: ongoing}
      - {id: MONTHLY, title: L, status: red, repeats: {every: 1 month}}
      - {id: UNDATED, title: I, status: red}
      - {id: WORDS, title: J, status: red, due: {text: in due course}}
"""


def records(found: CountTable) -> set[str]:
    return {each for row in found.rows for each in row.records}


def test_due_are_those_due_by_the_end_of_the_period() -> None:
    found = counted(DATED, "base: due")

    assert records(found) == {"PAST", "NOW"}
    assert found.denominator == 2
    assert found.of == "actions due by 30 September 2026"


def test_programmed_are_those_whose_span_touches_what_the_period_covers() -> None:
    found = counted(DATED, "base: programmed")

    assert records(found) == {"NOW", "ACROSS", "SINCE", "AGAIN", "MOVED", "ALWAYS", "MONTHLY"}
    assert found.of == "actions programmed in 2026/27 Q2"


def test_without_a_period_programmed_names_the_days() -> None:
    plan = loaded(PLAN.replace("KEYS", "base: programmed") + DATED).plans["counted"]

    found = table(plan, period="none")

    assert found.of == "actions programmed in the time from 1 July 2026 to 30 September 2026"


def test_a_first_period_reaches_back_to_the_beginning() -> None:
    text = PLAN.replace(", covers: 2026/27 Q2", "").replace("KEYS", "base: programmed")
    plan = loaded(text + DATED).plans["counted"]

    found = table(plan)

    assert found.of == "actions programmed in the time to 15 September 2026"
    assert records(found) >= {"PAST", "AGAIN-ENDED"}


def test_assessed_leaves_out_what_could_not_be_judged_and_prints_it_beside() -> None:
    found = counted(
        """
  - id: T
    title: T
    items:
      - {id: A, title: A, status: green}
      - {id: B, title: B, status: unknown}
      - {id: C, title: C}
""",
        "base: assessed",
    )

    assert numbers(found) == [
        ("complete", 0, "0%"),
        ("green", 1, "100%"),
        ("red", 0, "0%"),
        ("paused", 0, "0%"),
        ("missing", 1, "–"),  # noqa: RUF001 (as papers print it)
    ]
    assert (found.not_assessed, found.denominator) == (("B",), 1)
    assert found.of == "actions that were assessed"


@pytest.mark.parametrize(
    ("levels", "why"),
    [
        ("levels: theme", "it has no scale"),
        ("levels: nowhere", "it has no scale"),
    ],
)
def test_a_count_without_a_scale_says_so(levels: str, why: str) -> None:
    plan = loaded(PLAN.replace("levels: action, KEYS", levels) + "  - {id: T, title: T}").plans[
        "counted"
    ]

    found = table(plan)

    assert (found.rows, found.missing, found.scale, found.why_no_rows) == ((), None, "", why)


def test_a_count_of_levels_on_several_scales_says_so() -> None:
    text = PLAN.replace("beside: action, scale: progress", "beside: action, scale: confidence")
    plan = loaded(text.replace("levels: action, KEYS", "levels: [action, check]") + FIVE).plans[
        "counted"
    ]

    found = table(plan)

    assert found.why_no_rows == "it counts on several scales: `progress` and `confidence`"
    assert found.denominator == 5


@pytest.mark.parametrize(
    ("name", "of"), [("EDI actions", "EDI actions"), ("A", "A"), ("Main actions", "main actions")]
)
def test_the_name_of_a_denominator_is_the_counts_own(name: str, of: str) -> None:
    text = PLAN.replace("name: Actions, levels: action, KEYS", f"name: {name}, levels: action")

    assert table(loaded(text + FIVE).plans["counted"]).of == of


def test_without_counts_it_is_the_lowest_level_with_a_scale() -> None:
    [count] = counts_of(loaded("").plans["small"])

    assert (count.id, count.name, count.levels) == ("step", "Steps", ("step",))


def test_a_plan_without_statuses_counts_nothing() -> None:
    plan = loaded(
        "-- plans/plan.yaml --\n" + SMALL_PLAN.split("--\n", 1)[1].replace(", scale: progress", "")
    )

    assert counts_of(plan.plans["small"]) == ()


def test_a_count_without_levels_is_of_the_lowest_that_has_a_scale() -> None:
    found = loaded(PLAN.replace("levels: action, KEYS", "base: all") + FIVE).plans["counted"]

    assert table(found).denominator == 4  # what stands beside is not the lowest


@pytest.mark.parametrize(
    ("number", "of", "decimals", "text"),
    [
        (1, 8, 0, "13%"),  # 12.5, half up
        (1, 8, 1, "12.5%"),
        (1, 3, 2, "33.33%"),
        (2, 5, 0, "40%"),
        (0, 0, 0, "–"),  # noqa: RUF001 (as papers print it)
    ],
)
def test_percentages_are_rounded_half_up(number: int, of: int, decimals: int, text: str) -> None:
    assert percent_text(number, of, decimals) == text


RECOMMENDATIONS = """
instruments:
  - id: REC
    kind: recommendations
    title: Recommendations
    made_by: auditor
    made_on: 2026-01-05
    scale: progress
    paragraphs:
      - id: REC/1
        text: One
        status: green
        ratings: {confidence: low}
        paragraphs: [{id: REC/1a, text: Part}]
      - id: REC/2
        text: Two
        paragraphs: [{id: REC/2a, text: Part, status: red}, {id: REC/2b, text: Part}]
      - {id: REC/3, text: Three, status: complete, ended: {kind: met, date: 2026-05-01}}
      - {id: REC/4, text: Four, status: red, ended: {kind: withdrawn, date: 2026-05-01}}
      - {id: REC/5, text: Five, status: red, ended: {kind: expired, date: 2027-05-01}}
  - id: OLD
    kind: recommendations
    title: Old recommendations
    made_by: auditor
    made_on: 2025-01-05
    scale: progress
    paragraphs: [{id: OLD/1, text: Old, status: green}]
  - {id: NEW, kind: review, title: New, made_by: auditor, made_on: 2026-02-01, replaces: OLD}
  - id: DIR
    kind: directions
    title: Directions
    made_by: auditor
    made_on: 2026-01-05
    paragraphs: [{id: DIR/1, text: Not judged}]
"""


def paragraphs(keys: str = "of: paragraphs") -> Plan:
    text = PLAN.replace("levels: action, KEYS", keys) + "  - {id: T, title: T}\n"
    return loaded(text + RECOMMENDATIONS).plans["counted"]


def test_a_recommendation_counts_once_and_not_for_each_of_its_parts() -> None:
    found = table(paragraphs())

    assert {row.id: row.records for row in found.rows if row.number} == {
        "complete": ("REC/3",),
        "green": ("REC/1",),
        "red": ("REC/2a", "REC/5"),
    }
    assert found.missing
    assert found.missing.records == ("REC/2b",)
    assert found.left == (("REC/4", "withdrawn"), ("OLD/1", "replaced"))


def test_recommendations_may_be_counted_below_one_and_by_a_rating() -> None:
    assert table(paragraphs(), about="REC/2").denominator == 2
    assert numbers(table(paragraphs(), rating="confidence"))[1] == ("low", 1, "20%")


def test_a_base_of_dates_is_for_items_only() -> None:
    found = table(paragraphs("of: paragraphs, base: due"))

    assert (found.denominator, found.of) == (5, "actions")
    assert table(paragraphs("of: paragraphs, base: programmed")).of == "actions"


@pytest.mark.parametrize(
    ("day", "records"), [("2026-09-30", ("OLD/1",)), ("2026-10-10", ("NEW/1",))]
)
def test_paragraphs_are_those_in_force_on_the_day_of_the_facts(
    day: str, records: tuple[str, ...]
) -> None:
    more = """\
instruments:
  - id: OLD
    kind: directions
    title: Old
    made_by: auditor
    made_on: 2026-01-05
    scale: progress
    paragraphs: [{id: OLD/1, text: One, status: green}]
  - id: NEW
    kind: directions
    title: New
    made_by: auditor
    made_on: 2026-10-01
    replaces: OLD
    scale: progress
    paragraphs: [{id: NEW/1, text: Two, status: green}]
bodies: [{id: auditor, name: Auditor, kind: auditor}]
"""
    text = PLAN.replace("levels: action, KEYS", "of: paragraphs") + "  - {id: T, title: T}\n"
    plan = loaded(text + more).plans["counted"]
    today = date.fromisoformat(day)

    found = count_table(plan, counts_of(plan)[0], period=plan.periods["q2"], today=today)

    assert {each for row in found.rows for each in row.records} == {*records}


def test_what_left_a_count_is_told_only_of_what_it_would_have_taken_in() -> None:
    closed = "closed: {kind: merged, date: 2026-09-01, outside: elsewhere}"
    found = counted(
        f"  - {{id: A, title: A, level: action, due: 2026-03-31, {closed}}}\n"
        f"  - {{id: B, title: B, level: action, due: 2027-03-31, {closed}}}\n",
        "base: due",
    )

    assert found.left == (("A", "merged"),)


def test_paragraphs_without_a_scale_are_counted_without_rows() -> None:
    text = PLAN.replace("levels: action, KEYS", "of: paragraphs") + "  - {id: T, title: T}\n"
    plan = loaded(text + RECOMMENDATIONS.replace("    scale: progress\n", "")).plans["counted"]

    found = table(plan)

    assert (found.denominator, found.why_no_rows) == (6, "it has no scale")


MEASURES = """
measures:
  - id: M1
    title: Trust
    scale: progress
    readings: [{for: 2026-06, status: green}, {for: 2026-10, status: red}]
  - {id: M2, title: Calls, scale: progress, readings: [{for: 2026-09, status: unknown}]}
  - {id: M3, title: Bins, scale: progress}
  - {id: M4, title: Rent, scale: progress, closed: {kind: no-longer-needed, date: 2026-05-01}}
"""


def test_a_measure_counts_with_its_last_reading_up_to_the_period() -> None:
    text = PLAN.replace("levels: action, KEYS", "of: measures, base: assessed")
    plan = loaded(text + "  - {id: T, title: T, measures: [M1, M4]}\n" + MEASURES).plans["counted"]

    found = table(plan)

    assert numbers(found)[1] == ("green", 1, "100%")
    assert (found.not_assessed, found.left) == (("M2",), (("M4", "no-longer-needed"),))
    assert found.missing
    assert found.missing.records == ("M3",)
    assert table(plan, about="T").denominator == 1


CLOSED_MEASURES = """
measures:
  - id: M1
    title: Trust
    scale: progress
    readings: [{for: 2026-06, status: red}]
    closed: {kind: delivered, date: 2026-08-01}
  - id: M2
    title: Calls
    scale: progress
    readings: [{for: 2026-06, status: paused}]
    closed: {kind: no-longer-needed, date: 2026-08-01}
"""


def test_a_measure_that_was_closed_counts_as_an_item_would() -> None:
    text = PLAN.replace("levels: action, KEYS", "of: measures")
    plan = loaded(text + "  - {id: T, title: T}\n" + CLOSED_MEASURES).plans["counted"]

    found = table(plan)

    assert {row.id: row.records for row in found.rows if row.number} == {
        "complete": ("M1",),
        "paused": ("M2",),
    }
    assert found.left == ()


RISKS = """
risk_matrices:
  - id: register
    name: Register
    bands:
      - {id: red, name: Red, colour: red, from: 12}
      - {id: green, name: Green, colour: green, from: 1}
risks:
  - {id: R1, title: Money, scores: {current: {score: 12}}, mitigations: [{text: A plan, item: T}]}
  - {id: R2, title: People, parent: R1, scores: {current: {score: 4}}}
  - {id: R3, title: Assets, parent: R2}
  - {id: R4, title: Old, scores: {current: {score: 4}}, closed: {kind: delivered, date: 2026-05-01}}
  - {id: R5, title: Circle, parent: R6, scores: {current: {score: 400}}}
  - {id: R6, title: Circle, parent: R5, scores: {current: {score: 0}}}
"""


def risks(more: str = "") -> Plan:
    text = PLAN.replace("levels: action, KEYS", "of: risks") + "  - {id: T, title: T}\n"
    return loaded(text + RISKS + more).plans["counted"]


def test_risks_are_counted_by_their_band_now() -> None:
    found = table(risks())

    assert numbers(found) == [("red", 2, "40%"), ("green", 1, "20%"), ("missing", 2, "40%")]
    assert (found.left, found.scale) == ((("R4", "delivered"),), "register")


@pytest.mark.parametrize(("about", "total"), [("T", 1), ("R1", 2), ("R5", 1)])
def test_risks_below_an_item_are_those_it_mitigates_below_a_risk_its_register(
    about: str, total: int
) -> None:
    assert table(risks(), about=about).denominator == total


def test_risks_on_several_matrices_have_no_rows() -> None:
    more = "  - {id: R7, title: Other, matrix: other}\n  - {id: R8, title: O, matrix: register}\n"
    text = RISKS.replace("risks:\n", "  - {id: other, name: Other}\nrisks:\n")
    plan = loaded(
        PLAN.replace("levels: action, KEYS", "of: risks") + "  - {id: T, title: T}\n" + text + more
    ).plans["counted"]

    assert table(plan).why_no_rows == "its risks are not on one risk matrix"


def test_a_risk_on_no_matrix_has_no_band() -> None:
    more = "  - {id: R7, title: Other, matrix: nowhere, scores: {current: {band: red}}}\n"

    found = table(risks(more))

    assert found.missing
    assert "R7" in found.missing.records


def test_a_state_of_another_scale_is_in_no_row_though_one_has_its_id() -> None:
    other = "scales: [{id: rag, name: RAG, states: [{id: green, name: Green, colour: green}]}]\n"
    entry = "  - {id: A, title: A, level: action, status: rag/green}\n"
    plan = PLAN.replace("KEYS", "base: all")

    found = loaded(f"{plan}{entry}-- plans/scales.yaml --\n{other}")

    made = table(found.plans["counted"])
    assert {row.id: row.number for row in made.rows if row.number} == {}
    assert made.missing is not None
    assert made.missing.records == ("A",)
