"""The branches of rules IP201 to IP215 that their own examples do not reach."""

from __future__ import annotations

from datetime import date

import pytest

from support.findings import found, item


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (item("start: 2026-07", "due: 2026-07-01"), []),
        (item("start: 2026-07", "due: {text: soon}"), []),
        (
            item("baseline: {start: 2026-08, due: 2026-07-31}"),
            ["the baseline of `A` starts August 2026, but is due 31 July 2026"],
        ),
        (
            item("repeats: {every: 1 month, from: 2026-08, until: 2026-07}"),
            ["`A` repeats from August 2026, but only until July 2026"],
        ),
        (
            item(
                "status: complete",
                "completed: 2026-08",
                "closed: {kind: delivered, date: 2026-07-31}",
            ),
            ["`A` was completed August 2026, but was closed 31 July 2026"],
        ),
        (
            "bodies: [{id: sub, name: Sub-committee, from: 2026-07-01, until: 2026-06-30}]",
            ["`sub` is there from 2026-07-01, but only until 2026-06-30"],
        ),
        (
            (
                "meetings: [{id: M, body: cabinet, date: 2026-07-01, requests:"
                " [{id: M/1, text: T, due: 2026-06}]}]"
            ),
            ["`M/1` is due June 2026, but `M` asked for it on 1 July 2026"],
        ),
        (
            (
                "meetings: [{id: M, body: cabinet, date: 2026-07-01, requests:"
                " [{id: M/1, text: T, due: 2026-08, answered: {date: 2026-06-30}}]}]"
            ),
            ["`M/1` was answered 30 June 2026, but `M` asked for it on 1 July 2026"],
        ),
    ],
)
def test_dates_that_must_come_first(written: str, expected: list[str]) -> None:
    assert found("IP201", written) == expected


def test_a_request_whose_meeting_has_another_records_id_is_passed_over() -> None:
    told = found(
        "IP201",
        """
roles: [{id: M, name: Mayor}]
meetings:
  - {id: M, body: cabinet, date: 2026-07-01, requests: [{id: M/1, text: T, due: 2026-06}]}
""",
    )

    assert told == []


PLAN = """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: [{id: action, name: Action}]
bodies: [{id: council, name: Council}]
"""


def plan(*keys: str, items: str = "") -> str:
    """Return a plan with these keys and items of one level."""
    head, bodies, rest = PLAN.partition("bodies:")
    return "".join([head, *(f"  {key}\n" for key in keys), bodies, rest, "items:\n", items])


def test_the_life_and_the_agreements_of_a_plan_out_of_order() -> None:
    text = plan(
        "runs: {from: 2027-01-01, until: 2026-12-31}",
        "agreed: [{by: council, date: 2026-06-01}, {by: council, date: 2026-05-01}]",
        items="  - {id: A, title: A}\n",
    )

    assert found("IP201", text) == [
        "`small` runs from 2027-01-01, but only until 2026-12-31",
        "`small` was agreed 1 June 2026, and then 1 May 2026, which is earlier",
    ]


def test_who_needs_a_baseline() -> None:
    text = plan(
        "agreed: [{by: council, date: 2026-06-01}]",
        items="""\
  - {id: A, title: A, due: 2026-12}
  - {id: B, title: B, due: 2026-12, baseline: {due: 2026-12}}
  - {id: C, title: C, due: ongoing}
  - {id: D, title: D, due: {text: to be agreed}}
  - {id: E, title: E, due: 2026-12, closed: {kind: no-longer-needed, date: 2026-07}}
  - {id: F, title: F}
""",
    )

    assert found("IP202", text) == [
        (
            "`A` is due December 2026, but has no `baseline` with the due date as first agreed; "
            "the plan was agreed 1 June 2026"
        )
    ]


@pytest.mark.parametrize(
    "below",
    [
        "{id: B, title: B}",
        "{id: B, title: B, start: {text: soon}}",
        "{id: B, title: B, start: 2026-06, status: complete, completed: 2026-07}",
        "{id: B, title: B, start: 2026-06, closed: {kind: not-feasible, date: 2026-06}}",
        "{id: B, title: B, start: 2026/27 Q2}",
        "{id: B, title: B, start: 2026-07-01}",
    ],
)
def test_what_does_not_start_before_its_parent(below: str) -> None:
    assert found("IP204", item("start: 2026-07", f"items: [{below}]")) == []


