"""What ships with the package: templates, schemas and the four councils' plans."""

from __future__ import annotations

from pathlib import Path


def shipped(name: str) -> Path:
    """Return a shipped folder: `templates`, `schemas` or `plans`.

    In a wheel they lie inside the package; in a checkout, and an editable install of one, at its
    top, so that an edit counts at once.
    """
    package = Path(__file__).parent
    top = package.parent.parent
    if (top / name).is_dir() and (top / "pyproject.toml").is_file():
        return top / name
    return package / "_data" / name
