"""The next thing to a rule's own example: what an author would do instead, and what is no fault."""

from __future__ import annotations

import pytest

from ipcli.rules import check
from support.findings import found
from support.plans import SMALL_PLAN, loaded

BY_DATE = """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: [{id: theme, name: Theme, scale: by-date}, {id: action, name: Action, scale: by-date}]
scales:
  - id: by-date
    name: Delivery
    states:
      - {id: done, name: Delivered, colour: blue, class: done, when: completed}
      - {id: green, name: On time, colour: green, class: on-course, when: on-time}
      - id: yellow
        name: A little late
        colour: yellow
        class: rescheduled
        when: {late_under: 1 month}
      - id: amber
        name: Late
        colour: amber
        class: at-risk
        needs: [NEEDS]
        when: {late_under: 3 months}
      - {id: red, name: Very late, colour: red, class: off-course, when: otherwise}
periods: [{id: q2, name: Second quarter, as_of: 2026-09-30}]
items:
"""


def by_date(*rows: str, needs: str = "") -> str:
    return BY_DATE.replace("NEEDS", needs) + "".join(f"  - {{{row}}}\n" for row in rows)


RED = "baseline: {due: 2026-03-31}"
AMBER = "baseline: {due: 2026-07-31}"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (f"{AMBER}, due: 2026-10-15", ["`A` is Late, but nothing says why"]),
        (f"{AMBER}, due: 2026-10-15, reason: Floods", []),
        (f"{RED}, due: 2026-12-31", ["`A` is Very late, but nothing says why"]),
        (f"{RED}, due: 2026-12-31, reason: Floods", []),  # it says by when: it is due in December
        (
            f"{RED}, due: 2026-03-31, reason: Floods",
            ["`A` is Very late, but nothing says how or by when it comes back on course"],
        ),
        ("due: 2026-12-31", []),
    ],
)
def test_a_state_that_dates_make_needs_a_reason_as_one_that_somebody_wrote(
    row: str, expected: list[str]
) -> None:
    assert found("IP310", by_date(f"id: A, title: A, level: action, {row}")) == expected


def test_what_a_state_needs_it_needs_when_it_is_computed() -> None:
    row = f"id: A, title: A, level: action, {AMBER}, due: 2026-10-15"

    assert found("IP303", by_date(row, needs="reason")) == [
        "`A` is Late, which needs a reason, but has none"
    ]


def test_a_theme_that_is_done_by_its_date_has_open_rows_in_it() -> None:
    child = "id: A, title: A, level: action, due: 2026-12-31"
    row = f"id: T, title: T, completed: 2026-09-01, items: [{{{child}}}]"

    assert found("IP305", by_date(row)) == ["`T` is Delivered, but `A` in it is not done"]


def test_what_is_overdue_is_told_with_the_state_that_its_dates_make() -> None:
    row = "id: A, title: A, level: action, baseline: {due: 2026-09-15}, due: 2026-09-15"

    assert found("IP210", by_date(row)) == [
        (
            "`A` was due 15 September 2026 and is not complete on 30 September 2026; its status is "
            "A little late, and neither a reason nor a forecast is given"
        )
    ]


def test_what_is_very_late_by_its_dates_is_asked_for_its_reason_once() -> None:
    row = f"id: A, title: A, level: action, {RED}, due: 2026-03-31"

    assert found("IP210", by_date(row)) == []


def test_the_commentary_of_an_earlier_period_does_not_explain_what_is_red_today() -> None:
    text = """
commentary: [{period: %s, about: A, issues: Staff left.}]
items: [{id: A, title: A, level: action, status: red, reason: R, recovery: R}]
"""
    bare = text.replace(", reason: R, recovery: R", "").replace("level: action", "level: step")
    scale = "-- plans/plan.yaml --\n" + BY_DATE.split("--\n", 1)[1].split("items:", maxsplit=1)[0]
    plain = scale.replace("NEEDS", "").replace("id: q2", "id: 2026-27-Q2").replace(
        "periods: [", "periods: [{id: 2026-27-Q1, name: First, as_of: 2026-06-30}, "
    ) + bare.replace("level: step", "level: action").lstrip("\n")

    assert found("IP310", plain % "2026-27-Q2") == []
    assert len(found("IP310", plain % "2026-27-Q1")) == 1


