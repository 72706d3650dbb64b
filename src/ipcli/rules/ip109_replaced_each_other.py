from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.circles import circles, in_words
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_FIRST = """
instruments:
  - id: DIR-2025
    kind: directions
    title: Directions
    to_answer: no
    made_by: secretary-of-state
    made_on: 2025-09-01
"""
_SECOND = """
  - id: DIR-2026
    kind: directions
    title: Expanded Directions
    to_answer: no
    made_by: secretary-of-state
    made_on: 2026-01-15
    replaces: DIR-2025
"""


@rule(
    "IP109",
    "replaced-each-other",
    Severity.ERROR,
    bad=_FIRST + "    replaces: DIR-2026\n" + _SECOND,
    good=_FIRST + _SECOND,
)
def check(facts: Facts) -> Iterator[Finding]:
    """Instruments replace each other in a circle.

    Why: it decides what is in force; in a circle, nothing is.

    Mend: keep `replaces` on the newer instrument only.
    """
    instruments = facts.plan.instruments
    replaced = {each: found.replaces for each, found in instruments.items() if found.replaces}
    for circle in circles(replaced):
        told = f"`replaces` goes in a circle: {in_words(circle)}"
        also = tuple((instruments[each], "replaces", f"`{each}`") for each in circle[1:])
        yield Finding(instruments[circle[0]], "replaces", told, also)
