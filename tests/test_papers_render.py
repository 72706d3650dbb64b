from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest
from jinja2 import DictLoader

from ipcli.papers import compiled, render
from ipcli.papers.look import Look
from support.papers import BARE_PLAN, basis_of, page

if TYPE_CHECKING:
    from pathlib import Path


class View(NamedTuple):
    title: str
    rows: tuple[str, ...] = ()


def made(text: str, view: object, *, is_html: bool = True) -> str:
    """Render a template that is given as text, as if it was one that ships."""
    environment = render._environment(is_html=is_html).overlay(  # noqa: SLF001
        loader=DictLoader({"it": text}), bytecode_cache=None
    )
    return environment.get_template("it").render(view=view)


def made_of_own(text: str, folder: Path, suffix: str) -> str:
    """Render a council's own template."""
    (folder / f"own.{suffix}.j2").write_text(text)
    return render.render(View("a"), template=f"own.{suffix}.j2", look=Look(templates=folder))


def test_what_a_template_prints_is_escaped_for_html() -> None:
    assert (
        made("<p>{{ view.title }}</p>", View("a < b & 'c'")) == "<p>a &lt; b &amp; &#39;c&#39;</p>"
    )


def test_what_a_template_prints_is_escaped_for_markdown() -> None:
    assert made("# {{ view.title }}", View("*a* | b"), is_html=False) == "# \\*a\\* \\| b"


def test_what_a_macro_made_is_not_escaped_again() -> None:
    text = "{% macro b(t) %}<b>{{ t }}</b>{% endmacro %}{{ b(view.title) }}"

    assert made(text, View("a & b")) == "<b>a &amp; b</b>"


def test_numbers_are_printed_as_they_are() -> None:
    assert made("{{ view.rows | length }}", View("", ("a", "b")), is_html=False) == "2"


@pytest.mark.parametrize(
    "text",
    [
        "{{ view.nothing }}",
        "{{ view.__class__.__mro__ }}",
        "{{ view._asdict() }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 10 ** 10 }}",
        "{{ '%s' % view }}",
        "{{ range(9) }}",
        "{{ cycler }}",
        "{{ undefined_name }}",
    ],
)
@pytest.mark.parametrize("suffix", ["md", "html"])
def test_a_template_can_do_no_more_than_print_its_view(
    text: str, suffix: str, tmp_path: Path
) -> None:
    with pytest.raises(render.TemplateFaultError, match=r"there is no `|cannot use"):
        made_of_own(text, tmp_path, suffix)


def test_a_template_that_does_not_fit_its_view_is_named(tmp_path: Path) -> None:
    look = Look(templates=tmp_path)

    with pytest.raises(
        render.TemplateFaultError, match=r"base\.html\.j2, line \d+: there is no `head` here"
    ):
        render.render(View("a"), template="progress.html.j2", look=look)


@pytest.mark.parametrize("name", ["nothing.html.j2", "../pyproject.toml", "/etc/passwd", "a\\b"])
def test_only_shipped_templates_are_read(name: str) -> None:
    with pytest.raises(render.TemplateFaultError, match=re.escape(name)):
        render.render(View("a"), template=name)


def test_the_page_lets_only_its_own_style_and_script_run() -> None:
    text = page(basis_of(BARE_PLAN), "html")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy

    for element, directive in (("style", "style-src"), ("script", "script-src")):
        body = text.partition(f"<{element}>")[2].partition(f"</{element}>")[0]
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy[1]
    assert "default-src 'none'" in policy[1]


def test_the_page_asks_for_nothing_from_elsewhere() -> None:
    text = page(basis_of(BARE_PLAN), "html")

    assert not re.search(r"""(?:src|href|action)=["'](?!#)""", text)
    assert not re.search(r"@import|url\((?!#)", text)
    assert '<html lang="en-GB">' in text


def test_compiled_templates_are_kept_where_bytecode_is_kept(tmp_path: Path) -> None:
    probe = (
        "import sys; sys.path[:0] = ['tests', 'src']\n"
        "from support.papers import BARE_PLAN, basis_of, page\n"
        "page(basis_of(BARE_PLAN), 'md')\n"
    )
    environment = {"PYTHONPYCACHEPREFIX": str(tmp_path), "PATH": ""}

    def run(**more: str) -> set[str]:
        subprocess.run([sys.executable, "-c", probe], check=True, env=environment | more)
        return {path.name for path in tmp_path.rglob("*_template*.pyc")}

    assert run(PYTHONDONTWRITEBYTECODE="1") == set()
    kept = run()
    assert len(kept) == 12
    assert run() == kept


def test_a_template_that_was_compiled_for_one_look_does_not_hold_its_style(tmp_path: Path) -> None:
    probe = (
        "import sys; sys.path[:0] = ['tests', 'src']\n"
        "from ipcli.papers.page import page\n"
        "from ipcli.papers.look import Look\n"
        "from support.papers import BARE_PLAN, basis_of\n"
        "print(page(basis_of(BARE_PLAN), 'progress', 'html', look=Look(None, sys.argv[1])))\n"
    )
    environment = {"PYTHONPYCACHEPREFIX": str(tmp_path), "PATH": ""}

    def page_of(style: str) -> str:
        argv = (sys.executable, "-c", probe, style)
        return subprocess.run(
            argv, check=True, env=environment, capture_output=True, text=True
        ).stdout

    assert "/* first */" in page_of("/* first */")
    assert "/* second */" in page_of("/* second */")


def test_a_compiled_template_that_is_damaged_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    cache = compiled.Compiled()
    bucket = cache.get_bucket(render._environment(is_html=True), "a", "a", "text")  # noqa: SLF001
    bucket.code = compile("1", "a", "exec")
    cache.set_bucket(bucket)
    (kept,) = tmp_path.rglob("*_template*.pyc")

    def found(source: str) -> bool:
        other = render._environment(is_html=True)  # noqa: SLF001
        return cache.get_bucket(other, "a", "a", source).code is not None

    assert found("text")
    assert not found("another text")
    kept.write_bytes(kept.read_bytes()[:70])
    assert not found("text")
    bucket.code = None
    cache.set_bucket(bucket)
    assert kept.stat().st_size == 70
