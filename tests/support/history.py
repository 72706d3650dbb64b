"""A real git repository, made from texts."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ipcli import git_write
from ipcli.git import Repo
from ipcli.tree import Tree

if TYPE_CHECKING:
    from pathlib import Path

FIRST_DAY = date(2022, 6, 7)


class History:
    """A repository in a folder. Each commit holds what its text shows, and nothing else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._day = FIRST_DAY - timedelta(days=1)
        git_write.new_repository(folder)

    @property
    def repo(self) -> Repo:
        """The repository, found anew."""
        return Repo.of(self.folder)

    def commit(self, tag: str, text: str, *, day: date | None = None) -> str:
        """Commit a text with `-- path --` lines and tag it, and return the commit's id.

        The first day is 7 June 2022 where none is named, and then each day the next. No tag is
        made where its name is empty.
        """
        self._day = day or self._day + timedelta(days=1)
        self.lay(text)
        message = tag or f"The state of {self._day}"
        oid = git_write.commit_all(self.folder, message=message, day=self._day)
        if tag:
            git_write.annotated_tag(self.folder, tag, message=message, day=self._day)
        return oid

    def lay(self, text: str) -> None:
        """Put the files of a text into the folder in the place of all that were there."""
        for path in self.folder.iterdir():
            if path.name != ".git":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        for file in Tree.of_text(text).files:
            self.write(file.path, file.read())

    def write(self, path: str, raw: bytes) -> None:
        """Write one file beside the others, not committed yet."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)

    def git(self, *arguments: str) -> str:
        """Run git for what only a few tests need: a branch, a clone, a worktree."""
        return run_git("-C", str(self.folder), *arguments)


def run_git(*arguments: str) -> str:
    """Run git without the settings of the person who tests."""
    who = {"NAME": git_write.NAME, "EMAIL": git_write.EMAIL}
    named = {f"GIT_{role}_{key}": v for role in ("AUTHOR", "COMMITTER") for key, v in who.items()}
    clean = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "LC_ALL": "C"}
    done = subprocess.run(
        ("git", "-c", "protocol.file.allow=always", *arguments),
        capture_output=True,
        check=True,
        env=os.environ | named | clean,
    )
    return done.stdout.decode("utf-8", "surrogateescape").strip()
