"""The commands of `ipcli`, in the order that `--help` lists them."""

from __future__ import annotations

from typing import Annotated

import typer

from ipcli import __version__
from ipcli.cli.catalogue import explain, rules
from ipcli.cli.changes import changes
from ipcli.cli.demo import demo
from ipcli.cli.history import history, trend
from ipcli.cli.overviews import coverage, deadlines, risks, show, status
from ipcli.cli.report import report
from ipcli.cli.review import review
from ipcli.cli.schema import schema
from ipcli.cli.validate import validate

app = typer.Typer(
    name="ipcli",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:  # noqa: FBT001 (Typer's callback)
    if wanted:
        typer.echo(f"ipcli {__version__}")
        raise typer.Exit


@app.callback()
def ipcli(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Keep a council's improvement plan, directions and risk register as validated YAML in git."""


app.command()(validate)
app.add_typer(changes)
app.command()(review)
app.command()(report)
app.command()(status)
app.command()(show)
app.command()(coverage)
app.command()(deadlines)
app.command()(risks)
app.command()(trend)
app.command()(history)
app.command()(rules)
app.command()(explain)
app.command()(schema)
app.command()(demo)
