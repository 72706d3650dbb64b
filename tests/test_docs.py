from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipcli.load import load
from ipcli.rules import check
from ipcli.tree import Tree
from support.command import run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.history import History

TOP = Path(__file__).parent.parent
DOCS = TOP / "docs"
EXAMPLE = DOCS / "plan-format" / "example" / "plans"


def found(tree: Tree) -> list[str]:
    """Return the findings of a tree, with their places."""
    checked = check(load(tree), as_of=None)
    return [f"{each.place} {each.code} {each.message}" for each in checked.diagnostics]


def blocks(page: str) -> Iterator[str]:
    """Yield the YAML examples of a page."""
    text = (DOCS / page).read_text(encoding="utf-8")
    yield from re.findall(r"^```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def test_the_plan_to_start_from_is_complete_and_clean() -> None:
    parts = [block.partition("\n") for block in blocks("start-your-plan.md")]
    tree = Tree.of_bytes({head.removeprefix("# "): text.encode() for head, _, text in parts})

    assert len(tree.files) == 4
    assert found(tree) == []


def test_the_examples_of_the_format_are_one_clean_plan() -> None:
    assert found(Tree.of_folder(EXAMPLE, shown="plans")) == []


def test_each_section_of_the_format_has_its_example_on_the_page() -> None:
    shown = set(blocks("plan-format.md"))

    assert [file.name for file in EXAMPLE.iterdir() if file.read_text() not in shown] == []


def test_the_page_of_the_format_is_fresh() -> None:
    sys.path.insert(0, str(DOCS))
    try:
        import plan_format  # type: ignore[import-not-found]  # noqa: PLC0415
    finally:
        sys.path.remove(str(DOCS))

    page = (DOCS / "plan-format.md").read_text(encoding="utf-8")
    made = "\n".join(plan_format.page()).rstrip("\n") + "\n"
    assert page.partition("-->\n\n")[2] == made


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: str(path.name))
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    parent = DOCS if path.parent.name == "plan-format" else path.parent
    links = re.findall(
        r"\]\(([^)#\s]+)(?:#[^)]*)?\)", re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    )
    here = [link for link in links if "://" not in link and not link.startswith("mailto:")]

    assert [link for link in here if not (parent / link).exists()] == []


def test_links_within_the_format_lead_to_a_heading() -> None:
    text = (DOCS / "plan-format.md").read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    anchors = {heading.lower().replace(" ", "-") for heading in headings}

    assert {link for link in re.findall(r"\]\(#([^)]*)\)", text) if link not in anchors} == set()


def test_the_officers_way_goes_as_the_page_says(history: History) -> None:
    edited, agreed = blocks("officer.md")
    due = next(line for line in edited.splitlines() if "due: 2027-02" in line).partition(" #")[0]
    plan = {f"plans/{file.name}": file.read_bytes() for file in EXAMPLE.iterdir()}
    for path, raw in plan.items():
        history.write(path, raw)
    history.git("add", ".")
    history.git("commit", "--quiet", "-m", "The plan")
    history.git("branch", "-M", "main")
    items = plan["plans/items.yaml"].decode().replace("        due: 2026-12", due.rstrip())
    history.write("plans/items.yaml", items.encode())
    before = run("review", "--format", "md", here=history.folder)
    history.write("plans/agreed.yaml", agreed.encode())
    after = run("review", here=history.folder)

    page = (DOCS / "officer.md").read_text(encoding="utf-8")
    row = next(line for line in before.out.splitlines() if line.startswith("| **lacks"))
    assert f"> {row}\n" in page
    assert (before.code, after.code) == (1, 0)


def test_the_plan_files_of_the_guides_load() -> None:
    for page in ("officer.md", "deadlines.md"):
        for block in blocks(page):
            document = Tree.of_bytes({"plans/x.yaml": block.encode()})
            codes = {each.code for each in load(document).diagnostics}
            assert codes <= {"IP015"}, (page, load(document).diagnostics)


def put(path: Path, after: str, more: str) -> None:
    """Write more text behind another in a file, and 9 for 8 in it."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(after, after.replace("score: 8", "score: 9") + more), "utf-8")


def test_a_quarter_goes_as_the_page_says_and_so_does_its_correction(tmp_path: Path) -> None:
    """The demonstration stands where step 6 has been done; here that is taken back."""
    assert run("demo", "demo", here=tmp_path).code == 0
    here = tmp_path / "demo"
    page = (DOCS / "quarter.md").read_text(encoding="utf-8")
    steps = [textwrap.dedent(each) for each in re.findall(r"```sh\n(.*?)```", page, re.DOTALL)]
    correction = re.findall(r"- \{date: 2022-12-20.*\}", page)[0]

    def sh(script: str) -> None:
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "An officer"),
            **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "officer@example.org"),
        }
        subprocess.run(["sh", "-ec", script], cwd=here, check=True, env=environment)

    sh("git tag -d sandwell/2022-12")
    sh("git clone -q --bare . ../origin; git remote add origin ../origin")
    sh("git push -q -u origin main")
    for step in steps[:-1]:
        sh(step)
    put(here / "plans/sandwell/plan.yaml", "tag: sandwell/2022-12", "-corrected")
    score, wrong = "current: {score: 8, band: amber}}", f"\n    corrections:\n      {correction}"
    put(here / "plans/sandwell/risks.yaml", score, wrong)
    sh(steps[-1])

    drafted, made = ((here / name).read_text("utf-8") for name in ("draft.html", "progress.html"))
    assert ("DRAFT" in drafted, "DRAFT" in made) == (True, False)
    assert "sandwell/2022-12-corrected" in made
