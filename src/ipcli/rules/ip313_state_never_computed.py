from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ipcli.assess.lateness import limit
from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.plan import Plan
    from ipcli.model.scale import Rule, Scale
    from ipcli.rules.facts import Facts

_ON_DATES = frozenset({"completed", "not-started", "on-time", "late_under", "late_up_to"})
_ON_TARGETS = frozenset({"target-met", "within-tolerance", "target-missed", "not-assessed"})
_ANY_DAY = date(2001, 1, 1)  # lengths are compared by where they lead from one day
_SCALE = """
scales:
  - id: by-date
    name: Progress by date
    states:
      - {id: green, name: On time, colour: green, when: on-time}
"""
_RED = "      - {id: red, name: Late, colour: red, when: otherwise}\n"
_AMBER = "      - {id: amber, name: A little late, colour: amber, when: {late_under: 3 weeks}}\n"


@rule(
    "IP313",
    "state-never-computed",
    Severity.WARNING,
    bad=_SCALE + _RED + _AMBER,
    good=_SCALE + _AMBER + _RED,
)
def check(facts: Facts) -> Iterator[Finding]:
    """A state's `when` can never hold: an earlier one always holds first, or it is about targets.

    Why: the first state whose condition holds is the computed one, so this state shows for no
    record, and its row in every table is nought.

    Mend: order the states from best to worst, with `otherwise` last and the lengths growing. Items
    are judged by dates, measures by targets.
    """
    for scale in facts.plan.scales.values():
        for at, why in _unreachable(scale, facts.plan):
            told = f"the state `{scale.states[at].id}` of `{scale.id}` is never computed: {why}"
            yield Finding(scale, ("states", at, "when"), told)


def _unreachable(scale: Scale, plan: Plan) -> Iterator[tuple[int, str]]:
    foreign, why_foreign = _foreign(scale, plan)
    first: dict[str, str] = {}
    longest: tuple[date, bool, str] = (date.min, False, "")
    for at, state in enumerate(scale.states):
        if state.when is None:
            continue
        condition = state.when.is_
        reach = _reach(state.when)
        if condition in foreign:
            yield at, why_foreign
        elif "otherwise" in first:
            yield at, f"`otherwise` of `{first['otherwise']}` always holds before it"
        elif reach and reach <= longest[:2]:
            yield at, f"`{longest[2]}` holds before it whenever it would"
        elif not reach and condition in first:
            yield at, f"`{first[condition]}` has the same condition"
        if reach and reach > longest[:2]:
            longest = (*reach, state.id)
        first.setdefault(condition, state.id)


def _reach(rule: Rule) -> tuple[date, bool] | None:
    """Return up to which day a condition on lateness holds, and whether that day is taken in."""
    if rule.is_ == "on-time":
        return _ANY_DAY, True
    return (limit(rule.length, _ANY_DAY), rule.is_ == "late_up_to") if rule.length else None


def _foreign(scale: Scale, plan: Plan) -> tuple[frozenset[str], str]:
    """Return the conditions that mean nothing where the scale is used, and why."""
    levels = any(level.scale == scale.id for level in plan.header.levels)
    measures = any(measure.scale == scale.id for measure in plan.measures.values())
    if levels and not measures:
        return _ON_TARGETS, "it is about targets, and items are judged by dates"
    if measures and not levels:
        return _ON_DATES, "it is about dates, and measures are judged by targets"
    return frozenset(), ""