INSTRUMENT = """
instruments:
  - id: R
    kind: recommendations
    title: Recommendations
    made_by: auditor
    made_on: 2026-05-01
    to_answer: no
    scale: progress
    paragraphs:
      - {id: R/1, text: Close the gap, KEYS}
"""


def paragraph(keys: str) -> str:
    return INSTRUMENT.replace("KEYS", keys)


MARKS = """
scales:
  - id: marks
    name: Marks
    states:
      - {id: met, name: Met, colour: green, class: done}
      - {id: partly, name: Partly, colour: amber, class: at-risk}
      - {id: not, name: Not met, colour: red, class: off-course}
"""


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("status: partly", ["`R/1` is Partly, but nothing says why"]),
        ("status: partly, reason: Two services lag", []),
        (
            "status: not, reason: R",
            ["`R/1` is Not met, but nothing says how or by when it comes back on course"],
        ),
        ("status: not, ended: {kind: withdrawn, date: 2026-06-01}", []),
        ("status: met", []),
    ],
)
def test_a_recommendation_off_course_needs_a_reason_too(keys: str, expected: list[str]) -> None:
    text = paragraph(keys).replace("scale: progress", "scale: marks")

    assert found("IP310", MARKS + text) == expected


@pytest.mark.parametrize(
    ("code", "keys", "expected"),
    [
        (
            "IP401",
            "status: green, assured: {by: auditor, date: 2026-08-01}",
            ["`R/1` was assured on 1 August 2026, but its status is `green`"],
        ),
        ("IP401", "status: complete, assured: {by: auditor, date: 2026-08-01}", []),
        (
            "IP405",
            "status: complete, signed_off: {by: board, due: 2026-08-31}",
            [
                (
                    "`R/1` was to be signed off by 31 August 2026, but nothing says so on "
                    "30 September 2026"
                )
            ],
        ),
        (
            "IP405",
            "signed_off: {by: board, due: 2026-08-31}, ended: {kind: met, date: 2026-08-01}",
            [],
        ),
        (
            "IP410",
            "status: green, signed_off: {by: board, date: 2026-08-31}",
            ["`R/1` was signed off on 31 August 2026, but its status is `green`"],
        ),
        (
            "IP410",
            (
                "status: green, signed_off: {by: board, date: 2026-08-31}, "
                "ended: {kind: met, date: 2026-08-01}"
            ),
            [],
        ),
        ("IP410", "signed_off: {by: board, date: 2026-08-31}", []),
    ],
)
def test_the_steps_of_a_recommendation_are_held_as_those_of_an_item(
    code: str, keys: str, expected: list[str]
) -> None:
    assert found(code, paragraph(keys)) == expected


def test_a_recommendation_signed_off_before_the_plan_began() -> None:
    runs = "-- plans/plan.yaml --\nplan: {id: small, format: 1, council: A, title: P, "
    runs += "levels: [{id: action, name: Action}], runs: {from: 2026-04-01}}\n"
    text = runs + paragraph("signed_off: {by: board, date: 2026-03-01}").replace(
        "    scale: progress\n", ""
    )

    assert found("IP404", text) == [
        "`R/1` was signed off on 1 March 2026, but the plan began on 1 April 2026"
    ]


TWO_PLANS = """
-- plans/plan.yaml --
bodies:
  - {id: auditor, name: Auditor, kind: auditor}
  - {id: board, name: Board, kind: board}
instruments:
  - id: R
    kind: recommendations
    title: Recommendations
    made_by: auditor
    made_on: 2025-05-01
    to_answer: no
    clock: {within: 3 months}
    signed_off: {by: board, date: 2026-03-01}
-- plans/first/plan.yaml --
plan:
  id: first
  format: 1
  council: A
  title: First
  runs: {from: 2025-04-01}
  levels: [{id: action, name: Action}]
periods: [{id: end, name: End, as_of: 2026-03-31}]
-- plans/second/plan.yaml --
plan:
  id: second
  format: 1
  council: A
  title: Second
  runs: {from: 2026-04-01}
  levels: [{id: action, name: Action}]
periods: [{id: spring, name: Spring, as_of: 2026-06-30}]
"""


