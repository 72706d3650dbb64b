from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipcli.assess.standing import (
    class_of,
    duty_state_of,
    is_done,
    is_open,
    left_the_plan,
    scale_of_duty,
    state_of,
)
from ipcli.model.scale import StateClass
from support.plans import loaded

if TYPE_CHECKING:
    from ipcli.model.plan import Plan

ITEMS = """
items:
  - id: T
    title: Finance
    status: green
    items:
      - {id: GREEN, title: Savings plan, status: green}
      - {id: FULL, title: Budget book, status: progress/complete}
      - {id: NONE, title: Reserves}
      - {id: WRONG, title: Balances, status: purple}
      - {id: COMPLETED, title: Accounts, completed: 2026-07-01}
      - id: DELIVERED
        title: Old plan
        closed: {kind: business-as-usual, date: 2026-05-07}
        items:
          - {id: BELOW-DELIVERED, title: Old step}
      - id: MERGED
        title: Other plan
        closed: {kind: merged, date: 2026-05-07, into: GREEN}
        items:
          - id: BELOW-MERGED
            title: Other step
          - id: OWN
            title: A step that was delivered before
            closed: {kind: delivered, date: 2026-04-01}
"""


def small(text: str) -> Plan:
    found = loaded(text)
    assert not found.diagnostics
    return found.plans["small"]


@pytest.mark.parametrize(
    ("item", "class_"),
    [
        ("GREEN", StateClass.ON_COURSE),
        ("FULL", StateClass.DONE),
        ("NONE", None),
        ("WRONG", None),
        ("T", None),  # the level has no scale
    ],
)
def test_the_class_of_the_recorded_state(item: str, class_: StateClass | None) -> None:
    plan = small(ITEMS)

    assert class_of(plan, plan.items[item]) is class_


def test_a_state_of_another_scale_is_named_in_full() -> None:
    plan = small("""
scales: [{id: steps, name: Steps, states: [{id: begun, name: Begun, colour: blue}]}]
items: [{id: T, title: Finance, items: [{id: A, title: Savings plan, status: steps/begun}]}]
""")

    state = state_of(plan, plan.items["A"])

    assert state
    assert state.name == "Begun"


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ("GREEN", None),
        ("DELIVERED", "business-as-usual"),
        ("BELOW-DELIVERED", "business-as-usual"),
        ("BELOW-MERGED", "merged"),
        ("OWN", "delivered"),  # its own closing comes before that of what it stands in
    ],
)
def test_closing_an_item_closes_what_is_below_it(item: str, kind: str | None) -> None:
    closed = small(ITEMS).closings.get(item)

    assert (closed.kind if closed else None) == kind


def test_an_item_is_open_until_it_or_one_above_is_closed() -> None:
    plan = small(ITEMS)

    assert {each for each in plan.items if is_open(plan, each)} == {
        *("T", "GREEN", "FULL", "NONE", "WRONG", "COMPLETED")
    }


def test_what_is_closed_as_delivered_has_not_left_the_plan() -> None:
    plan = small(ITEMS)

    assert {each for each in plan.items if left_the_plan(plan, each)} == {"MERGED", "BELOW-MERGED"}


def test_done_is_completed_in_a_done_state_or_delivered() -> None:
    plan = small(ITEMS)

    assert {item.id for item in plan.items.values() if is_done(plan, item)} == {
        *("FULL", "COMPLETED", "DELIVERED", "BELOW-DELIVERED", "OWN")
    }


INSTRUMENT = """
instruments:
  - id: REC
    kind: recommendations
    title: Recommendations
    made_by: auditor
    made_on: 2026-01-05
    scale: progress
    status: amber
    paragraphs:
      - {id: REC/1, text: Gap, paragraphs: [{id: REC/1a, text: By savings, status: green}]}
  - {id: DIR, kind: notice, title: N, made_by: auditor, made_on: 2026-01-05, status: green}
"""


@pytest.mark.parametrize(
    ("record", "state"), [("REC/1a", "green"), ("REC", "amber"), ("REC/1", None), ("DIR", None)]
)
def test_a_paragraph_is_judged_on_the_scale_of_its_instrument(
    record: str, state: str | None
) -> None:
    plan = small(INSTRUMENT)
    duty = plan.paragraphs.get(record) or plan.instruments[record]

    found = duty_state_of(plan, duty)

    assert (found.id if found else None) == state


def test_what_is_no_paragraph_has_no_scale() -> None:
    assert scale_of_duty(small(INSTRUMENT), "leader") is None
