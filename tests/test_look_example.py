"""The worked example of docs/own-look.md, as it stands there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipcli.settings import Words
from support.command import run, write
from support.pictures import png

if TYPE_CHECKING:
    from support.command import Ran

PAGE = (Path(__file__).parents[1] / "docs" / "own-look.md").read_text(encoding="utf-8")
FILES = re.findall(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
PLAN = """\
-- plans/plan.yaml --
plan: {id: any, format: 1, council: Anytown Council, title: Plan, levels: [{id: row, name: Row}]}
roles: [{id: director, name: Director}]
items: [{id: A, title: Open the books, reason: Late., recovery: In May., owner: director}]
risks: [{id: R, title: Fire, owner: director}]
"""


@pytest.fixture
def council(tmp_path: Path) -> Path:
    """Lay the example beside a small plan."""
    write(tmp_path, PLAN + "".join(f"-- {path} --\n{text}" for path, text in FILES))
    (tmp_path / "logo.png").write_bytes(png(120, 40))
    return tmp_path


def reported(council: Path, paper: str, form: str, *more: str) -> Ran:
    named = ("--quarter", "2023/24 Q1", "--paper", paper, "--format", form)
    return run("report", *named, *more, here=council)


def test_the_page_has_the_files_of_the_example() -> None:
    assert [path for path, _ in FILES] == [
        "ipcli.toml",
        "templates/risks.html.j2",
        "templates/risks.md.j2",
        "templates/ours.j2",
    ]


def test_the_example_is_valid(council: Path) -> None:
    assert run("validate", here=council).code == 0


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_register_has_the_sentence_of_the_example(council: Path, form: str) -> None:
    ran = reported(council, "risks", form)

    assert ran.code == 0
    assert "The Leadership Team of Anytown Council reviews the register every month." in ran.out
    assert "Open risks" in ran.out
    assert "Lead officer" in ran.out


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_report_has_the_words_of_the_example(council: Path, form: str) -> None:
    ran = reported(council, "progress", form)

    assert "Comments of the Envoys" in ran.out
    assert "Path to green" in ran.out
    assert "Way back" not in ran.out


def test_the_page_has_the_logo_and_the_colours_of_the_example(council: Path) -> None:
    page = reported(council, "risks", "html").out

    assert 'src="data:image/png;base64,' in page
    assert 'width="120" height="40" alt="Anytown Council"' in page
    assert "--brand: #5b2c83;" in page
    assert "--link: #c9a6e8; --link-visited: #e3b5d8;" in page


def test_papers_of_the_example_can_be_verified(council: Path) -> None:
    reported(council, "risks", "html", "--out", "risks.html")

    assert run("verify", "risks.html", here=council).code == 0


def test_the_page_lists_every_word_with_what_papers_print() -> None:
    listed = re.findall(r"^\| `([\w-]+)` \| (.*) \|$", PAGE, re.MULTILINE)

    words = Words._field_defaults.items()
    assert listed == [(key.replace("_", "-"), told) for key, told in words]
