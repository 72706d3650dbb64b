from __future__ import annotations

from datetime import date

import pytest

from ipcli.assess.completion import Completion, completion, completions
from support.plans import loaded

TODAY = date(2026, 9, 30)
REPORT = """
instruments:
  - id: REC
    kind: recommendations
    title: Recommendations
    made_by: auditor
    made_on: 2026-03-16
    scale: progress
    paragraphs:
      - {id: REC/1, text: Close the gap, paragraphs: [{id: REC/1a, text: By savings}], KEYS}
items:
  - id: T
    title: Finance
    items:
"""


def completed(items: str = "", keys: str = "status: green") -> Completion:
    nothing = "      - {id: NOTHING, title: Something else}\n"
    found = loaded(REPORT.replace("KEYS", keys) + nothing + items)
    assert not found.diagnostics
    told = completion(found.plans["small"], "REC/1", today=TODAY)
    assert told
    return told


@pytest.mark.parametrize(
    ("items", "actions", "done"),
    [
        ("", (), ()),
        ("{id: A, title: A, answers: REC/1, status: complete}", ("A",), ("A",)),
        ("{id: A, title: A, answers: REC/1a, status: green}", ("A",), ()),
        (
            """{id: A, title: A, answers: REC/1, status: green,
        items: [{id: S, title: S, answers: REC/1, status: complete}]}""",
            ("A",),  # the topmost
            (),
        ),
        (
            """{id: A, title: A, level: theme, answers: REC/1, items: [
          {id: S, title: S, level: action, status: complete},
          {id: Q, title: Q, level: action, completed: 2026-05-01},
          {id: R, title: R, level: action, closed: {kind: merged, date: 2026-05-01, into: S}}]}""",
            ("A",),
            ("A",),  # its level has no status: all that stands in it is done
        ),
        (
            """{id: A, title: A, answers: REC/1, items: [
          {id: S, title: S, status: complete}]}""",
            ("A",),
            (),  # its own status is not recorded
        ),
        ("{id: A, title: A, answers: REC/1}", ("A",), ()),
        (
            """{id: A, title: A, answers: REC/1,
        closed: {kind: merged, date: 2026-05-01, outside: elsewhere}}""",
            (),
            (),
        ),
    ],
)
def test_the_actions_of_a_recommendation(
    items: str, actions: tuple[str, ...], done: tuple[str, ...]
) -> None:
    found = completed(f"      - {items}" if items else "")

    assert (found.actions, found.done) == (actions, done)
    assert found.actions_complete is (bool(actions) and actions == done)


@pytest.mark.parametrize(
    ("keys", "met"),
    [
        ("status: complete", True),
        ("status: green", False),
        ("ended: {kind: met, date: 2026-05-01}", True),
        ("ended: {kind: withdrawn, date: 2026-05-01}", False),
        ("met: [{date: 2026-05-01}]", True),
        ("owner: leader", False),
        ("clock: {within: 1 month}", False),
        ("clock: {within: 1 month}, met: [{date: 2026-05-01}]", True),  # late, but met
        ("clock: {every: 1 year, until: 2027-04-01}, met: [{date: 2027-03-16}]", True),
        ("clock: {every: 1 year}, met: [{date: 2027-03-16}]", False),  # it goes on
        ("clock: ongoing, met: [{date: 2026-05-01}]", False),
    ],
)
def test_a_recommendation_is_met_apart_from_its_actions(keys: str, *, met: bool) -> None:
    assert completed(keys=keys).met is met


@pytest.mark.parametrize(
    ("keys", "signed_off"),
    [
        ("status: complete", False),
        ("signed_off: {by: scrutiny, due: 2026-12}", False),
        ("signed_off: {by: scrutiny, date: 2026-09-01}", True),
    ],
)
def test_complete_is_not_signed_off(keys: str, *, signed_off: bool) -> None:
    found = completed(keys=keys)

    assert found.signed_off is signed_off
    assert (found.signed_off_on is not None) is signed_off


def test_all_recommendations_at_once() -> None:
    text = REPORT.replace("KEYS", "ref: 1") + "      - {id: A, title: A, answers: [REC/1, REC/1a]}"
    plan = loaded(text).plans["small"]

    found = completions(plan, today=TODAY)

    assert {record: each.actions for record, each in found.items()} == {
        "REC/1": ("A",),
        "REC/1a": ("A",),
    }
    assert found["REC/1"] == completion(plan, "REC/1", today=TODAY)


def test_what_is_no_recommendation_has_no_completion() -> None:
    assert (
        completion(loaded(REPORT.replace("KEYS", "ref: 1")).plans["small"], "T", today=TODAY)
        is None
    )
