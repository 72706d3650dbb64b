from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from ipcli.papers import bounded
from support.command import run, write
from support.papers import BARE_PLAN

if TYPE_CHECKING:
    from pathlib import Path

    from support.command import Ran

REPORT = ["report", "--quarter", "2026/27 Q2", "--paper", "index"]
PAGE = '{% extends "builtin/index.md.j2" %}{% block sections %}\n'


def reported(folder: Path, template: str, form: str = "md") -> Ran:
    write(folder, BARE_PLAN)
    write(folder, f"-- templates/index.{form}.j2 --\n{template}\n")
    return run(*REPORT, "--format", form, here=folder)


def test_a_template_of_the_council_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    ran = reported(tmp_path, "# Ours: {{ view.head.title }}")

    assert (ran.code, ran.out) == (0, "# Ours: Action Plan: papers\n")


def test_a_template_of_the_council_can_build_on_the_shipped_one(tmp_path: Path) -> None:
    ran = reported(tmp_path, PAGE + "Our own words.\n{{ super() }}{% endblock %}")

    assert "Our own words.\n" in ran.out
    assert "- [Progress report](progress.md)" in ran.out


def test_a_part_of_a_paper_can_be_replaced_alone(tmp_path: Path) -> None:
    write(tmp_path, "-- templates/foot.md.j2 --\nOur foot.\n")

    ran = reported(tmp_path, '{% extends "builtin/index.md.j2" %}')

    assert ran.out.endswith("Our foot.\n")


def test_the_style_can_be_replaced(tmp_path: Path) -> None:
    write(tmp_path, "-- templates/assets/paper.css --\nbody { color: navy; }\n")

    ran = reported(tmp_path, '{% extends "builtin/index.html.j2" %}', "html")

    assert "<style>body { color: navy; }\n</style>" in ran.out


def test_every_shipped_template_works_within_the_bounds(tmp_path: Path) -> None:
    write(tmp_path, BARE_PLAN)
    plain = run(*REPORT[:3], "--paper", "all", "--out", "plain", here=tmp_path)
    write(tmp_path, "-- templates/README --\nOurs.\n")
    bound = run(*REPORT[:3], "--paper", "all", "--out", "bound", here=tmp_path)

    assert (plain.code, bound.code) == (0, 0)
    for paper in (tmp_path / "plain").iterdir():
        assert (tmp_path / "bound" / paper.name).read_bytes() == paper.read_bytes()


LOOP = "{% for a in view.head.title %}" * 9 + "x" + "{% endfor %}" * 9
DOUBLED = '{% set x = "0123456789" %}' + "{% set x = x ~ x %}" * 60
BLOCKS = '{% set x = "0123456789" %}' + "{% set x %}{{ x }}{{ x }}{% endset %}" * 60
MACROS = "{% macro m0() %}x{% endmacro %}" + "".join(
    f"{{% macro m{n} () %}}{{{{ m{n - 1}() }}}}{{{{ m{n - 1}() }}}}{{% endmacro %}}"
    for n in range(1, 60)
)
BIG = '{% set x = "0123456789" %}' + "{% set x = x ~ x %}" * 17
MANY = "{% for a in view.head.title ~ view.head.council %}" * 3
END = "{% endfor %}" * 3


