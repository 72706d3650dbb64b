"""What is wrong with a plan, as data."""

from __future__ import annotations

import re
from enum import IntEnum

from ipcli.named import NamedTuple

_QUOTED = re.compile(r"`([^`]*)`")
_LONGEST_QUOTE = 80  # characters
_LONGEST = 1_000  # characters of a message


class Severity(IntEnum):
    """How much a finding matters; the larger, the worse."""

    NOTE = 1  # good to know
    WARNING = 2  # a person should look
    ERROR = 3  # untrue or unreadable

    @property
    def word(self) -> str:
        """The name as people write it on the command line."""
        return self.name.lower()


class Place(NamedTuple):
    """A spot in a plan file. Line and column count from 1, columns in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Diagnostic(NamedTuple):
    """One finding: where, which rule, what is wrong with both facts, and how to mend it.

    `record` is the id of the record that it is about, empty where there is none;
    `related` are other places that belong to it, such as where an id was used first.
    """

    place: Place
    code: str
    message: str
    severity: Severity
    name: str
    mend: str = ""
    record: str = ""
    related: tuple[tuple[Place, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.place}: {self.severity.word} {self.code} {self.message}"


def shortened(message: str) -> str:
    """Return a message with long quotations cut: an author may have written a page in one value."""
    if len(message) <= _LONGEST_QUOTE:
        return message
    told = _QUOTED.sub(_cut, message)
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"


def _cut(found: re.Match[str]) -> str:
    return found[0] if len(found[1]) <= _LONGEST_QUOTE else f"`{found[1][: _LONGEST_QUOTE - 20]}…`"
