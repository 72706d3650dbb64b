from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from ipcli.output.plain import UNSAFE
from ipcli.output.schema import findings_schema
from support.command import run, write
from support.plans import SMALL_PLAN

if TYPE_CHECKING:
    from pathlib import Path

LATE = (
    SMALL_PLAN
    + """\
-- plans/more.yaml --
items:
  - id: T
    title: Finance
    due: 2026-12-31
    items:
      - {id: A, title: Savings plan, due: 2027-01-31}
"""
)
FOUND = (
    "plans/more.yaml:6:43: error IP203 `A` is due 31 January 2027, but `T` ends 31 December 2026"
)


def test_a_clean_plan_exits_0_and_says_what_was_checked(tmp_path: Path) -> None:
    ran = run("validate", here=write(tmp_path, SMALL_PLAN))

    assert ran.code == 0
    assert ran.out.startswith("nothing wrong in 1 plan, 0 items, 1 file; ")
    assert "not run: no earlier revision was named (--base)" in ran.out


def test_a_finding_is_one_plain_line_and_exits_1(tmp_path: Path) -> None:
    ran = run("validate", here=write(tmp_path, LATE))

    assert (ran.code, ran.out.splitlines()[0]) == (1, FOUND)


def test_the_plan_folder_is_found_from_a_folder_inside_it(tmp_path: Path) -> None:
    ran = run("validate", here=write(tmp_path, LATE) / "plans")

    assert "IP203" in ran.out


def test_paths_in_findings_have_slashes_and_no_folder_of_this_machine(tmp_path: Path) -> None:
    ran = run("validate", "--plans", str(write(tmp_path, LATE) / "plans"), here=tmp_path)

    assert str(tmp_path) not in ran.out


def test_fail_on_warning_makes_a_warning_count(tmp_path: Path) -> None:
    write(tmp_path, SMALL_PLAN + "-- plans/more.yaml --\nroles: [{id: a, name: A, ref: }]\n")

    assert run("validate", here=tmp_path).code == 0
    assert run("validate", "--fail-on", "warning", here=tmp_path).code == 1


def test_select_and_ignore_take_the_beginning_of_a_code(tmp_path: Path) -> None:
    write(tmp_path, LATE)

    assert run("validate", "--select", "IP1", here=tmp_path).code == 0
    assert run("validate", "--ignore", "IP2", here=tmp_path).code == 0
    assert run("validate", "--select", "IP203", here=tmp_path).code == 1


def test_codes_may_be_written_small_and_several_at_once(tmp_path: Path) -> None:
    write(tmp_path, LATE)

    assert "IP203" in run("validate", "--select", "ip1, ip2", here=tmp_path).out


def test_what_is_not_shown_is_counted_and_not_called_clean(tmp_path: Path) -> None:
    ran = run("validate", "--ignore", "IP203", here=write(tmp_path, LATE))

    assert ran.out.startswith("nothing wrong of what was asked for in 1 plan, 2 items, 2 files; ")
    assert ran.out.endswith("; 1 finding not shown, as not asked for\n")


@pytest.mark.parametrize(
    "asked", [("--select", "IP2"), ("--ignore", "IP0"), ("plans/plan.yaml",)], ids=str
)
def test_what_could_not_be_read_is_always_shown(tmp_path: Path, asked: tuple[str, ...]) -> None:
    ran = run(
        "validate", *asked, here=write(tmp_path, SMALL_PLAN + "-- plans/more.yaml --\nitems: [\n")
    )

    assert (ran.code, "plans/more.yaml:1:8: error IP001" in ran.out) == (1, True)


@pytest.mark.parametrize("named", [".", "plans", "plans/", "../here/plans"])
def test_the_top_of_a_repository_means_its_plan_folder(tmp_path: Path, named: str) -> None:
    here = write(tmp_path / "here", LATE)
    (here / "other.yaml").write_text("not: a plan\n")

    assert run("validate", named, here=here).out.splitlines()[0] == FOUND


def test_a_path_limits_what_is_shown(tmp_path: Path) -> None:
    write(tmp_path, LATE)

    assert run("validate", "plans/plan.yaml", here=tmp_path).code == 0
    assert run("validate", "plans/more.yaml", here=tmp_path).code == 1


