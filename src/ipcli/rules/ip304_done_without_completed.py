from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.scale import StateClass
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_ITEM = """
items:
  - id: A
    title: Publish the savings plan
    level: action
    status: complete
"""


@rule(
    "IP304",
    "done-without-completed",
    Severity.ERROR,
    bad=_ITEM,
    good=_ITEM + "    completed: 2026-09\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An item is done by its status and has no date of completion, or the other way about.

    Why: one counts as complete in the table and as open in the list of what is late, or the other
    way about.

    Mend: write `completed`, as exactly as it is known, or correct the status.
    """
    done_class = StateClass.DONE
    with_done = {
        scale for scale, classes in facts.classes.items() if done_class in classes.values()
    }
    completed = {item.id: item for item in facts.having("completed")}
    for name, state in facts.states.items():
        done = state.class_ is done_class
        if done is (name in completed):
            continue
        item = facts.plan.items[name]
        scale = facts.plan.scale_of(item)
        if done:
            yield Finding(item, "status", f"`{name}` is {state.name}, but no `completed` says when")
        elif scale and scale.id in with_done:
            told = f"`{name}` was completed {item.completed}, but its status is {state.name}"
            yield Finding(item, "completed", told, ((item, "status", state.name),))
