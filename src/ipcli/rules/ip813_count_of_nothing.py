from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.bands import matrix_of
from ipcli.assess.standing import scale_of_duty
from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipcli.model.base import Record
    from ipcli.model.header import Count, Level
    from ipcli.model.plan import Plan
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
    """A count is of what has no scale or no dates, or adds what stands on different scales.

    Why: a count adds rows of one state, and a level without a scale has none. Colours of two
    scales do not mean the same and cannot be added. Only items have a start and a due date.

    Mend: name levels that share one scale, pick out by `labels`, make two counts, or leave out the
    `base`.
    """
    for at, count in enumerate(facts.plan.header.counts):
        of_items = count.of == "items"
        told = _of_levels(count, facts.plan.levels) if of_items else _of_others(count, facts.plan)
        if told:
            said = f"the count `{count.id}` {told}"
            yield Finding(facts.plan.header, ("counts", at), said, about=count.id)


def _of_levels(count: Count, levels: Mapping[str, Level]) -> str:
    """Return why levels cannot be counted together, or nothing."""
    chosen = [each for each in count.levels if each in levels]
    chosen = chosen or [each for each in levels if levels[each].scale][-1:]
    if len(chosen) < len(count.levels):
        return ""  # IP102 says which level there is not
    named = {each: levels[each].scale for each in chosen}
    bare = [each for each, scale in named.items() if not scale]
    if not chosen or bare:
        what = f"the level `{bare[0]}` has" if bare else "the levels have"
        return f"cannot be made by state: {what} no scale"
    if len(set(named.values())) > 1:
        what = ", ".join(f"`{scale}` of `{level}`" for level, scale in named.items())
        return f"adds different scales: {what}"
    return ""


def _of_others(count: Count, plan: Plan) -> str:
    """Return why paragraphs, measures or risks cannot be counted so, or nothing."""
    if count.base in {"due", "programmed"}:
        return f"is of {count.of}, and only items have dates to be `{count.base}` by"
    scales = {each: record for record, each in _rows_of(count, plan) if each}
    several = ", ".join(f"`{scale}` of `{record}`" for scale, record in scales.items())
    return f"adds different scales: {several}" if len(scales) > 1 else ""


def _rows_of(count: Count, plan: Plan) -> Iterator[tuple[str, str | None]]:
    """Yield each record that a count takes in, with its scale or matrix."""
    wanted = set(count.labels)
    for record, scale in _judged(count.of, plan):
        if not wanted or wanted.intersection(record.labels):
            yield record.id, scale


def _judged(of: str, plan: Plan) -> Iterator[tuple[Record, str | None]]:
    if of == "measures":
        yield from ((each, each.scale) for each in plan.measures.values())
    for risk in plan.risks.values() if of == "risks" else ():
        matrix = matrix_of(plan, risk)
        yield risk, matrix.id if matrix else None
    for paragraph in plan.paragraphs.values() if of == "paragraphs" else ():
        scale = scale_of_duty(plan, paragraph.id)
        yield paragraph, scale.id if scale else None
