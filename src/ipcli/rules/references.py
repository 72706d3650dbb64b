"""Which keys hold the id of another record, and of what kind it may be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, get_args

from ipcli.model import (
    base,
    change_control,
    change_request,
    commentary,
    header,
    instrument,
    meeting,
    organisation,
    risk,
)
from ipcli.model import item as items
from ipcli.model.base import Part, Record, key_of
from ipcli.model.plan import RECORD_SECTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """What a key may name: records of these sections, or words that have a meaning of their own.

    `names` is set where the key does not name a record but a `level` of the plan, or a `plan`.
    """

    what: str
    sections: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    names: str = ""


def _of(what: str, *sections: str) -> Target:
    return Target(what, frozenset(sections))


WHO = _of("role or body", "roles", "bodies")
ITEM = _of("item", "items")
MEETING = _of("meeting", "meetings")
PERIOD = _of("period", "periods")
SCALE = _of("scale", "scales")
LABEL = _of("label", "labels")
RISK = _of("risk", "risks")
INSTRUMENT = _of("instrument", "instruments")
CITED = _of("instrument or paragraph", "instruments", "paragraphs")
ENDS_IN = _of("instrument, paragraph or item", "instruments", "paragraphs", "items")
SUCCESSOR = _of("item, risk or measure", "items", "risks", "measures")
ORIGIN = _of(
    "item, meeting, request or paragraph",
    "items",
    "meetings",
    "requests",
    "paragraphs",
    "instruments",
    "risks",
    "measures",
    "change_requests",
)
ANY = Target("record", frozenset(RECORD_SECTIONS))
LEVEL = Target("level", names="level")
PLAN = Target("plan", names="plan")
WHO_OR_NOT = Target("role or body", WHO.sections, frozenset({"nobody", "never"}))

TARGETS: Mapping[type[Part], Mapping[str, Target]] = {
    base.Update: {"by": WHO},
    base.Correction: {"by": WHO},
    base.Agreement: {"by": WHO, "meeting": MEETING},
    base.Step: {"by": WHO},
    base.Evidence: {"seen_by": WHO},
    base.Response: {"by": WHO},
    base.Opinion: {"by": WHO, "scale": SCALE},
    base.Closed: {"into": SUCCESSOR, "request": _of("change request", "change_requests")},
    base.Ended: {"into": ENDS_IN, "by": WHO},
    Record: {"labels": LABEL},
    items.Judged: {"owner": WHO},
    items.Item: {
        "parent": ITEM,
        "answers": CITED,
        "depends_on": ITEM,
        "measures": _of("measure", "measures"),
        "raised_from": ORIGIN,
    },
    instrument.Extension: {"by": WHO},
    instrument.Met: {"by": WHO},
    instrument.Duty: {"owed_by": WHO},
    instrument.Function: {"exercised_by": WHO},
    instrument.Appointment: {"role": WHO},
    instrument.Instrument: {
        "made_by": WHO,
        "replaces": INSTRUMENT,
        "amends": CITED,
        "scale": SCALE,
    },
    risk.Mitigation: {"item": ITEM, "owner": WHO},
    risk.Risk: {"owner": WHO, "matrix": _of("risk matrix", "risk_matrices"), "parent": RISK},
    risk.Measure: {"owner": WHO, "scale": SCALE},
    change_request.Raised: {"by": WHO},
    change_request.Ask: {"of": ANY, "into": SUCCESSOR},
    change_request.RequestDecision: {"by": WHO, "meeting": MEETING},
    meeting.Decision: {"to": WHO, "about": ANY},
    meeting.Request: {"by": WHO, "to": WHO},
    meeting.Answered: {"meeting": MEETING},
    meeting.Recommendation: {"to": WHO},
    meeting.Verified: {"by": WHO},
    meeting.Implication: {"cites": CITED},
    meeting.SignOff: {"by": WHO},
    meeting.Paper: {"period": PERIOD, "plans": PLAN, "cites": CITED},
    meeting.Meeting: {"body": _of("body", "bodies")},
    organisation.Body: {"reports_to": WHO},
    header.Level: {"scale": SCALE, "ratings": SCALE, "beside": LEVEL},
    header.Count: {"levels": LEVEL, "labels": LABEL},
    change_control.ControlRule: {
        "levels": LEVEL,
        "labels": LABEL,
        "needs": WHO_OR_NOT,
        "needs_one_of": WHO_OR_NOT,
        "noted_by": WHO,
    },
    commentary.Commentary: {"period": PERIOD, "about": ANY},
    commentary.Achievement: {"completes": ITEM, "about": ANY},
    commentary.Stated: {"about": ITEM},
    commentary.Approval: {"by": WHO},
}


@cache
def fields_of(model: type[Part]) -> Mapping[str, tuple[str, Target | None]]:
    """Return the fields that hold ids, with their key and what they name, or parts that may (None).

    Records that are laid flat into a section of their own are left to that section.
    """
    found: dict[str, tuple[str, Target | None]] = {}
    for name, field in model.model_fields.items():
        targets = (TARGETS[each].get(name) for each in model.__mro__ if each in TARGETS)
        target = next((each for each in targets if each), None)
        part = _part_in(field.annotation)
        if target or (part and not issubclass(part, Record) and fields_of(part)):
            found[name] = (key_of(name), target)
    return found


def _part_in(annotation: object) -> type[Part] | None:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    inner = (_part_in(each) for each in get_args(annotation))
    return next((model for model in inner if model), None)
