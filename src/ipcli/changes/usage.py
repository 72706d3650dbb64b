"""That a request covered a change: what one round hands on to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from ipcli.changes.renames import renames
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipcli.model.plan import Plan


class Use(NamedTuple):
    """That a request covered a change of one kind of one record."""

    request: str
    kind: str
    record: str


# What was covered up to a revision, called as it is there, or where to ask for it when it matters.
# None where it is not known.
Used: TypeAlias = "frozenset[Use] | Callable[[], frozenset[Use] | None] | None"


def carried(used: frozenset[Use], before: Plan, after: Plan) -> frozenset[Use]:
    """Return what was used up, with requests and records called as they are in the later plan."""
    ids = renames(before, after).ids
    if not ids:
        return used
    return frozenset(
        Use(ids.get(use.request, use.request), use.kind, ids.get(use.record, use.record))
        for use in used
    )
