"""The figures that prose names in braces, and which prose may name them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.commentary import Commentary
    from ipcli.model.meeting import Paper

# `{actions.red}`; a plan's id after an `@` where a paper is about several. A backslash before the
# brace takes its meaning away, as it does from any sign of Markdown.
NAMED = re.compile(
    r"(?<!\\)\{(?P<name>[A-Za-z0-9][\w./-]*)(?:@(?P<plan>[A-Za-z0-9][\w.-]*))?\}", re.ASCII
)
_PROSE = ("summary", "issues", "next", "lines")
_PROSE_OF_PAPER = ("summary", "reasons", "options", "objectives", "consultation")


class Text(NamedTuple):
    """A prose, and the keys that lead to it."""

    where: tuple[str | int, ...]
    text: str


def prose_of_entry(entry: Commentary) -> Iterator[Text]:
    """Yield the prose of a period's commentary that may name figures."""
    for key in _PROSE:
        for at, text in enumerate(getattr(entry, key)):
            yield Text((key, at), text)
    for at, achieved in enumerate(entry.achievements):
        yield Text(("achievements", at, "text"), achieved.text)


def prose_of_paper(paper: Paper) -> Iterator[Text]:
    """Yield the prose of a meeting's paper that may name figures."""
    for key in _PROSE_OF_PAPER:
        for at, text in enumerate(getattr(paper, key)):
            yield Text((key, at), text)
    for at, recommended in enumerate(paper.recommendations):
        yield Text(("recommendations", at, "text"), recommended.text)
    for key in ("sections", "implications"):
        for at, part in enumerate(getattr(paper, key)):
            for line, text in enumerate(part.text):
                yield Text((key, at, "text", line), text)
    if paper.commissioners:
        for at, text in enumerate(paper.commissioners.text):
            yield Text(("commissioners", "text", at), text)
