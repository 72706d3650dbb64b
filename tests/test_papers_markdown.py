from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ipcli.papers import markdown
from ipcli.papers.characters import on_one_line

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ANY_TEXT = st.text(
    st.one_of(st.sampled_from("\\`*_[]<>|~!#-+=()&;:/.@ \n\t1a\u202e\u200b\r"), st.characters())
)


def shown(page: str) -> str:
    """Return the words that a reader of a page of Markdown sees."""
    return html.unescape(re.sub(r"<[^>]*>", "", READER.render(page))).strip()


def tags(page: str) -> set[str]:
    """Return the names of the elements that a page of Markdown makes."""
    return set(re.findall(r"<(\w+)", READER.render(page)))


@given(ANY_TEXT)
@example("1. one")
@example("---")
@example("===")
@example("\ud800 half a pair")
def test_plain_text_in_a_paragraph_is_read_as_it_was_written(text: str) -> None:
    page = markdown.plain(text)

    assert shown(page) == on_one_line(text).strip()
    assert tags(page) <= {"p"}


@given(ANY_TEXT)
def test_plain_text_in_a_cell_is_read_as_it_was_written(text: str) -> None:
    page = f"| a | b |\n| --- | --- |\n| x{markdown.plain(text)} | last |\n"

    assert READER.render(page).count("<td>") == 2
    assert on_one_line(text).strip() in shown(page)


@given(ANY_TEXT)
@example("**!**[a](https://a.example)")
def test_prose_makes_no_heading_and_no_html(text: str) -> None:
    page = markdown.block(text)

    assert tags(page).isdisjoint({"h1", "h2", "h3", "h4", "h5", "h6", "img", "script"})
    assert "<" not in re.sub(r"```.*?```|`[^`]*`", "", page, flags=re.DOTALL).replace("&lt;", "")


@given(ANY_TEXT)
def test_prose_in_a_cell_stays_on_one_line(text: str) -> None:
    assert "\n" not in markdown.cell(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (
            "Governance & Constitution (EDI), 2.1 and 50%",
            "Governance & Constitution (EDI), 2.1 and 50%",
        ),
        ("a * b", "a \\* b"),
        ("1. one", "1\\. one"),
        ("- one", "\\- one"),
        ("-5", "-5"),
        ("+4", "+4"),
        ("# one", "\\# one"),
        ("=====", "\\====="),
        ("AT&amp;T", "AT&amp;amp;T"),
        (
            "see https://example.org and www.example.org",
            "see https&#58;//example.org and www&#46;example.org",
        ),
        ("ask@example.org", "ask@example.org"),
        ("two\nlines", "two lines"),
        ("\u202egnp.exe", "gnp.exe"),
    ],
)
def test_only_signs_are_escaped(text: str, written: str) -> None:
    assert markdown.plain(text) == written


@pytest.mark.parametrize(
    ("prose", "written"),
    [
        ("plain", "plain"),
        ("# Big\n\ntext", "**Big**\n\ntext"),
        ("Big\n===\ntext", "**Big**\n\ntext"),
        ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
        ("**b** *i* ~~s~~ `c|d`", "**b** *i* ~~s~~ `c|d`"),
        ("`` a`b ``", "`` a`b ``"),
        ("one  \n- two", "one\n\n- two"),
        ("one\\\n\\- two", "one\\\n\\- two"),
        ("soft\nbreak", "soft break"),
        ("- a\n- b\n\n  c", "- a\n- b\n\n  c"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("> quoted\n> # loud", "> quoted\n>\n> **loud**"),
        ("```\n# code\n```", "```\n# code\n```"),
        ("~~~\n```\n~~~", "````\n```\n````"),
        ("    code", "code"),
        ("para\n\n    code", "para\n\n```\ncode\n```"),
        ("a\n\n***\n\nb", "a\n\n* * *\n\nb"),
        ("|a|b|\n|-|-|\n|1|2|", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("[ok](https://a.example/x_(1)?a&b)", "[ok](https://a.example/x_%281%29?a&amp;b)"),
        (
            "[file](../x.pdf) and [bad](javascript:alert(1))",
            "file and \\[bad\\](javascript:alert(1))",
        ),
        ("![alt](https://a.example/x.png)", "\\![alt](https://a.example/x.png)"),
    ],
)
def test_prose_is_written_again_from_what_was_understood(prose: str, written: str) -> None:
    assert markdown.block(prose) == written


@pytest.mark.parametrize(
    ("prose", "written"),
    [
        ("# Big\n\n- a\n- **b**", "Big • a • **b**"),
        ("hard  \nbreak", "hard break"),
        ("`a|b`", "a\\|b"),
        ("```\na|b\n```", "a\\|b"),
    ],
)
def test_prose_in_a_cell_keeps_its_words(prose: str, written: str) -> None:
    assert markdown.cell(prose) == written


def test_a_list_of_prose_keeps_each_entry_whole() -> None:
    assert markdown.bullets(["one", "# two\n\nthree"]) == "- one\n- **two**\n\n  three"


def test_prose_that_is_too_long_to_parse_is_plain() -> None:
    assert markdown.block("[" * 10_001) == "\\[" * 10_001
