"""The same inputs give the same bytes, on any machine, in any language and at any time of day."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from support.command import run
from test_report import FIRST, SECOND

if TYPE_CHECKING:
    from pathlib import Path

    from support.history import History

PLACES = {
    "here": {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC", "COLUMNS": "80"},
    "elsewhere": {
        "PYTHONHASHSEED": "2",
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "tr_TR.UTF-8",
        "TZ": "Pacific/Kiritimati",
        "COLUMNS": "20",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "cp1252",
        "NO_COLOR": "1",
    },
    "far away": {
        "PYTHONHASHSEED": "3",
        "LC_ALL": "POSIX",
        "TZ": "America/Los_Angeles",
        "FORCE_COLOR": "1",
        "PYTHONOPTIMIZE": "1",
        "SOURCE_DATE_EPOCH": "1",
    },
}


def written(repository: Path, place: str, where: Path, *options: str) -> dict[str, bytes]:
    """Write all papers in a process of its own, from a folder of one's choice."""
    out = repository.parent / f"papers {place}"
    command = (
        *(sys.executable, "-m", "ipcli", "report", "--plans", str(repository / "plans")),
        *("--paper", "all", "--out", str(out), *options),
    )
    environment = {**os.environ, **PLACES[place]}
    done = subprocess.run(command, cwd=where, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.mark.parametrize("public", [(), ("--public",)])
def test_all_papers_are_the_same_bytes_anywhere(tmp_path: Path, public: tuple[str, ...]) -> None:
    run("demo", "repository", here=tmp_path)
    repository = tmp_path / "repository"
    options = ("--plan", "sandwell", "--quarter", "2022-23-Q3", *public)

    here = written(repository, "here", repository, *options)
    elsewhere = written(repository, "elsewhere", tmp_path, *options)
    far = written(repository, "far away", repository / "plans" / "sandwell", *options)

    assert len(here) == 22
    assert [name for name in here if here[name] != elsewhere[name]] == []
    assert [name for name in here if here[name] != far[name]] == []


def test_plan_files_with_line_ends_of_windows_give_the_same_bytes(history: History) -> None:
    history.commit("small/q1", FIRST)
    draft = ("report", "--quarter", "2026-27-Q2", "--paper", "all", "--out")
    history.lay(SECOND)
    run(*draft, "../unix", here=history.folder)
    for path in history.folder.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    run(*draft, "../windows", here=history.folder)

    top = history.folder.parent
    for path in (top / "unix").iterdir():
        assert (top / "windows" / path.name).read_bytes() == path.read_bytes()
