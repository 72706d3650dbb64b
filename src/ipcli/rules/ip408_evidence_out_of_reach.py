from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.base import Evidence, Record
    from ipcli.model.meeting import Attachment
    from ipcli.rules.facts import Facts

_ITEM = """
items:
  - id: A
    title: Publish the savings plan
"""
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")


@rule(
    "IP408",
    "evidence-out-of-reach",
    Severity.ERROR,
    bad=_ITEM + '    evidence: [{title: Savings plan, path: "C:/plans/savings.pdf"}]\n',
    good=_ITEM + "    evidence: [{title: Savings plan, path: evidence/savings.pdf}]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """Evidence or an appendix lies where nobody else can open it.

    Why: a path on one officer's disk proves nothing to anyone else, and what is not a web address
    must not become a link in a paper.

    Mend: put the file into this repository and write its path from the top with `/`, or write a
    `url` that begins with https://.
    """
    for record, where, thing in _things(facts):
        if thing.path and (why := _unreachable(thing.path)):
            told = f"`{thing.path}` of `{thing.title}` cannot be opened by others: {why}"
            yield Finding(record, (*where, "path"), told)
        if thing.url and not _WEB.match(thing.url):
            told = f"`{thing.url}` of `{thing.title}` is not a web address (https://…)"
            yield Finding(record, (*where, "url"), told)


def _unreachable(path: str) -> str:
    if _DRIVE.match(path) or path.startswith(("\\\\", "/", "~")):
        return "it is a place on one computer"
    if "\\" in path:
        return "it is written with `\\`; write `/`"
    return "it leads out of the repository" if ".." in path.split("/") else ""


def _things(
    facts: Facts,
) -> Iterator[tuple[Record, tuple[str | int, ...], Evidence | Attachment]]:
    yield from facts.evidence()
    for meeting in facts.plan.meetings.values():
        for number, paper in enumerate(meeting.papers):
            for key in ("appendices", "background"):
                for at, attachment in enumerate(getattr(paper, key)):
                    yield meeting, ("papers", number, key, at), attachment
