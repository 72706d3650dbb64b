"""`ipcli review`: whether a pull request may be merged."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ipcli.cli import options, workspace
from ipcli.cli.deliver import deliver
from ipcli.errors import Exit, IpcliError, UnknownRevisionError

if TYPE_CHECKING:
    from pathlib import Path

    from ipcli.diagnostics import Place
    from ipcli.git import Repo
    from ipcli.load import Loaded
    from ipcli.output.review import Review

_BRANCHES = ("origin/HEAD", "origin/main", "origin/master", "main", "master")


class ReviewFormat(StrEnum):
    """What `review --format` takes."""

    TEXT = "text"
    MD = "md"
    JSON = "json"
    GITHUB = "github"


def review(
    base: Annotated[
        str | None,
        typer.Option("--base", help="The branch to merge into; default the one CI names, or main."),
    ] = None,
    plans: options.Plans = None,
    fmt: Annotated[ReviewFormat | None, typer.Option("--format", help="How to write it.")] = None,
    out: options.Out = None,
) -> None:
    """Say whether every change that needs agreement has it, by the base's own rules."""
    from ipcli.errors import NoPlansError
    from ipcli.load import load
    from ipcli.output.review import review as judge
    from ipcli.tree import Tree

    folder = workspace.plans_folder(plans)
    repo, inside = workspace.repository(folder)
    named, parted = _base(repo, base)
    after = load(Tree.of_folder(folder, shown=workspace.shown(folder)))
    try:
        before = load(repo.tree(parted, inside))
    except NoPlansError:
        before = load(Tree.of_bytes({}))
    made = judge(before, after, base=f"{named} ({repo.short(parted)})")
    deliver(_written(made, fmt or _format_for(out), after), out)
    if made.says_no:
        raise typer.Exit(Exit.FINDINGS)
    if made.not_compared:
        raise typer.Exit(Exit.NOT_CHECKED)


def _base(repo: Repo, wanted: str | None) -> tuple[str, str]:
    """Return the branch to merge into and the commit where this one parted from it."""
    target = os.environ.get("GITHUB_BASE_REF") or os.environ.get(
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
    )
    names = [wanted] if wanted else [f"origin/{target}"] if target else list(_BRANCHES)
    for name in names:
        try:
            repo.resolve(name)
        except UnknownRevisionError:
            if len(names) == 1:
                raise
            continue
        head = repo.head()
        return name, repo.merge_base(name, head) if head else repo.resolve(name)
    raise IpcliError(
        f"none of the branches {', '.join(names)} is there to compare with",
        hint="Name the branch to merge into with --base BRANCH.",
    )


def _format_for(out: Path | None) -> ReviewFormat:
    suffixes = {".md": ReviewFormat.MD, ".json": ReviewFormat.JSON}
    return suffixes.get(out.suffix, ReviewFormat.TEXT) if out else ReviewFormat.TEXT


def _written(made: Review, fmt: ReviewFormat, after: Loaded) -> str:
    from ipcli.output import review_text

    match fmt:
        case ReviewFormat.TEXT:
            return review_text.text(made)
        case ReviewFormat.MD:
            return review_text.markdown(made)
        case ReviewFormat.JSON:
            return review_text.json(made)
        case ReviewFormat.GITHUB:
            return review_text.github(made, lambda plan, record: _place(after, plan, record))


def _place(loaded: Loaded, plan_id: str, record_id: str) -> Place | None:
    record = loaded.plans[plan_id].records.get(record_id)
    return loaded.sources.place(record) if record else None
