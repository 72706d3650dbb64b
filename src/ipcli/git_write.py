"""What `demo` writes to git. Nothing of a user's own repository is written here.

The same files, days and messages make the same commit ids on every machine: the user's settings,
hooks, signing, time zone and line ends have no say.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from ipcli.errors import GitFailedError, GitMissingError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

NAME, EMAIL = "ipcli demonstration", "demo@example.org"

_SETTINGS = {
    "commit.gpgSign": "false",
    "core.attributesFile": os.devnull,
    "core.autocrlf": "false",
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "gc.auto": "0",
    "maintenance.auto": "false",
    "tag.gpgSign": "false",
}


def new_repository(folder: Path) -> None:
    """Make an empty repository with the branch `main`, and its folder where there is none."""
    # An empty template gives no sample hooks; SHA-1 is named, since git's default may change.
    options = ("--quiet", "--template=", "--initial-branch=main", "--object-format=sha1")
    _git("init", *options, "--", str(folder))


def commit_all(repo_folder: Path, *, message: str, day: date) -> str:
    """Commit all that lies in the folder, at noon (UTC) of a day, and return the commit's id."""
    at = ("-C", str(repo_folder))
    _git(*at, "add", "--all", "--force", "--", ".")
    options = ("--quiet", "--allow-empty", "--no-verify", "--cleanup=whitespace", "--file=-")
    _git(*at, "commit", *options, asked=message, day=day)
    return _git(*at, "rev-parse", "--verify", "HEAD")


def annotated_tag(repo_folder: Path, name: str, *, message: str, day: date) -> None:
    """Tag the last commit, at noon (UTC) of a day."""
    options = ("--annotate", "--cleanup=whitespace", "--file=-", "--", name)
    _git("-C", str(repo_folder), "tag", *options, asked=message, day=day)


def _git(*arguments: str, asked: str = "", day: date | None = None) -> str:
    settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
    command = ("git", *settings, *arguments)
    try:
        done = subprocess.run(
            command, input=asked.encode(), capture_output=True, check=False, env=_environment(day)
        )
    except (FileNotFoundError, PermissionError) as missing:
        raise GitMissingError from missing
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip()
        raise GitFailedError(f"git refused: {words.removeprefix('fatal: ')}")
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def _environment(day: date | None) -> dict[str, str]:
    """Leave out every variable of git's own, the user's settings and the system's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    fixed = {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
    }
    for who in ("AUTHOR", "COMMITTER"):
        fixed |= {f"GIT_{who}_NAME": NAME, f"GIT_{who}_EMAIL": EMAIL}
        fixed |= {f"GIT_{who}_DATE": f"{day}T12:00:00+0000"} if day else {}
    return kept | fixed
