"""The options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ipcli.diagnostics import Severity
from ipcli.errors import UsageError

Plans = Annotated[
    Path | None,
    typer.Option("--plans", help="The plan folder; default `plans`, here or further up."),
]
PlanId = Annotated[
    str | None, typer.Option("--plan", help="The id of the plan, where there are several.")
]
At = Annotated[
    str | None,
    typer.Option(
        "--at", help="Read the plan at a tag, commit or date instead of the working tree."
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", help="The day to judge by, as 2022-11-03; default the last period's."),
]
Today = Annotated[
    str | None, typer.Option("--as-of", help="The day to judge by, as 2022-11-03; default today.")
]
Out = Annotated[
    Path | None, typer.Option("--out", help="Write to this file (UTF-8) instead of the screen.")
]
FailOn = Annotated[
    str,
    typer.Option("--fail-on", help="The least finding that gives exit 1: error, warning, note."),
]


def severity(name: str) -> Severity:
    """Return the severity that `--fail-on` names."""
    for each in Severity:
        if each.word == name:
            return each
    message = f"--fail-on takes error, warning or note, not `{name}`"
    raise UsageError(message)
