"""A wrong figure put right: a difference that a new entry in `corrections` explains."""

# ruff: noqa: D401 (the docstring of a kind says what it is, not what the function does)

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from itertools import dropwhile, islice
from typing import TYPE_CHECKING

from ipcli.changes.fields import standing
from ipcli.changes.kinds import kind
from ipcli.changes.wording import labelled
from ipcli.model.base import Correction
from ipcli.model.dates import Date, Length
from ipcli.model.plan import RECORD_SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipcli.changes.difference import Difference
    from ipcli.changes.found import Found
    from ipcli.changes.wording import Words
    from ipcli.model.base import Record


# What a correction says where there was no figure, or where there is to be none.
NOTHING = frozenset({"nothing", "none", "not set", "not given", "-"})


@kind(
    "corrected",
    about="any record",
    control=True,
    of=RECORD_SECTIONS,
    fields=("corrections",),
    counted=("figure corrected", "figures corrected"),
    done="corrected",
    per="entry",
)
def corrected(found: Found) -> str | None:
    """A wrong figure was put right and a correction says so: it did not move.

    A correction counts only where its key, and what it says was wrong and is right, agree with
    what changed. One whose wrong figure came after the earlier state is named by itself, beside
    whatever moved since; so is one that was recorded and not made.
    """
    first = found.first
    if isinstance(first.after, Correction):
        return _alone(found, first.after)
    if first.pattern == ("corrections",):
        return None
    what = " ".join((labelled(first.path[0]), *first.path[1:]))
    was = found.was.said(first.path[-1], first.before)
    return f"{what} corrected from {was or 'nothing'} to {_now(found) or 'nothing'}"


def _alone(found: Found, each: Correction) -> str:
    """Say of a correction that explains no difference whether it was made."""
    was, now = _stood(found.was, found.old, each.key), _stood(found.now, found.new, each.key)
    told = f"from {each.from_} to {each.to}"
    if not _is_made(each, found.new):
        but = f"it is {now}" if now else "no such change was made"
        return f"a correction of {each.key} {told} was recorded, but {but}"
    return f"{each.key} corrected {told}" + (f"; in the earlier state it was {was}" if was else "")


def _stood(words: Words, record: Record, key: str) -> str:
    """Say which figure stands at a key; nothing of several, or of words, which may be exempt."""
    match _figures(record, key):
        case []:
            return "not there"
        case [figure] if not isinstance(figure, str):
            return words.said(key.rpartition(".")[2], figure)
        case _:
            return ""


def _is_made(each: Correction, record: Record) -> bool:
    """Whether a figure is as a correction says, or as a later one found it and put it right."""
    figures = _figures(record, each.key)
    return any(
        any(_same(text, figure) for figure in figures)
        or (not figures and text.strip().lower() in NOTHING)
        for text in _became(each, record.corrections)
    )


def _became(each: Correction, corrections: Iterable[Correction]) -> Iterator[str]:
    """Yield what a correction makes of a figure, and what those after it make of that in turn."""
    yield (value := each.to)
    from_here = dropwhile(lambda one: one is not each, corrections)
    for later in islice(from_here, 1, None):
        if (later.key, later.from_) == (each.key, value):
            yield (value := later.to)


def _figures(record: Record, key: str) -> list[object]:
    return [figure for figure in standing(record, key) if figure is not None]


def _now(found: Found) -> str:
    return found.now.said(found.first.path[-1], found.first.after)


def correction_of(
    difference: Difference, corrections: Iterable[Correction]
) -> tuple[Correction, ...]:
    """Return the new corrections that explain a difference, or none.

    Several corrections of one figure since then are taken together: it was wrong as one of them
    says, and is right as one of them says.
    """
    about = [each for each in corrections if _is_of(each.key, difference.dotted)]
    was = any(_is_side(each.from_, difference.before, difference) for each in about)
    now = any(_is_side(each.to, difference.after, difference) for each in about)
    return tuple(about) if was and now else ()


def _is_side(text: str, value: object, difference: Difference) -> bool:
    """Whether a correction's text is one side of a difference.

    Where nothing stood there it must say so. An entry of a list is there or not: what the
    correction says of the other side is about another entry.
    """
    if value is not None:
        return _same(text, value)
    return _is_entry(difference) or text.strip().lower() in NOTHING


def _is_entry(difference: Difference) -> bool:
    """Whether a difference is one entry of a list without keys."""
    if difference.path != difference.pattern or not difference.path:
        return False
    sides = (getattr(each, difference.path[0], None) for each in (difference.old, difference.new))
    return len(difference.path) == 1 and any(isinstance(each, tuple) for each in sides)


def _is_of(key: str, dotted: str) -> bool:
    return key == dotted or dotted.startswith(f"{key}.")


def _same(text: str, value: object) -> bool:
    """Whether a correction's text is a value of the plan: as written, or as people say it."""
    match value:
        case Date():
            return text in {value.text, str(value)}
        case Decimal():
            return _number(text) == value
        case bool():
            return text.lower() in ({"yes", "true"} if value else {"no", "false"})
        case str():
            return text == value or value in {each.strip() for each in text.split(",")}
        case Length() | int():
            return text == str(value)
        case _:
            return str(value) == text


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip().removesuffix("%").replace(",", ""))
    except InvalidOperation:
        return None
