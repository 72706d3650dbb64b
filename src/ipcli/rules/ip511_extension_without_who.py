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
    to_answer: no
    paragraphs:
      - id: DIR/1
        text: Report on delivery
        clock: {within: 9 months}
"""


@rule(
    "IP511",
    "extension-without-who",
    Severity.WARNING,
    bad=_DIRECTIONS + "        extensions: [{length: 1 month, date: 2026-09-01}]\n",
    good=_DIRECTIONS
    + "        extensions: [{length: 1 month, date: 2026-09-01, by: secretary-of-state}]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """More time was given, but nothing says who agreed to it.

    Why: only whoever set a date can move it; without a name it is the council's own word.

    Mend: write `by`, and the `date` and `reason` if they are known.
    """
    for duties in (facts.plan.instruments, facts.plan.paragraphs):
        for duty in duties.values():
            for at, extension in enumerate(duty.extensions):
                if not extension.by:
                    more = f"until {extension.to}" if extension.to else f"by {extension.length}"
                    told = f"`{duty.id}` was extended {more}, but nothing says who agreed"
                    yield Finding(duty, ("extensions", at), told)
