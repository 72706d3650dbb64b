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
from ipcli.load import faults
from ipcli.load.events import parser
from ipcli.load.faults import FaultError

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

_SWALLOWED = re.compile(r"^\s*(?:- |(?:\{ *)?[a-z_]+: )", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)
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
    opened, what = _never_closed(raw)
    gave_up = _line(fault, "problem_mark")
    if opened:
        line, column = opened
        return FaultError(
            faults.NOT_YAML,
            Place(path, line, column),
            f"{what} is not closed where it should be (noticed on line {gave_up[0]})",
            mend="Close it on its own line.",
        )
    return FaultError(faults.NOT_YAML, Place(path, *gave_up), *_plainly(fault))


def swallowed(text: str) -> bool:
    """Tell whether a quoted value ran over lines that look like keys of their own."""
    return "\n" in text and bool(_SWALLOWED.search(text.partition("\n")[2]))


def _never_closed(raw: bytes) -> tuple[tuple[int, int] | None, str]:
    """Find the first quote that swallowed lines, or the innermost bracket left open."""
    source = parser(raw)
    brackets: list[tuple[int, int, str]] = []
    lines = raw.decode("utf-8-sig", "replace").splitlines()
    try:
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
                    return start, f"the quote `{event.style}`"
            elif event is None:
                break
    except (YAMLError, StopIteration) as fault:
        context = getattr(fault, "context", None) or ""
        mark = getattr(fault, "context_mark", None)
        if "quoted scalar" in context and mark is not None:
            at = mark.line + 1, mark.column + 1
            return at, f"the quote `{lines[mark.line][mark.column]}`"
    flow = [bracket for bracket in brackets if bracket[2]]
    if flow:
        line, column, sign = flow[-1]
        return (line, column), f"the bracket `{sign}`"
    return None, ""


def _line(fault: MarkedYAMLError | None, key: str) -> tuple[int, int]:
    mark = getattr(fault, key, None) or getattr(fault, "context_mark", None)
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _plainly(fault: MarkedYAMLError | None) -> tuple[str]:
    problem = getattr(fault, "problem", None) or "this is not YAML"
    plain = {
        "mapping values are not allowed in this context": (
            "there is a `: ` where no key can be; if it is part of a text, put the text in quotes"
        ),
        "found character that cannot start any token": (
            "a tab, `@`, `%` or a back-quote cannot begin a value; use spaces, or put it in quotes"
        ),
        "did not find expected key": (
            "a key was expected; look for a wrong indentation or a quote inside a quoted text"
        ),
        "did not find expected '-' indicator": (
            "an entry of the list was expected; look for a wrong indentation"
        ),
        "could not find expected ':'": "this line has no `key: value`; is a quote or `- ` missing?",
    }
    return (plain.get(problem, problem),)