def test_what_an_earlier_plan_that_shares_it_could_sign_off_is_no_finding() -> None:
    assert found("IP404", TWO_PLANS) == []


def test_a_missed_clock_that_plans_share_is_told_once_for_the_latest_day() -> None:
    assert found("IP505", TWO_PLANS, as_of=None) == [
        "`R` was due 1 August 2025 and is not met on 30 June 2026: 333 days late (229 working days)"
    ]


SKIPPED = """
items:
  - id: T
    title: Finance
    FIELD: 2026-10-31
    items:
      - id: A
        title: Savings
        items: [{id: S, title: Find them, FIELD: DATE}]
"""


@pytest.mark.parametrize(
    ("code", "field", "date", "expected"),
    [
        ("IP203", "due", "2026-11", ["`S` is due November 2026, but `T` ends 31 October 2026"]),
        ("IP203", "due", "2026-10", []),
        ("IP204", "start", "2026-09", ["`S` starts September 2026, but `T` only 31 October 2026"]),
        ("IP204", "start", "2026-11", []),
    ],
)
def test_dates_are_held_against_the_nearest_item_above_that_has_one(
    code: str, field: str, date: str, expected: list[str]
) -> None:
    text = SKIPPED.replace("FIELD", field).replace("DATE", date)

    assert found(code, text) == expected


ENDED = """
instruments:
  - id: D
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2025-01-15
    ended: {kind: revoked, date: 2026-01-14}
    paragraphs: [{id: D/1, text: Prepare a plan}]
items:
  - id: T
    title: Finance
    answers: D/1
    items:
      - {id: A, title: Plan, status: complete, completed: 2025-05-01}
      - {id: B, title: Report, STANDS}
"""


@pytest.mark.parametrize(
    ("stands", "number"),
    [
        ("status: green", 1),
        ("closed: {kind: merged, date: 2026-01-14, into: A}", 0),
        ("status: complete, completed: 2025-06-01", 0),
    ],
)
def test_a_theme_of_which_all_rows_are_over_is_not_open(stands: str, number: int) -> None:
    assert len(found("IP508", ENDED.replace("STANDS", stands))) == number


CLOCK = """
instruments:
  - id: D
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2026-01-15
    clock: {every: 1 month, until: 2026-03-31}
    KEYS
"""


@pytest.mark.parametrize(
    ("code", "keys", "expected"),
    [
        (
            "IP509",
            "met: [{date: 2026-04-01, for: 3}]",
            ["`D` was met for date 3 of its clock, which has 2 dates"],
        ),
        (
            "IP513",
            "extensions: [{length: 1 month, by: auditor, for: 3}]",
            ["`D` was extended for date 3 of its clock, which has 2 dates"],
        ),
        (
            "IP513",
            "extensions: [{length: 1 month, by: auditor, for: 0}]",
            ["`D` was extended for date 0 of its clock, which has 2 dates"],
        ),
        ("IP513", "extensions: [{length: 1 month, by: auditor, for: 2}]", []),
    ],
)
def test_a_series_that_ends_has_so_many_dates_and_no_more(
    code: str, keys: str, expected: list[str]
) -> None:
    assert found(code, CLOCK.replace("KEYS", keys)) == expected


def test_a_date_laid_down_that_the_clock_has_already_is_no_second_date() -> None:
    text = CLOCK.replace(
        "{every: 1 month, until: 2026-03-31}", "{within: 1 month, dates: 2026-02-15}"
    )

    assert found(
        "IP509", text.replace("KEYS", "met: [{date: 2026-02-01}, {date: 2026-02-02}]")
    ) == ["`D` was met for date 2 of its clock, which has one date"]


MATRIX = """
risk_matrices:
  - id: m
    name: Register
    likelihood: [{id: 1, name: Low}, {id: 2, name: High}]
    impact: [{id: 1, name: Low}, {id: 2, name: High}]
    bands: [{id: red, name: Red, colour: red}, {id: green, name: Green, colour: green}]
"""


