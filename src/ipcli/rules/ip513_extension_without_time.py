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
    "IP513",
    "extension-without-time",
    Severity.ERROR,
    bad=_DIRECTIONS + "        extensions: [{by: secretary-of-state}]\n",
    good=_DIRECTIONS + "        extensions: [{length: 1 month, by: secretary-of-state}]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An extension says neither how long nor until when, says both, or extends no clock.

    Why: the date as extended cannot be computed, or it depends on which of the two one takes.

    Mend: write either `length` or `to`, and give the paragraph the `clock` that is extended.
    """
    for duties in (facts.plan.instruments, facts.plan.paragraphs):
        for duty in duties.values():
            for at, extension in enumerate(duty.extensions):
                if duty.timed is None:
                    told = f"`{duty.id}` was extended, but has no clock with a date"
                elif extension.length and extension.to:
                    told = (
                        f"`{duty.id}` was extended by {extension.length} "
                        f"and until {extension.to}; only one can be meant"
                    )
                elif extension.length or extension.to:
                    continue
                else:
                    told = f"`{duty.id}` was extended, but not by how long nor until when"
                yield Finding(duty, ("extensions", at), told)
