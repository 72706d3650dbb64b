"""What papers of a period are made from: each plan at its tag, and as it was reported before."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from ipcli.aside import Aside
from ipcli.cli import workspace
from ipcli.diagnostics import Severity
from ipcli.errors import IpcliError, NotARepositoryError
from ipcli.named import NamedTuple
from ipcli.papers.catalogue import OVER_TIME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipcli.cli.waiting import Say
    from ipcli.cli.workspace import Here
    from ipcli.diagnostics import Diagnostic
    from ipcli.history.period import Clone, Reported
    from ipcli.papers.basis import Basis, Draft
    from ipcli.settings import Words

_EXEMPT_SHOWN = "IP908"


class Wanted(NamedTuple):
    """What papers are asked for: of which plans and which period, and how.

    Where no plan is named, there is only one. A `joint` paper is about all plans that are named, or
    that the meeting's paper names; `words` are a council's own.
    """

    plans: tuple[str, ...]
    quarter: str
    papers: tuple[str, ...]
    words: Words
    public: bool
    joint: bool

    @property
    def over_time(self) -> bool:
        """Whether more than two periods are shown."""
        return not OVER_TIME.isdisjoint(self.papers)


def gathered(here: Here, wanted: Wanted, say: Say) -> tuple[Basis, list[Diagnostic]]:
    """Return what the papers of a period are made from, and the plan's errors.

    Nothing is to be made from a plan with errors. Exit 3 where not all can be compared.
    """
    clone = _clone(here)
    found = _reported(here, wanted, clone, say)
    say("Checking the plan, and comparing it with the last period")
    with Aside(partial(_judged, found, public=wanted.public)) as judging:
        try:
            made = [_basis(each, here, wanted, clone) for each in found]
        except Exception:  # of a plan with errors, the errors are what is to be told
            made = []
            if not _errors(found, judging.answer, public=wanted.public):
                raise
        wrong = _errors(found, judging.answer, public=wanted.public)
    if wrong:
        made = [_basis(each._replace(before=None), here, wanted, clone) for each in found]
    digests = (digest for _, digest in judging.answer)
    first, *beside = (replace(each, named=next(digests)) for each in made)
    return replace(first, beside=tuple(beside)), wrong


def _reported(here: Here, wanted: Wanted, clone: Clone | None, say: Say) -> list[Reported]:
    """Return each plan that is asked for as it was reported for the period."""
    from ipcli.history.period import reported
    from ipcli.load import load

    say("Reading the plan files")
    now = load(here.tree, known=here.known, meanwhile=partial(_import_papers, wanted.papers))
    named = wanted.plans[0] if wanted.plans else None
    say(f"Reading the plan as it was reported for {wanted.quarter}")
    of_plan = partial(reported, now, clone=clone, public=wanted.public, meanwhile=_import_pages)
    first = of_plan(workspace.the_plan(now, named), wanted.quarter)
    found = [first]
    for each in wanted.plans[1:] or _beside(first, joint=wanted.joint):
        plan = workspace.the_plan(now, each)
        same = plan.same_period(first.period)
        found.append(of_plan(plan, same.id if same else wanted.quarter))
    return found


def _import_papers(names: Iterable[str]) -> None:
    """Import what papers are made with: a third of the time that a paper takes."""
    for each in names:
        import_module(f"ipcli.papers.{each}")


def _import_pages() -> None:
    import_module("ipcli.papers.page")


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


def _judged(found: Iterable[Reported], *, public: bool) -> list[tuple[bytes, str]]:
    """Return what is wrong with each plan that is reported, packed, and its digest.

    No figure is made from a plan with an error, and no public paper from one whose public words
    tell of what is exempt. The digest is of all that a plan says: a public paper has another.
    """
    from ipcli.papers.digest import digest
    from ipcli.rules import check
    from ipcli.rules.checked import packed

    least, also = Severity.ERROR, _also(public=public)
    checked = (
        check(each.loaded, as_of=each.period.as_of, least=least, also=also) for each in found
    )
    digests = ("" if public else digest(each.plan) for each in found)
    return list(zip(map(packed, checked), digests, strict=True))


def _errors(
    found: Iterable[Reported], judged: Iterable[tuple[bytes, str]], *, public: bool
) -> list[Diagnostic]:
    """Return what is wrong with the plans themselves, in the order of the files."""
    from ipcli.rules.checked import is_of, unpacked

    also = _also(public=public)
    return sorted(
        {
            fault
            for each, (checked, _) in zip(found, judged, strict=True)
            for fault in unpacked(checked).diagnostics
            if (fault.severity is Severity.ERROR or fault.code in also) and is_of(fault, each.plan)
        }
    )


def _also(*, public: bool) -> frozenset[str]:
    return frozenset({_EXEMPT_SHOWN} if public else ())


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
