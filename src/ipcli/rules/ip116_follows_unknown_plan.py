from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.load.entries import closest
from ipcli.rules.circles import circles, in_words
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_PLAN = """
-- plans/plan.yaml --
plan:
  id: enhanced
  format: 1
  council: Anytown Council
  title: Enhanced plan
  levels: [{id: action, name: Action}]
  follows:
"""


@rule(
    "IP116",
    "follows-unknown-plan",
    Severity.ERROR,
    needs=("whole",),
    bad=_PLAN + "    - {plan: frist, how: replaces, date: 2026-06-01}\n",
    good=_PLAN + "    - {title: First plan, how: replaces, date: 2026-06-01}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A plan follows a plan that is not kept here, itself, or one that follows it in turn.

    Why: the new plan's papers say where its items came from; the trail must lead to the old plan.

    Mend: correct the plan's id, or write the `title` of a plan that is not kept here.
    """
    header = facts.plan.header
    for at, earlier in enumerate(header.follows):
        where = ("follows", at, "plan")
        if not (earlier.plan or earlier.title):
            told = f"`{header.id}` {earlier.how} a plan with neither `plan` nor `title`"
            yield Finding(header, where, told)
        elif earlier.plan and earlier.plan not in facts.plans:
            near = closest(earlier.plan, facts.plans)
            told = (
                f"`{header.id}` {earlier.how} `{earlier.plan}`, but no plan here has this id{near}"
            )
            yield Finding(header, where, told)
    follows = {
        plan.id: tuple(each.plan for each in plan.header.follows if each.plan)
        for plan in facts.plans.values()
    }
    for circle in circles(follows):
        if circle[0] == header.id:  # each plan is checked by itself, and the circle told once
            yield Finding(header, "follows", f"`follows` goes in a circle: {in_words(circle)}")
