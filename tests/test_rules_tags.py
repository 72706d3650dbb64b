"""Names of tags: the rule holds what git holds."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from ipcli.rules import check
from support.plans import loaded

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (
    *("small/2026-12", "-x", "--delete", "a-b", "a b", " a", "a.lock", "a.lock/b", "a.locks"),
    *(
        ".a",
        "a/.b",
        "a.",
        "a./b",
        "a..b",
        "a//b",
        "/a",
        "a/",
        "a@{b",
        "a@b",
        "@",
        "a~",
        "a^",
        "a:b",
    ),
    *("a?", "a*", "a[", "a]", "a\\b", "é", "a'b", "a,b", "a/-b", "a\tb", "refs/tags/x", "x" * 200),
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tags")
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for command in (("init", "-q"), (*who, "commit", "-q", "--allow-empty", "-m", "First")):
        subprocess.run(("git", *command), cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_tag_that_git_refuses_is_a_finding(name: str, repository: Path) -> None:
    period = f"{{id: 2026-27-Q3, name: Third, as_of: 2026-12-31, tag: {json.dumps(name)}}}"
    command = ("git", "tag", "--", name)
    tagged = subprocess.run(command, cwd=repository, check=False, capture_output=True)

    found = check(loaded(f"periods: [{period}]\n"), as_of=None).diagnostics

    assert (tagged.returncode == 0) == ("IP820" not in {each.code for each in found})
