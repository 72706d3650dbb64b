from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from ipcli.load import load
from ipcli.model.part import Part
from ipcli.model.sections import PlanFile
from ipcli.output.schema import plan_file_schema
from ipcli.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

FOLDER = Path(__file__).parent / "format1"
SCHEMA = plan_file_schema()
READ = FOLDER / "every-key.read.json"


def entries(value: object) -> object:
    """Return what was read as plain values; what is left at its default is not named."""
    if isinstance(value, Part):
        return value.model_dump(by_alias=True, exclude_defaults=True)
    if isinstance(value, dict):
        return {name: entries(each) for name, each in value.items()}
    return [entries(each) for each in value] if isinstance(value, tuple) else value


def as_read() -> tuple[str, tuple[str, ...]]:
    """Return all that is read of format 1's files, and the faults."""
    loaded = load(Tree.of_folder(FOLDER, shown="plans"))
    [plan] = loaded.plans.values()
    sections = ["paragraphs", "functions", *PlanFile.model_fields]
    told = {name: entries(getattr(plan, name)) for name in sections if name != "plan"}
    told["plan"] = entries(plan.header)
    faults = tuple(f"{each.place} {each.message}" for each in loaded.diagnostics)
    written = json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True, default=str)
    return f"{written}\n", faults


def test_a_plan_of_format_1_is_read_as_it_was_when_it_was_written(
    request: pytest.FixtureRequest,
) -> None:
    told, faults = as_read()
    if request.config.getoption("--update-golden") and not READ.exists():  # written once
        READ.write_text(told, encoding="utf-8", newline="\n")

    assert faults == ()
    assert told == READ.read_text(encoding="utf-8")


def used(value: object, shape: dict[str, Any], name: str) -> Iterator[str]:
    """Yield the keys that a value uses, each after the name of its shape."""
    for choice in [shape, *shape.get("anyOf", ())]:
        if "$ref" in choice:
            below = choice["$ref"].rpartition("/")[2]
            yield from used(value, SCHEMA["$defs"][below], below)
        elif isinstance(value, dict) and "properties" in choice:
            for key in value.keys() & choice["properties"].keys():
                yield f"{name}.{key}"
                yield from used(value[key], choice["properties"][key], name)
        elif isinstance(value, dict) and isinstance(choice.get("additionalProperties"), dict):
            for each in value.values():
                yield from used(each, choice["additionalProperties"], name)
        elif isinstance(value, list) and "items" in choice:
            for each in value:
                yield from used(each, choice["items"], name)


def test_every_key_of_the_format_is_held() -> None:
    found = {
        key
        for file in FOLDER.glob("*.yaml")
        for key in used(yaml.safe_load(file.read_text(encoding="utf-8")), SCHEMA, "PlanFile")
    }
    every = {
        f"{name}.{key}"
        for name, shape in {**SCHEMA["$defs"], "PlanFile": SCHEMA}.items()
        for key in shape.get("properties", ())
    }

    assert every - found == set()
