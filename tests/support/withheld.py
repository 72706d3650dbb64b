# ruff: noqa: E501 (an entry of a plan is one line)
"""A plan in which every record is named wherever one can be, and what it is with one made exempt."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from ipcli.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Data: TypeAlias = dict[str, Any]

TIED_PLAN = """\
-- plans/tied/plan.yaml --
plan:
  id: tied
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels:
    - {id: theme, name: Theme, scale: progress, rollup: shown}
    - {id: action, name: Action, scale: progress, ratings: pace}
    - {id: step, name: Step, scale: progress}
  agreed: [{by: council, date: 2026-04-01, meeting: M-OLD}]
  counts:
    - {id: actions, name: Actions, levels: action}
    - {id: late, name: Late ones, levels: action, labels: slow}
    - {id: risks, name: Risks, of: risks, labels: slow}
    - {id: gauges, name: Measures, of: measures}
    - {id: duties, name: Paragraphs, of: paragraphs}
  costs: [{amount: 1000, agreed: {by: council, date: 2026-04-01, meeting: M-OLD}}]
scales:
  - id: progress
    name: Progress
    states: [{id: complete, name: Complete, colour: blue, class: done}, {id: green, name: On course, colour: green, class: on-course}, {id: red, name: Off course, colour: red, class: off-course}]
  - {id: pace, name: Pace, states: [{id: low, name: Low, colour: green}, {id: high, name: High, colour: red}]}
risk_matrices:
  - {id: register, name: Register, likelihood: [{id: 1, name: Rare}, {id: 2, name: Likely}], impact: [{id: 1, name: Minor}, {id: 2, name: Major}], bands: [{id: red, name: Red, colour: red, from: 3}, {id: green, name: Green, colour: green, from: 1}]}
  - {id: other-register, name: Other register, bands: [{id: red, name: Red, colour: red, from: 3}, {id: green, name: Green, colour: green, from: 1}]}
change_control:
  - {change: reworded, labels: slow, needs: [board, leader], noted_by: scrutiny}
  - {change: [due-moved, item-added, links-changed, owner-changed], needs_one_of: [board, council]}
  - {change: any, needs: council}
roles:
  - {id: leader, name: Leader, kind: member}
  - {id: director, name: Director}
  - {id: envoy, name: Envoy, kind: envoy, posts: 1}
bodies:
  - {id: council, name: Council, kind: council, does: decides}
  - {id: board, name: Board, kind: board, does: decides, reports_to: [council, scrutiny]}
  - {id: scrutiny, name: Scrutiny, kind: scrutiny, does: oversees}
  - {id: auditor, name: Auditor, kind: auditor}
  - {id: department, name: Department, kind: government}
labels: [{id: slow, name: Slow, meaning: Takes long}, {id: new-money, name: New money, labels: slow}]
periods:
  - {id: 2026-27-Q1, name: First quarter, as_of: 2026-06-30, covers: 2026/27 Q1, tag: tied/2026-07}
  - {id: 2026-27-Q2, name: Second quarter, as_of: 2026-09-30, covers: 2026/27 Q2, tag: tied/2026-10}
