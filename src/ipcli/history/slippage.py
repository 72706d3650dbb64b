"""How late the open items of each round were, against the dates that were agreed first."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from ipcli.assess.lateness import days_overdue, expected_day
from ipcli.assess.standing import is_done
from ipcli.changes.renames import renames
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from ipcli.history.rounds import State
    from ipcli.model.plan import Plan


class Slippage(NamedTuple):
    """How late the open items of one round were against their original dates.

    `dated` are the open items with a date that are not done, `late` those expected after their
    original date, `days` their average, rounded half up; None where nothing is late.
    """

    round: str
    day: date
    dated: int
    late: int
    days: int | None
    overdue: int


def slippage(states: Iterable[State]) -> Iterator[Slippage]:
    """Yield how late each round was.

    The original date is the baseline or due date as it was first tagged, as in the ledger: one
    that is altered later does not make an item less late.
    """
    originals: dict[str, date] = {}
    before: Plan | None = None
    for state in states:
        ids = renames(before, state.plan).ids if before else {}
        originals = {ids.get(item, item): day for item, day in originals.items()}
        for item in state.plan.items.values():
            first = item.baseline_due or item.due
            if first and first.latest:
                originals.setdefault(item.id, first.latest)
        yield _round(state, originals)
        before = state.plan


def _round(state: State, originals: Mapping[str, date]) -> Slippage:
    plan, day = state.plan, state.period.as_of
    open_ = [
        item
        for item in plan.items.values()
        if item.id not in plan.closings and item.id in originals and not is_done(plan, item)
    ]
    expected = ((item, expected_day(item, today=day)) for item in open_)
    dated = [(then - originals[item.id]).days for item, then in expected if then]
    late = [days for days in dated if days > 0]
    average = Decimal(sum(late)) / len(late) if late else None
    return Slippage(
        round=state.name,
        day=day,
        dated=len(dated),
        late=len(late),
        days=None if average is None else int(average.quantize(Decimal(1), ROUND_HALF_UP)),
        overdue=sum(days_overdue(item, today=day) > 0 for item in open_),
    )
