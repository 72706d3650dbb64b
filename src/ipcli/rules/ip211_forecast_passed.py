from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.dates import long_day
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_ITEM = """
items:
  - id: A
    title: Publish the savings plan
    level: action
    status: green
    due: 2026-12-31
"""


@rule(
    "IP211",
    "forecast-passed",
    Severity.WARNING,
    needs=("day",),
    bad=_ITEM + "    forecast: 2026-08-31\n",
    good=_ITEM + "    forecast: 2026-11-30\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """The day on which an item was expected has passed, and it is not done.

    Why: a forecast is only worth what it says about the future; this one is out of date.

    Mend: ask the owner for a new `forecast`, or write `completed`.
    """
    for item in facts.having("forecast"):
        last = item.forecast.latest if item.forecast else None
        if not last or last >= facts.today or item.id in facts.closed:
            continue
        if not facts.is_done(item):
            told = (
                f"`{item.id}` was expected {item.forecast}, but is not complete on "
                f"{long_day(facts.today)}"
            )
            yield Finding(item, "forecast", told)
