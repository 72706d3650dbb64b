from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.load.entries import closest
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.base import Opinion, Record
    from ipcli.rules.facts import Facts

_ITEM = """
items:
  - id: A
    title: Publish the savings plan
    level: action
"""


@rule(
    "IP406",
    "opinion-state-unknown",
    Severity.ERROR,
    bad=_ITEM + "    opinions: [{by: auditor, date: 2026-09-01, state: ambre}]\n",
    good=_ITEM + "    opinions: [{by: auditor, date: 2026-09-01, state: amber}]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An opinion gives a state that its scale does not have.

    Why: an outside view is printed beside the council's own, in the words of one scale.

    Mend: write a state of the record's own scale, or name the opinion's `scale`.
    """
    for record, opinions, own in _opinions(facts):
        for at, opinion in enumerate(opinions):
            if opinion.state is None:
                continue
            scale, _, state = opinion.state.rpartition("/")
            scale = scale or opinion.scale or own
            if not scale:
                told = f"an opinion on `{record.id}` gives the state `{opinion.state}` of no scale"
                yield Finding(record, ("opinions", at, "state"), told)
            elif scale in facts.classes and state not in facts.classes[scale]:
                near = closest(state, [each or "" for each in facts.classes[scale]])
                told = f"`{state}`, an opinion on `{record.id}`, is no state of `{scale}`{near}"
                yield Finding(record, ("opinions", at, "state"), told)


def _opinions(facts: Facts) -> Iterator[tuple[Record, tuple[Opinion, ...], str]]:
    """Yield each record with opinions, and the scale of its own status."""
    plan = facts.plan
    for item in facts.having("opinions"):
        level = plan.levels.get(item.level)
        yield item, item.opinions, (level.scale or "") if level else ""
    for duties in (plan.instruments, plan.paragraphs):
        for duty in duties.values():
            if duty.opinions:
                instrument = facts.instrument_of(duty.id)
                yield duty, duty.opinions, (instrument.scale or "") if instrument else ""
    for measure in plan.measures.values():
        yield measure, measure.opinions, measure.scale or ""
    for risk in plan.risks.values():
        yield risk, risk.opinions, ""
