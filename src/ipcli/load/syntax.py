"""Why a file is not YAML, in words for its author, pointing at where the slip was made.

A parser reports where it gave up, which may be pages after the quote or bracket that was never
closed. Files that are broken are read again here, slowly, to find the opening one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ipcli.diagnostics import Place
from ipcli.load import faults, slips
from ipcli.load.events import parser
from ipcli.load.faults import FaultError

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

    from ipcli.load.events import Parser

_SWALLOWED = re.compile(r"^\s*(?:- |(?:\{ *)?[a-z_]+: )", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)
_IN_ITSELF = (
    *("cannot start any token", "escape", "hexdecimal", "alphabetic or numeric", "tag"),
    "control characters",
)
_STARTS = (MappingStartEvent, SequenceStartEvent)
_ENDS = (MappingEndEvent, SequenceEndEvent)


def explained(path: str, raw: bytes, fault: MarkedYAMLError | None) -> FaultError:
    """Return the finding for a file that the parser gave up on."""
    text = raw.decode("utf-8-sig", "replace")
    if marker := _CONFLICT.search(text):
        line = text.count("\n", 0, marker.start()) + 1
        return FaultError(
            faults.CONFLICT, Place(path, line), f"`{marker[0].strip()}` is left from a merge"
        )
    gave_up = _line(fault, "problem_mark")
    lines = text.splitlines()
    if opened := _never_closed(raw, lines):
        line, column, what, mend = opened
        told = f"{what} (noticed on line {gave_up[0]})"
        return FaultError(faults.NOT_YAML, Place(path, line, column), told, mend=mend)
    if slip := slips.near(lines, gave_up[0]):
        return FaultError(
            faults.NOT_YAML, Place(path, slip.line, slip.column), slip.told, mend=slip.mend
        )
    message, mend = _plainly(fault, lines)
    return FaultError(faults.NOT_YAML, Place(path, *gave_up), message, mend=mend)


def swallowed(text: str) -> bool:
    """Tell whether a quoted value ran over lines that look like keys of their own."""
    return "\n" in text and bool(_SWALLOWED.search(text.partition("\n")[2]))


def _never_closed(raw: bytes, lines: list[str]) -> tuple[int, int, str, str] | None:
    """Find the first quote that swallowed lines, or the innermost bracket left open."""
    brackets: list[tuple[int, int, str]] = []
    try:
        return _walk(parser(raw), lines, brackets)
    except (YAMLError, StopIteration) as fault:
        if _is_wrong_in_itself(fault, lines):
            return None
        mark = getattr(fault, "context_mark", None)
        if "quoted scalar" in (getattr(fault, "context", None) or "") and mark is not None:
            return mark.line + 1, mark.column + 1, *_quote(lines[mark.line][mark.column])
    for line, column, sign in reversed(brackets):
        if sign:
            told = f"the bracket `{sign}` is not closed where it should be, or a comma is missing"
            return line, column, told, _BRACKET
    return None


def _walk(
    source: Parser, lines: list[str], brackets: list[tuple[int, int, str]]
) -> tuple[int, int, str, str]:
    """Go on to a quote that swallowed lines, or until the parser gives up with brackets open."""
    while True:
        event = source.get_event()
        start = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, _STARTS):
            sign = lines[start[0] - 1][start[1] - 1 : start[1]] if event.flow_style else ""
            brackets.append((*start, sign))
        elif isinstance(event, _ENDS) and brackets:
            brackets.pop()
        elif isinstance(event, ScalarEvent) and event.style in {"'", '"'}:
            inside = lines[event.start_mark.line : event.end_mark.line + 1]
            if swallowed("\n".join(inside)):
                return *start, *_quote(event.style)


def _is_wrong_in_itself(fault: Exception, lines: list[str]) -> bool:
    """Tell whether what was met is wrong wherever it stands, so that nothing need be open."""
    problem = str(getattr(fault, "problem", ""))
    two_commas = "node content" in problem and _sign(fault, lines) == ","
    return two_commas or any(words in problem for words in _IN_ITSELF)


def _quote(sign: str) -> tuple[str, str]:
    return f"the quote `{sign}` is not closed where it should be", "Close it on its own line."


def _sign(fault: Exception | None, lines: list[str]) -> str:
    """Return the sign at which the parser gave up."""
    line, column = _line(fault, "problem_mark")
    return "".join(lines[line - 1 : line])[column - 1 : column]


def _line(fault: Exception | None, key: str) -> tuple[int, int]:
    mark = getattr(fault, key, None) or getattr(fault, "context_mark", None)
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


_BRACKET = "Close it on its own line; put text that has `: `, `{` or `[` in it into quotes."
_QUOTE = "Put the text into double quotes."
_SPACES = "Use spaces. In VS Code: the command Convert Indentation to Spaces."
_BACKSLASH = "Use single quotes, in which a backslash is only a backslash, or write it twice."
_BLOCK = "Write `|` or `>-` alone after the key, and the text on the lines below."
# What libyaml and ruamel's own parser say, by words in it; what both mean, and how it is mended.
_PLAIN = (
    ("mapping values are not allowed", "there is a `: ` where no key can be", _QUOTE),
    ("tab character", "there is a tab where spaces belong", _SPACES),
    ("cannot start any token", "{sign} cannot begin a value", _QUOTE),
    (
        "did not find expected key",
        "a key was expected; look for a wrong indentation or a quote inside a quoted text",
        "",
    ),
    (
        "expected '-' indicator",
        "an entry of the list was expected; look for a wrong indentation",
        "Let every `- ` of one list begin in the same column.",
    ),
    (
        "could not find expected ':'",
        "this line has no `key: value`; is a quote or `- ` missing?",
        "",
    ),
    (
        "sequence entries are not allowed",
        "a list cannot begin on the line of its key",
        "Begin it on the next line, or use [ ].",
    ),
    ("escape character", "inside double quotes a backslash begins a special sign", _BACKSLASH),
    ("escape code", "inside double quotes a backslash begins a special sign", _BACKSLASH),
    ("hexdecimal", "inside double quotes a backslash begins a special sign", _BACKSLASH),
    ("document start", "nothing can stand after the end of the document", "Delete `...`."),
    ("document indicator", "`---` stands inside a quoted text", "Close the quote before it."),
    ("node content", "a value was expected here", "Write it, or delete the comma before it."),
    ("expected ',' or", "a comma or a closing bracket was expected", "Close what was opened."),
    ("mapping keys are not allowed", "`?` cannot begin a value", _QUOTE),
    ("unexpected ':'", "there is a `:` where no key can be", _QUOTE),
    ("alphabetic or numeric", "`&` and `*` cannot begin a value", _QUOTE),
    ("tag", "`!` cannot begin a value", _QUOTE),
    ("'>'", "`!` cannot begin a value", _QUOTE),
    ("'!'", "`!` cannot begin a value", _QUOTE),
    ("URI", "`!` cannot begin a value", _QUOTE),
    ("directive", "`%` cannot begin a line", _QUOTE),
    ("version number", "`%` cannot begin a line", _QUOTE),
    ("incompatible YAML", "`%` cannot begin a line", _QUOTE),
    ("indentation indicator", "after `|` or `>` nothing but `-` can stand", _BLOCK),
    ("comment or line break", "after `|` or `>` nothing but `-` can stand", _BLOCK),
    ("control characters", "there is a control character", "Delete it; it may be invisible."),
)


def _plainly(fault: MarkedYAMLError | None, lines: list[str]) -> tuple[str, str]:
    """Return in plain words what the parser met, and how to mend it."""
    problem = str(getattr(fault, "problem", None) or "")
    sign = _sign(fault, lines)
    if sign == "\t":
        problem = "tab character"
    for words, meant, mend in _PLAIN:
        if words in problem:
            shown = "a back-quote" if sign == "`" else f"`{sign}`"
            return meant.replace("{sign}", shown), mend
    return "from here on the file is not well-formed YAML", ""
