"""What papers of a period are made from: each plan at its tag, and as it was reported before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ipcli.cli import workspace
from ipcli.diagnostics import Severity
from ipcli.errors import IpcliError, NotARepositoryError

if TYPE_CHECKING:
    from ipcli.diagnostics import Diagnostic
    from ipcli.history.earlier import Earlier
    from ipcli.history.period import Clone, Reported
    from ipcli.load import Known
    from ipcli.model.plan import Plan
    from ipcli.papers.basis import Basis
    from ipcli.settings import Words

_EXEMPT_SHOWN = "IP908"


class Wanted(NamedTuple):
    """What papers are to be made: without what is exempt, about several plans, over the periods."""

    public: bool
    joint: bool
    over_time: bool


def gathered(
    plans: Path | None, named: list[str], quarter: str, words: Words, wanted: Wanted
) -> tuple[Basis, list[Diagnostic]]:
    """Return what the papers of a period are made from, and the plan's errors.

    Nothing is to be made from a plan with errors. A joint paper is about all plans that are
    named, or that the meeting's paper names; `words` are a council's own. Exit 3 where not all can
    be compared.
    """
    from ipcli.history.earlier import earlier
    from ipcli.history.period import reported
    from ipcli.load import Known, load
    from ipcli.tree import Tree

    folder = workspace.plans_folder(plans)
    known = Known()  # most files stand alike in the working tree and at the period's tag
    now = load(Tree.of_folder(folder, shown=workspace.shown(folder)), known=known)
    clone = _clone(folder, known)
    first = reported(
        now, workspace.the_plan(now, named[0] if named else None), quarter, clone=clone
    )
    others = [
        workspace.the_plan(now, each) for each in named[1:] or _beside(first, joint=wanted.joint)
    ]
    found = [first]
    for each in others:
        same = each.same_period(first.period)
        found.append(reported(now, each, same.id if same else quarter, clone=clone))
    wrong = sorted({fault for each in found for fault in _errors(each, public=wanted.public)})
    if wrong:
        found = [each._replace(before=None) for each in found]
    made, *beside = (
        _basis(
            each,
            folder,
            words,
            public=wanted.public,
            older=earlier(each.plan, each.period, clone)
            if wanted.over_time and each.before
            else None,
        )
        for each in found
    )
    return replace(made, beside=tuple(beside)), wrong


def _beside(found: Reported, *, joint: bool) -> list[str]:
    """Return the other plans that the meeting's paper of a period is about."""
    from ipcli.papers.parts.front import paper_of

    paper = paper_of(found.plan, found.period) if joint else None
    return [each for each in (paper[1].plans if paper else ()) if each != found.plan.id]


def _clone(folder: Path, known: Known) -> Clone | None:
    from ipcli.history.period import Clone

    try:
        return Clone(*workspace.repository(folder), known)
    except NotARepositoryError:
        return None


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


def _basis(
    found: Reported, folder: Path, words: Words, *, public: bool, older: Earlier | None
) -> Basis:
    from ipcli.papers.basis import Draft, basis

    made = basis(
        found.plan,
        plans=found.loaded.plans,
        before=found.before,
        period=found.period,
        revision=found.revision,
        draft=Draft.of(found.plan, found.period) if found.is_draft else None,
        public=public,
        used=workspace.used(folder, found.before, found.since) if found.before else None,
        words=words,
        older=older,
    )
    if made.log and made.log.not_compared:
        first = made.log.not_compared[0]
        message = f"{first.record} could not be compared with the last period: {first.why}"
        raise IpcliError(message, hint="Mend it first: a paper counts every change or none.")
    return made
