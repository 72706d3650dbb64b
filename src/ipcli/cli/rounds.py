"""`ipcli changes rounds`, `ledger` and `promises`: what the tagged periods tell together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ipcli.cli import answers, options, workspace
from ipcli.cli.deliver import by_suffix, deliver, screen, tell
from ipcli.errors import Exit
from ipcli.output.formats import SheetFormat

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from ipcli.cli.workspace import Here
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
    """List the control changes of every round, and who agreed."""
    here = workspace.here(workspace.plans_folder(plans))
    write_sheet(here, ("rounds", plan), partial(_rounds, here, plan), fmt, out)


def _rounds(here: Here, plan: str | None) -> tuple[Sheet, bool]:
    from ipcli.output.overviews.rounds import rounds_sheet

    found = _walked(here, plan)
    return rounds_sheet(found), not found.not_compared


def ledger(
    plans: options.Plans = None,
    plan: options.PlanId = None,
    moved: Annotated[
        bool, typer.Option("--moved", help="Only items whose agreed date moved.")
    ] = False,
    fmt: Format = None,
    out: options.Out = None,
) -> None:
    """List what became of each item's first date. Every date agreed since, and time moved."""
    here = workspace.here(workspace.plans_folder(plans))
    make = partial(_ledger, here, plan, moved_only=moved)
    write_sheet(here, ("ledger", plan, moved), make, fmt, out)


def _ledger(here: Here, plan: str | None, *, moved_only: bool) -> tuple[Sheet, bool]:
    from ipcli.history.ledger import ledger as rows_of
    from ipcli.output.overviews.ledger import ledger_sheet

    found = _walked(here, plan)
    sheet = ledger_sheet(rows_of(found.rounds), found, moved_only=moved_only)
    return sheet, not found.not_compared


def promises(
    plans: options.Plans = None,
    plan: options.PlanId = None,
    as_of: options.AsOf = None,
    fmt: Format = None,
    out: options.Out = None,
) -> None:
    """List what the last report promised, and what became of it."""
    day = workspace.day(as_of)
    here = workspace.here(workspace.plans_folder(plans))
    write_sheet(here, ("promises", plan, day), partial(_promises, here, plan, day), fmt, out)


def _promises(here: Here, plan: str | None, day: date | None) -> tuple[Sheet, bool]:
    from ipcli.history.period import NotTaggedError
    from ipcli.history.promises import promises as tables_of
    from ipcli.output.overviews.promises import promises_sheet

    found = _walked(here, plan)
    tables = list(tables_of(found.rounds, today=day))
    if not tables:
        message = f"only {found.rounds[0].state.name} was reported, so no promise can be held to it"
        raise NotTaggedError(message, hint="Tag the next report, or name a later day with --as-of.")
    return promises_sheet(tables, found.notes), not found.not_compared


def _walked(here: Here, plan_id: str | None) -> Rounds:
    from ipcli.history.rounds import rounds as walk

    history = workspace.history_of(here, plan_id)
    return walk(history.now, history.plan, history.revisions)


def write_sheet(
    here: Here,
    question: tuple[object, ...],
    make: Callable[[], tuple[Sheet, bool]],
    fmt: SheetFormat | None,
    out: Path | None,
) -> None:
    """Write a sheet, made or kept. Exit 3 where something could not be read in a round."""
    shape = fmt or by_suffix(out, SheetFormat, SheetFormat.TEXT), screen(out)
    text, is_whole = answers.written(
        here, lambda: (*question, *shape), partial(_written, make, *shape)
    )
    deliver(text, out)
    if not is_whole:
        told = "something could not be read in a round, and is in no count"
        tell(f"ipcli: {told}: see `Not compared`.")
        raise typer.Exit(Exit.NOT_CHECKED)


def _written(
    make: Callable[[], tuple[Sheet, bool]], fmt: SheetFormat, width: int | None
) -> tuple[str, bool]:
    from ipcli.output.sheet import written

    sheet, is_whole = make()
    return written(sheet, fmt, width=width), is_whole
