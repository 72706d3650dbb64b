from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_DIRECTIONS = """
instruments:
  - id: DIR
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2026-03-16
    ended: {kind: replaced, date: 2026-07-31}
"""
_NEW = """\
  - id: DIR-2
    kind: directions
    title: Further directions
    made_by: secretary-of-state
    made_on: 2026-08-01
    replaces: DIR
    to_answer: no
"""


@rule(
    "IP514",
    "replaced-by-nothing",
    Severity.WARNING,
    needs=("whole",),
    bad=_DIRECTIONS,
    good=_DIRECTIONS + _NEW,
)
def check(facts: Facts) -> Iterator[Finding]:
    """An instrument or paragraph ended as replaced, but nothing says by what.

    Why: a reader who follows it must be led to what holds now.

    Mend: write `into` with the id of what took its place, or `replaces` on the newer instrument.
    """
    plan = facts.plan
    replaced = {each for instrument in plan.instruments.values() for each in instrument.replaces}
    for duties in (plan.instruments, plan.paragraphs):
        for duty in duties.values():
            ended = duty.ended
            if ended is None or ended.kind != "replaced" or ended.into:
                continue
            if replaced.isdisjoint([duty.id, *plan.ancestors(duty.id)]):
                told = f"`{duty.id}` was replaced on {ended.date}, but nothing says by what"
                yield Finding(duty, "ended", told)
