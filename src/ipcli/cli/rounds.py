"""`ipcli changes rounds`, `ledger` and `promises`: what the tagged periods tell together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ipcli.cli import options, workspace
from ipcli.cli.deliver import deliver, screen
from ipcli.errors import Exit, UsageError
from ipcli.output.formats import SheetFormat

if TYPE_CHECKING:
    from pathlib import Path

    from ipcli.history.rounds import Rounds
    from ipcli.output.sheet import Sheet

Format = Annotated[
    SheetFormat | None, typer.Option("--format", help="How to write it; default text.")
]


def rounds(
    plans: options.Plans = None,
    plan: options.PlanId = None,
    fmt: Format = None,
    out: options.Out = None,
) -> None:
    """List the control changes of every round since the plan's first tag, and who agreed."""
    from ipcli.output.overviews.rounds import rounds_sheet

    found = _walked(plans, plan)
    write_sheet(rounds_sheet(found), fmt, out, whole=not found.not_compared)


def ledger(
    plans: options.Plans = None,
    plan: options.PlanId = None,
    moved: Annotated[
        bool, typer.Option("--moved", help="Only items whose agreed date moved.")
    ] = False,
    fmt: Format = None,
    out: options.Out = None,
) -> None:
    """List each item's original date, every date agreed since, and the time moved in all."""
    from ipcli.history.ledger import ledger as rows_of
    from ipcli.output.overviews.ledger import ledger_sheet

    found = _walked(plans, plan)
    sheet = ledger_sheet(rows_of(found.rounds), found, moved_only=moved)
    write_sheet(sheet, fmt, out, whole=not found.not_compared)


def promises(
    plans: options.Plans = None,
    plan: options.PlanId = None,
    as_of: options.AsOf = None,
    fmt: Format = None,
    out: options.Out = None,
) -> None:
    """List what the last report said would be finished by now, and what became of each."""
    from ipcli.history.promises import promises as tables_of
    from ipcli.output.overviews.promises import promises_sheet

    day = workspace.day(as_of)
    found = _walked(plans, plan)
    tables = list(tables_of(found.rounds, today=day))
    if not tables:
        message = f"only {found.rounds[0].state.name} was reported, so no promise can be held to it"
        raise UsageError(message, hint="Tag the next report, or change the working tree.")
    write_sheet(promises_sheet(tables, found.notes), fmt, out, whole=not found.not_compared)


def _walked(plans: Path | None, plan_id: str | None) -> Rounds:
    from ipcli.history.rounds import rounds as walk

    history = workspace.history_of(workspace.plans_folder(plans), plan_id)
    return walk(history.now, history.plan, history.revisions)


def write_sheet(sheet: Sheet, fmt: SheetFormat | None, out: Path | None, *, whole: bool) -> None:
    """Write a sheet. Exit 3 where something could not be read in a round."""
    from ipcli.output.sheet import written

    suffixes = {f".{each.value}": each for each in SheetFormat}
    by_suffix = suffixes.get(out.suffix, SheetFormat.TEXT) if out else SheetFormat.TEXT
    deliver(written(sheet, fmt or by_suffix, width=screen(out)), out)
    if not whole:
        told = "something could not be read in a round, and is in no count"
        typer.echo(f"ipcli: {told}: see `Not compared`.", err=True)
        raise typer.Exit(Exit.NOT_CHECKED)
