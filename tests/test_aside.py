"""Work that a copy of this process does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from ipcli.aside import Aside, cores

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HERE = os.getpid()
FORK = pytest.mark.skipif(
    cores() == 1 or not hasattr(os, "fork"), reason="there is no second process here"
)
LONG = "A text that no pipe holds at once. " * 100_000


def in_the_copy(act: Callable[[], object]) -> list[object]:
    """Do something in the copy only, and answer."""
    if os.getpid() != HERE:
        act()
    return ["answered by", "a copy" if os.getpid() != HERE else "this process"]


def test_the_answer_is_what_the_work_gives() -> None:
    with Aside(lambda: [LONG, b"bytes", 1, None, {"key": ("a", "tuple")}]) as aside:
        answer = aside.answer

    assert answer == [LONG, b"bytes", 1, None, {"key": ("a", "tuple")}]


@FORK
def test_the_work_is_done_in_a_copy() -> None:
    with Aside(lambda: in_the_copy(lambda: None)) as aside:
        assert aside.answer == ["answered by", "a copy"]


def fails() -> None:
    raise LookupError


def is_interrupted() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(fails, id="fails"),
        pytest.param(lambda: os._exit(0), id="ends without a word"),
        pytest.param(lambda: os.kill(os.getpid(), signal.SIGKILL), id="is killed"),
        pytest.param(is_interrupted, id="is interrupted"),
    ],
)
def test_the_work_is_done_here_when_the_copy(act: Callable[[], object]) -> None:
    with Aside(lambda: in_the_copy(act)) as aside:
        assert aside.answer == ["answered by", "this process"]


@FORK
def test_an_answer_that_is_cut_short_is_none(tmp_path: Path) -> None:
    def slow() -> list[str]:
        if os.getpid() != HERE:
            (tmp_path / "copy").write_text(str(os.getpid()))
            return ["a copy", LONG]
        return ["this process"]

    with Aside(slow) as aside:
        while not (tmp_path / "copy").exists() or not (tmp_path / "copy").read_text():
            time.sleep(0.001)
        time.sleep(0.05)  # the pipe is full by now, and the rest waits
        os.kill(int((tmp_path / "copy").read_text()), signal.SIGKILL)

        assert aside.answer == ["this process"]


@pytest.mark.parametrize("call", ["fork", "pipe"])
def test_the_work_is_done_here_where_no_process_can_begin(
    call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, call, refused, raising=False)

    with Aside(lambda: in_the_copy(fails)) as aside:
        assert aside.answer == ["answered by", "this process"]


@FORK
def test_a_copy_that_nobody_asked_ends_at_once(tmp_path: Path) -> None:
    def slow() -> None:
        (tmp_path / "copy").write_text(str(os.getpid()))
        time.sleep(600)

    with Aside(slow):
        while not (tmp_path / "copy").exists() or not (tmp_path / "copy").read_text():
            time.sleep(0.001)

    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "copy").read_text()), 0)


KILLED = """\
import os, signal, time
from ipcli.aside import Aside

def work():
    time.sleep(0.2)
    return "More than a pipe holds. " * 100_000

with Aside(work):
    os.kill(os.getpid(), signal.SIGKILL)
"""


@FORK
def test_a_copy_ends_when_this_process_was_killed() -> None:
    # Who reads what we print sees the end of it once the copy is gone too.
    ran = subprocess.run(
        [sys.executable, "-c", KILLED], stdout=subprocess.PIPE, timeout=60, check=False
    )

    assert (ran.returncode, ran.stdout) == (-signal.SIGKILL, b"")


@FORK
def test_a_copy_may_be_cleared_away_by_the_system() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with Aside(lambda: in_the_copy(lambda: None)) as aside, Aside(lambda: 1):
            answer = aside.answer
    finally:
        signal.signal(signal.SIGCHLD, before)

    assert answer == ["answered by", "a copy"]


@FORK
def test_what_this_process_has_still_to_print_is_printed_once(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with (tmp_path / "text").open("w") as text:
        text.write("once")  # still in memory when the copy is made
        with Aside(lambda: 1) as aside:
            assert aside.answer == 1

    assert (tmp_path / "text").read_text() == "once"
    assert capfd.readouterr().out == ""
