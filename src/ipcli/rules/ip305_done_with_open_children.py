from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.scale import StateClass
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.item import Item
    from ipcli.rules.facts import Facts

_DONE = StateClass.DONE
_SHOWN = 3
_ITEM = """
items:
  - id: A
    title: Publish the savings plan
    level: action
    status: complete
    completed: 2026-09-14
    items:
      - id: A-1
        title: Close the accounts
"""


@rule(
    "IP305",
    "done-with-open-children",
    Severity.ERROR,
    bad=_ITEM + "        status: green\n",
    good=_ITEM + "        status: complete\n        completed: 2026-08-31\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An item is done, but something that stands in it is neither done nor closed.

    Why: a reader is told that the work is finished while part of it goes on.

    Mend: finish or close what is open below it, or correct the status.
    """
    for name, state in facts.standing.items():
        if state.class_ is not _DONE or name in facts.closed:
            continue
        item = facts.plan.items[name]
        open_ = [child for child in facts.children.get(name, ()) if _is_open(child, facts)]
        if open_:
            shown = ", ".join(f"`{child.id}`" for child in open_[:_SHOWN])
            more = f" and {len(open_) - _SHOWN} more" if len(open_) > _SHOWN else ""
            told = f"`{name}` is {state.name}, but {shown}{more} in it are not done"
            if len(open_) == 1:
                told = f"`{name}` is {state.name}, but {shown} in it is not done"
            also = tuple((child, "status", "not done") for child in open_[:_SHOWN])
            yield Finding(item, "status" if item.status else "completed", told, also)


def _is_open(item: Item, facts: Facts) -> bool:
    """Tell whether an item is neither done nor closed; one without a scale is as what it holds."""
    if item.completed or item.closed:
        return False
    if item.status or facts.plan.scale_of(item):
        state = facts.states.get(item.id)
        return state is None or state.class_ is not _DONE
    below = (facts.plan.items.get(each) for each in facts.plan.below(item.id))
    return any(_has_scale(each, facts) and _is_open(each, facts) for each in below if each)


def _has_scale(item: Item, facts: Facts) -> bool:
    return bool(item.status or facts.plan.scale_of(item))
