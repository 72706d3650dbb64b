"""Whole rendered texts, kept under the name of the test that makes them."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "golden"


class Golden:
    """The texts of one test. They are written only where asked for, and never in CI."""

    def __init__(self, test: str, *, update: bool) -> None:
        if update and os.environ.get("CI"):
            message = "goldens are not written in CI"
            raise RuntimeError(message)
        self._test = test.partition("[")[0]
        self._update = update

    def __call__(self, text: str, suffix: str) -> str:
        """Return the kept text, to compare with; write it first where that is asked for."""
        kept = FOLDER / f"{self._test}.{suffix}"
        if self._update:
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(text, encoding="utf-8", newline="\n")
        return kept.read_text(encoding="utf-8") if kept.exists() else ""
