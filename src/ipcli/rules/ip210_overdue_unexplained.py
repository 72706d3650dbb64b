from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.dates import long_day
from ipcli.model.scale import StateClass
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.item import Item
    from ipcli.model.scale import State
    from ipcli.rules.facts import Facts

# What is done is not overdue. Of what is at risk or off course IP310 asks the reason.
_ASKED = {StateClass.DONE, StateClass.AT_RISK, StateClass.OFF_COURSE}
_SPOKEN_FOR = {StateClass.RESCHEDULED, StateClass.STOPPED}  # where somebody judged it so
_ITEM = """
items:
  - id: A
    title: Publish the savings plan
    level: action
    status: green
    due: 2026-08-31
"""


@rule(
    "IP210",
    "overdue-unexplained",
    Severity.WARNING,
    needs=("day",),
    bad=_ITEM,
    good=_ITEM + "    forecast: 2026-11-30\n    reason: The auditor needs two more months.\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An item's due date has passed, it is not done, and nothing says why or until when.

    Why: "overdue" is the first thing a committee asks about; an on-course status beside it is
    believed by nobody.

    Mend: write `completed`, or a `reason` and a `forecast`, or have a later `due` agreed.
    """
    if not (facts.standing or facts.having("completed")):
        return  # the plan does not record how its items stand
    for item in facts.having("due"):
        last = item.due.latest if item.due else None
        if last is None or last >= facts.today or item.completed or item.repeats:
            continue
        if item.id in facts.closed:
            continue
        state = facts.standing.get(item.id)
        if not (state and _is_spoken_for(item, state)) and not _explained(item):
            stands = f"its status is {state.name}" if state else "it has no status"
            told = (
                f"`{item.id}` was due {item.due} and is not complete on {long_day(facts.today)}; "
                f"{stands}, and neither a reason nor a forecast is given"
            )
            yield Finding(item, "due", told)


def _is_spoken_for(item: Item, state: State) -> bool:
    return state.class_ in _ASKED or (item.status is not None and state.class_ in _SPOKEN_FOR)


def _explained(item: Item) -> bool:
    last = item.due.latest if item.due else None
    since = [each.date.latest for each in item.updates if each.date.latest]
    told = item.reason or item.recovery or item.forecast
    return bool(told) or any(last and day > last for day in since)
