"""A council's own look: logo, colours and words from ipcli.toml."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcli.papers.contrast import LEAST, contrast, shades, too_near
from ipcli.papers.sources import source
from ipcli.rules import all_rules
from ipcli.settings import Words, read
from support.command import run, write
from support.papers import BARE_PLAN, FULL_AFTER
from support.pictures import jpeg, png

if TYPE_CHECKING:
    from pathlib import Path

    from support.command import Ran

REPORT = ("report", "--quarter", "2026/27 Q2", "--format")
LOGO = '[logo]\nfile = "logo.png"\ntext = "Anytown Council"\n'


def reported(folder: Path, settings: str, form: str = "html", *more: str) -> Ran:
    write(folder, BARE_PLAN)
    (folder / "ipcli.toml").write_text(settings, encoding="utf-8")
    return run(*REPORT, form, *more, here=folder)


def with_logo(folder: Path, raw: bytes, settings: str = LOGO) -> Ran:
    (folder / "logo.png").write_bytes(raw)
    return reported(folder, settings)


@pytest.mark.parametrize(("raw", "kind"), [(png(), "png"), (jpeg(), "jpeg")])
def test_a_logo_stands_in_the_page_itself(tmp_path: Path, raw: bytes, kind: str) -> None:
    page = with_logo(tmp_path, raw).out

    data = base64.b64encode(raw).decode()
    assert (
        f'<img class="logo" src="data:image/{kind};base64,{data}" width="2" height="2" '
        'alt="Anytown Council">'
    ) in page


@pytest.mark.parametrize("raw", [png(2, 2, (b"tEXt", b"Author\0Ann")), jpeg(told=b"Ann was here")])
def test_what_a_logo_says_of_its_making_is_left_out(tmp_path: Path, raw: bytes) -> None:
    page = with_logo(tmp_path, raw).out

    data = re.findall(r'src="data:[^,]*,([^"]*)"', page)[0]
    assert b"Ann" not in base64.b64decode(data)


def test_markdown_has_no_logo(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png())

    assert "data:" not in reported(tmp_path, LOGO, "md").out


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "it is empty, and not a PNG or a JPEG"),
        (b"hello", "it is no picture"),
        (b"GIF89a", "it is a GIF"),
        (b"<?xml version='1.0'?><svg/>", "it is an SVG, which may hold more than a picture"),
        (b"version https://git-lfs.github.com/spec/v1\n", "a pointer of Git LFS"),
        (png()[:-4], "it is a PNG that is not whole"),
        (png()[:30] + b"\0" + png()[31:], "it is a PNG that is not whole"),
        (b"\x89PNG\r\n\x1a\n", "it is a PNG that is not whole"),
        (jpeg()[:20], "it is a JPEG that is not whole"),
        (jpeg()[:-2], "it is a JPEG that is not whole"),
        (b"\xff\xd8\xff", "it is a JPEG that is not whole"),
        (jpeg(5_000, 10), "it is 5000 by 10 dots"),
        (png() + b"\0" * 200_000, "and at most 200,000 will do"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_logo_that_is_no_picture_is_told_with_the_way_to_mend(
    tmp_path: Path, raw: bytes, told: str
) -> None:
    ran = with_logo(tmp_path, raw)

    assert ran.code == 1
    assert ran.out.startswith("ipcli.toml:2:1: error IP018 the logo logo.png cannot be used: ")
    assert told in ran.out
    assert "no paper was written" in ran.err


@pytest.mark.parametrize(
    "name", ["../secret.png", "/etc/passwd", "a\\\\b.png", "none.png", "plans"]
)
def test_a_logo_lies_beside_the_settings_or_below(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(png())

    ran = with_logo(folder, png(), LOGO.replace("logo.png", name))

    assert ran.code == 1
    assert "data:image" not in ran.out


def test_a_link_to_a_picture_elsewhere_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(png())
    (folder / "logo.png").symlink_to(tmp_path / "secret.png")

    assert "it must lie beside ipcli.toml or below" in reported(folder, LOGO).out


@given(st.binary(max_size=60), st.sampled_from([b"", b"\xff\xd8\xff", png()[:8], png()[:33]]))
def test_no_bytes_of_a_logo_give_a_traceback(tail: bytes, head: bytes) -> None:
    import tempfile  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from ipcli.papers.logo import NoLogoError, logo  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "x").write_bytes(head + tail)
        with pytest.raises(NoLogoError):
            logo("x", "X", folder=Path(folder))


def test_colours_are_set_and_named_in_the_policy(tmp_path: Path) -> None:
    settings = '[colours]\nbrand = "#5B2C83"\nlink = {light = "#529", dark = "#c9a6e8"}\n'

    page = reported(tmp_path, settings).out

    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)[0]
    assert ":root { --brand: #5b2c83; }\n" in style
    assert "@media (prefers-color-scheme: dark) { :root { --brand: #5b2c83; } }" in style
    assert "@media screen { :root { --link: #552299; } }" in style
    assert "@media screen and (prefers-color-scheme: dark) { :root { --link: #c9a6e8; } }" in style
    named = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{named}'" in page


def test_a_colour_for_one_mode_leaves_the_other_as_it_is(tmp_path: Path) -> None:
    page = reported(tmp_path, '[colours]\nbrand = {light = "#5b2c83"}\n').out

    assert "@media (prefers-color-scheme: dark) { :root { --brand: #0f3347; } }" in page


@pytest.mark.parametrize(
    ("colours", "told"),
    [
        (
            'link = "#0b559b"',
            (
                "link #0b559b on panel #1b242c has a contrast of 2.08 to 1 in the dark mode; "
                "text that all can read needs 4.5 to 1"
            ),
        ),
        (
            'brand = "#ffdd33"',
            "on-brand #ffffff on brand #ffdd33 has a contrast of 1.34 to 1 in the light mode",
        ),
        ('on-brand = "#777777"', "on-brand #777777 on brand #12405c has a contrast of"),
        (
            'visited = {light = "#777777"}',
            "link-visited #777777 on panel #f3f6f8 has a contrast of 4.1",
        ),
    ],
)
def test_a_colour_that_some_cannot_read_is_refused_with_its_ratio(
    tmp_path: Path, colours: str, told: str
) -> None:
    ran = reported(tmp_path, f"[colours]\n{colours}\n")

    assert ran.code == 1
    assert f"ipcli.toml:2:1: error IP018 {told}" in ran.out


def test_the_colours_of_papers_can_be_read_in_light_and_dark() -> None:
    for shade in shades(source("assets/paper.css", None)[0]):
        assert {"brand", "on-brand", "link", "link-visited", "paper", "panel", "row-alt"} <= set(
            shade
        )
        assert list(too_near(shade)) == []


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#fff", 4.478), ("#123456", "#123456", 1.0)],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.001)
    assert contrast(one, other) == contrast(other, one)
    assert LEAST == 4.5


@pytest.mark.parametrize("form", ["md", "html"])
def test_words_are_said_the_councils_way(tmp_path: Path, form: str) -> None:
    settings = '[words]\nsummary = "In short"\ncommissioners = "The Envoys\' view"\n'

    page = reported(tmp_path, settings, form).out

    assert re.search(r"(## |>)In short", page)
    assert re.search(r"(## |>)The Envoys(&#39;|')", page)
    assert "Summary" not in page


def test_every_word_reaches_a_paper(tmp_path: Path) -> None:
    plan = FULL_AFTER.replace(" See {nothing.here}.", "")
    for line in ("commissioners: ", "- {id: 2026-27-Q1", "- {period: 2026-27-Q1"):
        plan = re.sub(rf"\n +{re.escape(line)}.*", "", plan)
    write(tmp_path, plan)
    keys = [each.replace("_", "-") for each in Words._fields]
    words = "".join(f'{key} = "Zq{n:02} phrase"\n' for n, key in enumerate(keys))
    (tmp_path / "ipcli.toml").write_text(f"[words]\n{words}", encoding="utf-8")

    ran = run("report", "--quarter", "2026-27-Q2", "--paper", "all", "--out", "p", here=tmp_path)

    assert (ran.code, ran.out.partition(" ")[0]) == (0, "22")
    for form in ("md", "html"):
        text = "".join(each.read_text() for each in (tmp_path / "p").glob(f"*.{form}"))
        missing = [key for n, key in enumerate(keys) if f"q{n:02} phrase" not in text]
        assert missing == []


HOSTILE = ["</style><script>alert(1)</script>", "{{ 7 * 7 }}", "a | b", "*x*", "&lt;", "\\u202eabc"]


@pytest.mark.parametrize("word", HOSTILE)
@pytest.mark.parametrize("form", ["md", "html"])
def test_a_hostile_word_is_only_a_word(tmp_path: Path, word: str, form: str) -> None:
    (tmp_path / "logo.png").write_bytes(png())
    told = LOGO.replace("Anytown Council", f"'><{word}").replace('text = "', 'text = "')
    settings = (
        f'[words]\nsummary = "{word}"\n{told}'
        if "\\" not in word
        else f'[words]\nrisks = "{word}"\n'
    )

    ran = reported(tmp_path, settings, form)

    if "\\" in word:
        assert ran.code == 1
    else:
        assert ran.code == 0
        assert ran.out.count("<script>") == (form == "html")
        assert "49" not in ran.out.partition("## ")[2][:40]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (
            "[colours]\nbrand = 'navy'\n",
            "2:1: error IP018 `colours.brand` is `navy`, which is no colour",
        ),
        ("[colours]\nbrand = '#12345'\n", "`#12345`, which is no colour"),
        ("[colours]\nbrand = '#fff; } body { x: y'\n", "which is no colour"),
        ("[colours]\nbrand = {lite = '#123456'}\n", "which is no colour"),
        ("[colours]\nbrand = {}\n", "which is no colour"),
        ("[colours]\nbrand = 7\n", "`7`, which is no colour"),
        (
            "[colours]\nband = '#123456'\n",
            "2:1: error IP018 unknown key `band`; did you mean `brand`?",
        ),
        (
            "\n[colors]\nbrand = '#123456'\n",
            "2:1: error IP018 unknown key `colors`; did you mean `colours`?",
        ),
        ("colours = 3\n", "1:1: error IP018 `colours` is a section, not a value"),
        ("[words]\nsumary = 'x'\n", "unknown key `sumary`; did you mean `summary`?"),
        ("[words]\nsummary = ''\n", "2:1: error IP018 `words.summary` is empty"),
        ("[words]\nsummary = '''a\nb'''\n", "`words.summary` is `ab`"),
        (f"[words]\nsummary = '{'x' * 61}'\n", "`words.summary` is `xxxx"),
        ("[words]\ndemonstration = 'x'\n", "unknown key `demonstration`"),
        ("[logo]\nfile = 'logo.png'\n", "1:1: error IP018 `logo` has no `text`"),
        ("[logo]\nfile = 'logo.png'\ntext = ' '\n", "3:1: error IP018 `logo.text` is ` `"),
        ("[logo]\ntext = 'x'\n", "`logo` has no `file`"),
        ("[colours\n", "1:1: error IP018 not TOML: "),
        ("a = 1\na = 2\n", "2:1: error IP018 not TOML: "),
        ("x = " + "[" * 5_000, "not TOML: "),
        ("#" * 100_001, "the file is larger than 100,000 bytes"),
    ],
    ids=lambda each: each[:30],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, settings: str, told: str) -> None:
    ran = reported(tmp_path, settings)

    assert ran.code == 1
    assert ran.out.startswith("ipcli.toml:")
    assert told in ran.out


def test_all_that_is_wrong_is_told_at_once_and_by_validate_too(tmp_path: Path) -> None:
    write(tmp_path, BARE_PLAN)
    settings = "[colours]\nbrand = 'navy'\n[words]\nsumary = 'x'\n"
    (tmp_path / "ipcli.toml").write_text(settings, encoding="utf-8")

    ran = run("validate", here=tmp_path)

    assert ran.code == 1
    assert ran.out.count("ipcli.toml:") == 2


def test_settings_that_are_no_text_or_no_file_are_told(tmp_path: Path) -> None:
    write(tmp_path, BARE_PLAN)
    (tmp_path / "ipcli.toml").write_bytes(b"\xff\xfe")
    assert "the file is not text in UTF-8" in run(*REPORT, "md", here=tmp_path).out
    (tmp_path / "ipcli.toml").unlink()
    (tmp_path / "ipcli.toml").mkdir()

    assert "the file cannot be read" in run(*REPORT, "md", here=tmp_path).out


@given(st.text())
def test_no_settings_give_a_traceback(text: str) -> None:
    read(text.encode("utf-8", "surrogatepass"))


def test_the_examples_of_the_rule_are_bad_and_good(tmp_path: Path) -> None:
    rule = all_rules()["IP018"]
    bad, good = (each.partition("\n")[2] for each in (rule.bad, rule.good))

    assert "IP018" in reported(tmp_path, bad).out
    assert reported(tmp_path, good).code == 0


@pytest.mark.parametrize("form", ["md", "html"])
def test_verify_tells_another_look_from_a_changed_paper(tmp_path: Path, form: str) -> None:
    paper = f"paper.{form}"
    reported(tmp_path, '[words]\nsummary = "In short"\n', form, "--out", paper)
    same = run("verify", paper, here=tmp_path)
    (tmp_path / "ipcli.toml").write_text('[words]\nsummary = "In brief"\n', encoding="utf-8")

    other = run("verify", paper, here=tmp_path)
    (tmp_path / "ipcli.toml").unlink()
    none = run("verify", paper, here=tmp_path)

    assert same.code == 0
    assert (other.code, none.code) == (1, 1)
    assert "The council's own look, ipcli.toml and templates, is another one: look " in other.out
    assert "changed" not in other.out
    assert " then, of ipcli now" not in other.out
    assert " then, look of ipcli now" in none.out or "of ipcli now" in none.out


def test_verify_tells_another_template(tmp_path: Path) -> None:
    write(tmp_path, "-- templates/foot.md.j2 --\n{% extends 'builtin/foot.md.j2' %}\n")
    reported(tmp_path, "", "md", "--out", "paper.md")
    write(tmp_path, "-- templates/title.md.j2 --\nOurs\n")

    assert "is another one: look " in run("verify", "paper.md", here=tmp_path).out


def test_line_ends_of_windows_make_no_other_look(tmp_path: Path) -> None:
    write(tmp_path, "-- templates/title.md.j2 --\nOurs\n")
    reported(tmp_path, '[words]\nsummary = "In short"\n', "md", "--out", "paper.md")
    for file in ("ipcli.toml", "templates/title.md.j2"):
        path = tmp_path / file
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert run("verify", "paper.md", here=tmp_path).code == 0


def test_a_page_of_changes_has_the_look_too(tmp_path: Path) -> None:
    from support.history import History  # noqa: PLC0415

    history = History(tmp_path / "r")
    history.commit("one", BARE_PLAN)
    history.write("ipcli.toml", b"[colours]\nbrand = '#5b2c83'\n")

    ran = run("changes", "since", "one", "--format", "html", here=history.folder)

    assert "--brand: #5b2c83;" in ran.out