@pytest.mark.parametrize(
    ("more", "code", "expected"),
    [
        ("", "IP606", ["no band of `m` has a `from`, so its scores, 1 and up, have no band"]),
        ("    score: none\n", "IP606", []),
        (
            "    scores: {1: [1, 2], 2: [2, 4]}\n",
            "IP605",
            ["`m` has a table of `scores`, but `score` is product, so nothing is looked up in it"],
        ),
        ("    score: table\n    scores: {1: [1, 2], 2: [2, 4]}\n", "IP605", []),
    ],
)
def test_a_matrix_whose_parts_do_not_belong_together(
    more: str, code: str, expected: list[str]
) -> None:
    assert found(code, MATRIX + more) == expected


BASELINE = """
items:
  - {id: A, title: A, level: action, due: 2027-03-31, baseline: {due: DATE}}
change_requests:
  - id: CR-1
    asks: [{change: baseline-moved, of: A, to: 2026-12-31}]
    decisions: [{outcome: approved, by: council, date: 2026-07-01}]
"""


@pytest.mark.parametrize(("date", "number"), [("2026-12-31", 0), ("2027-03-31", 1)])
def test_a_request_explains_the_baseline_that_it_asks_for_and_no_other(
    date: str, number: int
) -> None:
    before = BASELINE.replace("DATE", "2026-09-30")

    assert len(found("IP206", BASELINE.replace("DATE", date), before)) == number


MEASURE = "measures: [{id: M, title: M, baseline: {for: 2025/26, value: VALUE}MORE}]\n"
CORRECTED = (
    ", corrections: [{date: 2026-09-01, key: baseline.value, from: 20, to: 30, reason: A slip}]"
)


@pytest.mark.parametrize(
    ("more", "expected"),
    [("", ["the baseline of `M` is 30 for 2025/26, but was 20 for 2025/26"]), (CORRECTED, [])],
)
def test_where_a_measure_stood_at_first_is_a_past_figure(more: str, expected: list[str]) -> None:
    before = MEASURE.replace("VALUE", "20").replace("MORE", "")

    assert found("IP610", MEASURE.replace("VALUE", "30").replace("MORE", more), before) == expected


STATED = """
commentary:
  - period: PERIOD
    stated: [{figure: achievements, value: 4, where: 2.1}]
"""


def test_a_published_figure_that_is_gone() -> None:
    told = found("IP818", "roles: []\n", STATED.replace("PERIOD", "2026-27-Q1"))

    assert told == ["`achievements` (2.1) for `2026-27-Q1` was stated as 4, and is stated no more"]


@pytest.mark.parametrize(
    ("of", "named"),
    [
        ("risk_matrices: [{{id: m, name: M, bands: [{}]}}]\n", "risks"),
        ("scales: [{{id: s, name: S, states: [{}]}}]\n", "actions"),
    ],
    ids=["a band", "a state"],
)
def test_a_published_figure_whose_band_or_state_is_called_otherwise_is_still_stated(
    of: str, named: str
) -> None:
    stated = STATED.replace("PERIOD", "2026-27-Q1")

    told = found(
        "IP818",
        of.format("{id: warm, was: hot, name: Hot, colour: red}")
        + stated.replace("achievements", f"{named}.warm"),
        of.format("{id: hot, name: Hot, colour: red}")
        + stated.replace("achievements", f"{named}.hot"),
    )

    assert told == []


def test_a_count_of_risks_by_another_name_follows_its_bands() -> None:
    text = (
        SMALL_PLAN.replace(
            "plan:\n", "plan:\n  counts: [{id: strategic, name: Strategic, of: risks}]\n"
        )
        + "risk_matrices: [{id: m, name: M, bands: [{id: BAND, name: Hot, colour: red}]}]\n"
        + STATED.replace("PERIOD", "2026-27-Q1").replace("achievements", "strategic.NAME")
    )
    before = text.replace("BAND", "red").replace("NAME", "red")
    after = text.replace("BAND", "hot, was: red").replace("NAME", "hot")

    told = found("IP818", after, before)

    assert told == []


def test_the_figures_of_the_last_period_are_still_being_written() -> None:
    assert found("IP818", "roles: []\n", STATED.replace("PERIOD", "2026-27-Q2")) == []


