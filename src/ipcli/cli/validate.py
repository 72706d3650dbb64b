"""`ipcli validate`: all findings in one pass."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipcli.cli import answers, options, workspace
from ipcli.cli.deliver import by_suffix, deliver
from ipcli.errors import Exit, UsageError
from ipcli.output.formats import FindingsFormat

if TYPE_CHECKING:
    from ipcli.rules import Checked
    from ipcli.tree import Tree


def validate(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Show only what is found in these files or folders.")
    ] = None,
    plans: options.Plans = None,
    at: options.At = None,
    as_of: options.AsOf = None,
    fmt: Annotated[FindingsFormat | None, typer.Option("--format", help="How to write it.")] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            help="Only codes that begin so, such as IP2; what could not be read is always shown.",
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", help="No codes that begin so.")
    ] = None,
    fail_on: options.FailOn = "error",
    base: Annotated[
        str | None, typer.Option("--base", help="Also run the rules that compare with a revision.")
    ] = None,
    new_only: Annotated[
        bool, typer.Option("--new-only", help="Leave out what the base had already.")
    ] = False,
    no_waivers: Annotated[
        bool, typer.Option("--no-waivers", help="Show what was waived too.")
    ] = False,
    out: options.Out = None,
) -> None:
    """Say what is wrong with the plans, where, and how to mend it."""
    from ipcli.cli.look import faults as settings_faults
    from ipcli.rules.checked import newly_found, selected

    if new_only and base is None:
        raise UsageError("--new-only needs --base REV to compare with")
    least = options.severity(fail_on)
    chosen, left = _codes("--select", select), _codes("--ignore", ignore)
    day, fmt = workspace.day(as_of), fmt or by_suffix(out, FindingsFormat, FindingsFormat.TEXT)
    folder, only = _where(plans, paths or [])
    tree, cache = workspace.with_cache(workspace.tree_of(folder, at), folder)
    earlier = workspace.base_tree(folder, tree, base) if base else None
    find = partial(answers.checked, as_of=day, waivers=not no_waivers, cache=cache)
    checked = find(tree, earlier)
    if new_only and earlier:
        checked = newly_found(checked, find(earlier, None))
    if at is None:  # the settings are those of the working tree
        found = (*checked.diagnostics, *settings_faults(folder))
        checked = checked._replace(diagnostics=tuple(sorted(found)))
    checked = selected(checked, chosen, left, within=lambda path: _in(path, only))
    _write(checked, tree, fmt, out)
    worst = checked.worst()
    raise typer.Exit(Exit.FINDINGS if worst is not None and worst >= least else Exit.CLEAN)


def _codes(option: str, asked: list[str] | None) -> list[str]:
    """Return the beginnings of codes that an option names. Exit 2 where no code begins so."""
    from ipcli.rules import all_rules

    wanted = [each.strip().upper() for text in asked or () for each in text.split(",")]
    for each in wanted:
        if not each or not any(code.startswith(each) for code in all_rules()):
            message = f"{option}: no rule has a code that begins with `{each}`"
            raise UsageError(message, hint="`ipcli rules` lists them all.")
    return wanted


def _where(plans: Path | None, paths: list[Path]) -> tuple[Path, tuple[str, ...]]:
    """Return the plan folder and, below it, the paths that are asked for.

    A plan can only be checked whole, so a path limits what is shown and not what is read.
    """
    if plans is None and len(paths) == 1:
        inner = paths[0] / workspace.FOLDER
        if inner.is_dir() or _is_plan_folder(paths[0]):
            return inner if inner.is_dir() else paths[0], ()
    folder = workspace.plans_folder(plans)
    top = folder.resolve()
    only = []
    for path in paths:
        full = path.resolve()
        if not full.exists():
            message = f"there is no {path.as_posix()}"
            raise UsageError(message)
        if full != top and top not in full.parents:
            message = f"{path.as_posix()} does not lie in the plan folder {folder.as_posix()}"
            raise UsageError(message, hint="Name the plan folder with --plans DIR.")
        if full != top:
            only.append(f"{workspace.shown(folder)}/{full.relative_to(top).as_posix()}")
    return folder, tuple(only)


def _is_plan_folder(path: Path) -> bool:
    """Tell whether a path is a folder that no `plans` folder above it holds."""
    return path.is_dir() and workspace.FOLDER not in {each.name for each in path.resolve().parents}


def _in(path: str, only: tuple[str, ...]) -> bool:
    return not only or any(path == each or path.startswith(f"{each}/") for each in only)


def _write(checked: Checked, tree: Tree, fmt: FindingsFormat, out: Path | None) -> None:
    if fmt is FindingsFormat.TEXT and out is None and sys.stdout.isatty():
        from rich.console import Console

        from ipcli.output import as_text

        as_text.show(checked, tree.lines, Console(highlight=False))
        return
    from ipcli.output.findings import findings

    deliver(findings(checked, fmt), out)
