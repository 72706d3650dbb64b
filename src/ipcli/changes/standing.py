"""How a change stands with those who must agree to it, and why, in a sentence."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from ipcli.changes.decisions import last_by_body, withdrawn
from ipcli.changes.wording import Words, listed
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ipcli.changes.verdict import Requirement
    from ipcli.model.change_request import ChangeRequest, RequestDecision
    from ipcli.model.dates import Date


class Standing(StrEnum):
    """How a change stands with those who must agree to it."""

    AGREED = "agreed"
    FREE = "nobody need agree"
    NOT_GATED = "not gated"
    AWAITING = "awaiting decision"
    REFUSED = "refused"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    OTHER_VALUE = "agreed otherwise"
    WRONG_BODY = "approved by another body"
    NEVER = "never allowed"
    UNEXPLAINED = "unexplained"


UNCOVERED = "no change request covers it"
LACKING = frozenset(Standing) - {Standing.AGREED, Standing.FREE, Standing.NOT_GATED}
ENDED = {"refused": Standing.REFUSED, "deferred": Standing.DEFERRED}
Stands: TypeAlias = "tuple[Standing, str]"


class Agreement(NamedTuple):
    """That one body agreed to a request.

    `recorded_since` says that the decision, or what the request asks, was not so in the earlier
    revision: the agreement came with the changes that it covers. `asks_altered` says that the
    request was there and asked for something else.
    """

    request: str
    ref: str
    body: str
    outcome: str
    date: Date
    meeting: str
    limb: str
    recorded_since: bool
    asks_altered: bool


def lacking(asks: Requirement, agreed: Mapping[str, object]) -> tuple[str, ...]:
    """Return the bodies that must still agree; where one of several is enough, all of these."""
    missing = [each for each in asks.needs if each not in agreed]
    if asks.needs_one_of and not any(each in agreed for each in asks.needs_one_of):
        missing += asks.needs_one_of
    return tuple(dict.fromkeys(missing))


def stands(
    asks: Requirement,
    requests: Sequence[ChangeRequest],
    others: Sequence[tuple[ChangeRequest, str]],
    agreed: Mapping[str, Agreement],
    words: Words,
) -> Stands:
    """Return how a change stands.

    `requests` ask for just what was done, `others` for something else, with what in words;
    `agreed` are the bodies that agreed to `requests`.
    """
    missing = lacking(asks, agreed)
    if asks.never:
        return Standing.NEVER, f"never allowed: {asks.rule}"
    if agreed and not missing:
        return Standing.AGREED, _agreed(agreed, words)
    if not asks.somebody:
        return (
            (Standing.FREE, f"nobody need agree: {asks.rule}")
            if asks.gated
            else (
                Standing.NOT_GATED,
                "",
            )
        )
    needs = f"needs {needed(asks, agreed, words)}"
    if not requests:
        return _without_request(others, needs)
    live = [each for each in requests if not _ended(each, missing)]
    if not live:
        return _ended_words(requests[-1], missing, words)
    return _live(live, asks, agreed, words)


def needed(asks: Requirement, agreed: Mapping[str, object], words: Words) -> str:
    """Return who must still agree, in words: `Cabinet, and one of Council or the Board`."""
    missing = [each for each in asks.needs if each not in agreed]
    said = [words.names(missing)]
    if asks.needs_one_of and not any(each in agreed for each in asks.needs_one_of):
        one = listed((words.name(each) for each in asks.needs_one_of), "or")
        said.append(f"one of {one}" if len(asks.needs_one_of) > 1 else one)
    return ", and ".join(each for each in said if each)


def called(request: ChangeRequest) -> str:
    """Return how a request is called: by its number in the register, or else its id."""
    return f"request {request.ref or request.id}"


def _agreed(agreed: Mapping[str, Agreement], words: Words) -> str:
    said: dict[str, list[str]] = {}
    for each in agreed.values():
        verb = "recommended" if each.outcome == "recommended" else "agreed"
        told = f"{verb} by {words.name(each.body)}, {each.date}"
        said.setdefault(told, []).append(each.ref or each.request)
    return "; ".join(f"{told} (request {listed(refs)})" for told, refs in said.items())


def _without_request(others: Sequence[tuple[ChangeRequest, str]], needs: str) -> Stands:
    """Return how a change stands that no request asks for, though one may ask for another."""
    open_ones = [(one, told) for one, told in others if not _over(one)]
    if open_ones:
        told = "; ".join(f"{called(one)} {told}" for one, told in open_ones)
        return Standing.OTHER_VALUE, f"{told}; {needs}"
    return Standing.UNEXPLAINED, f"{UNCOVERED}; {needs}"


def _over(request: ChangeRequest) -> bool:
    """Whether a request came to nothing: it was withdrawn, or everyone who spoke refused."""
    outcomes = {each.outcome for each in last_by_body(request).values()}
    return withdrawn(request) or outcomes == {"refused"}


def _ended(request: ChangeRequest, missing: Sequence[str]) -> RequestDecision | None:
    """Return the decision that ended a request, of a body that must agree, if there is one."""
    said = last_by_body(request)
    if withdrawn(request):
        return next(each for each in reversed(list(said.values())) if each.outcome == "withdrawn")
    decided = (said[each] for each in missing if each in said)
    return next((each for each in decided if each.outcome in ENDED), None)


def _ended_words(request: ChangeRequest, missing: Sequence[str], words: Words) -> Stands:
    decision = _ended(request, missing)
    assert decision is not None  # noqa: S101 (only such requests come here)
    standing = ENDED.get(decision.outcome, Standing.WITHDRAWN)
    by = words.names(decision.by)
    return standing, f"{called(request)} was {decision.outcome} by {by}, {decision.date}"


def _live(
    requests: Sequence[ChangeRequest],
    asks: Requirement,
    agreed: Mapping[str, Agreement],
    words: Words,
) -> Stands:
    """Return how a change stands whose request is not refused: somebody has still to agree."""
    who = needed(asks, agreed, words)
    if set(agreed) & {*asks.needs, *asks.needs_one_of}:
        return Standing.AWAITING, f"{_agreed(agreed, words)}; still needs {who}"
    told = listed(called(each) for each in requests)
    if agreed:
        by = words.names(agreed)
        return Standing.WRONG_BODY, f"{told} was approved by {by}, but it needs {who}"
    refused = [each for one in requests for each in last_by_body(one).values()]
    if refused and all(each.outcome in ENDED for each in refused):
        by = "; ".join(f"{each.outcome} by {words.names(each.by)}, {each.date}" for each in refused)
        return Standing.WRONG_BODY, f"{told} was {by}, but it needs {who}"
    verb = "is" if len(requests) == 1 else "are"
    return Standing.AWAITING, f"{told} {verb} not decided yet; needs {who}"
