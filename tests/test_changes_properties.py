"""Laws: a plan against itself gives nothing; each difference is in one change, and only one."""

from __future__ import annotations

import builtins
import datetime as dt
import decimal
import types
import typing
from dataclasses import replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_origin

from hypothesis import given, settings
from hypothesis import strategies as st

from ipcli.changes import change_log, changes, differences
from ipcli.model import dates
from ipcli.model.base import Correction, Part, key_of
from ipcli.model.plan import RECORD_SECTIONS
from support.changes import plan

if TYPE_CHECKING:
    from ipcli.model.plan import Plan

PLAN = """
risk_matrices: [{id: m, name: Register, bands: [{id: red, name: Red, colour: red, from: 9}]}]
labels: [{id: urgent, name: Urgent}]
change_control: [{change: any, needs: cabinet}]
items:
  - id: T1
    title: Finance
    owner: leader
    items:
      - id: A1
        title: Cut
        due: 2026-10
        baseline: {due: 2026-09}
        status: green
        ratings: {progress: green}
        answers: D/1
        items: [{id: S1, title: Ask}, {id: S2, title: Tell}]
      - {id: A2, title: Save, depends_on: A1, measures: M1, updates: [{date: 2026-06, text: On}]}
risks: [{id: R1, title: Money, scores: {current: {score: 9}}, mitigations: [{text: Save}]}]
measures:
  - {id: M1, title: Trust, targets: [{for: 2026, value: 60}], readings: [{for: 2025, value: 50}]}
instruments:
  - id: D
    title: Directions
    kind: directions
    made_by: auditor
    made_on: 2026-03-16
    functions: [{id: D/F, text: Audit, exercised_by: auditor}]
    paragraphs: [{id: D/1, text: Do, clock: {within: 6 months}}, {id: D/2, text: Report}]
change_requests: [{id: C1, asks: [{change: due-moved, of: A1}]}]
meetings:
  - id: B1
    body: board
    date: 2026-07-01
    decisions: [{limb: a, verb: noted, text: Well}]
    requests: [{id: B1/1, text: Figures}]
commentary: [{period: 2026-27-Q1, summary: Well}, {period: 2026-27-Q1, about: T1, issues: None}]
waivers:
  - {rule: IP305, record: A1, reason: So, approved: {by: leader, date: 2026}, expires: 2026-12-31}
"""
# Nested in one record and a record of their own: looked at there.
ELSEWHERE = {("instruments", "functions"), ("meetings", "requests")}


@cache
def _plan() -> Plan:
    return plan(PLAN)


def _example(kind: Any, number: int) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 (one case a type)
    """Return a value of a field's type; another number gives another value."""
    day = f"203{number}-01-31"
    inner = get_args(kind)
    match get_origin(kind) or kind:
        case typing.Annotated:
            return _example(inner[0], number)
        case typing.Union | types.UnionType:
            return _example(next(each for each in inner if each is not type(None)), number)
        case typing.Literal:
            return inner[number % len(inner)]
        case builtins.tuple:
            return (_example(inner[0], number),)
        case builtins.dict:
            return {"progress": _example(inner[1], number)}
        case dates.Date:
            return dates.parse_date(day)
        case dt.date:
            return dates.parse_day(day)
        case dates.Length:
            return dates.parse_length(f"{number + 1} weeks")
        case builtins.bool:
            return number == 0
        case decimal.Decimal | builtins.int:
            return kind(number + 7)
        case model if isinstance(model, type) and issubclass(model, Part):
            fields = model.model_fields.items()
            return model.model_construct(**{n: _example(f.annotation, number) for n, f in fields})
        case enum if isinstance(enum, type) and issubclass(enum, StrEnum):
            return list(enum)[number]
        case _:
            return f"new-{number}"


def _other(record: Part, name: str) -> Any:  # noqa: ANN401 (any field)
    """Return a value that differs from what a field of a record has."""
    kind = type(record).model_fields[name].annotation
    examples = (_example(kind, number) for number in (0, 1))
    return next(each for each in examples if each != getattr(record, name))


def _edited(section: str, record: str, name: str) -> Plan:
    """Return the plan with one field of one record altered."""
    before = _plan()
    records = before.by_section[section]
    old = records[record]
    new = old.model_copy(update={name: _other(old, name)})
    return replace(before, **{section: {**records, record: new}})  # type: ignore[arg-type]


SPOTS = [
    (section, record_id, name)
    for section in RECORD_SECTIONS
    for record_id, record in _plan().by_section[section].items()
    for name in type(record).model_fields
    if name != "id" and (section, name) not in ELSEWHERE
]


