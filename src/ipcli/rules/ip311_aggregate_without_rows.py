from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.figures import agrees, figure
from ipcli.assess.uncounted import NotCountable, Why
from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.commentary import Commentary
    from ipcli.rules.facts import Facts

_ITEMS = """
commentary:
  - period: 2026-27-Q2
    stated:
      - {figure: step.red, value: 1, where: 4.2.6}
items:
  - id: A
    title: Publish the savings plan
    level: action
    items:
      - id: A-1
        title: Close the accounts
"""
_RED = """\
        status: red
        reason: The auditor needs more time.
        recovery: Extra auditors.
"""


@rule(
    "IP311",
    "aggregate-without-rows",
    Severity.WARNING,
    needs=("day",),
    bad=_ITEMS,
    good=_ITEMS + _RED,
)
def check(facts: Facts) -> Iterator[Finding]:
    """A number of items in a state is stated, but the items themselves have no state.

    Why: a total such as "2 red and 3 amber" cannot be checked, and nobody can say which two are
    red.

    Mend: record the status or rating of each item, or take the figure out of the paper.
    """
    periods = facts.plan.periods_in_order
    if not periods:
        return
    for commentary in facts.plan.commentary:
        if commentary.period == periods[-1].id:  # the rows are as they stand now
            yield from _in(commentary, facts)


def _in(commentary: Commentary, facts: Facts) -> Iterator[Finding]:
    """Yield one finding for all figures of one count about one item."""
    found: dict[tuple[str, str | None], list[tuple[int, NotCountable]]] = {}
    for at, stated in enumerate(commentary.stated):
        result = figure(
            facts.plan,
            stated.figure,
            about=stated.about,
            period=facts.plan.periods[commentary.period],
            today=facts.today,
        )
        if not isinstance(result, NotCountable) or result.why is not Why.NO_STATES:
            continue
        if result.found is None or not agrees(stated.value, result.found):
            key = stated.figure.partition(".")[0], stated.about
            found.setdefault(key, []).append((at, result))
    for (_, about), places in found.items():
        rows = [commentary.stated[at] for at, _ in places]
        told = " and ".join(f"{each.value} for `{each.figure}`" for each in rows)
        of = f" about `{about}`" if about else ""
        first, result = places[0]
        yield Finding(
            commentary,
            ("stated", first),
            f"stated are {told}{of}, but {result.reason}",
            about=about or commentary.about or facts.plan.id,
        )
