from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.load.entries import closest
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipcli.model.item import Item
    from ipcli.model.plan import Plan
    from ipcli.rules.facts import Facts


@rule(
    "IP104",
    "level-wrong",
    Severity.ERROR,
    bad="""
items:
  - id: T
    title: Finance
    items:
      - {id: A, title: Publish the savings plan, level: theme}
""",
    good="""
items:
  - id: T
    title: Finance
    items:
      - {id: A, title: Publish the savings plan, level: step}
""",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An item's level is not one of the plan's, or is not further down than its parent's.

    Why: the level decides which scale an item is judged on and in which total it is counted.

    Mend: correct `level`, move the item, or add the level to the plan.
    """
    depths = _depths(facts.plan)
    if facts.plan.items and not any(not level.beside for level in facts.plan.header.levels):
        told = f"`{facts.plan.id}` has items, but names no level for them"
        yield Finding(facts.plan.header, "levels", told)
    right = {(own, above) for own in depths for above in depths if depths[own] > depths[above]}
    for item in facts.plan.items.values():
        parent = facts.plan.items.get(item.parent) if item.parent else None
        if item.level not in depths:
            if told := _unknown(item, parent, facts.plan):
                yield Finding(item, "level", told)
        elif parent and (item.level, parent.level) not in right and parent.level in depths:
            if item.id in facts.in_circle:
                continue  # IP108 says so
            own, above = (facts.plan.levels[each.level].name for each in (item, parent))
            told = (
                f"`{item.id}` has the level {own}, but stands in `{parent.id}`, which has the "
                f"level {above}; what stands in an item has a level further down"
            )
            yield Finding(item, "level", told, ((parent, "", f"`{parent.id}` stands here"),))


def _unknown(item: Item, parent: Item | None, plan: Plan) -> str:
    if item.level:
        near = closest(item.level, plan.levels)
        return f"`{item.id}` has the level `{item.level}`, which the plan does not have{near}"
    if parent and parent.level in plan.levels:
        lowest = plan.levels[parent.level].name
        return f"`{item.id}` stands in `{parent.id}`, but there is no level below {lowest}"
    return ""  # its parent is at fault, and is named for that


def _depths(plan: Plan) -> Mapping[str, int]:
    """Return how far down each level is; one that stands beside another is as far down as that."""
    main = [level.id for level in plan.header.levels if not level.beside]
    depths = {level_id: at for at, level_id in enumerate(main)}
    for level in plan.header.levels:
        if level.beside:
            depths[level.id] = depths.get(level.beside, len(main))
    return depths
