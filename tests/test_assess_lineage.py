from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.lineage import Link, predecessors, successors
from support.plans import loaded

if TYPE_CHECKING:
    from ipcli.load import Loaded

# A was merged into B, which was split into C and D; C went into a plan of its own.
PLANS = """
items:
  - {id: A, title: A, closed: {kind: merged, date: 2026-05-01, into: B}}
  - {id: B, title: B, closed: {kind: replaced, date: 2026-06-01, into: [C, D]}}
  - {id: C, title: C, closed: {kind: transferred, date: 2026-07-01, into: X@later}}
  - {id: D, title: D, closed: {kind: transferred, date: 2026-07-01, outside: the Corporate Plan}}
  - {id: E, title: E, closed: {kind: merged, date: 2026-07-01, into: F}}
  - {id: F, title: F, closed: {kind: merged, date: 2026-07-01, into: E}}
  - {id: G, title: G, closed: {kind: merged, date: 2026-07-01, into: [NOWHERE, Y@another]}}
  - {id: H, title: H, closed: {kind: delivered, date: 2026-07-01}}
instruments:
  - id: DIR
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2026-03-16
    ended: {kind: replaced, date: 2026-06-30, into: DIR-2}
  - {id: DIR-2, kind: directions, title: Others, made_by: secretary-of-state, made_on: 2026-07-01}
-- later/plan.yaml --
plan: {id: later, format: 1, council: Anytown, title: Later, levels: [{id: theme, name: Theme}]}
items:
  - {id: X, title: X}
"""


def plans() -> Loaded:
    found = loaded(PLANS)
    assert not found.diagnostics
    return found


def forwards(record: str) -> tuple[Link, ...]:
    found = plans().plans
    return successors(found["small"], record, plans=found)


def test_a_closed_item_is_followed_to_the_end_nearest_first() -> None:
    assert [(link.record, link.into or link.outside, link.kind) for link in forwards("A")] == [
        ("A@small", "B@small", "merged"),
        ("B@small", "C@small", "replaced"),
        ("B@small", "D@small", "replaced"),
        ("C@small", "X@later", "transferred"),
        ("D@small", "the Corporate Plan", "transferred"),
    ]


def test_a_successor_that_is_not_kept_here_is_not_known() -> None:
    assert [(link.into, link.known) for link in forwards("G")] == [
        ("NOWHERE@small", False),
        ("Y@another", False),
    ]
    assert [link.known for link in forwards("C")] == [True]
    assert [link.known for link in forwards("D")] == [False]


def test_a_circle_is_walked_once() -> None:
    assert [(link.record, link.into) for link in forwards("E")] == [
        ("E@small", "F@small"),
        ("F@small", "E@small"),
    ]


def test_what_is_open_or_delivered_or_not_there_has_no_successor() -> None:
    assert forwards("H") == forwards("DIR-2") == forwards("leader") == forwards("NOWHERE") == ()


def test_an_instrument_that_ended_is_followed_too() -> None:
    assert [(link.into, link.kind) for link in forwards("DIR")] == [("DIR-2@small", "replaced")]


def test_the_line_back_crosses_plans() -> None:
    found = plans().plans

    links = predecessors(found["later"], "X", plans=found)

    assert [link.record for link in links] == ["C@small", "B@small", "A@small"]


def test_a_circle_is_walked_back_once() -> None:
    found = plans().plans

    links = predecessors(found["small"], "E", plans=found)

    assert [(link.record, link.into) for link in links] == [
        ("F@small", "E@small"),
        ("E@small", "F@small"),
    ]


def test_a_record_that_nothing_went_into_has_no_predecessor() -> None:
    found = plans().plans

    assert predecessors(found["small"], "A", plans=found) == ()
