"""From the values of one entry to a record, with each fault in words and at its place."""

from __future__ import annotations

import typing
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from pydantic_core import ValidationError

from ipcli.load import faults
from ipcli.model.base import Part
from ipcli.model.values import LONGEST_TEXT, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

    from ipcli.diagnostics import Diagnostic
    from ipcli.load.document import Step
    from ipcli.load.sources import Origin

Model = TypeVar("Model", bound=Part)
_LISTS = frozenset({"tuple_type", "list_type"})
_MAPPINGS = frozenset({"model_type", "model_attributes_type", "dict_type"})


def read_entry(
    model: type[Model], values: object, origin: Origin, found: list[Diagnostic]
) -> Model | None:
    """Return the record, or None with what is wrong with it added to `found`."""
    if not isinstance(values, dict):
        told = "there is text" if isinstance(values, str) else kind_of(values)
        message = f"an entry is written with keys such as `id:`, but {told}"
        found.append(faults.WRONG_VALUE.at(origin.place(), message))
        return None
    if origin.document.has_blanks:
        values = _without_blanks(values)
    try:
        return model.model_validate(values)
    except ValidationError as failed:
        record = values.get("id") if isinstance(values, dict) else None
        name = record if isinstance(record, str) else ""
        errors = failed.errors(include_url=False)
        found.extend(_diagnostic(model, error, values, origin, name) for error in errors)
        return None


def closest(word: str, known: Iterable[str]) -> str:
    """Return ` Did you mean …?` for the known word most like this one, or nothing."""
    import difflib  # noqa: PLC0415 (only what is misspelt waits for it)

    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if not near:
        folded = {name.lower(): name for name in names}
        near = [folded[word.lower()]] if word.lower() in folded else []
    return f"; did you mean `{near[0]}`?" if near else ""


def _without_blanks(values: object) -> typing.Any:  # noqa: ANN401 (shape of the file)
    """Leave out the keys with nothing after them."""
    if isinstance(values, dict):
        return {k: _without_blanks(v) for k, v in values.items() if v is not None}
    return [_without_blanks(each) for each in values] if isinstance(values, list) else values


def _diagnostic(
    model: type[Part], error: ErrorDetails, values: object, origin: Origin, record: str
) -> Diagnostic:
    steps = tuple(_steps(error["loc"], values))
    key = steps[-1] if steps else ""
    owner = f"`{record}`" if record else "this entry"
    match error["type"]:
        case "missing":
            place = origin.place(*steps[:-1])
            return faults.MISSING_KEY.at(place, f"{owner} has no `{_path(steps)}`", record=record)
        case "extra_forbidden":
            known = _keys_at(model, steps[:-1])
            message = f"`{key}` is not a key that belongs here{closest(str(key), known)}"
            place = origin.place(*steps, key=True)
            return faults.UNKNOWN_KEY.at(place, message, record=record)
        case "literal_error" | "enum":
            message = f"`{_path(steps)}` {_not_expected(error)}"
        case kind if kind in _LISTS:
            message = f"`{_path(steps)}` is a list; write `- ` before each entry, or use [ ]"
        case kind if kind in _MAPPINGS:
            message = f"`{_path(steps)}` is written with keys and values, as {{key: value}}"
        case _:
            message = f"`{_path(steps)}`: {_reason(error)}"
    return faults.WRONG_VALUE.at(origin.place(*steps), message, record=record)


def _reason(error: ErrorDetails) -> object:
    value = error["input"]
    match error["type"]:
        case "string_type":
            return f"text belongs here, but {kind_of(value)}"
        case "string_too_short":
            return "there is nothing between the quotes"
        case "string_too_long":
            return f"the text is {len(value):,} characters long; at most {LONGEST_TEXT:,} are read"
        case "string_pattern_mismatch":
            signs = "`.`, `_`, `-`" + (", `/`" if "/" in error["ctx"]["pattern"] else "")
            return f"`{value}` cannot be an id; an id has letters, digits, {signs} and no spaces"
        case _:
            return error.get("ctx", {}).get("error") or error["msg"]


def _path(steps: tuple[Step, ...]) -> str:
    return ".".join(str(step) for step in steps if isinstance(step, str)) or "entry"


def _steps(location: tuple[Step, ...], values: object) -> Iterator[Step]:
    """Yield the steps of an error that lead through the file: pydantic adds names of its own."""
    for step in location:
        if str(step).startswith("(") or (isinstance(step, int) and isinstance(values, dict)):
            continue  # the name of a choice, and the place of one that stands without brackets
        if isinstance(values, dict):
            yield step
            if step not in values:
                return
            values = values[step]
        elif isinstance(values, list) and isinstance(step, int):
            yield step
            values = values[step] if step < len(values) else None


def _not_expected(error: ErrorDetails) -> str:
    """Say which words can stand here; pydantic lists them with quotes."""
    words, value = str(error["ctx"]["expected"]).replace("'", ""), error["input"]
    if not isinstance(value, str):
        return f"can be {words}, but {kind_of(value)}"
    near = closest(value, words.replace(" or ", ", ").split(", "))
    return f"is `{value}`, but it can be {words}{near}"


@cache
def _keys(model: type[Part]) -> frozenset[str]:
    return frozenset(field.alias or name for name, field in model.model_fields.items())


def _keys_at(model: type[Part], steps: tuple[Step, ...]) -> frozenset[str]:
    """Return the keys that are known where an unknown one was found."""
    current: type[Part] | None = model
    for step in steps:
        if current is None or not isinstance(step, str):
            continue
        field = next((f for n, f in current.model_fields.items() if (f.alias or n) == step), None)
        current = _model_in(field.annotation) if field else None
    return _keys(current) if current else frozenset()


def _model_in(annotation: object) -> type[Part] | None:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    inner = (_model_in(each) for each in typing.get_args(annotation))
    return next((model for model in inner if model), None)
