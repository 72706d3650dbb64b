"""Which requests are spent: what one covered once it does not cover again in a later round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.changes import Use
from ipcli.changes.asks import Register
from ipcli.changes.decisions import agreeing, recommending_only
from ipcli.changes.renames import renames

if TYPE_CHECKING:
    from ipcli.model.plan import Plan


def spent_before(plan: Plan) -> frozenset[Use]:
    """Return the requests that had been agreed when the records begin, as far as they are spent.

    One that asks for a value is not: whether it was carried out can be seen. One that does not
    counts as carried out: else it would cover every later change of its kind.
    """
    register, recommending = Register(plan), recommending_only(plan)
    return frozenset(
        Use(asked.request.id, asked.ask.change, asked.record)
        for asked in register.all()
        if register.carried_out(asked, plan) is None and agreeing(asked.request, recommending)
    )


def carried(used: frozenset[Use], before: Plan, after: Plan) -> frozenset[Use]:
    """Return what was used up, with requests and records called as they are in the later plan."""
    ids = renames(before, after).ids
    if not ids:
        return used
    return frozenset(
        Use(ids.get(use.request, use.request), use.kind, ids.get(use.record, use.record))
        for use in used
    )
