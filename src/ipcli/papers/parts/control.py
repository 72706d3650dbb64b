"""The rules of change control in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.changes import all_kinds
from ipcli.changes.wording import listed
from ipcli.papers.parts.names import names
from ipcli.papers.sheet import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.change_control import ControlRule
    from ipcli.papers.basis import Basis

_WITHIN = {
    "parent": "no later than the row above it",
    "measures": "no later than the next target of its measures",
    "clocks": "no later than the dates that are laid down by law",
}


def what_changes(basis: Basis, rule: ControlRule) -> str:
    """Say which changes a rule is about."""
    kinds = all_kinds()
    counted = [kinds[each].counted[1] if each in kinds else each for each in rule.change]
    told = "any change" if "any" in rule.change else listed(counted, "or")
    return sentence("; ".join((told, *_conditions(basis, rule))))


def _conditions(basis: Basis, rule: ControlRule) -> Iterator[str]:
    plan = basis.plan
    if rule.levels:
        named = (plan.levels[each].several if each in plan.levels else each for each in rule.levels)
        yield f"only {' or '.join(named).lower()}"
    if rule.labels:
        yield f"only what is labelled {' or '.join(plan.name_of(each) for each in rule.labels)}"
    if rule.to:
        yield f"only to {' or '.join(each.replace('-', ' ') for each in rule.to)}"
    if rule.by_up_to:
        yield f"by up to {rule.by_up_to}"
    if rule.in_all_up_to:
        yield f"by up to {rule.in_all_up_to} in all"
    yield from (_WITHIN[each] for each in rule.within)


def who_agrees(basis: Basis, rule: ControlRule) -> str:
    """Say who must agree under a rule."""
    if "never" in rule.needs:
        told = "It is never allowed"
    elif rule.needs_one_of:
        told = " or ".join(basis.plan.name_of(each) for each in rule.needs_one_of)
    elif "nobody" in rule.needs or not rule.needs:
        told = "Nobody"
    else:
        told = " and ".join(basis.plan.name_of(each) for each in rule.needs)
    noted = names(basis, rule.noted_by)
    return f"{told}; to be noted by {noted}" if noted else told
