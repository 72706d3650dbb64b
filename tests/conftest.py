"""Fixtures only; what they are built from is in `support/`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from support import browser
from support.golden import Golden
from support.history import History

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(autouse=True)
def _without_the_users_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read every plan anew, and leave the folder alone where this user's programs keep things."""
    monkeypatch.setenv("IPCLI_NO_CACHE", "1")


@pytest.fixture
def history(tmp_path: Path) -> History:
    """Make an empty repository, to fill with `history.commit`."""
    return History(tmp_path / "repository")


@pytest.fixture
def no_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what a CI server says of the branch to merge into."""
    for name in (
        *("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
        "SYSTEM_PULLREQUEST_TARGETBRANCH",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """Open one browser for all tests. Without one they are left out, but in CI they fail.

    One only: the driver cannot be started twice in a process.
    """
    missing = ""
    if browser.chromium() is None:
        missing = "no Chromium was found: apt install chromium, or name one in CHROMIUM"
    elif browser.axe() is None:
        missing = "axe-core is missing: pip install axe-playwright-python"
    if missing and os.environ.get("CI"):
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)
    with browser.opened() as found:
        yield found


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that writes goldens again."""
    told = "write tests/golden/ again from what the tests make; read the difference before commit"
    parser.addoption("--update-golden", action="store_true", help=told)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the one kept under the test's name."""
    return Golden(request.node.name, update=request.config.getoption("--update-golden"))
