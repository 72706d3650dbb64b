from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_ITEM = """
items:
  - id: T
    title: Finance
"""


@rule(
    "IP302",
    "status-without-scale",
    Severity.ERROR,
    bad=_ITEM + "    status: green\n",
    good=_ITEM,
)
def check(facts: Facts) -> Iterator[Finding]:
    """A record has a status, but its level or instrument has no scale.

    Why: without a scale nobody knows what the word means, and no paper prints it.

    Mend: name a `scale` on the level or the instrument, or leave the status out.
    """
    plan = facts.plan
    for item in facts.having("status"):
        level = plan.levels.get(item.level)
        if level and not level.scale:
            told = f"`{item.id}` has the status `{item.status}`, but its level {level.name} "
            told += "has no scale"
            yield Finding(item, "status", told)
    for duty in (*plan.instruments.values(), *plan.paragraphs.values()):
        instrument = facts.instrument_of(duty.id) if duty.status else None
        if instrument and not instrument.scale:
            told = f"`{duty.id}` has the status `{duty.status}`, but `{instrument.id}` has no scale"
            yield Finding(duty, "status", told, ((instrument, "id", "no `scale` here"),))
