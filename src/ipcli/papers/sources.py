"""Where the text of a template comes from: a council's own folder, then those that ship."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ipcli.errors import IpcliError
from ipcli.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 200_000  # bytes of a template of a council's own; the largest that ships has 20,000
_STEP = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


class UnfitTemplateError(IpcliError):
    """A file of a council's own cannot be a template."""


def source(name: str, own: Path | None) -> tuple[str, str]:
    """Return the text of a template or asset, and what people call its file.

    Raises OSError where there is none, and UnfitTemplateError where a council's own is no template.
    """
    mine = own / name if own and is_name(name) else None
    if mine and own and mine.is_file() and mine.resolve().is_relative_to(own.resolve()):
        file = f"{own.name}/{name}"
        return _own_text(mine, file), file
    return _shipped_text(name.removeprefix("builtin/")), name


def own_files(own: Path | None) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each template and asset of a council's own, by name."""
    for path in sorted(own.rglob("*"), key=lambda each: each.as_posix()) if own else ():
        assert own is not None  # noqa: S101 (without a folder there is none)
        name = path.relative_to(own).as_posix()
        known = name.endswith(".j2") or name.startswith("assets/")
        if known and is_name(name) and path.is_file():
            try:
                yield name, source(name, own)[0]
            except (OSError, UnfitTemplateError):
                yield name, ""


def is_name(name: str) -> bool:
    """Whether a name is that of a file in a folder of templates, and leads nowhere else."""
    return all(_STEP.fullmatch(step) for step in name.split("/"))


def _own_text(path: Path, file: str) -> str:
    if path.stat().st_size > LARGEST:
        raise UnfitTemplateError(f"{file} is larger than {LARGEST:,} bytes")
    try:
        return path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as why:
        raise UnfitTemplateError(f"{file} is not text in UTF-8") from why


@cache
def _shipped_text(name: str) -> str:
    """Return a shipped template or asset as text with LF."""
    if ".." in name or name.startswith("/") or "\\" in name:
        raise FileNotFoundError(name)
    found = shipped("templates")
    for step in name.split("/"):
        found = found / step
    return found.read_text(encoding="utf-8")
