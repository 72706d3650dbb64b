"""`ipcli show`, `status`, `coverage`, `deadlines` and `risks`: the plan on a screen."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipcli.cli import options, workspace
from ipcli.cli.deliver import by_suffix, deliver, screen, tell
from ipcli.errors import Exit, UsageError
from ipcli.named import NamedTuple
from ipcli.output.formats import SheetFormat

if TYPE_CHECKING:
    from datetime import date

    from ipcli.load import Loaded
    from ipcli.model.plan import Plan
    from ipcli.output.sheet import Sheet

MOST = 10  # names of what could not be read that are told

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


def _reported(found: Found, as_of: str | None) -> date:
    """Return the day that is named, or the last period's, or today where there is neither."""
    periods = found.plan.periods_in_order
    return periods[-1].as_of if periods and as_of is None else found.today


def _write(sheet: Sheet, fmt: SheetFormat | None, out: Path | None, found: Found) -> None:
    """Write a sheet. Exit 3 where a file of the plan could not be read: a count may lack rows."""
    from ipcli.output.sheet import written

    fmt = fmt or by_suffix(out, SheetFormat, SheetFormat.TEXT)
    deliver(written(sheet, fmt, width=screen(out)), out)
    _whole(found)


def _whole(found: Found) -> None:
    unread = [*found.plan.unread_files, *sorted(found.plan.unread)]
    if unread:
        more = f" and {len(unread) - MOST:,} more" if len(unread) > MOST else ""
        told = f"{', '.join(unread[:MOST])}{more} could not be read, so this may lack rows"
        tell(f"ipcli: {told}. Run `ipcli validate` to see why.")
        raise typer.Exit(Exit.NOT_CHECKED)


def show(
    record: Annotated[str, typer.Argument(help="The id of a record.")],
    plans: options.Plans = None,
    plan: options.PlanId = None,
    at: options.At = None,
    as_of: options.Today = None,
    fmt: Format = None,
    out: options.Out = None,
) -> None:
    """Show one record with everything tied to it. Place, dates, links both ways, requests."""
    from ipcli.load.entries import closest
    from ipcli.output.overviews.record import record_sheet

    if plan is None and "@" in record:
        record, _, plan = record.partition("@")
    found = _found(plans, plan, at, as_of)
    records = found.plan.records
    renamed = next((each for each in records.values() if record in each.was), None)
    wanted = records.get(record, renamed)
    if wanted is None and (found.plan.unread_files or record in found.plan.unread):
        _whole(found)
    if wanted is None:
        message = f"the plan `{found.plan.id}` has no record `{record}`"
        raise UsageError(f"{message}{closest(record, records)}")
    place = found.loaded.sources.place(wanted)
    sheet = record_sheet(
        found.plan, wanted, plans=found.loaded.plans, place=place, today=found.today
    )
    _write(sheet, fmt, out, found)


def status(
    plans: options.Plans = None,
    plan: options.PlanId = None,
    at: options.At = None,
    as_of: options.Today = None,
    fmt: Format = None,
    out: options.Out = None,
) -> None:
    """Show the plan on one screen. Counts by state, overdue, due soon, risks, clocks."""
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
    """Show what answers each paragraph in force. Gaps first; and which items answer nothing."""
    from ipcli.output.overviews.coverage import coverage as sheet_of

    found = _found(plans, plan, at, as_of)
    _write(sheet_of(found.plan, today=_reported(found, as_of)), fmt, out, found)


def deadlines(
    plans: options.Plans = None,
    plan: options.PlanId = None,
    at: options.At = None,
    as_of: options.Today = None,
    fmt: Annotated[
        DeadlinesFormat | None, typer.Option("--format", help="How to write it; default text.")
    ] = None,
    out: options.Out = None,
) -> None:
    """Show what falls due, in date order. Clocks, items, requests, papers before meetings."""
    from ipcli.output.overviews.deadlines import calendar, deadlines_sheet

    found = _found(plans, plan, at, as_of)
    if (fmt or by_suffix(out, DeadlinesFormat, DeadlinesFormat.TEXT)) is DeadlinesFormat.ICS:
        revised = _reported(found, as_of)
        deliver(calendar(found.plan, today=found.today, revised=revised), out)
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
        typer.Option("--base", help="Compare with this; default the tag of the period before."),
    ] = None,
    as_of: options.AsOf = None,
    fmt: Format = None,
    out: options.Out = None,
) -> None:
    """Show the risk register. Its bands and matrix, and what moved since the last period."""
    from ipcli.output.overviews.risks import risks as sheet_of

    found = _found(plans, plan, at, as_of)
    day = _reported(found, as_of)
    before = workspace.last_reported(workspace.plans_folder(plans), found.plan, base, day)
    sheet = sheet_of(found.plan, today=day, before=before.plan, since=before.name)
    _write(sheet, fmt, out, found)
    if before.failed:
        raise before.failed
