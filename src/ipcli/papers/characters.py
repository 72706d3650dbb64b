"""Characters that must not reach a page, whatever a plan's author typed or pasted."""

from __future__ import annotations

import re

# Control characters; marks that reorder what is read; halves of a pair, which no file can hold.
_UNSAFE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff"
)
UNSAFE = re.compile(f"[{_UNSAFE}]")
_BREAKS = re.compile("[ \t\r\n\u2028\u2029]+")
_UNEVEN = re.compile(f"[\t\r\n\u2028\u2029{_UNSAFE}]|  |^ | $")


def cleaned(text: str) -> str:
    """Return a text without unsafe characters. Lines stay lines."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNSAFE.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n"))


def on_one_line(text: str) -> str:
    """Return a text without unsafe characters and breaks, for a title or a cell."""
    if not _UNEVEN.search(text):
        return text
    return UNSAFE.sub("", _BREAKS.sub(" ", text)).strip(" ")


def cut(text: str, letters: int) -> str:
    """Return a text on one line, cut to so many letters with a mark where it is longer.

    It is cut between words, where that loses no more than a third of it.
    """
    line = on_one_line(text)
    if len(line) <= letters:
        return line
    kept = line[: letters - 1]
    words = kept if line[letters - 1] == " " else kept.rpartition(" ")[0]
    shown = words if len(words) * 3 >= letters * 2 else kept
    return f"{shown.rstrip(' ,;:')}…"
