"""Fixtures only; what they are built from is in `support/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.history import History

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def history(tmp_path: Path) -> History:
    """Make an empty repository, to fill with `history.commit`."""
    return History(tmp_path / "repository")
