"""`ipcli report`: the papers of a period."""

from __future__ import annotations

import sys
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipcli.cli import answers, options, workspace
from ipcli.cli.deliver import by_suffix, deliver, write
from ipcli.cli.gather import Wanted, gathered
from ipcli.cli.look import the_look
from ipcli.cli.waiting import Say, waiting
from ipcli.diagnostics import Severity
from ipcli.errors import Exit, UsageError
from ipcli.papers.catalogue import INDEX, JOINT, PAPERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipcli.cli.workspace import Here
    from ipcli.diagnostics import Diagnostic
    from ipcli.papers.basis import Basis
    from ipcli.papers.look import Look


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
    plan: Annotated[
        list[str] | None,
        typer.Option("--plan", help="The id of the plan; several for one paper about them all."),
    ] = None,
    fmt: Annotated[
        PaperFormat | None,
        typer.Option("--format", help="How to write it; default as --out ends, else Markdown."),
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Leave out everything that is exempt.")
    ] = False,
    out: options.Out = None,
) -> None:
    """Write a paper of a period. It is made from the plan as tagged, against the period before.

    `--paper all` writes every paper into a folder, and a page that leads to them, each as Markdown
    and as HTML, or only as what `--format` says. Where the meeting's paper is about several plans,
    so is the progress paper.
    """
    if plan and len(plan) > 1 and paper.value not in JOINT:
        message = f"--paper {paper.value} is about one plan: name one with --plan"
        raise UsageError(message, hint=f"Several can be in one: {', '.join(sorted(JOINT))}.")
    if paper is PaperName.ALL and (out is None or out.is_file()):
        raise UsageError("--paper all writes many files: name a folder for them with --out FOLDER")
    here = workspace.here(workspace.plans_folder(plans))
    look = the_look(here.folder)
    names = (INDEX, *PAPERS) if paper is PaperName.ALL else (paper.value,)
    joint = not JOINT.isdisjoint(names)
    wanted = Wanted(tuple(plan or ()), quarter, names, look.words, public, joint)
    if paper is PaperName.ALL and out is not None:
        formats = [fmt] if fmt else list(PaperFormat)
        write = partial(_write_all, formats=formats, folder=out, look=look)
        text, is_final = _made(here, wanted, write)
        deliver(text, None)
    else:
        suffix = (fmt or by_suffix(out, PaperFormat, PaperFormat.MD)).value
        write = partial(_page, name=paper.value, suffix=suffix, look=look)
        text, is_final = answers.written(
            here,
            lambda: ("report", *wanted, suffix, the_look(here.folder).digest),
            partial(_made, here, wanted, write),
        )
        deliver(text, out)
    if out is not None and not is_final:
        sys.stderr.write(f"{out.as_posix()} is a DRAFT; it says how it is made final.\n")


def _made(here: Here, wanted: Wanted, write: Callable[[Basis, Say], str]) -> tuple[str, bool]:
    """Return what is written of the plan's papers, and whether they are final."""
    with waiting() as say:
        made, wrong = gathered(here, wanted, say)
        text = "" if wrong else write(made, say)
    if wrong:
        _refuse(wrong)
    return text, not made.draft


def _page(made: Basis, say: Say, *, name: str, suffix: str, look: Look) -> str:
    from ipcli.papers.page import page

    say("Writing the paper")
    return page(made, name, suffix, look=look)


def _refuse(wrong: list[Diagnostic]) -> None:
    from ipcli.output.as_text import line

    sys.stderr.write("".join(f"{line(each)}\n" for each in wrong))
    told = "an error" if len(wrong) == 1 else f"{len(wrong)} errors"
    if any(each.severity is not Severity.ERROR for each in wrong):
        told = "public words that tell of what is exempt"
    sys.stderr.write(f"ipcli: the plan has {told}, so no paper was written.\n")
    raise typer.Exit(Exit.FINDINGS)


def _write_all(
    made: Basis, say: Say, *, formats: list[PaperFormat], folder: Path, look: Look
) -> str:
    """Write every paper and the page that leads to them, and return where they are."""
    from ipcli.papers.page import page

    wanted = [(name, each.value) for name in (INDEX, *PAPERS) for each in formats]
    for number, (name, suffix) in enumerate(wanted, 1):
        say(f"Writing {name}.{suffix} ({number} of {len(wanted)})")
        write(folder / f"{name}.{suffix}", page(made, name, suffix, look=look))
    first = folder / f"{INDEX}.{formats[-1].value}"
    return f"{len(wanted)} files written; begin with {first.as_posix()}\n"
