from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from ipcli.assess.computed import (
    computed_reading_state,
    computed_state,
    last_reading,
    measure_state,
    recorded_reading_state,
    standing_state,
    target_for,
    tolerance,
)
from support.plans import loaded

if TYPE_CHECKING:
    from ipcli.model.plan import Plan
    from ipcli.model.risk import Measure

TODAY = date(2026, 9, 30)
PLAN = """
-- plans/plan.yaml --
plan:
  id: dated
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: [{id: action, name: Action, scale: SCALE}]
scales:
  - id: by-dates
    name: By dates
    states:
      - {id: done, name: Done, colour: blue, class: done, when: completed}
      - {id: ahead, name: Not started, colour: grey, class: not-started, when: not-started}
      - {id: judged, name: Of concern, colour: purple, class: at-risk}
      - {id: green, name: On time, colour: green, class: on-course, when: on-time}
      - {id: yellow, name: A little, colour: yellow, class: at-risk, when: {late_under: 3 weeks}}
      - {id: amber, name: More, colour: amber, class: at-risk, when: {late_up_to: 3 months}}
      - {id: red, name: Late, colour: red, class: off-course, when: otherwise}
  - id: odd
    name: A slip in the length
    against: due
    states:
      - {id: late, name: Late, colour: amber, class: at-risk, when: {is: late_under}}
      - {id: met, name: Met, colour: green, class: on-course, when: target-met}
  - id: finished-or-not
    name: Finished or not
    states:
      - {id: done, name: Done, colour: blue, class: done, when: completed}
      - {id: open, name: Open, colour: white, class: on-course, when: otherwise}
  - id: judged
    name: Judged
    states: [{id: green, name: Green, colour: green, class: on-course}]
"""


def dated(scale: str, keys: str) -> Plan:
    text = PLAN.replace("SCALE", scale) + f"items: [{{id: A, title: Savings plan, {keys}}}]"
    found = loaded(text)
    assert not found.diagnostics
    return found.plans["dated"]


@pytest.mark.parametrize(
    ("keys", "state"),
    [
        ("completed: 2026-05-01", "done"),
        ("closed: {kind: delivered, date: 2026-05-01}", "done"),
        ("closed: {kind: merged, date: 2026-05-01, outside: x}, due: 2027-01-01", "green"),
        ("start: 2026-10, due: 2027-01-01", "ahead"),
        ("start: 2026-09-30, due: 2027-01-01", "green"),
        ("start: {text: soon}, due: 2027-01-01", "green"),
        ("start: 2026-10, completed: 2026-09-01", "done"),
        ("due: 2026-09-30", "green"),
        ("due: ongoing", "green"),
        ("due: 2026-09-29", "yellow"),
        ("due: 2026-09-10", "yellow"),  # twenty days
        ("due: 2026-09-09", "amber"),  # three weeks to the day: the boundary is left out
        ("due: 2026-06-30", "amber"),  # three months to the day: the boundary is taken in
        ("due: 2026-06-29", "red"),
        ("due: 2026-12-31, baseline: {due: 2026-06-29}", "red"),  # against the baseline
        ("due: {text: in due course}", None),  # not known, and `otherwise` would be a guess
        ("owner: someone", None),
    ],
)
def test_the_first_state_that_holds_is_the_computed_one(keys: str, state: str | None) -> None:
    plan = dated("by-dates", keys)

    found = computed_state(plan, plan.items["A"], today=TODAY)

    assert (found.id if found else None) == state


def test_an_ongoing_item_is_within_every_lateness_of_a_scale() -> None:
    plan = dated("by-dates", "due: ongoing")
    late = "      - {id: green, name: On time, colour: green, class: on-course, when: on-time}\n"
    plan = loaded(
        PLAN.replace("SCALE", "by-dates").replace(late, "")
        + "items: [{id: A, title: Monitoring, due: ongoing}]"
    ).plans["dated"]

    found = computed_state(plan, plan.items["A"], today=TODAY)

    assert found
    assert found.id == "yellow"


@pytest.mark.parametrize(
    ("scale", "keys", "state"),
    [
        ("finished-or-not", "owner: x", "open"),  # asks for no date, so none need be known
        ("odd", "due: 2026-01-01", None),
        ("judged", "due: 2026-01-01", None),
        ("none", "due: 2026-01-01", None),
    ],
)
def test_what_cannot_be_judged_does_not_hold(scale: str, keys: str, state: str | None) -> None:
    plan = dated(scale, keys)

    found = computed_state(plan, plan.items["A"], today=TODAY)

    assert (found.id if found else None) == state


@pytest.mark.parametrize(("status", "state"), [("status: judged, ", "judged"), ("", "green")])
def test_an_item_counts_with_its_recorded_state_else_the_computed_one(
    status: str, state: str
) -> None:
    plan = dated("by-dates", f"{status}due: 2027-01-01")

    found = standing_state(plan, plan.items["A"], today=TODAY)

    assert found
    assert found.id == state


MEASURES = """
scales:
  - id: kpi
    name: Measure
    states:
      - {id: met, name: Met, colour: green, class: on-course, when: target-met}
      - {id: near, name: Near, colour: amber, class: at-risk, when: within-tolerance}
      - {id: missed, name: Missed, colour: red, class: off-course, when: target-missed}
      - {id: unknown, name: Not assessed, colour: grey, class: not-assessed, when: not-assessed}
  - id: two
    name: Met or not
    states:
      - {id: met, name: Met, colour: green, class: on-course, when: target-met}
      - {id: odd, name: Odd, colour: white, class: on-course, when: on-time}
      - {id: rest, name: Not met, colour: red, class: off-course, when: otherwise}
measures:
"""


