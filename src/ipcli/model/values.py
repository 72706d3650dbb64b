"""The types of single values: how the text in a plan file becomes one, and what an editor shows.

Every scalar arrives as text. A validator here either returns the value or raises a ValueError
whose words are printed to the author.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic_core import core_schema

from ipcli.model import dates
from ipcli.model.part import Before, Json, Typed

MOST_DECIMALS = 2  # of a percentage
MOST_DIGITS = 9  # of a whole number: posts, days, the number of a date
_NUMBER = re.compile(r"-?(\d+)(?:\.(\d+))?\Z", re.ASCII)
# Before and after the point: what can be multiplied and averaged without a digit lost before it.
_LONGEST_NUMBER = (15, 30)
LONGEST_TEXT = 200_000  # characters in one value; beyond this it is a mistake or an attack

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
PATH_ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._/-]*$"
_TRUE, _FALSE = frozenset({"yes", "true"}), frozenset({"no", "false"})
_DATE_KEYS = frozenset({"text", "earliest", "latest"})
_TEXT_SCHEMA: Json = {"type": ["string", "number", "boolean"]}


def kind_of(value: object) -> str:
    """Return in words what stands where something else belongs."""
    if isinstance(value, Mapping):
        return "there are keys with values"
    return "there is a list" if isinstance(value, list | tuple) else "there is nothing"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"text belongs here, but {kind_of(value)}")  # noqa: TRY004 (pydantic turns only ValueError into a finding)
    return value


def _listed(value: object) -> object:
    """Let one value stand without brackets where a list belongs."""
    return (value,) if isinstance(value, str) else value


def _date(value: object) -> dates.Date:
    if isinstance(value, str):
        return dates.parse_date(value)
    if isinstance(value, dates.Date):
        return value
    if not isinstance(value, Mapping) or "text" not in value:
        msg = f"a date belongs here, but {kind_of(value)}; write 2022-12-07 or {{text: …}}"
        raise ValueError(msg)
    if unknown := sorted(value.keys() - _DATE_KEYS):
        msg = f"a date in words has text, earliest and latest, not `{unknown[0]}`"
        raise ValueError(msg)
    ends = [value.get(key) for key in ("earliest", "latest")]
    earliest, latest = (dates.parse_day(_text(end)) if end is not None else None for end in ends)
    if earliest and latest and earliest > latest:
        msg = f"earliest {earliest} is after latest {latest}"
        raise ValueError(msg)
    return dates.words(_text(value["text"]), earliest, latest)


def _day(value: object) -> date:
    return value if isinstance(value, date) else dates.parse_day(_text(value))


def _length(value: object) -> dates.Length:
    return value if isinstance(value, dates.Length) else dates.parse_length(_text(value))


def _number(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    text = _text(value)
    digits = _NUMBER.match(text)
    if not digits:
        msg = f"`{text}` is not a number; write digits and a point, no commas and no signs"
        raise ValueError(msg)
    before, after = _LONGEST_NUMBER
    if len(digits[1]) > before or len(digits[2] or "") > after:
        msg = f"`{text}` is longer than any number in a plan; at most {before} digits are read "
        msg += f"before the point, and {after} after it"
        raise ValueError(msg)
    return Decimal(text)


def _money(value: object) -> Decimal:
    number = _number(value)
    if number < 0:
        msg = f"`{value}` is less than nothing; money is pounds, without a sign"
        raise ValueError(msg)
    return number


def _count(value: object) -> int:
    text = _text(value)
    if not (text.isascii() and text.isdigit()):
        msg = f"`{text}` is not a whole number"
        raise ValueError(msg)
    if len(text) > MOST_DIGITS:
        msg = f"`{text}` is too large a number"
        raise ValueError(msg)
    return int(text)


def _decimals(value: object) -> int:
    number = _count(value)
    if number > MOST_DECIMALS:
        msg = f"`{value}` is too many decimals; write 0, 1 or 2"
        raise ValueError(msg)
    return number


def _yes(value: object) -> bool:
    text = _text(value)
    if text.lower() not in _TRUE | _FALSE:
        msg = f"`{text}` is neither yes nor no"
        raise ValueError(msg)
    return text.lower() in _TRUE


_DATE_SCHEMA: Json = {
    "anyOf": [
        {
            "type": ["string", "number"],
            "pattern": r"^(\d{4}(-\d\d(-\d\d)?)?|\d{4}/\d\d( Q[1-4])?|ongoing)$",
            "patternErrorMessage": f"Write {dates.FORMS}",
        },
        {
            "type": "object",
            "properties": {
                "text": {"type": "string", "description": "The words that papers print"},
                "earliest": {"type": "string", "description": "First day they allow"},
                "latest": {"type": "string", "description": "Last day they allow"},
            },
            "required": ["text"],
            "additionalProperties": False,
        },
    ]
}
_DAY_SCHEMA: Json = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\d$",
    "patternErrorMessage": "Write a day like 2022-12-07",
}
_LENGTH_SCHEMA: Json = {
    "type": "string",
    "pattern": r"^\d{1,4} +(working +day|day|week|month|year)s?$",
    "patternErrorMessage": "Write 30 days, 5 working days, 2 weeks, 6 months or 2 years",
}


def _one_or_many(several: Callable[[], Json]) -> Json:
    return {"anyOf": [several()["items"], several()]}


def or_text(keys: Callable[[], Json]) -> Json:
    """Tell an editor that a text may stand in the place of keys and values."""
    return {"anyOf": [_TEXT_SCHEMA, keys()]}


def or_ongoing(keys: Callable[[], Json]) -> Json:
    """Tell an editor that `ongoing` may stand in the place of keys and values."""
    return {"anyOf": [{"const": dates.ONGOING}, keys()]}


def words_or_many(choices: Callable[[], Json]) -> Json:
    """Tell an editor that a text may stand here, or a list, or one entry of it."""
    text, several = choices()["anyOf"]
    return {"anyOf": [text, several["items"], several]}


def _id_schema(more: str) -> Json:
    return {"type": ["string", "number"], "pattern": rf"^[A-Za-z0-9][A-Za-z0-9._{more}-]*$"}


def _by(read: Callable[[object], object], json: Json) -> Typed:
    return Typed(core_schema.no_info_plain_validator_function(read), json)


def _written(date_: dates.Date) -> object:
    """Return a date as it stands in a file: with its days only where its text does not say them."""
    if date_.precision is not dates.Precision.WORDS:
        return date_.text
    return {"text": date_.text, "earliest": date_.earliest, "latest": date_.latest}


_date_core = core_schema.no_info_plain_validator_function(
    _date,
    serialization=core_schema.plain_serializer_function_ser_schema(_written, when_used="json"),
)


# Text and ids are checked by pydantic itself, since most values are of these; `load.entries` has
# the words for what it finds.
_text_core = core_schema.str_schema(strict=True, min_length=1, max_length=LONGEST_TEXT)
_texts_core = core_schema.no_info_before_validator_function(
    _listed, core_schema.tuple_variable_schema(_text_core)
)
_texts_json: Json = {"anyOf": [_TEXT_SCHEMA, {"type": "array", "items": _TEXT_SCHEMA}]}
ONE_OR_MANY = Before(_listed, _one_or_many)  # one entry of a list may stand without brackets
_number_json: Json = {"type": ["number", "string"]}

Text = Annotated[str, Typed(_text_core, _TEXT_SCHEMA)]
Id = Annotated[str, Typed(core_schema.str_schema(strict=True, pattern=ID_PATTERN), _id_schema(""))]
PathId = Annotated[
    str, Typed(core_schema.str_schema(strict=True, pattern=PATH_ID_PATTERN), _id_schema("/"))
]
Ids = Annotated[tuple[str, ...], Typed(_texts_core, _texts_json)]
Texts = Annotated[tuple[str, ...], Typed(_texts_core, _texts_json)]
When = Annotated[dates.Date, Typed(_date_core, _DATE_SCHEMA)]
Day = Annotated[date, _by(_day, _DAY_SCHEMA)]
Span = Annotated[dates.Length, _by(_length, _LENGTH_SCHEMA)]
Number = Annotated[Decimal, _by(_number, _number_json)]
Pounds = Annotated[Decimal, _by(_money, _number_json)]
Whole = Annotated[int, _by(_count, {"type": ["integer", "string"]})]
Decimals = Annotated[int, _by(_decimals, {"enum": [0, 1, 2, "0", "1", "2"]})]
Yes = Annotated[bool, _by(_yes, {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}]})]
