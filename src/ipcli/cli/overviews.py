"""`ipcli show`, `status`, `coverage`, `deadlines` and `risks`: the plan on a screen."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ipcli.cli import options, workspace
from ipcli.cli.deliver import deliver, screen
from ipcli.errors import Exit, UsageError
from ipcli.output.formats import SheetFormat

if TYPE_CHECKING:
    from datetime import date

    from ipcli.load import Loaded
    from ipcli.model.plan import Plan
    from ipcli.output.sheet import Sheet

Format = Annotated[
    SheetFormat | None, typer.Option("--format", help="How to write it; default text.")
]


class DeadlinesFormat(StrEnum):
    """What `deadlines --format` takes."""

    TEXT = "text"
    MD = "md"
    JSON = "json"
    ICS = "ics"


class Found(NamedTuple):
    """The plan that a command is about, what was loaded with it, and the day to judge by."""

    plan: Plan
    loaded: Loaded
    today: date


def _found(plans: Path | None, plan: str | None, at: str | None, as_of: str | None) -> Found:
    from ipcli import clock
    from ipcli.load import load

    day = workspace.day(as_of)
    folder = workspace.plans_folder(plans)
    loaded = load(workspace.tree_of(folder, at))
    return Found(workspace.the_plan(loaded, plan), loaded, day or clock.today())


def _write(sheet: Sheet, fmt: SheetFormat | None, out: Path | None, found: Found) -> None:
    """Write a sheet. Exit 3 where a file of the plan could not be read: a count may lack rows."""
    from ipcli.output.sheet import written

    suffixes = {f".{each.value}": each for each in SheetFormat}
    by_suffix = suffixes.get(out.suffix, SheetFormat.TEXT) if out else SheetFormat.TEXT
    deliver(written(sheet, fmt or by_suffix, width=screen(out)), out)
    _whole(found)


def _whole(found: Found) -> None:
    unread = (*found.plan.unread_files, *sorted(found.plan.unread))
    if unread:
        typer.echo(
            f"ipcli: {', '.join(unread)} could not be read, so this may lack rows. "
            "Run `ipcli validate` to see why.",
            err=True,
        )
        raise typer.Exit(Exit.NOT_CHECKED)


def show(
    record: Annotated[str, typer.Argument(help="The id of a record.")],
    plans: options.Plans = None,
    plan: options.PlanId = None,
    at: options.At = None,
    fmt: Format = None,
    out: options.Out = None,
) -> None:
    """Show one record with everything tied to it: place, dates, links both ways, requests."""
    from ipcli.load.entries import closest
    from ipcli.output.overviews.record import record_sheet

    if plan is None and "@" in record:
        record, _, plan = record.partition("@")
    found = _found(plans, plan, at, None)
    wanted = found.plan.records.get(record)
    if wanted is None:
        message = f"the plan `{found.plan.id}` has no record `{record}`"
        raise UsageError(f"{message}{closest(record, found.plan.records)}")
    sources = found.loaded.sources
    places = {each.id: str(sources.place(each)) for each in found.plan.records.values()}
    sheet = record_sheet(found.plan, wanted, plans=found.loaded.plans, places=places)
    _write(sheet, fmt, out, found)


def status(
    plans: options.Plans = None,
    plan: options.PlanId = None,
    at: options.At = None,
    as_of: options.AsOf = None,
    fmt: Format = None,
    out: options.Out = None,
) -> None:
    """Show the plan on one screen: counts by state, overdue, due soon, risks, clocks."""
    from ipcli.output.overviews.status import status as sheet_of

    found = _found(plans, plan, at, as_of)
    _write(sheet_of(found.plan, today=found.today), fmt, out, found)


def coverage(
    plans: options.Plans = None,
    plan: options.PlanId = None,
    at: options.At = None,
    as_of: options.AsOf = None,
    fmt: Format = None,
    out: options.Out = None,
) -> None:
    """Show the items that answer each paragraph in force, gaps first, and what answers nothing."""
    from ipcli.output.overviews.coverage import coverage as sheet_of

    found = _found(plans, plan, at, as_of)
    _write(sheet_of(found.plan, today=found.today), fmt, out, found)


def deadlines(
    plans: options.Plans = None,
    plan: options.PlanId = None,
    at: options.At = None,
    as_of: options.AsOf = None,
    fmt: Annotated[
        DeadlinesFormat | None, typer.Option("--format", help="How to write it; default text.")
    ] = None,
    out: options.Out = None,
) -> None:
    """Show what falls due, in date order: clocks, items, requests, papers before meetings."""
    from ipcli.output.overviews.deadlines import calendar, deadlines_sheet

    found = _found(plans, plan, at, as_of)
    if fmt is DeadlinesFormat.ICS or (fmt is None and out and out.suffix == ".ics"):
        deliver(calendar(found.plan, today=found.today), out)
        _whole(found)
        return
    sheet = deadlines_sheet(found.plan, today=found.today)
    _write(sheet, SheetFormat(fmt.value) if fmt else None, out, found)


def risks(
    plans: options.Plans = None,
    plan: options.PlanId = None,
    at: options.At = None,
    base: Annotated[
        str | None,
        typer.Option("--base", help="Compare with this revision; default the last period's tag."),
    ] = None,
    fmt: Format = None,
    out: options.Out = None,
) -> None:
    """Show the risk register, its bands and matrix, and what moved since the last period."""
    from ipcli.output.overviews.risks import risks as sheet_of

    found = _found(plans, plan, at, None)
    before = workspace.last_reported(workspace.plans_folder(plans), found.plan, base)
    _write(sheet_of(found.plan, before=before), fmt, out, found)
