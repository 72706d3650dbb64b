"""Slips of the pen that a parser reports as something else, or a line later."""

from __future__ import annotations

import re

from ipcli.named import NamedTuple

# What is seen at the start of a line, what is wrong with it, and how it is mended.
_SLIPS = (
    (
        re.compile(r"\s*([\u2012-\u2015\u2022\u2212\u00b7])\s"),
        "`{}` is not the hyphen that begins an entry",
        "Type a hyphen and a space: `- `.",
    ),
    (
        re.compile(r"\s*(-)[A-Za-z_]+:"),
        "there is no space after the `-` that begins an entry",
        "Type a space after it: `- `.",
    ),
    (
        re.compile(r"\s*(?:- )?([a-z_]+:)(?=[^\s/])"),
        "there is no space after `{}`",
        "Type a space between the colon and the value.",
    ),
    (
        re.compile(r"[^#]*: ([\u201c\u201d\u2018])"),
        "`{}` is not a quote that YAML knows",
        "Type straight quotes: the curly ones of Word are letters like any other.",
    ),
    (
        re.compile(r"""[^#"']*: ([{\[])[^{}\[\]"']*[}\]] *[^\s,}\]#]"""),
        "a text cannot begin with `{}`, which opens a group",
        "Put the whole text into double quotes.",
    ),
)
_BEFORE = 2  # lines: a parser that misses a colon notices it on the next line or the one after


class Slip(NamedTuple):
    """A slip of the pen and where it was made. Line and column count from 1."""

    line: int
    column: int
    told: str
    mend: str


def near(lines: list[str], noticed: int) -> Slip | None:
    """Return the slip in a line or shortly before it, the nearest first."""
    for number in range(min(noticed, len(lines)), max(0, noticed - 1 - _BEFORE), -1):
        for pattern, told, mend in _SLIPS:
            if found := pattern.match(lines[number - 1]):
                return Slip(number, found.start(1) + 1, told.format(found[1]), mend)
    return None
