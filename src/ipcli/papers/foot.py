"""The foot of a paper, read back: what it was made from and how, and where it differs from that."""

from __future__ import annotations

import re
import shlex
from difflib import SequenceMatcher
from html import unescape
from itertools import zip_longest
from typing import TYPE_CHECKING

from ipcli.named import NamedTuple
from ipcli.papers.catalogue import FORMATS, INDEX, PAPERS

if TYPE_CHECKING:
    from typing import Self

    from ipcli.papers.basis import Basis

_HTML = re.compile(
    r"Plan at <code>(.*?)</code>, digest <code>(\w+)</code>(.*?)\. Made by ipcli (\S+) from "
    r'the plan.*?<code id="made-with">(.*?)</code>',
    re.DOTALL,
)
_MARKDOWN = re.compile(
    r"Plan at (.*?), digest (\w+)(.*?)\. Made by ipcli (\S+)\.\s+Made with `(.*)`\s*\Z"
)
_ALSO = re.compile(r"; (\S+) at (.*?), digest (\w+)")
_LOOK = re.compile(r", look (\w+)\Z")
_ESCAPED = re.compile(r"\\(.)")
_KEYS = ["--plan", "--quarter", "--paper", "--format"]
_AROUND, _LONGEST = 20, 60  # characters before a difference, and of an excerpt


class Source(NamedTuple):
    """A plan that a paper was made from. A foot does not name the first."""

    plan: str
    revision: str
    digest: str

    @classmethod
    def of(cls, basis: Basis) -> Self:
        """Return what a plan is made from here and now."""
        return cls(basis.plan.id, basis.revision, basis.digest)


class Foot(NamedTuple):
    """What a foot says. `suffix` is the format of the paper."""

    sources: tuple[Source, ...]
    version: str
    look: str
    plans: tuple[str, ...]
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
    # The foot is the last thing in the file: prose above it cannot pass for it.
    found = list(_MARKDOWN.finditer(text))[-1:]
    html = not found
    found = found or list(_HTML.finditer(text, max(0, text.rfind("<footer"))))[-1:]
    if not found:
        return None
    revision, digest, also, version, command = found[0].groups()
    options = _options(unescape(command) if html else command)
    if options is None:
        return None
    written = re.sub(r"</?code>", "", also) if html else also
    look = _LOOK.search(written)
    sources = [("", revision, digest), *_ALSO.findall(written)]
    told = (Source(*(_plain(each, html=html) for each in source)) for source in sources)
    return Foot(tuple(told), version, look[1] if look else "", *options)


def _plain(text: str, *, html: bool) -> str:
    return unescape(text if html else _ESCAPED.sub(r"\1", text))


def _options(command: str) -> tuple[tuple[str, ...], str, str, str, bool] | None:
    """Return the options of the command in a foot. It is read, and never run."""
    try:
        words = shlex.split(command)
    except ValueError:
        return None
    public = words[-1:] == ["--public"]
    words = words[:-1] if public else words
    keys, values = words[2::2], words[3::2]
    several = len(keys) - len(_KEYS) + 1
    if words[:2] != ["ipcli", "report"] or len(keys) != len(values) or several < 1:
        return None
    if keys != ["--plan"] * several + _KEYS[1:]:
        return None
    quarter, paper, suffix = values[several:]
    if paper not in {*PAPERS, INDEX} or suffix not in FORMATS:
        return None
    return tuple(values[:several]), quarter, paper, suffix, public


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
