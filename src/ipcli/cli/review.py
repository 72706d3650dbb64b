"""`ipcli review`: whether a pull request may be merged."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ipcli.cli import options, workspace
from ipcli.cli.deliver import by_suffix, deliver, folded, screen
from ipcli.errors import Exit, IpcliError, ShallowCloneError, UnknownRevisionError
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from ipcli.cli.workspace import Here
    from ipcli.diagnostics import Place
    from ipcli.git import Repo
    from ipcli.load import Loaded
    from ipcli.output.review import Review

_BRANCHES = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
_HERE = ", where you are: only what is not committed is compared"
# How GitHub, GitLab and Azure DevOps name the branch that a pull request is to be merged into.
_TARGETS = (
    "GITHUB_BASE_REF",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
    "SYSTEM_PULLREQUEST_TARGETBRANCH",
)


class ReviewFormat(StrEnum):
    """What `review --format` takes."""

    TEXT = "text"
    MD = "md"
    JSON = "json"
    GITHUB = "github"


class Base(NamedTuple):
    """The branch to merge into, by its name, its newest commit, and where this one parted.

    `is_here` says that nothing has been committed since it parted.
    """

    name: str
    tip: str
    parted: str
    is_here: bool


def review(
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            help="The branch to merge into, or a tag; default CI's, origin's own, or main.",
        ),
    ] = None,
    plans: options.Plans = None,
    as_of: options.AsOf = None,
    fmt: Annotated[ReviewFormat | None, typer.Option("--format", help="How to write it.")] = None,
    out: options.Out = None,
) -> None:
    """Say whether every change has the agreement it needs. The rules are the base's own."""
    from ipcli.load import load
    from ipcli.output.judging import review as judge

    day = workspace.day(as_of)
    here = workspace.here(workspace.plans_folder(plans))
    found = _base(here.repo, base)
    after = load(here.tree, known=here.known)
    before = _loaded(here, found.parted)
    made = judge(
        before,
        after,
        policy=before if found.tip == found.parted else _loaded(here, found.tip),
        base=f"{found.name} ({here.repo.short(found.parted)}{_HERE if found.is_here else ''})",
        tags=frozenset(here.repo.tags()),
        used=lambda plan: workspace.used(here, plan, found.parted),
        as_of=day,
    )
    chosen = fmt or by_suffix(out, ReviewFormat, ReviewFormat.TEXT)
    width = screen(out) if chosen is ReviewFormat.TEXT else None
    deliver(folded(_written(made, chosen, after), width), out)
    if made.says_no:
        raise typer.Exit(Exit.FINDINGS)
    if made.not_compared:
        raise typer.Exit(Exit.NOT_CHECKED)


def _loaded(here: Here, revision: str) -> Loaded:
    """Load the plans of a revision; where the folder had another name then, look everywhere."""
    from ipcli.errors import NoPlansError
    from ipcli.load import load
    from ipcli.tree import Tree

    for folder in (here.inside, ""):
        try:
            return load(here.repo.tree(revision, folder), known=here.known)
        except NoPlansError:
            continue
    return load(Tree.of_bytes({}))


def _base(repo: Repo, wanted: str | None) -> Base:
    """Find the branch to merge into, and the commit where this one parted from it."""
    target = next((name for key in _TARGETS if (name := os.environ.get(key))), "")
    target = target.removeprefix("refs/heads/")
    names = (wanted,) if wanted else (f"origin/{target}",) if target else _BRANCHES
    name, tip = _first(repo, names)
    head = repo.head()
    try:
        parted = repo.merge_base(tip, head) if head else tip
        return Base(name, tip, parted, is_here=parted == head)
    except ShallowCloneError as stopped:
        raise _too_shallow(name) from stopped
    except UnknownRevisionError as stopped:
        raise UnknownRevisionError(
            f"this branch and {name} have no commit in common",
            hint="Name the branch that this one was made from with --base BRANCH.",
        ) from stopped


def _first(repo: Repo, names: tuple[str, ...]) -> tuple[str, str]:
    """Return the first of some branches that is there, with its newest commit."""
    for name in names:
        try:
            return name, _tip(repo, name)
        except ShallowCloneError as stopped:
            if len(names) == 1:
                raise _too_shallow(name) from stopped
        except UnknownRevisionError:
            if len(names) == 1 and not name.startswith("origin/"):
                raise
    if len(names) == 1:
        message = f"the branch {names[0]} is not in this clone"
        raise UnknownRevisionError(message, hint=f"Fetch it first: {_fetch(names[0])}.")
    if repo.is_empty:
        message = "there is nothing to compare with: the repository has no commits yet"
        raise UnknownRevisionError(message, hint="Commit the plan first: `git add`, `git commit`.")
    raise IpcliError(
        f"none of the branches {', '.join(names)} is there to compare with",
        hint="Name the branch to merge into with --base BRANCH.",
    )


def _tip(repo: Repo, name: str) -> str:
    """Return the newest commit of a branch: a tag of the same name is not meant.

    A clone that CI made may have the branch only as the server's.
    """
    for full in (f"refs/remotes/{name}", f"refs/heads/{name}", f"refs/remotes/origin/{name}"):
        try:
            return repo.resolve(full)
        except (UnknownRevisionError, ShallowCloneError):
            continue
    return repo.resolve(name)


def _too_shallow(name: str) -> ShallowCloneError:
    return ShallowCloneError(
        f"there is nothing to compare with {name}: this clone holds only part of the history",
        hint=f"Fetch the rest: {_fetch(name, '--unshallow')}. In GitHub Actions set "
        '`fetch-depth: 0`, in GitLab `GIT_DEPTH: "0"`, in Azure DevOps `fetchDepth: 0`.',
    )


def _fetch(name: str, *options: str) -> str:
    """Return the command that fetches just what a review lacks."""
    branch = name.removeprefix("origin/")
    what = f"origin +refs/heads/{branch}:refs/remotes/origin/{branch}"
    return f"`{' '.join(['git fetch', *options, '--tags', what])}`"


def _written(made: Review, fmt: ReviewFormat, after: Loaded) -> str:
    from ipcli.output import review_text
    from ipcli.output.review_markdown import markdown

    match fmt:
        case ReviewFormat.TEXT:
            return review_text.text(made)
        case ReviewFormat.MD:
            return markdown(made)
        case ReviewFormat.JSON:
            return review_text.json(made)
        case ReviewFormat.GITHUB:
            from ipcli.output.review_github import github

            return github(made, lambda plan, record: _place(after, plan, record))


def _place(loaded: Loaded, plan_id: str, record_id: str) -> Place | None:
    record = loaded.plans[plan_id].records.get(record_id)
    return loaded.sources.place(record) if record else None
