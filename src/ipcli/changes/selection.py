"""A part of a change log: control or progress, some kinds, some levels, some records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.changes.counting import count_rows
from ipcli.changes.kinds import all_kinds
from ipcli.changes.renames import renames
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipcli.changes.change import Change
    from ipcli.changes.log import ChangeLog
    from ipcli.model.plan import Plan


class Selection(NamedTuple):
    """What of a log is wanted; an empty part does not narrow it.

    `control` is None for both control and progress. `records` takes in what stands below each.
    """

    control: bool | None = None
    kinds: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    records: frozenset[str] = frozenset()

    @property
    def words(self) -> str:
        """What is wanted, in words; empty where that is all."""
        told = {True: "control changes", False: "progress changes", None: ""}
        parts = [told[self.control]] if self.control is not None else []
        for what, names in (
            ("kind", self.kinds),
            ("level", self.levels),
            ("record", self.records),
        ):
            if names:
                parts.append(f"{what} {' or '.join(sorted(names))}")
        return ", ".join(parts)


def selected(log: ChangeLog, selection: Selection, *, before: Plan, after: Plan) -> ChangeLog:
    """Return the part of a log that is wanted, with counts of that part only.

    What could not be compared stays: it may belong to the part.
    """
    if not selection.words:
        return log
    chosen = _Chosen(selection, _with_below(selection.records, before, after))
    entries = tuple(entry for entry in log.entries if chosen.change(entry.change))
    return log._replace(
        entries=entries,
        counts=tuple(count_rows((entry.change for entry in entries), before, after)),
        closures=tuple(
            each for each in log.closures if chosen.named("item-closed", each.record, after)
        ),
        unused=tuple(each for each in log.unused if chosen.named(each.kind, each.record, after)),
        undecided=tuple(
            each for each in log.undecided if chosen.named(each.kind, each.record, after)
        ),
        guarded=tuple(
            each for each in log.guarded if chosen.named("status-changed", each.record, after)
        ),
        narrowed_to=selection.words,
    )


class _Chosen(NamedTuple):
    selection: Selection
    records: frozenset[str]

    def change(self, change: Change) -> bool:
        """Tell whether a change is wanted."""
        return (
            self._kind(change.kind, change.level, control=change.control)
            and not (self.records and self.records.isdisjoint({change.record, change.old_id}))
        )  # fmt: skip

    def named(self, kind: str, record: str, plan: Plan) -> bool:
        """Tell whether a change of this kind of a record would be wanted."""
        item = plan.items.get(record)
        known = all_kinds().get(kind)
        return self._kind(
            kind, item.level if item else "", control=known.control if known else True
        ) and not (self.records and record not in self.records)

    def _kind(self, kind: str, level: str, *, control: bool) -> bool:
        wanted = self.selection
        return (
            wanted.control in {None, control}
            and (not wanted.kinds or kind in wanted.kinds)
            and (not wanted.levels or level in wanted.levels)
        )


def _with_below(records: Iterable[str], before: Plan, after: Plan) -> frozenset[str]:
    """Return some records under the ids of both revisions, and all that stands in them."""
    now = renames(before, after).ids
    was = {new: old for old, new in now.items()}
    found = set(records)
    found |= {other[each] for other in (now, was) for each in records if each in other}
    below = {each for plan in (before, after) for one in found for each in plan.below(one)}
    return frozenset(found | below)
