"""Text on a terminal: no line is longer than the terminal is wide, and no word is lost."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ipcli.output.formats import SheetFormat
from ipcli.output.sheet import Sheet, Table, written
from support.command import run
from support.rounds import text

if TYPE_CHECKING:
    from pathlib import Path

    from support.history import History

ROWS = (
    ("A-1", "Publish the savings plan", "due date moved from 31 October 2026 to 31 December 2026"),
    ("A-2", "Reduce the waiting list", ""),
)


def on_screen(width: int, columns: tuple[str, ...], *rows: tuple[str, ...]) -> list[str]:
    sheet = Sheet("A title that is long " * 5, "", (Table("t", "Items", columns, rows),))
    return written(sheet, SheetFormat.TEXT, width=width).splitlines()


def test_columns_become_narrower_until_they_fit() -> None:
    lines = on_screen(80, ("Id", "Item", "Change"), *ROWS)

    assert max(map(len, lines)) <= 80
    assert lines[-4:] == [
        "  Id   Item                      Change",
        "  A-1  Publish the savings plan  due date moved from 31 October",
        "                                 2026 to 31 December 2026",
        "  A-2  Reduce the waiting list",
    ]


def test_a_row_that_fits_in_no_columns_is_a_paragraph() -> None:
    lines = on_screen(50, ("Id", "Item", "Change", "Level"), (*ROWS[0], "Action"), (*ROWS[1], ""))

    assert max(map(len, lines)) <= 50
    assert lines[-4:] == [
        "  A-1 Publish the savings plan; Change: due date",
        "      moved from 31 October 2026 to 31 December",
        "      2026; Level: Action",
        "  A-2 Reduce the waiting list",
    ]


def test_an_id_is_not_cut_at_its_hyphens() -> None:
    lines = on_screen(40, ("Id", "Item"), ("CR-2022-10-CO-NEW", "A request " * 8))

    assert any("CR-2022-10-CO-NEW" in line for line in lines)


@pytest.mark.parametrize(
    "command",
    [
        ("changes", "since", "small/q1"),
        ("changes", "rounds"),
        ("changes", "ledger"),
        ("review", "--base", "main"),
        ("trend",),
        ("rules",),
        ("explain", "IP203"),
        ("history", "A"),
    ],
)
def test_no_line_is_longer_than_the_terminal(history: History, command: tuple[str, ...]) -> None:
    title = "A savings plan for the next three years, with what each directorate gives to it"
    history.commit("small/q1", text(f"id: A, title: '{title}', due: 2026-10-31"))
    history.git("branch", "-M", "main")
    history.lay(text(f"id: A, title: '{title}', due: 2026-12-31"))
    shown = in_terminal(history.folder, *command)

    assert max(map(len, shown.splitlines())) <= 80


def test_text_is_folded_and_not_cut(history: History) -> None:
    history.commit("small/q1", text("id: A, title: A savings plan for three years, due: 2026-10"))
    history.lay(text("id: A, title: A savings plan for three years, due: 2026-12"))
    shown = in_terminal(history.folder, "changes", "since", "small/q1")

    told = run("changes", "since", "small/q1", here=history.folder).out
    assert shown != told
    assert shown.split() == told.split()


def in_terminal(folder: Path, *command: str) -> str:
    """Return what `ipcli` prints on a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "ipcli", *command],
        cwd=folder,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"COLUMNS": "80", "NO_COLOR": "1"},
    )
    os.close(theirs)
    shown = b""
    try:
        while some := os.read(ours, 65_536):
            shown += some
    except OSError:  # the other end was closed
        pass
    done.wait()
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")
