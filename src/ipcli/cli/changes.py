"""`ipcli changes since`: what moved between two revisions, by how much, and who agreed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ipcli.cli import options, workspace
from ipcli.cli.deliver import deliver
from ipcli.errors import Exit

if TYPE_CHECKING:
    from pathlib import Path

    from ipcli.changes import ChangeLog

changes = typer.Typer(
    name="changes",
    no_args_is_help=True,
    help="Say what moved between two revisions, and who agreed.",
)


class LogFormat(StrEnum):
    """What `changes --format` takes."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    JSON = "json"


@changes.callback()
def _group() -> None:
    """Say what moved between two revisions, and who agreed."""


@changes.command()
def since(
    revision: Annotated[
        str, typer.Argument(help="A tag, a commit or a date: what to compare with.")
    ],
    until: Annotated[
        str | None, typer.Option("--until", help="The later revision; default the working tree.")
    ] = None,
    plans: options.Plans = None,
    plan: options.PlanId = None,
    fmt: Annotated[LogFormat | None, typer.Option("--format", help="How to write it.")] = None,
    out: options.Out = None,
) -> None:
    """List every change since a revision: counts, each change, the request that covers it."""
    from ipcli.changes import change_log

    folder = workspace.plans_folder(plans)
    named = plan or revision.partition("/")[0]
    before, after = workspace.two_states(folder, revision, until, plan, hint=named)
    log = change_log(before.plan, after.plan, policy=before.plan, plans=after.plans)
    title = f"{after.plan.header.council}: {after.plan.header.title}"
    wanted = fmt or _format_for(out)
    deliver(_written(log, wanted, title, revision, until or "the working tree"), out)
    if log.not_compared:
        raise typer.Exit(Exit.NOT_CHECKED)


def _format_for(out: Path | None) -> LogFormat:
    by_suffix = {f".{each.value}": each for each in LogFormat}
    return by_suffix.get(out.suffix if out else "", LogFormat.TEXT)


def _written(log: ChangeLog, fmt: LogFormat, title: str, since: str, until: str) -> str:
    match fmt:
        case LogFormat.TEXT:
            from ipcli.output.log_text import text

            return text(log, title=title, since=since, until=until)
        case LogFormat.JSON:
            from ipcli.output.log_json import json

            return json(log, title=title, since=since, until=until)
        case LogFormat.MD | LogFormat.HTML:
            from ipcli.papers.changes import paper

            return paper(log, title=title, since=since, until=until, suffix=fmt.value)
