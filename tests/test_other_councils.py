"""Plans that are unlike the four councils: each loads, validates and reports as it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from support.command import run, write

if TYPE_CHECKING:
    from pathlib import Path

TWO_LEVELS = """\
-- plans/plan.yaml --
plan:
  id: rutley
  format: 1
  council: Rutley District Council
  title: Recovery Plan
  levels:
    - {id: aim, name: Aim}
    - {id: step, name: Step, scale: traffic}
scales:
  - id: traffic
    name: Progress
    states:
      - {id: done, name: Finished, colour: green, pattern: hatched, class: done}
      - {id: green, name: Going well, colour: green, class: on-course}
      - {id: red, name: In trouble, colour: red, class: off-course, needs: reason}
periods:
  - {id: spring, name: Spring report, as_of: 2026-04-30, covers: 2026-04}
items:
  - id: MONEY
    title: Live within our means
    items:
      - {id: MONEY-1, title: Close the books on time, status: done, completed: 2026-04-10}
      - id: MONEY-2
        title: Sell the depot
        status: red
        reason: The buyer withdrew
        recovery: A new sale in May
      - {id: MONEY-3, title: Raise the parking charges, status: green}
"""

FIVE_LEVELS = """\
-- plans/plan.yaml --
plan:
  id: harle
  format: 1
  council: Harle County Council
  title: Transformation Plan
  levels:
    - {id: pillar, name: Pillar}
    - {id: programme, name: Programme, scale: traffic, rollup: shown}
    - {id: project, name: Project, scale: traffic}
    - {id: milestone, name: Milestone, scale: traffic}
    - {id: task, name: Task, scale: traffic}
  counts:
    - {id: tasks, name: Tasks, levels: task}
    - {id: all, name: All work, levels: [programme, project, milestone, task], decimals: 1}
scales:
  - id: traffic
    name: Progress
    states:
      - {id: done, name: Done, colour: green, class: done}
      - {id: on, name: On track, colour: green, class: on-course}
      - {id: slow, name: Slow, colour: amber, class: at-risk}
periods:
  - {id: 2026-27-Q1, name: First quarter, as_of: 2026-06-30, covers: 2026/27 Q1}
items:
  - id: P
    title: A better start
    items:
      - id: P1
        title: Early help
        status: on
        items:
          - id: P1A
            title: Family hubs
            status: slow
            reason: Staff are hard to find
            items:
              - id: P1A1
                title: Open the first hub
                status: slow
                reason: Staff are hard to find
                recovery: A second round of adverts
                items:
                  - {id: P1A1A, title: Lease signed, status: done, completed: 2026-05}
                  - id: P1A1B
                    title: Staff appointed
                    status: slow
                    reason: Few applied
                    recovery: A second round of adverts
          - {id: P1T, title: Publish the offer, level: task, status: on}
"""

OTHER_COLOURS = """\
-- plans/plan.yaml --
plan:
  id: oster
  format: 1
  council: Oster Borough Council
  title: Improvement Plan
  levels:
    - {id: theme, name: Theme, scale: rag, rollup: shown}
    - {id: action, name: Action, scale: rag}
scales:
  - id: rag
    name: Status
    states:
      - {id: green, name: Green, colour: green, class: done, meaning: Complete}
      - {id: amber, name: Amber, colour: amber, class: on-course, meaning: On track}
      - {id: red, name: Red, colour: red, class: off-course, meaning: Off track}
      - {id: blue, name: Blue, colour: blue, class: stopped, meaning: Suspended}
    totals: [{id: fine, name: Complete or on track, states: [green, amber]}]
periods:
  - {id: 2026-27-Q1, name: First quarter, as_of: 2026-06-30}
items:
  - id: T
    title: Housing
    status: amber
    items:
      - {id: T1, title: Stock survey, status: green, completed: 2026-05-11}
      - {id: T2, title: Repairs backlog, status: amber, due: 2026-12}
      - {id: T3, title: New depot, status: blue, due: 2026-03-31, reason: Waits for the mayor}
"""

LETTERS = """\
-- plans/plan.yaml --
plan:
  id: wend
  format: 1
  council: Wend Council
  title: Improvement Plan
  levels:
    - {id: action, name: Action}
