from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.item import Item
    from ipcli.rules.facts import Facts

_ITEMS = """
items:
  - id: T1
    title: Finance
    items:
      - {id: A1, title: Publish the savings plan}
"""


@rule(
    "IP907",
    "same-title-twice",
    Severity.NOTE,
    bad=_ITEMS + "      - {id: A2, title: Publish the savings plan}\n",
    good=_ITEMS + "      - {id: A2, title: Publish the asset plan}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """Two open items side by side have one title.

    Why: readers of a paper see no ids, and cannot tell which of the two is meant. A row may have
    been copied and not been changed.

    Mend: say in the title what is different, or close the copy into the other.
    """
    items = facts.plan.items.values()
    for below in ([item for item in items if not item.parent], *facts.children.values()):
        if len({item.title for item in below}) == len(below):
            continue
        first: dict[str, Item] = {}
        for item in below:
            other = item if item.closed else first.setdefault(item.title, item)
            if other is not item:
                told = f"`{other.id}` and `{item.id}` have one title: {item.title}"
                yield Finding(item, "title", told, ((other, "title", f"`{other.id}`"),))
