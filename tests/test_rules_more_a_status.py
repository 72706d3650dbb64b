"""The branches of rules IP301 to IP313 that their own examples do not reach."""

from __future__ import annotations

import pytest

from support.findings import codes, found, item

GRADED = """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels:
    - {id: theme, name: Theme, scale: rag}
    - {id: stream, name: Stream}
    - {id: action, name: Action, scale: rag, ratings: [risk]}
  change_control_is: elsewhere
bodies: [{id: council, name: Council}]
scales:
  - id: rag
    name: RAG
    states:
      - {id: done, name: Done, colour: blue, class: done, was: complete}
      - {id: green, name: Green, colour: green, class: on-course}
      - {id: amber, name: Amber, colour: amber, class: at-risk}
      - {id: red, name: Red, colour: red, class: off-course}
  - id: risk
    name: Risk
    states:
      - {id: low, name: Low, colour: green}
      - {id: high, name: High, colour: red, needs: [reason, recovery]}
  - id: marks
    name: Marks
    states:
      - {id: met, name: Met, colour: green, class: done, needs: [evidence, completed, forecast]}
      - {id: open, name: Open, colour: amber, class: on-course, needs: reason}
""".replace("  change_control_is: elsewhere\n", "")


def graded(*keys: str, more: str = "") -> str:
    """Return a plan with scales, and an action with these keys."""
    lines = ["items:", "  - id: A", "    title: Savings plan", "    level: action"]
    return GRADED + more + "\n".join([*lines, *(f"    {key}" for key in keys), ""])


