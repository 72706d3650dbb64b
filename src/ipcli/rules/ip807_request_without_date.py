from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_MEETING = """
meetings:
  - id: CAB-2026-07-15
    body: cabinet
    date: 2026-07-15
    requests:
      - id: CAB-2026-07-15/reserves
        text: A paper on reserves
"""


@rule(
    "IP807",
    "request-without-date",
    Severity.WARNING,
    bad=_MEETING,
    good=_MEETING + "        due: 2026-10\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A meeting asked for something, but not by when, and it is not answered yet.

    Why: what has no date is never late, and so never done.

    Mend: agree a date with whoever asked and write `due`, or write how it was `answered`.
    """
    for request in facts.plan.requests.values():
        if request.due is None and request.answered is None:
            meeting = facts.plan.holder.get(request.id, "")
            told = f"`{meeting}` asked for `{request.id}`, but not by when, and it is not answered"
            yield Finding(request, "", told)
