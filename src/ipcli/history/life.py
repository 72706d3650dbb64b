"""One record's life: every commit in which anything of it changed, and who agreed.

It is followed backwards from now: over its renames, as `was` tells them, over moves in the plan,
and over files and folders that were called otherwise. Then each step is judged, oldest first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipcli.changes import NotCompared
from ipcli.errors import NoPlansError
from ipcli.history.spent import next_log, spent_before
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.changes import Change, Entry, Use
    from ipcli.git import Commit
    from ipcli.history.revisions import Revisions
    from ipcli.load import Loaded
    from ipcli.model.base import Record
    from ipcli.model.plan import Plan
    from ipcli.tree import File, Tree

BEGINNING = "was in the plan when its history begins"
_IN_AN_ID = "[A-Za-z0-9_./-]"  # and "@" ends one: `id@plan`


class Event(NamedTuple):
    """What changed in one commit.

    `told` are sentences on what no change says: that the record came with the plan, that it stands
    in another file. `entries` are the changes, each with the request that covers it and who agreed.
    """

    commit: Commit
    record: str  # the id that it had after this commit
    told: tuple[str, ...]
    entries: tuple[Entry, ...]
    not_compared: tuple[NotCompared, ...]


class Life(NamedTuple):
    """The events of one record, oldest first, and all the ids it is known to have had."""

    names: tuple[str, ...]
    title: str
    events: tuple[Event, ...]

    @property
    def not_compared(self) -> tuple[NotCompared, ...]:
        """What could not be read in some commit, so that a change may stand at a later one."""
        return tuple(gap for each in self.events for gap in each.not_compared)


def life(plan: Plan, record: str, revisions: Revisions) -> Life | None:
    """Return the life of a record; None where neither the plan nor any commit has it.

    `plan` is the plan as it is now. A record that has another id now is found by an earlier one.
    What is not committed yet is no part of its life.
    """
    now = plan.records.get(record) or _renamed(plan, record)
    names = [now.id, *now.was] if now else [record]
    follower = _Follower(revisions, names, set(plan.ancestors(names[0])))
    steps = list(follower.steps())[::-1]
    events = tuple(_judged(steps, follower.names))
    if now:
        return Life(tuple(follower.names), plan.name_of(now.id), events)
    last = next((each for step in reversed(steps) for each in step.seen if each.record), None)
    if last is None or last.record is None:
        return None
    return Life(tuple(follower.names), last.plan.name_of(last.record.id), events)


def _renamed(plan: Plan, record: str) -> Record | None:
    return next((each for each in plan.records.values() if record in each.was), None)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A record in one commit. `record` is None where the commit does not have it."""

    loaded: Loaded
    plan: Plan
    record: Record | None

    @property
    def path(self) -> str:
        """The file that holds it."""
        return self.loaded.sources.path(self.record) if self.record else ""


@dataclass(frozen=True, slots=True)
class _Step:
    """A commit, with the record in it and in the commit before; gaps where it was not readable."""

    commit: Commit
    before: _Seen | None
    after: _Seen | None
    gaps: tuple[NotCompared, ...] = ()

    @property
    def seen(self) -> tuple[_Seen, ...]:
        """What could be read, the later first."""
        return tuple(each for each in (self.after, self.before) if each)


class _Revision(NamedTuple):
    """A commit, and the record as it was in it or in a later one that had the same of it."""

    commit: Commit
    tree: Tree | None
    seen: _Seen | None


