"""A plan round by round: as it was reported for each period, and what changed in between."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ipcli.errors import ShallowCloneError, UnknownRevisionError
from ipcli.history.period import Clone, NotTaggedError, missing, plan_in
from ipcli.history.spent import next_log, spent_before
from ipcli.model.organisation import Period
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ipcli.changes import ChangeLog, NotCompared, Use
    from ipcli.git import Repo
    from ipcli.history.revisions import Revisions
    from ipcli.load import Loaded
    from ipcli.model.plan import Plan

WORKING_TREE = "the working tree"


class State(NamedTuple):
    """A plan as it was at a tag, or as it is in the working tree: then `tag` is empty.

    The period of the working tree is the one after the last tagged one, where the plan has it.
    """

    period: Period
    tag: str
    revision: str  # what people call it: the tag and the commit
    plan: Plan
    plans: Mapping[str, Plan]

    @property
    def name(self) -> str:
        """What people call it: its period's name, or `the working tree`."""
        return self.period.name if self.tag else WORKING_TREE


class Round(NamedTuple):
    """A state of a plan, and the changes since the one before it; the first one has no log."""

    state: State
    log: ChangeLog | None


class Rounds(NamedTuple):
    """All rounds of a plan, and what a reader should know of the tags they were read from."""

    rounds: tuple[Round, ...]
    notes: tuple[str, ...]

    @property
    def not_compared(self) -> tuple[NotCompared, ...]:
        """What could not be read in some round and is therefore in no count."""
        return tuple(each for _, log in self.rounds if log for each in log.not_compared)


def rounds(now: Loaded, plan: Plan, revisions: Revisions) -> Rounds:
    """Return every tagged state of a plan with the changes between, and the working tree last.

    The working tree is left out where it is as the last tag has it. Raises NotTaggedError or
    ShallowCloneError where a tag is missing that must have been there.
    """
    states = list(tagged(plan, revisions))
    found = list(_walked((*states, _working_tree(now, plan, states))))
    if _nothing_new(found):
        found.pop()
    return Rounds(tuple(found), notes(plan, states, revisions))


def tagged(plan: Plan, revisions: Revisions) -> Iterator[State]:
    """Yield a plan as it was at each tag of its periods, in the order of the periods.

    A plan without periods is read at all tags that begin with its id, in the order of their days.
    Periods at the start that name no tag are before the records begin.
    """
    for period, tag in _tags(plan, revisions):
        loaded = revisions.load(tag)
        then = plan_in(loaded, plan.id, tag)
        found = then.periods.get(period.id, period)
        yield State(found, tag, revisions.named(tag), then, loaded.plans)


def _tags(plan: Plan, revisions: Revisions) -> list[tuple[Period, str]]:
    there = set(revisions.repo.tags())
    if not plan.periods:
        return sorted(_by_day(plan, there, revisions), key=lambda each: each[0].as_of)
    named = [(period, period.tag or "") for period in plan.periods_in_order]
    first = next((at for at, (_, tag) in enumerate(named) if tag), len(named))
    last = max((at for at, (_, tag) in enumerate(named) if tag in there), default=-1)
    clone = Clone(revisions.repo, revisions.folder)
    for at, (period, tag) in enumerate(named[first:], first):
        if tag not in there and (at < last or (tag and _was_reported(named[at:], revisions.repo))):
            raise missing(period, tag, clone)
    return named[first : last + 1]


def _was_reported(named: list[tuple[Period, str]], repo: Repo) -> bool:
    """Tell whether the first of some periods must have been tagged, so that only we lack its tag.

    A period ahead has no tag yet. One that another has followed by the newest commit had one: a
    clone need not have the server's tags.
    """
    if repo.is_shallow:
        return True
    if len(named) == 1:
        return False
    following = named[1][0].as_of
    return repo.head() is None or following <= repo.commit_date("HEAD")


def _by_day(plan: Plan, there: Iterable[str], revisions: Revisions) -> Iterator[tuple[Period, str]]:
    """Yield a period for each tag of a plan that declares no periods."""
    for tag in sorted(there):
        if tag.startswith(f"{plan.id}/"):
            name = tag.partition("/")[2]
            day = revisions.repo.commit_date(tag)
            yield Period.model_construct(id=name, name=name, as_of=day, tag=tag), tag


def _nothing_new(found: list[Round]) -> bool:
    """Tell whether the last round is as the one before, also in what cannot be read in it."""
    last, log = found[-1]
    if log is None or log.entries:
        return False
    unread = [(len(plan.unread_files), plan.unread) for plan in (last.plan, found[-2].state.plan)]
    return unread[0] == unread[1]


def _working_tree(now: Loaded, plan: Plan, states: list[State]) -> State:
    tags = {state.tag for state in states}
    periods = plan.periods_in_order
    done = max((at for at, each in enumerate(periods) if each.tag in tags), default=-1)
    if done + 1 < len(periods):
        period = periods[done + 1]
    elif states:
        period = states[-1].period
    else:
        told = f"the plan `{plan.id}` has no period and no tag that begins `{plan.id}/`"
        hint = f"Tag the commit that was reported: `git tag -a {plan.id}/2026-06 COMMIT`."
        raise NotTaggedError(told, hint=hint)
    return State(period, "", WORKING_TREE, plan, now.plans)


def _walked(states: Iterable[State]) -> Iterator[Round]:
    """Yield the rounds. What a request covered once it does not cover again in a later round."""
    before: Plan | None = None
    used: frozenset[Use] = frozenset()
    for state in states:
        log = None
        if before is None:
            used = spent_before(state.plan)
        else:
            log, used = next_log(before, state.plan, used, state.plans)
        yield Round(state, log)
        before = state.plan


def notes(plan: Plan, states: Iterable[State], revisions: Revisions) -> tuple[str, ...]:
    """Return what makes the tags doubtful: out of order, or known to no period of the plan."""
    found, tags = [], [state.tag for state in states]
    for earlier, later in pairwise(tags):
        if not _comes_after(later, earlier, revisions):
            found.append(
                f"The tag {later} does not come after {earlier} in the history: "
                "one of them was moved since it was reported, or the history was rewritten."
            )
    strays = [t for t in revisions.repo.tags(f"{plan.id}/") if t not in tags]
    if strays:
        verb = "is the tag of no period" if len(strays) == 1 else "are the tags of no period"
        found.append(f"Not read: {', '.join(strays)}, which {verb} of the plan up to now.")
    return tuple(found)


def _comes_after(later: str, earlier: str, revisions: Revisions) -> bool:
    first, second = (revisions.repo.resolve(tag) for tag in (earlier, later))
    try:
        return revisions.repo.merge_base(first, second) == first
    except ShallowCloneError:
        return True  # what lies between them is not here, so nothing speaks against it
    except UnknownRevisionError:
        return False
