"""How YAML lies on lines: indentation, ends of lines, comments, and values on one line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from ipcli.edit.spans import EditError

if TYPE_CHECKING:
    from collections.abc import Collection

    from ipcli.edit.spans import Value

_REST = re.compile(r"[ \t]*(#[^\r\n]*)?(?:\r?\n|\Z)")
_PLAIN = re.compile(r"[^\W_]([\w .;()/£%&+-]*[\w.;)/%+-])?")


def column(text: str, at: int) -> int:
    """Return how many characters stand before an offset on its line."""
    return at - (text.rfind("\n", 0, at) + 1)


def begins_line(text: str, at: int) -> bool:
    """Tell whether nothing but spaces stands before an offset on its line."""
    return not text[at - column(text, at) : at].strip(" ")


def next_line(text: str, at: int) -> int:
    """Return where the next line begins, after a value that ends here and perhaps a comment."""
    return _rest(text, at).end()


def after(text: str, at: int, indent: int) -> int:
    """Return where the next line begins after an entry that is indented so and ends here.

    Comments below that are indented further belong to it.
    """
    end = next_line(text, at)
    below = re.compile(rf"(?:[ \t]*\r?\n)*[ ]{{{indent + 1},}}#[^\n]*(?:\n|\Z)")
    while found := below.match(text, end):
        end = found.end()
    return end


def comment(text: str, at: int) -> str:
    """Return the comment at the end of the line, after a value that ends here."""
    return str(_rest(text, at)[1] or "").rstrip()


def _rest(text: str, at: int) -> re.Match[str]:
    found = _REST.match(text, at)
    if found is None:
        line = text.count("\n", 0, at) + 1
        raise EditError(f"line {line} goes on after the value that was to be changed")
    return found


def lead(text: str, head: int, known: Collection[str]) -> list[str]:
    """Return the empty line and the comments above an entry, without comments that are known."""
    if not begins_line(text, head):
        return []
    above = [line.rstrip("\r") for line in text[: head - column(text, head)].split("\n")[:-1]]
    comments: list[str] = []
    while above and above[-1].lstrip(" ").startswith("#"):
        comments.insert(0, above.pop().strip(" "))
    gap = [""] if above and not above[-1].strip() else []
    return [*gap, *(each for each in comments if each not in known)]


def dedented(piece: str, by: int) -> str:
    """Move all lines but the first to the left."""
    first, *rest = piece.split("\n")
    return "\n".join([first, *(line[min(by, _indent(line)) :] for line in rest)])


def indented(piece: str, by: int) -> str:
    """Move all lines but the first to the right."""
    first, *rest = piece.split("\n")
    return "\n".join([first, *(" " * by + line if line.strip() else "" for line in rest)])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def one_line(value: Value) -> str:
    """Write a value on one line, as it can stand between brackets too."""
    if isinstance(value, dict):
        pairs = (f"{one_line(key)}: {one_line(each)}" for key, each in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(one_line(each) for each in value) + "]"
    if value is None:
        return ""
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
