from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipcli.model.plan import Plan
    from ipcli.rules.facts import Facts

_SHOWN = 5  # ids of what went with it
# Words of the plan, not promises: the format has no way to end them, and IP102 says who needs them.
_WORDS = frozenset({"roles", "labels", "scales", "risk_matrices"})
_FIRST = """
items:
  - id: A
    title: Publish the savings plan
    level: action
"""
_SECOND = """\
  - id: B
    title: Ward and casework management
    level: action
"""


@rule(
    "IP113",
    "record-vanished",
    Severity.ERROR,
    needs=("base", "whole"),
    base=_FIRST + _SECOND,
    bad=_FIRST,
    good=_FIRST + _SECOND + "    closed: {kind: no-longer-needed, date: 2026-09-01}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A record of the earlier revision is gone.

    Why: what is promised in public is ended in public. A record that vanishes takes its history,
    its lateness and its answers to the directions with it.

    Mend: put the record back, and close or end it with how and when. If it has a new id, list the
    old one in `was`. A record was one record: two that became one are closed `into` it.
    """
    from ipcli.changes.renames import renames  # noqa: PLC0415 (only a comparison waits for it)

    plan, before = facts.plan, facts.before
    renamed = renames(before, plan).ids
    gone = {
        each: record
        for section, records in before.by_section.items()
        if section not in _WORDS
        for each, record in records.items()
        if each not in plan.records and each not in renamed and each not in plan.unread
    }
    for name, record in gone.items():
        above = before.holder.get(name, "")
        if above in gone:
            continue
        with_it = [each for each in before.below(name) if each in gone]
        title = before.name_of(record.id)
        named = f"`{name}`" if title == name else f"`{name}` ({title})"
        told = f"{named} was there at the earlier revision and is gone{_also(with_it)}"
        told += _merged(name, plan, renamed)
        yield Finding(plan.records.get(above, plan.header), "", told, about=name)


def _merged(name: str, plan: Plan, renamed: Mapping[str, str]) -> str:
    """Say which record claims to have been a vanished one too, beside another that it was."""
    pairs = ((old, new) for old, new in renamed.items() if name in plan.records[new].was)
    old, new = next(pairs, ("", ""))
    return (
        f"; `{new}` says that it was both this and `{old}`, which two records are not"
        if old
        else ""
    )


def _also(with_it: list[str]) -> str:
    if not with_it:
        return ""
    more = len(with_it) - _SHOWN
    ids = ", ".join(f"`{each}`" for each in with_it[:_SHOWN])
    return f", and with it {ids}" + (f" and {more} more" if more > 0 else "")
