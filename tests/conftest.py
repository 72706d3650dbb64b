"""Fixtures only; what they are built from is in `support/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.golden import Golden
from support.history import History

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def history(tmp_path: Path) -> History:
    """Make an empty repository, to fill with `history.commit`."""
    return History(tmp_path / "repository")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that writes goldens again."""
    told = "write tests/golden/ again from what the tests make; read the difference before commit"
    parser.addoption("--update-golden", action="store_true", help=told)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the one kept under the test's name."""
    return Golden(request.node.name, update=request.config.getoption("--update-golden"))
