"""The four councils, read once for all tests, and the repository of the demonstration."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipcli import demo
from ipcli.changes import change_log
from ipcli.git import Repo
from ipcli.load import load
from ipcli.rules import check
from ipcli.tree import Tree
from support.command import run

if TYPE_CHECKING:
    from ipcli.changes import ChangeLog
    from ipcli.diagnostics import Diagnostic
    from ipcli.load import Loaded
    from ipcli.model.plan import Plan

PLANS = Path(__file__).parents[2] / "plans"
FIRST_UPDATE, SECOND_UPDATE = "sandwell/2022-09", "sandwell/2022-12"


@pytest.fixture(scope="session")
def councils() -> Loaded:
    """All plans of `plans/`."""
    return load(Tree.of_folder(PLANS, shown="plans"))


@pytest.fixture(scope="session")
def findings(councils: Loaded) -> tuple[Diagnostic, ...]:
    """Return what `ipcli validate` says of them."""
    return check(councils, as_of=None).diagnostics


@pytest.fixture(scope="session")
def sandwell(councils: Loaded) -> Plan:
    """Sandwell's plan as it stood for the paper of 7 December 2022."""
    return councils.plans["sandwell"]


@pytest.fixture(scope="session")
def slough(councils: Loaded) -> Plan:
    """Slough's plan as the February 2023 report tells of it."""
    return councils.plans["slough"]


@pytest.fixture(scope="session")
def thurrock(councils: Loaded) -> Plan:
    """Thurrock's enhanced plan of October 2023, with all that its council shares."""
    return councils.plans["thurrock-enhanced"]


@pytest.fixture(scope="session")
def thurrock_first(councils: Loaded) -> Plan:
    """Thurrock's plan of December 2022."""
    return councils.plans["thurrock-first"]


@pytest.fixture(scope="session")
def tower_hamlets(councils: Loaded) -> Plan:
    """The plan of Tower Hamlets as the paper of October 2016 tells of it."""
    return councils.plans["tower-hamlets"]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository that `ipcli demo` makes."""
    folder = tmp_path_factory.mktemp("demo") / "repository"
    demo.build(folder, {plan.name: _files(plan) for plan in sorted(PLANS.iterdir())})
    return folder


@pytest.fixture(scope="session")
def paper(demonstration: Path) -> str:
    """Sandwell's progress paper of the second quarterly update, in Markdown."""
    ran = run("report", "--quarter", "2022-23-Q3", "--plan", "sandwell", here=demonstration)
    assert ran.code == 0
    return ran.out


@pytest.fixture(scope="session")
def sandwell_before(demonstration: Path) -> Plan:
    """Sandwell's plan as it stood for the first quarterly update, of September 2022."""
    return load(Repo.of(demonstration).tree(FIRST_UPDATE, "plans")).plans["sandwell"]


@pytest.fixture(scope="session")
def log(demonstration: Path, sandwell_before: Plan) -> ChangeLog:
    """The change log between Sandwell's two quarterly updates."""
    after = load(Repo.of(demonstration).tree(SECOND_UPDATE, "plans"))
    return change_log(
        sandwell_before, after.plans["sandwell"], policy=sandwell_before, plans=after.plans
    )


def _files(plan: Path) -> dict[str, bytes]:
    return {
        path.relative_to(plan).as_posix(): path.read_bytes()
        for path in sorted(plan.rglob("*.yaml"))
    }
