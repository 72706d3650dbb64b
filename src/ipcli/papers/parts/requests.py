"""The change requests behind the changes of a paper."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ipcli.papers.sheet import Cell, sentence, table, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipcli.changes import Entry
    from ipcli.model.change_request import RequestDecision
    from ipcli.model.plan import Plan
    from ipcli.papers.sheet import Table


def requests(plan: Plan, entries: Iterable[Entry]) -> tuple[Table, ...]:
    """Return the requests that cover the changes: how many each does, why, and who decided."""
    cited = Counter(each for entry in entries for each in dict.fromkeys(entry.requests))
    rows = tuple(
        (
            words(called(plan, each)),
            words(number),
            Cell(prose=(request.reason,)) if request.reason else words("Not stated"),
            words("; ".join(_decided(plan, one) for one in request.decisions) or "Not yet"),
        )
        for each, number in cited.items()
        if (request := plan.change_requests.get(each))
    )
    columns = ("Request", "Changes here", "Why", "Decided")
    caption = "The requests behind these changes"
    return table("requests-table", caption, columns, rows, numbers=frozenset({"Changes here"}))


def _decided(plan: Plan, decision: RequestDecision) -> str:
    by = ", ".join(map(plan.name_of, decision.by))
    return f"{sentence(decision.outcome)} by {by}, {decision.date}"


def called(plan: Plan, request_id: str) -> str:
    """Return how papers call a request: by its number in the register, or else its id."""
    request = plan.change_requests.get(request_id)
    return (request.ref if request else None) or request_id
