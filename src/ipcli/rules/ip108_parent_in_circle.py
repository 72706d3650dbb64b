from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.circles import circles_upwards, in_words
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipcli.model.item import Item
    from ipcli.model.risk import Risk
    from ipcli.rules.facts import Facts


@rule(
    "IP108",
    "parent-in-circle",
    Severity.ERROR,
    bad="""
items:
  - {id: A, title: Publish the savings plan, parent: B}
  - {id: B, title: Close the accounts, parent: A}
""",
    good="""
items:
  - {id: A, title: Publish the savings plan, parent: B, level: step}
  - {id: B, title: Close the accounts, level: action}
""",
)
def check(facts: Facts) -> Iterator[Finding]:
    """Records stand in each other in a circle by `parent`.

    Why: such items hang under no theme and have no level, so no total and no list has them.

    Mend: correct the `parent` that is wrong.
    """
    risks = facts.plan.risks
    yield from _told(facts.plan.items, circles_upwards(facts.plan.holder))
    yield from _told(
        risks, circles_upwards({each.id: each.parent for each in risks.values() if each.parent})
    )


def _told(
    records: Mapping[str, Item] | Mapping[str, Risk], circles: Iterator[tuple[str, ...]]
) -> Iterator[Finding]:
    for circle in circles:
        found = [records[each] for each in circle if each in records]
        if len(found) == len(circle):  # else one has another record's id, which IP101 says
            also = tuple((each, "parent", f"`{each.id}`") for each in found[1:])
            told = f"`parent` goes in a circle: {in_words(circle)}"
            yield Finding(found[0], "parent", told, also)
