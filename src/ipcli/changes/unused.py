"""Requests that no change carries out: agreed between two revisions, or not decided yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.changes.asks import ADDING, asked_date
from ipcli.changes.conditions import case_asked
from ipcli.changes.decisions import agreeing
from ipcli.changes.kinds import all_kinds
from ipcli.changes.standing import lacking
from ipcli.changes.usage import Use
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ipcli.changes.asks import Asked
    from ipcli.changes.change import Change
    from ipcli.changes.matching import Matcher
    from ipcli.model.change_request import RequestDecision


class Unused(NamedTuple):
    """One record for which something was asked that was not done, and why."""

    request: str
    ref: str
    kind: str
    record: str
    title: str
    why: str
    illustrative: bool
    exempt: str


def unused(matcher: Matcher, changes: Sequence[Change], used: Iterable[Use]) -> Iterator[Unused]:
    """Yield what was agreed since the earlier revision and not done in the later one."""
    done = frozenset(used)
    made: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        for name in change.about:
            made.setdefault((change.kind, matcher.register.now(name)), []).append(change)
    for asked in matcher.register.all():
        if Use(asked.request.id, asked.ask.change, asked.record) in done:
            continue
        if _agreed_since(matcher, asked) and not _carried_out(matcher, asked):
            here = made.get((asked.ask.change, asked.record), [])
            yield _unused(matcher, asked, _why(matcher, asked, here))


def undecided(matcher: Matcher) -> Iterator[Unused]:
    """Yield what was asked, is decided by nobody yet, and was not done before it was decided."""
    for asked in matcher.register.all():
        if not asked.request.decisions and not _carried_out(matcher, asked):
            yield _unused(matcher, asked, "it waits for a decision")


def _carried_out(matcher: Matcher, asked: Asked) -> bool:
    """Whether what was agreed is so now, or had been done before it was agreed."""
    plans = (matcher.after, matcher.before)
    return any(matcher.register.carried_out(asked, plan) for plan in plans)


def _agreed_since(matcher: Matcher, asked: Asked) -> bool:
    """Whether all who must agree have agreed, and not all of them had in the earlier revision."""
    earlier = matcher.before.change_requests.get(asked.request.id)
    now = agreeing(asked.request, matcher.recommending)
    was = agreeing(earlier, matcher.recommending) if earlier else {}
    return now != was and _is_enough(matcher, asked, now) and not _is_enough(matcher, asked, was)


def _is_enough(matcher: Matcher, asked: Asked, agreed: Mapping[str, RequestDecision]) -> bool:
    """Whether those who agreed are all who must.

    Of a record that is not there, nothing is known but that somebody agreed.
    """
    record = matcher.after.records.get(asked.record)
    kind = all_kinds().get(asked.ask.change)
    if not agreed or record is None or kind is None:
        return bool(agreed)
    to = asked.ask.kind or asked.ask.to or ""
    _, terms = matcher.terms
    case = case_asked(kind, record, to, asked_date(asked), terms)
    asks = matcher.policy.required(case).called(terms)
    return not lacking(asks, agreed)


def _why(matcher: Matcher, asked: Asked, made: Sequence[Change]) -> str:
    """Return why what was agreed counts as not done, beside what was done of the kind."""
    why = "nothing of the kind was done"
    if asked.record not in matcher.after.records:
        adding = asked.ask.change in ADDING
        why = "it is not in the plan" if adding else "there is no such record in the plan"
    for change in made:
        why = matcher.register.disagreement(asked.ask, change) or why
    return why


def _unused(matcher: Matcher, asked: Asked, why: str) -> Unused:
    request = asked.request
    return Unused(
        request=request.id,
        ref=request.ref or "",
        kind=asked.ask.change,
        record=asked.record,
        title=matcher.after.name_of(asked.record),
        why=why,
        illustrative=request.illustrative,
        exempt=request.exempt or matcher.exempt.get(asked.record, ""),
    )