DUTY = """\
instruments:
  - id: DIR
    kind: statutory-recommendations
    title: Recommendations
    to_answer: no
    made_by: council
    made_on: 2026-01-15
    KEYS
    paragraphs: [{id: DIR/1, text: T, PARAGRAPH}]
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (graded("status: rag/green"), []),
        (graded("status: marks/open"), []),
        (
            graded("status: complete"),
            ["the status of `A` is `complete`, an earlier id of the state `done` of `rag`"],
        ),
        (
            graded("status: mark/open"),
            [
                (
                    "the status of `A` is `mark/open`, but there is no scale `mark`; did you mean "
                    "`marks`?"
                )
            ],
        ),
        (
            graded("status: marks/opn"),
            [
                (
                    "the status of `A` is `marks/opn`, but the scale `marks` has no such "
                    "state; did you "
                    "mean `open`?"
                )
            ],
        ),
        (graded("ratings: {risk: low}"), []),
        (
            graded("ratings: {risk: medium}"),
            ["the rating of `A` on `risk` is `medium`, but the scale `risk` has no such state"],
        ),
        (graded("ratings: {rsk: medium}"), []),
        (
            graded(more=DUTY.replace("KEYS", "scale: marks").replace("PARAGRAPH", "status: meet")),
            [
                (
                    "the status of `DIR/1` is `meet`, but the scale `marks` has no such state; "
                    "did you "
                    "mean `met`?"
                )
            ],
        ),
        (
            graded(more=DUTY.replace("KEYS", "ref: 1").replace("PARAGRAPH", "ratings: {risk: x}")),
            ["the rating of `DIR/1` on `risk` is `x`, but the scale `risk` has no such state"],
        ),
        (
            graded(
                more="change_control:\n"
                "  - {change: status-changed, to: [done, risk/low, merged], needs: council}\n"
                "  - {change: status-changed, to: [dne, rag/low, x/done], needs: council}\n"
            ),
            [
                (
                    "a rule of `change_control` is about `dne`, which is no state of a scale "
                    "and no "
                    "kind of closing; did you mean `done`?"
                ),
                (
                    "a rule of `change_control` is about `rag/low`, which is no state of a "
                    "scale and "
                    "no kind of closing; did you mean `low`?"
                ),
                (
                    "a rule of `change_control` is about `x/done`, which is no state of a "
                    "scale and "
                    "no kind of closing; did you mean `done`?"
                ),
            ],
        ),
        (
            graded().replace(
                "  - id: risk\n",
                "    totals: [{id: t, name: In all, states: [green, gren]}]\n  - id: risk\n",
            ),
            [
                (
                    "the total `t` adds `gren`, but the scale `rag` has no such state; did you "
                    "mean "
                    "`green`?"
                )
            ],
        ),
    ],
)
def test_states_that_a_scale_does_not_have(text: str, expected: list[str]) -> None:
    assert found("IP301", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (graded("level: nothing", "status: green").replace("    level: action\n", ""), []),
        (
            graded("status: green").replace("level: action", "level: stream"),
            ["`A` has the status `green`, but its level Stream has no scale"],
        ),
        (
            graded(more=DUTY.replace("KEYS", "ref: 1").replace("PARAGRAPH", "status: met")),
            ["`DIR/1` has the status `met`, but `DIR` has no scale"],
        ),
    ],
)
def test_statuses_without_a_scale(text: str, expected: list[str]) -> None:
    assert found("IP302", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            graded("status: marks/met"),
            [
                (
                    "`A` is Met, which needs evidence and the date it was completed and a "
                    "forecast, but "
                    "has none"
                )
            ],
        ),
        (graded("status: marks/open", "closed: {kind: not-feasible, date: 2026-06}"), []),
        (graded("ratings: {risk: low}"), []),
        (graded("ratings: {risk: {state: high, reason: R}}", "recovery: W"), []),
        (
            graded("ratings: {risk: high}", "reason: R"),
            ["`A` is High, which needs a way back (`recovery`), but has none"],
        ),
        (graded("ratings: {risk: high}", "closed: {kind: not-feasible, date: 2026-06}"), []),
        (graded("ratings: {risk: unheard-of}"), []),
        (
            graded(more=DUTY.replace("KEYS", "scale: marks").replace("PARAGRAPH", "status: met")),
            ["`DIR/1` is Met, which needs evidence, but has none"],
        ),
        (
            graded(
                more=DUTY.replace("KEYS", "scale: marks").replace(
                    "PARAGRAPH", "status: met, ended: {kind: met, date: 2026-06}"
                )
            ),
            [],
        ),
        (
            graded(
                more=DUTY.replace("KEYS", "ref: 1").replace("PARAGRAPH", "ratings: {risk: high}")
            ),
            ["`DIR/1` is High, which needs a reason and a way back (`recovery`), but has none"],
        ),
    ],
)
def test_what_a_state_needs(text: str, expected: list[str]) -> None:
    assert found("IP303", text) == expected


def test_completed_beside_a_status_that_is_not_done() -> None:
    told = found("IP304", graded("status: green", "completed: 2026-09"))

    assert told == ["`A` was completed September 2026, but its status is Green"]


def test_a_scale_without_a_done_state_keeps_its_state() -> None:
    text = graded("status: green", "completed: 2026-09")

    assert found("IP304", text.replace("class: done, was: complete", "class: on-course")) == []


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("[{id: B, title: B, closed: {kind: not-feasible, date: 2026-06}}]", []),
        ("[{id: B, title: B, completed: 2026-06}]", []),
        ("[{id: B, title: B}]", []),
        ("[{id: B, title: B, items: [{id: C, title: C, status: done, completed: 2026-06}]}]", []),
        (
            "[{id: B, title: B, items: [{id: C, title: C, status: green}]}]",
            ["`T` is Done, but `B` in it is not done"],
        ),
        (
            "[{id: B, title: B, items: [{id: C, title: C}]}]",
            ["`T` is Done, but `B` in it is not done"],
        ),
        (
            (
                "[{id: B, title: B, level: action}, {id: C, title: C, level: action},"
                " {id: D, title: D, level: action}, {id: E, title: E, level: action}]"
            ),
            ["`T` is Done, but `B`, `C`, `D` and 1 more in it are not done"],
        ),
    ],
)
def test_what_may_stand_in_an_item_that_is_done(below: str, expected: list[str]) -> None:
    text = (
        GRADED
        + f"""
items:
  - id: T
    title: Finance
    status: done
    completed: 2026-09
    items: {below}
"""
    )

    assert found("IP305", text) == expected


def test_a_closed_item_that_was_done_closes_what_is_open_in_it() -> None:
    text = (
        GRADED
        + """
items:
  - id: T
    title: Finance
    status: done
    completed: 2026-09
    closed: {kind: delivered, date: 2026-09}
    items: [{id: B, title: B, level: action}]
"""
    )

    assert found("IP305", text) == []


ROLLED = GRADED.replace(
    "scale: rag}\n    - {id: stream", "scale: rag, rollup: explained}\n    - {id: stream"
)


@pytest.mark.parametrize(
    ("keys", "below", "expected"),
    [
        ("status: green", "status: amber, reason: R", 1),
        ("status: red, reason: R, recovery: W", "status: amber, reason: R", 0),
        ("status: green, reason: Only one of nine.", "status: amber, reason: R", 0),
        ("status: green, closed: {kind: delivered, date: 2026-06}", "status: amber", 0),
        ("status: green", "ref: 1", 0),
        ("ref: 1", "status: amber, reason: R", 0),
    ],
)
def test_judgements_beside_the_roll_up(keys: str, below: str, expected: int) -> None:
    text = (
        ROLLED
        + f"""
