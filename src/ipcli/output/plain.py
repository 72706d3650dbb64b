"""Text that is safe to print on a terminal, whatever a plan's author put in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipcli.diagnostics import Diagnostic

# Control characters could move the cursor or colour the screen; the others reorder what is read,
# and the last two are no characters: XML may not hold them.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


def plain(text: str) -> str:
    """Return a text on one line, without control characters or marks that reorder it."""
    return " ".join(UNSAFE.sub("", text).split())


def in_place(text: str) -> str:
    """Return a line of a file with a mark for each sign that may not be printed: columns hold."""
    return UNSAFE.sub("\ufffd", text.replace("\t", " "))


def counted(number: int, one: str, several: str = "") -> str:
    """Return `1 error`, `2 errors`: the number and its word."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def fingerprint(found: Diagnostic) -> str:
    """Return a name for a finding that stays the same when lines move."""
    import hashlib  # noqa: PLC0415 (slow to import, and only some formats ask)

    parts = (found.code, found.place.path, found.record, found.message)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
