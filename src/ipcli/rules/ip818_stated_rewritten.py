from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from ipcli.model.commentary import Commentary, Stated
    from ipcli.model.plan import Plan
    from ipcli.rules.facts import Facts

    _Key: TypeAlias = tuple[str | None, ...]

_STATED = """
commentary:
  - period: 2026-27-Q1
    stated: [{figure: changes.due-moved, value: %s, where: "2.1"}]
"""


@rule(
    "IP818",
    "stated-rewritten",
    Severity.WARNING,
    needs=("base", "whole", "read"),
    base=_STATED % 4,
    bad=_STATED % 5,
    good=_STATED % 4,
)
def check(facts: Facts) -> Iterator[Finding]:
    """A figure that was published for an earlier period has another value now, or is gone.

    Why: `stated` is what the paper of that time said; who changes it changes what was published.

    Mend: put the published figure back. What it should have been is said in the commentary of the
    period in which the mistake was found.
    """
    from ipcli.changes.renames import renames  # noqa: PLC0415 (only a comparison waits for it)

    last = {period.id for period in facts.plan.periods_in_order[-1:]}
    now = _stated(facts.plan, last)
    names = renames(facts.before, facts.plan)
    for key, (entry, _, was) in _stated(facts.before, last).items():
        as_now = _key(names.rewritten(entry), names.rewritten(was))
        here, at, is_now = now.get(key if key in now else as_now, (entry, 0, None))
        if is_now is None:
            told = f"{_named(entry, was)} was stated as {was.value}, and is stated no more"
            yield Finding(facts.plan.header, "", told, about=_about(entry, was))
        elif is_now.value != was.value:
            told = (
                f"{_named(entry, was)} is stated as {is_now.value}, but was stated as {was.value}"
            )
            yield Finding(here, ("stated", at, "value"), told, about=_about(entry, was))


def _stated(plan: Plan, last: set[str]) -> Mapping[_Key, tuple[Commentary, int, Stated]]:
    """Return the figures of all periods but the last, by what tells them apart."""
    return {
        _key(entry, stated): (entry, at, stated)
        for entry in plan.commentary
        if entry.period not in last
        for at, stated in enumerate(entry.stated)
    }


def _key(entry: Commentary, stated: Stated) -> _Key:
    return entry.period, entry.about, stated.figure, stated.about, stated.where


def _named(entry: Commentary, stated: Stated) -> str:
    where = f" ({stated.where})" if stated.where else ""
    return f"`{stated.figure}`{where} for `{entry.period}`"


def _about(entry: Commentary, stated: Stated) -> str:
    return stated.about or entry.about or entry.period
