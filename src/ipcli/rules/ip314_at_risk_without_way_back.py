from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.scale import StateClass
from ipcli.rules.explained import BACK, not_on_course
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
      - {id: amber, name: Amber, colour: amber, class: at-risk}
items:
  - id: A
    title: Publish the savings plan
    status: amber
    reason: The auditor needs more time.
"""


@rule(
    "IP314",
    "at-risk-without-way-back",
    Severity.NOTE,
    bad=_PLAN,
    good=_PLAN + "    recovery: Extra auditors from May.\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An item or a recommendation is at risk, and nothing says how or by when it recovers.

    Why: members ask what brings an amber row back to green. A plan that lists what its amber
    `needs`, and no way back among it, has decided that none is to be given.

    Mend: add a `recovery` or a `forecast`. Commentary about it in the last period is enough.
    """
    for told in not_on_course(facts):
        decided = told.back or told.state.needs
        if told.state.class_ is StateClass.AT_RISK and told.why and not decided:
            said = f"`{told.record.id}` is {told.state.name}, but nothing says {BACK}"
            yield Finding(told.record, "status", said)
