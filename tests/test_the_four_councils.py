"""What `ipcli validate` says of the four councils' plans: these findings, and no other.

Each is something the published papers got wrong, or leave open, and a person should look at.
`docs/facts.md` says why other oddities of the papers are no findings.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipcli.diagnostics import Severity
from ipcli.load import load
from ipcli.rules import check
from ipcli.tree import Tree
from support.command import run

if TYPE_CHECKING:
    from ipcli.diagnostics import Diagnostic

TOP = Path(__file__).parents[1]
PLANS = TOP / "plans"

FOUND = {
    # Sandwell: the facts are as of 3 November 2022, but the text tells of decisions that Council
    # and Cabinet took later in November.
    "plans/sandwell/3-strategic-direction.yaml:38:24": "IP205",
    "plans/sandwell/3-strategic-direction.yaml:127:24": "IP205",
    "plans/sandwell/4-decision-making.yaml:28:24": "IP205",
    "plans/sandwell/4-decision-making.yaml:101:24": "IP205",
    "plans/sandwell/4-decision-making.yaml:122:24": "IP205",
    # Two red and three amber EDI actions are stated; the rows have no ratings to count.
    "plans/sandwell/3-strategic-direction.yaml:349:9": "IP311",
    # Eight closures are stated, and seven printed.
    "plans/sandwell/commentary.yaml:20:46": "IP802",
    # Thurrock: six months and one more were over nine days before the plan went to Council.
    "plans/thurrock/council.yaml:133:13": "IP505",
    # Two implications were verified, but the report does not say when.
    "plans/thurrock/meetings.yaml:86:23": "IP809",
    "plans/thurrock/meetings.yaml:95:23": "IP809",
    # The legal implications cite the Directions that had been replaced seven months before.
    "plans/thurrock/meetings.yaml:92:20": "IP503",
    # Tower Hamlets: the third date of a clock that is inferred, and marked so, was met one working
    # day late.
    "plans/tower-hamlets/instruments.yaml:23:13": "IP505",
}


def _found() -> tuple[Diagnostic, ...]:
    return check(load(Tree.of_folder(PLANS, shown="plans")), as_of=None).diagnostics


def test_the_four_councils_have_these_findings_and_no_other() -> None:
    assert sorted((str(each.place), each.code) for each in _found()) == sorted(FOUND.items())


def test_none_of_them_is_an_error() -> None:
    assert {each.severity for each in _found()} == {Severity.WARNING}


def test_validate_exits_0_and_counts_them() -> None:
    ran = run("validate", here=TOP)

    assert ran.code == 0
    assert ran.out.splitlines()[-1].startswith("12 warnings in 5 plans, ")


def test_the_page_of_the_facts_names_the_same_rules() -> None:
    page = (TOP / "docs/facts.md").read_text(encoding="utf-8")

    assert set(re.findall(r"\bIP\d{3}\b", page)) == set(FOUND.values())


@pytest.mark.parametrize(
    ("plan", "period"),
    [
        ("slough", "february-2023"),
        ("thurrock-first", "plan-approval"),
        ("thurrock-enhanced", "plan-approval"),
        ("tower-hamlets", "third-update"),
    ],
)
@pytest.mark.parametrize("form", ["md", "html"])
def test_a_paper_can_be_made_of_each_plan_without_tags(
    tmp_path: Path, plan: str, period: str, form: str
) -> None:
    shutil.copytree(PLANS, tmp_path / "plans")

    ran = run("report", "--quarter", period, "--plan", plan, "--format", form, here=tmp_path)

    assert (ran.code, ran.err) == (0, "")
    assert "DRAFT" in ran.out
