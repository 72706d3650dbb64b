# ruff: noqa: E501 (an entry of a plan is one line)
"""Plans for papers, at two quarters, and the pages that are made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.history.period import periods_before
from ipcli.model.organisation import Period
from ipcli.papers import page as pages
from ipcli.papers.basis import Draft, basis
from support.plans import loaded

if TYPE_CHECKING:
    from ipcli.model.plan import Plan
    from ipcli.papers.basis import Basis

FULL_PLAN = """\
-- plans/plan.yaml --
plan:
  id: full
  format: 1
  council: Anytown Council
  title: Improvement Plan
  agreed: [{by: council, date: 2026-04-01}]
  follows: [{title: Recovery Plan, how: replaces, date: 2026-04-01}]
  levels:
    - {id: theme, name: Theme, scale: overall, rollup: shown}
    - {id: action, name: Action, scale: progress, ratings: risk-rating}
    - {id: step, name: Step, scale: progress}
  counts:
    - {id: actions, name: Actions, levels: action}
    - {id: risks, name: Risks, of: risks}
  costs:
    - {amount: 1500000, about: yes, kind: one-off, source: reserves, agreed: {by: council, date: 2026-04-01}}
scales:
  - id: overall
    name: Overall status
    states:
      - {id: green, name: Green, colour: green, class: on-course}
      - {id: amber, name: Amber, colour: amber, class: at-risk}
      - {id: red, name: Red, colour: red, class: off-course}
  - id: progress
    name: Progress
    states:
      - {id: complete, name: Complete, colour: blue, class: done}
      - {id: green, name: On course, colour: green, class: on-course, meaning: No slippage}
      - {id: amber, name: At risk, colour: amber, class: at-risk, pattern: hatched}
      - {id: red, name: Off course, colour: red, class: off-course}
      - {id: paused, name: Paused, colour: blue, class: stopped}
    totals: [{id: well, name: Complete or on course, states: [complete, green]}]
  - id: risk-rating
    name: Risk rating
    states: [{id: low, name: Low, colour: green}, {id: high, name: High, colour: red}]
risk_matrices:
  - id: register
    name: Register
    points: [{id: current, name: Current}, {id: target, name: Target}]
    likelihood: [{id: 1, name: Rare}, {id: 2, name: Possible}, {id: 3, name: Likely}, {id: 4, name: Certain}]
    impact: [{id: 1, name: Minor}, {id: 2, name: Moderate}, {id: 3, name: Major}, {id: 4, name: Critical}]
    bands: [{id: red, name: Red, colour: red, from: 12}, {id: amber, name: Amber, colour: amber, from: 6}, {id: green, name: Green, colour: green, from: 1}]
change_control:
  - {change: due-moved, levels: step, by_up_to: 1 month, needs: nobody}
  - {change: [due-moved, item-added, item-closed, reworded, links-changed], needs: cabinet}
roles:
  - {id: leader, name: Leader of the Council, kind: member}
  - {id: finance-director, name: Director of Finance}
bodies:
  - {id: council, name: Council, kind: council, does: decides}
  - {id: cabinet, name: Cabinet, kind: executive, does: decides}
  - {id: scrutiny, name: Scrutiny Committee, kind: scrutiny, does: oversees}
  - {id: auditor, name: External Auditor, kind: auditor}
  - {id: secretary-of-state, name: Secretary of State, kind: government}
periods:
  - {id: 2026-27-Q1, name: First quarter, as_of: 2026-06-30, covers: 2026/27 Q1, tag: full/2026-07}
  - {id: 2026-27-Q2, name: Second quarter, as_of: 2026-09-30, covers: 2026/27 Q2, tag: full/2026-10}
"""

FULL_BEFORE = (
    FULL_PLAN
    + """\
-- plans/items.yaml --
items:
  - id: FIN
    ref: 1
    title: Finance
    status: green
    items:
      - {id: FIN-1, ref: 1.1, title: Savings plan, owner: finance-director, status: green, baseline: {due: 2026-11}, due: 2026-11, answers: DIR/1}
      - {id: FIN-2, ref: 1.2, title: Old ledger, status: green}
      - {id: FIN-3, title: Close the accounts, status: green, baseline: {due: 2026-08-31}, due: 2026-08-31}
  - id: GOV
    ref: 2
    title: Governance
    status: green
    items:
      - {id: GOV-1, title: Constitution, status: green, baseline: {due: 2026-12-01}, due: 2026-12-01}
      - {id: GOV-2, title: Training, status: green, items: [{id: GOV-2-a, title: Members, status: green, baseline: {due: 2026-12-01}, due: 2026-12-01}]}
      - {id: GOV-3, title: Secret review, exempt: paragraph 3, status: green}
