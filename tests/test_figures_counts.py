"""Counts, roll-up and coverage against a second, plain reckoning, on plans made at random."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipcli.assess.counts import count_table, counts_of
from ipcli.assess.coverage import coverage
from ipcli.assess.rollup import rollup
from support import made
from support.plans import loaded

if TYPE_CHECKING:
    from random import Random

    from ipcli.model.plan import Plan
    from support.made import Made

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)  # what the period covers; the second is today
made_up = given(st.randoms(use_true_random=False))
often = settings(max_examples=150, deadline=None)


def read(random: Random, **count: object) -> tuple[Plan, list[Made], list[Made]]:
    """Make a plan, write it, and read it again."""
    items, instruments = made.items(random), made.instruments(random)
    for item in [each for top in items for each in top.all()]:
        if random.random() < 0.3:
            named = [each.id for top in instruments for each in top.all()]
            item.keys["answers"] = random.sample(named, min(2, len(named)))
    parts = {
        "plan": {**made.HEADER, "counts": [{"id": "rows", "name": "Rows", **count}]},
        "scales": [made.SCALE],
        "bodies": made.BODIES,
        "labels": [{"id": "urgent", "name": "Urgent"}],
        "periods": [{"id": "q2", "name": "Q2", "as_of": str(LAST), "covers": "2026/27 Q2"}],
        "items": [each.written() for each in items],
        "instruments": [each.written() for each in instruments],
    }
    found = loaded(f"-- plans/plan.yaml --\n{json.dumps(parts)}")
    assert not found.diagnostics
    return found.plans["made"], items, instruments


def latest(written: str) -> date | None:
    return date.fromisoformat(made.DATES[written][1]) if made.DATES[written][1] else None


def earliest(written: str) -> date | None:
    return date.fromisoformat(made.DATES[written][0]) if made.DATES[written][0] else None


def closing(item: Made) -> str:
    """Return how an item left the plan: itself, or by the nearest that it stands in."""
    kinds = (each.keys["closed"]["kind"] for each in item.upwards() if "closed" in each.keys)
    return next(kinds, "")


def is_of_the_count(item: Made, levels: list[str], labels: list[str]) -> bool:
    return item.keys["level"] in levels and (not labels or "labels" in item.keys)


def leaves(item: Made) -> bool:
    return closing(item) in made.OTHERWISE and class_of(item) != "stopped"


def class_of(item: Made) -> str:
    if "status" in item.keys:
        return made.CLASSES[item.keys["status"]]
    return "done" if "completed" in item.keys else ""


def row_of(item: Made) -> str:
    if closing(item) in made.DELIVERED or class_of(item) == "done":
        return "complete"
    return str(item.keys.get("status", "missing"))


def is_programmed(item: Made) -> bool:
    keys = item.keys
    written = [keys.get("start"), keys.get("due"), *keys.get("baseline", {}).values()]
    dates = [each for each in written if each]
    endless = "repeats" in keys or "ongoing" in dates
    firsts = [day for day in map(earliest, dates) if day]
    lasts = [day for day in map(latest, dates) if day]
    begins = min(firsts, default=None)
    ends = date.max if endless else max(lasts, default=None)
    if ends is None:
        return False  # no date at all
    return (begins or date.min) <= LAST and ends >= FIRST


def is_in_the_base(item: Made, base: str) -> bool:
    match base:
        case "due":
            due = latest(item.keys["due"]) if "due" in item.keys else None
            return due is not None and due <= LAST
        case "programmed":
            return is_programmed(item)
        case "assessed":
            return row_of(item) not in {"missing", "unknown"}
        case _:
            return True


@pytest.mark.parametrize("base", ["all", "due", "programmed", "assessed"])
@often
@made_up
def test_a_count_is_what_one_counts_row_by_row(base: str, random: Random) -> None:
    levels = random.choice([["theme", "action"], ["action", "check"], ["step"], ["action"]])
    labels = random.choice([[], ["urgent"]])
    plan, tops, _ = read(random, levels=levels, labels=labels, base=base)
    below = [each for top in tops for each in top.all()]
    about = random.choice([None, *(each.id for each in below)])

    table = count_table(
        plan, counts_of(plan)[0], period=plan.periods["q2"], today=LAST, about=about
    )

    wanted = [
        each
        for each in below
        if is_of_the_count(each, levels, labels)
        and (about is None or about in {above.id for above in list(each.upwards())[1:]})
    ]
    stay = [each for each in wanted if not leaves(each)]
    based = [each for each in stay if is_in_the_base(each, base)]
    numbers = Counter(map(row_of, based))
    assert {row.id: row.number for row in table.rows if row.number} == {
        row: number for row, number in numbers.items() if row != "missing"
    }
    assert table.denominator == len(based)
    gone = [each for each in wanted if leaves(each)]
    dated = [each for each in gone if base == "assessed" or is_in_the_base(each, base)]
    assert {each for each, _ in table.left} == {each.id for each in dated}
    beside = stay if base == "assessed" else based
    missing = [each.id for each in beside if row_of(each) == "missing"]
    assert [*(table.missing.records if table.missing else ())] == missing
    unknown = [each.id for each in stay if row_of(each) == "unknown"]
    assert [*table.not_assessed] == (unknown if base == "assessed" else [])
    assert [row.percent for row in table.rows] == [
        f"{percent(row.number, len(based))}%" if based else "–"  # noqa: RUF001 (as papers print it)
        for row in table.rows
    ]


def percent(number: int, of: int) -> int:
    """Round half up, in whole numbers."""
    return (200 * number + of) // (2 * of)


def made_below(item: Made) -> str:
    """Return the class that what stands in an item makes; nothing where no child counts."""
    found = [each for each in map(counts_as, item.below) if each not in {"", "not-assessed"}]
    for worse in ("off-course", "at-risk", "rescheduled", "on-course"):
        if worse in found:
            return worse
    if not found:  # what was abandoned shows only where nothing else is left
        return "stopped" if any(map(is_abandoned, item.below)) else ""
    return found[0] if len(set(found)) == 1 else "on-course"


def is_abandoned(item: Made) -> bool:
    closed = item.keys.get("closed", {}).get("kind")
    return closed in made.OTHERWISE and class_of(item) == "stopped"


def counts_as(item: Made) -> str:
    closed = item.keys.get("closed", {}).get("kind")
    if closed:
        return "done" if closed in made.DELIVERED else ""
    return class_of(item) or made_below(item)


@often
@made_up
def test_a_rollup_is_the_worst_of_what_counts(random: Random) -> None:
    plan, tops, _ = read(random)

    found = {each: rollup(plan, each, today=LAST) for each in plan.items}

    below = [each for top in tops for each in top.all()]
    assert {each: made_.class_.value if made_ else "" for each, made_ in found.items()} == {
        each.id: made_below(each) for each in below
    }


def holds(duty: Made, tops: list[Made]) -> bool:
    """Tell whether something is in force on the last day of the period."""
    *_, instrument = duty.upwards()
    ends = [each.keys["ended"]["date"] for each in duty.upwards() if "ended" in each.keys]
    ends += [
        str(date.fromisoformat(each.keys["made_on"]) - timedelta(days=1))
        for each in tops
        if instrument.id in each.keys.get("replaces", [])
    ]
    return str(instrument.keys["made_on"]) <= str(LAST) <= min(ends, default="9999")


def is_owed(duty: Made) -> bool:
    says = next((each.keys["owed_by"] for each in duty.upwards() if "owed_by" in each.keys), None)
    return says is None or "council" in says


@often
@made_up
def test_a_paragraph_is_covered_itself_as_a_whole_or_by_all_its_parts(random: Random) -> None:
    plan, tops, instruments = read(random)

    found = coverage(plan, on=LAST)

    stay = [each for top in tops for each in top.all() if closing(each) not in made.OTHERWISE]
    answered = {
        item.id: {name for each in item.upwards() for name in each.keys.get("answers", [])}
        for item in stay
    }
    duties = [each for top in instruments for each in top.all() if each.above]
    counted = {
        each.id: each
        for each in duties
        if holds(each, instruments)
        and is_owed(each)
        and [*each.upwards()][-1].keys.get("to_answer") != "no"
    }

    def is_covered(duty: Made) -> bool:
        names = {each.id for each in duty.upwards()}
        if any(names & each for each in answered.values()):
            return True
        parts = [each for each in duty.below if each.id in counted]
        return bool(parts) and all(map(is_covered, parts))

    assert {each.record: each.covered for each in found.paragraphs} == {
        name: is_covered(each) for name, each in counted.items()
    }
    assert {each.record: set(each.items) for each in found.paragraphs} == {
        name: {item for item, what in answered.items() if name in what} for name in counted
    }
    assert {item: set(what) for item, what in found.answers.items()} == answered
