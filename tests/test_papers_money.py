"""What something costs, what somebody is paid, and who agreed the plan and its revisions."""

from __future__ import annotations

import pytest

from support.papers import FULL_PLAN, basis_of, page

ROW = """\
-- plans/items.yaml --
items:
  - {id: T, title: Theme, status: green}
  - id: A
    parent: T
    title: Publish the plan
    level: action
    status: green
    costs: [{amount: 20000, kind: yearly, for: 2026/27, source: reserves}, {text: Officers' time.}]
"""
ORDER = """\
-- plans/orders.yaml --
instruments:
  - id: ORDER
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2026-01-02
    appointments:
      - {role: auditor, from: 2026-01-02, text: To watch., PAY}
"""


def test_what_a_row_costs_stands_in_the_monitoring_table() -> None:
    paper = page(basis_of(FULL_PLAN + ROW), "md", "monitoring")

    assert "Cost: £20,000 a year for 2026/27, from reserves." in paper
    assert "Cost: An amount that is not stated. Officers' time." in paper


@pytest.mark.parametrize(
    ("pay", "told"),
    [
        ("day_rate: 1100, days_a_year: 150", "To watch. £1,100 a day, at most 150 days a year."),
        ("day_rate: 1100.50", "To watch. £1,100.50 a day."),
        ("days_a_year: 1", "To watch. At most 1 day a year."),
        ("posts: 1", "To watch. |"),
    ],
)
def test_what_an_appointment_is_paid_stands_in_the_directions(pay: str, told: str) -> None:
    paper = page(basis_of(FULL_PLAN + ORDER.replace("PAY", pay)), "md", "directions")

    assert told in paper.replace("<br>", " ")


def test_each_revision_of_the_plan_that_was_agreed_is_told() -> None:
    once = "agreed: [{by: council, date: 2026-04-01}]"
    twice = "agreed: [{by: council, date: 2026-04-01}, {by: cabinet, date: 2026-08-03}]"

    paper = page(basis_of(FULL_PLAN.replace(once, twice)), "md")

    assert "| Plan agreed | Council, 1 April 2026 |" in paper
    assert "| Revision agreed | Cabinet, 3 August 2026 |" in paper


@pytest.mark.parametrize(
    ("cost", "told"),
    [
        ("amount: 1250.50, source: Treasury.", "Cost: £1,250.50, from Treasury."),
        ("kind: ceiling, for: 2026/27", "Cost: An amount that is not stated for 2026/27."),
        ("amount: 1000, about: yes, kind: ceiling", "Cost: About £1,000 at most."),
    ],
)
def test_money_is_written_as_people_write_it(cost: str, told: str) -> None:
    text = ROW.replace(
        "{amount: 20000, kind: yearly, for: 2026/27, source: reserves}", f"{{{cost}}}"
    )

    assert f"{told}" in page(basis_of(FULL_PLAN + text), "md", "monitoring")