def measured(keys: str) -> tuple[Plan, Measure]:
    found = loaded(f"{MEASURES}  - {{id: M, title: Trust, {keys}}}")
    assert not found.diagnostics
    plan = found.plans["small"]
    return plan, plan.measures["M"]


READINGS = (
    "readings: [{for: 2024/25 Q2, value: 2}, {for: 2024/25 Q1, value: 1}, {for: {text: once}}]"
)


@pytest.mark.parametrize(
    ("up_to", "value"), [("2024-06-29", None), ("2024-06-30", 1), ("2024-09-30", 2)]
)
def test_the_last_reading_up_to_a_day(up_to: str, value: int | None) -> None:
    _, measure = measured(READINGS)

    reading = last_reading(measure, up_to=date.fromisoformat(up_to))

    assert (reading.value if reading else None) == value


TARGETS = "targets: [{for: 2025/26, value: 60}, {for: 2024/25, value: 50}, {for: {text: later}}], "


@pytest.mark.parametrize(
    ("time", "value"),
    [("2024/25 Q1", 50), ("2024/25", 50), ("2025-04", 60), ("2027", 60), ("{text: once}", 60)],
)
def test_a_reading_is_held_against_the_target_it_is_on_its_way_to(time: str, value: int) -> None:
    _, measure = measured(f"{TARGETS}readings: [{{for: {time}, value: 1}}]")

    target = target_for(measure, measure.readings[0])

    assert target
    assert target.value == value


def test_there_is_no_target_where_none_is_dated() -> None:
    _, measure = measured("targets: [{for: {text: later}, value: 1}], readings: [{for: 2024}]")

    assert target_for(measure, measure.readings[0]) is None


@pytest.mark.parametrize(
    ("written", "within"),
    [("5%", "10"), ("2.5", "2.5"), ("a little", None), ("-1", None), ("Infinity", None)],
)
def test_a_tolerance_is_a_number_or_a_share_of_the_target(written: str, within: str | None) -> None:
    _, measure = measured(f'tolerance: "{written}"')

    assert tolerance(measure, Decimal(-200)) == (Decimal(within) if within else None)


def test_without_a_tolerance_nothing_is_within_it() -> None:
    _, measure = measured("unit: per cent")

    assert tolerance(measure, Decimal(200)) is None


@pytest.mark.parametrize(
    ("better", "value", "state"),
    [
        ("higher", "value: 50", "met"),
        ("higher", "value: 49", "near"),
        ("higher", "value: 45", "near"),
        ("higher", "value: 44.9", "missed"),
        ("lower", "value: 50", "met"),
        ("lower", "value: 56", "missed"),
        ("lower", "text: The survey was not held", "unknown"),
    ],
)
def test_a_reading_is_met_near_or_missed(better: str, value: str, state: str) -> None:
    plan, measure = measured(
        f"scale: kpi, better: {better}, tolerance: 5, targets: [{{for: 2024/25, value: 50}}], "
        f"readings: [{{for: 2024/25 Q1, {value}}}]"
    )

    found = computed_reading_state(plan, measure, measure.readings[0])

    assert found
    assert found.id == state


@pytest.mark.parametrize(
    ("keys", "state"),
    [
        ("scale: kpi, better: higher, READING", None),  # no target
        ("scale: kpi, better: higher, targets: [{for: 2024, text: More}], READING", None),
        ("scale: kpi, targets: [{for: 2024, value: 1}], READING", None),
        ("scale: kpi, kind: qualitative, readings: [{for: 2024, text: Better}]", None),
        ("READING", None),
        ("scale: two, better: higher, targets: [{for: 2024, value: 2}], READING", "rest"),
        ("scale: two, better: higher, READING", None),
        ("scale: progress, READING", None),
    ],
)
def test_what_a_reading_cannot_tell_is_not_computed(keys: str, state: str | None) -> None:
    plan, measure = measured(keys.replace("READING", "readings: [{for: 2024, value: 1}]"))

    found = computed_reading_state(plan, measure, measure.readings[0])

    assert (found.id if found else None) == state


@pytest.mark.parametrize(
    ("reading", "state"),
    [("value: 1, status: met", "met"), ("value: 1", "missed"), ("value: 1, status: x", "missed")],
)
def test_a_measure_counts_with_its_last_readings_state(reading: str, state: str) -> None:
    plan, measure = measured(
        f"scale: kpi, better: higher, targets: [{{for: 2024, value: 9}}], "
        f"readings: [{{for: 2024, {reading}}}]"
    )

    found = measure_state(plan, measure, up_to=TODAY)

    assert found
    assert found.id == state


def test_a_measure_without_a_reading_has_no_state() -> None:
    plan, measure = measured("scale: kpi")

    assert measure_state(plan, measure, up_to=TODAY) is None


def test_a_reading_of_a_measure_without_a_scale_has_no_recorded_state() -> None:
    plan, measure = measured("readings: [{for: 2024, value: 1, status: met}]")

    assert recorded_reading_state(plan, measure, measure.readings[0]) is None
