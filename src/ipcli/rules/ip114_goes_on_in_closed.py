from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.dates import Date
    from ipcli.model.item import Item
    from ipcli.rules.facts import Facts

_ITEMS = """
items:
  - id: A
    title: Ward and casework management
    level: action
    closed: {kind: delivered, date: 2026-06-30}
    items:
      - id: A-1
        title: Buy a casework system
        updates:
"""
_JUNE = "          - {date: 2026-06-12, text: Three suppliers were seen}\n"
_JULY = "          - {date: 2026-07-24, text: Two suppliers were seen again}\n"


@rule(
    "IP114",
    "goes-on-in-closed",
    Severity.WARNING,
    bad=_ITEMS + _JUNE + _JULY,
    good=_ITEMS + _JUNE,
)
def check(facts: Facts) -> Iterator[Finding]:
    """Work goes on in an item after an item that it stands in was closed.

    Why: closing an item closes what is open in it, so this work is in no list and no count any
    more, while somebody still reports on it.

    Mend: move the item to where its work goes on, or reopen the one that it stands in.
    """
    for name in facts.closed:
        item = facts.plan.items.get(name)
        closed = facts.plan.closings.get(name) if item and not item.closed else None
        if item is None or closed is None or closed.date.latest is None:
            continue
        for when, where in _facts(item):
            if when.earliest and when.earliest > closed.date.latest:
                told = f"`{name}` tells of {when}, but what it stands in was closed {closed.date}"
                yield Finding(item, where, told)
                break


def _facts(item: Item) -> Iterator[tuple[Date, tuple[str | int, ...]]]:
    if item.completed:
        yield item.completed, ("completed",)
    for at, update in enumerate(item.updates):
        yield update.date, ("updates", at, "date")
