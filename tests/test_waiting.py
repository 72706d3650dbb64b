"""What is shown on a terminal while a report takes long."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from ipcli.cli.waiting import waiting
from support.command import write
from support.papers import BARE_PLAN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TextIO

pty = pytest.importorskip("pty", reason="there are terminals of this kind on Unix only")

CLEARED = "\x1b[2K"  # what a terminal is told to empty a line


@contextlib.contextmanager
def terminal() -> Iterator[tuple[int, int]]:
    """Open a terminal: its keyboard's side and the side that programs write to."""
    master, slave = pty.openpty()
    try:
        yield master, slave
    finally:
        for each in (master, slave):
            with contextlib.suppress(OSError):
                os.close(each)


@contextlib.contextmanager
def watched() -> Iterator[tuple[TextIO, Callable[[str], str]]]:
    """Let standard error be a terminal; yield it, and what reads it up to some words."""
    with (
        terminal() as (master, slave),
        os.fdopen(slave, "w", encoding="utf-8") as stream,
        contextlib.redirect_stderr(stream),
    ):

        def until(words: str) -> str:
            told = b""
            while words.encode() not in told:
                ready, _, _ = select.select([master], [], [], 60)
                assert ready, f"{words!r} is not shown, but {told!r}"
                told += os.read(master, 4_000)
            return told.decode()

        yield stream, until


def test_what_is_done_is_shown_after_a_while_and_taken_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")

    with watched() as (stream, until):
        with waiting(after=0.05) as say:
            say("Reading the [bold]plan")
            until("Reading the [bold]plan")
            say("Writing it")
            until("Writing it")
        stream.write("the end")
        stream.flush()

        assert f"{CLEARED}the end" in until("the end")


def test_nothing_is_shown_of_what_is_done_soon() -> None:
    with watched() as (stream, until):
        with waiting(after=60) as say:
            say("Reading")
        stream.write("the end")
        stream.flush()

        assert until("the end") == "the end"


def test_nothing_is_shown_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with waiting(after=0) as say:
        say("Reading")
        time.sleep(0.1)

    assert capsys.readouterr().err == ""


def test_nothing_is_imported_of_rich_before_it_is_shown() -> None:
    probe = (
        "import sys; from ipcli.cli.waiting import waiting\n"
        "with waiting(after=60) as say: say('Reading')\n"
        "print('rich' in sys.modules, sys.stderr.isatty())"
    )
    with terminal() as (_, slave):
        done = subprocess.run(
            [sys.executable, "-c", probe], stdout=subprocess.PIPE, stderr=slave, check=True
        )

    assert done.stdout.split() == [b"False", b"True"]


def test_a_report_is_the_same_on_a_terminal(tmp_path: Path) -> None:
    write(tmp_path, BARE_PLAN)
    report = ("report", "--quarter", "2026/27 Q2", "--paper", "index")
    command = [sys.executable, "-m", "ipcli", *report]

    plain = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    with terminal() as (_, slave):
        shown = subprocess.run(
            command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=slave, check=True
        )

    assert shown.stdout == plain.stdout
