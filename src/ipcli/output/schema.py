"""JSON Schemas, made from the models: what an editor shows while a plan file is written."""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from ipcli.model.base import Part
from ipcli.model.sections import PlanFile
from ipcli.output import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from pydantic_core import core_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def plan_file_schema() -> dict[str, Any]:
    """Return the schema of a plan file, with a description for every key."""
    schema = PlanFile.model_json_schema(schema_generator=_Described)
    return {"$schema": DIALECT, **schema, "title": "A plan file"}


def findings_schema() -> dict[str, Any]:
    """Return the schema of what `validate --format json` writes."""
    text, whole = {"type": "string"}, {"type": "integer", "minimum": 0}
    place = {"path": text, "line": {**whole, "minimum": 1}, "column": {**whole, "minimum": 1}}
    finding = _object(
        {
            "code": {"type": "string", "pattern": r"^IP\d{3}$"},
            "name": text,
            "severity": {"enum": ["error", "warning", "note"]},
            "message": text,
            "mend": text,
            "record": {"type": ["string", "null"], "description": "The id it is about"},
            **place,
            "related": {"type": "array", "items": _object({"text": text, **place})},
        }
    )
    several = {"type": "array", "items": {"$ref": "#/$defs/finding"}}
    return {
        "$schema": DIALECT,
        "title": "Findings of ipcli validate",
        "$defs": {"finding": finding},
        **_object(
            {
                "version": {"const": as_json.VERSION, "description": "The form of this file"},
                "tool": _object({"name": text, "version": text}),
                "checked": _object(dict.fromkeys(("plans", "items", "files", "rules"), whole)),
                "findings": several,
                "waived": several,
                "left_out_as_known": whole,
                "not_run": {
                    "type": "array",
                    "items": _object({"rule": text, "reason": text}),
                },
            }
        ),
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


class _Described(GenerateJsonSchema):
    """Takes descriptions from the docstrings below the fields, and leaves poor titles out."""

    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        made = super().model_schema(schema)
        model: type[Part] = schema["cls"]
        described = _field_docstrings(model)
        for name, field in model.model_fields.items():
            key = field.alias or name
            shown = made["properties"][key]
            shown.pop("title", None)
            shown.pop("default", None)
            if name in described:
                shown["description"] = described[name]
            _without_null(shown)
        made["title"] = model.__name__.removeprefix("Written")
        return made


def _without_null(shown: dict[str, Any]) -> None:
    """Leave out `null`: a key with nothing after it is a finding."""
    kept = [each for each in shown.get("anyOf", ()) if each != {"type": "null"}]
    for each in kept:
        _without_null(each)
    if len(kept) == 1:
        del shown["anyOf"]
        shown.update({**kept[0], **shown})
    elif kept:
        shown["anyOf"] = kept


def _field_docstrings(model: type[Part]) -> dict[str, str]:
    """Return the docstring below each field, of the model and those it is made from."""
    found: dict[str, str] = {}
    for cls in reversed(model.__mro__):
        if issubclass(cls, Part) and cls is not Part:
            found |= _module_docstrings(sys.modules[cls.__module__]).get(cls.__name__, {})
    return found


@cache
def _module_docstrings(module: ModuleType) -> dict[str, dict[str, str]]:
    tree = ast.parse(inspect.getsource(module))
    classes = (node for node in tree.body if isinstance(node, ast.ClassDef))
    return {node.name: dict(_docstrings_in(node)) for node in classes}


def _docstrings_in(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in zip(node.body, node.body[1:], strict=False):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, text
