"""Which requests are spent: what one covered once it does not cover again in a later round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.changes import Use, change_log
from ipcli.changes.asks import Register
from ipcli.changes.decisions import agreeing, recommending_only
from ipcli.changes.usage import carried

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipcli.changes import ChangeLog
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


def next_log(
    before: Plan, after: Plan, used: frozenset[Use], plans: Mapping[str, Plan]
) -> tuple[ChangeLog, frozenset[Use]]:
    """Return the changes of one round, and what is used up after it, called as it is then."""
    log = change_log(before, after, policy=before, plans=plans, used=used)
    return log, carried(used, before, after) | log.used
