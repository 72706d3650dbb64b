"""The foot of a paper, read back: what it was made from and how, and where it differs from that."""

from __future__ import annotations

import re
import shlex
from difflib import SequenceMatcher
from html import unescape
from itertools import zip_longest
from typing import NamedTuple

from ipcli.papers.catalogue import FORMATS, INDEX, PAPERS

_HTML = re.compile(
    r"Plan at <code>(.*?)</code>, digest <code>(\w+)</code>\. Made by ipcli (\S+) from the plan.*?"
    r'<code id="made-with">(.*?)</code>',
    re.DOTALL,
)
_MARKDOWN = re.compile(
    r"Plan at (.*), digest (\w+)\. Made by ipcli (\S+)\.\s+Made with `(.*)`\s*\Z"
)
_ESCAPED = re.compile(r"\\(.)")
_AROUND, _LONGEST = 20, 60  # characters before a difference, and of an excerpt


class Foot(NamedTuple):
    """What a foot says. `suffix` is the format of the paper."""

    revision: str
    digest: str
    version: str
    plan: str
    quarter: str
    paper: str
    suffix: str
    public: bool


class Place(NamedTuple):
    """Where a paper differs: the line, from 1, what it has and what the plan makes, in quotes."""

    line: int
    has: str
    makes: str


def foot_of(text: str) -> Foot | None:
    """Return what the foot of a paper says; None where there is none that can be read."""
    text = text.replace("\r\n", "\n")
    html = text.lstrip().startswith("<!DOCTYPE html>")
    # The foot is the last thing on the page: prose above it cannot pass for it.
    found = list(_HTML.finditer(text))[-1:] if html else list(_MARKDOWN.finditer(text))[-1:]
    if not found:
        return None
    revision, digest, version, command = found[0].groups()
    told = unescape(revision) if html else unescape(_ESCAPED.sub(r"\1", revision))
    options = _options(unescape(command) if html else command)
    if options is None:
        return None
    return Foot(told, digest, version, *options)


def _options(command: str) -> tuple[str, str, str, str, bool] | None:
    """Return the options of the command in a foot. It is read, and never run."""
    try:
        words = shlex.split(command)
    except ValueError:
        return None
    public = words[-1:] == ["--public"]
    words = words[:-1] if public else words
    keys = ["--plan", "--quarter", "--paper", "--format"]
    if words[:2] != ["ipcli", "report"] or len(words) != 10 or words[2::2] != keys:  # noqa: PLR2004
        return None
    plan, quarter, paper, suffix = words[3::2]
    if paper not in {*PAPERS, INDEX} or suffix not in FORMATS:
        return None
    return plan, quarter, paper, suffix, public


def differences(has: str, makes: str) -> list[Place]:
    """Return where a paper differs from what the plan makes, line by line."""
    if has == makes:
        return []
    old, new = has.splitlines(keepends=True), makes.splitlines(keepends=True)
    found: list[Place] = []
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for what, first, last, start, end in matcher.get_opcodes():
        if what != "equal":
            pairs = zip_longest(old[first:last], new[start:end])
            found += [_place(first + at, *pair) for at, pair in enumerate(pairs, 1)]
    return found


def _place(line: int, has: str | None, makes: str | None) -> Place:
    if has is None or makes is None:
        return Place(line, _quoted(has, 0), _quoted(makes, 0))
    both = zip(has, makes, strict=False)
    at = next((n for n, (one, other) in enumerate(both) if one != other), 0)
    return Place(line, _quoted(has, at), _quoted(makes, at))


def _quoted(text: str | None, at: int) -> str:
    """Quote what stands around a place in a line."""
    if text is None:
        return "nothing"
    first = max(0, at - _AROUND)
    return repr(text[first : first + _LONGEST])
