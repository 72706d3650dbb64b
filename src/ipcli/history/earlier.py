"""A plan as it was reported before its last period, for what a paper shows over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.errors import UnknownRevisionError
from ipcli.history.period import missing, periods_before, plan_in
from ipcli.history.rounds import State
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from ipcli.history.period import Clone
    from ipcli.model.organisation import Period
    from ipcli.model.plan import Plan

MOST = 6  # periods that are read beside the present one and the last: two years of quarters


class Earlier(NamedTuple):
    """The states before the last period, the oldest first.

    `left` are the periods that were too many, `unread` those whose plan cannot be read.
    """

    states: tuple[State, ...] = ()
    left: tuple[Period, ...] = ()
    unread: tuple[Period, ...] = ()


def earlier(plan: Plan, period: Period, clone: Clone | None, *, public: bool) -> Earlier:
    """Return the states of a plan that were reported before the period before this one.

    Raises NotTaggedError or ShallowCloneError for a tag that a period names and that is not there,
    as for the last period: a paper must not depend on which tags a clone happens to have.
    """
    named = [each for each in periods_before(plan, period, public=public)[:-1] if each.tag]
    found = [(each, _state(plan, each, clone)) for each in named[-MOST:]]
    return Earlier(
        states=tuple(state for _, state in found if state),
        left=tuple(named[:-MOST]),
        unread=tuple(each for each, state in found if not state),
    )


def _state(plan: Plan, period: Period, clone: Clone | None) -> State | None:
    """Return the plan as it was then; None where it cannot be read whole."""
    tag = period.tag or ""
    if not (clone and clone.tagged(tag)):
        raise missing(period, tag, clone)
    loaded = clone.load(tag, plan)
    try:
        then = plan_in(loaded, plan.id, tag)
    except UnknownRevisionError:
        return None
    if then.unread_files or then.unread:
        return None
    return State(then.periods.get(period.id, period), tag, tag, then, loaded.plans)
