from __future__ import annotations

import re
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias, Union, get_args, get_origin

from ipcli.diagnostics import Severity
from ipcli.model.base import Part, key_of
from ipcli.model.instrument import Function
from ipcli.model.meeting import Request
from ipcli.rules.references import TARGETS
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ipcli.rules.facts import Facts

Path: TypeAlias = tuple[str | int, ...]

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_PHONE = re.compile(
    r"(?<![\w/.+-])(?:\+44 ?\(?0?\)? ?|\(?0)\d{2,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}(?![\w/]|[ -]\d)",
    re.ASCII,
)
_SIGNS = re.compile(r"@|\+44|(?:^|[ (])0", re.ASCII)
_NO_PROSE = frozenset({"id", "was", "labels", "level", "status", "sha256"})
_DIGITS = range(10, 14)  # of a telephone number, with 0 or 44 or both before it
_ROLE = """
roles:
  - {id: clerk, name: %s}
"""


@rule(
    "IP903",
    "personal-data",
    Severity.WARNING,
    bad=_ROLE % "Clerk (a.person@anytown.gov.uk)",
    good=_ROLE % "Clerk to the Council",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A text has an e-mail address or a telephone number in it.

    Why: what is in a repository stays in its history for ever, and papers are made from it; a plan
    needs roles, not people.

    Mend: write the role. If the address was published on purpose, accept it with a waiver.

    Source: UK GDPR, Article 5(1)(c) (data minimisation).
    """
    plan = facts.plan
    for root in (plan.header, *plan.records.values(), *plan.commentary, *plan.waivers):
        if isinstance(root, Request | Function) or not _looks_like_it(root):
            continue  # those two are read with the record that they stand in
        for where, text in _texts(root, ()):
            if what := _personal(text, facts):
                name = getattr(root, "id", "")
                told = f"{f'`{name}`' if name else 'an entry'} has {what} in its {where[0]}"
                yield Finding(root, where, told)


def _personal(text: str, facts: Facts) -> str:
    for found in _EMAIL.finditer(text):
        if found[0].partition("@")[2] not in facts.plans:
            return f"the e-mail address `{found[0]}`"
    for found in _PHONE.finditer(text):
        if sum(each.isdigit() for each in found[0]) in _DIGITS:
            return f"the telephone number `{found[0]}`"
    return ""


def _looks_like_it(part: Part) -> bool:
    """Tell quickly whether any text of a part may have an address or a number in it."""
    alone, nested = _prose(type(part))
    values = part.__dict__
    joined = "\n" + "\n".join([text for name in alone if (text := values[name])])
    if "@" in joined or " 0" in joined or "\n0" in joined or "(0" in joined or "+44" in joined:
        return True
    for name in nested:
        for each in _members(values[name]) if values[name] else ():
            if _looks_like_it(each) if isinstance(each, Part) else _SIGNS.search(str(each)):
                return True
    return False


def _texts(part: Part, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield every text that was written in a part, and where it stands."""
    alone, nested = _prose(type(part))
    for name in part.model_fields_set.intersection(alone + nested):
        value, key = getattr(part, name), key_of(name)
        steps: Iterable[Path] = ((each,) for each in range(len(_members(value))))
        if isinstance(value, dict):
            steps = ((each,) for each in value)
        elif isinstance(value, str | Part):
            steps = ((),)
        for step, each in zip(steps, _members(value), strict=True):
            if isinstance(each, Part):
                yield from _texts(each, (*path, key, *step))
            else:
                yield (*path, key, *step), str(each)


def _members(value: object) -> Collection[object]:
    """Return what is in a field: the entries of a list or of a mapping, or the value itself."""
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, tuple) else (value,)


@cache
def _prose(model: type[Part]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields of a model that hold text other than ids: texts alone, and the rest."""
    ids = _NO_PROSE.union(*(TARGETS[each] for each in model.__mro__ if each in TARGETS))
    fields = {name: field.annotation for name, field in model.model_fields.items()}
    found = [name for name in fields if name not in ids and _holds_text(fields[name])]
    alone = tuple(name for name in found if _is_text(fields[name]))
    return alone, tuple(name for name in found if name not in alone)


def _holds_text(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return any(_prose(annotation))
    if get_origin(annotation) is Literal:
        return False
    return annotation is str or any(map(_holds_text, get_args(annotation)))


def _is_text(annotation: object) -> bool:
    one_of = get_origin(annotation) in {Annotated, Union, UnionType}
    return annotation is str or (one_of and any(map(_is_text, get_args(annotation))))
