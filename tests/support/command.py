"""The command line, run in this process."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipcli.cli.app import main

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


def run(*arguments: str, here: Path) -> Ran:
    """Run `ipcli` in a folder."""
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    with contextlib.chdir(here), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(arguments)
        except SystemExit as left:
            code = left.code
    return Ran(int(str(code or 0)), out.getvalue(), err.getvalue())


def write(folder: Path, text: str) -> Path:
    """Write the parts `-- path --` of a text below a folder."""
    from ipcli.tree import Tree  # noqa: PLC0415

    for file in Tree.of_text(text).files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.read())
    return folder
