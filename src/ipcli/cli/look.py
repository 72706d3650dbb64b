"""A council's own look, from the files beside its plan folder: `ipcli.toml` and `templates`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from ipcli.cli import workspace
from ipcli.errors import Exit
from ipcli.settings import FILE, Settings, Slip, read

if TYPE_CHECKING:
    from pathlib import Path

    from ipcli.diagnostics import Diagnostic
    from ipcli.papers.look import Look


def look_of(folder: Path) -> tuple[Look, list[Diagnostic]]:
    """Return the look of the papers of a plan folder, and what is wrong with its settings."""
    from ipcli.papers.look import look

    file = folder.resolve().parent / FILE
    settings, slips = _settings(file)
    made, more = look(settings, folder=file.parent, templates=workspace.own_templates(folder))
    return made, _diagnostics(file, sorted((*slips, *more)))


def the_look(folder: Path) -> Look:
    """Return the look of the papers of a plan folder. Exit 1 where its settings are wrong."""
    made, wrong = look_of(folder)
    if wrong:
        from ipcli.output.as_text import line

        sys.stdout.write("".join(f"{line(each)}\n" for each in wrong))
        sys.stderr.write(f"ipcli: the settings in {FILE} are wrong, so no paper was written.\n")
        raise typer.Exit(Exit.FINDINGS)
    return made


def faults(folder: Path) -> list[Diagnostic]:
    """Return what is wrong with the settings of a plan folder; nothing where there are none."""
    return look_of(folder)[1] if (folder.resolve().parent / FILE).exists() else []


def _settings(file: Path) -> tuple[Settings, tuple[Slip, ...]]:
    try:
        return read(file.read_bytes())
    except FileNotFoundError:
        return Settings(), ()
    except OSError as why:
        told = f"the file cannot be read: {why.strerror or why}"
        return Settings(), (Slip(1, told, "Look at its name and its permissions."),)


def _diagnostics(file: Path, slips: list[Slip]) -> list[Diagnostic]:
    from ipcli.diagnostics import Place
    from ipcli.load.faults import SETTINGS

    path = workspace.shown(file)
    return [SETTINGS.at(Place(path, each.line), each.message, mend=each.mend) for each in slips]
