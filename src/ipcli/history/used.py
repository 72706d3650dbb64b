"""What requests covered before a revision, for whoever compares that one with a later one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ipcli.errors import IpcliError
from ipcli.history.rounds import tagged
from ipcli.history.spent import next_log, spent_before

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ipcli.changes import Use
    from ipcli.history.revisions import Revisions
    from ipcli.model.plan import Plan


def used_before(
    before: Plan, revisions: Revisions, revision: str
) -> Callable[[], frozenset[Use] | None]:
    """Return a question to ask when it matters: what was covered up to a revision.

    `before` is the plan at that revision. It answers with None where the history up to there
    cannot be read, since a tag is missing or the clone is shallow.
    """

    def answer() -> frozenset[Use] | None:
        try:
            states = [*_earlier(before, revisions, revisions.repo.resolve(revision)), before]
        except IpcliError:
            return None
        used = spent_before(states[0])
        for earlier, later in pairwise(states):
            _, used = next_log(earlier, later, used, {})
        return used

    return answer


def _earlier(before: Plan, revisions: Revisions, oid: str) -> Iterator[Plan]:
    """Yield the plan at each tag up to a commit; without any, as it was when its history begins."""
    repo = revisions.repo
    found = [
        state.plan
        for state in tagged(before, revisions)
        if repo.merge_base(state.tag, oid) == repo.resolve(state.tag)
    ]
    if not found:
        first = revisions.load(revisions.log(until=oid)[0].oid)
        found = [first.plans[before.id]] if before.id in first.plans else []
    yield from found
