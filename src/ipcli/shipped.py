"""What ships with the package: templates, schemas and the four councils' plans."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def shipped(name: str) -> Traversable:
    """Return a shipped folder: `templates`, `schemas` or `plans`.

    In a wheel they lie inside the package; in a checkout, and an editable install of one, at its
    top, so that an edit counts at once.
    """
    package = files("ipcli")
    if isinstance(package, Path):
        top = package.parent.parent
        if (top / name).is_dir() and (top / "pyproject.toml").is_file():
            return top / name
    return package / "_data" / name
