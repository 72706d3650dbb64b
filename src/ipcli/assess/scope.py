"""What a figure about one record takes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.plan import Plan


def below(plan: Plan, of: str, about: str | None) -> frozenset[str] | None:
    """Return the ids of the records of a kind that are below one record; None for no limit.

    Items, and paragraphs of an instrument, are below what they stand in. Below an item are also the
    measures that it and the items below it serve, and the risks that these mitigate; below a risk
    are those of a lower register.
    """
    if about is None:
        return None
    stood_in = frozenset(plan.below(about))
    items = stood_in | {about}
    match of:
        case "measures":
            served = (plan.items[each].measures for each in items if each in plan.items)
            return frozenset(each for measures in served for each in measures)
        case "risks":
            return frozenset(_risks(plan, about, items))
        case _:
            return stood_in


def _risks(plan: Plan, about: str, items: frozenset[str]) -> Iterator[str]:
    for risk in plan.risks.values():
        above = set(_registers_above(plan, risk.id))
        if about in above or any(each.item in items for each in risk.mitigations):
            yield risk.id


def _registers_above(plan: Plan, risk_id: str) -> Iterator[str]:
    """Yield the risks of higher registers that a risk belongs to. A circle is walked once."""
    seen = {risk_id}
    risk = plan.risks.get(risk_id)
    while risk and risk.parent and risk.parent not in seen:
        yield risk.parent
        seen.add(risk.parent)
        risk = plan.risks.get(risk.parent)
