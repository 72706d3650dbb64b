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
"""


@rule(
    "IP312",
    "rollup-without-scale",
    Severity.WARNING,
    bad=_PLAN + "    - {id: theme, name: Theme, rollup: shown}\n    - {id: action, name: Action}\n",
    good=_PLAN + "    - {id: theme, name: Theme}\n    - {id: action, name: Action}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A level asks for a roll-up, but has no scale to show it in.

    Why: the computed state is printed in the words of the level's own scale; without one nothing is
    printed.

    Mend: name a `scale` for the level, or take `rollup` out.
    """
    header = facts.plan.header
    for at, level in enumerate(header.levels):
        if level.rollup != "none" and not level.scale:
            told = f"the level `{level.id}` has `rollup: {level.rollup}`, but no `scale`"
            yield Finding(header, ("levels", at, "rollup"), told)
