"""`ipcli git install` teaches git about plans; `ipcli git uninstall` leaves no trace of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import ipcli
from support.command import Ran, run
from support.history import History
from support.plans import SMALL_PLAN

_ITEMS = """\
items:
  - id: A
    title: Theme A
    items:
      - id: A-1
        title: Publish the plan
        due: 2026-11

      # Asked for by the board.
      - id: A-2
        title: Train the staff
"""
_PLAN = f"{SMALL_PLAN}-- plans/items.yaml --\n{_ITEMS}"


@pytest.fixture(autouse=True)
def program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let the commands that git starts find this ipcli, and nobody's own settings."""
    monkeypatch.setenv("PYTHONPATH", str(Path(ipcli.__file__).parent.parent))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    (tmp_path / "gitconfig").write_text("[user]\nname = Officer\nemail = officer@example.org\n")


@pytest.fixture
def clone(tmp_path: Path) -> History:
    """Make a repository in a folder with a space and a quote in its name."""
    made = History(tmp_path / "the officer's clone")
    made.commit("", _PLAN)
    return made


def _git(clone: History, *arguments: str) -> Ran:
    """Run git as a person does, whatever comes of it."""
    done = subprocess.run(
        ("git", *arguments), cwd=clone.folder, capture_output=True, check=False, text=True
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def _installed(clone: History) -> History:
    assert run("git", "install", here=clone.folder).code == 0
    _git(clone, "add", ".gitattributes")
    _git(clone, "commit", "--quiet", "--no-verify", "--message", "Attributes")
    return clone


def _write(clone: History, text: str, path: str = "plans/items.yaml") -> None:
    clone.write(path, text.encode())


def _commit(clone: History, text: str) -> None:
    _write(clone, text)
    assert _git(clone, "add", ".").code == 0
    assert _git(clone, "commit", "--quiet", "--no-verify", "--message", "An edit").code == 0


def _merge(clone: History, ours: str, theirs: str) -> Ran:
    """Commit two edits on two branches and merge them."""
    _git(clone, "switch", "--quiet", "--create", "theirs")
    _commit(clone, theirs)
    _git(clone, "switch", "--quiet", "main")
    _commit(clone, ours)
    return _git(clone, "merge", "--no-edit", "theirs")


def _text(clone: History) -> str:
    return (clone.folder / "plans/items.yaml").read_text("utf-8")


# Setting up


def test_it_says_what_it_set_up(clone: History) -> None:
    done = run("git", "install", here=clone.folder)

    assert done == Ran(
        0,
        f"""\
In {clone.folder.as_posix()}:
  .gitattributes: plans/**/*.yaml and plans/**/*.yml
  git's settings here: diff.ipcli.textconv, diff.ipcli.xfuncname, merge.ipcli.name, \
merge.ipcli.driver
  {clone.folder.as_posix()}/.git/hooks/pre-commit: validates the plans as they are staged, \
before each commit
Commit .gitattributes; each clone runs `ipcli git install` once for itself.
""",
        "",
    )


def test_a_second_time_changes_nothing(clone: History) -> None:
    _installed(clone)
    before = _all(clone)

    done = run("git", "install", here=clone.folder / "plans")

    assert _all(clone) == before
    assert done.out.count("as it was") + done.out.count("as they were") == 3


def _all(clone: History) -> dict[str, bytes]:
    paths = (".gitattributes", ".git/config", ".git/hooks/pre-commit")
    return {
        path: (clone.folder / path).read_bytes() for path in paths if (clone.folder / path).exists()
    }


@pytest.mark.parametrize(
    "attributes", [None, b"*.md text\n", b"*.md text", b"a b\r\nc d\r\n", b"#"]
)
def test_uninstall_leaves_every_byte_as_it_was(clone: History, attributes: bytes | None) -> None:
    if attributes is not None:
        clone.write(".gitattributes", attributes)
    before = _all(clone)

    _installed(clone)
    assert _all(clone) != before
    run("git", "uninstall", here=clone.folder)

    assert _all(clone) == before


def test_uninstall_twice_says_that_nothing_is_there(clone: History) -> None:
    done = run("git", "uninstall", here=clone.folder)

    assert done.code == 0
    assert done.out == (
        f"In {clone.folder.as_posix()}:\n  .gitattributes: as it was\n"
        f"  git's settings here: as they were\n"
        f"  {clone.folder.as_posix()}/.git/hooks/pre-commit: not there\n"
    )


def test_lines_that_people_add_below_stay(clone: History) -> None:
    clone.write(".gitattributes", b"*.md text")
    _installed(clone)
    clone.write(".gitattributes", (clone.folder / ".gitattributes").read_bytes() + b"*.txt text\n")

    run("git", "uninstall", here=clone.folder)

    assert (clone.folder / ".gitattributes").read_bytes() == b"*.md text\n*.txt text\n"


@pytest.mark.parametrize("command", ["install", "uninstall"])
def test_outside_a_repository_nothing_is_done(tmp_path: Path, command: str) -> None:
    done = run("git", command, here=tmp_path)

    assert done.code == 3
    assert "is not in a git repository" in done.err


def test_a_repository_without_files_is_refused(tmp_path: Path) -> None:
    subprocess.run(("git", "init", "--quiet", "--bare", str(tmp_path / "bare")), check=True)

    done = run("git", "install", here=tmp_path / "bare")

    assert done.code == 3
    assert done.err == (
        "ipcli: this repository has no files beside it (it is bare)\n"
        "  Run this in a clone that you work in.\n"
    )


def test_a_plan_folder_outside_the_repository_is_refused(clone: History, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()

    done = run("git", "install", "--plans", str(tmp_path / "plans"), here=clone.folder)

    assert done.code == 3


def test_a_file_that_cannot_be_written_is_named(clone: History) -> None:
    (clone.folder / ".gitattributes").mkdir()

    done = run("git", "install", here=clone.folder)

    assert done.code == 3
    assert "/.gitattributes could not be written" in done.err


@pytest.mark.parametrize(
    ("plans", "line"),
    [
        ("our plans", '"our plans/**/*.yaml" diff=ipcli merge=ipcli'),
        ('a "b" [c]', r'"a \"b\" \\[c\\]/**/*.yaml" diff=ipcli merge=ipcli'),
        (".", "*.yaml diff=ipcli merge=ipcli"),
    ],
)
def test_git_knows_a_plan_folder_of_any_name(clone: History, plans: str, line: str) -> None:
    (clone.folder / plans).mkdir(exist_ok=True)

    run("git", "install", "--plans", plans, here=clone.folder)

    assert line in (clone.folder / ".gitattributes").read_text("utf-8").splitlines()
    known = _git(clone, "check-attr", "-z", "merge", f"{plans}/deep/plan.yaml")
    assert known.out.split("\0")[1:3] == ["merge", "ipcli"]


# Changes in words


def test_git_diff_shows_facts_and_no_layout(clone: History) -> None:
    _installed(clone)
    moved = _ITEMS.replace("        title: Publish the plan\n        due: 2026-11\n", "")
    _write(
        clone,
        moved.replace(
            "      - id: A-1\n",
            "      - id: A-1\n        due: 2027-03 # agreed\n        title: 'Publish the plan'\n",
        ),
    )

    done = _git(clone, "diff", "--unified=1")

    assert done.err == ""
    assert done.out.splitlines()[4:] == [
        "@@ -4,3 +4,3 @@ A-1: Publish the plan",
        " A-1 parent: A",
        "-A-1 due: 2026-11",
        "+A-1 due: 2027-03",
        " A-2: Train the staff",
    ]


def test_git_log_shows_the_same(clone: History) -> None:
    _installed(clone)
    _commit(clone, _ITEMS.replace("2026-11", "2027-03"))

    assert "\n-A-1 due: 2026-11\n+A-1 due: 2027-03\n" in _git(clone, "log", "-p", "-1").out


def test_git_diff_shows_a_file_that_cannot_be_read_as_it_is(clone: History) -> None:
    _installed(clone)
    _write(clone, "items: [\n")

    done = _git(clone, "diff")

    assert done.code == 0
    assert "\n+items: [\n" in done.out


def test_git_diff_goes_on_without_ipcli(
    clone: History, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone" / "python"))
    _installed(clone)
    _write(clone, _ITEMS.replace("2026-11", "2027-03"))

    assert "\n-        due: 2026-11\n+        due: 2027-03\n" in _git(clone, "diff").out


# Merges by id


def test_two_branches_that_add_to_one_list_merge_cleanly(clone: History) -> None:
    ours = _ITEMS + "      - id: A-3\n        title: Ask the residents\n"
    theirs = _ITEMS + "      - id: A-4\n        title: Ask the press\n"
    _installed(clone)

    done = _merge(clone, ours, theirs)

    assert done.code == 0
    assert _text(clone) == ours + "      - id: A-4\n        title: Ask the press\n"
    assert run("validate", "--fail-on", "error", here=clone.folder).code == 0


def test_the_python_may_lie_in_a_folder_of_any_name(
    clone: History, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / 'it\'s 100% our %P "tools" $HOME'
    folder.mkdir()
    (folder / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
    (folder / "python").chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    _installed(clone)

    done = _merge(clone, *(_ITEMS.replace("2026-11", day) for day in ("2027-03", "2027-01")))

    assert "ipcli: plans/items.yaml: `due` of A-1: 2027-03 in ours, 2027-01 in theirs" in done.err
    assert "\n +A-1 due: 2027-03\n" in _git(clone, "diff").out


def test_without_install_git_cannot_merge_them(clone: History) -> None:
    ours = _ITEMS + "      - id: A-3\n        title: Ask the residents\n"
    theirs = _ITEMS + "      - id: A-4\n        title: Ask the press\n"

    assert _merge(clone, ours, theirs).code == 1


def test_comments_of_both_sides_come_through(clone: History) -> None:
    _installed(clone)
    ours = _ITEMS.replace("due: 2026-11", "due: 2027-03 # agreed")
    theirs = _ITEMS.replace("by the board.", "by the board, in May.").replace("Train", "Coach")

    assert _merge(clone, ours, theirs).code == 0
    assert _text(clone) == theirs.replace("due: 2026-11", "due: 2027-03 # agreed")


def test_what_both_changed_is_marked_and_validate_names_it(clone: History) -> None:
    _installed(clone)
    ours, theirs = (_ITEMS.replace("2026-11", day) for day in ("2027-03", "2027-01"))

    done = _merge(clone, ours, theirs)

    assert done.code == 1
    assert "ipcli: plans/items.yaml: `due` of A-1: 2027-03 in ours, 2027-01 in theirs" in done.err
    assert _text(clone) == _ITEMS.replace(
        "        due: 2026-11\n",
        "<<<<<<< ours\n        due: 2027-03\n=======\n        due: 2027-01\n>>>>>>> theirs\n",
    )
    assert _git(clone, "status", "--porcelain").out == "UU plans/items.yaml\n"
    checked = run("validate", "--select", "IP017", here=clone.folder)
    assert checked.code == 1
    assert "plans/items.yaml:7:1: error IP017" in checked.out


def test_git_diff_shows_the_facts_to_choose_between(clone: History) -> None:
    _installed(clone)
    _merge(clone, *(_ITEMS.replace("2026-11", day) for day in ("2027-03", "2027-01")))

    assert _git(clone, "diff").out.splitlines()[4:] == [
        "@@@ -2,6 -2,6 +2,10 @@@ items",
        "  A: Theme A",
        "  A-1: Publish the plan",
        "  A-1 parent: A",
        "++<<<<<<< ours",
        " +A-1 due: 2027-03",
        "++=======",
        "+ A-1 due: 2027-01",
        "++>>>>>>> theirs",
        "  A-2: Train the staff",
        "  A-2 parent: A",
    ]


def test_a_rebase_merges_by_id_too(clone: History) -> None:
    _installed(clone)
    _git(clone, "switch", "--quiet", "--create", "mine")
    _commit(clone, _ITEMS + "      - id: A-3\n        title: Ask the residents\n")
    _git(clone, "switch", "--quiet", "main")
    _commit(clone, _ITEMS + "      - id: A-4\n        title: Ask the press\n")

    assert _git(clone, "rebase", "--quiet", "main", "mine").code == 0
    assert [line for line in _text(clone).splitlines() if "- id" in line][-2:] == [
        "      - id: A-4",
        "      - id: A-3",
    ]


def test_a_file_that_cannot_be_read_is_merged_by_lines(clone: History) -> None:
    _installed(clone)
    ours = "# Ours\n" + _ITEMS
    theirs = _ITEMS + "roles: [\n"

    assert _merge(clone, ours, theirs).code == 0
    assert _text(clone) == "# Ours\n" + _ITEMS + "roles: [\n"


def test_clashing_lines_of_a_file_that_cannot_be_read_are_marked(clone: History) -> None:
    _installed(clone)
    done = _merge(clone, _ITEMS + "roles: []\n", _ITEMS + "roles: [\n")

    assert done.code == 1
    assert "ipcli: plans/items.yaml: merged by lines, and some clash (the file cannot" in done.err
    assert _text(clone) == (f"{_ITEMS}<<<<<<< ours\nroles: []\n=======\nroles: [\n>>>>>>> theirs\n")


def test_a_merge_without_ipcli_keeps_both_sides(
    clone: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    _installed(clone)
    monkeypatch.setenv("PYTHONPATH", "")
    ours, theirs = (_ITEMS.replace("2026-11", day) for day in ("2027-03", "2027-01"))

    done = _merge(clone, ours, theirs)

    assert done.code == 1
    assert "due: 2027-03" in _text(clone)
    assert "due: 2027-01" in _text(clone)


def test_the_drivers_run_in_a_folder_with_modules_of_its_own(clone: History) -> None:
    """A file of the repository that is named as a module of Python's is not run."""
    _installed(clone)
    clone.write("json.py", b"raise SystemExit('run from the repository')\n")
    _write(clone, _ITEMS.replace("2026-11", "2027-03"))

    assert "+A-1 due: 2027-03" in _git(clone, "diff").out


# The hook

_BROKEN = _ITEMS.replace("due: 2026-11", "due: soon")


def test_a_commit_with_an_error_is_stopped(clone: History) -> None:
    _installed(clone)
    _write(clone, _BROKEN)

    done = _git(clone, "commit", "--all", "--message", "A date")

    assert done.code == 1
    assert "plans/items.yaml:7:14: error IP011" in done.err
    assert "The plan as it is staged has errors, so nothing was committed." in done.err


def test_what_is_staged_counts_and_not_the_folder(clone: History) -> None:
    _installed(clone)
    _write(clone, _BROKEN)
    _git(clone, "add", "plans")
    _write(clone, _ITEMS.replace("2026-11", "2027-03"))

    assert _git(clone, "commit", "--message", "Staged with an error").code == 1
    _git(clone, "add", "plans")
    _write(clone, _BROKEN)
    assert _git(clone, "commit", "--message", "Staged without").code == 0


def test_a_commit_of_something_else_is_not_held_up(clone: History) -> None:
    _commit(clone, _BROKEN)
    _installed(clone)
    clone.write("notes.md", b"Notes\n")
    _git(clone, "add", "notes.md")

    assert _git(clone, "commit", "--message", "Notes").code == 0


def test_the_last_plan_can_be_taken_away(clone: History) -> None:
    _installed(clone)
    _git(clone, "rm", "-r", "--quiet", "plans")

    assert _git(clone, "commit", "--message", "No more").code == 0


def test_a_commit_goes_through_with_a_word_when_ipcli_is_gone(
    clone: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/gone/python")
    _installed(clone)
    _write(clone, _BROKEN)

    done = _git(clone, "commit", "--all", "--message", "A date")

    assert done.code == 0
    assert "The plans were not validated: ipcli is gone." in done.err


def test_a_hook_of_your_own_is_left_alone(clone: History) -> None:
    hook = clone.folder / ".git/hooks/pre-commit"
    clone.write(".git/hooks/pre-commit", b"#!/bin/sh\nexit 0\n")

    told = run("git", "install", here=clone.folder).out
    run("git", "uninstall", here=clone.folder)

    assert hook.read_bytes() == b"#!/bin/sh\nexit 0\n"
    assert "/.git/hooks/pre-commit: left alone, there is a hook of your own." in told
    assert "-P -m ipcli git staged --plans plans || exit 1\n" in told


def test_hooks_for_all_clones_of_a_person_are_left_alone(clone: History, tmp_path: Path) -> None:
    subprocess.run(
        ("git", "config", "--global", "core.hooksPath", str(tmp_path / "hooks")), check=True
    )

    told = run("git", "install", here=clone.folder).out

    assert not (tmp_path / "hooks").exists()
    assert f"{tmp_path.as_posix()}/hooks/pre-commit: left alone, that folder is not" in told


def test_hooks_that_are_kept_with_the_files_are_left_alone(clone: History) -> None:
    clone.git("config", "core.hooksPath", ".githooks")

    told = run("git", "install", here=clone.folder).out

    assert not (clone.folder / ".githooks").exists()
    assert "/.githooks/pre-commit: left alone, that folder is not of this clone alone" in told


def test_a_folder_of_hooks_for_this_clone_gets_the_hook(clone: History, tmp_path: Path) -> None:
    clone.git("config", "core.hooksPath", str(tmp_path / "hooks"))
    _installed(clone)
    _write(clone, _BROKEN)

    assert _git(clone, "commit", "--all", "--message", "A date").code == 1
    run("git", "uninstall", here=clone.folder)
    assert not (tmp_path / "hooks/pre-commit").exists()


def test_a_hook_of_an_older_ipcli_is_written_again(clone: History) -> None:
    _installed(clone)
    before = _all(clone)
    hook = b"#!/bin/sh\n# By `ipcli git install`: an older one\n"
    clone.write(".git/hooks/pre-commit", hook)

    _installed(clone)

    assert _all(clone) == before


# The commands that git runs

_FILE = """\
plan:
  title: Improvement Plan
  levels:
    - {id: theme, name: Theme}
  agreed: [{by: council, date: 2022-06-07}]
roles: words
change_control:
  - {change: due-moved, needs: cabinet}
  - {change: any, needs: council}
items:
  - id: A-10
    title: Ten
  - id: A-2
    title: Two # a comment
    owner: [clerk, mayor]
    reason:
    description: |
      One

      two
    updates:
      - {date: 2022-11-03, text: "Half done, so far"}
    items:
      - id: A-1
        name: One
instruments:
  - id: DIR
    paragraphs:
      - {id: DIR/1, text: Prepare a plan}
meetings:
  - id: M
    body: cabinet
    decisions: [{limb: 1.1, verb: noted, text: The plan}]
commentary:
  - {period: Q3, next: The report}
waivers:
  - {rule: IP305, record: A-2}
"""


def test_a_file_as_facts(tmp_path: Path) -> None:
    (tmp_path / "-plan.yaml").write_text(_FILE, "utf-8")

    done = run("git", "textconv", "--", "-plan.yaml", here=tmp_path)

    assert done == Ran(
        0,
        """\
change_control:
change_control: change: due-moved, needs: cabinet
change_control: change: any, needs: council
commentary:
commentary Q3 next: The report
instruments:
DIR:
DIR/1:
DIR/1 in: DIR
DIR/1 text: Prepare a plan
items:
A-1: One
A-1 parent: A-2
A-2: Two
A-2 description: One
A-2 description: two
A-2 owner: clerk
A-2 owner: mayor
A-2 reason:
A-2 updates (date: 2022-11-03): Half done, so far
A-10: Ten
meetings:
M:
M body: cabinet
M decisions 1.1 text: The plan
M decisions 1.1 verb: noted
plan:
plan agreed: by: council, date: 2022-06-07
plan levels theme name: Theme
plan title: Improvement Plan
roles:
roles: words
waivers:
waivers: rule: IP305, record: A-2
""",
        "",
    )


@pytest.mark.parametrize("text", ["items: [\n", "- a list\n", ""])
def test_what_is_no_plan_file_is_shown_as_it_is(tmp_path: Path, text: str) -> None:
    (tmp_path / "plan.yaml").write_text(text, "utf-8")

    assert run("git", "textconv", "plan.yaml", here=tmp_path) == Ran(0, text, "")


def test_marks_of_any_merge_are_shown_around_facts(tmp_path: Path) -> None:
    marked = (
        "items:\r\n  - id: A\r\n<<<<<<< HEAD\r\n    due: 2026\r\n||||||| base\r\n"
        "    due: 2025\r\n=======\r\n    due: 2027\r\n>>>>>>> branch\r\n"
    )
    (tmp_path / "plan.yaml").write_bytes(marked.encode())

    assert run("git", "textconv", "plan.yaml", here=tmp_path).out == (
        "items:\nA:\n<<<<<<< ours\nA due: 2026\n=======\nA due: 2027\n>>>>>>> theirs\n"
    )


def _three(folder: Path, base: str, ours: str, theirs: str) -> Ran:
    for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
        (folder / name).write_text(text, "utf-8")
    return run("git", "merge", "base", "ours", "theirs", "plans/items.yaml", here=folder)


def test_a_merge_is_written_in_the_place_of_ours(tmp_path: Path) -> None:
    theirs = _ITEMS.replace("Train", "Coach")

    done = _three(tmp_path, _ITEMS, _ITEMS.replace("2026-11", "2027-03"), theirs)

    assert done == Ran(0, "", "")
    assert (tmp_path / "ours").read_text("utf-8") == theirs.replace("2026-11", "2027-03")


def test_each_fact_to_choose_is_named(tmp_path: Path) -> None:
    ours, theirs = (_ITEMS.replace("2026-11", day) for day in ("2027-03", "2027-01"))

    assert _three(tmp_path, _ITEMS, ours, theirs) == Ran(
        1,
        "",
        "ipcli: plans/items.yaml: `due` of A-1: 2027-03 in ours, 2027-01 in theirs\n"
        "  Both sides stand in plans/items.yaml; `ipcli validate` names the place.\n",
    )


def test_a_broken_file_is_merged_by_lines(tmp_path: Path) -> None:
    done = _three(tmp_path, _ITEMS, "# Ours\n" + _ITEMS, _ITEMS + "roles: [\n")

    assert done == Ran(0, "", "")
    assert (tmp_path / "ours").read_text("utf-8") == f"# Ours\n{_ITEMS}roles: [\n"


def test_a_plan_that_is_staged_without_errors_passes(clone: History) -> None:
    assert run("git", "staged", here=clone.folder) == Ran(0, "", "")


def test_a_plan_that_is_staged_with_an_error_does_not_pass(clone: History) -> None:
    _write(clone, _BROKEN)
    clone.git("add", "plans")

    done = run("git", "staged", here=clone.folder)

    assert done.code == 1
    assert done.out.startswith("plans/items.yaml:7:14: error IP011")


def test_a_commit_without_a_plan_passes(clone: History) -> None:
    clone.git("rm", "-r", "--quiet", "plans")

    assert run("git", "staged", here=clone.folder) == Ran(0, "", "")


def test_a_merge_in_progress_cannot_be_validated_as_staged(clone: History) -> None:
    _installed(clone)
    _merge(clone, *(_ITEMS.replace("2026-11", day) for day in ("2027-03", "2027-01")))

    done = run("git", "staged", here=clone.folder)

    assert done.code == 3
    assert "ipcli: git refused: plans/items.yaml: unmerged" in done.err
