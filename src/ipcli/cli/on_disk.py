"""The plan folder on disk, and why git has not put its files there."""

from __future__ import annotations

from pathlib import Path

from ipcli.errors import NoPlansError
from ipcli.tree import Tree

BARE = (
    "This repository is bare: it has no files beside it. Read it at a revision, with "
    "`--plans plans --at REV`, or run this in a clone."
)


def tree(folder: Path, shown: str) -> Tree:
    """Return the plan files of the working tree. `shown` is how their folder is printed."""
    fetched(folder)
    try:
        return Tree.of_folder(folder, shown=shown)
    except NoPlansError as stopped:
        if is_bare(Path.cwd()):
            raise NoPlansError(str(stopped), hint=BARE) from stopped
        raise


def is_bare(folder: Path) -> bool:
    """Tell whether a folder is a repository without files beside it, by what lies in it."""
    return all((folder / each).exists() for each in ("HEAD", "objects", "refs"))


def fetched(folder: Path) -> None:
    """Raise NoPlansError where a folder lies in a submodule that is still empty."""
    full = folder.resolve()
    lowest = next(each for each in (full, *full.parents) if each.is_dir())
    holder = next((each for each in lowest.parents if (each / ".gitmodules").is_file()), None)
    if holder is None or next(lowest.iterdir(), None):
        return
    name = lowest.relative_to(holder).as_posix()
    said = (holder / ".gitmodules").read_text(encoding="utf-8", errors="replace")
    pairs = (line.partition("=") for line in said.splitlines())
    if ("path", name) in {(key.strip(), value.strip()) for key, _, value in pairs}:
        message = f"{name} is a submodule, and its files were not fetched"
        raise NoPlansError(message, hint="Run `git submodule update --init`.")
