"""`ipcli git`: plan changes in words in git's own output, merges by id, and a hook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ipcli.cli import options, workspace
from ipcli.cli.deliver import deliver
from ipcli.errors import Exit, NotARepositoryError

if TYPE_CHECKING:
    from ipcli.cli.git_setup import Setup
    from ipcli.edit.merge import Merged
    from ipcli.rules import Checked

git = typer.Typer(
    name="git",
    no_args_is_help=True,
    help="Teach git to show plan changes in words, and to merge by id.",
)


@git.command()
def install(plans: options.Plans = None) -> None:
    """Set up this clone. Changes in words, merges by id, and a check before each commit."""
    setup = _setup(plans)
    lines = [f"In {setup.root.as_posix()}:", *(f"  {line}" for line in setup.install())]
    lines.append("Commit .gitattributes; each clone runs `ipcli git install` once for itself.")
    deliver("".join(f"{line}\n" for line in lines), None)


@git.command()
def uninstall(plans: options.Plans = None) -> None:
    """Take out again what `ipcli git install` set up. Nothing else is touched."""
    setup = _setup(plans)
    lines = [f"In {setup.root.as_posix()}:", *(f"  {line}" for line in setup.uninstall())]
    deliver("".join(f"{line}\n" for line in lines), None)


@git.command(hidden=True)
def textconv(file: Path) -> None:
    """Print a plan file as one line a fact, for `git diff`."""
    from ipcli.output.record_lines import record_lines

    deliver(record_lines(file.read_bytes()), None)


@git.command(hidden=True)
def merge(base: Path, ours: Path, theirs: Path, path: str) -> None:
    """Merge three versions of a plan file into the second, for `git merge`."""
    merged = _merged(base, ours, theirs)
    ours.write_bytes(merged.raw)
    for conflict in merged.conflicts:
        typer.echo(f"ipcli: {path}: {conflict}", err=True)
    if merged.conflicts:
        typer.echo(f"  Both sides stand in {path}; `ipcli validate` names the place.", err=True)
        raise typer.Exit(Exit.FINDINGS)


@git.command(hidden=True)
def staged(plans: options.Plans = None) -> None:
    """Validate the plans as they are staged, for a hook."""
    from ipcli import git_write
    from ipcli.errors import NoPlansError
    from ipcli.load import load
    from ipcli.rules import check

    folder = plans or Path(workspace.FOLDER)
    repo, inside = workspace.repository(folder)
    oid = git_write.staged(folder if folder.is_dir() else Path.cwd())
    try:
        tree = repo.listed(oid, inside, name="what is staged")
    except NoPlansError:
        return  # this commit takes the last plan away
    _stop_for_errors(check(load(tree), as_of=None))


def _stop_for_errors(checked: Checked) -> None:
    from ipcli.diagnostics import Severity
    from ipcli.output.findings import findings
    from ipcli.output.formats import FindingsFormat

    errors = tuple(each for each in checked.diagnostics if each.severity is Severity.ERROR)
    if errors:
        deliver(findings(checked._replace(diagnostics=errors), FindingsFormat.TEXT), None)
        typer.echo("The plan as it is staged has errors, so nothing was committed.", err=True)
        typer.echo("  Mend them and `git add`; or `git commit --no-verify`.", err=True)
        raise typer.Exit(Exit.FINDINGS)


def _merged(base: Path, ours: Path, theirs: Path) -> Merged:
    """Merge by ids; a file that cannot be read is merged by lines, as git does it alone."""
    from ipcli import git_write
    from ipcli.edit import EditError
    from ipcli.edit.merge import Merged, merge

    by_lines, _ = git_write.merged_by_lines(base, ours, theirs, with_ours=True)
    try:
        contents = (each.read_bytes() for each in (base, ours, theirs))
        return merge(*contents, by_lines=by_lines)
    except EditError as why:
        raw, has_clashes = git_write.merged_by_lines(base, ours, theirs)
        return Merged(raw, (f"merged by lines, and some clash ({why})",) if has_clashes else ())


def _setup(plans: Path | None) -> Setup:
    from ipcli.cli.git_setup import Setup
    from ipcli.git import Repo

    repo = Repo.of(Path.cwd() if plans is None else plans)
    if repo.root is None:
        raise NotARepositoryError(
            "this repository has no files beside it (it is bare)",
            hint="Run this in a clone that you work in.",
        )
    return Setup(repo.root, _inside(repo.root, plans))


def _inside(root: Path, plans: Path | None) -> str:
    """Return the plan folder's path from the top: the one named, or `plans` here or further up."""
    here = Path.cwd().resolve()
    above = [
        each / workspace.FOLDER for each in (here, *here.parents) if root in (each, *each.parents)
    ]
    there = [each for each in above if each.is_dir()]
    folder = plans.resolve() if plans else [*there, root / workspace.FOLDER][0]
    inside = folder.relative_to(root).as_posix()
    return "" if inside == "." else inside
