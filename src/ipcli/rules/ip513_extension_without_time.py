from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.instrument import Duty, Extension
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
    """An extension says neither how long nor until when, says both, or extends no date of a clock.

    Why: the date as extended cannot be computed, or it depends on which of the two one takes.

    Mend: write either `length` or `to`, give the paragraph the `clock` that is extended, and in
    `for` the number of one of its dates: 1 is the first.
    """
    for duties in (facts.plan.instruments, facts.plan.paragraphs):
        for duty in duties.values():
            for at, extension in enumerate(duty.extensions):
                if told := _fault(duty, extension, facts):
                    yield Finding(duty, ("extensions", at), f"`{duty.id}` was extended{told}")


def _fault(duty: Duty, extension: Extension, facts: Facts) -> str:
    """Return what is wrong with an extension, or nothing."""
    if duty.timed is None:
        return ", but has no clock with a date"
    if extension.length and extension.to:
        return f" by {extension.length} and until {extension.to}; only one can be meant"
    if not (extension.length or extension.to):
        return ", but not by how long nor until when"
    number, dates = extension.for_, facts.dates_laid_down(duty)
    if number is not None and (number < 1 or (dates is not None and number > dates)):
        has = "one date" if dates == 1 else f"{dates or 'many'} dates"
        return f" for date {number} of its clock, which has {has}"
    return ""
