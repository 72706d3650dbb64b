"""A reporting period: the plan as it was reported, and the one reported before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipcli.errors import IpcliError, ShallowCloneError, UnknownRevisionError, UsageError
from ipcli.history.revisions import Revisions
from ipcli.load import load
from ipcli.model.dates import parse_date
from ipcli.model.organisation import Period
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipcli.git import Repo
    from ipcli.load import Loaded
    from ipcli.load.known import Known
    from ipcli.model.plan import Plan
    from ipcli.tree import Tree

_QUARTER = re.compile(r"(?:Q([1-4])[ -]*)?(\d{4})[/-](\d\d)(?:[ -]*Q([1-4]))?\Z", re.IGNORECASE)


class NotTaggedError(IpcliError):
    """A period's tag is needed and is not there."""


class Clone(NamedTuple):
    """Where the revisions of a plan folder are read from."""

    repo: Repo
    folder: str  # of the plans, in the repository
    known: Known | None = None  # what was read already, from other revisions

    def tagged(self, tag: str) -> bool:
        """Tell whether the tag is there."""
        return tag in self.repo.tags(tag)

    def load(self, tag: str, plan: Plan, *, meanwhile: Callable[[], None] | None = None) -> Loaded:
        """Read the plans at a tag, wherever a plan lay then; `meanwhile` is as for `load`."""
        return load(self.listed(tag, plan), known=self.known, meanwhile=meanwhile)

    def listed(self, tag: str, plan: Plan) -> Tree:
        """List the plans at a tag: what is listed before anything is read, is read at once."""
        return Revisions.of(self.repo, self.folder, plan, self.known).tree(tag)


class Reported(NamedTuple):
    """A plan as it is reported for a period, and as it was reported for the one before.

    `revision` names what it was read from: the tag and the commit, or the working tree of a draft.
    `previous` is the period before, `before` the plan as it was reported for it, and `since` its
    tag; empty where there is none.
    """

    plan: Plan
    loaded: Loaded
    period: Period
    previous: Period | None
    before: Plan | None
    since: str
    revision: str
    is_draft: bool


def reported(
    now: Loaded,
    plan: Plan,
    wanted: str,
    *,
    clone: Clone | None,
    public: bool,
    meanwhile: Callable[[], None] | None = None,
) -> Reported:
    """Return what is reported for a period that is named by its id or by the time it covers.

    `now` and `plan` are of the working tree, `clone` is None outside a repository. With `public`,
    a period that is exempt is not the one before: the public was not told of it. The last period
    may lack its tag, or the tag may not be there yet: then it is a draft of the working tree,
    unless the clone is shallow and the tag may only be missing. `meanwhile` is as for `load`.
    Raises UsageError for a period that is not there, NotTaggedError and ShallowCloneError for a tag
    that is not.
    """
    period = find(plan, wanted)
    last = next(reversed(periods_before(plan, period, public=public)), None)
    tag = _tag_of(plan, period)
    if clone and tag and clone.tagged(tag):
        clone.listed(tag, plan)
    before = _before(plan, last, clone, meanwhile) if last else None
    since = (last.tag or "") if last else ""
    if clone and tag and clone.tagged(tag):
        then = now if _is_read(clone.listed(tag, plan), now) else clone.load(tag, plan)
        reported_plan = plan_in(then, plan.id, tag)
        if reported_plan.periods and period.id not in reported_plan.periods:
            raise _tagged_before(period, tag)
        revision = f"{tag} ({clone.repo.short(f'refs/tags/{tag}')})"
        found = reported_plan.periods.get(period.id, period)
        last = reported_plan.periods.get(last.id, last) if last else None
        return Reported(reported_plan, then, found, last, before, since, revision, is_draft=False)
    if plan.periods and period != plan.periods_in_order[-1]:
        raise missing(period, tag, clone)
    if clone and clone.repo.is_shallow and tag:
        raise missing(period, tag, clone)
    return Reported(plan, now, period, last, before, since, _working_tree(clone), is_draft=True)


def find(plan: Plan, wanted: str) -> Period:
    """Return the period with this id, or the only one that covers this time."""
    if wanted in plan.periods:
        return plan.periods[wanted]
    time = _spelled(wanted)
    matches = [
        each
        for each in plan.periods.values()
        if time and (_spelled(each.id) == time or (each.covers and each.covers.text == time))
    ]
    if len(matches) == 1:
        return matches[0]
    if not plan.periods and time and " Q" in time:
        return _quarter(time)
    known = ", ".join(each.id for each in plan.periods_in_order)
    hint = "Write a quarter like 2022/23 Q3."
    if known:
        hint = f"Periods of `{plan.id}`: {known}. A new one is written under `periods`."
    several = f"several periods of `{plan.id}` cover {wanted}"
    missing = f"the plan `{plan.id}` has no period `{wanted}`"
    raise UsageError(several if matches else missing, hint=hint)


