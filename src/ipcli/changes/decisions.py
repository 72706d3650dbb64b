"""What bodies said to a change request, and whether that agrees to it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipcli.model.change_request import ChangeRequest, RequestDecision
    from ipcli.model.plan import Plan

RECOMMENDS = frozenset({"recommends"})


def in_order(request: ChangeRequest) -> list[RequestDecision]:
    """Return the decisions by day; those of one day, or without one, as they are written."""
    return sorted(request.decisions, key=lambda each: each.date.latest or date.max)


def last_day(request: ChangeRequest) -> date | None:
    """Return the day on which a request was last decided, or None where it waits."""
    return max((each.date.latest for each in request.decisions if each.date.latest), default=None)


def last_by_body(request: ChangeRequest) -> Mapping[str, RequestDecision]:
    """Return what each body said last: who deferred may approve later.

    Noting takes nothing back: a body that decided and was told later has decided.
    """
    found: dict[str, RequestDecision] = {}
    for decision in in_order(request):
        for body in decision.by:
            if decision.outcome != "noted" or body not in found:
                found[body] = decision
    return found


def withdrawn(request: ChangeRequest) -> bool:
    """Whether a request was withdrawn, and nothing was decided on it since."""
    said = in_order(request)
    return bool(said) and said[-1].outcome == "withdrawn"


def agreeing(request: ChangeRequest, recommending: frozenset[str]) -> Mapping[str, RequestDecision]:
    """Return the bodies that agree to a request, each with its decision.

    A body agrees by `approved`, or by `recommended` where recommending is all it does.
    """
    if withdrawn(request):
        return {}
    return {
        body: decision
        for body, decision in last_by_body(request).items()
        if decision.outcome == "approved"
        or (decision.outcome == "recommended" and body in recommending)
    }


def recommending_only(policy: Plan) -> frozenset[str]:
    """Return the bodies that do nothing but recommend, by the policy and not by the change."""
    return frozenset(body.id for body in policy.bodies.values() if set(body.does) == RECOMMENDS)
