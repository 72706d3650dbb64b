from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ipcli.assess.lateness import expected_day
from ipcli.diagnostics import Severity
from ipcli.model.dates import long_day
from ipcli.model.item import Item
from ipcli.model.scale import StateClass
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_SAID = {
    StateClass.DONE,
    StateClass.AT_RISK,
    StateClass.OFF_COURSE,
    StateClass.RESCHEDULED,
    StateClass.STOPPED,
}
_ITEMS = """
items:
  - id: B
    title: Close the accounts
    level: action
    due: 2026-10-31
    forecast: 2026-12-31
  - id: A
    title: Publish the savings plan
    level: action
    due: 2026-11-30
    depends_on: B
"""


@rule(
    "IP209",
    "dependency-late",
    Severity.WARNING,
    bad=_ITEMS,
    good=_ITEMS + "    forecast: 2027-01-31\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An item waits for another that is expected after the item itself is due, and does not say so.

    Why: the delay is already known, but the report shows the item as if it could still be on time.

    Mend: give the item a `forecast`, a `reason` or a status that says so, or correct the dates.
    """
    for item in facts.having("depends_on"):
        if not (item.due and item.due.latest) or item.id in facts.closed:
            continue
        if item.completed or _says_so(item, facts):
            continue
        for at, name in enumerate(item.depends_on):
            other = facts.record(name)
            if isinstance(other, Item) and (told := _late(item, other, name, facts)):
                yield Finding(item, ("depends_on", at), told)


def _says_so(item: Item, facts: Facts) -> bool:
    state = facts.standing.get(item.id)
    return bool(item.reason or item.recovery) or (state is not None and state.class_ in _SAID)


def _late(item: Item, other: Item, name: str, facts: Facts) -> str:
    if other.completed or other.closed or facts.is_done(other) or name in facts.closed:
        return ""
    expected = expected_day(other, today=facts.as_of or date.min)
    assert item.due is not None  # noqa: S101 (only such items are asked about)
    ends = [day.latest for day in (item.due, item.forecast) if day and day.latest]
    if expected is None or expected <= max(ends):
        return ""
    when = other.forecast if other.forecast and other.forecast.latest else other.due
    passed = when is None or when.latest != expected
    told = f"is not done on {long_day(expected)}" if passed else f"is expected {when}"
    return f"`{item.id}` is due {item.due}, but waits for `{name}`, which {told}"
