"""The register of change requests: it explains most of a quarter's changes, never all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import plan_words as words
from plan_records import Ask, Decision, Request

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from random import Random

    from plan_records import Action, Quarter, Workstream

BOARD = "improvement-board"
CABINET = "cabinet"
LEFT_TO_THE_BOARD = ("owner-changed", "reworded")


def put_to_bodies(
    rng: Random,
    quarter: Quarter,
    pairs: Iterable[tuple[Workstream, Workstream]],
    registered: int,
) -> tuple[tuple[Workstream, ...], tuple[Request, ...]]:
    """Make a request for each workstream that changed, and name it on the closings it covers.

    Each pair is a workstream before and after the quarter; `registered` counts the requests so far.
    """
    workstreams: list[Workstream] = []
    requests: list[Request] = []
    for before, after in pairs:
        asks = tuple(ask for ask in _asks(before, after) if words.chance(rng, 0.9))
        if not asks or words.chance(rng, 0.08):
            workstreams.append(after)
            continue
        request = _request(rng, quarter, registered + len(requests) + 1, asks)
        requests.append(request)
        workstreams.append(_with_closings(after, request))
    return tuple(workstreams), tuple(requests)


def _asks(before: Workstream, after: Workstream) -> Iterator[Ask]:
    was = {action.id: action for action in before.actions}
    for action in after.actions:
        if action.id in was:
            yield from _asks_about(was[action.id], action)
        else:
            yield Ask("item-added", (action.id, *(sub.id for sub in action.subs)))


def _asks_about(old: Action, new: Action) -> Iterator[Ask]:
    if new.due.written != old.due.written:
        yield Ask("due-moved", (new.id,), to=new.due.written)
    if new.owners != old.owners:
        yield Ask("owner-changed", (new.id,), to=new.owners[0])
    if new.description != old.description:
        yield Ask("reworded", (new.id,))
    if new.closed and not old.closed:
        yield Ask("item-closed", (new.id,), kind=new.closed.kind)


def _request(rng: Random, quarter: Quarter, number: int, asks: tuple[Ask, ...]) -> Request:
    (outcome,) = rng.choices(("approved", "refused", ""), (92, 4, 4))
    return Request(
        id=f"CR-{number:05d}",
        raised=quarter.as_of - timedelta(days=rng.randint(35, 60)),
        asks=asks,
        reason=rng.choice(words.REQUEST_REASONS),
        decisions=tuple(_decisions(outcome, asks, quarter)) if outcome else (),
    )


def _decisions(outcome: str, asks: tuple[Ask, ...], quarter: Quarter) -> Iterator[Decision]:
    yield Decision(outcome, BOARD, quarter.as_of - timedelta(days=24))
    if any(ask.change not in LEFT_TO_THE_BOARD for ask in asks):
        yield Decision(outcome, CABINET, quarter.as_of - timedelta(days=10))


def _with_closings(workstream: Workstream, request: Request) -> Workstream:
    """Name on each closing the request that it was approved by."""
    if not any(decision.outcome == "approved" for decision in request.decisions):
        return workstream
    asked = {item for ask in request.asks if ask.change == "item-closed" for item in ask.of}
    return replace(
        workstream,
        actions=tuple(
            replace(action, closed=replace(action.closed, request=request.id))
            if action.closed and action.id in asked
            else action
            for action in workstream.actions
        ),
    )
