from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipcli.changes.kinds import (
    EDITED,
    all_kinds,
    claimed_fields,
    claims,
    kind,
    why_editorial,
)
from ipcli.model.base import Part, key_of
from ipcli.model.plan import RECORD_SECTIONS
from ipcli.model.sections import ENTRY_MODELS, PlanFile

if TYPE_CHECKING:
    from ipcli.changes.found import Found

# The table of the plan format's section on changes, row by row.
CONTROL = [
    "item-added",
    "item-closed",
    "item-reopened",
    "item-removed",
    "item-moved",
    "item-renumbered",
    "reworded",
    "due-moved",
    "start-moved",
    "baseline-moved",
    "owner-changed",
    "links-changed",
    "cost-changed",
    "exempt-changed",
    "relabelled",
    "risk-added",
    "risk-closed",
    "risk-removed",
    "mitigation-changed",
    "instrument-added",
    "instrument-replaced",
    "instrument-ended",
    "paragraph-changed",
    "clock-changed",
    "extension-agreed",
    "function-changed",
    "appointment-changed",
    "measure-added",
    "measure-closed",
    "measure-removed",
    "target-changed",
    "definition-changed",
    "corrected",
    "scale-changed",
    "level-changed",
    "count-changed",
    "matrix-changed",
    "change-control-changed",
    "waiver-changed",
    "plan-changed",
]
PROGRESS = [
    "status-changed",
    "rating-changed",
    "forecast-moved",
    "completed",
    "reason-changed",
    "update-added",
    "evidence-added",
    "opinion-added",
    "assured",
    "embedded",
    "signed-off",
    "risk-moved",
    "paragraph-met",
    "reading-added",
    "change-request-raised",
    "change-request-decided",
    "decision-added",
    "request-made",
    "request-answered",
    "edited",
]


def _model(section: str) -> type[Part]:
    """Return the model of the records of a section, nested ones too."""
    from ipcli.model.header import Header  # noqa: PLC0415
    from ipcli.model.instrument import Function, Paragraph  # noqa: PLC0415
    from ipcli.model.meeting import Request  # noqa: PLC0415

    nested: dict[str, type[Part]] = {
        "paragraphs": Paragraph,
        "functions": Function,
        "requests": Request,
        "plan": Header,
    }
    return nested.get(section) or ENTRY_MODELS[section]


# Fields that are records of their own, and so are compared in their own section.
OWN_SECTION = {("instruments", "functions"), ("meetings", "requests")}
WHOLE_ENTRIES = ("waivers", "change_control")  # compared entry by entry, not field by field
SECTIONS = (*RECORD_SECTIONS, "plan", "commentary")
FIELDS = [
    (section, f"*.{key_of(name)}" if section == "commentary" else key_of(name))
    for section in SECTIONS
    for name in _model(section).model_fields
    if (section, name) not in OWN_SECTION
]


def test_every_kind_of_the_format_is_there_and_no_other() -> None:
    kinds = all_kinds()

    assert sorted(kinds) == sorted([*CONTROL, *PROGRESS])


def test_control_and_progress_are_told_apart_as_the_format_does() -> None:
    kinds = all_kinds()

    assert {name for name, each in kinds.items() if each.control} == set(CONTROL)


def test_what_is_left_comes_last() -> None:
    kinds = all_kinds()

    assert list(kinds)[-1] == EDITED


def test_every_field_is_claimed_or_editorial_with_a_reason() -> None:
    claimed = claimed_fields()

    assert [at for at in FIELDS if not claimed.get(at) and not why_editorial(*at)] == []


def test_a_record_that_comes_or_goes_is_claimed_or_editorial() -> None:
    claimed = claimed_fields()
    whole = [(section, what) for section in RECORD_SECTIONS for what in ("added", "removed")]

    assert [at for at in whole if not claimed.get(at) and not why_editorial(*at)] == []


def test_nothing_is_claimed_that_is_not_there() -> None:
    known = {field.removeprefix("*.") for _, field in FIELDS} | {"added", "removed", "holder"}
    first = {field.removeprefix("*.").split(".")[0] for _, field in claimed_fields()}

    assert first - known == {"*", "change_control"}


def test_every_section_of_a_plan_file_is_compared() -> None:
    known = {*SECTIONS, *WHOLE_ENTRIES}

    assert set(PlanFile.model_fields) <= known


def test_every_kind_says_what_it_is() -> None:
    bare = [name for name, each in all_kinds().items() if not each.what or not all(each.counted)]

    assert bare == []


def test_the_narrowest_claim_on_a_path_wins() -> None:
    found = [claim.kind.name for claim in claims("items", "ratings.*.reason")]

    assert found == ["reason-changed"]


def test_an_editorial_part_of_a_claimed_field_is_not_claimed() -> None:
    found = claims("items", "closed.text")

    assert found == ()


def test_what_nothing_claims_has_no_claim() -> None:
    assert claims("items", "nothing") == ()


def test_a_kind_declared_twice_is_refused() -> None:
    def tell(found: Found) -> str:
        return found.record

    declare = kind(
        "due-moved", about="", control=True, of=("items",), fields=("due",), counted=("", "")
    )
    all_kinds()

    with pytest.raises(ValueError, match="declared twice"):
        declare(tell)