def test_a_path_outside_the_plan_folder_is_a_wrong_command_line(tmp_path: Path) -> None:
    write(tmp_path, LATE)
    (tmp_path / "other.yaml").write_text("")

    assert run("validate", "other.yaml", here=tmp_path).code == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--fail-on", "x"), 2),
        (("--as-of", "soon"), 2),
        (("--format", "yaml"), 2),
        (("--new-only",), 2),
        (("nowhere.yaml",), 2),
        (("--plans", "nowhere"), 3),
        (("--at", "v1"), 3),
        (("--base", "--output=x"), 3),
    ],
)
def test_what_could_not_be_checked_is_never_clean(
    tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    ran = run("validate", *arguments, here=write(tmp_path, LATE))

    assert ran.code == code
    assert ran.out == ""
    assert ran.err


def test_no_plan_folder_anywhere_says_how_to_get_one(tmp_path: Path) -> None:
    ran = run("validate", here=tmp_path)

    assert (ran.code, "ipcli demo" in ran.err) == (3, True)


def test_json_is_valid_by_its_schema_and_gives_both_places(tmp_path: Path) -> None:
    ran = run("validate", "--format", "json", here=write(tmp_path, LATE))

    told = json.loads(ran.out)
    jsonschema.validate(told, findings_schema())
    [finding] = told["findings"]
    assert (finding["code"], finding["path"], finding["line"]) == ("IP203", "plans/more.yaml", 6)
    assert finding["related"][0]["line"] == 4


def test_github_gets_a_command_with_everything_escaped(tmp_path: Path) -> None:
    text = LATE.replace("more.yaml", "50%, a: b.yaml")

    ran = run("validate", "--format", "github", here=write(tmp_path, text))

    assert ran.out.startswith(
        "::error file=plans/50%25%2C a%3A b.yaml,line=6,col=43,"
        "title=IP203 due-after-parent-ends::`A` is due"
    )


def test_gitlab_gets_a_fingerprint_that_does_not_move_with_lines(tmp_path: Path) -> None:
    def prints(text: str) -> list[str]:
        ran = run("validate", "--format", "gitlab", here=write(tmp_path, text))
        return [each["fingerprint"] for each in json.loads(ran.out)]

    first = prints(LATE)

    assert first
    assert prints(LATE.replace("more.yaml --\n", "more.yaml --\n# a comment\n")) == first


def test_sarif_names_the_rule_and_the_place(tmp_path: Path) -> None:
    ran = run("validate", "--format", "sarif", here=write(tmp_path, LATE))

    [result] = json.loads(ran.out)["runs"][0]["results"]
    assert result["ruleId"] == "IP203"
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 6,
        "startColumn": 43,
    }


def test_junit_is_well_formed_and_counts_the_errors(tmp_path: Path) -> None:
    text = LATE.replace("Savings plan", "<Savings> & plan")

    ran = run("validate", "--format", "junit", here=write(tmp_path, text))

    assert ET.fromstring(ran.out).get("failures") == "1"  # noqa: S314 (our own output)


def test_gitlab_tells_two_like_findings_apart(tmp_path: Path) -> None:
    text = f"{SMALL_PLAN}-- plans/more.yaml --\nitems: [{{ownr: a}}, {{ownr: a}}]\n"

    ran = run("validate", "--format", "gitlab", here=write(tmp_path, text))

    prints = [each["fingerprint"] for each in json.loads(ran.out)]
    assert len(prints) > len({each.partition("-")[0] for each in prints})
    assert len(prints) == len(set(prints))


ODD = r"\e[31m\u202e\ufffe\uffff\u2028 <>&]]> \u00e9 \u6f22 \U0001f600 %0A ::error::"


def test_odd_signs_in_a_message_leave_every_format_readable(tmp_path: Path) -> None:
    write(tmp_path, LATE.replace("id: A,", f'id: A, owner: "{ODD}{"w" * 100_000}",'))
    told = {
        each: run("validate", "--format", each, here=tmp_path).out
        for each in ("json", "gitlab", "sarif", "junit", "github")
    }

    jsonschema.validate(json.loads(told["json"]), findings_schema())
    for each in ("gitlab", "sarif"):
        assert json.loads(told[each])
    assert ET.fromstring(told["junit"]).get("failures") == "2"  # noqa: S314 (our own output)
    assert told["github"].count("\n::error") + told["github"].startswith("::error") == 2
    assert not UNSAFE.search("".join(told.values()))


def test_out_takes_its_format_from_the_suffix(tmp_path: Path) -> None:
    run("validate", "--out", "found.sarif", here=write(tmp_path, LATE))

    assert json.loads((tmp_path / "found.sarif").read_text())["version"] == "2.1.0"


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    write(tmp_path, LATE)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "found.txt").mkdir()

    ran = run("validate", "--out", "out/found.txt", here=tmp_path)

    assert (ran.code, os.listdir(tmp_path / "out")) == (3, ["found.txt"])  # noqa: PTH208


def test_a_control_character_in_a_title_never_reaches_the_terminal(tmp_path: Path) -> None:
    text = LATE.replace("id: A,", 'id: A, owner: "\\e[31m\\u202e",')

    ran = run("validate", here=write(tmp_path, text))

    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out


