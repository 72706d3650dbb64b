"""`ipcli report`: the papers of a period."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipcli.cli import options, workspace
from ipcli.cli.deliver import deliver
from ipcli.diagnostics import Severity
from ipcli.errors import Exit, IpcliError, NotARepositoryError

if TYPE_CHECKING:
    from ipcli.diagnostics import Diagnostic
    from ipcli.history.period import Clone, Reported
    from ipcli.load import Known
    from ipcli.model.plan import Plan


class PaperFormat(StrEnum):
    """What `report --format` takes."""

    MD = "md"
    HTML = "html"


class PaperName(StrEnum):
    """What `report --paper` takes."""

    PROGRESS = "progress"


def report(
    quarter: Annotated[
        str, typer.Option("--quarter", help="The period: its id, or a quarter such as 2022/23 Q3.")
    ],
    paper: Annotated[PaperName, typer.Option("--paper", help="Which paper.")] = PaperName.PROGRESS,
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
    """Write a paper of a period from the plan as it was tagged, against the period before."""
    from ipcli.history.period import reported
    from ipcli.load import Known, load
    from ipcli.tree import Tree

    folder = workspace.plans_folder(plans)
    known = Known()  # most files stand alike in the working tree and at the period's tag
    now = load(Tree.of_folder(folder, shown=workspace.shown(folder)), known=known)
    found = reported(now, workspace.the_plan(now, plan), quarter, clone=_clone(folder, known))
    if wrong := _errors(found):
        _refuse(wrong)
    deliver(_paper(found, paper, fmt or _format_for(out), public=public), out)
    if found.is_draft and out is not None:
        sys.stderr.write(f"{out.as_posix()} is a DRAFT; it says how it is made final.\n")


def _clone(folder: Path, known: Known) -> Clone | None:
    from ipcli.history.period import Clone

    try:
        return Clone(*workspace.repository(folder), known)
    except NotARepositoryError:
        return None


def _format_for(out: Path | None) -> PaperFormat:
    return PaperFormat.HTML if out and out.suffix in {".html", ".htm"} else PaperFormat.MD


def _errors(found: Reported) -> list[Diagnostic]:
    """Return the errors of the plan that is reported: no figure is made from a plan with any."""
    from ipcli.rules import check

    checked = check(found.loaded, as_of=found.period.as_of)
    return [
        each
        for each in checked.diagnostics
        if each.severity is Severity.ERROR and _is_of(each.place.path, found.plan)
    ]


def _is_of(path: str, plan: Plan) -> bool:
    return path.startswith(f"{plan.folder}/") or plan.folder.startswith(path.rpartition("/")[0])


def _refuse(wrong: list[Diagnostic]) -> None:
    from ipcli.output.as_text import line

    sys.stdout.write("".join(f"{line(each)}\n" for each in wrong))
    sys.stderr.write(f"ipcli: the plan has {len(wrong)} errors, so no paper was written.\n")
    raise typer.Exit(Exit.FINDINGS)


def _paper(found: Reported, name: PaperName, fmt: PaperFormat, *, public: bool) -> str:
    from ipcli.papers.basis import Draft, basis
    from ipcli.papers.progress import progress
    from ipcli.papers.render import render

    made = basis(
        found.plan,
        plans=found.loaded.plans,
        before=found.before,
        period=found.period,
        revision=found.revision,
        draft=Draft.of(found.plan, found.period) if found.is_draft else None,
        public=public,
    )
    if made.log and made.log.not_compared:
        first = made.log.not_compared[0]
        message = f"{first.record} could not be compared with the last period: {first.why}"
        raise IpcliError(message, hint="Mend it first: a paper counts every change or none.")
    return render(progress(made), template=f"{name.value}.{fmt.value}.j2")
