"""What carries on a closed or ended record, and what it carries on itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ipcli.model.base import Closed, Ended
    from ipcli.model.dates import Date
    from ipcli.model.plan import Plan


class Link(NamedTuple):
    """One step of a line: a record went into another one, or into something not kept here.

    `record` and `into` are written `id@plan`. `into` is empty where the successor is only known in
    words, `outside`. `known` says whether the successor is kept in these files.
    """

    record: str
    into: str
    kind: str
    date: Date
    outside: str = ""
    known: bool = True


def successors(plan: Plan, record_id: str, *, plans: Mapping[str, Plan]) -> tuple[Link, ...]:
    """Return the steps from a closed or ended record onwards, transitively, nearest first."""
    return _walk(_full(record_id, plan), _onwards(plans), lambda link: link.into)


def predecessors(plan: Plan, record_id: str, *, plans: Mapping[str, Plan]) -> tuple[Link, ...]:
    """Return the steps that led to a record, transitively, nearest first."""
    back: dict[str, list[Link]] = {}
    for other in plans.values():
        for each in other.records:
            for link in _links(other, each, plans):
                back.setdefault(link.into, []).append(link)
    return _walk(_full(record_id, plan), lambda name: back.get(name, ()), lambda link: link.record)


def _walk(
    start: str, links: Callable[[str], Iterable[Link]], end: Callable[[Link], str]
) -> tuple[Link, ...]:
    """Follow links from one record to the next, nearest first. A circle is walked once."""
    waiting, seen, found = [start], {start}, []
    for name in waiting:
        for link in links(name):
            found.append(link)
            if end(link) not in seen:
                seen.add(end(link))
                waiting.append(end(link))
    return tuple(found)


def _onwards(plans: Mapping[str, Plan]) -> Callable[[str], Iterator[Link]]:
    def links(name: str) -> Iterator[Link]:
        record_id, _, plan_id = name.rpartition("@")
        if plan_id in plans:
            yield from _links(plans[plan_id], record_id, plans)

    return links


def _links(plan: Plan, record_id: str, plans: Mapping[str, Plan]) -> Iterator[Link]:
    """Yield where a record went when it was closed or ended."""
    over = _over(plan, record_id)
    if over is None:
        return
    record = _full(record_id, plan)
    for each in over.into:
        into = _full(each, plan)
        name, _, plan_id = into.rpartition("@")
        known = plan_id in plans and name in plans[plan_id].records
        yield Link(record, into, over.kind, over.date, known=known)
    outside: str | None = getattr(over, "outside", None)
    if outside:
        yield Link(record, "", over.kind, over.date, outside, known=False)


def _over(plan: Plan, record_id: str) -> Closed | Ended | None:
    record = plan.records.get(record_id)
    over: Closed | Ended | None = getattr(record, "closed", None) or getattr(record, "ended", None)
    return over


def _full(record_id: str, plan: Plan) -> str:
    return record_id if "@" in record_id else f"{record_id}@{plan.id}"
