"""`ipcli changes since`: what moved between two revisions, by how much, and who agreed."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ipcli.cli import answers, options, workspace
from ipcli.cli.deliver import by_suffix, deliver, folded, screen
from ipcli.cli.rounds import ledger, promises, rounds
from ipcli.errors import Exit, UsageError
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipcli.changes import ChangeLog, Selection
    from ipcli.cli.workspace import Here
    from ipcli.model.plan import Plan

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
    CSV = "csv"


class Only(StrEnum):
    """What `changes --only` takes."""

    CONTROL = "control"
    PROGRESS = "progress"
    ALL = "all"


class _Asked(NamedTuple):
    """What the options narrow a log to."""

    only: Only
    kinds: tuple[str, ...]
    levels: tuple[str, ...]
    items: tuple[str, ...]


class _Wanted(NamedTuple):
    """What a log is asked for."""

    since: str
    until: str | None
    plan: str | None
    asked: _Asked
    fmt: LogFormat
    excel: bool


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
    only: Annotated[
        Only, typer.Option("--only", help="Changes that need agreement, those that do not, or all.")
    ] = Only.ALL,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only this kind of change; may be repeated.")
    ] = None,
    level: Annotated[
        list[str] | None, typer.Option("--level", help="Only items of this level; may be repeated.")
    ] = None,
    item: Annotated[
        list[str] | None,
        typer.Option("--item", help="Only this record and what stands below it; may be repeated."),
    ] = None,
    fmt: Annotated[LogFormat | None, typer.Option("--format", help="How to write it.")] = None,
    excel: Annotated[
        bool, typer.Option("--excel", help="With csv: mark the file so that Excel reads UTF-8.")
    ] = False,
    out: options.Out = None,
) -> None:
    """List every change since a revision. Counts, each change, the request that covers it."""
    fmt = fmt or by_suffix(out, LogFormat, LogFormat.TEXT)
    if excel and fmt is not LogFormat.CSV:
        raise UsageError("--excel marks a csv file: add --format csv")
    here = workspace.here(workspace.plans_folder(plans))
    asked = _Asked(only, tuple(kind or ()), tuple(level or ()), tuple(item or ()))
    wanted = _Wanted(revision, until, plan, asked, fmt, excel)
    ask, make = partial(_question, here, wanted), partial(_log, here, wanted)
    text, is_whole = answers.written(here, ask, make)
    width = screen(out) if wanted.fmt is LogFormat.TEXT else None
    deliver(folded(text, width), out)
    if not is_whole:
        raise typer.Exit(Exit.NOT_CHECKED)


changes.command()(rounds)
changes.command()(ledger)
changes.command()(promises)


def _question(here: Here, wanted: _Wanted) -> tuple[object, ...]:
    """Return all that a log depends on, beside the plan files, the branches and the tags."""
    from ipcli.cli.look import the_look

    commits = [here.repo.resolve(each) for each in (wanted.since, wanted.until) if each]
    look = the_look(here.folder).digest if wanted.fmt in {LogFormat.MD, LogFormat.HTML} else ""
    return "changes since", *wanted, *commits, look


def _log(here: Here, wanted: _Wanted) -> tuple[str, bool]:
    """Return the log as it is written, and whether all could be compared."""
    from ipcli.changes import change_log, selected

    since, until, plan = wanted.since, wanted.until, wanted.plan
    named = plan or since.partition("/")[0]
    before, after = workspace.two_states(here, since, until, plan, hint=named)
    selection = _selection(wanted.asked, before.plan, after.plan)
    used = workspace.used(here, before.plan, since)
    whole = change_log(before.plan, after.plan, policy=before.plan, plans=after.plans, used=used)
    log = selected(whole, selection, before=before.plan, after=after.plan)
    return _written(log, after.plan, here, wanted), not log.not_compared


def _selection(asked: _Asked, before: Plan, after: Plan) -> Selection:
    """Return what is wanted. Exit 2 for a kind, a level or a record that is not there."""
    from ipcli.changes import Selection, all_kinds

    _known("kind of change", asked.kinds, all_kinds())
    _known("level", asked.levels, {**after.levels, **before.levels})
    _known("record", asked.items, {**after.records, **before.records})
    return Selection(
        control=None if asked.only is Only.ALL else asked.only is Only.CONTROL,
        kinds=frozenset(asked.kinds),
        levels=frozenset(asked.levels),
        records=frozenset(asked.items),
    )


def _known(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    from ipcli.load.entries import closest

    there = list(known)
    for name in names:
        if name not in there:
            hint = f"There are {', '.join(there)}." if what != "record" else ""
            raise UsageError(f"there is no {what} `{name}`{closest(name, there)}", hint=hint)


def _written(log: ChangeLog, plan: Plan, here: Here, wanted: _Wanted) -> str:
    since, until = wanted.since, wanted.until or "the working tree"
    title = f"{plan.header.council}: {plan.header.title}"
    match wanted.fmt:
        case LogFormat.TEXT:
            from ipcli.output.log_text import text

            return text(log, title=title, since=since, until=until)
        case LogFormat.JSON:
            from ipcli.output.log_json import json

            return json(log, title=title, since=since, until=until)
        case LogFormat.CSV:
            from ipcli.output.log_csv import csv

            return csv(log, since=since, until=until, excel=wanted.excel)
        case LogFormat.MD | LogFormat.HTML:
            from ipcli.cli.look import the_look
            from ipcli.papers.changes import paper

            look, suffix = the_look(here.folder), wanted.fmt.value
            return paper(log, plan=plan, since=since, until=until, suffix=suffix, look=look)
