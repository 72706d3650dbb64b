"""The change-control log: what changed between two revisions, and who agreed to it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ipcli.changes.asks import Register
from ipcli.changes.comparing import NotCompared
from ipcli.changes.counting import closures, count_rows, counted_figures
from ipcli.changes.difference import Difference
from ipcli.changes.differences import compared
from ipcli.changes.guarded import guarded
from ipcli.changes.kinds import order
from ipcli.changes.matching import Matcher
from ipcli.changes.naming import changes, named
from ipcli.changes.standing import Standing
from ipcli.changes.unused import undecided, unused
from ipcli.changes.verdict import Policy, gates
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from ipcli.changes.change import Change
    from ipcli.changes.counting import Closure, CountRow
    from ipcli.changes.guarded import Guarded
    from ipcli.changes.matching import Entry
    from ipcli.changes.unused import Unused
    from ipcli.changes.usage import Use, Used
    from ipcli.model.plan import Plan


class ChangeLog(NamedTuple):
    """All changes between two revisions in the order in which a committee reads them.

    Control comes first, by kind in the order of the format's table, then by level and place in the
    plan; then progress. `gated` is no where nothing needs agreement. What is in `not_compared` is
    in no count. `narrowed_to` says which part of the log this is; empty where it is all of it.
    """

    plan: str
    gated: bool
    entries: tuple[Entry, ...]
    counts: tuple[CountRow, ...]
    closures: tuple[Closure, ...]
    unused: tuple[Unused, ...]
    undecided: tuple[Unused, ...]
    guarded: tuple[Guarded, ...]
    not_compared: tuple[NotCompared, ...]
    narrowed_to: str = ""

    @property
    def control(self) -> tuple[Entry, ...]:
        """The changes that someone must agree to."""
        return tuple(entry for entry in self.entries if entry.change.control)

    @property
    def progress(self) -> tuple[Entry, ...]:
        """The changes that a quarter reports."""
        return tuple(entry for entry in self.entries if not entry.change.control)

    @property
    def listed(self) -> tuple[Entry, ...]:
        """The changes that change control has to see.

        What needs nobody, and is to be noted by nobody, stands in the full log only.
        """
        return tuple(entry for entry in self.entries if entry.requirement.listed)

    @property
    def rules(self) -> Mapping[tuple[str, str], int]:
        """How many changes each rule decided, by the rule and the authority behind it."""
        asked = (entry.requirement for entry in self.entries)
        return Counter((each.rule, each.under) for each in asked if each.rule)

    @property
    def unexplained(self) -> tuple[Entry, ...]:
        """The changes that lack agreement and do not wait for a decision."""
        waits = Standing.AWAITING
        return tuple(e for e in self.entries if e.lacks_agreement and e.standing is not waits)

    @property
    def awaiting(self) -> tuple[Entry, ...]:
        """The changes whose request is not decided yet by all who must agree."""
        return tuple(e for e in self.entries if e.standing is Standing.AWAITING)

    @property
    def used(self) -> frozenset[Use]:
        """What requests were carried out in this round, to hand on to the next."""
        return frozenset(use for entry in self.entries for use in entry.uses)

    @property
    def empty(self) -> bool:
        """Whether nothing changed and all could be compared."""
        return not self.entries and not self.not_compared


def change_log(
    before: Plan,
    after: Plan,
    *,
    policy: Plan,
    plans: Mapping[str, Plan] | None = None,
    used: Used = None,
) -> ChangeLog:
    """Return the log of the changes between two revisions of a plan.

    `policy` is the plan whose change control judges: the earlier revision, so that a change cannot
    loosen its own rules. `plans` are all plans of the later revision, for items that another plan
    transferred. `used` are the uses of requests up to the earlier revision, or where to ask for
    them when it matters.
    """
    found = list(compared(before, after))
    differences = [each for each in found if isinstance(each, Difference)]
    gaps = {each.record: each for each in found if isinstance(each, NotCompared)}
    made = _in_order(named(differences, before, after, plans=plans or {}), before, after)
    matcher = Matcher(before, after, Policy(policy), Register(after, before), used)
    entries = tuple(matcher.entry(change) for change in made)
    uses = frozenset(use for entry in entries for use in entry.uses)
    fresh = {change.record for change in made if change.kind == "status-changed"}
    return ChangeLog(
        plan=after.id,
        gated=gates(policy),
        entries=entries,
        counts=tuple(count_rows(made, before, after)),
        closures=closures(entries, after),
        unused=tuple(unused(matcher, made, uses)),
        undecided=tuple(undecided(matcher)),
        guarded=tuple(each for each in guarded(after, policy=policy) if each.record not in fresh),
        not_compared=tuple(sorted(gaps.values())),
    )


def judged(before: Plan, after: Plan, *, policy: Plan) -> Iterator[Entry]:
    """Yield each change with how it stands: the log without its counts and what else it holds."""
    matcher = Matcher(before, after, Policy(policy), Register(after), None)
    return (matcher.entry(change) for change in changes(before, after))


def _in_order(made: tuple[Change, ...], before: Plan, after: Plan) -> tuple[Change, ...]:
    levels = {level: at for at, level in enumerate((*after.levels, *before.levels))}
    kinds = order()
    return tuple(
        sorted(
            made,
            key=lambda each: (
                not each.control,
                kinds[each.kind],
                levels.get(each.level, -1),
                each.place,
            ),
        )
    )


def figures(log: ChangeLog, *, only: Collection[str] | None = None) -> dict[str, int]:
    """Return the figures of a log by name, such as `changes.item-closed.workstream`.

    `only` limits them to some records: those below an item, say.
    """
    return counted_figures((entry.change for entry in log.entries), only)