@pytest.mark.parametrize(
    ("template", "told"),
    [
        (f"\n{LOOP}", "line 2: it takes more than"),
        (LOOP.replace("x", ""), "it takes more than"),
        (f"{MACROS}{{{{ m59() }}}}", "it takes more than"),
        ("\n\n" + DOUBLED, "line 3: it puts together a text of more than"),
        (BLOCKS, "it puts together a text of more than"),
        ('{% include "index.md.j2" %}', "it calls or includes itself without end"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "without end"),
        ('{{ "a" * 1000000000 }}', "cannot use `*`"),
        ('{{ "a".ljust(1000000000) }}', "line 1: "),
        ('{{ "a" | center(1000000000) }}', "No filter named 'center'"),
        ("{{ view.__class__.__mro__ }}", "line 1: "),
        ("{{ range(5) }}", "line 1: there is no `range`"),
        ('{% include "../plans/plan.yaml" %}', "there is no template `../plans/plan.yaml`"),
        ('{% include "/etc/passwd" %}', "there is no template"),
        ("\n{% if %}", "templates/index.md.j2, line 2: "),
        ("\n{{ view.nothing }}", "templates/index.md.j2, line 2: "),
        ("{{ view.head.title() }}", "line 1: "),
        ("{{ view.sections[99].name }}", "line 1: "),
        (
            f"\n{BIG}{{% set y %}}{MANY}{{{{ x }}}}{END}{{% endset %}}",
            "line 2: it makes texts of more",
        ),
        (
            f"{BIG}{{% macro m(x) %}}{MANY}{{{{ x }}}}{END}{{% endmacro %}}{{{{ m(x) }}}}",
            "texts of more",
        ),
        (f"{{% set y %}}{MANY}{'z' * 150_000}{END}{{% endset %}}", "texts of more"),
        (f"{BIG}{{% filter upper %}}{MANY}{{{{ x }}}}{END}{{% endfilter %}}", "texts of more"),
        (f"{BIG}{MANY}{{% if (x | upper) == 'b' %}}{{% endif %}}{END}", "texts of more"),
        (f"{BIG}{MANY}{{% if x[1:] == 'b' %}}{{% endif %}}{END}", "texts of more"),
        (f"{BIG}{{{{ view.head.title | join(x) }}}}", "puts together a text of more than"),
        (
            f"{{% set l = [1] %}}{'{% set l = [l, l] %}' * 40}{{{{ l }}}}",
            "a list cannot hold a list",
        ),
        (
            f"{{% set l = (1,) %}}{'{% set l = (l, l) %}' * 40}{{{{ {{l: 1}} }}}}",
            "cannot hold a list",
        ),
        (
            "{% macro m() %}{{ m(varargs, varargs) }}{% endmacro %}{{ m() }}",
            "there is no `varargs`",
        ),
        ("{{ view }}", "only a text or a number can be printed, not a list"),
        ("{{ view.sections ~ 'a' }}", "only a text or a number"),
        ("{{ view.sections | upper }}", "only a text or a number"),
        ("{% autoescape false %}<b>{% endautoescape %}", "cannot turn escaping off"),
        ("{% for a in 'a' recursive %}{{ loop('ab') }}{% endfor %}", "without end"),
        ("{% block a %}{{ self.a() }}{% endblock %}", "without end"),
        (
            "{% for a in 'a' %}" * 30 + "{% endfor %}" * 30,
            "md.j2: its blocks are nested too deeply",
        ),
        ("{{ " + "(" * 5_000 + ")" * 5_000 + " }}", "templates/index.md.j2: it calls or includes"),
        ("{{ " + "9" * 5_000 + " }}", "templates/index.md.j2: Exceeds the limit"),
        ('{% include "\\0" %}', "there is no template"),
        ('{% include "\\ud800" %}', "line 1: "),
        ("{{ nothing }}", "line 1: there is no `nothing`"),
        ("{{ view.haed }}", "there is no `haed` here; there are head, sections, instruments"),
        ("{{ super() }}", "line 1: "),
        ("{{ 1 / 0 }}", "line 1: "),
    ],
    ids=lambda text: text[:24],
)
def test_a_bad_template_is_told_and_stopped(
    tmp_path: Path, template: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "STEPS", 300_000)  # to take less time
    began = time.monotonic()

    ran = reported(tmp_path, template)

    assert ran.code == 3
    assert ran.err.startswith("ipcli: the template ")
    assert told in ran.err
    assert time.monotonic() - began < 30


def test_a_page_that_is_too_long_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "LONGEST_PAGE", 10)

    assert "makes a page of more than 10" in reported(tmp_path, "x{{ view.head.title }}" * 9).err


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "other.md.j2").symlink_to(secret)

    assert "there is no template" in reported(tmp_path, '{% include "other.md.j2" %}').err


