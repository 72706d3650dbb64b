"""The registry of change kinds: one declaration names a kind and what it claims.

A kind claims fields of records of some sections; `added` and `removed` stand for a whole record.
The kinds that claim a field are asked in the order of their declaration; the first that has a
sentence names the change. What no kind claims, or all leave, is `edited`. A field that no kind is
meant to claim is listed with `editorial`, and why.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ipcli.changes.found import Found

Tell: TypeAlias = "Callable[[Found], str | None]"
# What makes one change: all differences of a record, those of one field, those of one key of a
# field (a scale of `ratings`), or each difference by itself.
Per: TypeAlias = Literal["record", "field", "key", "entry"]

EDITED = "edited"
TO = "to"
# In the order of the table in the plan format, which is that of the log.
MODULES = (
    *("items", "item_terms", "item_progress", "risks", "instruments", "measures"),
    *("corrections", "plan_rules", "register", "unclaimed"),
)


class Kind(NamedTuple):
    """A kind of change: its name, whether someone must agree to it, and how it is counted.

    `about` heads its part of the table; `what` says what it is and why it matters. `counted` are
    the words for one and for several, `done` those that follow the word for a level, or `TO` where
    it is not the row that is counted but what is added to it.
    """

    name: str
    control: bool
    about: str
    what: str
    counted: tuple[str, str]
    done: str


class Claim(NamedTuple):
    """A kind with the function that tells it, and how many differences make one change."""

    kind: Kind
    tell: Tell
    per: Per


_KINDS: dict[str, Kind] = {}
_BY_NAME: dict[str, Claim] = {}
_CLAIMS: dict[tuple[str, str], list[Claim]] = {}
_EDITORIAL: dict[tuple[str, str], str] = {}


def kind(  # noqa: PLR0913 (the parts of a declaration, all by keyword)
    name: str,
    *,
    about: str,
    control: bool,
    of: tuple[str, ...],
    fields: tuple[str, ...],
    counted: tuple[str, str],
    done: str = "",
    per: Per = "record",
) -> Callable[[Tell], Tell]:
    """Register a function as the teller of a kind of change.

    `of` are the sections of the records, `fields` what it claims of them: a key, a dotted path
    with `*` for any key, or `added` and `removed` for a whole record. The function returns a
    sentence in an officer's words, without the record's name, or None to leave it to another kind.
    """

    def register(tell: Tell) -> Tell:
        if name in _KINDS:
            raise ValueError(f"the kind {name} is declared twice")
        told = " ".join((tell.__doc__ or "").split())
        _KINDS[name] = Kind(name, control, about, told, counted, done)
        _BY_NAME[name] = Claim(_KINDS[name], tell, per)
        for section in of:
            for field in fields:
                _CLAIMS.setdefault((section, field), []).append(_BY_NAME[name])
        return tell

    return register


def editorial(of: tuple[str, ...], fields: tuple[str, ...], why: str) -> None:
    """Declare that a change of these fields is only `edited`, and why no kind claims them."""
    for section in of:
        for field in fields:
            _EDITORIAL[section, field] = why


@cache
def all_kinds() -> Mapping[str, Kind]:
    """Return every kind by name, in the order of the table; `edited` comes last."""
    for module in MODULES:
        importlib.import_module(f"{__package__}.{module}")
    last = {EDITED: _KINDS[EDITED]}
    return {name: kind for name, kind in _KINDS.items() if name != EDITED} | last


@cache
def order() -> Mapping[str, int]:
    """Return the place of each kind in the table."""
    return {name: place for place, name in enumerate(all_kinds())}


@cache
def claims(section: str, pattern: str) -> tuple[Claim, ...]:
    """Return the claims on a field, on the narrowest part of its path that anything claims."""
    all_kinds()
    steps = pattern.split(".")
    for end in range(len(steps), 0, -1):
        at = section, ".".join(steps[:end])
        if at in _CLAIMS or at in _EDITORIAL:
            return tuple(_CLAIMS.get(at, ()))
    return ()


def why_editorial(section: str, pattern: str) -> str:
    """Return why no kind claims a field, or nothing where that was not declared."""
    all_kinds()
    return _EDITORIAL.get((section, pattern), "")


def claim_of(name: str) -> Claim:
    """Return the claim by which a kind is told wherever it is needed: `edited`, `corrected`."""
    all_kinds()
    return _BY_NAME[name]


def claimed_fields() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the kinds that claim each field, by section and pattern; none for editorial ones."""
    all_kinds()
    claimed = {at: tuple(each.kind.name for each in found) for at, found in _CLAIMS.items()}
    return claimed | {at: () for at in _EDITORIAL if at not in claimed}
