"""Every paper in a real browser: those of the four councils once, Sandwell's and a bare plan's in
every mode.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from ipcli.papers.catalogue import INDEX, PAPERS
from support import browser
from support.papers import BARE_PLAN, basis_of, page
from test_papers_all import AFTER_MORE, BEFORE_MORE, four

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

NAMES = tuple(name for name in (INDEX, *PAPERS) if name != "progress")
PLANS = ("sandwell", "slough", "thurrock-first", "thurrock-enhanced", "tower-hamlets")


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Write all papers of all plans, a folder for each plan."""
    top = tmp_path_factory.mktemp("all-papers")
    made = {
        **four(),
        "full": basis_of(AFTER_MORE, BEFORE_MORE),
        "bare": basis_of(BARE_PLAN, draft=True),
    }
    for plan, found in made.items():
        (top / plan).mkdir()
        for name in (*NAMES, "progress"):
            text = page(found, "html", name)
            (top / plan / f"{name}.html").write_text(text, encoding="utf-8", newline="\n")
    return {plan: top / plan for plan in made}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("plan", [*PLANS, "full"])
def test_a_paper_has_no_fault_in_a_browser(
    chrome: Browser,
    written: Mapping[str, Path],
    plan: str,
    name: str,
) -> None:
    seen = browser.check(chrome, written[plan] / f"{name}.html", "desktop")

    assert seen.faults == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("plan", ["sandwell", "bare"])
@pytest.mark.parametrize("mode", [mode for mode in browser.MODES if mode != "desktop"])
def test_a_paper_has_no_fault_in_any_mode(
    chrome: Browser,
    written: Mapping[str, Path],
    plan: str,
    name: str,
    mode: str,
) -> None:
    seen = browser.check(chrome, written[plan] / f"{name}.html", mode)

    assert seen.faults == []


SCRIPT = """() => ({
  levels: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => +e.tagName[1]),
  ids: [...document.querySelectorAll('[id]')].map(e => e.id),
  lost: [...document.querySelectorAll('a[href^="#"]')].map(e => e.getAttribute('href'))
    .filter(at => !document.getElementById(at.slice(1))),
})"""


@pytest.mark.parametrize("plan", ["full", "sandwell", "thurrock-enhanced"])
def test_headings_ids_and_links_are_sound(
    chrome: Browser,
    written: Mapping[str, Path],
    plan: str,
) -> None:
    for name in NAMES:
        with browser.shown(chrome, written[plan] / f"{name}.html", "desktop") as (shown, _, _):
            found = shown.evaluate(SCRIPT)
        levels = found["levels"]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), name
        assert len(found["ids"]) == len(set(found["ids"])), name
        assert found["lost"] == [], name


def test_the_monitoring_table_can_be_filtered_by_words_and_by_status(
    chrome: Browser,
    written: Mapping[str, Path],
) -> None:
    path = written["sandwell"] / "monitoring.html"
    with browser.shown(chrome, path, "desktop") as (shown, _, _):
        shown.get_by_label("Words to find").fill("Lion Farm Options")
        shown.get_by_label("Status").first.select_option("Amber")
        status = shown.locator("[role=status]").first
        shown.wait_for_timeout(400)
        visible = shown.locator("[data-enhance] tbody tr:not([hidden])").count()

        assert status.inner_text().startswith(f"Showing {visible} of ")
        assert 0 < visible < 5


PICTURES = """() => [...document.querySelectorAll('svg[role=img]')]
  .filter(e => e.checkVisibility()).map(svg => {
  const box = svg.getBoundingClientRect(), from = svg.closest('.scroll');
  const edge = from ? from.getBoundingClientRect().right : innerWidth;
  const words = [...svg.querySelectorAll('text')].filter(e => e.checkVisibility());
  return {
    title: svg.querySelector('title').textContent,
    drawn: box.width > 200 && box.height > 30,
    wide: box.right - edge,
    lost: words.filter(e => e.getBoundingClientRect().right > box.right + 24).length,
  };
})"""


@pytest.mark.parametrize("mode", ["desktop", "320 px", "print", "forced colours"])
@pytest.mark.parametrize(
    ("plan", "name", "number"),
    [
        ("sandwell", "progress", 11),
        ("sandwell", "monitoring", 6),
        ("sandwell", "governance", 1),
        ("full", "risks", 1),
        ("full", "measures", 1),
        ("full", "governance", 1),
    ],
)
def test_every_picture_is_drawn_within_the_page(
    chrome: Browser, written: Mapping[str, Path], plan: str, name: str, number: int, mode: str
) -> None:
    with browser.shown(chrome, written[plan] / f"{name}.html", mode) as (shown, _, _):
        found = shown.evaluate(PICTURES)

    assert len(found) == number
    assert [each["title"] for each in found if not each["drawn"]] == []
    assert [each["title"] for each in found if each["wide"] > 0 or each["lost"]] == []


def test_the_head_of_a_table_that_can_be_sorted_is_drawn_again_on_the_next_page(
    chrome: Browser, written: Mapping[str, Path]
) -> None:
    script = "getComputedStyle(document.querySelector('th button')).display"
    with browser.shown(chrome, written["sandwell"] / "monitoring.html", "print") as (shown, _, _):
        assert shown.evaluate(script) == "contents"  # Chromium repeats no box of its own in a head


KEPT = """() => Object.fromEntries(Object.entries({
  'break-inside': ['h2', 'h3'],
  'break-after': ['h2', 'h3', 'caption', '#signature + p'],
  'break-before': ['footer', '#signature'],
}).map(([rule, found]) => [rule, found.map(at => document.querySelector(at))
  .filter(Boolean).filter(e => getComputedStyle(e)[rule] !== 'avoid').map(e => e.outerHTML)]))"""


@pytest.mark.parametrize("name", ["progress", "letter", "directions"])
def test_on_paper_a_heading_the_signature_and_the_foot_stand_with_what_they_belong_to(
    chrome: Browser, written: Mapping[str, Path], name: str
) -> None:
    with browser.shown(chrome, written["sandwell"] / f"{name}.html", "print") as (shown, _, _):
        found = shown.evaluate(KEPT)

    assert found == {"break-inside": [], "break-after": [], "break-before": []}


def test_on_paper_a_sentence_stands_with_the_list_that_it_leads_to(
    chrome: Browser, written: Mapping[str, Path]
) -> None:
    script = """[...document.querySelectorAll('p')].filter(e => e.nextElementSibling?.matches('ul'))
      .map(e => getComputedStyle(e).breakAfter)"""
    path = written["thurrock-enhanced"] / "directions.html"
    with browser.shown(chrome, path, "print") as (shown, _, _):
        assert set(shown.evaluate(script)) == {"avoid"}