periods:
  - {id: 2026-27-Q1, name: First quarter, as_of: 2026-06-30}
risk_matrices:
  - id: letters
    name: Corporate matrix
    points: [{id: inherent, name: Inherent}, {id: residual, name: Residual}]
    likelihood: [{id: C, name: Unlikely}, {id: B, name: Possible}, {id: A, name: Likely}]
    impact: [{id: iii, name: Minor}, {id: ii, name: Serious}, {id: i, name: Grave}]
    bands:
      - {id: high, name: High, colour: red}
      - {id: medium, name: Medium, colour: amber}
      - {id: low, name: Low, colour: green}
    grid:
      C: [low, low, medium]
      B: [low, medium, high]
      A: [medium, high, high]
items: [{id: A1, title: Rebuild the reserves}]
risks:
  - id: R1
    title: Reserves run out
    scores:
      inherent: {likelihood: A, impact: i}
      residual: {likelihood: B, impact: ii}
    mitigations: [{text: A reserves policy, item: A1}]
"""

BY_DATE = """\
-- plans/plan.yaml --
plan:
  id: merrow
  format: 1
  council: Merrow Council
  title: Delivery Plan
  agreed: [{by: council, date: 2026-01-14}]
  levels:
    - {id: theme, name: Theme}
    - {id: action, name: Action, scale: by-date}
bodies: [{id: council, name: Council, kind: council, does: decides}]
scales:
  - id: by-date
    name: Delivery against the first date
    states:
      - {id: done, name: Delivered, colour: blue, class: done, when: completed}
      - {id: green, name: On time, colour: green, class: on-course, when: on-time}
      - id: amber
        name: Up to 3 months late
        colour: amber
        class: at-risk
        when: {late_up_to: 3 months}
      - {id: red, name: Later, colour: red, class: off-course, when: otherwise}
periods:
  - {id: 2026-27-Q1, name: First quarter, as_of: 2026-06-30}
items:
  - id: M
    title: Places
    items:
      - id: M1
        title: Adopt the local plan
        baseline: {due: 2026-03-31}
        due: 2026-06-30
        completed: 2026-06-30
      - id: M2
        title: Open the bridge
        baseline: {due: 2026-06-30}
        due: 2026-09-30
        reason: Floods in March
      - id: M3
        title: Close the tip
        baseline: {due: 2026-06-30}
        due: 2026-10-01
        reason: The new tip is not built yet
      - {id: M4, title: Review the fees, baseline: {due: 2026-12-31}, due: 2026-12-31}
"""

NO_PERIODS = """\
-- plans/plan.yaml --
plan:
  id: tarn
  format: 1
  council: Tarn Council
  title: Action Plan
  levels:
    - {id: action, name: Action, scale: progress}
scales:
  - id: progress
    name: Progress
    states:
      - {id: done, name: Done, colour: green, class: done}
      - {id: open, name: Open, colour: amber, class: on-course}
items:
  - {id: A1, title: Write the strategy, status: done, completed: 2026-05-29}
  - {id: A2, title: Consult on it, status: open, due: 2026-09}
"""

ONE_FILE = """\
-- plans/everything.yml --
plan:
  id: brack
  format: 1
  council: Brack Council
  title: Improvement Plan
  agreed: [{by: council, date: 2026-02-25, meeting: C-2026-02-25}]
  runs: {from: 2026-03-01, until: 2028-02-29}
  levels:
    - {id: theme, name: Theme}
    - {id: action, name: Action, scale: progress, ratings: confidence}
  counts: [{id: actions, name: Actions, levels: action}]
  costs: [{amount: 250000, kind: ceiling, source: Transformation reserve}]
scales:
  - id: progress
    name: Progress
    states:
      - {id: done, name: Complete, colour: blue, class: done}
      - {id: green, name: On course, colour: green, class: on-course}
      - {id: amber, name: At risk, colour: amber, class: at-risk, needs: [reason, recovery]}
  - id: confidence
    name: Confidence in the outcome
    states: [{id: high, name: High, colour: green}, {id: low, name: Low, colour: red}]
