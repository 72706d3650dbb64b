"""Pages in headless Chromium: what axe-core finds, and what it does not look for."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
MODES: Mapping[str, Mapping[str, Any]] = {
    "desktop": {},
    "320 px": {"viewport": {"width": 320, "height": 700}},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "print": {},
    "no script": {},
}
# What can take focus and cannot be seen (WCAG 2.4.7): axe does not look for it.
UNSEEN = """() => {
  const takes = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const hidden = e => {
    const box = e.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) return true;
    for (let up = e; up; up = up.parentElement)
      if (getComputedStyle(up).clipPath.startsWith('inset(50%')) return true;
    return false;
  };
  return [...document.querySelectorAll(takes)]
    .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility() && !e.matches('.skip'))
    .filter(hidden).map(e => e.outerHTML.slice(0, 90));
}"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True)
class Seen:
    """What was found on a page. All but `passed` should be empty or 0."""

    violations: tuple[str, ...]
    said: tuple[str, ...]
    asked: tuple[str, ...]
    unseen_focus: tuple[str, ...]
    sideways: int
    passed: int

    @property
    def faults(self) -> list[str]:
        """All faults in words."""
        sideways = (f"{self.sideways} px too wide",) if self.sideways > 0 else ()
        unseen = tuple(f"takes focus unseen: {each}" for each in self.unseen_focus)
        asked = tuple(f"asked the network for {each}" for each in self.asked)
        return [*self.violations, *self.said, *asked, *unseen, *sideways]


def chromium() -> str | None:
    """Return the path of a Chromium, from CHROMIUM or the PATH."""
    named = (os.environ.get("CHROMIUM", ""), *NAMES)
    return next((path for name in named if name and (path := shutil.which(name))), None)


def axe() -> str | None:
    """Return the source of axe-core as axe-playwright-python brings it."""
    spec = importlib.util.find_spec("axe_playwright_python")
    path = Path(spec.origin).parent / "axe.min.js" if spec and spec.origin else None
    return path.read_text(encoding="utf-8") if path and path.exists() else None


@contextmanager
def opened() -> Iterator[Browser]:
    """Open a browser for as long as the tests need it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (only for these tests)

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def shown(browser: Browser, file: Path, mode: str) -> Iterator[tuple[Page, list[str], list[str]]]:
    """Show a page in a mode, offline; yield it with what it says and what it asks for."""
    options = {"viewport": {"width": 1200, "height": 900}, **MODES[mode]}
    context = browser.new_context(offline=True, reduced_motion="reduce", **options)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        said.append(f"{message.type}: {message.text}")

    def note(request: Request) -> None:
        if not request.url.startswith("file:"):
            asked.append(request.url)

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", note)
    if mode == "no script":  # axe itself is a script: only the page's own is taken out
        page.route("**/*", _without_script(file))
    if mode == "print":
        page.emulate_media(media="print")
    page.goto(file.resolve().as_uri())
    yield page, said, asked
    context.close()


def check(browser: Browser, file: Path, mode: str) -> Seen:
    """Check a page in a mode."""
    with shown(browser, file, mode) as (page, said, asked):
        sideways, unseen = page.evaluate(SIDEWAYS), page.evaluate(UNSEEN)
        page.evaluate(axe() or "")  # not held back by the page's own policy
        options = {"runOnly": {"type": "tag", "values": list(TAGS)}}
        found = page.evaluate("options => axe.run(document, options)", options)
    violations = tuple(
        f"{each['id']}: {each['help']}: {node['target']} {node['html'][:140]}"
        for each in found["violations"]
        for node in each["nodes"]
    )
    passed = len(found["passes"])
    return Seen(violations, tuple(said), tuple(asked), tuple(unseen), sideways, passed)


def _without_script(file: Path) -> Any:  # noqa: ANN401 (as the driver wants it)
    text = file.read_text(encoding="utf-8")
    bare = re.sub(r"<script\b.*?</script>", "", text, flags=re.DOTALL)

    def answer(route: Route) -> None:
        route.fulfill(body=bare, content_type="text/html; charset=utf-8")

    return answer
