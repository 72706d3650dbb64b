"""Two states of a small plan, as texts, and what changed between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.changes import change_log, changes
from support.plans import loaded

if TYPE_CHECKING:
    from ipcli.changes import Change, ChangeLog, Entry
    from ipcli.model.plan import Plan


def plan(text: str) -> Plan:
    """Load a text laid over the small plan."""
    return loaded(text).plans["small"]


def between(before: str, after: str) -> tuple[Change, ...]:
    """Return the changes between two texts, each laid over the small plan."""
    return changes(plan(before), plan(after))


def told(before: str, after: str) -> list[str]:
    """Return the changes between two texts as `kind record: sentence`."""
    return [f"{each.kind} {each.record}: {each.sentence}" for each in between(before, after)]


def log(before: str, after: str, *, policy: str = "") -> ChangeLog:
    """Return the log between two texts, judged by the earlier one or by a text of its own."""
    earlier = plan(before)
    return change_log(earlier, plan(after), policy=plan(policy) if policy else earlier)


def entry(before: str, after: str) -> Entry:
    """Return the one change that is no bookkeeping of the register, with how it stands."""
    [found] = [
        each
        for each in log(before, after).entries
        if each.change.section not in {"change_requests", "meetings", "change_control"}
    ]
    return found
