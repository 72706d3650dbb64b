"""Where the text of a template comes from: a council's own folder, then those that ship."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ipcli.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 500_000  # bytes of a template of a council's own
_STEP = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


def source(name: str, own: Path | None) -> tuple[str, str]:
    """Return the text of a template or asset, and what people call its file.

    Raises OSError where there is none, or where it is too large.
    """
    mine = own / name if own and is_name(name) else None
    if mine and own and mine.is_file() and mine.resolve().is_relative_to(own.resolve()):
        return _own_text(mine), f"{own.name}/{name}"
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
            except (OSError, UnicodeDecodeError):
                yield name, ""


def is_name(name: str) -> bool:
    """Whether a name is that of a file in a folder of templates, and leads nowhere else."""
    return all(_STEP.fullmatch(step) for step in name.split("/"))


def _own_text(path: Path) -> str:
    if path.stat().st_size > LARGEST:
        raise OSError(f"{path} is larger than {LARGEST:,} bytes")
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def _shipped_text(name: str) -> str:
    """Return a shipped template or asset as text with LF."""
    if ".." in name or name.startswith("/") or "\\" in name:
        raise FileNotFoundError(name)
    found = shipped("templates")
    for step in name.split("/"):
        found = found / step
    return found.read_text(encoding="utf-8")