COUNT = """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Plan
  levels: [{id: action, name: Action}]
  counts: [{id: c, name: Measures, of: measuresLABELS}]
labels: [{id: people, name: People}]
scales:
  - {id: x, name: X, states: [{id: met, name: Met, colour: green, class: done}]}
  - {id: y, name: Y, states: [{id: met, name: Met, colour: green, class: done}]}
measures:
  - {id: M1, title: One, scale: x, labels: people}
  - {id: M2, title: Two, scale: y}
"""


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("", ["the count `c` adds different scales: `x` of `M1`, `y` of `M2`"]),
        (", labels: people", []),
        (
            ", labels: people, base: due",
            ["the count `c` is of measures, and only items have dates to be `due` by"],
        ),
    ],
)
def test_a_count_of_measures_on_two_scales_or_by_dates(labels: str, expected: list[str]) -> None:
    assert found("IP813", COUNT.replace("LABELS", labels)) == expected


def test_a_count_of_risks_on_two_matrices_and_of_paragraphs_on_two_scales() -> None:
    matrices = "".join(
        f"  - {{id: {each}, name: {each}, bands: [{{id: red, name: Red, colour: red}}]}}\n"
        for each in ("one", "two")
    )
    risks = "risks:\n  - {id: R1, title: R, matrix: one}\n  - {id: R2, title: R, matrix: two}\n"
    text = COUNT.replace("measuresLABELS", "risks") + "risk_matrices:\n" + matrices + risks
    paragraphs = "".join(
        INSTRUMENT.replace("instruments:\n", "" if number else "instruments:\n")
        .replace("id: R", f"id: R{number}")
        .replace(", KEYS", "")
        .replace("scale: progress", f"scale: {scale}")
        .lstrip("\n")
        for number, scale in enumerate("xy")
    )

    assert found("IP813", text) == [
        "the count `c` adds different scales: `one` of `R1`, `two` of `R2`"
    ]
    assert found("IP813", COUNT.replace("measuresLABELS", "paragraphs") + paragraphs) == [
        "the count `c` adds different scales: `x` of `R0/1`, `y` of `R1/1`"
    ]


def test_two_states_of_one_scale_that_were_one() -> None:
    text = """
scales:
  - id: rag
    name: RAG
    states:
      - {id: a, name: A, colour: amber, was: amber}
      - {id: b, name: B, colour: amber, was: rag/amber}
      - {id: c, name: C, colour: red, was: old/red}
      - {id: d, name: D, colour: red, was: old/red}
"""

    assert found("IP106", text) == [
        "a state of `rag` says that it was `rag/amber`, and so does `a`"
    ]


SAID = """
commentary:
  - period: 2026-27-Q2
    stated:
      - {figure: changes.due-moved, value: NUMBER}
      - {figure: changes.due-moved, about: T, value: 1}
items:
  - id: T
    title: Finance
    items:
      - {id: A, title: A, due: DATE, baseline: {due: 2026-09-30}}
  - {id: B, title: B, level: action, due: DATE, baseline: {due: 2026-09-30}}
"""
REPORTED = """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: [{id: theme, name: Theme}, {id: action, name: Action}]
periods: [{id: 2026-27-Q1, name: First quarter, as_of: 2026-06-30}]
"""


@pytest.mark.parametrize(
    ("number", "expected"),
    [("2", []), ("3", ["`changes.due-moved` is stated as 3, but the plan comes to 2"])],
)
def test_stated_changes_are_counted_against_the_plan_as_it_was_last_reported(
    number: str, expected: list[str]
) -> None:
    now = SAID.replace("NUMBER", number).replace("DATE", "2026-12-31")
    then = REPORTED + "-- plans/more.yaml --\n" + SAID.split("value: 1}\n")[1]

    assert found("IP802", now, then.replace("DATE", "2026-09-30")) == expected


def test_stated_changes_are_not_counted_against_a_plan_of_the_same_period() -> None:
    now = SAID.replace("NUMBER", "3").replace("DATE", "2026-12-31")

    assert found("IP802", now, now.replace("2026-12-31", "2026-09-30")) == []