def test_a_message_stays_on_one_line(tmp_path: Path) -> None:
    text = LATE.replace("title: Savings plan", 'title: Savings plan, labels: "a\\nb"')

    ran = run("validate", here=write(tmp_path, text))

    assert all(": error " in line for line in ran.out.splitlines()[:-1])


def excerpt(line: str, here: Path, width: int = 80) -> tuple[str, str]:
    """Write a line with an unknown key `x`; return it and the caret as a terminal has them."""
    terminal = pytest.importorskip("support.terminal")
    write(here, f"{SMALL_PLAN}-- plans/more.yaml --\nroles:\n{line}\n")

    told = terminal.on_a_terminal("validate", here=here, width=width, NO_COLOR="1")

    plain = re.sub(r"\x1b\[[0-9;]*m", "", told)
    shown = next(at for at, line in enumerate(plain.splitlines()) if line.startswith("    2 | "))
    return plain.splitlines()[shown][8:], plain.splitlines()[shown + 1][8:]


@pytest.mark.parametrize(
    "line",
    [
        "  - {id: a, name: A, x: b}",
        "  - {id: a, name:  A   B, x: b}",
        "  - {id: a,\tname: A,\tx: b}",
        "  - {id: a, name: caf\u00e9, x: b}",
    ],
)
def test_the_caret_stands_under_the_column(tmp_path: Path, line: str) -> None:
    shown, caret = excerpt(line, tmp_path)

    assert shown == line.replace("\t", " ")
    assert caret == " " * shown.index("x: b") + "^"


def test_the_caret_counts_a_wide_letter_as_two(tmp_path: Path) -> None:
    shown, caret = excerpt("  - {id: a, name: \u6f22\u5b57, x: b}", tmp_path)

    assert caret == " " * (shown.index("x: b") + 2) + "^"


@pytest.mark.parametrize("before", [0, 40, 400, 4000])
@pytest.mark.parametrize("after", [0, 40, 4000])
def test_of_a_long_line_the_part_round_the_caret_is_shown(
    tmp_path: Path, before: int, after: int
) -> None:
    line = f"  - {{id: a, name: {'b' * before}B, x: c{'d' * after}}}"

    shown, caret = excerpt(line, tmp_path)

    assert len(shown) <= 72
    assert caret == " " * shown.index("x: c") + "^"


def test_a_control_character_of_the_source_is_marked_in_its_place(tmp_path: Path) -> None:
    shown, caret = excerpt("  - {id: a, name: A\u202eB, x: b}", tmp_path)

    assert (shown, len(caret)) == ("  - {id: a, name: A\ufffdB, x: b}", shown.index("x: b") + 1)


def test_a_file_too_large_to_read_is_not_read_for_an_excerpt(tmp_path: Path) -> None:
    terminal = pytest.importorskip("support.terminal")
    write(tmp_path, SMALL_PLAN)
    with (tmp_path / "plans/big.yaml").open("wb") as file:
        file.truncate(40_000_000_000)  # a hole: on the disk it takes no room

    told = terminal.on_a_terminal("validate", here=tmp_path)

    assert "at most 5,000,000 are read" in told


def test_closed_streams_are_no_bug(tmp_path: Path) -> None:
    write(tmp_path, LATE)
    program = "import sys; sys.stdout = sys.stderr = None; from ipcli.cli import app; app.program()"

    done = subprocess.run([sys.executable, "-c", program, "validate"], cwd=tmp_path, check=False)

    assert done.returncode == 1


def test_a_bug_exits_70_with_a_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("ipcli.cli.workspace.plans_folder", broken)

    ran = run("validate", here=tmp_path)

    assert (ran.code, "ZeroDivisionError" in ran.err, "bug in ipcli" in ran.err) == (70, True, True)


def test_interrupted_exits_130(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ipcli.cli.workspace.plans_folder", interrupted)

    assert run("validate", here=tmp_path).code == 130


def test_output_to_a_pipe_is_utf_8_whatever_the_console_says(tmp_path: Path) -> None:
    write(tmp_path, LATE.replace("id: T", "id: T\n    ref: ◆").replace("`T`", "◆"))
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}

    done = subprocess.run(
        [sys.executable, "-m", "ipcli", "validate", "--format", "json"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 1
    assert b"\r" not in done.stdout


def test_help_loads_nothing_heavy() -> None:
    probe = "import sys, ipcli.cli.commands as c; c.application(); print(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)

    assert {"pydantic_core", "ruamel.yaml", "jinja2", "rich", "holidays"}.isdisjoint(
        done.stdout.split()
    )


def test_version_loads_not_even_typer() -> None:
    probe = (
        "import sys, ipcli.cli.app as app\n"
        "try: app.main(['--version'])\n"
        "except SystemExit: print(*sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)

    assert "typer" not in done.stdout.split()
