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
        ("{{ range(5) }}", "line 1: 'range' is undefined"),
        ('{% include "../plans/plan.yaml" %}', "there is no template `../plans/plan.yaml`"),
        ('{% include "/etc/passwd" %}', "there is no template"),
        ("\n{% if %}", "templates/index.md.j2, line 2: "),
        ("\n{{ view.nothing }}", "templates/index.md.j2, line 2: "),
        ("{{ view.head.title() }}", "line 1: "),
        ("{{ view.sections[99].name }}", "line 1: "),
        ("{{ 1 / 0 }}", "line 1: "),
    ],
    ids=lambda text: text[:24],
)
def test_a_bad_template_is_told_and_stopped(tmp_path: Path, template: str, told: str) -> None:
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

    assert "makes a page of more than 10" in reported(tmp_path, "x{{ view }}" * 9).err


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "other.md.j2").symlink_to(secret)

    assert "there is no template" in reported(tmp_path, '{% include "other.md.j2" %}').err


def test_a_template_that_is_no_text_or_too_large_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.md.j2").write_bytes(b"\xff")
    (tmp_path / "templates" / "b.md.j2").write_bytes(b"x" * 500_001)

    assert "no template `a.md.j2`" in reported(tmp_path, '{% include "a.md.j2" %}').err
    assert "no template `b.md.j2`" in reported(tmp_path, '{% include "b.md.j2" %}').err


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
