from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.facts import newly_corrected
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.base import Record
    from ipcli.model.dates import Date
    from ipcli.rules.facts import Facts

_ITEM = """
items:
  - id: A
    title: Publish the savings plan
    level: action
    updates:
"""
_FIRST = "      - {date: 2026-06-12, text: First draft with the Leadership Team}\n"


@rule(
    "IP215",
    "update-rewritten",
    Severity.WARNING,
    needs=("base",),
    base=_ITEM + _FIRST,
    bad=_ITEM + _FIRST.replace("First", "Second"),
    good=_ITEM + _FIRST + "      - {date: 2026-07-10, text: Second draft with Cabinet members}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A dated entry of the earlier revision was altered or is gone.

    Why: updates, opinions, readings, dates met and corrections are what was said at the time; who
    reads the record later must find them as they were.

    Mend: put the entry back and add a new one, or say in `corrections` what was wrong with it.
    """
    for now in facts.plan.records.values():
        then = facts.then(now)
        if then is None or then is now:
            continue
        for key, (what, said) in _ENTRIES.items():
            if key not in then.model_fields_set:
                continue
            first, second = ([*map(said, getattr(each, key))] for each in (then, now))
            if second[: len(first)] == first:
                continue
            gone = [each for each in first if each not in second]
            if gone and not any(each.startswith(key) for each in newly_corrected(then, now)):
                yield Finding(now, key, _told(now, what, [each[0] for each in gone]))


# What may not change in an entry, its date first. Who may see it and what was answered may; that a
# reading's value is another is IP610's.
_ENTRIES = {
    "updates": ("update", attrgetter("date", "text")),
    "opinions": ("opinion", attrgetter("date", "by", "state", "text")),
    "readings": ("reading", attrgetter("for_", "parts")),
    "met": ("date met", attrgetter("date", "for_")),
    "corrections": ("correction", attrgetter("date", "key", "from_", "to", "reason")),
}


def _told(record: Record, what: str, dates: list[Date]) -> str:
    start = f"the {what} of {dates[0]} on `{record.id}`"
    if len(dates) == 1:
        return f"{start} was altered or is gone"
    return f"{start} and {len(dates) - 1} more were altered or are gone"
