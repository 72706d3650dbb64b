"""`ipcli demo`: a small repository with a real plan's history, to try everything on."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipcli.cli.deliver import deliver

if TYPE_CHECKING:
    from collections.abc import Iterator


def demo(
    folder: Annotated[Path, typer.Argument(help="The new folder to make it in.")] = Path("demo"),
) -> None:
    """Make a repository with four councils' plans to try it on."""
    from ipcli.demo import build
    from ipcli.shipped import shipped

    plans = {plan.name: dict(_files(plan, "")) for plan in shipped("plans").iterdir()}
    tags = build(folder, dict(sorted(plans.items())))
    deliver(_next_steps(folder, tags), None)


def _files(folder: Path, below: str) -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.is_dir():
            yield from _files(each, f"{below}{each.name}/")
        elif each.name.endswith((".yaml", ".yml")):
            yield f"{below}{each.name}", each.read_bytes()


def _next_steps(folder: Path, tags: tuple[str, ...]) -> str:
    *_, before, last = tags
    plan = last.partition("/")[0]
    return f"""\
{folder.as_posix()} is a git repository with four councils' plans and the tags {", ".join(tags)}.
Go there (cd {shlex.quote(folder.as_posix())}) and try:
  ipcli validate
  ipcli changes since {before} --until {last} --plan {plan}
  ipcli report --quarter 2022-23-Q3 --plan {plan} --out progress.html
"""
