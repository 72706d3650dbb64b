from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcli.papers import prose
from ipcli.papers.characters import cleaned, on_one_line

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[go](javascript:alert(1))",
    "[go](data:text/html,<script>alert(1)</script>)",
    "[go](vbscript:x)",
    '[go](https://a.example "onmouseover=alert(1)")',
    "![pixel](https://spy.example/x.png)",
    '<https://a.example/"onclick=alert(1)>',
    "`<script>`",
    "<!-- --><svg onload=alert(1)>",
    "<style>body{display:none}</style>",
    "[ref]\n\n[ref]: javascript:alert(1)",
    "&lt;script&gt;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_prose_is_inert(text: str) -> None:
    page = prose.html(text)

    for sign in ("<script", "<img", "<svg", "<style", "<!--", 'href="javascript', 'href="data'):
        assert sign not in page
    assert " on" not in page.replace("onclick=alert(1)&gt;", "").partition("href")[2]


@given(st.text(st.one_of(st.sampled_from("<>&\"'[]()!#*_`\\\n \t-|~:/."), st.characters())))
def test_prose_makes_only_elements_of_the_list(text: str) -> None:
    import re  # noqa: PLC0415

    allowed = {"p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"}
    allowed |= {"hr", "table", "thead", "tbody", "tr", "th", "td"}

    assert set(re.findall(r"<\s*/?\s*([^\s>/]*)", prose.html(text))) <= allowed


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("R&D < 5", "<p>R&amp;D &lt; 5</p>"),
        ("2.1 One", "<p>2.1 One</p>"),
        ("**b**", "<p><strong>b</strong></p>"),
        ("# Big", "<p><strong>Big</strong></p>"),
        ("[here](#item-A)", '<p><a href="#item-A">here</a></p>'),
        ("[there](../a.pdf)", "<p><a>there</a></p>"),
        ("3. three", '<ol start="3">\n<li>three</li>\n</ol>'),
        ("a\u202eb\x00\ud800", "<p>ab</p>"),
    ],
)
def test_prose_becomes_html(text: str, page: str) -> None:
    assert prose.html(text) == page


def test_prose_that_is_too_long_to_parse_is_plain_paragraphs() -> None:
    text = f"{'[' * 10_000}\n\n*two*"

    assert prose.html(text) == f"<p>{'[' * 10_000}</p><p>*two*</p>"


def test_plain_prose_loads_no_parser() -> None:
    probe = (
        "import sys; from ipcli.papers import markdown, prose\n"
        "prose.html('A plain sentence, 2.1 (with signs): 50% & more.'); markdown.block('Plain.')\n"
        "print('markdown_it' in sys.modules, 'nh3' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "False"]


def test_lines_stay_lines_and_unsafe_characters_go() -> None:
    assert cleaned("a\r\nb\rc\u2028d\x1b[31m\u202e") == "a\nb\nc\nd[31m"


def test_a_title_is_one_line() -> None:
    assert on_one_line(" a\n\tb  c\x07 ") == "a b c"
