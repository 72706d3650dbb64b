from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_ITEMS = """
items:
  - id: A
    title: Publish the savings plan
    level: action
    start: 2026-07
    items:
      - id: A-1
        title: Close the accounts
"""


@rule(
    "IP204",
    "starts-before-parent",
    Severity.WARNING,
    bad=_ITEMS + "        start: 2026-06-01\n",
    good=_ITEMS + "        start: 2026-07-15\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An item starts before the item that it stands in, or the next above that has a date.

    Why: the parent is reported as not begun while part of it is under way.

    Mend: bring the parent's `start` forward, or correct that of the item.
    """
    for item in facts.having("start"):
        if not (item.start and item.start.latest and item.parent) or item.completed:
            continue
        if item.id in facts.closed:
            continue
        parent = facts.nearest_above(item, "start")
        begins = parent.start.earliest if parent and parent.start else None
        if parent and begins and item.start.latest < begins:
            told = f"`{item.id}` starts {item.start}, but `{parent.id}` only {parent.start}"
            yield Finding(item, "start", told, ((parent, "start", f"`{parent.id}` starts here"),))
