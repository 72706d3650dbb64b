"""The branches of rules IP102 to IP313 that their own examples do not reach."""

from __future__ import annotations

import typing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ipcli.model.base import Part, Record
from ipcli.model.sections import PlanFile
from ipcli.rules import check
from ipcli.rules.circles import circles
from ipcli.rules.references import fields_of
from support.plans import loaded

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = date(2026, 9, 30)


def found(code: str, text: str, base: str = "", as_of: date | None = DAY) -> list[str]:
    """Return the messages of one rule on a text laid over the small plan."""
    checked = check(loaded(text), as_of=as_of, base=loaded(base) if base else None)
    return [each.message for each in checked.diagnostics if each.code == code]


def codes(text: str) -> set[str]:
    """Return the codes of all findings on a text laid over the small plan."""
    return {each.code for each in check(loaded(text), as_of=DAY).diagnostics}


# References

# Text that names nothing by an id: prose, and what papers print.
PROSE = frozenset(
    "id ref was exempt title text name description outcome resources reason recovery under outside"
    " summary issues next lines reasons options objectives consultation minutes minuted heading"
    " label stage source unit tolerance meaning council plural item_number path url sha256 where"
    " tag public version key".split()
)
# Names that live inside one record, and words; other rules look at them.
ELSEWHERE = {
    "Item.level": "IP104",
    "Item.status": "IP301",
    "Instrument.status": "IP301",
    "Paragraph.status": "IP301",
    "Rating.state": "IP301",
    "Opinion.state": "IP406",
    "Reading.status": "IP607",
    "Total.states": "IP301",
    "Follows.plan": "IP116",
    "Score.likelihood": "IP602",
    "Score.impact": "IP602",
    "Score.band": "IP615",
    "Ask.change": "IP701",
    "Ask.from_": "a value",
    "Ask.to": "a value",
    "ControlRule.change": "IP701",
    "ControlRule.to": "IP301",
    "RequestDecision.limb": "IP710",
    "Decision.limb": "IP112",
    "Clock.from_": "a date or a word",
    "Clock.beginning_with": "a date or a word",
    "Correction.from_": "a value",
    "Correction.to": "a value",
    "Step.evidence": "prose",
    "Met.evidence": "prose",
    "RiskMatrix.grid": "IP605",
    "Stated.figure": "IP803",
    "Waiver.rule": "IP905",
    "Waiver.record": "IP906",
}


def parts(model: type[Part] = PlanFile) -> Iterator[type[Part]]:
    yield model
    for field in model.model_fields.values():
        for inner in types(field.annotation):
            if inner is not model:
                yield from parts(inner)


def types(annotation: object) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for each in typing.get_args(annotation):
        yield from types(each)


def is_text(annotation: object) -> bool:
    inner = typing.get_args(annotation)
    if typing.get_origin(annotation) is dict:
        return is_text(inner[1])
    return annotation is str or any(
        is_text(each) for each in inner if typing.get_origin(annotation) is not typing.Literal
    )


def test_every_key_that_may_hold_an_id_is_looked_at_or_known_not_to_be_one() -> None:
    unknown = {
        f"{model.__name__.removeprefix('Written')}.{name}"
        for model in parts()
        for name, field in model.model_fields.items()
        if is_text(field.annotation) and name not in fields_of(model) and name not in PROSE
    }

    assert unknown == set(ELSEWHERE)