def test_a_parent_without_a_start_is_not_begun_too_late() -> None:
    assert found("IP204", item("items: [{id: B, title: B, start: 2026-06}]")) == []


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            ["updates: [{date: 2026-09-01, text: T}, {date: 2026-10-01, text: T}]"],
            "an update of `A` is dated 1 October 2026, but the facts are as of 30 September 2026",
        ),
        (
            ["status: complete", "completed: {text: October, earliest: 2026-10-01}"],
            (
                "the completion of `A` is dated October (1 October 2026 at the earliest), but the "
                "facts are as of 30 September 2026"
            ),
        ),
        (
            [
                "evidence: [{title: Report, date: 2026-10-02}, {title: Minutes}]",
                "opinions: [{by: auditor, date: 2026-11-02}]",
            ],
            (
                "an opinion of `A` is dated 2 November 2026, but the facts are as of 30 September "
                "2026, and 1 more is later too"
            ),
        ),
        (
            ["closed: {kind: not-feasible, date: 2026-10-09}"],
            "the closing of `A` is dated 9 October 2026, but the facts are as of 30 September 2026",
        ),
        (["closed: {kind: not-feasible, date: 2026-10-07}"], ""),
        (["closed: {kind: not-feasible, date: 2026-10-09, request: CR}"], ""),
        (["signed_off: {by: cabinet, date: 2026-10-07}"], ""),
        (["signed_off: {by: cabinet, date: 2026-10-08}"], ""),
        (["assured: {by: board, due: 2026-10-09}"], ""),
        (["updates: [{date: 2026-09, text: T}, {date: {text: lately}, text: T}]"], ""),
        (["updates: [{date: 2026-09-30, text: T}]"], ""),
    ],
)
def test_facts_after_the_day_of_the_facts(keys: list[str], expected: str) -> None:
    decided = """
meetings: [{id: CAB, body: cabinet, date: 2026-10-07}]
change_requests:
  - id: CR
    asks: [{change: item-closed, of: A, kind: not-feasible}]
    decisions: [{outcome: approved, by: cabinet, date: 2026-10-08}]
"""

    told = found("IP205", item(*keys) + decided)

    assert told == ([expected] if expected else [])


def test_facts_of_other_records_after_the_day_of_the_facts() -> None:
    told = found(
        "IP205",
        """
roles: [{id: clerk, name: Clerk, updates: [{date: 2026-10-01, text: T}]}]
measures: [{id: M, title: M, better: higher, readings: [{for: 2026/27 Q3, value: 3}]}]
risks: [{id: R, title: R, updates: [{date: 2026-10-02, text: T}, {date: 2026-10-03, text: T}]}]
instruments:
  - id: DIR
    kind: directions
    title: Directions
    to_answer: no
    made_by: secretary-of-state
    made_on: 2026-01-15
    clock: {within: 9 months}
    met: [{date: 2026-10-05}]
meetings:
  - {id: CAB, body: cabinet, date: 2026-10-07, updates: [{date: 2026-10-08, text: T}]}
""",
    )

    assert sorted(told) == [
        (
            "a reading of `M` is dated 2026/27 Q3 (1 October 2026 at the earliest), but the facts "
            "are as of 30 September 2026"
        ),
        (
            "an update of `R` is dated 3 October 2026, but the facts are as of 30 September 2026, "
            "and 1 more is later too"
        ),
        "an update of `clerk` is dated 1 October 2026, but the facts are as of 30 September 2026",
        (
            "the day it was met of `DIR` is dated 5 October 2026, but the facts are as of 30 "
            "September 2026"
        ),
    ]


BASELINE = item("due: 2026-12", "baseline: {start: 2026-06, due: 2026-09}")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (
            item("due: 2026-12", "baseline: {start: 2026-07, due: 2026-12}"),
            [
                "the baseline of `A` has `start` July 2026, but it was June 2026",
                "the baseline of `A` has `due` December 2026, but it was September 2026",
            ],
        ),
        (
            item("due: 2026-12", "baseline: {start: 2026-06}"),
            ["the baseline of `A` has no `due` any more; it was September 2026"],
        ),
        (
            item("due: 2026-12"),
            [
                "the baseline of `A` has no `start` any more; it was June 2026",
                "the baseline of `A` has no `due` any more; it was September 2026",
            ],
        ),
        (
            item(
                "due: 2026-12",
                "baseline: {start: 2026-06, due: 2026-10}",
                "corrections: [{date: 2026-07-01, key: baseline.due, from: 2026-09, to: 2026-10,"
                " reason: A slip of the pen}]",
            ),
            [],
        ),
        (
            item("due: 2026-12", "baseline: {start: 2026-06, due: 2026-12}")
            + """
change_requests:
  - id: CR
    asks: [{change: baseline-moved, of: A}, {change: reworded, of: A}]
    decisions: [{outcome: approved, by: council, date: 2026-07-01}]
""",
            [],
        ),
        (
            item("due: 2026-12", "baseline: {start: 2026-06, due: 2026-12}")
            + """
change_requests:
  - {id: CR, asks: [{change: baseline-moved, of: A}]}
""",
            ["the baseline of `A` has `due` December 2026, but it was September 2026"],
        ),
        (
            "items: [{id: B, title: S, level: action, was: [Z, A], baseline: {start: 2026-06}}]",
            ["the baseline of `B` has no `due` any more; it was September 2026"],
        ),
        ("items: [{id: B, title: Reserves, level: action}]", []),
        ("risks: [{id: A, title: Savings plan}]", []),
    ],
)
def test_baselines_that_changed(now: str, expected: list[str]) -> None:
    assert sorted(found("IP206", now, BASELINE)) == sorted(expected)


