"""Prose of a plan as HTML: Markdown without HTML, pictures and headings, then an allow-list.

Two walls, since plans are written by many hands: the parser shows HTML as text, and what leaves it
is cleaned again. Most prose holds no Markdown at all and goes past both, escaped.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import escape

from ipcli.papers.characters import cleaned

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

LONGEST = 10_000  # characters that are read as Markdown; so many open brackets take 0.15 seconds

# What could mean something to the parser: a sign, an entity, a new line, or the start of a list,
# a quotation, a heading or a rule.
_MARKED = re.compile(r"[\\`*_\[\]<~|\n]|&#?\w+;|^\s*(?:[>#=+-]|\d{1,9}[.)](?:\s|$))", re.ASCII)
_TAGS = frozenset(
    {"p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr"}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)
_ADDRESS = re.compile(r"https?://|mailto:|#", re.IGNORECASE)


def is_plain(text: str) -> bool:
    """Whether a prose holds no Markdown, or is too long to be read as such."""
    return len(text) > LONGEST or not _MARKED.search(text)


def html(text: str) -> str:
    """Write prose as clean HTML."""
    text = cleaned(text).strip()
    if is_plain(text):
        parts = text.split("\n\n") if "\n\n" in text else (text,)
        return "".join(f"<p>{escape(part)}</p>" for part in parts)
    import nh3  # noqa: PLC0415 (only where there is Markdown)

    return nh3.clean(
        _parser().render(text),
        tags=set(_TAGS),
        attributes={"a": {"href"}, "ol": {"start"}},
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    ).strip()


def parsed(text: str) -> SyntaxTreeNode:
    """Return what the parser understood, as a tree."""
    from markdown_it.tree import SyntaxTreeNode  # noqa: PLC0415 (only where there is Markdown)

    return SyntaxTreeNode(_parser().parse(text))


def safe_address(href: str) -> bool:
    """Whether an address is on the web, a mail address or on this page.

    A path leads nowhere from a paper: it would start from where the paper lies, not from the plan.
    """
    return bool(_ADDRESS.match(href))


def _attribute(tag: str, name: str, value: str) -> str | None:
    return None if (tag, name) == ("a", "href") and not safe_address(value) else value


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 (only where there is Markdown)

    parser = MarkdownIt("commonmark", {"html": False, "linkify": False})
    parser.enable(["table", "strikethrough"]).disable(["image", "html_block", "html_inline"])
    parser.add_render_rule("heading_open", _bold_opens)
    parser.add_render_rule("heading_close", _bold_closes)
    return parser


def _bold_opens(*_: object) -> str:
    """Write a heading as a line in bold: only the paper has headings."""
    return "<p><strong>"


def _bold_closes(*_: object) -> str:
    return "</strong></p>\n"