risks:
  - {id: R1, ref: R 1, title: Money runs out, scores: {current: {likelihood: 4, impact: 3}, target: {likelihood: 2, impact: 3}}}
  - {id: R2, title: People leave, scores: {current: {score: 4}}}
"""
)

FULL_AFTER = (
    FULL_PLAN
    + """\
-- plans/items.yaml --
items:
  - id: FIN
    ref: 1
    title: Finance
    status: amber
    reason: The savings plan is **late**.
    recovery: Cabinet sees it in December.
    owner: [finance-director, leader]
    opinions:
      - {by: auditor, date: 2026-09-15, state: red, text: Too optimistic., response: {by: cabinet, date: 2026-09-20, outcome: in-part, text: Dates were moved.}}
      - {by: auditor, date: 2026-09-15, text: Reserves are low.}
    items:
      - id: FIN-1
        ref: 1.1
        title: Savings plan
        owner: finance-director
        status: red
        reason: Two services had no plan.
        recovery: Both report in November.
        ratings: {risk-rating: {state: high, reason: Pay award}}
        baseline: {due: 2026-11}
        due: 2027-03
        answers: DIR/1
        updates: [{date: 2026-09-28, text: Draft seen by the auditor.}]
      - {id: FIN-2, ref: 1.2, title: Old ledger, status: green, closed: {kind: merged, date: 2026-09-01, into: FIN-4, text: The new system takes it in., request: CR-1}}
      - {id: FIN-3, title: Close the accounts, status: complete, baseline: {due: 2026-08-31}, due: 2026-08-31, completed: 2026-09-20}
      - {id: FIN-4, title: New system, illustrative: yes, status: green, baseline: {start: 2026-09-01, due: 2027-06-30}, start: 2026-09-01, due: 2027-06-30, forecast: 2027-07-31}
  - id: GOV
    ref: 2
    title: Governance
    status: green
    items:
      - {id: GOV-1, title: Constitution, status: green, baseline: {due: 2026-09-15}, due: 2026-09-15}
      - {id: GOV-2, title: Training, status: green, items: [{id: GOV-2-a, title: Members, status: green, baseline: {due: 2026-12-01}, due: 2026-12-15}]}
      - {id: GOV-3, title: Secret review, exempt: paragraph 3, status: paused}
      - {id: GOV-4, title: Standards, answers: [DIR/2, REC/1]}
instruments:
  - id: DIR
    kind: directions
    title: Directions to Anytown Council
    made_by: secretary-of-state
    made_on: 2026-03-16
    under: "Local Government Act 1999, s.15(5) and (6)"
    scale: progress
    paragraphs:
      - {id: DIR/1, title: Plan, text: Make a plan., clock: {within: 6 months}, extensions: [{length: 1 week, by: secretary-of-state}], met: [{date: 2026-09-25, by: council, text: Agreed.}], status: amber, reason: It came late., recovery: None is needed.}
      - {id: DIR/2, text: Report on delivery., clock: {every: 6 months, as_directed: yes}}
      - {id: DIR/3, text: "Nobody answers this long paragraph, which has no title of its own and therefore is headed by its number alone."}
      - {id: DIR/4, ref: 4, title: Stand ready, clock: ongoing, signed_off: {by: scrutiny, date: 2026-09-01}}
  - id: REC
    kind: statutory-recommendations
    title: Report in the public interest
    made_by: auditor
    made_on: 2026-06
    paragraphs: [{id: REC/1, title: Act together, clock: {within: 1 month}}]
  - {id: KEPT, kind: review, title: A review, made_by: auditor, made_on: 2026-01}
risks:
  - id: R1
    ref: R 1
    title: Money runs out
    description: Reserves may not last.
    owner: finance-director
    scores: {current: {likelihood: 2, impact: 4}, target: {likelihood: 2, impact: 3}}
    mitigations: [{text: A new system, item: FIN-4, owner: finance-director, due: 2027-06-30}, {text: Monthly forecasts.}]
    updates: [{date: 2026-09-01, text: Grant received.}]
  - id: R2
    title: People leave
    parent: R1
    scores: {current: {likelihood: 2, impact: 2, score: 6}}
    corrections: [{date: 2026-09-02, key: scores.current.score, from: 4, to: 6, reason: Was copied wrongly.}]
  - {id: R3, title: Data is lost, scores: {current: {band: amber, score: 2}}}
  - {id: R4, title: Not scored yet}
