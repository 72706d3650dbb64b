"""Each change held against the change requests: who agreed to it, and if nobody, why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ipcli.assess.exempt import exemptions
from ipcli.changes.decisions import agreeing, last_by_body, last_day, recommending_only
from ipcli.changes.renames import renames
from ipcli.changes.standing import LACKING, Agreement, Standing, stands
from ipcli.changes.terms import Terms
from ipcli.changes.usage import Use, Used, carried
from ipcli.changes.values import CLOSINGS
from ipcli.changes.wording import Words
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ipcli.changes.asks import Asked, Register
    from ipcli.changes.change import Change
    from ipcli.changes.verdict import Policy, Requirement
    from ipcli.model.change_request import ChangeRequest, RequestDecision
    from ipcli.model.plan import Plan


class Entry(NamedTuple):
    """One change of the log, with who must agree to it and who did.

    `requests` are those that ask for just what was done; `why` says in a sentence how it stands.
    `not_noted` are bodies that should have been told and were not.
    """

    change: Change
    requirement: Requirement
    standing: Standing
    requests: tuple[str, ...]
    agreements: tuple[Agreement, ...]
    not_noted: tuple[str, ...]
    why: str

    @property
    def lacks_agreement(self) -> bool:
        """Whether somebody must agree and has not."""
        return self.standing in LACKING

    @property
    def told(self) -> str:
        """How it stands, with the rule that decided where somebody has yet to agree."""
        rule = self.requirement.rule if self.lacks_agreement else ""
        return f"{self.why} ({rule})" if rule and rule not in self.why else self.why

    @property
    def uses(self) -> frozenset[Use]:
        """The uses of requests that this change makes."""
        return frozenset(Use(each, self.change.kind, self.change.record) for each in self.requests)


@dataclass(frozen=True)
class Matcher:
    """Two revisions, the policy, and the register of the later revision.

    `used` are the uses of requests up to the earlier revision, or a question for them.
    """

    before: Plan
    after: Plan
    policy: Policy
    register: Register
    used: Used

    @cached_property
    def terms(self) -> tuple[Terms, Terms]:
        """The two revisions in the terms of the policy."""
        return Terms(self.before, self.policy.plan), Terms(self.after, self.policy.plan)

    @cached_property
    def recommending(self) -> frozenset[str]:
        """The bodies that agree by recommending, as they are called now."""
        return frozenset(map(self.terms[1].now, recommending_only(self.policy.plan)))

    @cached_property
    def exempt(self) -> Mapping[str, str]:
        """Why each record of the later revision that is exempt is so."""
        return exemptions(self.after)

    def entry(self, change: Change) -> Entry:
        """Return a change with how it stands."""
        asks = self.policy.requirement(change, *self.terms)
        if not asks.gated and change.kind not in self.register.kinds:
            return Entry(change, asks, Standing.NOT_GATED, (), (), (), "")
        asks = asks.called(self.terms[1])
        fitting, others = self.asked(change)
        requests = list({each.request.id: each.request for each in fitting}.values())
        agreed = self.agreements(requests)
        standing, why = stands(asks, requests, others, agreed, Words(self.after, self.policy.plan))
        told = {body for each in requests for body in last_by_body(each)}
        return Entry(
            change=change,
            requirement=asks,
            standing=standing,
            requests=tuple(each.id for each in requests),
            agreements=tuple(agreed.values()),
            not_noted=tuple(each for each in asks.noted_by if each not in told),
            why=why,
        )

    def asked(self, change: Change) -> tuple[list[Asked], list[tuple[ChangeRequest, str]]]:
        """Return what asks for just this change, and what asks for it otherwise, with how."""
        fitting, others = [], []
        about = self.register.about(change)
        past = self._past(about)
        for each in about:
            day = last_day(each.request) or date.max
            if words := self.register.disagreement(each.ask, change):
                if day > past and not self._spent(each, change):
                    others.append((each.request, words))
            elif not (day < past or self._spent(each, change)):
                fitting.append(each)
        return fitting, others

    def _spent(self, asked: Asked, change: Change) -> bool:
        """Whether a request was used up by an earlier change.

        A closing that had been agreed and done is, when it is altered. Where the earlier rounds are
        not known, so is a request without a value that had been agreed by the earlier revision:
        else it would cover every later change.
        """
        earlier = self._earlier(asked.request)
        if earlier is None:
            return False
        agreed = bool(agreeing(earlier, self.recommending))
        done = self.register.carried_out(asked, self.before)
        if agreed and done and change.kind in CLOSINGS:
            return True
        if self.past is not None:
            return Use(asked.request.id, change.kind, change.record) in self.past
        return agreed and done is None

    @cached_property
    def past(self) -> frozenset[Use] | None:
        """The uses of requests up to the earlier revision, called as they are now."""
        used = self.used() if callable(self.used) else self.used
        return None if used is None else carried(used, self.before, self.after)

    @cached_property
    def _stood(self) -> Mapping[str, ChangeRequest]:
        """The requests as they stood in the earlier revision, with all names as they are now."""
        names = renames(self.before, self.after)
        known = self.before.change_requests
        return {names.now(each): names.rewritten(request) for each, request in known.items()}

    def _earlier(self, request: ChangeRequest) -> ChangeRequest | None:
        """Return a request as it stood in the earlier revision."""
        same = self.before.change_requests.get(request.id)
        return same if same == request else self._stood.get(request.id)

    def _past(self, about: Iterable[Asked]) -> date:
        """Return the last day on which something was agreed that had been carried out by then.

        What was asked up to that day for another value belongs to the past, and so does what was
        agreed before that day: something else was agreed and done since.
        """
        days = (
            each.date.latest
            for asked in about
            if self.register.carried_out(asked, self.before)
            and (earlier := self._earlier(asked.request))
            for each in agreeing(earlier, self.recommending).values()
        )
        return max((day for day in days if day), default=date.min)

    def agreements(self, requests: Iterable[ChangeRequest]) -> Mapping[str, Agreement]:
        """Return the bodies that agreed to some requests, each with its agreement."""
        found: dict[str, Agreement] = {}
        for request in requests:
            for body, decision in agreeing(request, self.recommending).items():
                agreement = self._agreement(request, body, decision)
                if body not in found or found[body].recorded_since > agreement.recorded_since:
                    found[body] = agreement
        return found

    def _agreement(self, request: ChangeRequest, body: str, decision: RequestDecision) -> Agreement:
        earlier = self._earlier(request)
        stood = (
            earlier is not None
            and earlier.asks == request.asks
            and agreeing(earlier, self.recommending).get(body) == decision
        )
        return Agreement(
            request=request.id,
            ref=request.ref or "",
            body=body,
            outcome=decision.outcome,
            date=decision.date,
            meeting=decision.meeting or "",
            limb=decision.limb or "",
            recorded_since=not stood,
            asks_altered=earlier is not None and earlier.asks != request.asks,
        )
