"""What papers of a period are made from: each plan at its tag, and as it was reported before."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ipcli.cli import workspace
from ipcli.diagnostics import Severity
from ipcli.errors import IpcliError, NotARepositoryError

if TYPE_CHECKING:
    from ipcli.cli.waiting import Say
    from ipcli.cli.workspace import Here
    from ipcli.diagnostics import Diagnostic
    from ipcli.history.period import Clone, Reported
    from ipcli.model.plan import Plan
    from ipcli.papers.basis import Basis, Draft
    from ipcli.settings import Words

_EXEMPT_SHOWN = "IP908"


class Wanted(NamedTuple):
    """What papers are asked for: of which plans and which period, and how.

    Where no plan is named, there is only one. A `joint` paper is about all plans that are named, or
    that the meeting's paper names; `words` are a council's own. Some show more than two periods
    (`over_time`).
    """

    plans: tuple[str, ...]
    quarter: str
    words: Words
    public: bool
    joint: bool
    over_time: bool


def gathered(here: Here, wanted: Wanted, say: Say) -> tuple[Basis, list[Diagnostic]]:
    """Return what the papers of a period are made from, and the plan's errors.

    Nothing is to be made from a plan with errors. Exit 3 where not all can be compared.
    """
    clone = _clone(here)
    found = _reported(here, wanted, clone, say)
    say("Checking the plan")
    wrong = sorted({fault for each in found for fault in _errors(each, public=wanted.public)})
    say("Comparing it with the last period")
    if wrong:
        found = [each._replace(before=None) for each in found]
    made, *beside = (_basis(each, here, wanted, clone) for each in found)
    return replace(made, beside=tuple(beside)), wrong


def _reported(here: Here, wanted: Wanted, clone: Clone | None, say: Say) -> list[Reported]:
    """Return each plan that is asked for as it was reported for the period."""
    from ipcli.history.period import reported
    from ipcli.load import load

    say("Reading the plan files")
    now = load(here.tree, known=here.known)
    named = wanted.plans[0] if wanted.plans else None
    say(f"Reading the plan as it was reported for {wanted.quarter}")
    of_plan = partial(reported, now, clone=clone, public=wanted.public)
    first = of_plan(workspace.the_plan(now, named), wanted.quarter)
    found = [first]
    for each in wanted.plans[1:] or _beside(first, joint=wanted.joint):
        plan = workspace.the_plan(now, each)
        same = plan.same_period(first.period)
        found.append(of_plan(plan, same.id if same else wanted.quarter))
    return found


def _beside(found: Reported, *, joint: bool) -> tuple[str, ...]:
    """Return the other plans that the meeting's paper of a period is about."""
    from ipcli.papers.parts.front import paper_of

    paper = paper_of(found.plan, found.period) if joint else None
    named = paper[1].plans if paper else ()
    return tuple(each for each in named if each != found.plan.id)


def _clone(here: Here) -> Clone | None:
    from ipcli.history.period import Clone

    is_alone = isinstance(here.around, NotARepositoryError)
    return None if is_alone else Clone(here.repo, here.inside, here.known)


def _errors(found: Reported, *, public: bool) -> list[Diagnostic]:
    """Return the errors of the plan that is reported: no figure is made from a plan with any.

    For a public paper, public words that tell of what is exempt are as bad.
    """
    from ipcli.rules import check

    also = frozenset({_EXEMPT_SHOWN} if public else ())
    checked = check(found.loaded, as_of=found.period.as_of, least=Severity.ERROR, also=also)
    return [
        each
        for each in checked.diagnostics
        if (each.severity is Severity.ERROR or each.code in also)
        and _is_of(each.place.path, found.plan)
    ]


def _is_of(path: str, plan: Plan) -> bool:
    return path.startswith(f"{plan.folder}/") or plan.folder.startswith(path.rpartition("/")[0])


def _draft(found: Reported, clone: Clone | None) -> Draft:
    from ipcli.papers.basis import Draft

    dirty = clone is not None and clone.repo.is_dirty(clone.folder)
    return Draft.of(found.plan, found.period, is_committed=not dirty)


def _basis(found: Reported, here: Here, wanted: Wanted, clone: Clone | None) -> Basis:
    from ipcli.history.earlier import earlier
    from ipcli.papers.basis import basis

    more = wanted.over_time and found.before
    made = basis(
        found.plan,
        plans=found.loaded.plans,
        before=found.before,
        period=found.period,
        previous=found.previous,
        revision=found.revision,
        draft=_draft(found, clone) if found.is_draft else None,
        public=wanted.public,
        used=workspace.used(here, found.before, found.since) if found.before else None,
        words=wanted.words,
        older=earlier(found.plan, found.period, clone, public=wanted.public) if more else None,
    )
    if made.log and made.log.not_compared:
        first = made.log.not_compared[0]
        message = f"{first.record} could not be compared with the last period: {first.why}"
        raise IpcliError(message, hint="Mend it first: a paper counts every change or none.")
    return made
