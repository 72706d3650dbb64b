"""Which scale a record's status is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.model.instrument import Instrument, Paragraph
from ipcli.model.item import Item
from ipcli.model.risk import Measure

if TYPE_CHECKING:
    from ipcli.model.plan import Plan


def scale_of(plan: Plan, record: object) -> str:
    """Return the id of the scale of a record's status, or nothing where there is none.

    An item's is that of its level, a paragraph's that of its instrument; a measure has one for its
    readings.
    """
    match record:
        case Item():
            level = plan.levels.get(record.level)
            return (level.scale if level else None) or ""
        case Paragraph():
            above = (plan.instruments.get(each) for each in plan.ancestors(record.id))
            return next((each.scale or "" for each in above if each), "")
        case Instrument() | Measure():
            return record.scale or ""
        case _:
            return ""
