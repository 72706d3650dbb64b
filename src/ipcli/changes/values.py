"""The value that a kind of change is about, as a request may write it, read off a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.changes.scales import scale_of
from ipcli.model.base import Closed
from ipcli.model.dates import Date
from ipcli.model.item import Item

if TYPE_CHECKING:
    from ipcli.model.plan import Plan

DATES = {
    "due-moved": "due",
    "start-moved": "start",
    "forecast-moved": "forecast",
    "completed": "completed",
}
REPEATS = "repeats"  # how often a task comes back: no date moves in it
CLOSINGS = frozenset({"item-closed", "risk-closed", "measure-closed"})


def date_of(kind: str, record: object, key: str = "") -> Date | None:
    """Return the date that a kind of change is about. `key` is `due` or `start` of a baseline."""
    if key == REPEATS:
        return None
    if kind in DATES:
        value = getattr(record, DATES[kind], None)
    elif kind == "baseline-moved":
        value = getattr(getattr(record, "baseline", None), key or "due", None)
    else:
        return None
    return value if isinstance(value, Date) else None


def forms(  # noqa: PLR0911 (one line a kind)
    kind: str, record: object, plan: Plan, key: str = ""
) -> tuple[str, ...]:
    """Return the ways to write the value that a kind is about; none where it is about no value.

    `key` is the scale of a rating, the point of a score, the side of a baseline, or `repeats`. The
    first form is the one to print.
    """
    if day := date_of(kind, record, key):
        return tuple(dict.fromkeys((day.text, str(day))))
    match kind:
        case "due-moved":
            repeats = record.repeats if isinstance(record, Item) and key == REPEATS else None
            return (str(repeats.every),) if repeats else ()
        case "owner-changed":
            return _joined(getattr(record, "owner", ()))
        case "status-changed":
            return _state(getattr(record, "status", None), scale_of(plan, record))
        case "rating-changed":
            rating = getattr(record, "ratings", {}).get(key)
            return _state(rating.state if rating else None, key)
        case "item-moved":
            return (record.parent or "", record.level) if isinstance(record, Item) else ()
        case "item-added":
            return _added(record)
        case "item-renumbered":
            return tuple(str(each) for each in (_get(record, "ref"), _get(record, "id")) if each)
        case "risk-moved":
            score = getattr(record, "scores", {}).get(key)
            known = (score.score, score.band) if score else ()
            return tuple(str(each) for each in known if each is not None)
        case _:
            return ()


def closing_of(kind: str, record: object) -> Closed | None:
    """Return the closing that a kind of change is about."""
    closed = getattr(record, "closed", None)
    return closed if kind in CLOSINGS and isinstance(closed, Closed) else None


def _added(record: object) -> tuple[str, ...]:
    """Return what a request for a new item may say it is added to, or is due."""
    day = _get(record, "due")
    said = (_get(record, "parent"), day.text if isinstance(day, Date) else None)
    return tuple(str(each) for each in said if each)


def _state(state: str | None, scale: str) -> tuple[str, ...]:
    """Return a state alone and with its scale; one of another scale is written with it."""
    if not state:
        return ()
    other, slash, name = state.rpartition("/")
    return (name, f"{other if slash else scale}/{name}")


def _joined(ids: tuple[str, ...]) -> tuple[str, ...]:
    return (", ".join(sorted(ids)),) if ids else ()


def _get(record: object, name: str) -> object:
    return getattr(record, name, None)