@dataclass(slots=True)
class _Follower:
    """Follows a record backwards. `names` and `above` grow with what it comes to know.

    A commit is read only where a file differs that names the record, or that holds what it stands
    in: of all others nothing is loaded.
    """

    revisions: Revisions
    names: list[str]
    above: set[str]
    _telling: dict[tuple[str, int, int], bool] = field(default_factory=dict)

    def steps(self) -> Iterator[_Step]:
        """Yield the commits that tell anything of the record, newest first."""
        trees = [(each, self._tree(each)) for each in self.revisions.log()]
        newer: _Revision | None = None
        passed: list[_Step] = []  # what could not be read between the newer one and this one
        for commit, tree in reversed(trees):
            if newer and not self._differ(newer.tree, tree):
                newer = _Revision(commit, tree, newer.seen)
                continue
            seen, gaps = self._seen(tree)
            if gaps:
                passed.append(_Step(commit, None, None, gaps))
                continue
            if newer and newer.seen:
                yield _Step(newer.commit, seen, self._exactly(newer))
            yield from passed
            newer, passed = _Revision(commit, tree, seen), []
        if newer and newer.seen:
            yield _Step(newer.commit, None, self._exactly(newer))
        yield from passed

    def _exactly(self, newer: _Revision) -> _Seen | None:
        """Return the record in the very commit, not in a later one that had the same of it.

        Else all that changed up to the later one would be compared too, to no end.
        """
        seen, gaps = self._seen(newer.tree)
        return newer.seen if gaps else seen

    def _tree(self, commit: Commit) -> Tree | None:
        try:
            return self.revisions.tree(commit.oid, commit.oid)
        except NoPlansError:
            return None

    def _seen(self, tree: Tree | None) -> tuple[_Seen | None, tuple[NotCompared, ...]]:
        """Return the record in a commit, or what could not be read there and may hold it."""
        if tree is None:
            return None, ()
        loaded = self.revisions.loaded(tree)
        plan = loaded.plans.get(self.revisions.plan_id)
        if plan is None:
            why = "the plan could not be read in this commit"
            telling = any(map(self._tells, tree.files))
            return None, (NotCompared(self.revisions.plan_id, why),) if telling else ()
        unread = set(plan.unread_files)
        lost = [file.path for file in tree.files if file.path in unread and self._tells(file)]
        lost += sorted(plan.unread & {*self.names, *self.above})
        if lost:
            why = "it could not be read in this commit"
            return None, tuple(NotCompared(each, why) for each in lost)
        record = next((plan.records[each] for each in self.names if each in plan.records), None)
        if record:
            self.names += [each for each in record.was if each not in self.names]
            self.above |= set(plan.ancestors(record.id))
        return _Seen(loaded, plan, record), ()

    def _differ(self, newer: Tree | None, older: Tree | None) -> bool:
        """Tell whether a file that tells anything of the record differs, or lies elsewhere."""
        files = [
            {(file.path, file.oid): file for file in (tree.files if tree else ())}
            for tree in (newer, older)
        ]
        apart = files[0].keys() ^ files[1].keys()
        return any(self._tells(files[0].get(each) or files[1][each]) for each in apart)

    def _tells(self, file: File) -> bool:
        if not file.oid:
            return False
        key = file.oid, len(self.names), len(self.above)
        if key not in self._telling:
            self._telling[key] = bool(_pattern(self.names, self.above).search(file.read()))
        return self._telling[key]


def _pattern(names: list[str], above: set[str]) -> re.Pattern[bytes]:
    """Return what a file has that names the record anywhere, or holds what it stands in."""
    own = f"(?<!{_IN_AN_ID})(?:{'|'.join(map(re.escape, names))})(?!{_IN_AN_ID})"
    holder = "|".join(map(re.escape, sorted(above)))
    held = f"|\\bid[\"']?\\s*:\\s*[\"']?(?:{holder})(?!{_IN_AN_ID})" if above else ""
    return re.compile(f"{own}{held}".encode())


def _judged(steps: list[_Step], names: list[str]) -> Iterator[Event]:
    """Yield the events of a record from its steps, oldest first."""
    used: frozenset[Use] | None = None
    for step in steps:
        before, after = step.before, step.after
        if after is None:
            yield Event(step.commit, names[0], (), (), step.gaps)
        elif before is None:
            used = spent_before(after.plan)
            if after.record:
                yield Event(step.commit, after.record.id, (BEGINNING,), (), ())
        else:
            used = spent_before(before.plan) if used is None else used
            log, used = next_log(before.plan, after.plan, used, after.loaded.plans)
            entries = tuple(each for each in log.entries if _about(each.change, before, after))
            told = _told(before, after)
            if told or entries:
                [seen, *_] = [each for each in step.seen if each.record] or step.seen
                record = seen.record.id if seen.record else names[0]
                yield Event(step.commit, record, told, entries, ())


def _told(before: _Seen, after: _Seen) -> tuple[str, ...]:
    if before.record and after.record and before.path != after.path:
        return (f"moved from the file {before.path} to {after.path}",)
    return ()


def _about(change: Change, before: _Seen, after: _Seen) -> bool:
    """Tell whether a change is part of a record's life: of it, or of a request that asks for it."""
    ids = {each.record.id for each in (before, after) if each.record}
    if change.section == "change_requests":
        requests = (each.plan.change_requests.get(change.record) for each in (before, after))
        if any(ids & set(ask.of) for each in requests if each for ask in each.asks):
            return True
    return bool(ids & {change.record, change.old_id, *change.includes})