risk_matrices:
  - id: register
    name: Risk register
    points: [{id: current, name: Current}, {id: target, name: Target}]
    likelihood: [{id: 1, name: Rare}, {id: 2, name: Possible}, {id: 3, name: Likely}]
    impact: [{id: 1, name: Small}, {id: 2, name: Medium}, {id: 3, name: Large}]
    bands:
      - {id: red, name: Red, colour: red, from: 6}
      - {id: amber, name: Amber, colour: amber, from: 3}
      - {id: green, name: Green, colour: green, from: 1}
change_control:
  - {change: due-moved, levels: action, by_up_to: 1 month, needs: nobody}
  - {change: any, needs: cabinet}
roles:
  - {id: finance-director, name: Director of Finance}
  - {id: leader, name: Leader, kind: member}
bodies:
  - {id: council, name: Council, kind: council, does: decides}
  - {id: cabinet, name: Cabinet, kind: executive, does: decides, reports_to: council}
  - {id: auditor, name: External Auditor, kind: auditor}
labels: [{id: quick, name: Quick win}]
periods:
  - {id: 2026-27-Q1, name: First quarter, as_of: 2026-06-30, covers: 2026/27 Q1}
instruments:
  - id: REVIEW
    kind: recommendations
    title: Review of financial management
    made_by: auditor
    made_on: 2026-01-20
    paragraphs:
      - {id: REVIEW/1, ref: R1, text: Reconcile the bank accounts every month}
measures:
  - id: M1
    title: Accounts reconciled
    unit: "%"
    better: higher
    targets: [{for: 2026/27, value: 100}]
    readings: [{for: 2026-06, value: 80}]
items:
  - id: FIN
    title: Financial management
    items:
      - id: FIN-1
        title: Monthly reconciliation
        owner: [finance-director, leader]
        labels: quick
        baseline: {due: 2026-09-30}
        due: 2026-10-31
        status: amber
        reason: Two accounts have no owner
        recovery: Owners named in July
        ratings: {confidence: high}
        answers: REVIEW/1
        measures: M1
risks:
  - id: R1
    title: Fraud goes unseen
    owner: finance-director
    scores:
      current: {likelihood: 2, impact: 3, score: 6, band: red}
      target: {likelihood: 1, impact: 3}
    mitigations: [{text: Reconciliation, item: FIN-1}]
change_requests:
  - id: CR-1
    raised: {by: finance-director, date: 2026-06-10}
    asks: [{change: due-moved, of: FIN-1, to: 2026-10-31}]
    reason: Two accounts have no owner
    decisions: [{outcome: approved, by: cabinet, date: 2026-06-24}]
meetings:
  - id: C-2026-02-25
    body: council
    date: 2026-02-25
    decisions: [{limb: 1, verb: approved, text: The Improvement Plan}]
commentary:
  - period: 2026-27-Q1
    summary: The first quarter went mostly as planned.
    stated: [{figure: actions.amber, value: 1, where: 3.2}]
"""


def _file(number: int) -> str:
    """Return a file of one row; the first twenty are done."""
    status = "done, completed: 2026-06" if number <= 20 else "on"
    return f"""\
-- plans/rows/{number:02}.yaml --
items: [{{id: A{number:02}, parent: T, title: Row {number:02}, status: {status}}}]
"""


SIXTY_FILES = """\
-- plans/plan.yaml --
plan:
  id: sixty
  format: 1
  council: Sixty Acre Council
  title: Improvement Plan
  levels:
    - {id: theme, name: Theme}
    - {id: action, name: Action, scale: progress}
scales:
  - id: progress
    name: Progress
    states:
      - {id: done, name: Done, colour: green, class: done}
      - {id: on, name: On course, colour: blue, class: on-course}
periods:
  - {id: 2026-27-Q1, name: First quarter, as_of: 2026-06-30}
items: [{id: T, title: Everything}]
""" + "".join(_file(number) for number in range(1, 60))

RECOMMENDATIONS = """\
-- plans/plan.yaml --
plan:
  id: dunmere
  format: 1
  council: Dunmere Council
  title: Response to the auditor
  levels:
    - {id: action, name: Action, scale: progress}
  counts:
    - {id: recommendations, name: Recommendations, of: paragraphs}
    - {id: actions, name: Actions, levels: action}
