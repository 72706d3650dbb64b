from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_TWO_PLANS = """
-- plans/one/plan.yaml --
plan:
  id: one
  format: 1
  council: Anytown Council
  title: First plan
  levels: [{id: action, name: Action}]
items:
  - {id: A, title: Publish the savings plan}
-- plans/two/plan.yaml --
plan:
  id: two
  format: 1
  council: Anytown Council
  title: Second plan
  levels: [{id: action, name: Action}]
-- plans/plan.yaml --
bodies:
  - {id: cabinet, name: Cabinet}
meetings:
  - id: M
    body: cabinet
    date: 2026-09-01
    decisions:
"""


@rule(
    "IP117",
    "shared-record-names-plan-record",
    Severity.ERROR,
    bad=_TWO_PLANS + "      - {verb: noted, text: Progress on the savings plan, about: A}\n",
    good=_TWO_PLANS + "      - {verb: noted, text: Progress on the savings plan, about: A@one}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A record in a shared file names a plan's own record without the plan's name.

    Why: each plan that shares the file has ids of its own, so the same words would mean one record
    in this plan, and another or none in the next.

    Mend: write the id with the plan's name: `id@plan`.
    """
    for each in facts.broken:
        if each.astray:
            homes = [plan.id for plan in facts.plans.values() if each.name in plan.records]
            named = " or ".join(f"`{each.name}@{home}`" for home in sorted(homes))
            told = (
                f"{each.spot} is `{each.name}`, but this file is shared by several plans; "
                f"write {named}"
            )
            yield Finding(each.record, each.where, told)
