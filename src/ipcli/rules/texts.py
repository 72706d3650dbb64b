"""Every text that was written in a record, and where it stands."""

from __future__ import annotations

from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias, Union, get_args, get_origin

from ipcli.model.base import Part, key_of
from ipcli.rules.references import TARGETS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

Path: TypeAlias = tuple[str | int, ...]

_NO_PROSE = frozenset({"id", "was", "labels", "level", "status", "sha256"})


def texts(part: Part, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every text that was written in a part, and where it stands."""
    alone, nested = fields_with_prose(type(part))
    for name in part.model_fields_set.intersection(alone + nested):
        value, key = getattr(part, name), key_of(name)
        steps: Iterable[Path] = ((each,) for each in range(len(members(value))))
        if isinstance(value, dict):
            steps = ((each,) for each in value)
        elif isinstance(value, str | Part):
            steps = ((),)
        for step, each in zip(steps, members(value), strict=True):
            if isinstance(each, Part):
                yield from texts(each, (*path, key, *step))
            else:
                yield (*path, key, *step), str(each)


def members(value: object) -> Collection[object]:
    """Return what is in a field: the entries of a list or of a mapping, or the value itself."""
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, tuple) else (value,)


@cache
def fields_with_prose(model: type[Part]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields of a model that hold text other than ids: texts alone, and the rest."""
    ids = _NO_PROSE.union(*(TARGETS[each] for each in model.__mro__ if each in TARGETS))
    fields = {name: field.annotation for name, field in model.model_fields.items()}
    found = [name for name in fields if name not in ids and _holds_text(fields[name])]
    alone = tuple(name for name in found if _is_text(fields[name]))
    return alone, tuple(name for name in found if name not in alone)


def _holds_text(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return any(fields_with_prose(annotation))
    if get_origin(annotation) is Literal:
        return False
    return annotation is str or any(map(_holds_text, get_args(annotation)))


def _is_text(annotation: object) -> bool:
    """Tell whether a field holds one text, or nothing, and never anything else."""
    if get_origin(annotation) is Annotated:
        return _is_text(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        return all(each is NoneType or _is_text(each) for each in get_args(annotation))
    return annotation is str