def _told(before: Plan, after: Plan) -> set[tuple[str, str, str]]:
    """Return every path that any change is about; a record that came or went is the path ''."""
    found: list[tuple[str, str, str]] = []
    for change in changes(before, after):
        here = (change.section, change.record)
        found += [(*here, path) for path in change.paths or ("",)]
        if not change.paths:
            inside = ("paragraphs", "functions")
            found += [(part, each, "") for each in change.includes for part in inside]
    return set(found)


def _differs(before: Plan, after: Plan) -> set[tuple[str, str, str]]:
    return {(each.section, each.record, each.dotted) for each in differences(before, after)}


@given(st.sampled_from(SPOTS))
@settings(deadline=None, max_examples=150)
def test_a_field_that_differs_is_in_one_change(spot: tuple[str, str, str]) -> None:
    section, record, name = spot

    found = changes(_plan(), _edited(*spot))

    here = [
        (each.kind, path)
        for each in found
        for path in each.paths
        if (each.section, each.record) == (section, record)
    ]
    assert here
    assert len(here) == len(set(here))
    assert {path.split(".")[0] for _, path in here} == {key_of(name)}


@given(st.lists(st.sampled_from(SPOTS), max_size=6), st.data())
@settings(deadline=None, max_examples=100)
def test_every_difference_is_in_a_change_and_no_change_is_about_nothing(
    spots: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    after = _plan()
    for section, record, name in spots:
        records = after.by_section[section]
        if record in records:
            old = records[record]
            new = old.model_copy(update={name: _other(old, name)})
            after = replace(after, **{section: {**records, record: new}})  # type: ignore[arg-type]
    section = data.draw(st.sampled_from(RECORD_SECTIONS))
    if records := after.by_section[section]:
        gone = data.draw(st.sampled_from(sorted(records)))
        kept = {each: record for each, record in records.items() if each != gone}
        after = replace(after, **{section: kept})  # type: ignore[arg-type]

    for before, later in ((_plan(), after), (after, _plan())):
        assert _differs(before, later) <= _told(before, later)


def _anew(value: Any) -> Any:  # noqa: ANN401 (any value)
    """Return an equal value that is not the same one, nor made of the same ones."""
    match value:
        case Part():
            written = {name: _anew(each) for name, each in value if name in value.model_fields_set}
            return type(value).model_construct(**written)
        case tuple():
            return tuple(map(_anew, value))
        case _:
            return value


@given(st.lists(st.sampled_from(SPOTS), max_size=6))
@settings(deadline=None, max_examples=60)
def test_a_plan_against_itself_gives_nothing(spots: list[tuple[str, str, str]]) -> None:
    after = _plan()
    for section, record, name in spots:
        records = after.by_section[section]
        old = records[record]
        new = old.model_copy(update={name: _other(old, name)})
        after = replace(after, **{section: {**records, record: new}})  # type: ignore[arg-type]
    copied = replace(
        after,
        **{  # type: ignore[arg-type]
            name: {each: _anew(record) for each, record in records.items()}
            for name, records in after.by_section.items()
        },
    )

    assert change_log(after, copied, policy=after).entries == ()


@given(st.permutations(sorted(_plan().items)))
@settings(deadline=None, max_examples=30)
def test_the_order_of_the_records_is_no_fact(order: list[str]) -> None:
    shuffled = replace(_plan(), items={each: _plan().items[each] for each in order})

    assert changes(_plan(), shuffled) == ()


@given(name=st.sampled_from(["due", "start", "title", "owner"]), told=st.booleans())
@settings(deadline=None, max_examples=40)
def test_a_correction_takes_the_place_of_a_change_and_adds_none(name: str, *, told: bool) -> None:
    after = _edited("items", "A1", name)
    old, new = _plan().items["A1"], after.items["A1"]
    was, now = (_written(getattr(each, name)) for each in (old, new))
    entry = Correction.model_validate(
        {"date": "2026", "key": name, "from": was, "to": now if told else "else", "reason": "Slip"}
    )
    corrected = new.model_copy(update={"corrections": (entry,)})
    after = replace(after, items={**after.items, "A1": corrected})

    kinds = [each.kind for each in changes(_plan(), after)]

    assert kinds.count("corrected") == 1
    assert (len(kinds) == 1) is told


def _written(value: object) -> str:
    match value:
        case tuple():
            return ", ".join(map(str, value)) or "nothing"
        case None:
            return "nothing"
        case _:
            return str(getattr(value, "text", value))
