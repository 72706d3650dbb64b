"""The page of the plan format: prose and examples from `docs/plan-format`, tables from the models.

The tables are made from the JSON Schema, so the page, the editor and the loader say the same.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipcli.model.base import Record
from ipcli.output.schema import plan_file_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FOLDER = Path(__file__).resolve().parent / "plan-format"
EVERY_RECORD = tuple(name for name in Record.model_fields if name != "id")
TEXT = ["string", "number", "boolean"]
SECTION_OF = {"item": "items", "instrument": "instruments"}  # what nests stands under its section


def page() -> Iterator[str]:
    """Yield the lines of the page: a part for each file of prose, in the order of their names."""
    sections = plan_file_schema()["properties"]
    reached = {section: _below(_entry(found)) for section, found in sections.items()}
    shared = _shared(reached)
    for file in sorted(FOLDER.glob("*.md")):
        section = file.stem.partition("-")[2]
        if section not in reached:
            yield from (file.read_text(encoding="utf-8").rstrip("\n"), "")
            continue
        yield from (f"## {section}", "", file.read_text(encoding="utf-8").rstrip("\n"), "")
        yield from _example(section)
        first, *below = [name for name in reached[section] if name not in shared]
        yield from _table(shapes()[first], shared_keys=_is_record(shapes()[first]))
        for name in below:
            yield from (f"### {called(name)}", "", *_table(shapes()[name], shared_keys=False))
    yield from ("## Every record", "", "Keys that every record with an id may have:", "")
    yield from _rows(_every_record(), required=())
    yield from ("## Shapes used in several places", "")
    for name in sorted(shared, key=called):
        yield from (f"### {called(name)}", "", *_table(shapes()[name], shared_keys=False))


@cache
def shapes() -> dict[str, Any]:
    """Return the shapes of all records and of what stands in them, by name."""
    found: dict[str, Any] = plan_file_schema()["$defs"]
    return found


def called(name: str) -> str:
    """Return how a shape is called: `RiskMatrix` is a `risk matrix`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removeprefix("Written")).lower()


def _entry(found: dict[str, Any]) -> str:
    return _name(found["items"]["$ref"] if "items" in found else found["$ref"])


def _name(ref: str) -> str:
    return ref.rpartition("/")[2]


def _below(name: str) -> tuple[str, ...]:
    """Return a shape and all that stand in it, each before what is in it."""
    seen: dict[str, None] = {}

    def walk(each: str) -> None:
        if each in seen or "properties" not in shapes()[each]:
            return
        seen[each] = None
        for ref in _refs(shapes()[each]["properties"]):
            walk(_name(ref))

    walk(name)
    return tuple(seen)


def _refs(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for each in value.values():
            yield from _refs(each)
    elif isinstance(value, list):
        for each in value:
            yield from _refs(each)


def _shared(reached: dict[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the shapes that more than one section uses."""
    names = [name for found in reached.values() for name in found]
    return frozenset(name for name in names if names.count(name) > 1)


def _is_record(shape: dict[str, Any]) -> bool:
    return {"id", *EVERY_RECORD} <= set(shape["properties"])


def _every_record() -> dict[str, Any]:
    properties = shapes()["WrittenItem"]["properties"]
    return {key: properties[key] for key in EVERY_RECORD}


def _example(section: str) -> Iterator[str]:
    text = (FOLDER / "example" / "plans" / f"{section}.yaml").read_text(encoding="utf-8")
    yield from ("```yaml", text.rstrip("\n"), "```", "")


def _table(shape: dict[str, Any], *, shared_keys: bool) -> Iterator[str]:
    """Yield the keys of a shape, those that it needs first and in bold."""
    left_out = EVERY_RECORD if shared_keys else ()
    kept = {key: found for key, found in shape["properties"].items() if key not in left_out}
    yield from (shape["description"], "")
    yield from _rows(kept, required=shape.get("required", ()))
    if shared_keys:
        yield from ("And the keys of [every record](#every-record).", "")


def _rows(properties: dict[str, Any], *, required: Iterable[str]) -> Iterator[str]:
    needed = frozenset(required)
    yield from ("| key | type | meaning |", "| --- | --- | --- |")
    for key in sorted(properties, key=lambda key: key not in needed):
        found = properties[key]
        shown = f"**{key}**" if key in needed else key
        told = found.get("description", "").replace("|", r"\|")
        yield f"| {shown} | {_type(found).replace('|', chr(92) + '|')} | {told} |"
    yield ""


def _type(found: dict[str, Any]) -> str:  # noqa: PLR0911 (a list of cases)
    if "$ref" in found:
        shape = shapes()[_name(found["$ref"])]
        if "enum" in shape:
            return _type(shape)
        name = called(_name(found["$ref"]))
        return f"[{name}](#{SECTION_OF.get(name, name).replace(' ', '-')})"
    if "anyOf" in found:
        yes = found["anyOf"][0] == {"type": "boolean"}
        return "yes or no" if yes else _any_of(found["anyOf"])
    if "enum" in found:
        words = [each for each in found["enum"] if isinstance(each, str)]
        return ", ".join(f"`{each}`" for each in words)
    if "const" in found:
        return f"`{found['const']}`"
    if "pattern" in found:
        return _pattern(found["pattern"])
    if found["type"] == "array":
        return f"list of {_type(found['items'])}"
    if "properties" in found:
        return _keys(list(found["properties"]), one=found.get("maxProperties") == 1)
    if found["type"] == "object":
        return f"map to {_type(found['additionalProperties'])}"
    return "text" if found["type"] == TEXT or found["type"] == "string" else "number"


def _keys(keys: list[str], *, one: bool) -> str:
    return ", ".join(f"`{{{key}: …}}`" for key in keys) if one else f"`{{{', '.join(keys)}}}`"


def _any_of(choices: list[dict[str, Any]]) -> str:
    first, *rest = choices
    if "pattern" in first and rest[0].get("type") == "object":
        return "date"
    if rest[0].get("type") == "array":
        return f"{_type(first)}, or a list"
    return " or ".join(_type(each) for each in choices)


def _pattern(pattern: str) -> str:
    """Return the word for a value by what it must look like."""
    if "working" in pattern:
        return "length"
    if "ongoing" in pattern:
        return "date"
    return "day" if pattern.startswith(r"^\d") else "id"
