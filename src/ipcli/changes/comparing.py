"""What may be compared: what could not be read in one revision is not taken for absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.base import Record
    from ipcli.model.plan import Plan

EARLIER, LATER = "earlier", "later"


class NotCompared(NamedTuple):
    """A record, or a file by its path, that was left out of the comparison, and why."""

    record: str
    why: str


def unread(before: Plan, after: Plan) -> Iterator[NotCompared]:
    """Yield the files and the records that could not be read in either revision."""
    for plan, which in ((before, EARLIER), (after, LATER)):
        for path in plan.unread_files:
            yield NotCompared(path, f"the file could not be read in the {which} revision")
        for record in sorted(plan.unread):
            yield NotCompared(record, f"it could not be read in the {which} revision")


def hidden(present: Record, there: Plan, lacking: Plan, which: str) -> NotCompared | None:
    """Return why a record of one revision cannot be called absent in the other, or None.

    `there` is the plan that has it, `lacking` the one that does not, `which` what people call
    that one. A record that stands in another one that could not be read went with it.
    """
    names = {present.id, *present.was, *there.ancestors(present.id)}
    if lost := sorted(names & lacking.unread):
        why = f"`{lost[0]}` could not be read in the {which} revision"
        return NotCompared(present.id, why)
    if lacking.unread_files:
        why = f"it is not in the {which} revision, of which a file could not be read"
        return NotCompared(present.id, why)
    return None
