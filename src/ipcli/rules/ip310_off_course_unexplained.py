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
      - {id: red, name: Red, colour: red, class: off-course}
items:
  - id: A
    title: Publish the savings plan
    status: red
"""


@rule(
    "IP310",
    "off-course-unexplained",
    Severity.WARNING,
    bad=_PLAN,
    good=_PLAN + "    reason: The auditor needs more time.\n    recovery: Extra auditors.\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An item or a recommendation is at risk or off course, and nothing says why, or what next.

    Why: an amber or red mark without a reason or a way back to green leaves a committee nothing to
    decide on.

    Mend: add a `reason`; where it is off course also a `recovery` or a `forecast`. Commentary about
    it in the last period is enough.
    """
    for told in not_on_course(facts):
        lacking = [] if told.why else ["why"]
        if told.state.class_ is StateClass.OFF_COURSE and not told.back:
            lacking.append(BACK)
        if lacking:
            said = f"`{told.record.id}` is {told.state.name}, but nothing says "
            yield Finding(told.record, "status", said + ", nor ".join(lacking))