scales:
  - id: implemented
    name: Recommendation
    states:
      - {id: met, name: Implemented, colour: green, class: done}
      - {id: partly, name: Partly implemented, colour: amber, class: at-risk}
      - {id: not, name: Not implemented, colour: red, class: off-course}
  - id: progress
    name: Action
    states:
      - {id: done, name: Complete, colour: green, class: done}
      - {id: open, name: In hand, colour: amber, class: on-course}
roles:
  - {id: finance-director, name: Director of Finance}
  - {id: chief-executive, name: Chief Executive}
bodies:
  - {id: audit, name: Audit Committee, kind: audit, does: oversees}
  - {id: auditor, name: External Auditor, kind: auditor}
periods:
  - {id: 2026-27-Q1, name: June report, as_of: 2026-06-30}
instruments:
  - id: SR-2026
    kind: recommendations
    title: Auditor's annual report
    made_by: auditor
    made_on: 2026-02-02
    scale: implemented
    paragraphs:
      - id: SR-2026/1
        ref: R1
        text: Build a savings plan that closes the gap
        owner: finance-director
        status: partly
        reason: Two services have not named their savings
        recovery: Cabinet takes both services' savings in July
      - id: SR-2026/2
        ref: R2
        text: Review the minimum revenue provision policy
        owner: finance-director
        status: met
        signed_off: {by: audit, date: 2026-06-18}
      - id: SR-2026/3
        ref: R3
        text: Report company risks to members
        owner: chief-executive
        status: met
items:
  - {id: A1, title: List savings, answers: SR-2026/1, status: done, completed: 2026-05-01}
  - {id: A2, title: Agree savings, answers: SR-2026/1, status: open}
  - {id: A3, title: New policy, answers: SR-2026/2, status: done, completed: 2026-04-15}
  - {id: A4, title: Company report, answers: SR-2026/3, status: done, completed: 2026-06-02}
"""

UNSCORED = """\
-- plans/plan.yaml --
plan:
  id: pell
  format: 1
  council: Pell Council
  title: Improvement Plan
  levels:
    - {id: action, name: Action}
roles: [{id: chief-executive, name: Chief Executive}]
periods:
  - {id: 2026-27-Q1, name: First quarter, as_of: 2026-06-30}
items: [{id: A1, title: Recruit a finance team}]
risks:
  - id: R1
    title: Too few people
    owner: chief-executive
    description: Posts stay empty.
    mitigations: [{text: Recruitment, item: A1}]
  - {id: R2, title: Money runs out}
