# ruff: noqa: E501 (an entry of a plan is one line)
from __future__ import annotations

import inspect
import typing

import pytest

from ipcli.assess.exempt import REFERENCES, exemptions, without_exempt
from ipcli.model.base import Part
from ipcli.model.header import Header
from ipcli.model.sections import ENTRY_MODELS
from ipcli.papers.catalogue import PAPERS
from support.papers import FULL_PLAN, basis_of, page, plan_of

BEFORE = (
    FULL_PLAN
    + """\
-- plans/items.yaml --
items:
  - id: T
    title: Open theme
    status: green
    items:
      - {id: A, title: Open action, status: green, baseline: {due: 2026-12-01}, due: 2026-12-01}
      - id: CANARY-1
        title: Canary one
        exempt: paragraph 3
        status: green
        items: [{id: CANARY-1-a, title: Canary below, status: green, baseline: {due: 2026-12-01}, due: 2026-12-01}]
      - {id: CANARY-4, title: Canary no longer, exempt: paragraph 1, status: green}
"""
)
AFTER = (
    FULL_PLAN
    + """\
-- plans/items.yaml --
items:
  - id: T
    title: Open theme
    status: green
    opinions: [{by: canary-role, date: 2026-09-01, text: Well done.}]
    items:
      - id: A
        title: Open action
        owner: [leader, canary-role]
        status: green
        depends_on: CANARY-1
        answers: [DIR/1, CANARY-2]
        raised_from: CANARY-1
        baseline: {due: 2026-12-01}
        due: 2027-01-31
        reason: More time.
        evidence: [{title: Canary evidence, exempt: paragraph 3}]
        updates: [{date: 2026-09-01, text: Open news.}, {date: 2026-09-02, text: Canary news., exempt: paragraph 3}]
      - {id: B, title: Old action, status: green, closed: {kind: merged, date: 2026-09-01, into: CANARY-1, request: CANARY-CR}}
      - id: CANARY-1
        title: Canary one
        exempt: paragraph 3
        status: red
        reason: Canary reason.
        answers: DIR/1
        items: [{id: CANARY-1-a, title: Canary below, status: green, baseline: {due: 2026-12-01}, due: 2027-03-01}]
      - {id: CANARY-4, title: Was secret, status: green}
  - {id: CANARY-3, title: Canary theme, exempt: paragraph 3, status: red}
instruments:
  - id: DIR
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2026-03-16
    paragraphs:
      - {id: DIR/1, title: Plan}
      - {id: DIR/2, title: Canary paragraph, exempt: paragraph 3, clock: {within: 9 months}}
  - {id: CANARY-2, kind: notice, title: Canary notice, exempt: paragraph 3, made_by: secretary-of-state, made_on: 2026-05-01, clock: {within: 9 months}}
risks:
  - {id: R1, title: Open risk, parent: CANARY-R, scores: {current: {score: 8}}, mitigations: [{text: Canary mitigation, item: CANARY-1}, {text: Open mitigation}]}
  - {id: CANARY-R, title: Canary risk, exempt: paragraph 3, scores: {current: {score: 12}}}
change_requests:
  - {id: CR-1, asks: [{change: due-moved, of: [A, CANARY-1-a]}], reason: Canary and others., decisions: [{outcome: approved, by: cabinet, date: 2026-09-01, text: Canary words.}]}
  - {id: CANARY-CR, exempt: paragraph 3, asks: [{change: item-closed, of: B}], reason: Canary closing.}
  - {id: CR-3, ref: Canary 3, asks: [{change: reworded, of: CANARY-1}], reason: Canary wording.}
roles: [{id: canary-role, name: Canary role, exempt: paragraph 1}]
meetings:
  - id: CAB
    body: cabinet
    date: 2026-10-14
    papers:
      - {title: Progress, period: 2026-27-Q2, cites: [DIR, CANARY-2], reasons: Open reasons.}
      - {title: Canary paper, exempt: paragraph 3, period: 2026-27-Q2}
    decisions: [{verb: agreed, text: Canary decision., about: [A, CANARY-1]}, {verb: noted, text: Open decision.}]
    requests: [{id: CAB/open, text: Open request}, {id: CAB/canary, text: Canary request, exempt: paragraph 3}]
commentary:
  - period: 2026-27-Q2
    summary: Open summary.
    achievements: [{text: Canary achievement., completes: CANARY-1}, {text: Open achievement., about: A}]
    stated: [{figure: actions.total, value: 1, about: CANARY-1}]
  - {period: 2026-27-Q2, about: CANARY-1, summary: Canary summary.}
  - {period: 2026-27-Q2, about: T, issues: Canary issue., exempt: paragraph 3}
waivers: [{rule: IP305, record: CANARY-1, reason: Canary waiver, approved: {by: leader, date: 2026-09-01}, expires: 2027-01-01}]
"""
)
WAS_SECRET = ("CANARY-4", "Was secret")


@pytest.mark.parametrize("suffix", ["md", "html"])
def test_nothing_exempt_reaches_a_public_paper(suffix: str) -> None:
    public = page(basis_of(AFTER, BEFORE, public=True), suffix).replace("CANARY-4", "")

    assert "canary" not in public.lower()
    assert "exempt" not in public.lower()
    assert "Open action" in public


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("suffix", ["md", "html"])
def test_every_public_paper_says_that_its_counts_are_of_what_is_public(
    name: str, suffix: str
) -> None:
    told = "Public: what may not be published is left out, of every count too"

    assert told in page(basis_of(AFTER, BEFORE, public=True), suffix, name)
    assert told not in page(basis_of(AFTER, BEFORE), suffix, name)