def test_a_clock_without_a_start_names_the_instrument_that_should_give_it() -> None:
    text = INSTRUMENT.replace("KEYS", "clock: {within: 1 month, from: sent_on}")

    [told] = [each for each in check(loaded(text), as_of=None).diagnostics if each.code == "IP504"]

    assert told.message == "the clock of `R/1` runs from `sent_on`, but `R` has no `sent_on`"
    assert [(str(place), words) for place, words in told.related] == [
        ("plans/more.yaml:2:9", "no `sent_on` here")
    ]


STEP = (
    "items: [{id: A, title: A, level: action, assured: {by: board, date: 2026-06, evidence: %s}}]\n"
)


@pytest.mark.parametrize(
    ("evidence", "code", "expected"),
    [
        ("Minutes of the board", "IP408", []),
        ("{title: Minutes, path: minutes.pdf}", "IP408", []),
        (
            '[{title: Minutes, path: "C:/minutes.pdf"}]',
            "IP408",
            [
                (
                    "`C:/minutes.pdf` of `Minutes` cannot be opened by others: it is a place on "
                    "one computer"
                )
            ],
        ),
        (
            "{title: Minutes, sha256: abc}",
            "IP409",
            ["the fingerprint of `Minutes` has 3 characters; it is 64 digits and letters a to f"],
        ),
        (
            "{title: Minutes, seen_by: bord}",
            "IP102",
            [
                (
                    "`assured.evidence.seen_by` of `A` is `bord`, but the plan has no role or body "
                    "with this id; did you mean `board`?"
                )
            ],
        ),
        (
            "{titel: Minutes}",
            "IP009",
            ["`titel` is not a key that belongs here; did you mean `title`?"],
        ),
    ],
)
def test_what_a_step_rests_on_is_words_or_evidence_as_elsewhere(
    evidence: str, code: str, expected: list[str]
) -> None:
    assert found(code, STEP % evidence) == expected


def test_evidence_that_a_date_was_met_is_evidence_too() -> None:
    met = 'met: [{date: 2026-06-01, evidence: {title: Letter, url: "ftp://x"}}]'

    assert found("IP408", paragraph(met)) == [
        "`ftp://x` of `Letter` is not a web address (https://…)"
    ]


def test_items_in_a_circle_are_told_by_one_rule_only() -> None:
    told = loaded(
        """
items:
  - {id: A, title: Savings, level: theme, parent: B}
  - {id: B, title: Assets, level: action, parent: A}
"""
    )

    assert {each.code for each in check(told, as_of=None).diagnostics} >= {"IP108"}
    assert not {each.code for each in check(told, as_of=None).diagnostics} & {"IP104"}


def test_what_was_reported_may_name_a_band_as_it_was_called_then() -> None:
    text = """
risk_matrices:
  - {id: big, name: Big, bands: [{id: high, was: red, name: High, colour: red}]}
risks: [{id: R1, title: One, scores: {current: {band: high}}}]
commentary: [{period: 2026-27-Q1, summary: "{risks.red} risks are red."}]
"""

    assert found("IP803", text) == []


def test_closings_may_be_counted_at_a_level_as_it_was_called_then() -> None:
    text = SMALL_PLAN.replace("id: step,", "id: step, was: stage,") + (
        "-- plans/c.yaml --\n"
        "commentary: [{period: 2026-27-Q1, summary: '{changes.item-closed.stage} were closed.'}]\n"
    )

    assert found("IP803", text) == []


def test_a_band_of_two_matrices_is_named_as_such() -> None:
    bands = "bands: [{id: red, name: Red, colour: red}]"
    text = f"""
risk_matrices: [{{id: big, name: Big, {bands}}}, {{id: tiny, name: Tiny, {bands}}}]
risks:
  - {{id: R1, title: One, matrix: big, scores: {{current: {{band: red}}}}}}
  - {{id: R2, title: Two, matrix: tiny, scores: {{current: {{band: red}}}}}}
commentary: [{{period: 2026-27-Q2, stated: [{{figure: risks.red, value: 2}}]}}]
"""

    assert found("IP803", text) == [
        (
            "`risks.red` is no figure of this plan: `red` is a band of both `big` and `tiny`, "
            "and their risks are not added"
        )
    ]