"""


@dataclass(frozen=True, slots=True)
class Other:
    """A plan, what `--quarter` takes, and a telling line of what the commands print of it."""

    text: str
    quarter: str
    checked: str
    on_the_screen: str
    in_the_paper: str


OTHERS = {
    "two levels": Other(
        TWO_LEVELS,
        "spring",
        "1 plan, 4 items, 1 file",
        "Steps: 3",
        "| ◆ In trouble | 1 | 33% |",
    ),
    "five levels": Other(
        FIVE_LEVELS,
        "2026-27-Q1",
        "1 plan, 7 items, 1 file",
        "Tasks: 3",
        "| Open the first hub (P1A1) · Milestone in Family hubs |",
    ),
    "other colours": Other(
        OTHER_COLOURS,
        "2026-27-Q1",
        "1 plan, 4 items, 1 file",
        "Actions: 3",
        "Worked out from its rows: ● Amber",
    ),
    "letters and a grid": Other(
        LETTERS,
        "2026-27-Q1",
        "1 plan, 1 item, 1 file",
        "B x ii Medium",
        "Risks (1): ◆ High 0 · ▲ Medium 1 · ● Low 0",
    ),
    "a scale by date": Other(
        BY_DATE,
        "2026-27-Q1",
        "1 plan, 5 items, 1 file",
        "Actions: 4",
        "| Close the tip (M3) · Action | 30 June 2026 | 1 October 2026 · 93 days later | ◆ Later |",
    ),
    "no periods": Other(
        NO_PERIODS,
        "2026/27 Q1",
        "1 plan, 2 items, 1 file",
        "Actions: 2",
        "| Facts as of | 30 June 2026 |",
    ),
    "one file": Other(
        ONE_FILE,
        "Q1 2026/27",
        "1 plan, 2 items, 1 file",
        "Fraud goes unseen",
        "| ▲ At risk | 1 | 100% |",
    ),
    "sixty files": Other(
        SIXTY_FILES,
        "2026-27-Q1",
        "1 plan, 60 items, 60 files",
        "Actions: 59",
        "| ✔ Done | 20 | 34% |",
    ),
    "recommendations": Other(
        RECOMMENDATIONS,
        "2026-27-Q1",
        "1 plan, 4 items, 1 file",
        "Recommendations: 3",
        "1 of the 2 rows that answer it is complete.",
    ),
    "no scores": Other(
        UNSCORED,
        "2026-27-Q1",
        "1 plan, 1 item, 1 file",
        "Money runs out",
        "Not scored",
    ),
}

each_plan = pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())


@each_plan
def test_validate_finds_nothing_wrong(tmp_path: Path, other: Other) -> None:
    ran = run("validate", "--fail-on", "note", here=write(tmp_path, other.text))

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"nothing wrong in {other.checked}; ")


@each_plan
def test_status_shows_the_plan(tmp_path: Path, other: Other) -> None:
    ran = run("status", "--as-of", "2026-06-30", here=write(tmp_path, other.text))

    assert (ran.code, ran.err) == (0, "")
    assert other.on_the_screen in ran.out


@each_plan
def test_the_paper_is_written_in_markdown(tmp_path: Path, other: Other) -> None:
    ran = run("report", "--quarter", other.quarter, here=write(tmp_path, other.text))

    assert (ran.code, ran.err) == (0, "")
    assert other.in_the_paper in ran.out


@each_plan
def test_the_paper_is_written_as_html(tmp_path: Path, other: Other) -> None:
    ran = run(
        *("report", "--quarter", other.quarter, "--format", "html"),
        here=write(tmp_path, other.text),
    )

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("<!DOCTYPE html>")
    assert "</html>" in ran.out


def test_an_amber_that_is_on_course_has_the_shape_of_what_is_on_course(tmp_path: Path) -> None:
    ran = run("report", "--quarter", "2026-27-Q1", here=write(tmp_path, OTHER_COLOURS))

    assert "| ● Amber (On track) | 1 | 33% |" in ran.out
    assert "| ■ Blue (Suspended) | 1 | 33% |" in ran.out
    assert "| **Complete or on track** | **2** | **67%** |" in ran.out


def test_what_is_suspended_does_not_pull_the_theme_down(tmp_path: Path) -> None:
    ran = run("report", "--quarter", "2026-27-Q1", here=write(tmp_path, OTHER_COLOURS))

    assert "| Housing (T) | ● Amber | ● Amber |" in ran.out


def test_three_months_to_the_day_is_not_more_than_three_months(tmp_path: Path) -> None:
    ran = run("report", "--quarter", "2026-27-Q1", here=write(tmp_path, BY_DATE))

    shown = "| 30 June 2026 | 30 September 2026 · 3 months later | ▲ Up to 3 months late |"
    assert f"| Open the bridge (M2) · Action {shown}" in ran.out


def test_a_recommendation_is_met_or_not_whatever_its_actions_and_signed_off_apart(
    tmp_path: Path,
) -> None:
    ran = run("report", "--quarter", "2026-27-Q1", here=write(tmp_path, RECOMMENDATIONS))

    assert "Status: ▲ Partly implemented" in ran.out
    assert "Signed off 18 June 2026 by Audit Committee." in ran.out
    assert ran.out.count("Signed off") == 1


def test_a_quarter_that_no_plan_declares_goes_by_its_own_tag(tmp_path: Path) -> None:
    ran = run("report", "--quarter", "2026/27 Q1", here=write(tmp_path, NO_PERIODS))

    assert "It is final once the plan has the tag tarn/2026-27-Q1." in ran.out


def test_the_paper_of_a_plan_of_one_level_tells_what_slipped(tmp_path: Path) -> None:
    plan = BY_DATE.replace("    - {id: theme, name: Theme}\n", "").replace(
        "  - id: M\n    title: Places\n    items:\n", ""
    )
    ran = run("report", "--quarter", "2026-27-Q1", here=write(tmp_path, plan))

    assert ran.code == 0
    assert "| 30 June 2026 | 1 October 2026 · 93 days later |" in ran.out
