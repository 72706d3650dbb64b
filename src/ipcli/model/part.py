"""What a record is: a class whose annotations say which keys it has and how each is read.

pydantic's core reads the values. Its `BaseModel` is left out, because to import it, to make some
eighty classes of it and to work out their schemas takes a third of all the time that a command
takes on a plan of 500 actions (docs/adr/0013).
"""

from __future__ import annotations

import typing
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar, cast

from pydantic_core import SchemaSerializer, SchemaValidator, core_schema

from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pydantic_core import CoreSchema

Json: typing.TypeAlias = dict[str, Any]
Value = TypeVar("Value")
Model = TypeVar("Model", bound="Part")
REQUIRED: Any = object()


class Typed:
    """In `Annotated`: how a value is read, ready-made, and what an editor is told."""

    __slots__ = ("core", "json")

    def __init__(self, core: CoreSchema, json: Json) -> None:
        self.core = core
        self.json = json


class Before(NamedTuple):
    """In `Annotated`: a function that a value goes through first, such as for a short form.

    `json` makes what an editor is told; it may ask what that would be without the function.
    """

    read: Callable[[object], object]
    json: Callable[[Callable[[], Json]], Json]


class TextOr(NamedTuple):
    """In `Annotated[Text | X, …]`: a text is read as such, and all else as X."""


class _Made(NamedTuple):
    factory: Callable[[], object]


def made(*, factory: Callable[[], Value]) -> Value:
    """Say what makes the value of a key that is left out, where it is made anew each time."""
    return cast("Value", _Made(factory))


class Field(NamedTuple):
    """A field of a record: what it holds, the key that is written for it, and its default."""

    written: Any  # the annotation as it stands
    alias: str
    default: object = REQUIRED

    def is_required(self) -> bool:
        """Tell whether its key must be written."""
        return self.default is REQUIRED

    @property
    def annotation(self) -> Any:  # noqa: ANN401 (a type)
        """The type that it holds, without how that is read."""
        is_marked = typing.get_origin(self.written) is typing.Annotated
        return typing.get_args(self.written)[0] if is_marked else self.written


def key_of(field: str) -> str:
    """Return the key that is written in a plan file for a field of a model."""
    return field.rstrip("_")


class _Model(type):
    """The class of the classes of records."""

    @property
    def model_fields(cls) -> Mapping[str, Field]:
        """The fields, its own and those of the classes it is made from."""
        return _fields(cast("type[Part]", cls))


@typing.dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(made,))
class Part(metaclass=_Model):
    """A piece of a record. Unknown keys are refused; nothing changes once it is read."""

    __slots__ = (
        "__dict__",
        "__pydantic_extra__",  # the core fills these three
        "__pydantic_fields_set__",
        "__pydantic_private__",
    )

    def __init__(self, **values: object) -> None:
        _validator(type(self)).validate_python(values, self_instance=self)

    @classmethod
    def model_validate(cls, values: object) -> Self:
        """Read a record from the values of a file. Raises pydantic's ValidationError."""
        return cast("Self", _validator(cls).validate_python(values))

    @classmethod
    def model_construct(cls, **values: object) -> Self:
        """Make a record of values that are known to be right."""
        fields = _fields(cls).items()
        whole = {n: values[n] if n in values else _default(field) for n, field in fields}
        return _filled(cls.__new__(cls), whole, set(values))

    def model_copy(self, *, update: Mapping[str, object]) -> Self:
        """Return the same with some fields replaced, by values that are known to be right."""
        whole = {**self.__dict__, **update}
        return _filled(type(self).__new__(type(self)), whole, {*self.model_fields_set, *update})

    @property
    def model_fields_set(self) -> set[str]:
        """The fields that are written in the file."""
        return self.__pydantic_fields_set__  # type: ignore[attr-defined, no-any-return]

    def model_dump(self, **how: Any) -> dict[str, Any]:  # noqa: ANN401 (as pydantic takes it)
        """Return the record as plain values; `how` is what pydantic's own method takes."""
        return cast("dict[str, Any]", _serializer(type(self)).to_python(self, **how))

    def model_dump_json(self, **how: Any) -> str:  # noqa: ANN401 (as pydantic takes it)
        """Return the record as JSON."""
        return _serializer(type(self)).to_json(self, **how).decode()

    def __iter__(self) -> Iterator[tuple[str, object]]:
        return iter(self.__dict__.items())

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *self.__dict__.values()))

    def __repr__(self) -> str:
        written = (f"{name}={value!r}" for name, value in self if name in self.model_fields_set)
        return f"{type(self).__name__}({', '.join(written)})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: `{name}` cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: `{name}` cannot be taken away")