def test_a_plan_that_was_agreed_anew_may_have_new_baselines() -> None:
    item_then = "  - {id: A, title: A, due: 2026-12, baseline: {due: 2026-09}}\n"
    item_now = "  - {id: A, title: A, due: 2026-12, baseline: {due: 2026-12}}\n"
    then = plan("agreed: [{by: council, date: 2026-06-01}]", items=item_then)
    agreed = "agreed: [{by: council, date: 2026-06-01}, {by: council, date: 2026-09-01}]"

    assert found("IP206", plan(agreed, items=item_now), then) == []


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (
            item(),
            [
                (
                    "`A` was due September 2026 and is now due at no date, but no `baseline` "
                    "keeps the "
                    "first date"
                )
            ],
        ),
        (item("due: 2026-09"), []),
        (
            item(
                "due: 2026-10",
                "corrections: [{date: 2026-07-01, key: due, from: 2026-09, to: 2026-10,"
                " reason: A slip of the pen}]",
            ),
            [],
        ),
        ("items: [{id: B, title: Reserves, level: action, due: 2027-01}]", []),
    ],
)
def test_first_dates_that_are_lost(now: str, expected: list[str]) -> None:
    assert found("IP207", now, item("due: 2026-09")) == expected


def test_a_baseline_that_was_taken_out_is_one_finding() -> None:
    then = item("due: 2026-12", "baseline: {due: 2026-09}")

    assert found("IP207", item("due: 2027-01"), then) == []


def many(due: str, number: int, others: int = 0) -> str:
    """Return so many actions due on one day and others on days of their own."""
    lines = [f"  - {{id: A{n}, title: A {n}, level: action, due: {due}}}\n" for n in range(number)]
    lines += [
        f"  - {{id: B{n}, title: B {n}, level: action, due: 2026-11-{n + 1:02}}}\n"
        for n in range(others)
    ]
    return "items:\n" + "".join(lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (many("2026-12-11", 19), 0),
        (many("2026-12-11", 20), 1),
        (many("2026-12-11", 20, 20), 0),
        (many("2026-12-11", 21, 20), 1),
        (many("2027-03-31", 21, 20), 0),
        (many("2027-03-31", 24, 8), 0),
        (many("2027-03-31", 25, 8), 1),
        (many("2026-12", 30), 0),
        (many("2026-12-11", 30) + "\n-- plans/b.yaml --\nroles: [{id: x, name: X}]\n", 1),
    ],
)
def test_how_many_on_one_date_are_many(text: str, expected: int) -> None:
    assert len(found("IP208", text)) == expected


DEPENDS = """
items:
  - id: A
    title: Savings plan
    level: action
    due: 2026-11-30
    depends_on: B
    KEYS
  - id: B
    title: Accounts
    level: action
    OTHER
"""


@pytest.mark.parametrize(
    ("keys", "other", "expected"),
    [
        ("status: green", "due: 2026-12", "which is expected December 2026"),
        ("status: green", "due: 2026-11", ""),
        ("status: green", "title2: x", ""),
        ("status: amber\n    reason: The accounts are late.", "due: 2026-12", ""),
        ("reason: The accounts are late.", "due: 2026-12", ""),
        ("recovery: Work on estimates.", "due: 2026-12", ""),
        ("forecast: 2026-12-31", "due: 2026-12", ""),
        ("forecast: {text: soon}", "due: 2026-12", "which is expected December 2026"),
        ("status: complete\n    completed: 2026-09-01", "due: 2026-12", ""),
        ("closed: {kind: not-feasible, date: 2026-09}", "due: 2026-12", ""),
        ("status: green", "due: 2026-12\n    completed: 2026-08", ""),
        ("status: green", "due: 2026-12\n    status: complete", ""),
        ("status: green", "due: 2026-12\n    closed: {kind: not-feasible, date: 2026-08}", ""),
        ("status: green", "due: {text: later}", ""),
        (
            "status: green",
            "due: 2026-10\n    forecast: 2026-12-15",
            "which is expected 15 December",
        ),
    ],
)
def test_a_late_dependency(keys: str, other: str, expected: str) -> None:
    told = found(
        "IP209", DEPENDS.replace("KEYS", keys).replace("OTHER", other.replace("title2", "ref"))
    )

    assert len(told) == bool(expected)
    assert all(f"but waits for `B`, {expected}" in each for each in told)


