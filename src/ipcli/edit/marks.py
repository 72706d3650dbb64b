"""Both sides of a merge in one file, marked as git marks them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from ipcli.edit.spans import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.edit.spans import Node, Source

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_MARK = re.compile(r"([<|=>])\1{6}(?: |\r?$)")
OURS, MIDDLE, THEIRS = "<<<<<<< ours", "=======", ">>>>>>> theirs"


def marked(ours: Source, theirs: Source) -> str:
    """Return both texts in one, with marks around the lines in which they differ.

    Prose on several lines and lists between brackets are marked whole: a mark inside them would
    be read as part of them.
    """
    line_end = "\r\n" if "\r\n" in ours.text else "\n"
    return both(list(_chunks(ours)), list(_chunks(theirs)), line_end=line_end)


def both(one: list[str], other: list[str], *, line_end: str = "\n") -> str:
    """Return two lists of lines in one text, with marks where they differ."""
    begin = _alike(one, other)
    end = _alike(one[begin:][::-1], other[begin:][::-1])
    a, b = one[begin : len(one) - end], other[begin : len(other) - end]
    done = one[:begin]
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            done += a[i:j]
        else:
            sides = (OURS, *a[i:j], MIDDLE, *b[k:m], THEIRS)
            done += [_line(each, line_end) for each in sides]
    return "".join([*done, *one[len(one) - end :]])


def apart(text: str) -> tuple[str, str]:
    """Return a marked text as it is on either side: the same twice where nothing is marked."""
    ours: list[str] = []
    theirs: list[str] = []
    into = {"<": [ours], "|": [], "=": [theirs], ">": [ours, theirs]}
    here = into[">"]
    for line in _LINES.findall(text):
        if mark := _MARK.match(line):
            here = into[mark[1]]
        else:
            for side in here:
                side.append(line)
    return "".join(ours), "".join(theirs)


def _alike(one: list[str], other: list[str]) -> int:
    """Count the entries at the start of two lists that are the same."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _line(text: str, line_end: str) -> str:
    return text if text.endswith("\n") else text + line_end


def _chunks(source: Source) -> Iterator[str]:
    """Yield the lines of a file, with those of one value together."""
    text, begin = source.text, 0
    for start, end in _spans(source.text, source.root):
        yield from _LINES.findall(text, begin, start)
        yield text[start:end]
        begin = end
    yield from _LINES.findall(text, begin)


def _spans(text: str, node: Node) -> Iterator[tuple[int, int]]:
    """Yield from where to where the lines go of each value that takes several lines."""
    if node.is_block and node.kind is not Kind.TEXT:
        for child in node.children:
            yield from _spans(text, child.node)
    elif "\n" in text[node.start : node.end]:
        line_end = text.find("\n", node.end)
        yield text.rfind("\n", 0, node.start) + 1, len(text) if line_end < 0 else line_end + 1
