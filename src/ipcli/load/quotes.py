"""Values that look as if a quote or a bracket were missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipcli.named import NamedTuple

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
    if first in QUOTES and (last != first or len(text) == 1):
        return first if _is_lone(first, text) else ""
    if last in QUOTES:
        return last if first != last and _is_lone(last, text) else ""
    for opening, closing in ("[]", "{}"):
        ends = [sign for sign in (first, last) if sign in {opening, closing}]
        if ends and text.count(opening) != text.count(closing):
            return ends[0]
    return ""


# An apostrophe inside a word (the council's) is no quote; after s or z (the boards') it may be one.
_OPENS = re.compile(r"""(?<![^\s(\[{"/\u2013\u2014-])'(?=\S)""")
_CLOSES = re.compile(r"""'(?=[\s.,;:!?)\]}"/\u2013\u2014-]|$)""")
_SURELY_CLOSES = re.compile(rf"(?<![sz]){_CLOSES.pattern}")


def _is_lone(sign: str, text: str) -> bool:
    """Tell whether the quote at one end of a text has no partner."""
    if sign == '"' or len(text) == 1:
        return text.count(sign) % 2 == 1
    opened = len(_OPENS.findall(text))
    if text[0] == sign:
        return opened > len(_CLOSES.findall(text))
    return text[-2] not in "sz" and opened < len(_SURELY_CLOSES.findall(text))
