"""Values that look as if a quote or a bracket were missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ipcli.load.events import Event

QUOTES = frozenset("\"'")
SIGNS = QUOTES | frozenset("[]{}")


class Quoted(NamedTuple):
    """A value that is most likely a slip, and its lines; lines and columns are counted from 0.

    It begins or ends with a sign that has no partner (`is_lone`), or is quoted and runs over lines
    that look like keys of their own.
    """

    line: int
    column: int
    last_line: int
    is_lone: bool


def doubtful(event: Event) -> list[Quoted]:
    """Return why a value may be a slip; one of many lines still has to be looked at."""
    text, start, last = event.value, event.start_mark, event.end_mark.line
    found = []
    if (text[0] in SIGNS or text[-1] in SIGNS) and lone_sign(text):
        found.append(Quoted(start.line, start.column, last, is_lone=True))
    if event.style in QUOTES and start.line != last:
        found.append(Quoted(start.line, start.column, last, is_lone=False))
    return found


def lone_sign(text: str) -> str:
    """Return the quote or bracket at either end of a text that has no partner in it, or nothing."""
    first, last = text[0], text[-1]
    if first in "\"'" and (last != first or len(text) == 1):
        return first if text.count(first) % 2 == 1 else ""
    if last in "\"'":
        possessive = last == "'" and len(text) > 1 and text[-2] in "sz"
        return last if first != last and text.count(last) % 2 == 1 and not possessive else ""
    for opening, closing in ("[]", "{}"):
        ends = [sign for sign in (first, last) if sign in {opening, closing}]
        if ends and text.count(opening) != text.count(closing):
            return ends[0]
    return ""
