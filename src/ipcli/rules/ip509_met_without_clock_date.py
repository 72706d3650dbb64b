from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.instrument import Duty
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
"""


@rule(
    "IP509",
    "met-without-clock-date",
    Severity.ERROR,
    bad=_DIRECTIONS
    + "        clock: {within: 5 months}\n"
    + "        met: [{date: 2026-08-10, for: 2}, {date: 2026-08-10, for: 1}]\n",
    good=_DIRECTIONS
    + "        clock: {within: 5 months}\n"
    + "        met: [{date: 2026-08-10, for: 1}]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An entry of `met` is for a date that its clock does not have, or that is met already.

    Why: it would meet nothing, and the date that was meant would stand as missed.

    Mend: correct `for`: 1 is the clock's first date. Delete an entry that stands twice.
    """
    for duties in (facts.plan.instruments, facts.plan.paragraphs):
        for duty in duties.values():
            if duty.met and duty.timed:
                yield from _mismet(duty, facts.dates_laid_down(duty))


def _mismet(duty: Duty, length: int | None) -> Iterator[Finding]:
    taken: dict[int, int] = {}
    claimed = {met.for_ for met in duty.met}
    for at, met in enumerate(duty.met):
        free = (n for n in count(1) if n not in taken and n not in claimed)
        number = next(free) if met.for_ is None else met.for_
        where = ("met", at, *(() if met.for_ is None else ("for",)))
        if number < 1 or (length is not None and number > length):
            dates = "one date" if length == 1 else f"{length or 'many'} dates"
            told = f"`{duty.id}` was met for date {number} of its clock, which has {dates}"
            yield Finding(duty, where, told)
        elif number in taken:
            told = f"`{duty.id}` was met twice for date {number} of its clock"
            also = ((duty, ("met", taken[number]), "the first"),)
            yield Finding(duty, where, told, also)
        taken.setdefault(number, at)
