from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
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
  levels:
    - {id: theme, name: Theme}
    - {id: action, name: Action, scale: progress}
  counts: [{id: rows, name: Rows, levels: %s}]
scales:
  - id: progress
    name: Progress
    states: [{id: green, name: On course, colour: green, class: on-course}]
"""


@rule(
    "IP813",
    "count-of-nothing",
    Severity.ERROR,
    bad=_PLAN % "theme",
    good=_PLAN % "action",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A count is of levels that have no scale, or that have different ones.

    Why: a count adds rows of one state, and a level without a scale has none. Colours of two
    scales do not mean the same and cannot be added.

    Mend: name levels that share one scale, or make two counts.
    """
    levels = facts.plan.levels
    for at, count in enumerate(facts.plan.header.counts):
        if count.of != "items":
            continue
        chosen = [each for each in count.levels if each in levels]
        chosen = chosen or [each for each in levels if levels[each].scale][-1:]
        if len(chosen) < len(count.levels):
            continue
        named = {each: levels[each].scale for each in chosen}
        bare = [each for each, scale in named.items() if not scale]
        if not chosen or bare:
            what = f"the level `{bare[0]}` has" if bare else "the levels have"
            told = f"the count `{count.id}` cannot be made by state: {what} no scale"
        elif len(set(named.values())) > 1:
            what = ", ".join(f"`{scale}` of `{level}`" for level, scale in named.items())
            told = f"the count `{count.id}` adds different scales: {what}"
        else:
            continue
        yield Finding(facts.plan.header, ("counts", at), told, about=count.id)