def _spelled(wanted: str) -> str:
    """Return `2022/23 Q3` for its usual spellings, `2022/23` for a year; else nothing."""
    found = _QUARTER.match(wanted.strip())
    if not found:
        return ""
    quarter = found[1] or found[4]
    return f"{found[2]}/{found[3]}" + (f" Q{quarter}" if quarter else "")


def _quarter(time: str) -> Period:
    """Make the period of a quarter, for a plan that declares none."""
    try:
        covers = parse_date(time)
    except ValueError as why:
        raise UsageError(str(why)) from why
    assert covers.latest is not None  # noqa: S101 (a quarter has a last day)
    identity = time.replace("/", "-").replace(" ", "-")
    return Period(id=identity, name=time, as_of=covers.latest, covers=covers)


def periods_before(plan: Plan, period: Period, *, public: bool) -> tuple[Period, ...]:
    """Return the periods before one, the oldest first; with `public` only those of the public."""
    order = plan.periods_in_order
    earlier = order[: order.index(period)] if period in order else ()
    return tuple(each for each in earlier if not (public and each.exempt))


def _tag_of(plan: Plan, period: Period) -> str:
    """Return the tag of a period; a plan without periods tags its quarters by their ids."""
    if plan.periods:
        return period.tag or ""
    return f"{plan.id}/{period.id}"


def _is_read(tree: Tree, now: Loaded) -> bool:
    """Tell whether a tree is what was read already: a paper is often made just after the tag."""
    return bool(tree.content) and tree.content == now.content


def _before(
    plan: Plan, period: Period, clone: Clone | None, meanwhile: Callable[[], None] | None
) -> Plan:
    tag = period.tag or ""
    if not (clone and tag and clone.tagged(tag)):
        raise missing(period, tag, clone)
    before = plan_in(clone.load(tag, plan, meanwhile=meanwhile), plan.id, tag)
    if before.unread_files:
        raise IpcliError(
            f"{before.unread_files[0]} could not be read at {tag}, so nothing can be compared",
            hint=f"Run `ipcli validate --at {tag}` to see why.",
        )
    return before


def plan_in(loaded: Loaded, plan_id: str, tag: str) -> Plan:
    """Return the plan as it was at a tag. Raises UnknownRevisionError where it was not there."""
    if plan_id in loaded.plans:
        return loaded.plans[plan_id]
    raise UnknownRevisionError(
        f"the plan `{plan_id}` is not there, or cannot be read, at {tag}",
        hint=f"Run `ipcli validate --at {tag}` to see why.",
    )


def _tagged_before(period: Period, tag: str) -> IpcliError:
    """Return why a tag is not that of a period: the plan that it names knows of no such period."""
    return NotTaggedError(
        f"the plan at {tag} has no period `{period.id}`: the tag names a commit from before it",
        hint="Commit the plan, and tag that commit by another name, which you write at the period.",
    )


def missing(period: Period, tag: str, clone: Clone | None) -> IpcliError:
    """Return why the plan of a period is not known: no tag, no repository, or part of one."""
    if not tag:
        return NotTaggedError(
            f"the period `{period.id}` has no `tag`, so the plan as it was reported is not known",
            hint="Tag the commit that was reported, and write the tag's name at the period.",
        )
    if clone is None:
        return NotTaggedError(
            f"the period `{period.id}` was reported at {tag}, but this is no git repository",
            hint="Run this in a clone of the repository that holds the plan.",
        )
    if clone.repo.is_shallow:
        return ShallowCloneError(
            f"the tag {tag} of the period `{period.id}` is not in this shallow clone",
            hint="Get the rest: `git fetch --unshallow --tags`. In GitHub Actions set "
            '`fetch-depth: 0`, in GitLab `GIT_DEPTH: "0"`.',
        )
    return NotTaggedError(
        f"the tag {tag} of the period `{period.id}` is not there",
        hint="Fetch it (`git fetch --tags`), or tag the commit that was reported "
        f"(`git tag -a {tag} COMMIT`).",
    )


def _working_tree(clone: Clone | None) -> str:
    head = clone.repo.head() if clone else None
    if clone is None or head is None:
        return "the working tree"
    return f"the working tree, after commit {clone.repo.short(head)}"
