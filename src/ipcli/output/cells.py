"""The cells of a table: what a person reads, and beside it the value that a program wants."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from ipcli.model.base import Part, key_of
from ipcli.model.dates import Date, Precision, long_day
from ipcli.named import NamedTuple
from ipcli.output.plain import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Value: TypeAlias = "str | int | float | Sequence[Value] | Mapping[str, Value] | None"


class Said(NamedTuple):
    """Words for a reader, and the value that stands in JSON in their place."""

    words: str
    value: Value


Cell: TypeAlias = "str | Said"


def words_of(cell: Cell) -> str:
    """Return what is printed."""
    return cell.words if isinstance(cell, Said) else cell


def value_of(cell: Cell) -> Value:
    """Return what stands in JSON."""
    return cell.value if isinstance(cell, Said) else cell


def number(value: int | None, unit: str = "", *, none: str = "") -> Said:
    """Return a number, `1,459` or with its unit `1,459 days`; null in JSON where there is none."""
    if value is None:
        return Said(none, None)
    return Said(counted(value, unit) if unit else f"{value:,}", value)


def percent(words: str) -> Said:
    """Return a percentage as it is printed, `12.5%`; a dash is null in JSON."""
    is_number = words.endswith("%")
    return Said(words, decimal(Decimal(words.removesuffix("%"))) if is_number else None)


def decimal(value: Decimal | None) -> int | float | None:
    """Return a figure for JSON: 12 and not 12.0, but 12.5."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def day(value: date) -> Said:
    """Return a day: `7 December 2022`, in JSON `2022-12-07`."""
    return Said(long_day(value), value.isoformat())


def on(value: Date | None, *, none: str = "") -> Said:
    """Return a date of any precision as people say it, in JSON as a plan has it: `2022-12`."""
    return Said(str(value), value.text) if value else Said(none, None)


def names(values: Iterable[str], *, none: str = "") -> Said:
    """Return names after each other, in JSON as a list."""
    listed = list(values)
    return Said(", ".join(listed) or none, listed)


def own(value: object) -> Value:  # noqa: PLR0911 (one line a type)
    """Return a value of a record as a plan file has it, of a record the keys that are set."""
    match value:
        case Part():
            set_ = (name for name in type(value).model_fields if name in value.model_fields_set)
            return {key_of(name): own(getattr(value, name)) for name in set_}
        case dict():
            return {key: own(each) for key, each in value.items()}
        case tuple():
            return [own(each) for each in value]
        case Date(precision=Precision.WORDS):
            ends = {"earliest": own(value.earliest), "latest": own(value.latest)}
            return {"text": value.text} | {key: each for key, each in ends.items() if each}
        case Date():
            return value.text
        case date():
            return value.isoformat()
        case Decimal():
            return decimal(value)
        case Enum():
            return str(value.value)
        case bool() | int() | None:
            return value
        case _:
            return str(value)
