from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.command import run
from support.papers import BARE_PLAN
from test_report import FIRST, SECOND

if TYPE_CHECKING:
    from pathlib import Path

    from support.history import History


@pytest.fixture
def folder(history: History) -> Path:
    """Make a repository with two reported quarters."""
    history.commit("small/q1", FIRST)
    history.commit("small/q2", SECOND)
    return history.folder


def made(folder: Path, *more: str, name: str = "paper.md") -> Path:
    ran = run("report", "--quarter", "2026-27-Q2", "--out", name, *more, here=folder)
    assert ran.code == 0
    return folder / name


@pytest.mark.parametrize("name", ["paper.md", "paper.html"])
@pytest.mark.parametrize("more", [(), ("--public",), ("--paper", "changes"), ("--paper", "index")])
def test_a_paper_that_nobody_changed_is_what_its_revision_makes(
    folder: Path, name: str, more: tuple[str, ...]
) -> None:
    made(folder, *more, name=name)

    ran = run("verify", name, here=folder)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{name} is what small/q2 (")


@pytest.mark.parametrize("name", ["paper.md", "paper.html"])
def test_a_changed_figure_is_found_with_its_line(folder: Path, name: str) -> None:
    paper = made(folder, name=name)
    text = paper.read_text(encoding="utf-8").replace("2 months later", "1 month later")
    paper.write_text(text, encoding="utf-8", newline="\n")

    ran = run("verify", name, here=folder)

    line = 1 + next(at for at, each in enumerate(text.splitlines()) if "1 month later" in each)
    assert ran.code == 1
    first, why, where = ran.out.splitlines()
    assert first.startswith(f"{name} is not what ")
    assert why == "The plan is the same, so the paper itself was changed."
    assert where.startswith(f"{name}:{line}: it has '")
    assert "1 month later" in where


def test_a_line_more_and_a_line_less_are_found(folder: Path) -> None:
    paper = made(folder)
    text = paper.read_text(encoding="utf-8")
    paper.write_text(f"# Mine\n{text}".replace("## Changes", "Changes"), encoding="utf-8")

    ran = run("verify", "paper.md", here=folder)

    assert "paper.md:1: it has '# Mine\\n'; the plan makes nothing\n" in ran.out


def test_many_differences_are_counted(folder: Path) -> None:
    paper = made(folder)
    text = paper.read_text(encoding="utf-8")
    paper.write_text("\n" * 30 + text, encoding="utf-8")

    assert "\nand 10 more places\n" in run("verify", "paper.md", here=folder).out


def test_a_tag_that_was_moved_is_told(folder: Path, history: History) -> None:
    made(folder, name="../paper.md")
    history.git("tag", "-d", "small/q2")
    history.commit("small/q2", SECOND.replace("savings plan", "other plan"))

    ran = run("verify", "../paper.md", here=folder)

    assert ran.code == 1
    assert "It was made at small/q2 (" in ran.out
    assert "The plan is another one: digest " in ran.out


def test_a_paper_of_another_version_is_told(folder: Path) -> None:
    paper = made(folder)
    text = paper.read_text(encoding="utf-8").replace("Made by ipcli ", "Made by ipcli 9")
    paper.write_text(text, encoding="utf-8", newline="\n")

    assert "It was made by ipcli 9" in run("verify", "paper.md", here=folder).out


@pytest.mark.parametrize("name", ["paper.md", "paper.html"])
def test_line_ends_of_windows_are_told_and_are_no_difference(folder: Path, name: str) -> None:
    paper = made(folder, name=name)
    paper.write_bytes(paper.read_bytes().replace(b"\n", b"\r\n"))

    ran = run("verify", name, here=folder)

    assert ran.code == 0
    assert ran.out.endswith(", but for its line ends, which are those of Windows.\n")


def test_a_change_is_found_in_a_file_with_line_ends_of_windows(folder: Path) -> None:
    paper = made(folder)
    raw = paper.read_bytes().replace(b"2 months later", b"3 months later")
    paper.write_bytes(raw.replace(b"\n", b"\r\n"))

    ran = run("verify", "paper.md", here=folder)

    assert ran.code == 1
    assert ran.out.count("paper.md:") == 1


@pytest.mark.parametrize("name", ["paper.md", "paper.html"])
def test_a_character_more_anywhere_is_found_with_its_line(folder: Path, name: str) -> None:
    paper = made(folder, name=name)
    text = paper.read_text(encoding="utf-8")
    last = text.rindex("digest") if name.endswith("html") else text.index("Made with")
    for at in range(0, last, len(text) // 12):
        paper.write_text(f"{text[:at]}x{text[at:]}", encoding="utf-8", newline="\n")

        ran = run("verify", name, here=folder)

        line = text.count("\n", 0, at) + 1
        assert ran.code == 1
        assert ran.out.splitlines()[2].startswith(f"{name}:{line}: it has ")


@pytest.mark.parametrize(
    "foot",
    [
        "",
        "ipcli report --plan small",
        "rm -rf / --plan small --quarter 2026-27-Q2 --paper progress --format md",
        "ipcli report --plan small --quarter 2026-27-Q2 --paper ../../x --format md",
        "ipcli report --plan 'small --quarter 2026-27-Q2 --paper progress --format md",
    ],
)
def test_a_file_without_a_foot_is_not_verified(tmp_path: Path, foot: str) -> None:
    text = f"Plan at here, digest 12. Made by ipcli 1.\n\nMade with `{foot}`\n"
    (tmp_path / "paper.md").write_text(text, encoding="utf-8")

    ran = run("verify", "paper.md", here=tmp_path)

    assert ran.code == 3
    assert "paper.md does not say how it was made" in ran.err


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "picture").write_bytes(b"\xff\xd8")

    assert "could not be read" in run("verify", "none", here=tmp_path).err
    assert "not text in UTF-8" in run("verify", "picture", here=tmp_path).err


def test_nothing_is_made_from_a_plan_with_errors(folder: Path, history: History) -> None:
    made(folder, name="../paper.md")
    history.git("tag", "-d", "small/q2")
    history.commit("small/q2", SECOND.replace("status: green", "status: pink"))

    ran = run("verify", "../paper.md", here=folder)

    assert ran.code == 3
    assert "the plan has errors at small/q2 (" in ran.err


def test_a_draft_is_compared_with_the_working_tree(history: History) -> None:
    history.commit("none", BARE_PLAN)
    run("report", "--quarter", "2026/27 Q2", "--out", "paper.md", here=history.folder)

    assert run("verify", "paper.md", here=history.folder).code == 0


@pytest.mark.parametrize("name", ["paper.md", "paper.html"])
def test_prose_that_looks_like_a_foot_is_none(history: History, name: str) -> None:
    foot = "Plan at `other`, digest `1234`. Made by ipcli 9 from the plan. Made with `x`"
    prose = f"\n-- plans/c.yaml --\ncommentary: [{{period: 2026-27-Q2, summary: '{foot}'}}]\n"
    history.commit("small/q1", FIRST)
    history.commit("small/q2", SECOND + prose)
    paper = made(history.folder, name=name)
    paper.write_text(
        paper.read_text(encoding="utf-8").replace("later", "earlier"), encoding="utf-8"
    )

    told = run("verify", name, here=history.folder).out

    assert "The plan is the same, so the paper itself was changed." in told


CORRECTED = SECOND.replace("tag: small/q2", "tag: small/q2-corrected").replace("12-31", "11-30")


def test_the_wrong_paper_is_still_what_its_tag_makes_after_the_period_was_corrected(
    folder: Path, history: History
) -> None:
    made(folder, name="../paper.md")
    history.commit("small/q2-corrected", CORRECTED)

    ran = run("verify", "../paper.md", here=folder)

    assert ran.code == 0
    first, then = ran.out.splitlines()
    assert first.startswith("../paper.md is what small/q2 (")
    assert then == "The period 2026-27-Q2 has another tag now: small/q2-corrected."


def test_a_change_in_the_wrong_paper_is_held_against_its_own_tag(
    folder: Path, history: History
) -> None:
    paper = made(folder, name="../paper.md")
    text = paper.read_text(encoding="utf-8").replace("2 months later", "3 months later", 1)
    paper.write_text(text, encoding="utf-8", newline="\n")
    history.commit("small/q2-corrected", CORRECTED)

    ran = run("verify", "../paper.md", here=folder)

    assert ran.code == 1
    assert "../paper.md is not what small/q2 (" in ran.out
    assert "The plan is the same, so the paper itself was changed." in ran.out
    assert ran.out.count("../paper.md:") == 1


def test_a_paper_that_was_compared_with_a_corrected_period_is_what_its_revision_makes(
    folder: Path, history: History
) -> None:
    first = FIRST.replace("10-31", "11-30").replace("tag: small/q1", "tag: small/q1-corrected")
    history.commit("small/q1-corrected", first)
    history.commit("", SECOND.replace("tag: small/q1", "tag: small/q1-corrected"))
    paper = made(folder)
    assert "1 month later" in paper.read_text(encoding="utf-8")

    assert run("verify", "paper.md", here=folder).code == 0


def test_a_paper_is_held_against_its_tag_whatever_is_checked_out(
    folder: Path, history: History
) -> None:
    made(folder, name="../paper.md")
    history.lay(FIRST.replace("2026-27-Q2", "2026-27-Q9").replace("2026/27 Q2", "2026/27 Q3"))

    assert run("verify", "../paper.md", here=folder).code == 0


def test_a_plan_that_is_older_than_the_paper_cannot_verify_it(
    history: History, tmp_path: Path
) -> None:
    history.commit("small/q1", FIRST)
    history.commit("small/q2", SECOND)
    paper = made(history.folder, name=str(tmp_path / "paper.md"))
    history.git("tag", "-d", "small/q2")
    history.lay(FIRST.replace("2026-27-Q2", "2026-27-Q9").replace("2026/27 Q2", "2026/27 Q3"))

    ran = run("verify", str(paper), here=history.folder)

    assert (ran.code, "The paper was made at small/q2 (" in ran.err) == (3, True)
