"""A small git repository with a real plan's history and tags, to try everything on."""

from __future__ import annotations

import shutil
from importlib import resources
from typing import TYPE_CHECKING

from ipcli import git_write
from ipcli.demo.overlay import Overlay, StaleOverlayError, earlier, read_overlay
from ipcli.errors import UsageError
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_ATTRIBUTES = "*.yaml text eol=lf\n"
_README = """\
# Improvement plans, to try ipcli on

`ipcli demo` made this repository. The plans were made from papers that the councils published; they
are demonstrations, not publications of the councils. What is marked `illustrative` is invented.

The history of `{plan}` has these tags: {tags}.

    ipcli validate
    ipcli status --plan {plan} --as-of {day}
    ipcli changes since {before} --until {last} --plan {plan}
"""


class State(NamedTuple):
    """A plan's files at one moment of its history."""

    overlay: Overlay
    files: dict[str, bytes]  # by path below the plan's folder


def overlays(plan: str) -> list[Overlay]:
    """Return the overlays kept for a plan, oldest first; none for most plans."""
    folder = resources.files("ipcli.demo") / plan
    kept = (
        [path for path in folder.iterdir() if path.name.endswith(".yaml")]
        if folder.is_dir()
        else []
    )
    read = (read_overlay(path.read_bytes(), name=f"{plan}/{path.name}") for path in kept)
    return sorted(read, key=lambda overlay: overlay.day)


def states(files: Mapping[str, bytes], history: Iterable[Overlay]) -> list[State]:
    """Return all states of a plan whose files are at the last of them, oldest first."""
    found: list[State] = []
    state = dict(files)
    for overlay in sorted(history, key=lambda overlay: overlay.day, reverse=True):
        if not found and not overlay.is_last:
            raise StaleOverlayError(
                f"the overlay of {overlay.tag} is the last: it can name nothing"
            )
        state = earlier(state, overlay)
        found.append(State(overlay, state))
    return found[::-1]


def build(target: Path, plans: Mapping[str, Mapping[str, bytes]]) -> tuple[str, ...]:
    """Make the repository in a new folder and return its tags, oldest first.

    `plans` are the files of each folder below `plans/` as they are last. Those that have no
    history of their own are all in the first commit. Every machine makes the same commit ids.
    """
    return write(target, plans, {plan: overlays(plan) for plan in plans})


def write(
    target: Path,
    plans: Mapping[str, Mapping[str, bytes]],
    histories: Mapping[str, Iterable[Overlay]],
) -> tuple[str, ...]:
    """Make the repository from plans and the overlays of those that have any."""
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise UsageError(
            f"{target.as_posix()} exists and is not an empty folder",
            hint="Name a folder that is not there yet: nothing of yours is written over.",
        )
    steps = [
        (plan, *state) for plan in plans for state in states(plans[plan], histories.get(plan, ()))
    ]
    steps.sort(key=lambda step: step[1].day)
    git_write.new_repository(target)
    _lay_down(target, {"README.md": _readme(steps), ".gitattributes": _ATTRIBUTES.encode()})
    moving = {plan for plan, _, _ in steps}
    for plan in plans.keys() - moving:
        _lay_down(target / "plans" / plan, plans[plan])
    for plan, overlay, files in steps:
        shutil.rmtree(target / "plans" / plan, ignore_errors=True)
        _lay_down(target / "plans" / plan, files)
        git_write.commit_all(target, message=overlay.message, day=overlay.day)
        git_write.annotated_tag(target, overlay.tag, message=overlay.message, day=overlay.day)
    return tuple(overlay.tag for _, overlay, _ in steps)


def _readme(steps: list[tuple[str, Overlay, dict[str, bytes]]]) -> bytes:
    plan = steps[-1][0]
    tags = [overlay.tag for each, overlay, _ in steps if each == plan]
    before, last, day = tags[-2:][0], tags[-1], steps[-1][1].day
    shown = _README.format(plan=plan, tags=", ".join(tags), before=before, last=last, day=day)
    return shown.encode()


def _lay_down(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