items:
  - id: T
    title: Theme
    status: red
    reason: Two are late.
    recovery: In time.
    owner: [director, board]
    items:
      - id: A
        title: First action
        owner: [director, leader]
        status: red
        reason: One waits for two.
        recovery: More people.
        ratings: {pace: {state: high, reason: Slow.}}
        labels: [slow, new-money]
        baseline: {due: 2026-09-30}
        due: 2026-12-31
        answers: [DIR/1, REC]
        depends_on: [B, C@other]
        measures: M1
        raised_from: R-OLD
        evidence: [{title: Minutes, date: 2026-09-01, seen_by: auditor, text: Seen., url: "https://example.org/a"}]
        opinions: [{by: auditor, date: 2026-09-02, scale: progress, state: green, text: Fine., response: {by: director, date: 2026-09-03, outcome: noted, text: Good.}}]
        costs: [{amount: 50, agreed: {by: board, date: 2026-09-01, meeting: M-NEW}}]
        updates: [{date: 2026-09-05, text: News of A., by: director}]
        items:
          - {id: A-1, title: Its step, status: green, baseline: {due: 2026-10-01}, due: 2026-11-01, owner: envoy}
      - {id: B, title: Second action, status: green, owner: director, baseline: {due: 2026-12-01}, due: 2026-12-01, labels: slow, answers: DIR/1}
      - {id: C, title: Third action, status: green, owner: leader, closed: {kind: merged, date: 2026-08-01, into: B, request: CR-1, text: One is enough.}}
      - {id: D, title: Done action, status: complete, completed: 2026-09-10, assured: {by: auditor, date: 2026-09-14, text: Yes., evidence: A letter}, signed_off: {by: scrutiny, date: 2026-09-20}, raised_from: M-OLD/ask}
      - {id: E, title: Late action, status: green, baseline: {due: 2026-09-15}, due: 2026-09-15, forecast: 2026-11-30, depends_on: A, was: E-OLD}
  - {id: U, title: Other theme, status: green, items: [{id: F, title: Far action, status: green, raised_from: CR-1}]}
instruments:
  - id: DIR
    kind: directions
    title: Directions
    made_by: department
    made_on: 2026-03-16
    under: An Act
    replaces: DIR-OLD
    scale: progress
    functions: [{id: DIR/f, text: To hire, exercised_by: [envoy, department], held: exercised}]
    appointments: [{role: envoy, posts: 1, from: 2026-03-16, text: To watch.}]
    paragraphs:
      - {id: DIR/1, title: Make a plan, owed_by: council, clock: {within: 6 months}, extensions: [{length: 1 week, by: department, date: 2026-08-01, reason: Leave.}], met: [{date: 2026-09-18, by: board, text: Made.}], owner: director, status: red, reason: Late., recovery: Done now.}
      - {id: DIR/2, title: Report, clock: {every: 6 months}, paragraphs: [{id: DIR/2a, title: On money}, {id: DIR/2b, text: On people}]}
  - {id: DIR-OLD, kind: directions, title: Old directions, made_by: department, made_on: 2025-03-16, amends: REC, ended: {kind: replaced, date: 2026-03-15, into: DIR, by: department}}
  - {id: REC, kind: statutory-recommendations, title: Recommendations, made_by: auditor, made_on: 2026-06-01, sent_on: 2026-06-02, clock: {within: 1 month, beginning_with: sent_on}, signed_off: {by: scrutiny, date: 2026-09-01}}
risks:
  - {id: R1, ref: R 1, title: Money, owner: director, matrix: register, labels: slow, scores: {current: {likelihood: 2, impact: 2}}, mitigations: [{text: Save., item: A, owner: leader, due: 2027-01}, {text: Count.}], updates: [{date: 2026-09-01, text: Worse.}], opinions: [{by: auditor, date: 2026-09-02, text: High.}]}
  - {id: R2, title: People, parent: R1, owner: board, matrix: register, scores: {current: {likelihood: 1, impact: 1}}, corrections: [{date: 2026-09-01, key: scores.current.likelihood, from: 2, to: 1, reason: Copied wrongly., by: director}]}
  - {id: R3, title: Old risk, matrix: register, closed: {kind: merged, date: 2026-08-01, into: R1}}
  - {id: R-OLD, title: Fire, matrix: register, scores: {current: {likelihood: 2, impact: 1}}}
measures:
  - {id: M1, title: Invoices paid, owner: director, scale: progress, unit: "%", better: higher, targets: [{for: 2026/27, value: 95}], readings: [{for: 2026/27 Q1, value: 78, status: red}, {for: 2026/27 Q2, value: 80, status: green}]}
  - {id: M2, title: Trust, scale: progress, closed: {kind: replaced, date: 2026-08-01, into: M1}}