def test_a_template_that_is_no_text_or_too_large_is_told(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.md.j2").write_bytes(b"\xff")
    (tmp_path / "templates" / "b.md.j2").write_bytes(b"x" * 200_001)

    text, large = (reported(tmp_path, f'{{% include "{name}.md.j2" %}}') for name in "ab")
    assert (text.code, text.err) == (3, "ipcli: templates/a.md.j2 is not text in UTF-8\n")
    assert (large.code, large.err) == (3, "ipcli: templates/b.md.j2 is larger than 200,000 bytes\n")


def test_a_style_cannot_end_itself(tmp_path: Path) -> None:
    write(tmp_path, "-- templates/assets/paper.css --\n</style><script>alert(1)</script>\n")

    ran = reported(tmp_path, '{% extends "builtin/index.html.j2" %}', "html")

    assert ran.code == 3
    assert "templates/assets/paper.css holds an end of a style" in ran.err


def test_templates_are_listed_with_those_that_are_replaced(tmp_path: Path) -> None:
    write(tmp_path, BARE_PLAN)
    write(tmp_path, "-- templates/foot.md.j2 --\nOurs.\n")

    ran = run("templates", here=tmp_path)

    lines = {line.split()[0]: line for line in ran.out.splitlines()}
    assert lines["foot.md.j2"].endswith("how to make it again. (your own)")
    assert "assets/paper.css" in lines
    assert "(your own)" not in lines["base.html.j2"]


def test_templates_are_listed_without_a_plan_too(tmp_path: Path) -> None:
    assert "progress.html.j2" in run("templates", here=tmp_path).out


def test_a_template_is_copied_once(tmp_path: Path) -> None:
    copy = ("templates", "--copy", "foot.md.j2", "mine")

    first, again = run(*copy, here=tmp_path), run(*copy, here=tmp_path)

    assert (first.code, first.out) == (0, "mine/foot.md.j2 written\n")
    assert "digest" in (tmp_path / "mine" / "foot.md.j2").read_text(encoding="utf-8")
    assert again.code == 2
    assert "is there already" in again.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--copy", "none", "d"), "no template `none`"),
        (("--copy", "foot.md.j2"), "name the folder"),
    ],
)
def test_a_copy_needs_a_template_and_a_folder(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    ran = run("templates", *arguments, here=tmp_path)

    assert ran.code == 2
    assert told in ran.err


@pytest.mark.parametrize(
    ("macro", "told"),
    [
        ("{{ nothing }}", "there is no `nothing`"),
        ("{{ a.title.nothing }}", "there is no `nothing`"),
        ("{% if %}", "Expected an expression"),
        ("{{ a | nothing }}", "No filter named 'nothing'"),
        ('{% include "none.md.j2" %}', "there is no template `none.md.j2`"),
    ],
)
@pytest.mark.parametrize("way", ["import", "include"])
def test_a_mistake_is_told_where_it_stands(tmp_path: Path, macro: str, told: str, way: str) -> None:
    begins, ends = "{% macro m(a) %}", "{% endmacro %}"
    page = '{% from "ours.j2" import m %}\n\n{{ m(view.head) }}'
    if way == "include":
        begins, ends, page = "{% set a = view.head %}", "", '\n{% include "ours.j2" %}'
    write(tmp_path, f"-- templates/ours.j2 --\n{{# Ours #}}\n\n{begins}\n{macro}\n{ends}\n")

    ran = reported(tmp_path, page)

    assert ran.code == 3
    assert ran.err.startswith(f"ipcli: the template templates/ours.j2, line 4: {told}")


def test_a_mistake_in_what_is_built_on_is_told_where_it_stands(tmp_path: Path) -> None:
    write(
        tmp_path,
        "-- templates/paper.md.j2 --\n\n\n{{ view.nothing }}{% block sections %}{% endblock %}\n",
    )

    ran = reported(tmp_path, PAGE + "{{ super() }}{% endblock %}")

    assert ran.err.startswith("ipcli: the template templates/paper.md.j2, line 3: ")


def test_a_page_takes_no_longer_than_it_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "SECONDS", 0)

    assert "it takes more than 0 seconds" in reported(tmp_path, "{{ view.head.title }}").err
