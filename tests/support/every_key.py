"""A plan that has every key of the format, each of its entries twice, and ways to edit it."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from ipcli.load import load
from ipcli.output.schema import plan_file_schema
from ipcli.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.plan import Plan

FILE = Path(__file__).parent.parent / "format1" / "every-key.yaml"
Step: TypeAlias = "str | int"
Steps: TypeAlias = "tuple[Step, ...]"
_IDS = re.compile(r"\b[A-Z]{4}-\d+\b")
# Other values of each form; what is none of these is text.
_FORMS = (
    (re.compile(r"\d{4}-\d\d-\d\d|\d{4}-\d\d|\d{4}/\d\d( Q\d)?|\d{4}|ongoing"), "2031-01-31"),
    (re.compile(r"\d+ (days|working days|weeks?|months?|years?)"), "9 weeks"),
    (re.compile(r"-?[\d.]+"), "7"),
)


def plan(document: dict[str, Any]) -> Plan:
    """Load a document as a plan's only file."""
    text = json.dumps(document)  # JSON is YAML
    loaded = load(Tree.of_bytes({"plans/plan.yaml": text.encode()}))
    [found] = loaded.plans.values()
    assert not found.unread, loaded.diagnostics
    assert not found.unread_files, loaded.diagnostics
    return found


@cache
def _document() -> str:
    """Return the document with a second entry beside each entry of a section."""
    text = FILE.read_text(encoding="utf-8")
    document = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 (text only)
    for section, entries in document.items():
        if isinstance(entries, list):
            more = _IDS.sub(lambda found: f"{found[0]}B", json.dumps(entries))
            more = more.replace('"record": "record"', '"record": "record B"')
            more = more.replace('"period": "period"', '"period": "period B"')
            document[section] = [*entries, *json.loads(more)]
    return json.dumps(document)


def document() -> dict[str, Any]:
    """Return the document, to be altered."""
    made: dict[str, Any] = json.loads(_document())
    return made


def leaves(value: Any, at: Steps = ()) -> Iterator[Steps]:  # noqa: ANN401 (any value of a file)
    """Yield where each single value of a document stands."""
    match value:
        case dict():
            for key, each in value.items():
                yield from leaves(each, (*at, key))
        case list():
            for number, each in enumerate(value):
                yield from leaves(each, (*at, number))
        case _:
            yield at


def lists(value: Any, at: Steps = ()) -> Iterator[Steps]:  # noqa: ANN401 (any value of a file)
    """Yield where each list of a document stands."""
    match value:
        case dict():
            for key, each in value.items():
                yield from lists(each, (*at, key))
        case list():
            yield at
            for number, each in enumerate(value):
                yield from lists(each, (*at, number))


def at(document: Any, steps: Steps) -> Any:  # noqa: ANN401 (any value of a file)
    """Return the value at a place."""
    for step in steps:
        document = document[step]
    return document


def altered(document: dict[str, Any], *places: Steps) -> dict[str, Any]:
    """Return the document with another value of the same form at some places."""
    made = deepcopy(document)
    for steps in places:
        key = next(step for step in reversed(steps) if isinstance(step, str))
        at(made, steps[:-1])[steps[-1]] = _other(key, at(made, steps))
    return made


def _other(key: str, value: str) -> str:
    shared = [words for name, words in _enums() if name == key and value in words]
    if key == "earliest":
        return "2021-12-31"
    if value in {"yes", "no"}:
        return "no" if value == "yes" else "yes"
    if shared:
        return min(frozenset.intersection(*shared) - {value})
    for form, other in _FORMS:
        if form.fullmatch(value):
            return other if other != value else f"{other}7"
    return f"{value}-x"


@cache
def _enums() -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the words that each key of the format can have, by the name of the key."""
    found: set[tuple[str, frozenset[str]]] = set()
    shapes = plan_file_schema()["$defs"]

    def walk(key: str, shape: object) -> None:
        match shape:
            case {"enum": list(words)}:
                found.add((key, frozenset(each for each in words if isinstance(each, str))))
            case {"$ref": str(name)} if "enum" in shapes[name.rpartition("/")[2]]:
                walk(key, shapes[name.rpartition("/")[2]])
            case dict():
                inner = shape.get("properties", {})
                for name, each in shape.items():
                    walk(key, () if name == "properties" else each)
                for name, each in inner.items():
                    walk(name, each)
            case list():
                for each in shape:
                    walk(key, each)

    walk("", plan_file_schema())
    return tuple(found)


def without(document: dict[str, Any], steps: Steps) -> dict[str, Any]:
    """Return the document without a key or an entry."""
    made = deepcopy(document)
    del at(made, steps[:-1])[steps[-1]]
    return made


def reordered(document: dict[str, Any], steps: Steps) -> dict[str, Any]:
    """Return the document with a list the other way round."""
    made = deepcopy(document)
    at(made, steps).reverse()
    return made


def added(document: dict[str, Any], steps: Steps, suffix: str) -> dict[str, Any]:
    """Return the document with a copy of the last entry of a list, under ids of its own."""
    made = deepcopy(document)
    here = at(made, steps)
    if here:
        here.append(json.loads(_IDS.sub(lambda found: f"{found[0]}{suffix}", json.dumps(here[-1]))))
    return made


def moved(document: dict[str, Any], entry: Steps, into: Steps) -> dict[str, Any]:
    """Return the document with an entry at the end of another list."""
    made = deepcopy(document)
    target, source = at(made, into), at(made, entry[:-1])
    target.append(source.pop(int(entry[-1])))
    return made