change_requests:
  - {id: CR-1, ref: 7, raised: {by: cabinet, date: 2026-08-01}, asks: [{change: item-closed, of: FIN-2, kind: merged, into: FIN-4}, {change: item-added, of: FIN-4}], reason: One system., decisions: [{outcome: approved, by: cabinet, date: 2026-09-01}]}
  - {id: CR-2, asks: [{change: due-moved, of: FIN-1, to: 2027-03}], reason: Too little time.}
  - {id: CR-3, asks: [{change: reworded, of: GOV-2}], decisions: [{outcome: approved, by: cabinet, date: 2026-09-01}]}
meetings:
  - id: CAB-2026-10-14
    body: cabinet
    date: 2026-10-14
    published_on: 2026-10-06
    papers:
      - title: Improvement Plan progress
        period: 2026-27-Q2
        item_number: 8
        key_decision: no
        front_sheet: [{label: Cabinet member, text: Leader of the Council}]
        summary: The plan has {actions.total} actions; {actions.green.percent} of them are on course. See {nothing.here}.
        recommendations: [{ref: 1.1, text: That progress be received.}, {text: That Council note it., to: council}]
        reasons: [Because it is due., Because *people* ask.]
        options: None.
        objectives: [A sound council, A well-run town]
        consultation: Scrutiny was asked.
        sections: [{heading: Background, text: [One., Two.]}]
        commissioners: {heading: Commissioners' view, text: Keep going., date: 2026-10-01}
        implications:
          - {name: Legal, text: The Act applies., verified: {by: leader, date: 2026-10-01}}
          - {name: Financial, text: None., verified: {by: finance-director}}
          - {name: Equality, text: None.}
        sign_offs: [{stage: Finance, by: finance-director, date: 2026-10-02, text: Cleared.}, {stage: Legal, by: leader}]
        appendices: [{ref: A, title: Monitoring tool, url: "https://example.org/tool", text: All rows}, {title: Letter, path: letter.md}]
        background: [{title: The plan}]
  - id: SCR-2026-09-10
    body: scrutiny
    date: 2026-09-10
    requests:
      - {id: SCR-2026-09-10/money, text: A note on reserves, to: finance-director, due: 2026-09-20}
      - {id: SCR-2026-09-10/people, text: A note on vacancies, by: leader}
      - {id: SCR-2026-09-10/done, text: A list, answered: {date: 2026-09-12}}
commentary:
  - period: 2026-27-Q2
    summary: A hard quarter.
    achievements: [{text: Accounts closed., completes: FIN-3}]
    issues: [Pay., Prices.]
    next: The budget.
  - {period: 2026-27-Q2, about: FIN, summary: Work goes on., issues: One., next: [More., Less.], achievements: [{text: A grant came., about: FIN-4}, Nothing else.]}
  - {period: 2026-27-Q2, about: FIN-1, summary: Two services., achievements: [One service done.], illustrative: yes}
  - {period: 2026-27-Q2, about: GOV-3, summary: Hush., exempt: paragraph 3}
  - {period: 2026-27-Q2, about: REC/1, lines: [First line., Second line.]}
  - {period: 2026-27-Q1, about: FIN, summary: Of the quarter before.}
"""
)

BARE_PLAN = """\
-- plans/plan.yaml --
plan:
  id: bare
  format: 1
  council: Anytown Council
  title: Action Plan
  levels: [{id: priority, name: Priority, plural: Priorities}, {id: action, name: Action}]
items:
  - {id: P1, title: Open the books, items: [{id: P1-1, title: Publish spending}]}
  - {id: P2, title: Listen}
"""


def plan_of(text: str) -> Plan:
    """Load the one plan of a text, which must have no errors."""
    found = loaded(text)
    errors = [str(each) for each in found.diagnostics if each.severity is Severity.ERROR]
    assert errors == [], errors
    (plan,) = found.plans.values()
    return plan


def basis_of(
    after: str, before: str | None = None, *, draft: bool = False, public: bool = False
) -> Basis:
    """Return the basis of the paper of the last period of a plan, or of a quarter without one."""
    plan = plan_of(after)
    periods = plan.periods_in_order or (
        Period.model_validate({"id": "2026-27-Q2", "name": "2026/27 Q2", "as_of": "2026-09-30"}),
    )
    return basis(
        plan,
        plans={plan.id: plan},
        before=plan_of(before) if before else None,
        period=periods[-1],
        previous=next(reversed(periods_before(plan, periods[-1], public=public)), None),
        revision=f"{plan.id}/2026-10 (1234567)",
        draft=Draft.of(plan, periods[-1]) if draft else None,
        public=public,
    )


def page(basis: Basis, suffix: str, name: str = "progress") -> str:
    """Return a paper, the progress paper for one, as Markdown (`md`) or HTML (`html`)."""
    return pages.page(basis, name, suffix)