def _filled(record: Model, values: Mapping[str, object], written: set[str]) -> Model:
    object.__setattr__(record, "__dict__", values)
    object.__setattr__(record, "__pydantic_fields_set__", written)
    return record


@cache
def _fields(model: type[Part]) -> Mapping[str, Field]:
    """Return the fields of a model in the order of its classes, the most general first."""
    found: dict[str, Field] = {}
    for cls in reversed(model.__mro__):
        if issubclass(cls, Part) and cls is not Part:
            for name, written in cls.__annotations__.items():
                found[name] = Field(written, key_of(name), cls.__dict__.get(name, REQUIRED))
    return MappingProxyType(found)


def _default(field: Field) -> object:
    return field.default.factory() if isinstance(field.default, _Made) else field.default


@cache
def _validator(model: type[Part]) -> SchemaValidator:
    return SchemaValidator(_core(model))


@cache
def _serializer(model: type[Part]) -> SchemaSerializer:
    return SchemaSerializer(_core(model))


@cache
def _core(written: Any) -> CoreSchema:  # noqa: ANN401 (an annotation)
    """Return how the core reads what an annotation says."""
    arguments = typing.get_args(written)
    match typing.get_origin(written):
        case None:
            return _core_of_class(written)
        case typing.Annotated:
            return _core_of_marked(*arguments)
        case typing.Literal:
            return core_schema.literal_schema(list(arguments))
        case origin if origin is tuple:
            return core_schema.tuple_variable_schema(_core(arguments[0]))
        case origin if origin is dict:
            return core_schema.dict_schema(core_schema.str_schema(), _core(arguments[1]))
        case _:
            [one] = [each for each in arguments if each is not type(None)]
            return core_schema.nullable_schema(_core(one))


def _core_of_class(written: type[Part | Enum]) -> CoreSchema:
    if issubclass(written, Enum):
        return core_schema.enum_schema(written, list(written), sub_type="str")
    fields = {name: _core_of_field(field) for name, field in written.model_fields.items()}
    keys = core_schema.model_fields_schema(fields, extra_behavior="forbid")
    return core_schema.model_schema(written, keys, frozen=True)


def _core_of_field(field: Field) -> core_schema.ModelField:
    core = _core(field.written)
    if isinstance(field.default, _Made):
        core = core_schema.with_default_schema(core, default_factory=field.default.factory)
    elif field.default is not REQUIRED:
        core = core_schema.with_default_schema(core, default=field.default)
    return core_schema.model_field(
        core, validation_alias=field.alias, serialization_alias=field.alias
    )


def _core_of_marked(written: Any, *marks: Typed | Before | TextOr) -> CoreSchema:  # noqa: ANN401 (a type)
    """Return how a value is read that has marks; the last is the outermost."""
    *inner, mark = marks
    match mark:
        case Typed():
            return mark.core
        case Before():
            inside = typing.Annotated[(written, *inner)] if inner else written
            return core_schema.no_info_before_validator_function(mark.read, _core(inside))
        case TextOr():
            choices = zip(("(text)", "(other)"), typing.get_args(written), strict=True)
            read = {name: _core(each) for name, each in choices}
            return core_schema.tagged_union_schema(read, _text_or_other)


def _text_or_other(value: object) -> str:
    return "(text)" if isinstance(value, str) else "(other)"
