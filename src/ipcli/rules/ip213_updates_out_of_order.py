from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_ITEM = """
items:
  - id: A
    title: Publish the savings plan
    level: action
    updates:
"""
_JUNE = "      - {date: 2026-06-12, text: First draft with the Leadership Team}\n"
_JULY = "      - {date: 2026-07-10, text: Second draft with Cabinet members}\n"


@rule(
    "IP213",
    "updates-out-of-order",
    Severity.WARNING,
    bad=_ITEM + _JULY + _JUNE,
    good=_ITEM + _JUNE + _JULY,
)
def check(facts: Facts) -> Iterator[Finding]:
    """An update stands after one with a later date.

    Why: updates are read as a story, oldest first, and papers print the last; a wrong year hides
    in the middle.

    Mend: put the new update at the end of the list, or correct its date.
    """
    for record in facts.plan.records.values():
        if len(record.updates) > 1:
            for at, (first, second) in enumerate(pairwise(record.updates), 1):
                begun, ended = first.date.earliest, second.date.latest
                if begun and ended and ended < begun:
                    told = (
                        f"an update of `{record.id}` of {second.date} stands after one of "
                        f"{first.date}"
                    )
                    yield Finding(record, ("updates", at, "date"), told)
