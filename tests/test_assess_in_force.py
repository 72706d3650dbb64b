from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ipcli.assess.in_force import (
    Life,
    appointment_life,
    in_force,
    instrument_of,
    life,
    lives,
)
from support.plans import loaded

if TYPE_CHECKING:
    from ipcli.model.plan import Plan

# Directions of 2022 that others replaced on 16 March 2023.
INSTRUMENTS = """
instruments:
  - id: DIR-2022
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2022-09-02
    functions:
      - {id: DIR-2022/finance, text: Finance, exercised_by: auditor}
      - id: DIR-2022/audit
        text: Audit
        exercised_by: auditor
        ended: {kind: revoked, date: 2022-12-31}
    appointments:
      - {role: auditor, from: 2022-10-01}
      - {role: leader, until: 2022-11}
      - {role: board, ended: {kind: withdrawn, date: 2022-09-30}}
      - {role: cabinet, until: {text: as long as it takes}}
    paragraphs:
      - id: DIR-2022/1
        text: Prepare a plan
        ended: {kind: met, date: 2022-12-02}
        paragraphs: [{id: DIR-2022/1a, text: With targets}]
      - {id: DIR-2022/2, text: Report on it, ended: {kind: revoked, date: {text: later}}}
  - id: DIR-2023
    kind: directions
    title: Expanded Directions
    made_by: secretary-of-state
    made_on: 2023-03-16
    replaces: DIR-2022
  - id: REVIEW
    kind: review
    title: Review
    made_by: auditor
    made_on: 2023-05
    in_force: {from: 2023-06-01, until: 2024-05-31}
    ended: {kind: withdrawn, date: 2023-12}
  - id: LETTER
    kind: notice
    title: Letter
    made_by: auditor
    made_on: {text: early, latest: 2023-01-24}
  - {id: OLD, kind: notice, title: Old, made_by: auditor, made_on: {text: once}, replaces: OLD}
  - {id: NEW, kind: notice, title: New, made_by: auditor, made_on: {text: once}, replaces: OLD}
"""


def small(text: str = INSTRUMENTS) -> Plan:
    found = loaded(text)
    assert not found.diagnostics
    return found.plans["small"]


@pytest.mark.parametrize(
    ("record", "first", "last", "ended_by"),
    [
        ("DIR-2022", "2022-09-02", "2023-03-15", "DIR-2023"),
        ("DIR-2023", "2023-03-16", None, ""),
        ("REVIEW", "2023-06-01", "2023-12-31", "withdrawn"),
        ("LETTER", "2023-01-24", None, ""),
        ("OLD", None, None, ""),  # neither itself nor one without a day replaces it
        ("DIR-2022/1", "2022-09-02", "2022-12-02", "met"),
        ("DIR-2022/1a", "2022-09-02", "2022-12-02", "met"),
        ("DIR-2022/2", "2022-09-02", "2023-03-15", "DIR-2023"),
        ("DIR-2022/finance", "2022-09-02", "2023-03-15", "DIR-2023"),
        ("DIR-2022/audit", "2022-09-02", "2022-12-31", "revoked"),
    ],
)
def test_the_life_of_an_instrument_and_its_parts(
    record: str, first: str | None, last: str | None, ended_by: str
) -> None:
    plan = small()
    expected = Life(
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        ended_by,
    )

    assert life(plan, record) == expected
    assert lives(plan)[record] == expected


def test_an_instrument_that_is_replaced_ends_the_day_before() -> None:
    plan = small()

    assert in_force(plan, "DIR-2022", on=date(2023, 3, 15))
    assert not in_force(plan, "DIR-2022", on=date(2023, 3, 16))
    assert in_force(plan, "DIR-2023", on=date(2023, 3, 16))


def test_nothing_is_in_force_before_its_first_day() -> None:
    assert not in_force(small(), "DIR-2022/1", on=date(2022, 9, 1))


def test_the_last_day_itself_is_in_force() -> None:
    plan = small()

    assert in_force(plan, "DIR-2022/audit", on=date(2022, 12, 31))
    assert not in_force(plan, "DIR-2022/audit", on=date(2023, 1, 1))


def test_what_is_no_instrument_is_never_in_force() -> None:
    plan = small()

    assert life(plan, "leader") is None
    assert not in_force(plan, "leader", on=date(2023, 1, 1))
    assert instrument_of(plan, "leader") is None


@pytest.mark.parametrize(
    ("at", "first", "last", "ended_by"),
    [
        (0, "2022-10-01", "2023-03-15", "DIR-2023"),
        (1, "2022-09-02", "2022-11-30", "until"),
        (2, "2022-09-02", "2022-09-30", "withdrawn"),
        (3, "2022-09-02", "2023-03-15", "DIR-2023"),
    ],
)
def test_an_appointment_ends_with_its_instrument_at_the_latest(
    at: int, first: str, last: str, ended_by: str
) -> None:
    plan = small()

    found = appointment_life(plan, "DIR-2022", plan.instruments["DIR-2022"].appointments[at])

    assert found == Life(date.fromisoformat(first), date.fromisoformat(last), ended_by)


def test_a_replacement_may_be_named_with_its_plan() -> None:
    plan = small(INSTRUMENTS.replace("replaces: DIR-2022", "replaces: DIR-2022@small"))

    assert not in_force(plan, "DIR-2022", on=date(2023, 3, 16))


def test_a_paragraph_outlives_an_instrument_that_could_not_be_read() -> None:
    plan = loaded("""
instruments:
  - id: DIR
    kind: no such kind
    paragraphs: [{id: DIR/1, text: Report, ended: {kind: revoked, date: 2023-05-01}}]
""").plans["small"]

    assert life(plan, "DIR/1") == Life(None, date(2023, 5, 1), "revoked")
