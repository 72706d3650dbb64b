from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.base import SUCCESSOR_CLOSINGS
from ipcli.rules.circles import circles, in_words
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.base import Closed
    from ipcli.model.risk import Measure, Risk
    from ipcli.rules.facts import Facts

_ITEM = """
items:
  - id: A
    title: Ward and casework management
    level: action
"""


@rule(
    "IP110",
    "closed-into-nothing",
    Severity.ERROR,
    bad=_ITEM + "    closed: {kind: merged, date: 2026-06-30}\n",
    good=_ITEM + "    closed: {kind: merged, date: 2026-06-30, outside: Customer programme}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """What was merged, replaced or transferred has no successor, or only itself.

    Why: a reader asks where the work went; without an answer it looks dropped.

    Mend: name the successor with `into`, or describe it with `outside` where it is not kept here.
    """
    others: tuple[Risk | Measure, ...] = (
        *facts.plan.risks.values(),
        *facts.plan.measures.values(),
    )
    records = {each.id: each for each in (*facts.having("closed"), *others)}
    closed = {name: each.closed for name, each in records.items() if each.closed}
    for name, closing in closed.items():
        if closing.kind in SUCCESSOR_CLOSINGS and not (closing.into or closing.outside):
            told = f"`{name}` was {closing.kind}, but neither `into` nor `outside` says into what"
            yield Finding(records[name], "closed", told)
    for circle in circles({name: closing.into for name, closing in closed.items()}):
        told = _told(circle, closed)
        also = tuple((records[each], "closed", f"`{each}`") for each in circle[1:])
        yield Finding(records[circle[0]], ("closed", "into"), told, also)


def _told(circle: tuple[str, ...], closed: dict[str, Closed]) -> str:
    if len(circle) == 1:
        return f"`{circle[0]}` was {closed[circle[0]].kind} into itself"
    return f"what was closed goes on in a circle: {in_words(circle)}"
