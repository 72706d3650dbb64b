from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.commentary import Commentary, Stated
    from ipcli.rules.facts import Facts

_PLAN = """
items:
  - {id: A, title: Savings plan, level: step, status: green}
  - {id: B, title: Asset plan, level: step, status: green}
commentary:
  - period: 2026-27-Q2
    stated:
      - {figure: changes.due-moved, value: 4, where: "2.1"}
"""


@rule(
    "IP817",
    "stated-twice",
    Severity.WARNING,
    bad=_PLAN + '      - {figure: changes.due-moved, value: 5, where: "4.6"}\n',
    good=_PLAN + '      - {figure: changes.due-moved, value: 4, where: "4.6"}\n',
)
def check(facts: Facts) -> Iterator[Finding]:
    """One figure is stated twice for a period, with two values.

    Why: a paper that contradicts itself is believed in neither place.

    Mend: correct the one that is wrong. If both were published, keep both, with a waiver.
    """
    first: dict[tuple[str, str, str | None], tuple[Commentary, int, Stated]] = {}
    for entry in facts.plan.commentary:
        for at, stated in enumerate(entry.stated):
            key = (entry.period, stated.figure, stated.about)
            other, place, before = first.setdefault(key, (entry, at, stated))
            if before.value != stated.value:
                told = (
                    f"`{stated.figure}` is stated as {_said(stated)}, but also as {_said(before)}"
                )
                also = ((other, ("stated", place, "value"), "the first"),)
                about = stated.about or entry.about or entry.period
                yield Finding(entry, ("stated", at, "value"), told, also, about)


def _said(stated: Stated) -> str:
    return f"{stated.value} ({stated.where})" if stated.where else str(stated.value)
