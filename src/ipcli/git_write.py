"""What is written to git: the demonstration's repository, and what `git install` sets up.

The demonstration has the same commit ids on every machine: the user's settings, hooks, signing,
time zone and line ends have no say. In a repository of the user's own they all have.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from ipcli.errors import GitFailedError, GitMissingError

if TYPE_CHECKING:
    from collections.abc import Mapping
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


def settings(folder: Path) -> dict[str, str]:
    """Return what a repository's own configuration sets; names are in lower letters."""
    answer = _in_repository(folder, "config", "--local", "--list", "-z").stdout
    pairs = (entry.partition("\n") for entry in _text(answer).split("\0") if entry)
    return {name: value for name, _, value in pairs}


def set_setting(folder: Path, name: str, value: str) -> None:
    """Set one value in a repository's own configuration, in the place of any that it has."""
    _in_repository(folder, "config", "--local", "--replace-all", name, value)


def unset_setting(folder: Path, name: str) -> None:
    """Take one value out of a repository's own configuration, and its heading if that is empty."""
    _in_repository(folder, "config", "--local", "--unset-all", name)


def hooks_folder(folder: Path) -> Path:
    """Return the folder in which git looks for a repository's hooks."""
    found = _in_repository(folder, "rev-parse", "--git-path", "hooks").stdout
    return (folder / _text(found).removesuffix("\n")).resolve()


def common_folder(folder: Path) -> Path:
    """Return the folder in which git keeps what all worktrees of a clone share."""
    found = _in_repository(folder, "rev-parse", "--git-common-dir").stdout
    return (folder / _text(found).removesuffix("\n")).resolve()


def staged(folder: Path) -> str:
    """Write what is staged for the next commit as a tree, and return its id.

    For a hook: the environment says which index the commit is made from.
    """
    command = ("git", "-C", str(folder), "write-tree")
    return _text(_run(command, os.environ | {"LC_ALL": "C"}).stdout).strip()


def merged_by_lines(
    base: Path, ours: Path, theirs: Path, *, with_ours: bool = False
) -> tuple[bytes, bool]:
    """Return three files merged by lines, as git does it alone, and whether lines clashed.

    `with_ours` leaves no marks: where lines clash, ours are taken.
    """
    options = ("--stdout", "--quiet", *(("--ours",) if with_ours else ()))
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    command = ("git", "merge-file", *options, *labels, str(ours), str(base), str(theirs))
    done = _run(command, _environment(None), most=127)  # it says how many clashes there were
    return done.stdout, done.returncode > 0


def _in_repository(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git in the repository that holds a folder, whatever a hook or a script has set."""
    own = {"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_PREFIX"}
    kept = {name: value for name, value in os.environ.items() if name not in own}
    return _run(("git", "-C", str(folder), *arguments), kept | {"LC_ALL": "C"})


def _git(*arguments: str, asked: str = "", day: date | None = None) -> str:
    fixed = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
    command = ("git", *fixed, *arguments)
    return _text(_run(command, _environment(day), asked=asked.encode()).stdout).strip()


def _run(
    command: tuple[str, ...], environment: Mapping[str, str], *, asked: bytes = b"", most: int = 0
) -> subprocess.CompletedProcess[bytes]:
    """Run git; an exit code above `most` is a refusal."""
    try:
        done = subprocess.run(
            command, input=asked, capture_output=True, check=False, env=environment
        )
    except (FileNotFoundError, PermissionError) as missing:
        raise GitMissingError from missing
    if not 0 <= done.returncode <= most:
        words = done.stderr.decode("utf-8", "replace").strip()
        raise GitFailedError(f"git refused: {words.removeprefix('fatal: ')}")
    return done


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


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
