from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from ipcli.demo.repository import overlays, states
from ipcli.load import load
from ipcli.papers.basis import Draft, basis
from ipcli.shipped import shipped
from ipcli.tree import Tree
from support import browser
from support.papers import BARE_PLAN, FULL_AFTER, FULL_BEFORE, basis_of, page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

    from ipcli.papers.basis import Basis

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Write the progress paper of Sandwell, of a full plan and of a bare one."""
    folder = tmp_path_factory.mktemp("papers")
    made = {
        "sandwell": _sandwell(),
        "full": basis_of(FULL_AFTER, FULL_BEFORE, draft=True),
        "bare": basis_of(BARE_PLAN),
    }
    for name, found in made.items():
        path = folder / f"{name}.html"
        path.write_text(page(found, "html"), encoding="utf-8", newline="\n")
    return {name: folder / f"{name}.html" for name in made}


def _sandwell() -> Basis:
    files = {each.name: each.read_bytes() for each in (shipped("plans") / "sandwell").iterdir()}
    *_, before, after = (
        load(Tree.of_bytes({f"plans/sandwell/{name}": raw for name, raw in state.files.items()}))
        for state in states(files, overlays("sandwell"))
    )
    plan = after.plans["sandwell"]
    period = plan.periods["2022-23-Q3"]
    return basis(
        plan,
        plans=after.plans,
        before=before.plans["sandwell"],
        period=period,
        previous=plan.periods_in_order[-2],
        revision="sandwell/2022-12",
        draft=Draft.of(plan, period),
    )


@pytest.mark.parametrize(
    ("paper", "mode"),
    [("sandwell", mode) for mode in browser.MODES]
    + [(paper, mode) for paper in ("full", "bare") for mode in ("desktop", "320 px", "print")],
)
def test_a_paper_has_no_fault_in_a_browser(
    chrome: Browser, papers: Mapping[str, Path], paper: str, mode: str
) -> None:
    seen = browser.check(chrome, papers[paper], mode)

    assert seen.faults == []
    assert seen.passed > 20


def test_faults_are_seen(chrome: Browser, papers: Mapping[str, Path], tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    text = papers["bare"].read_text(encoding="utf-8")
    text = text.replace(' lang="en-GB"', "").replace("</main>", "<img src=x></main>")
    bad.write_text(text.replace("<h2", '<p style="color: red">x</p><h2', 1), encoding="utf-8")

    faults = "\n".join(browser.check(chrome, bad, "desktop").faults)

    assert "html-has-lang" in faults
    assert "image-alt" in faults
    assert "Content Security Policy" in faults


def test_headings_do_not_jump(chrome: Browser, papers: Mapping[str, Path]) -> None:
    script = "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => +e.tagName[1])"
    with browser.shown(chrome, papers["sandwell"], "desktop") as (found, _, _):
        levels = found.evaluate(script)

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_every_link_leads_somewhere_on_the_page(
    chrome: Browser, papers: Mapping[str, Path]
) -> None:
    script = """[...document.querySelectorAll('a[href^="#"]')].map(e => e.getAttribute('href'))
      .filter(at => !document.getElementById(at.slice(1)))"""
    with browser.shown(chrome, papers["sandwell"], "desktop") as (found, _, _):
        assert found.evaluate(script) == []


def test_no_id_is_used_twice(chrome: Browser, papers: Mapping[str, Path]) -> None:
    script = "[...document.querySelectorAll('[id]')].map(e => e.id)"
    with browser.shown(chrome, papers["sandwell"], "desktop") as (found, _, _):
        ids = found.evaluate(script)

    assert len(ids) == len(set(ids))


def test_moved_dates_can_be_sorted_and_filtered(
    chrome: Browser, papers: Mapping[str, Path]
) -> None:
    with browser.shown(chrome, papers["sandwell"], "desktop") as (found, _, _):
        found.get_by_role("button", name="Time moved").click()
        assert found.locator("th[aria-sort=ascending]").inner_text().strip() == "Time moved"
        moved = found.locator('[data-enhance] [data-label="Time moved"]').all_inner_texts()
        found.get_by_label("Words to find").fill("Lion Farm")
        found.get_by_text("Showing 1 of 42 rows.").wait_for(timeout=10_000)

    days = [text for text in moved if text.endswith(("later", "earlier"))]
    assert days.index("14 days later") < days.index("1 month later") < days.index("130 days later")


def test_on_paper_nothing_stays_folded(chrome: Browser, papers: Mapping[str, Path]) -> None:
    script = "[...document.querySelectorAll('details table')].map(e => e.offsetHeight)"
    with browser.shown(chrome, papers["sandwell"], "print") as (found, _, _):
        assert all(found.evaluate(script))
        assert found.pdf(prefer_css_page_size=True).startswith(b"%PDF-")


def test_the_first_stop_of_the_keyboard_is_the_link_to_the_content(
    chrome: Browser, papers: Mapping[str, Path]
) -> None:
    with browser.shown(chrome, papers["bare"], "desktop") as (found, _, _):
        found.keyboard.press("Tab")
        first = found.locator(":focus")

        assert first.inner_text() == "Skip to main content"
        assert first.is_visible()


@pytest.mark.parametrize("width", [1280, 1024])
def test_no_table_is_cut_off_when_it_is_unfolded(
    chrome: Browser, papers: Mapping[str, Path], width: int
) -> None:
    cut = """[...document.querySelectorAll('.scroll')]
      .filter(e => e.scrollWidth > e.clientWidth).map(e => e.getAttribute('aria-labelledby'))"""
    with browser.shown(chrome, papers["sandwell"], "desktop") as (found, _, _):
        found.set_viewport_size({"width": width, "height": 900})
        found.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")

        assert found.evaluate(cut) == []


def test_a_table_that_is_cut_off_when_it_is_unfolded_can_be_scrolled_by_keyboard(
    chrome: Browser, papers: Mapping[str, Path]
) -> None:
    with browser.shown(chrome, papers["sandwell"], "desktop") as (found, _, _):
        found.set_viewport_size({"width": 710, "height": 900})
        found.locator("summary", has_text="All actions over the periods").click()
        found.locator("details[open] .scroll.cut[tabindex='0']").wait_for(timeout=10_000)


def test_on_a_card_no_line_is_empty_and_each_cell_is_read_out(
    chrome: Browser, papers: Mapping[str, Path]
) -> None:
    with browser.shown(chrome, papers["sandwell"], "320 px") as (found, _, _):
        empty = found.locator("[aria-labelledby=glance] td.nil").first

        assert [empty.evaluate(f"e => e.offset{each}") for each in ("Width", "Height")] == [1, 1]
        assert empty.evaluate("e => e.checkVisibility()")


@pytest.mark.parametrize("width", [320, 400, 700])
def test_the_command_in_the_foot_is_broken_between_its_words_only(
    chrome: Browser, papers: Mapping[str, Path], width: int
) -> None:
    with browser.shown(chrome, papers["sandwell"], "desktop") as (found, _, _):
        found.set_viewport_size({"width": width, "height": 900})
        command = found.locator("#made-with")
        lines = command.locator(".word").evaluate_all("all => all.map(e => e.offsetHeight < 40)")

        assert set(lines) == {True}
        assert command.inner_text() in papers["sandwell"].read_text(encoding="utf-8")
