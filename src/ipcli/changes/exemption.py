"""What may not be public: a record by itself or by what it stands in, and whoever names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.model.base import Closed, Ended, Part
from ipcli.model.risk import Mitigation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def exempt_value(value: object, records: Mapping[str, str]) -> str:
    """Return why a value may not be public: it is exempt itself, or it names what is."""
    if isinstance(value, Part) and (own := getattr(value, "exempt", None)):
        return str(own)
    if not records:
        return ""
    return next((records[each] for each in _named(value) if each in records), "")


def _named(value: object) -> Iterator[str]:
    """Yield the records that a value names, whose titles a sentence would print."""
    match value:
        case str():
            yield value
        case Closed() | Ended():
            yield from value.into
        case Mitigation() if value.item:
            yield value.item
        case tuple():
            for each in value:
                yield from _named(each)
        case _:
            return