def test_a_dependency_that_has_passed_its_date_is_not_done_on_the_day() -> None:
    text = DEPENDS.replace("KEYS", "ref: 1").replace("OTHER", "due: 2026-10-31")

    assert found("IP209", text, as_of=date(2026, 12, 15)) == [
        "`A` is due 30 November 2026, but waits for `B`, which is not done on 15 December 2026"
    ]


def test_a_late_dependency_is_found_without_a_day_to_judge_by() -> None:
    text = DEPENDS.replace("KEYS", "ref: 1").replace("OTHER", "due: 2026-12")
    bare = text.replace("\nitems:", PLAN + "items:")

    assert len(found("IP209", bare, as_of=None)) == 1


def test_what_waits_for_no_item_or_has_no_date_is_passed_over() -> None:
    text = """
items:
  - {id: A, title: A, level: action, due: 2026-11, depends_on: [leader, nothing]}
  - {id: B, title: B, level: action, depends_on: A}
"""

    assert found("IP209", text) == []


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["due: 2026-08-31"], "it has no status, and neither"),
        (["due: 2026-08-31", "status: green"], "its status is On course, and neither"),
        (["due: 2026-08-31", "status: complete", "completed: 2026-08-31"], ""),
        (["due: 2026-08-31", "status: amber", "reason: R"], ""),
        (["due: 2026-08-31", "status: paused"], ""),
        (["due: 2026-08-31", "reason: The auditor."], ""),
        (["due: 2026-08-31", "recovery: More auditors."], ""),
        (["due: 2026-08-31", "forecast: 2026-12"], ""),
        (["due: 2026-08-31", "updates: [{date: 2026-09-02, text: Late.}]"], ""),
        (["due: 2026-08-31", "updates: [{date: 2026-08-02, text: Begun.}]"], "it has no status"),
        (["due: 2026-08-31", "repeats: {every: 1 month}"], ""),
        (["due: 2026-08-31", "closed: {kind: not-feasible, date: 2026-08}"], ""),
        (["due: 2026-09-30"], ""),
        (["due: ongoing"], ""),
    ],
)
def test_what_is_overdue_without_a_word(keys: list[str], expected: str) -> None:
    tracked = "  - {id: B, title: B, level: action, status: green}\n"

    told = found("IP210", item(*keys) + tracked)

    assert len(told) == bool(expected)
    assert all(expected in each for each in told)


def test_a_plan_that_records_no_progress_has_nothing_overdue() -> None:
    assert found("IP210", item("due: 2026-08-31")) == []


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["forecast: 2026-08"], 1),
        (["forecast: 2026-10"], 0),
        (["forecast: 2026-09-30"], 0),
        (["forecast: {text: soon}"], 0),
        (["forecast: 2026-08", "status: complete", "completed: 2026-08"], 0),
        (["forecast: 2026-08", "closed: {kind: not-feasible, date: 2026-08}"], 0),
    ],
)
def test_forecasts_that_have_passed(keys: list[str], expected: int) -> None:
    assert len(found("IP211", item(*keys))) == expected


@pytest.mark.parametrize("second", ["2026-06", "2026-06-12"])
def test_updates_of_one_day_or_of_its_month_are_in_order(second: str) -> None:
    text = item(f"updates: [{{date: 2026-06-12, text: A}}, {{date: {second}, text: B}}]")

    assert found("IP213", text) == []