def test_what_is_public_now_is_shown_and_is_not_called_new() -> None:
    public = page(basis_of(AFTER, BEFORE, public=True), "md", "monitoring")

    assert "| Was secret (CANARY-4) · Action in Open theme |" in public


def test_nothing_exempt_is_left_in_a_public_plan() -> None:
    assert "Canary" in repr(plan_of(AFTER))
    assert "Canary" not in repr(without_exempt(plan_of(AFTER)))


def test_what_is_exempt_is_marked_in_a_paper_that_is_not_public() -> None:
    closed = page(basis_of(AFTER, BEFORE), "md")

    assert "Canary theme (CANARY-3) **Exempt: paragraph 3**" in closed
    assert "> **Not for publication: this paper holds exempt information" in closed


def test_what_was_exempt_before_is_not_in_a_public_change_log() -> None:
    log = basis_of(AFTER, BEFORE, public=True).log

    assert log is not None
    assert "CANARY-4" not in {entry.change.record for entry in log.entries}


def test_what_stands_in_something_exempt_is_exempt() -> None:
    assert exemptions(plan_of(AFTER))["CANARY-1-a"] == "paragraph 3"


def test_a_plan_without_exempt_records_is_left_as_it_is() -> None:
    plan = plan_of(FULL_PLAN)

    assert without_exempt(plan) == plan


def test_a_meeting_of_an_exempt_body_is_left_out() -> None:
    plan = plan_of(
        FULL_PLAN
        + """\
-- plans/more.yaml --
bodies: [{id: hush, name: Hush, exempt: paragraph 3}]
meetings: [{id: H-1, body: hush, date: 2026-09-01}]
"""
    )

    assert not without_exempt(plan).meetings


def rows(*keys: str) -> str:
    """Return the full plan with one row that has these keys, a line each."""
    above = "items:\n  - id: T\n    title: Theme\n    items:\n"
    row = "".join(f"        {key}\n" for key in keys)
    return f"{FULL_PLAN}-- plans/items.yaml --\n{above}      - id: A\n        title: Row\n{row}"


PARTS = {
    "update": "updates: [{date: 2026-06-01, text: Canary news%s}]",
    "evidence": "evidence: [{title: Canary letter, text: Canary%s}]",
}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
@pytest.mark.parametrize("suffix", ["md", "html"])
@pytest.mark.parametrize("name", ["progress", "changes", "monitoring", "themes"])
def test_a_part_that_has_become_exempt_is_in_no_public_paper(
    part: str, suffix: str, name: str
) -> None:
    made = basis_of(rows(part % ", exempt: paragraph 3"), rows(part % ""), public=True)

    assert "canary" not in page(made, suffix, name).lower()


def test_a_public_paper_does_not_count_an_update_that_has_become_exempt() -> None:
    part = PARTS["update"]

    made = basis_of(rows(part % ", exempt: paragraph 3"), rows(part % ""), public=True)

    assert made.log is not None
    assert made.log.entries == ()


def test_a_record_that_was_exempt_by_another_name_is_not_compared() -> None:
    before = rows("status: green", "exempt: paragraph 3").replace("id: A\n", "id: A-OLD\n")
    made = basis_of(rows("status: green", "was: A-OLD"), before, public=True)

    assert made.log is not None
    assert made.log.entries == ()


def test_what_a_hidden_body_must_agree_to_says_so_without_its_name() -> None:
    text = AFTER.replace("{id: cabinet, name: Cabinet,", "{id: cabinet, name: Cabinet, exempt: x,")

    public = page(basis_of(text, public=True), "md", "governance")

    assert "| (not public) |" in public
    assert "cabinet" not in public.lower()


def test_a_paper_with_an_exempt_update_says_that_it_is_not_for_publication() -> None:
    made = basis_of(rows("reason: Late", PARTS["update"] % ", exempt: paragraph 3"))

    assert "> **Not for publication: this paper holds exempt information (paragraph 3).**" in page(
        made, "md"
    )


def test_every_list_of_ids_is_known_to_be_one() -> None:
    words = {"consultation", "issues", "lines", "next", "objectives", "options", "reasons"}
    words |= {"summary", "text", "change", "was", "levels", "states", "ratings"}

    assert _lists_of_text() == words | (REFERENCES & _lists_of_text())


def _lists_of_text() -> set[str]:
    found: set[str] = set()
    waiting: list[type[Part]] = [*ENTRY_MODELS.values(), Header]
    seen: set[type[Part]] = set()
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        for key, field in model.model_fields.items():
            parts = _parts(field.annotation)
            waiting += parts
            if not parts and str(field.annotation) == "tuple[str, ...]":
                found.add(key)
    return found


def _parts(annotation: object) -> list[type[Part]]:
    if inspect.isclass(annotation) and issubclass(annotation, Part):
        return [annotation]
    return [part for each in typing.get_args(annotation) for part in _parts(each)]


@pytest.mark.parametrize("suffix", ["md", "html"])
@pytest.mark.parametrize("name", PAPERS)
def test_what_a_meeting_of_an_exempt_body_asked_for_is_in_no_public_paper(
    name: str, suffix: str
) -> None:
    panel = (
        "bodies:\n  - {id: canary-panel, name: Canary panel, kind: board, exempt: paragraph 3}\n"
    )
    asked = "-- plans/panel.yaml --\nmeetings: [{id: P-1, body: canary-panel, date: 2026-09-20, requests: [{id: P-1/r, text: Canary request, to: leader, due: 2026-10-30}]}]\n"
    plan = FULL_PLAN.replace("bodies:\n", panel) + asked

    assert "canary" not in page(basis_of(plan, public=True), suffix, name).lower()
    assert name != "progress" or "Canary request" in page(basis_of(plan), suffix, name)
