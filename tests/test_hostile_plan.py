"""A plan whose every text is hostile: through validate and report, as Markdown and in a browser."""

from __future__ import annotations

import copy
import itertools
import re
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from support import browser
from support.command import run, write
from support.pictures import png
from support.withheld import each_words, other, text_of, tied
from test_look_example import FILES
from test_look_example import PLAN as LOOK_PLAN
from test_papers_hostile import Shape
from test_papers_two_plans import both

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

    from support.history import History

TEXTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% for x in view %}x{% endfor %}",
    "</td></tr></table><h1>Mine</h1>",
    "</style><script>alert(1)</script>",
    "| a | b |\n|---|---|\n| c | d |",
    "# Heading **bold** [link](javascript:alert(1)) ![x](https://spy.example/x.png)",
    "```\ncode",
    "<!-- hidden",
    "&lt;b&gt; &amp; &#60;",
    "1. list\n2. more",
    "---",
    "body { display: none } @import url(https://spy.example)",
    "\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe",
    "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER BEH} \N{HEBREW LETTER ALEF}\N{HEBREW LETTER BET}",
    "\N{WAVING WHITE FLAG}\N{VARIATION SELECTOR-16}\N{ZERO WIDTH JOINER}\N{RAINBOW}",
    "=1+1",
    "x" * 10_000,
    "\N{LATIN SMALL LETTER E WITH ACUTE}" * 3_000,
    "Z\N{COMBINING LEFT HALF RING ABOVE}\N{COMBINING LATIN SMALL LETTER X}" * 300,
    "a\N{LINE SEPARATOR}b\N{PARAGRAPH SEPARATOR}c",
    "\x07bell\x1b[31mred",
    "word " * 20_000,
    "{actions.total} \\{x} {nope}",
    f"https://example.org/{'a' * 3_000}",
    "\N{ZERO WIDTH SPACE}" * 500,
    "[a]: javascript:alert(1)\n\n[a]",
    "$x^2$ ~~s~~ <https://example.org/?a=1&b=2>",
    "\N{ZERO WIDTH NO-BREAK SPACE}'; DROP TABLE plans; --",
)
STARTS = (0, 10, 20)  # each text stands in other places then


def hostile(start: int) -> str:
    """Return the plan in which everything names everything, each text in turn a hostile one."""
    texts = itertools.cycle(TEXTS[start:] + TEXTS[:start])
    plan = each_words(copy.deepcopy(tied()), lambda _: next(texts))
    plan["plan"]["council"] = next(texts)
    plan["items"][0]["items"][0]["evidence"][0]["url"] = 'https://example.org/"onclick=alert(1)'
    plan["periods"] = [{k: v for k, v in plan["periods"][1].items() if k != "tag"}]
    return text_of(plan) + other()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, Path]:
    """Write all papers of the hostile plans."""
    found = {}
    for start in STARTS:
        folder = tmp_path_factory.mktemp("hostile")
        write(folder, hostile(start))
        named = ("--plan", "tied", "--quarter", "2026-27-Q2", "--paper", "all", "--out", "papers")
        ran = run("report", *named, here=folder)
        assert (ran.code, ran.out.partition(" ")[0]) == (0, "22")
        found[start] = folder / "papers"
    return found


@pytest.mark.parametrize("start", STARTS)
def test_validate_reads_a_hostile_plan(tmp_path: Path, start: int) -> None:
    write(tmp_path, hostile(start))

    ran = run("validate", here=tmp_path)

    assert (ran.code, ran.err) == (0, "")
    assert "\x1b" not in ran.out
    assert "\x07" not in ran.out


@pytest.mark.parametrize("start", STARTS)
def test_markdown_papers_of_a_hostile_plan_are_harmless(
    written: Mapping[int, Path], start: int
) -> None:
    reader = MarkdownIt("commonmark").enable("table")
    for paper in written[start].glob("*.md"):
        found = Shape(reader.render(paper.read_text(encoding="utf-8")))

        assert found.elements.count("h1") == 1, paper.name
        assert not {"script", "style", "img", "iframe", "form"} & set(found.elements), paper.name
        safe = re.compile(r"#|https://|[a-z]+\.md$")  # a link waits to be followed
        assert [each for each in found.addresses if not safe.match(each)] == [], paper.name


@pytest.mark.browser
@pytest.mark.parametrize("start", STARTS)
def test_papers_of_a_hostile_plan_are_harmless_in_a_browser(
    chrome: Browser, written: Mapping[int, Path], start: int
) -> None:
    wrong = {}
    for paper in sorted(written[start].glob("*.html")):
        with browser.shown(chrome, paper, "320 px") as (page, said, asked):
            found = page.evaluate(
                "() => [document.querySelectorAll('h1').length, document.images.length,"
                " document.scripts.length, document.querySelectorAll('style').length]"
            )
            sideways = page.evaluate(browser.SIDEWAYS)
            if found != [1, 0, 1, 1] or sideways > 0 or said or asked:
                wrong[paper.name] = (found, sideways, said, asked)

    assert wrong == {}


@pytest.mark.browser
def test_a_hostile_paper_reads_well_by_other_means(
    chrome: Browser, written: Mapping[int, Path]
) -> None:
    assert browser.check(chrome, written[0] / "progress.html", "desktop").faults == []


@pytest.mark.browser
@pytest.mark.parametrize("mode", ["desktop", "320 px", "dark", "print"])
def test_a_paper_about_two_plans_has_no_fault(chrome: Browser, history: History, mode: str) -> None:
    history.commit("q1", both())
    history.commit("q2", both("2027-02-01"))
    named = ("--plan", "road", "--quarter", "Q2", "--out", "paper.html")
    assert run("report", *named, here=history.folder).code == 0

    assert browser.check(chrome, history.folder / "paper.html", mode).faults == []


@pytest.mark.browser
@pytest.mark.parametrize("mode", ["desktop", "320 px", "dark", "forced colours", "print"])
def test_a_paper_in_a_councils_own_look_has_no_fault(
    chrome: Browser, tmp_path: Path, mode: str
) -> None:
    write(tmp_path, LOOK_PLAN + "".join(f"-- {path} --\n{text}" for path, text in FILES))
    (tmp_path / "logo.png").write_bytes(png(240, 80))
    run("report", "--quarter", "2023/24 Q1", "--out", "paper.html", here=tmp_path)

    assert browser.check(chrome, tmp_path / "paper.html", mode).faults == []


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{period: 2026-27-Q9, summary: x}", "`period` is `2026-27-Q9`, but there is no such"),
        ("{period: 2026-27-Q2, about: NONE, summary: x}", "`about` is `NONE`"),
        ("{period: 2026-27-Q2, achievements: [{text: x, completes: NONE}]}", "`NONE`"),
    ],
)
def test_commentary_on_what_does_not_exist_is_found(tmp_path: Path, entry: str, told: str) -> None:
    write(tmp_path, f"{text_of(tied())}{other()}-- plans/tied/c.yaml --\ncommentary: [{entry}]\n")

    ran = run("validate", here=tmp_path)

    assert ran.code == 1
    assert "plans/tied/c.yaml:1:" in ran.out
    assert told.partition(",")[0].rpartition("`")[0].rpartition("`")[2] in ran.out
