"""`ipcli report`: the papers of a period."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipcli.cli import options, workspace
from ipcli.cli.deliver import deliver, write
from ipcli.diagnostics import Severity
from ipcli.errors import Exit, IpcliError, NotARepositoryError, UsageError

if TYPE_CHECKING:
    from ipcli.changes import Used
    from ipcli.diagnostics import Diagnostic
    from ipcli.history.earlier import Earlier
    from ipcli.history.period import Clone, Reported
    from ipcli.load import Known
    from ipcli.model.plan import Plan
    from ipcli.papers.basis import Basis


_EXEMPT_SHOWN = "IP908"


class PaperFormat(StrEnum):
    """What `report --format` takes."""

    MD = "md"
    HTML = "html"


class PaperName(StrEnum):
    """What `report --paper` takes."""

    PROGRESS = "progress"
    MONITORING = "monitoring"
    THEMES = "themes"
    RECOMMENDATIONS = "recommendations"
    DIRECTIONS = "directions"
    GOVERNANCE = "governance"
    RISKS = "risks"
    MEASURES = "measures"
    CHANGES = "changes"
    LETTER = "letter"
    INDEX = "index"
    ALL = "all"


def report(
    quarter: Annotated[
        str, typer.Option("--quarter", help="The period: its id, or a quarter such as 2022/23 Q3.")
    ],
    paper: Annotated[
        PaperName, typer.Option("--paper", help="Which paper; all needs --out FOLDER.")
    ] = PaperName.PROGRESS,
    plans: options.Plans = None,
    plan: options.PlanId = None,
    fmt: Annotated[
        PaperFormat | None, typer.Option("--format", help="How to write it; default Markdown.")
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Leave out everything that is exempt.")
    ] = False,
    out: options.Out = None,
) -> None:
    """Write a paper of a period from the plan as it was tagged, against the period before.

    `--paper all` writes every paper into a folder, and a page that leads to them, each as Markdown
    and as HTML, or only as what `--format` says.
    """
    from ipcli.papers.catalogue import page

    if paper is PaperName.ALL and (out is None or out.is_file()):
        raise UsageError("--paper all writes many files: name a folder for them with --out FOLDER")
    made, wrong = gathered(plans, plan, quarter, public=public, paper=paper.value)
    if wrong:
        _refuse(wrong)
    own = workspace.own_templates(workspace.plans_folder(plans))
    if paper is PaperName.ALL and out is not None:
        _write_all(made, [fmt] if fmt else list(PaperFormat), out, own)
    else:
        deliver(page(made, paper.value, (fmt or _format_for(out)).value, own=own), out)
    if made.draft and out is not None:
        sys.stderr.write(f"{out.as_posix()} is a DRAFT; it says how it is made final.\n")


def gathered(
    plans: Path | None, plan: str | None, quarter: str, *, public: bool, paper: str
) -> tuple[Basis, list[Diagnostic]]:
    """Return what a paper of a period is made from, or all papers, and the plan's errors.

    Nothing is to be made from a plan with errors. Exit 3 where not all can be compared.
    """
    from ipcli.history.earlier import earlier
    from ipcli.history.period import reported
    from ipcli.load import Known, load
    from ipcli.papers.catalogue import OVER_TIME
    from ipcli.tree import Tree

    folder = workspace.plans_folder(plans)
    known = Known()  # most files stand alike in the working tree and at the period's tag
    now = load(Tree.of_folder(folder, shown=workspace.shown(folder)), known=known)
    clone = _clone(folder, known)
    found = reported(now, workspace.the_plan(now, plan), quarter, clone=clone)
    wrong = _errors(found, public=public)
    if wrong:
        return _basis(found._replace(before=None), None, None, public=public), wrong
    used = workspace.used(folder, found.before, found.since) if found.before else None
    over_time = found.before and paper in {PaperName.ALL, *OVER_TIME}
    older = earlier(found.plan, found.period, clone) if over_time else None
    return _basis(found, used, older, public=public), wrong


def _clone(folder: Path, known: Known) -> Clone | None:
    from ipcli.history.period import Clone

    try:
        return Clone(*workspace.repository(folder), known)
    except NotARepositoryError:
        return None


def _format_for(out: Path | None) -> PaperFormat:
    return PaperFormat.HTML if out and out.suffix in {".html", ".htm"} else PaperFormat.MD


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


def _refuse(wrong: list[Diagnostic]) -> None:
    from ipcli.output.as_text import line

    sys.stdout.write("".join(f"{line(each)}\n" for each in wrong))
    told = "an error" if len(wrong) == 1 else f"{len(wrong)} errors"
    if any(each.severity is not Severity.ERROR for each in wrong):
        told = "public words that tell of what is exempt"
    sys.stderr.write(f"ipcli: the plan has {told}, so no paper was written.\n")
    raise typer.Exit(Exit.FINDINGS)


def _write_all(made: Basis, formats: list[PaperFormat], folder: Path, own: Path | None) -> None:
    """Write every paper and the page that leads to them, and say where."""
    from ipcli.papers.catalogue import INDEX, PAPERS, page

    for name in (INDEX, *PAPERS):
        for each in formats:
            write(folder / f"{name}.{each.value}", page(made, name, each.value, own=own))
    first = folder / f"{INDEX}.{formats[-1].value}"
    number = (len(PAPERS) + 1) * len(formats)
    sys.stdout.write(f"{number} files written; begin with {first.as_posix()}\n")


def _basis(found: Reported, used: Used, older: Earlier | None, *, public: bool) -> Basis:
    from ipcli.papers.basis import Draft, basis

    made = basis(
        found.plan,
        plans=found.loaded.plans,
        before=found.before,
        period=found.period,
        revision=found.revision,
        draft=Draft.of(found.plan, found.period) if found.is_draft else None,
        public=public,
        used=used,
        older=older,
    )
    if made.log and made.log.not_compared:
        first = made.log.not_compared[0]
        message = f"{first.record} could not be compared with the last period: {first.why}"
        raise IpcliError(message, hint="Mend it first: a paper counts every change or none.")
    return made
