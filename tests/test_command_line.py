"""What holds for every command: exit codes, what goes where, and what never reaches a terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipcli.output.plain import UNSAFE
from support.command import run, write
from support.plans import SMALL_PLAN

if TYPE_CHECKING:
    from support.history import History

TAGGED = SMALL_PLAN.replace("as_of: 2026-06-30}", "as_of: 2026-06-30, tag: small/q1}").replace(
    "as_of: 2026-09-30}", "as_of: 2026-09-30, covers: 2026/27 Q2, tag: small/q2}"
)
PLAN = (
    TAGGED
    + """\
-- plans/more.yaml --
items:
  - {id: T, title: Finance, items: [{id: A, title: Savings plan, due: 2026-08-31, status: green}]}
risks: [{id: R, title: Money}]
"""
)
# Each command that reads plans, with what it needs.
READERS = [
    ("validate",),
    ("status",),
    ("coverage",),
    ("deadlines",),
    ("risks",),
    ("show", "A"),
    ("report", "--quarter", "2026-27-Q2"),
    ("changes", "since", "HEAD"),
    ("changes", "rounds"),
    ("changes", "ledger"),
    ("changes", "promises"),
    ("trend",),
    ("history", "A"),
    ("review", "--base", "HEAD"),
]
ALONE = {"validate", "status", "show", "coverage", "deadlines"}
WITHOUT_GIT = [each for each in READERS if each[0] in ALONE]
WITH_GIT = [each for each in READERS if each[0] not in {*ALONE, "risks"}]
COMMANDS = [
    *READERS,
    ("rules",),
    ("explain", "IP203"),
    ("schema",),
    ("templates",),
    ("demo", "new"),
]
WITH_GIT += [
    ("validate", "--at", "HEAD"),
    ("status", "--at", "HEAD"),
    ("show", "A", "--at", "HEAD"),
]


def name(command: tuple[str, ...]) -> str:
    return " ".join(command)


@pytest.fixture
def reported(history: History) -> Path:
    """Make a repository in which two periods were reported."""
    history.commit("small/q1", PLAN.replace("2026-08-31", "2026-07-31"))
    history.commit("small/q2", PLAN)
    return history.folder


@pytest.mark.parametrize("command", READERS, ids=name)
def test_a_plan_in_order_is_read_and_exits_0(reported: Path, command: tuple[str, ...]) -> None:
    ran = run(*command, here=reported)

    assert (ran.code, bool(ran.out), ran.err) == (0, True, "")


@pytest.mark.parametrize("command", COMMANDS, ids=name)
def test_an_option_that_is_not_there_is_a_wrong_command_line(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    ran = run(*command, "--nonsense", here=tmp_path)

    assert (ran.code, ran.out, "--nonsense" in ran.err) == (2, "", True)


@pytest.mark.parametrize("command", READERS, ids=name)
def test_a_plan_folder_that_is_not_there_could_not_be_checked(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    ran = run(*command, here=tmp_path)

    assert (ran.code, ran.out, "--plans" in ran.err) == (3, "", True)


@pytest.mark.parametrize(
    "command", [each for each in READERS if each[0] not in {"validate", "review"}], ids=name
)
def test_a_plan_that_is_not_there_is_a_wrong_command_line(
    reported: Path, command: tuple[str, ...]
) -> None:
    ran = run(*command, "--plan", "other", here=reported)

    assert (ran.code, ran.out, "Plans here: small" in ran.err) == (2, "", True)


@pytest.mark.parametrize("command", WITH_GIT, ids=name)
def test_a_folder_that_is_no_repository_could_not_be_compared(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    ran = run(*command, here=write(tmp_path, PLAN))

    assert (ran.code, ran.out, "git repository" in ran.err) == (3, "", True)


@pytest.mark.parametrize("command", WITH_GIT, ids=name)
def test_a_machine_without_git_is_told_to_install_it(
    reported: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(reported))

    ran = run(*command, here=reported)

    assert (ran.code, ran.out, "the program git was not found" in ran.err) == (3, "", True)


@pytest.mark.parametrize("command", WITHOUT_GIT, ids=name)
def test_what_needs_no_history_needs_no_git(
    reported: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(reported))

    assert run(*command, here=reported).code == 0


@pytest.mark.parametrize("command", [each for each in WITH_GIT if each[-1] != "HEAD"], ids=name)
def test_a_clone_that_is_shallow_says_how_to_get_the_rest(
    reported: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    clone = tmp_path / "clone"
    source = f"file://{reported}"
    subprocess.run(["git", "clone", "-q", "--depth=1", source, clone], check=True)

    ran = run(*command, here=clone)

    assert (ran.code, ran.out, "--unshallow" in ran.err) == (3, "", True)


def test_a_plan_that_was_not_there_yet_could_not_be_compared(reported: Path) -> None:
    new = "plan: {id: new, format: 1, council: A, title: P, levels: [{id: a, name: A}]}\n"
    (reported / "plans/plan.yaml").rename(reported / "old.txt")
    (reported / "plans/new.yaml").write_text(new)

    compared = run("changes", "since", "HEAD", here=reported)
    moved = run("risks", "--base", "HEAD", here=reported)

    assert (compared.code, moved.code) == (3, 3)
    assert "ipcli validate --at HEAD" in compared.err
    assert "ipcli validate --at HEAD" in moved.err


def test_no_plan_that_can_be_read_is_no_plan_to_show(tmp_path: Path) -> None:
    ran = run("status", here=write(tmp_path, "-- plans/plan.yaml --\nplan: [\n"))

    assert (ran.code, ran.out, "ipcli validate" in ran.err) == (3, "", True)


def test_a_repository_without_a_work_tree_is_read_at_a_revision(
    reported: Path, tmp_path: Path
) -> None:
    bare = tmp_path / "bare"
    subprocess.run(["git", "clone", "-q", "--bare", reported, bare], check=True)

    ran = run("status", "--plans", "plans", "--at", "small/q2", here=bare)

    assert (ran.code, ran.out.splitlines()[0]) == (0, "Anytown Council: Improvement Plan")


@pytest.mark.parametrize("command", [("validate",), ("status", "--plans", "plans")], ids=name)
def test_a_repository_without_a_work_tree_says_how_to_read_it(
    reported: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    bare = tmp_path / "bare"
    subprocess.run(["git", "clone", "-q", "--bare", reported, bare], check=True)

    ran = run(*command, here=bare)

    assert (ran.code, "This repository is bare" in ran.err) == (3, True)


@pytest.mark.parametrize("at", [(), ("--at", "HEAD")], ids=["now", "then"])
@pytest.mark.parametrize("named", ["plans", "council/plans"])
def test_a_submodule_that_was_not_fetched_is_no_empty_plan(
    tmp_path: Path, named: str, at: tuple[str, ...]
) -> None:
    module = named.split("/", maxsplit=1)[0]
    (tmp_path / module).mkdir()
    (tmp_path / ".gitmodules").write_text(
        f'[submodule "plan"]\n\tpath = {module}\n\turl = https://example.org/plan\n'
    )
    subprocess.run(["git", "init", "-q", tmp_path], check=True)

    ran = run("validate", "--plans", named, *at, here=tmp_path)

    assert (ran.code, ran.out) == (3, "")
    assert f"{module} is a submodule, and its files were not fetched" in ran.err


@pytest.mark.parametrize("group", [(), ("changes",), ("git",)], ids=["ipcli", "changes", "git"])
def test_no_line_of_help_is_cut_short(
    tmp_path: Path, group: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    told = run(*group, "--help", here=tmp_path).out

    assert not [line for line in told.splitlines() if line.endswith("...") and "ARGS" not in line]


HOSTILE = "\\e[31m\\u202e\\x9b2J\\a"


@pytest.mark.parametrize("fmt", ["", "md", "json", "csv", "html", "github", "ics", "sarif"])
@pytest.mark.parametrize("command", READERS, ids=name)
def test_no_sign_that_a_terminal_obeys_is_printed(
    history: History, command: tuple[str, ...], fmt: str
) -> None:
    titles = re.compile(r"\b(title|name): ([^,}\n]+)")
    hostile = titles.sub(lambda found: f'{found[1]}: "{found[2]}{HOSTILE}"', PLAN)
    history.commit("small/q1", hostile.replace("2026-08-31", "2026-07-31"))
    history.commit("small/q2", hostile)

    ran = run(*command, *(["--format", fmt] if fmt else []), here=history.folder)

    assert ran.code in {0, 1, 2}
    assert UNSAFE.findall(ran.out.replace("\r\n", "\n") + ran.err) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate", "\x1b[31m"),
        ("validate", "--at", "\x1b[31m"),
        ("validate", "--select", "\x1b[31m"),
        ("validate", "--as-of", "\x1b[31m"),
        ("status", "--plan", "\x1b[31m"),
        ("show", "\x1b[31m"),
        ("explain", "\x1b[31m"),
        ("changes", "since", "HEAD", "--kind", "\x1b[31m"),
        ("report", "--quarter", "\x1b[31m"),
        ("demo", "plans/\x1b[31m/../more.yaml"),
    ],
    ids=name,
)
def test_a_word_of_the_command_line_is_repeated_without_such_signs(
    reported: Path, arguments: tuple[str, ...]
) -> None:
    ran = run(*arguments, here=reported)

    assert ran.code in {2, 3}
    assert UNSAFE.findall(ran.err) == []


# ---- where a product goes


def ipcli(*arguments: str, here: Path, **more: object) -> subprocess.CompletedProcess[bytes]:
    asked = [sys.executable, "-m", "ipcli", *arguments]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.run(asked, cwd=here, check=False, **streams)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize(("status", "code"), [("green", 0), ("gren", 1)])
def test_a_reader_that_has_seen_enough_changes_no_exit_code(
    tmp_path: Path, status: str, code: int
) -> None:
    read, end = os.pipe()
    os.close(read)

    done = ipcli(
        "validate", here=write(tmp_path, PLAN.replace("green}", f"{status}}}")), stdout=end
    )
    os.close(end)

    assert (done.returncode, done.stderr) == (code, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk to try")
@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["as a user", "unbuffered"])
@pytest.mark.parametrize("command", [("rules",), ("validate",), ("--help",), ("--version",)])
def test_a_full_disk_is_told_and_is_no_bug(
    tmp_path: Path, command: tuple[str, ...], unbuffered: str
) -> None:
    write(tmp_path, SMALL_PLAN)
    with Path("/dev/full").open("wb") as full:
        env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
        done = ipcli(*command, here=tmp_path, stdout=full, env=env)

    assert done.returncode == 3
    assert done.stderr == b"ipcli: the output could not be written: No space left on device\n"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    (tmp_path / "rules.json").write_text("old")

    def allow_little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = ipcli("rules", "--out", "rules.json", here=tmp_path, preexec_fn=allow_little)

    assert (done.returncode, b"could not be written" in done.stderr) == (3, True)
    assert [each.name for each in tmp_path.iterdir()] == ["rules.json"]
    assert (tmp_path / "rules.json").read_text() == "old"


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()

    ran = run("rules", "--out", "rules", here=tmp_path)

    assert (ran.code, "rules is a folder; name a file in it" in ran.err) == (3, True)


def test_a_pipe_is_written_to_and_not_put_aside(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()

    run("rules", "--out", str(pipe), here=tmp_path)
    reader.join(timeout=60)

    assert pipe.is_fifo()
    assert got[0].startswith(b"[")


@pytest.mark.parametrize(
    ("command", "file", "begins"),
    [
        ("rules", "A.JSON", "["),
        ("status", "a.Md", "# "),
        ("deadlines", "a.ICS", "BEGIN:VCALENDAR"),
        ("validate", "a.Sarif", "{"),
        ("validate", "a.XML", "<?xml"),
        ("validate", "a.anything", "nothing wrong"),
    ],
)
def test_the_suffix_decides_the_format_in_capitals_too(
    tmp_path: Path, command: str, file: str, begins: str
) -> None:
    run(command, "--out", file, here=write(tmp_path, SMALL_PLAN))

    assert (tmp_path / file).read_text().startswith(begins)


@pytest.mark.parametrize(
    ("command", "file"),
    [
        (("report", "--quarter", "2026-27-Q2"), "a.docx"),
        (("report", "--quarter", "2026-27-Q2"), "a.json"),
        (("changes", "since", "HEAD"), "a.XLSX"),
        (("changes", "rounds"), "a.csv"),
        (("status",), "a.html"),
        (("validate",), "a.pdf"),
        (("review", "--base", "HEAD"), "a.html"),
        (("rules",), "a.md"),
    ],
    ids=str,
)
def test_a_name_that_promises_what_is_not_written_is_refused(
    reported: Path, command: tuple[str, ...], file: str
) -> None:
    ran = run(*command, "--out", file, here=reported)
    told = f"{file}: this command does not write {file[1:].lower()}"

    assert (ran.code, told in ran.err, (reported / file).exists()) == (2, True, False)


def test_a_named_format_goes_into_a_file_of_any_name(reported: Path) -> None:
    assert run("status", "--format", "text", "--out", "a.html", here=reported).code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("changes", "since", "HEAD", "--excel"),
        ("templates", "folder"),
        ("validate", "--select", "XX"),
        ("validate", "--select", ""),
        ("validate", "--ignore", "IP2,IPX"),
    ],
    ids=name,
)
def test_an_option_that_would_do_nothing_is_refused(
    reported: Path, arguments: tuple[str, ...]
) -> None:
    ran = run(*arguments, here=reported)

    assert (ran.code, ran.out) == (2, "")
