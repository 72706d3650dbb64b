from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from ipcli.assess.figures import agrees, figure
from ipcli.assess.scope import below
from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ipcli.model.commentary import Stated
    from ipcli.rules.facts import Facts

_PLAN = """
items:
  - {id: A, title: Savings plan, level: step, status: green}
  - {id: B, title: Asset plan, level: step, status: green}
commentary:
  - period: 2026-27-Q2
"""

_ALWAYS = ("changes.", "achievements")  # the same whenever they are counted

_MOST_DIGITS = 9  # nobody states a figure with more


@rule(
    "IP802",
    "stated-figure-differs",
    Severity.WARNING,
    needs=("whole", "read"),
    bad=_PLAN + "    stated: [{figure: step.green, value: 3}]\n",
    good=_PLAN + "    stated: [{figure: step.green, value: 2}]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A stated figure is not what the plan comes to.

    Why: the first thing that a reader does with a report is to count the rows.

    Mend: correct the figure, or the rows. A figure that was published so stays, with a waiver.
    Figures of earlier periods are held against the plan only where time does not change them, and
    those of changes, but closings, only where `--base` names the plan as it was last reported.
    """
    plan = facts.plan
    last = plan.periods_in_order[-1:]
    changed = _changed(facts)
    for entry in plan.commentary:
        period = plan.periods.get(entry.period)
        for at, stated in enumerate(entry.stated if period else ()):
            if period is None or (period not in last and not stated.figure.startswith(_ALWAYS)):
                continue
            found = figure(
                plan,
                stated.figure,
                about=stated.about,
                period=period,
                today=period.as_of,
                changes=changed(stated.about) if changed and period in last else None,
            )
            if isinstance(found, Decimal) and not agrees(stated.value, found):
                told = f"{_named(stated)} is stated as {stated.value}, "
                told += f"but the plan comes to {_shown(found, beside=stated.value)}"
                about = stated.about or entry.about or entry.period
                yield Finding(entry, ("stated", at, "value"), told, about=about)


def _changed(facts: Facts) -> Callable[[str | None], Mapping[str, int]] | None:
    """Return what counts the changes below an item, where the base is the last reported plan."""
    periods = facts.plan.periods_in_order
    was = facts.base.periods_in_order if facts.base else ()
    if len(periods) < 2 or not was or was[-1].id != periods[-2].id:  # noqa: PLR2004 (two periods)
        return None
    from ipcli.changes import changes, counted_figures  # noqa: PLC0415 (only a comparison waits)

    found = changes(facts.before, facts.plan, plans=facts.plans)
    return lambda about: counted_figures(found, below(facts.plan, "items", about))


def _named(stated: Stated) -> str:
    below = f" below `{stated.about}`" if stated.about else ""
    where = f" ({stated.where})" if stated.where else ""
    return f"`{stated.figure}`{below}{where}"


def _shown(found: Decimal, *, beside: Decimal) -> str:
    """Print a figure without needless digits: 7, 12.5, 33.33; with as many as the stated has."""
    if found % 1 == 0:
        return f"{found:.0f}"
    digits = min(max(2, -int(beside.as_tuple().exponent)), _MOST_DIGITS)
    step = Decimal(1).scaleb(-digits)
    return f"{found.quantize(step, ROUND_HALF_UP):f}".rstrip("0").rstrip(".")
