from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from support.papers import FULL_AFTER, FULL_BEFORE, basis_of, page

TITLES = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; alert(1); //",
    "{{ 7 * 7 }} {% for x in view %}",
    "</td></tr></table><h1>Mine</h1>",
    "</style><script>alert(1)</script>",
    "| a | b |",
    "# Heading **bold** [link](javascript:alert(1)) ![x](https://spy.example/x.png)",
    "```",
    "<!-- hidden",
    "&lt;b&gt; &amp; &#60;",
    "1. list",
    "---",
    "]]> ${alert(1)} #{alert(1)}",
    "body { display: none }",
    "\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe \N{ARABIC LETTER ALEF}\N{ARABIC LETTER BEH}",
    "\N{WAVING WHITE FLAG}\N{VARIATION SELECTOR-16}\N{ZERO WIDTH JOINER}\N{RAINBOW}",
    "=1+1",
    "x" * 10_000,
]
PROSE = [*TITLES, "word " * 20_000, "[" * 9_000, "# Heading\n\n<h1>Mine</h1>\n\n    code"]


class Shape(HTMLParser):
    """The elements and attributes of a page, and the words in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.words = ""
        self.feed(text)

    @property
    def fixed(self) -> list[str]:
        """The elements, but for those that only break a word or a label of a picture."""
        return [each for each in self.elements if each not in {"wbr", "text"}]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name in {"href", "src"}}

    def handle_data(self, data: str) -> None:
        self.words += data


def hostile(title: str, plan: str) -> str:
    """Put a text in the place of titles, names, refs and prose of a plan."""
    written = '"' + title.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    for shown in ("Finance", "Savings plan", "Money runs out", "Anytown Council", "Second quarter"):
        plan = re.sub(rf"(title|name|council): {shown}(?=[,\n}}])", rf"\1: {_safe(written)}", plan)
    plan = plan.replace("ref: 1.1", f"ref: {written}").replace("name: Cabinet", f"name: {written}")
    return plan.replace("name: On course", f"name: {written}")


def _safe(text: str) -> str:
    return text.replace("\\", "\\\\")


def hostile_prose(prose: str, plan: str) -> str:
    written = '"' + prose.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    for shown in ("Two services had no plan.", "A hard quarter.", "Reserves may not last."):
        plan = plan.replace(shown, written)
    return plan.replace("text: A grant came.", f"text: {written}")


CALM = Shape(page(basis_of(FULL_AFTER, FULL_BEFORE), "html"))


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title[:20])
def test_a_hostile_title_changes_no_element_of_the_html(title: str) -> None:
    paper = page(basis_of(hostile(title, FULL_AFTER), hostile(title, FULL_BEFORE)), "html")
    found = Shape(paper)

    assert found.fixed == CALM.fixed
    assert found.attributes == CALM.attributes
    assert found.addresses == CALM.addresses
    assert title.replace("\N{RIGHT-TO-LEFT OVERRIDE}", "") in found.words


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title[:20])
def test_a_hostile_title_changes_no_element_of_the_markdown(title: str) -> None:
    reader = MarkdownIt("commonmark").enable("table")
    calm = Shape(reader.render(page(basis_of(FULL_AFTER, FULL_BEFORE), "md")))

    paper = page(basis_of(hostile(title, FULL_AFTER), hostile(title, FULL_BEFORE)), "md")
    found = Shape(reader.render(paper))

    assert found.elements == calm.elements
    assert title.replace("\N{RIGHT-TO-LEFT OVERRIDE}", "") in found.words


@pytest.mark.parametrize("prose", PROSE, ids=lambda prose: prose[:20])
@pytest.mark.parametrize("suffix", ["md", "html"])
def test_hostile_prose_makes_no_heading_script_or_picture(prose: str, suffix: str) -> None:
    paper = page(basis_of(hostile_prose(prose, FULL_AFTER)), suffix)
    if suffix == "md":
        paper = MarkdownIt("commonmark").enable("table").render(paper)
    found = Shape(paper)

    calm = 2 if suffix == "html" else 0
    assert found.elements.count("script") + found.elements.count("style") == calm
    assert found.elements.count("h1") == 1
    assert "img" not in found.elements
    assert all(each.startswith(("#", "https://")) for each in found.addresses)


def test_a_very_long_word_may_be_broken_on_a_page() -> None:
    paper = page(basis_of(FULL_AFTER.replace("title: Finance", f"title: {'x' * 130}")), "html")

    assert f"{'x' * 60}<wbr>{'x' * 60}<wbr>{'x' * 10}" in paper
