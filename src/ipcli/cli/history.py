"""`ipcli trend`, `ipcli history`: a plan over its tagged periods, a record over all commits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ipcli.cli import options, workspace
from ipcli.cli.rounds import Format, write_sheet
from ipcli.errors import UsageError

if TYPE_CHECKING:
    from ipcli.cli.workspace import Here
    from ipcli.output.sheet import Sheet


def trend(
    plans: options.Plans = None,
    plan: options.PlanId = None,
    fmt: Format = None,
    out: options.Out = None,
) -> None:
    """Show status, slippage and risks over all tagged periods."""
    here = workspace.here(workspace.plans_folder(plans))
    write_sheet(here, ("trend", plan), partial(_trend, here, plan), fmt, out)


def _trend(here: Here, plan: str | None) -> tuple[Sheet, bool]:
    from ipcli.history.period import NotTaggedError
    from ipcli.history.rounds import notes, tagged
    from ipcli.history.trend import trend as trend_of
    from ipcli.output.overviews.trend import trend_sheet

    found = workspace.history_of(here, plan)
    states = list(tagged(found.plan, found.revisions))
    if not states:
        message = f"no period of the plan `{found.plan.id}` is tagged yet"
        hint = f"Tag the commit that was reported: `git tag -a {found.plan.id}/2026-06 COMMIT`."
        raise NotTaggedError(message, hint=hint)
    made = trend_of(states)
    doubts = notes(found.plan, states, found.revisions)
    return trend_sheet(made, found.plan, doubts), not made.unread


def history(
    record: Annotated[str, typer.Argument(help="The id of a record, now or before.")],
    plans: options.Plans = None,
    plan: options.PlanId = None,
    fmt: Format = None,
    out: options.Out = None,
) -> None:
    """Show every change to one record. Commit, date, what changed, request and decision."""
    if plan is None and "@" in record:
        record, _, plan = record.partition("@")
    here = workspace.here(workspace.plans_folder(plans))
    write_sheet(here, ("history", record, plan), partial(_life, here, record, plan), fmt, out)


def _life(here: Here, record: str, plan: str | None) -> tuple[Sheet, bool]:
    from ipcli.history.life import life
    from ipcli.load.entries import closest
    from ipcli.output.overviews.life import life_sheet

    found = workspace.history_of(here, plan)
    made = life(found.plan, record, found.revisions)
    if made is None:
        message = f"the plan `{found.plan.id}` has no record `{record}`, and never had"
        raise UsageError(f"{message}{closest(record, found.plan.records)}")
    return life_sheet(made), not made.not_compared
