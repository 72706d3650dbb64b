"""The commands of `ipcli`, in the order that `--help` lists them."""

from __future__ import annotations

import importlib
from typing import Annotated

import typer

from ipcli import __version__

# Each command and the module here that holds it, under the command's own name.
COMMANDS = {
    "validate": "validate",
    "changes": "changes",
    "review": "review",
    "report": "report",
    "verify": "verify",
    "templates": "templates",
    "status": "overviews",
    "show": "overviews",
    "coverage": "overviews",
    "deadlines": "overviews",
    "risks": "overviews",
    "trend": "history",
    "history": "history",
    "rules": "catalogue",
    "explain": "catalogue",
    "schema": "schema",
    "demo": "demo",
    "git": "git",
}


def application(wanted: str = "") -> typer.Typer:
    """Return the application: with the one command that is wanted, or else with all of them.

    Typer works out every option of every command that it has before it runs one, so a run brings
    only its own; `--help` and a word that is no command get the whole list.
    """
    app = typer.Typer(
        name="ipcli",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(ipcli)
    for name in [wanted] if wanted in COMMANDS else COMMANDS:
        command = getattr(importlib.import_module(f"ipcli.cli.{COMMANDS[name]}"), name)
        if isinstance(command, typer.Typer):
            app.add_typer(command)
        else:
            app.command()(command)
    return app


def _version(wanted: bool) -> None:  # noqa: FBT001 (Typer's callback)
    if wanted:
        typer.echo(f"ipcli {__version__}")
        raise typer.Exit


def ipcli(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Keep a council's improvement plan, directions and risk register as validated YAML in git."""
