from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.load.entries import closest
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_PLAN = """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: [{id: action, name: Action, ratings: delivery-risk}]
scales:
  - {id: delivery-risk, name: Delivery risk, states: [{id: low, name: Low, colour: green}]}
  - {id: confidence, name: Confidence, states: [{id: low, name: Low, colour: red}]}
items:
  - id: A
    title: Publish the savings plan
"""


@rule(
    "IP309",
    "rating-not-of-level",
    Severity.ERROR,
    bad=_PLAN + "    ratings: {confidence: low}\n",
    good=_PLAN + "    ratings: {delivery-risk: low}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A rating is on a scale that does not exist, or that the item's level does not have.

    Why: papers print the ratings of a level in columns; this one has no column and is not seen.

    Mend: correct the scale's id, or add the scale to the level's `ratings`.
    """
    plan = facts.plan
    for item in facts.having("ratings"):
        level = plan.levels.get(item.level)
        for scale in item.ratings:
            if scale not in plan.scales:
                told = f"`{item.id}` is rated on `{scale}`, which is no scale of the plan"
                yield Finding(item, ("ratings", scale), told + closest(scale, plan.scales))
            elif level and scale not in level.ratings:
                told = f"`{item.id}` is rated on `{scale}`, but the level `{level.id}` is not"
                yield Finding(item, ("ratings", scale), told)
    for duty in (*plan.instruments.values(), *plan.paragraphs.values()):
        for scale in duty.ratings:
            if scale not in plan.scales:
                told = f"`{duty.id}` is rated on `{scale}`, which is no scale of the plan"
                yield Finding(duty, ("ratings", scale), told + closest(scale, plan.scales))
