"""What change control asks for a change: the first rule whose conditions all hold decides.

The policy is that of one revision, as a rule the earlier one, so that a change cannot loosen the
rules that judge it. A record is judged by the level and labels that it had there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ipcli.changes.conditions import Case, case_of, holds
from ipcli.changes.terms import Terms
from ipcli.changes.wording import Words, listed
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from ipcli.changes.change import Change
    from ipcli.model.change_control import ControlRule
    from ipcli.model.dates import Date
    from ipcli.model.plan import Plan

NOBODY, NEVER = "nobody", "never"
WITHIN = {
    "parent": "the parent's date",
    "measures": "the measures' targets",
    "clocks": "the clocks' dates",
}


class Requirement(NamedTuple):
    """Who must agree to one change, and which rule says so.

    `gated` is no where there is no change control, or for a progress change that no rule names.
    `needs` must all agree, of `needs_one_of` one is enough; `noted_by` must be told and can stop
    nothing. `no_rule` is yes for a control change that no rule matches: it needs whoever last
    agreed the plan as a whole.
    """

    gated: bool
    needs: tuple[str, ...] = ()
    needs_one_of: tuple[str, ...] = ()
    noted_by: tuple[str, ...] = ()
    never: bool = False
    under: str = ""
    rule: str = ""
    no_rule: bool = False

    @property
    def somebody(self) -> bool:
        """Whether somebody must agree, or nobody ever may."""
        return bool(self.needs or self.needs_one_of or self.never)

    @property
    def listed(self) -> bool:
        """Whether it belongs in the list for change control; all stand in the full log."""
        return self.gated and (self.somebody or bool(self.noted_by))

    def called(self, terms: Terms) -> Requirement:
        """Return what is asked with the bodies called as they are in the plan of some terms."""
        return self._replace(
            needs=tuple(map(terms.now, self.needs)),
            needs_one_of=tuple(map(terms.now, self.needs_one_of)),
            noted_by=tuple(map(terms.now, self.noted_by)),
        )


NOT_GATED = Requirement(gated=False)


def requirement(change: Change, *, before: Plan, after: Plan, policy: Plan) -> Requirement:
    """Return who must agree to a change, by the change control of `policy`."""
    return Policy(policy).requirement(change, Terms(before, policy), Terms(after, policy))


def required(case: Case, *, policy: Plan) -> Requirement:
    """Return who must agree to a case, by the change control of `policy`."""
    return Policy(policy).required(case)


def gates(policy: Plan) -> bool:
    """Whether anything is gated at all.

    Where a file could not be read, change control may stand in it; then all is gated.
    """
    return policy.has_change_control or bool(policy.unread_files)


@dataclass(frozen=True)
class Policy:
    """The change control of a plan, to be asked about many changes."""

    plan: Plan

    @cached_property
    def answers(self) -> tuple[tuple[ControlRule, Requirement], ...]:
        """Each rule with what it asks for, in order."""
        rules = enumerate(self.plan.change_control, 1)
        return tuple((rule, _by_rule(rule, number, self.plan)) for number, rule in rules)

    @cached_property
    def named(self) -> frozenset[str]:
        """The kinds that rules name: a progress change needs agreement only where one does."""
        return frozenset(kind for rule in self.plan.change_control for kind in rule.change)

    @cached_property
    def otherwise(self) -> Requirement:
        """What is asked for a control change that no rule matches."""
        return _no_rule(self.plan)

    def requirement(self, change: Change, before: Terms, after: Terms) -> Requirement:
        """Return who must agree to a change between two revisions."""
        if not (change.control or change.kind in self.named):
            return NOT_GATED
        return self.required(case_of(change, before, after))

    def required(self, case: Case) -> Requirement:
        """Return who must agree to a case: as the first rule says whose conditions all hold."""
        if not gates(self.plan):
            return NOT_GATED
        if found := self.deciding(case):
            return found[1]
        return self.otherwise if case.control else NOT_GATED

    def deciding(self, case: Case) -> tuple[ControlRule, Requirement] | None:
        """Return the rule that decides on a case, with what it asks for."""
        return next((each for each in self.answers if holds(each[0], case)), None)


def _by_rule(rule: ControlRule, number: int, policy: Plan) -> Requirement:
    needs = tuple(each for each in rule.needs if each not in {NOBODY, NEVER})
    return Requirement(
        gated=True,
        needs=needs,
        needs_one_of=rule.needs_one_of,
        noted_by=rule.noted_by,
        never=NEVER in rule.needs,
        under=rule.under or "",
        rule=f"rule {number} ({told_rule(rule, policy)})",
    )


def told_rule(rule: ControlRule, policy: Plan) -> str:
    """Return the conditions of a rule in words: `due-moved, Sub-action, within parent`."""
    words = Words(policy, policy)
    said = [listed(rule.change, "or")]
    said += [listed((words.level(each) for each in rule.levels), "or")]
    said += [f"labelled {listed((words.name(each) for each in rule.labels), 'or')}"] * bool(
        rule.labels
    )
    said += [f"to {listed(rule.to, 'or')}"] * bool(rule.to)
    said += [f"by up to {rule.by_up_to}"] * bool(rule.by_up_to)
    said += [f"in all up to {rule.in_all_up_to}"] * bool(rule.in_all_up_to)
    said += [f"within {listed(WITHIN[each] for each in rule.within)}"] * bool(rule.within)
    return ", ".join(each for each in said if each)


def _no_rule(policy: Plan) -> Requirement:
    """Return what is asked where no rule matches: whoever last agreed the plan as a whole.

    Before anybody has agreed the plan there is nothing yet that a change could break.
    """
    if not policy.header.agreed:
        return Requirement(gated=True, rule="no rule, and nobody has agreed the plan", no_rule=True)
    last = max(enumerate(policy.header.agreed), key=lambda each: (_day(each[1].date), each[0]))[1]
    return Requirement(
        gated=True, needs=last.by, under=last.under or "", rule="no rule", no_rule=True
    )


def _day(date: Date) -> str:
    return str(date.latest or "")
