"""Lines of YAML in the style of the plan format: block for what changes, flow for what does not."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH = 92
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,;.()/%&'£-]*[A-Za-z0-9.)%]\Z")
_RESERVED = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}


def scalar(text: str) -> str:
    """Write text plain where every reader of YAML takes it for text, else in double quotes."""
    if _PLAIN.match(text) and text.lower() not in _RESERVED:
        return text
    return json.dumps(text, ensure_ascii=False)


def in_flow(text: str) -> str:
    """Write text inside `{ }`, where a comma would end a plain value."""
    return json.dumps(text, ensure_ascii=False) if "," in text else scalar(text)


def ids(several: Iterable[str]) -> str:
    """Write a list of ids; one alone stands without brackets."""
    names = list(several)
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"


def pairs(**keys: str) -> str:
    """Write a flow map of values as they stand; empty ones are left out."""
    return f"{{{', '.join(f'{key}: {value}' for key, value in keys.items() if value)}}}"


def prose(key: str, text: str) -> list[str]:
    """Write short text on the line of its key, long text folded below it."""
    if len(text) + len(key) <= WIDTH:
        return [f"{key}: {scalar(text)}"]
    lines, line = [f"{key}: >-"], ""
    for word in text.split(" "):
        if line and len(line) + len(word) > WIDTH:
            lines.append(f"  {line}")
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, f"  {line}"]


def entry(lines: Iterable[str]) -> list[str]:
    """Indent the keys of one record as an entry of a list, to stand below the list's key."""
    first, *others = lines
    return [f"  - {first}", *(f"    {line}" for line in others)]


def section(key: str, records: Iterable[Iterable[str]]) -> list[str]:
    """Write a key with a list of records below it; nothing at all when there are none."""
    lines = [line for record in records for line in entry(record)]
    return [f"{key}:", *lines] if lines else []
