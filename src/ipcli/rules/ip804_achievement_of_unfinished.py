from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_ITEM = """
commentary:
  - period: 2026-27-Q2
    achievements: [{text: The savings plan is published, completes: A}]
items:
  - id: A
    title: Publish the savings plan
    level: action
"""


@rule(
    "IP804",
    "achievement-of-unfinished",
    Severity.ERROR,
    bad=_ITEM + "    status: green\n",
    good=_ITEM + "    status: complete\n    completed: 2026-08-20\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An achievement claims that an item is complete, but the item is not.

    Why: a claim that its own plan contradicts costs the trust in all the others.

    Mend: write the item's status and `completed`; or point at it with `about` in the place of
    `completes`.
    """
    for entry in facts.plan.commentary:
        for at, achieved in enumerate(entry.achievements):
            item = facts.plan.items.get(achieved.completes or "")
            if item is None or facts.is_done(item):
                continue
            state = f"its status is `{item.status}`" if item.status else "it has no `completed`"
            told = f"an achievement says that `{item.id}` is complete, but {state}"
            also = ((item, "status", "not complete"),)
            yield Finding(entry, ("achievements", at, "completes"), told, also, item.id)