@pytest.mark.parametrize(
    ("life", "keys", "expected"),
    [
        ("from: 2026-04-01", "due: 2026-03-31", "the plan begins 1 April 2026"),
        ("from: 2026-04-01", "due: 2026/27", ""),
        ("until: 2027-03-31", "due: 2027", ""),
        ("until: 2027-03-31", "due: 2027-03-31", ""),
        ("from: 2026-04-01", "due: 2026-04-01", ""),
        ("until: 2027-03-31", "due: 2027-04", "the plan ends 31 March 2027"),
        ("until: 2027-03-31", "due: {text: later}", ""),
        ("until: 2027-03-31", "due: 2027-04, completed: 2026-09", ""),
        ("until: 2027-03-31", "due: 2027-04, closed: {kind: not-feasible, date: 2026}", ""),
    ],
)
def test_what_lies_outside_the_life_of_a_plan(life: str, keys: str, expected: str) -> None:
    text = plan(f"runs: {{{life}}}", items=f"  - {{id: A, title: A, {keys}}}\n")

    told = found("IP214", text)

    assert len(told) == bool(expected)
    assert all(each.endswith(expected) for each in told)


ENTRIES = """
items:
  - id: A
    title: Savings plan
    level: action
    updates: [{date: 2026-06-01, text: Begun}, {date: 2026-07-01, text: Half}]
    opinions: [{by: auditor, date: 2026-06-02, text: Weak}]
    corrections: [{date: 2026-06-03, key: title, from: S, to: Savings plan, reason: Slip}]
measures: [{id: M, title: M, better: higher, readings: [{for: 2026/27 Q1, value: 3}]}]
instruments:
  - id: DIR
    kind: directions
    title: Directions
    to_answer: no
    made_by: secretary-of-state
    made_on: 2026-01-15
    clock: {within: 6 months}
    met: [{date: 2026-06-05}]
"""


@pytest.mark.parametrize(
    ("written", "instead", "expected"),
    [
        ("text: Half}", "text: Half, exempt: paragraph 3}", []),
        ("text: Weak}", "text: Weak, response: {by: cabinet, date: 2026-07, outcome: noted}}", []),
        ("value: 3}", "value: 4}", []),
        (
            "text: Half}",
            "text: Most}",
            ["the update of 1 July 2026 on `A` was altered or is gone"],
        ),
        (
            "[{date: 2026-06-01, text: Begun}, {date: 2026-07-01, text: Half}]",
            "[{date: 2026-09-01, text: Done}]",
            ["the update of 1 June 2026 on `A` and 1 more were altered or are gone"],
        ),
        (
            "[{date: 2026-06-01, text: Begun}, {date: 2026-07-01, text: Half}]",
            "[{date: 2026-07-01, text: Half}, {date: 2026-06-01, text: Begun}]",
            [],
        ),
        ("text: Weak", "text: Good", ["the opinion of 2 June 2026 on `A` was altered or is gone"]),
        (
            "reason: Slip",
            "reason: R",
            ["the correction of 3 June 2026 on `A` was altered or is gone"],
        ),
        ("2026/27 Q1", "2026/27 Q2", ["the reading of 2026/27 Q1 on `M` was altered or is gone"]),
        (
            "2026-06-05",
            "2026-06-06",
            ["the date met of 5 June 2026 on `DIR` was altered or is gone"],
        ),
    ],
)
def test_entries_that_were_rewritten(written: str, instead: str, expected: list[str]) -> None:
    assert found("IP215", ENTRIES.replace(written, instead), ENTRIES) == expected


def test_an_entry_that_was_put_right_with_a_correction() -> None:
    update = "updates: [{date: 2026-06-01, text: TEXT}]"
    correction = (
        "corrections: [{date: 2026-08-01, key: updates, from: Haf, to: Half, reason: A slip}]"
    )
    then = item(update.replace("TEXT", "Haf"))
    now = item(update.replace("TEXT", "Half"), correction)

    assert found("IP215", now, then) == []


SHARED = """
-- plans/one/plan.yaml --
plan:
  id: one
  format: 1
  council: Anytown Council
  title: First plan
  levels: [{id: action, name: Action}]
periods: [{id: P1, name: First, as_of: 2026-03-31}]
-- plans/two/plan.yaml --
plan:
  id: two
  format: 1
  council: Anytown Council
  title: Second plan
  levels: [{id: action, name: Action}]
periods: [{id: P2, name: Second, as_of: 2026-06-30}]
-- plans/plan.yaml --
bodies: [{id: cabinet, name: Cabinet, updates: [{date: DATE, text: T}]}]
"""


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-06-12", []),
        (
            "2026-07-12",
            [
                (
                    "an update of `cabinet` is dated 12 July 2026, but the facts are as of 30 June "
                    "2026"
                ),
            ],
        ),
    ],
)
def test_a_shared_fact_belongs_to_the_plan_that_reports_last(day: str, expected: list[str]) -> None:
    assert found("IP205", SHARED.replace("DATE", day), as_of=None) == expected
