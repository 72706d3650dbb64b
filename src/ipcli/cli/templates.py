"""`ipcli templates`: which templates there are, and a copy of one to start from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipcli.cli import options, workspace
from ipcli.cli.deliver import deliver, write
from ipcli.errors import NoPlansError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST = re.compile(r"\{#\s*(.*?)\s*#\}", re.DOTALL)


def templates(
    folder: Annotated[
        Path | None, typer.Argument(help="With --copy: the folder to copy into.")
    ] = None,
    copy: Annotated[
        str | None, typer.Option("--copy", help="Copy this template, to change it.")
    ] = None,
    plans: options.Plans = None,
) -> None:
    """List the templates of papers, or copy one to start from.

    A template in the folder `templates` beside the plan folder takes the place of the one of the
    same name that ships with ipcli. It can build on that one: `{% extends "builtin/NAME" %}`.
    """
    own = _own(plans)
    if copy is None and folder is not None:
        raise UsageError("name the template to copy: ipcli templates --copy NAME DIR")
    if copy is None:
        deliver("".join(_listed(own)), None)
        return
    if copy not in dict(_shipped()):
        hint = "Run `ipcli templates` to see those there are."
        raise UsageError(f"there is no template `{copy}`", hint=hint)
    if folder is None:
        raise UsageError("name the folder to copy into: ipcli templates --copy NAME DIR")
    target = folder / copy
    if target.exists():
        raise UsageError(f"{target.as_posix()} is there already; it was not changed")
    write(target, _text(copy))
    deliver(f"{target.as_posix()} written\n", None)


def _listed(own: Path | None) -> Iterator[str]:
    """Yield a line for each template, and say which the council has its own of."""
    names = dict(_shipped())
    width = max(map(len, names))
    for name, told in names.items():
        mine = " (your own)" if own and (own / name).is_file() else ""
        yield f"{name:<{width}}  {told}{mine}".rstrip() + "\n"


def _own(plans: Path | None) -> Path | None:
    try:
        return workspace.own_templates(workspace.plans_folder(plans))
    except NoPlansError:
        return None


def _shipped() -> Iterator[tuple[str, str]]:
    """Yield each template that ships, with what it says of itself."""
    from ipcli.shipped import shipped

    top = shipped("templates")
    names = [each.name for each in top.iterdir() if each.name.endswith(".j2")]
    names += [f"assets/{each.name}" for each in (top / "assets").iterdir()]
    for name in sorted(names):
        found = _FIRST.match(_text(name))
        yield name, " ".join(found[1].split()) if found else ""


def _text(name: str) -> str:
    from ipcli.shipped import shipped

    return (shipped("templates") / name).read_text(encoding="utf-8")
