from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts


@rule(
    "IP203",
    "due-after-parent-ends",
    Severity.ERROR,
    bad="""
items:
  - id: T1
    title: Finance
    due: 2026-12-31
    items:
      - {id: A1, title: Publish the savings plan, due: 2027-01-31}
""",
    good="""
items:
  - id: T1
    title: Finance
    due: 2026-12-31
    items:
      - {id: A1, title: Publish the savings plan, due: 2026-12-31}
""",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An item falls due after the item that it stands in, or the next above that has a date.

    Why: the parent would be reported as finished while part of it is still to be done.

    Mend: bring `due` forward, or agree a later date for the parent.
    """
    for item in facts.having("due"):
        parent = facts.nearest_above(item, "due") if item.parent and not item.closed else None
        if not (parent and parent.due and item.due):
            continue
        if item.due.latest and parent.due.latest and item.due.latest > parent.due.latest:
            told = f"`{item.id}` is due {item.due}, but `{parent.id}` ends {parent.due}"
            also = ((parent, "due", f"`{parent.id}` ends here"),)
            yield Finding(item, "due", told, also)
