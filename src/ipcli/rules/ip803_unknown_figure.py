from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from ipcli.assess.figures import NotCountable, Why, figure, figure_names
from ipcli.diagnostics import Severity
from ipcli.load.entries import closest
from ipcli.model.base import CLOSED_KINDS
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.commentary import Commentary
    from ipcli.rules.facts import Facts

_PLAN = """
items:
  - {id: A, title: Savings plan, level: step, status: green}
  - {id: B, title: Asset plan, level: step, status: green}
commentary:
  - period: 2026-27-Q2
"""

_NAMED = re.compile(r"\{([A-Za-z][\w-]*(?:\.[\w-]+)+)\}", re.ASCII)
_PROSE = ("summary", "issues", "next", "lines")


@rule(
    "IP803",
    "unknown-figure",
    Severity.ERROR,
    needs=("whole", "read"),
    bad=_PLAN + "    stated: [{figure: step.gren, value: 2}]\n",
    good=_PLAN + '    summary: "There are {step.green} actions on course."\n',
)
def check(facts: Facts) -> Iterator[Finding]:
    """A stated figure, or one named in braces in prose, is none that the plan has.

    Why: a stated figure could not be checked, and a paper would print the braces.

    Mend: write a count of the plan and a state or total of its scale, as `main-actions.red`; or
    one of `changes.…`, `risks.…`, `coverage.…` and `achievements`.
    """
    known: dict[str, str] = {}
    for entry in facts.plan.commentary:
        for where, name in _names(entry):
            if name not in known:
                known[name] = _unknown(facts, name)
            if why := known[name]:
                yield Finding(entry, where, why, about=entry.about or entry.period)


def _unknown(facts: Facts, name: str) -> str:
    section, _, rest = name.partition(".")
    if section == "changes":
        return _unknown_change(facts, name, *rest.split(".", 1))
    period = facts.plan.periods_in_order[-1] if facts.plan.periods else None
    day = facts.as_of or date.max  # whether there is such a figure is the same on every day
    found = figure(facts.plan, name, about=None, period=period, today=day)
    if not isinstance(found, NotCountable) or found.why is not Why.UNKNOWN:
        return ""
    return f"`{name}` is no figure of this plan{closest(name, figure_names(facts.plan))}"


def _unknown_change(facts: Facts, name: str, kind: str, more: str = "") -> str:
    from ipcli.changes import all_kinds  # noqa: PLC0415 (only such figures wait for it)

    parts = [*facts.plan.levels, *CLOSED_KINDS]
    if kind not in all_kinds():
        return f"`{name}` counts no kind of change{closest(kind, all_kinds())}"
    if more and more not in parts:
        return f"`{name}` is no figure: `{more}` is no level or closing{closest(more, parts)}"
    return ""


def _names(entry: Commentary) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the figures that an entry names, each with its place."""
    for at, stated in enumerate(entry.stated):
        yield ("stated", at, "figure"), stated.figure
    for key in _PROSE:
        for at, text in enumerate(getattr(entry, key)):
            yield from (((key, at), name) for name in _NAMED.findall(text))
    for at, achieved in enumerate(entry.achievements):
        where = ("achievements", at, "text")
        yield from ((where, name) for name in _NAMED.findall(achieved.text))
