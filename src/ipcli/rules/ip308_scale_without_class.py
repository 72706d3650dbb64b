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
  levels: [{id: action, name: Action, scale: rag}]
scales:
  - id: rag
    name: RAG
    states:
      - {id: green, name: Green, colour: green, class: on-course}
"""


@rule(
    "IP308",
    "scale-without-class",
    Severity.ERROR,
    bad=_PLAN + "      - {id: amber, name: Amber, colour: amber}\n",
    good=_PLAN + "      - {id: amber, name: Amber, colour: amber, class: at-risk}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A state of a scale of progress has no class.

    Why: amber is "on track" in one council and "a month late" in another. Only the class says what
    the word means for roll-ups, for what is overdue, and for what is complete.

    Mend: add a `class` to the state: done, on-course, rescheduled, at-risk, off-course, stopped,
    not-started or not-assessed.
    """
    used = {level.scale: f"the level `{level.id}`" for level in facts.plan.header.levels}
    for measure in facts.plan.measures.values():
        used.setdefault(measure.scale, f"the measure `{measure.id}`")
    for name, by in used.items():
        scale = facts.plan.scales.get(name) if name else None
        lacking = [at for at, state in enumerate(scale.states) if not state.class_] if scale else []
        if scale and lacking:
            ids = ", ".join(f"`{scale.states[at].id}`" for at in lacking)
            told = f"`{scale.id}` is the scale of {by}, but no `class` says what {ids} means"
            yield Finding(scale, ("states", lacking[0]), told)