change_requests:
  - {id: CR-1, ref: 1, raised: {by: director, date: 2026-07-01}, asks: [{change: item-closed, of: C, kind: merged, into: B}], reason: One is enough., decisions: [{outcome: approved, by: council, date: 2026-08-01, meeting: M-NEW, limb: a}]}
  - {id: CR-2, ref: 2, asks: [{change: due-moved, of: [A, A-1]}], reason: More time., decisions: [{outcome: approved, by: board, date: 2026-08-02, text: For both.}]}
  - {id: CR-3, ref: 3, asks: [{change: owner-changed, of: A, from: leader, to: director}], reason: New post.}
  - {id: CR-4, ref: 4, asks: [{change: reworded, of: B}], decisions: [{outcome: approved, by: [board, leader], date: 2026-08-03}]}
meetings:
  - {id: M-OLD, body: council, date: 2026-06-01, requests: [{id: M-OLD/ask, text: A note on money, by: leader, to: director, due: 2026-07-01, answered: {date: 2026-09-01, meeting: M-NEW}}]}
  - id: M-NEW
    body: board
    date: 2026-09-02
    decisions: [{limb: a, verb: agreed, text: To merge., about: [C, B]}, {limb: b, verb: recommended, text: To go on., to: council}]
    requests: [{id: M-NEW/ask, text: A note on people, to: [envoy, leader], due: 2026-12-01}]
  - id: M-NEXT
    body: council
    date: 2026-10-20
    papers:
      - title: Progress
        period: 2026-27-Q2
        plans: tied
        cites: [DIR, REC]
        recommendations: [{text: That it be noted., to: council}]
        implications: [{name: Legal, text: None., verified: {by: leader, date: 2026-10-01}, cites: DIR/1}]
        sign_offs: [{stage: Finance, by: director, date: 2026-10-02}]
commentary:
  - period: 2026-27-Q2
    summary: Well on the whole.
    achievements: [{text: D is done., completes: D}, {text: Money came., about: T}]
    stated: [{figure: actions.total, value: 9, about: T}]
  - {period: 2026-27-Q2, about: A, summary: A is late.}
  - {period: 2026-27-Q2, about: REC, lines: Most is done.}
waivers: [{rule: IP305, record: T, reason: Known, approved: {by: leader, date: 2026-09-01}, expires: 2027-01-01}]
-- plans/other/plan.yaml --
plan: {id: other, format: 1, council: Anytown Council, title: Other Plan, levels: [{id: row, name: Row}]}
items:
  - {id: C, title: Row of the other plan, answers: DIR@tied, depends_on: A@tied}
  - {id: X, title: Taken over, closed: {kind: transferred, date: 2026-08-01, into: B@tied}}
