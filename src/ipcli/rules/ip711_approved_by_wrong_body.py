from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.dates import parse_date
from ipcli.named import NamedTuple
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.changes.asks import Register
    from ipcli.changes.conditions import Case
    from ipcli.changes.kinds import Kind
    from ipcli.changes.terms import Terms
    from ipcli.changes.verdict import Policy
    from ipcli.model.base import Record
    from ipcli.model.change_request import Ask
    from ipcli.model.dates import Date
    from ipcli.rules.facts import Facts

_REGISTER = """
change_control: [{change: due-moved, needs: cabinet}]
items:
  - {id: A, title: Publish the savings plan, level: action, due: 2026-12-31}
change_requests:
  - id: CR-1
    asks: [{change: due-moved, of: A, to: 2026-12-31}]
"""


@rule(
    "IP711",
    "approved-by-wrong-body",
    Severity.WARNING,
    needs=("whole", "read"),
    bad=_REGISTER + "    decisions: [{outcome: approved, by: board, date: 2026-07-15}]\n",
    good=_REGISTER + "    decisions: [{outcome: approved, by: cabinet, date: 2026-07-15}]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A change request was approved, but by none of those that change control asks for.

    Why: the change looks agreed, and is not.

    Mend: take the request to the body that must agree, or correct who decided.
    """
    plan = facts.plan
    if not (plan.change_control and plan.change_requests):
        return
    from ipcli.changes.asks import Register  # noqa: PLC0415 (only change control waits for it)
    from ipcli.changes.decisions import recommending_only  # noqa: PLC0415
    from ipcli.changes.terms import Terms  # noqa: PLC0415
    from ipcli.changes.verdict import Policy  # noqa: PLC0415

    terms = Terms(plan, plan)
    control = _Control(Register(plan), Policy(plan), terms, recommending_only(plan))
    for request in plan.change_requests.values():
        if not any(each.outcome == "approved" for each in request.decisions):
            continue
        for at, ask in enumerate(request.asks):
            found = (_wrong(control, ask, each) for each in ask.of)
            if why := next(filter(None, found), ""):
                yield Finding(request, ("asks", at), f"`{request.id}` was approved, but {why}")


class _Control(NamedTuple):
    """A plan's register and change control; `bodies` are those that do nothing but recommend."""

    register: Register
    policy: Policy
    terms: Terms
    bodies: frozenset[str]


def _wrong(control: _Control, ask: Ask, record_id: str) -> str:
    """Return who must agree and has not, where nobody who must has; else nothing.

    A body that is still to come may be waited for, so one of those who must is enough here.
    """
    from ipcli.changes.decisions import agreeing  # noqa: PLC0415
    from ipcli.changes.kinds import all_kinds  # noqa: PLC0415

    register = control.register
    kind, record = all_kinds().get(ask.change), register.plan.records.get(register.now(record_id))
    if kind is None or record is None:
        return ""
    asks = control.policy.required(_case(ask, kind, record, control.terms))
    who = (*asks.needs, *asks.needs_one_of)
    asked = register.by_kind[ask.change, record.id]
    have = {body for each in asked for body in agreeing(each.request, control.bodies)}
    if asks.never or not who or not have or not have.isdisjoint(who):
        return ""
    joined = (" and " if asks.needs else " or ").join(f"`{each}`" for each in who)
    others = " and ".join(f"`{each}`" for each in sorted(have))
    return f"{kind.name} of `{record.id}` needs {joined} ({asks.rule}), not {others}"


def _case(ask: Ask, kind: Kind, record: Record, terms: Terms) -> Case:
    from ipcli.changes.conditions import case_asked  # noqa: PLC0415

    case = case_asked(kind, record, ask.to or ask.kind or "", _date(ask.to), terms)
    return case._replace(old=_date(ask.from_)) if ask.from_ else case


def _date(text: str | None) -> Date | None:
    try:
        return parse_date(text) if text else None
    except ValueError:
        return None