items:
  - {{id: T, title: Finance, {keys}, items: [{{id: A, title: A, level: action, {below}}}]}}
"""
    )

    assert len(found("IP306", text)) == expected


def test_a_roll_up_in_a_class_that_the_scale_does_not_have_is_named_by_the_class() -> None:
    text = (
        ROLLED.replace(
            "levels:\n    - {id: theme, name: Theme, scale: rag",
            "levels:\n    - {id: theme, name: Theme, scale: marks",
        )
        + """
items:
  - id: T
    title: Finance
    status: met
    completed: 2026-06
    forecast: 2026-06
    evidence: [{title: Report}]
    items: [{id: A, title: A, level: action, status: amber, reason: R}]
"""
    )

    assert found("IP306", text) == [
        "`T` is Met, but what stands in it makes at-risk, and no reason is given"
    ]


COMPUTED = """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: [{id: action, name: Action, scale: by-date}]
scales:
  - id: by-date
    name: By date
    states:
      - {id: complete, name: Complete, colour: blue, class: done, when: completed}
      - {id: green, name: On time, colour: green, class: on-course, when: on-time}
      - {id: red, name: Late, colour: red, class: off-course, when: otherwise}
      - {id: paused, name: Paused, colour: grey, class: stopped}
  - id: by-target
    name: By target
    states:
      - {id: met, name: Met, colour: green, class: on-course, when: target-met}
      - {id: missed, name: Missed, colour: red, class: off-course, when: target-missed}
"""


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("status: green, due: 2026-12", []),
        ("status: paused, due: 2026-06", []),
        ("status: green", []),
        ("status: green, due: 2026-06, closed: {kind: not-feasible, date: 2026-09}", []),
        (
            "status: green, due: 2026-06, forecast: 2026-12",
            ["`A` is recorded as On time, but its dates make Late on 30 September 2026"],
        ),
        ("status: green, due: 2026-12, completed: 2026-06", []),
        ("status: complete, due: 2026-12, completed: 2026-06", []),
    ],
)
def test_recorded_beside_computed_states(keys: str, expected: list[str]) -> None:
    assert found("IP307", f"{COMPUTED}items: [{{id: A, title: A, {keys}}}]\n") == expected


def test_a_recorded_state_of_a_reading_that_its_target_does_not_make() -> None:
    text = (
        COMPUTED
        + """
measures:
  - id: M
    title: M
    better: higher
    scale: by-target
    targets: [{for: 2026/27, value: 90}]
    readings:
      - {for: 2026/27 Q1, value: 95, status: missed}
      - {for: 2026/27 Q2, value: 95, status: met}
"""
    )

    assert found("IP307", text) == [
        "the reading of `M` for 2026/27 Q1 is recorded as Missed, but its target makes Met"
    ]


def test_the_scale_of_a_measure_needs_classes_and_one_of_ratings_does_not() -> None:
    text = GRADED + "measures: [{id: M, title: M, scale: risk}]\n"

    assert found("IP308", GRADED) == []
    assert found("IP308", text) == [
        "`risk` is the scale of the measure `M`, but no `class` says what `low`, `high` means"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            graded("ratings: {rsk: low}"),
            ["`A` is rated on `rsk`, which is no scale of the plan; did you mean `risk`?"],
        ),
        (
            graded("ratings: {marks: met}"),
            ["`A` is rated on `marks`, but the level `action` is not"],
        ),
        (graded("ratings: {risk: low}").replace("level: action", "level: x"), []),
        (
            graded(more=DUTY.replace("KEYS", "ref: 1").replace("PARAGRAPH", "ratings: {rsk: x}")),
            ["`DIR/1` is rated on `rsk`, which is no scale of the plan; did you mean `risk`?"],
        ),
        (
            graded(
                more=DUTY.replace("KEYS", "ref: 1").replace("PARAGRAPH", "ratings: {risk: low}")
            ),
            [],
        ),
    ],
)
def test_ratings_on_scales(text: str, expected: list[str]) -> None:
    assert found("IP309", text) == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["status: amber"], ["`A` is Amber, but nothing says why"]),
        (["status: amber", "reason: R"], []),
        (["status: amber", "updates: [{date: 2026-09-01, text: Late.}]"], []),
        (["status: amber", "recovery: W"], []),
        (
            ["status: red", "reason: R"],
            ["`A` is Red, but nothing says how or by when it comes back on course"],
        ),
        (["status: red", "reason: R", "forecast: 2026-12"], []),
        (["status: red", "closed: {kind: not-feasible, date: 2026-09}"], []),
        (["status: green"], []),
    ],
)
def test_what_is_off_course_without_a_word(keys: list[str], expected: list[str]) -> None:
    assert found("IP310", graded(*keys)) == expected


def test_what_stands_below_or_in_the_commentary_explains_too() -> None:
    text = (
        GRADED
        + """