"""


def tied() -> Data:
    """Return the plan as data; every scalar is a text."""
    return _read("plans/tied/plan.yaml")


def other() -> str:
    """Return the other plan of the same council, as text."""
    return f"-- plans/other/plan.yaml --\n{_written(_read('plans/other/plan.yaml'))}"


def earlier(data: Data) -> Data:
    """Return what a plan was a quarter ago: nothing closed, no date moved, other words."""
    then = copy.deepcopy(data)
    for item in entries(then["items"]):
        item.pop("closed", None)
        if "baseline" in item:
            item["due"] = item["baseline"]["due"]
        if item["id"] == "B":
            item["title"] = "Second thing"
        if item["id"] == "A":
            item["owner"], item["updates"], item["evidence"] = ["leader"], [], []
        if item.get("was"):
            item["id"] = item.pop("was")
    then["items"] = [each for each in then["items"] if each["id"] != "U"]
    for each in (*then["risks"], *then["measures"]):
        each.pop("closed", None)
    then["risks"][0]["scores"] = {"current": {"likelihood": "1", "impact": "1"}}
    return then


def entries(found: object) -> Iterator[Data]:
    """Yield every entry that has an id, at any depth."""
    if isinstance(found, dict):
        if "id" in found:
            yield found
        for value in found.values():
            yield from entries(value)
    elif isinstance(found, list):
        for value in found:
            yield from entries(value)


def records(data: Data) -> list[tuple[str, str]]:
    """Return the section and the id of each record that can be made exempt."""
    inner = {"states", "totals", "points", "likelihood", "impact", "bands"}
    found = []
    for section, below in data.items():
        if section not in {"plan", "change_control", "periods", "commentary", "waivers"}:
            flat = [{k: v for k, v in each.items() if k not in inner} for each in below]
            found += [(section, each["id"]) for each in entries(flat)]
    return found


def text_of(data: Data) -> str:
    """Return a plan as the text of its one file."""
    return f"-- plans/tied/plan.yaml --\n{_written(data)}"


_IDS = frozenset(
    {"about", "amends", "answers", "body", "by", "cites", "completes", "depends_on", "exercised_by"}
    | {"from", "id", "into", "item", "labels", "made_by", "matrix", "measures", "meeting", "needs"}
    | {"needs_one_of", "noted_by", "of", "owed_by", "owner", "parent", "raised_from", "ratings"}
    | {"record", "replaces", "reports_to", "request", "role", "scale", "seen_by", "to", "was"}
)
_WORDS = frozenset(
    {"description", "meaning", "minutes", "name", "reason", "recovery", "ref", "summary", "text"}
    | {"title", "under", "unit", "lines"}
)
CANARY = "CANARY"


def canary(data: Data, record_id: str) -> Data:
    """Return a plan with another id for one record, wherever it is named, and other words in it."""
    above, stroke, _ = record_id.partition("/")
    new = f"{above}{stroke}{CANARY}" if stroke else CANARY

    def named(key: str, text: str) -> str:
        if key not in _IDS:
            return text
        if text == record_id or text.startswith((f"{record_id}/", f"{record_id}@")):
            return new + text[len(record_id) :]
        return text

    found: Data = _each_text(copy.deepcopy(data), named)
    for entry in entries({key: found[key] for key in found if key != "plan"}):
        if entry["id"] == new:
            entry.update(_each_text(entry, _scrambled))
    for item in found["items"]:
        for each in entries(item):
            if record_id in each.get("ratings", {}):
                each["ratings"][new] = each["ratings"].pop(record_id)
    return found


def _scrambled(key: str, text: str) -> str:
    return f"Canary {text}" if key in _WORDS else text


def each_words(data: Data, function: Callable[[str], str]) -> Data:
    """Return a plan with a function done to each of its words; ids and dates stay."""
    found: Data = _each_text(data, lambda key, text: function(text) if key in _WORDS else text)
    return found


def exempt(data: Data, record_id: str, *, bare: bool = False) -> Data:
    """Return a plan with a record made exempt; `bare`: and with all that it says left out."""
    found = copy.deepcopy(data)
    for entry in entries({key: found[key] for key in found if key != "plan"}):
        if entry["id"] == record_id:
            if bare:
                _strip(entry)
            entry["exempt"] = "paragraph 3"
    return found


_KEPT = frozenset(
    {"id", "title", "name", "kind", "made_by", "made_on", "body", "date", "asks", "states", "bands"}
    | {"likelihood", "impact", "points", "exercised_by", "parent", "matrix", "was"}
)


def _strip(entry: Data) -> None:
    below = {"items", "paragraphs", "functions", "requests"}
    for key in set(entry) - _KEPT - below - ({"text"} if "/" in entry["id"] else set()):
        del entry[key]
    for key in below & set(entry):
        for each in entry[key]:
            _strip(each)


def _each_text(found: Any, function: Callable[[str, str], str], key: str = "") -> Any:  # noqa: ANN401 (any data)
    if isinstance(found, dict):
        return {each: _each_text(value, function, each) for each, value in found.items()}
    if isinstance(found, list):
        return [_each_text(value, function, key) for value in found]
    return function(key, found)


def _read(path: str) -> Data:
    [file] = [each for each in Tree.of_text(TIED_PLAN).files if each.path == path]
    found: Data = yaml.load(file.read(), Loader=yaml.BaseLoader)  # noqa: S506 (texts only)
    return found


def _written(data: Data) -> str:
    return yaml.dump(data, sort_keys=False, width=1_000_000)
