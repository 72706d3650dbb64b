"""`ipcli schema`: what an editor needs to help with plan files."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ipcli.cli import options
from ipcli.cli.deliver import deliver


class SchemaName(StrEnum):
    """The schemas there are."""

    PLAN_FILE = "plan-file"
    FINDINGS = "findings"


def schema(
    name: Annotated[SchemaName, typer.Argument(help="Which schema.")] = SchemaName.PLAN_FILE,
    out: options.Out = None,
) -> None:
    """Write a JSON Schema. It is that of plan files, for editors, or of what `validate` finds."""
    from ipcli.output.as_json import dump
    from ipcli.output.schema import findings_schema, plan_file_schema

    made = plan_file_schema() if name is SchemaName.PLAN_FILE else findings_schema()
    deliver(dump(made), out)