periods: [{id: Q2, name: Second quarter, as_of: 2026-09-30}]
items:
  - id: T
    title: Finance
    status: red
    items: [{id: A, title: A, level: action, status: red, reason: R, recovery: W}]
  - {id: U, title: Culture, status: red}
commentary: [{period: Q2, about: U, issues: Staff left.}, {period: Q2, about: T}]
"""
    )

    assert found("IP310", text) == []


def test_what_the_state_needs_is_not_asked_for_twice() -> None:
    assert codes(item("status: red")) == {"IP303"}


STATED = """
items:
  - {id: A, title: A, level: action, items: [ROWS]}
commentary:
  - period: 2026-27-Q2
    stated:
      - {figure: step.red, value: 1, about: A}
      - {figure: step.green, value: 1, about: A}
      - {figure: step.total, value: 2, about: A}
"""


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "{id: B, title: B}, {id: C, title: C}",
            [
                (
                    "stated are 1 for `step.red` and 1 for `step.green` about `A`, but 2 of 2 "
                    "steps have "
                    "no state recorded"
                )
            ],
        ),
        (
            "{id: B, title: B, status: red, reason: R, recovery: W}, {id: C, title: C}",
            ["stated are 1 for `step.green` about `A`, but 1 of 2 steps have no state recorded"],
        ),
        (
            (
                "{id: B, title: B, status: red, reason: R, recovery: W},"
                " {id: C, title: C, status: green}"
            ),
            [],
        ),
    ],
)
def test_stated_numbers_beside_rows_without_states(rows: str, expected: list[str]) -> None:
    assert found("IP311", STATED.replace("ROWS", rows)) == expected


def test_figures_of_an_earlier_period_are_not_held_against_the_rows_of_now() -> None:
    text = STATED.replace("ROWS", "{id: B, title: B}").replace("2026-27-Q2", "2026-27-Q1")

    assert found("IP311", text) == []


def test_a_plan_without_periods_has_no_figures_to_hold_against_its_rows() -> None:
    text = (
        GRADED
        + """
items: [{id: A, title: A, level: action}]
commentary: [{period: 2026/27 Q2, stated: [{figure: action.red, value: 1}]}]
"""
    )

    assert found("IP311", text) == []


@pytest.mark.parametrize(
    ("states", "used", "expected"),
    [
        ("completed, not-started, on-time, otherwise", "level", []),
        ("completed, '{late_under: 1 month}', '{late_up_to: 1 month}', otherwise", "level", []),
        (
            "'{late_up_to: 1 month}', '{late_under: 1 month}'",
            "level",
            ["the state `s1` of `s` is never computed: `s0` holds before it whenever it would"],
        ),
        (
            "'{late_under: 3 weeks}', '{late_under: 3 weeks}'",
            "level",
            ["the state `s1` of `s` is never computed: `s0` holds before it whenever it would"],
        ),
        (
            "'{late_up_to: 3 weeks}', on-time",
            "level",
            ["the state `s1` of `s` is never computed: `s0` holds before it whenever it would"],
        ),
        (
            "completed, completed",
            "level",
            ["the state `s1` of `s` is never computed: `s0` has the same condition"],
        ),
        (
            "otherwise, completed",
            "level",
            ["the state `s1` of `s` is never computed: `otherwise` of `s0` always holds before it"],
        ),
        (
            "completed, target-met",
            "level",
            [
                (
                    "the state `s1` of `s` is never computed: it is about targets, and items "
                    "are judged "
                    "by dates"
                )
            ],
        ),
        (
            "target-met, on-time",
            "measure",
            [
                (
                    "the state `s1` of `s` is never computed: it is about dates, and measures "
                    "are judged "
                    "by targets"
                )
            ],
        ),
        ("target-met, on-time", "nothing", []),
        ("target-met, on-time", "level and measure", []),
    ],
)
def test_states_that_are_never_computed(states: str, used: str, expected: list[str]) -> None:
    level = "{id: action, name: Action, scale: s}" if "level" in used else "{id: a, name: A}"
    text = f"""
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: [{level}]
scales:
  - id: s
    name: S
    states:
"""
    for at, when in enumerate(each.strip().strip("'") for each in states.split(", ")):
        text += f"      - {{id: s{at}, name: S{at}, colour: grey, class: at-risk, when: {when}}}\n"
    text += "      - {id: never, name: Never, colour: grey, class: stopped}\n"
    text += "measures: [{id: M, title: M, scale: s}]\n" if "measure" in used else ""

    assert found("IP313", text) == expected
