"""Records that stand in a state for which somebody must have agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.standing import is_open
from ipcli.changes.asks import Register
from ipcli.changes.conditions import case_asked
from ipcli.changes.decisions import agreeing, recommending_only
from ipcli.changes.kinds import all_kinds
from ipcli.changes.scales import scale_of
from ipcli.changes.standing import called, lacking, needed
from ipcli.changes.terms import Terms
from ipcli.changes.verdict import Policy
from ipcli.changes.wording import Words, listed
from ipcli.model.item import Item, Judged
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.changes.verdict import Requirement
    from ipcli.model.base import Record
    from ipcli.model.plan import Plan

KIND = "status-changed"


class Guarded(NamedTuple):
    """A record in a guarded state without an agreed request for it, whenever it came to that."""

    record: str
    title: str
    state: str
    state_name: str
    requirement: Requirement
    why: str
    illustrative: bool
    exempt: str


def guarded(plan: Plan, *, policy: Plan) -> tuple[Guarded, ...]:
    """Return the records in a guarded state that lack agreement. No older revision is needed.

    A state is guarded where the rule that decides on it names it: `change: status-changed, to:`.
    """
    rules = [rule for rule in policy.change_control if KIND in rule.change and rule.to]
    if not rules:
        return ()
    states = frozenset(state for rule in rules for state in rule.to)
    register, control, terms = Register(plan), Policy(policy), Terms(plan, policy)
    return tuple(
        found
        for record in _standing_in(terms, states)
        if (found := _guarded(record, control, register, terms))
    )


def _standing_in(terms: Terms, states: frozenset[str]) -> Iterator[Record]:
    """Yield the open records that stand in some states of the policy."""
    plan = terms.there
    known: dict[tuple[str, str], bool] = {}
    for section in (plan.items, plan.instruments, plan.paragraphs):
        for record in section.values():
            assert isinstance(record, Judged)  # noqa: S101 (these three have a status)
            if record.status is None:
                continue
            key = scale_of(plan, record), record.status
            if key not in known:
                known[key] = not states.isdisjoint(terms.states(*key))
            if known[key] and (not isinstance(record, Item) or is_open(plan, record.id)):
                yield record


def _guarded(record: Record, policy: Policy, register: Register, terms: Terms) -> Guarded | None:
    plan = terms.there
    state = str(getattr(record, "status", ""))
    case = case_asked(all_kinds()[KIND], record, state, None, terms)
    decided = policy.deciding(case)
    if decided is None or not decided[0].to:
        return None
    asks = decided[1].called(terms)
    fitting = [
        each.request
        for each in register.by_kind.get((KIND, record.id), ())
        if each.ask.to in {None, state, f"{scale_of(plan, record)}/{state}"}
    ]
    recommending = frozenset(map(terms.now, recommending_only(policy.plan)))
    agreed = {body: 1 for each in fitting for body in agreeing(each, recommending)}
    if not asks.somebody or (not asks.never and not lacking(asks, agreed)):
        return None
    words = Words(plan, policy.plan)
    told = f"{listed(called(each) for each in fitting)} not agreed" if fitting else "no request"
    needs = "never allowed" if asks.never else f"needs {needed(asks, agreed, words)}"
    return Guarded(
        record=record.id,
        title=plan.name_of(record.id),
        state=state,
        state_name=words.state(scale_of(plan, record), state),
        requirement=asks,
        why=f"{told}; {needs} ({asks.rule})",
        illustrative=record.illustrative,
        exempt=record.exempt or "",
    )
