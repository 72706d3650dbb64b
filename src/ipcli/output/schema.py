"""JSON Schemas, made from the models: what an editor shows while a plan file is written."""

from __future__ import annotations

import ast
import inspect
import sys
import typing
from enum import Enum
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from ipcli.model.part import Before, Part, TextOr, Typed
from ipcli.model.sections import PlanFile
from ipcli.output import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from ipcli.model.part import Json

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def plan_file_schema() -> Json:
    """Return the schema of a plan file, with a description for every key."""
    shapes = _Shapes()
    whole = shapes.of_model(PlanFile)
    return {"$schema": DIALECT, "$defs": shapes.made, **whole, "title": "A plan file"}


def findings_schema() -> Json:
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
                "left_out_as_not_asked_for": whole,
                "not_run": {
                    "type": "array",
                    "items": _object({"rule": text, "reason": text}),
                },
            }
        ),
    }


def _object(properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


class _Shapes:
    """The shape of each model, each made once, by the name that it is referred to by."""

    def __init__(self) -> None:
        self.made: dict[str, Json] = {}

    def of(self, written: Any, model: type[Part]) -> Json:  # noqa: ANN401, PLR0911 (any annotation)
        """Return what an editor is told of what an annotation of a model says.

        A key that may be left out has no `null`: a key with nothing after it is a finding.
        """
        inner = typing.get_args(written)
        match typing.get_origin(written):
            case None if isinstance(written, str):  # a class that holds itself
                return self.of(getattr(sys.modules[model.__module__], written), model)
            case None:
                return {"$ref": f"#/$defs/{self._named(written)}"}
            case typing.Annotated:
                return self._of_marked(*inner, model=model)
            case typing.Literal:
                return {"type": "string", "enum": list(inner)}
            case origin if origin is tuple:
                return {"type": "array", "items": self.of(inner[0], model)}
            case origin if origin is dict:
                return {"type": "object", "additionalProperties": self.of(inner[1], model)}
            case _:
                [one] = [each for each in inner if each is not type(None)]
                return self.of(one, model)

    def _of_marked(
        self,
        written: Any,  # noqa: ANN401 (an annotation)
        *marks: Typed | Before | TextOr,
        model: type[Part],
    ) -> Json:
        *inner, mark = marks
        match mark:
            case Typed():
                return mark.json
            case Before():
                inside = typing.Annotated[(written, *inner)] if inner else written
                return mark.json(partial(self.of, inside, model))
            case TextOr():
                return {"anyOf": [self.of(each, model) for each in typing.get_args(written)]}

    def _named(self, written: type) -> str:
        name = written.__name__
        if name not in self.made:
            self.made[name] = {}  # before what is in it, which may hold it again
            is_enum = issubclass(written, Enum)
            self.made[name] = _words(written) if is_enum else self.of_model(written)
        return name

    def of_model(self, model: type[Part]) -> Json:
        """Return the shape of a model, with a description for every key."""
        described = _field_docstrings(model)
        fields = model.model_fields.items()
        keys = {
            field.alias: self.of(field.written, model) | {"description": described[name]}
            for name, field in fields
        }
        required = [field.alias for _, field in fields if field.is_required()]
        return {
            "type": "object",
            "title": model.__name__.removeprefix("Written"),
            "description": inspect.getdoc(model),
            "properties": keys,
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }


def _words(written: type[Enum]) -> Json:
    words = [each.value for each in written]
    told = {"type": "string", "title": written.__name__, "enum": words}
    return told | {"description": inspect.getdoc(written)}


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
