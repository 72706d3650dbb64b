from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipcli import cache
from ipcli.cli import workspace
from support.command import run, write
from support.plans import SMALL_PLAN

if TYPE_CHECKING:
    from pathlib import Path

    from support.command import Ran
    from support.history import History

PLAN = (
    SMALL_PLAN.partition("periods:")[0]
    + """\
periods:
  - {id: 2026-27-Q3, name: Third quarter, as_of: 2026-12-31, tag: small/q3}
-- plans/items.yaml --
items:
  - id: T
    title: Finance
    owner: finance-director
    items:
      - {id: A, title: Savings plan, due: 2027-01-31, status: green}
"""
)
LATER = PLAN.replace("2027-01-31, status: green", "2027-06-30, status: amber, reason: Late")
WRONG = PLAN.replace("owner: finance-director", "owner: nobody-here")
SINCE = ("changes", "since", "small/q3")
COMMANDS = [
    ("validate",),
    SINCE,
    (*SINCE, "--format", "html"),
    ("changes", "rounds"),
    ("changes", "ledger"),
    ("trend",),
    ("history", "A"),
    ("report", "--quarter", "2026-27-Q3"),
]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Keep even what is small, in a folder of this test's own; return the file."""
    monkeypatch.delenv("IPCLI_NO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "kept"))
    monkeypatch.setattr(workspace, "SMALL", 0)
    return tmp_path / "kept" / "ipcli" / cache.FILE


@pytest.fixture
def plan(history: History) -> Path:
    """Make a repository with a tagged plan, and what has changed since in its files."""
    history.commit("small/q3", PLAN)
    history.lay(LATER)
    return history.folder


def without_reading(*arguments: str, here: Path, monkeypatch: pytest.MonkeyPatch) -> Ran:
    """Run a command that cannot read a plan: exit 70 where it would have to."""
    with monkeypatch.context() as blocked:
        blocked.setitem(sys.modules, "ipcli.load.loader", None)
        return run(*arguments, here=here)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_question_is_answered_again_without_reading_the_plan(
    command: tuple[str, ...], plan: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(*command, here=plan)

    assert kept.exists()
    assert without_reading(*command, here=plan, monkeypatch=monkeypatch) == first


def test_an_edit_is_seen_at_once(plan: Path, kept: Path) -> None:
    before = run("validate", here=plan)
    write(plan, WRONG)

    assert kept.exists()
    assert "nobody-here" in run("validate", here=plan).out
    assert "nobody-here" not in before.out


@pytest.mark.parametrize(
    ("was", "now"), [("plans/items.yaml", "plans/rows.yaml"), ("plans", "improvement")]
)
def test_a_file_or_a_folder_of_another_name_is_seen_at_once(
    was: str, now: str, history: History, kept: Path
) -> None:
    history.lay(WRONG)
    before = run("validate", "--plans", "plans", here=history.folder).out
    (history.folder / was).rename(history.folder / now)

    after = run("validate", "--plans", now.partition("/")[0], here=history.folder).out

    assert kept.exists()
    assert "nobody-here" in after
    assert after == before.replace(was, now)


@pytest.mark.parametrize("command", COMMANDS[1:], ids=" ".join)
def test_a_commit_and_a_tag_that_moves_are_seen_at_once(
    command: tuple[str, ...],
    history: History,
    plan: Path,
    kept: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = run(*command, here=plan)
    history.git("add", "--all")
    history.git("commit", "--quiet", "--message", "Later")
    history.git("tag", "--force", "small/q3")
    after = run(*command, here=plan)
    with monkeypatch.context() as off:
        off.setenv("IPCLI_NO_CACHE", "1")
        without = run(*command, here=plan)

    assert kept.exists()
    assert after == without
    assert after != before


def test_a_new_template_is_seen_at_once(plan: Path, kept: Path) -> None:
    command = ("report", "--quarter", "2026-27-Q3")
    run(*command, here=plan)
    write(plan, "-- templates/progress.md.j2 --\nOur own paper\n")

    assert kept.exists()
    assert run(*command, here=plan).out == "Our own paper\n"


def test_one_plan_s_answer_is_not_another_one_s(plan: Path, kept: Path, tmp_path: Path) -> None:
    run("validate", here=plan)
    other = write(tmp_path / "other", WRONG)

    assert kept.exists()
    assert "nobody-here" in run("validate", here=other).out


def test_files_that_did_not_change_are_not_parsed_again(
    plan: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("validate", here=plan)
    write(plan, "-- plans/labels.yaml --\nlabels: [{id: l, name: L, nmae: L}]\n")
    expected = run("validate", here=plan)
    (plan / "plans" / "labels.yaml").unlink()
    run("validate", "--as-of", "2026-10-01", here=plan)  # another question about the same files
    with monkeypatch.context() as blocked:
        blocked.setitem(sys.modules, "_ruamel_yaml", None)
        blocked.setitem(sys.modules, "ruamel.yaml", None)
        ran = run("validate", "--as-of", "2026-10-02", here=plan)

    assert kept.exists()
    assert "`nmae`" in expected.out
    assert ran.code == 0


def test_it_may_be_deleted_at_any_time(plan: Path, kept: Path) -> None:
    first = run("validate", here=plan)
    kept.unlink()

    assert run("validate", here=plan) == first
    assert kept.exists()


@pytest.mark.parametrize("rest", [b"", b"no database", b"SQLite format 3\0" + bytes(5_000)])
def test_a_damaged_file_is_begun_anew(
    rest: bytes, plan: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run("validate", here=plan)
    kept.write_bytes(rest)

    assert run("validate", here=plan) == first
    assert without_reading("validate", here=plan, monkeypatch=monkeypatch) == first


def test_a_damaged_table_is_begun_anew(
    plan: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run("validate", here=plan)
    kept.write_bytes(kept.read_bytes().replace(b"CREATE TABLE", b"CREATE \xffABLE"))

    assert run("validate", here=plan) == first
    assert without_reading("validate", here=plan, monkeypatch=monkeypatch) == first


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.floats(0, 1, exclude_max=True), byte=st.sampled_from([None, *range(256)]))
def test_no_damage_changes_an_answer(at: float, byte: int | None, plan: Path, kept: Path) -> None:
    first = run("validate", here=plan)
    raw = bytearray(kept.read_bytes())
    place = int(at * len(raw))
    raw[place:] = b"" if byte is None else bytes([byte]) + raw[place + 1 :]
    kept.write_bytes(raw)

    assert run("validate", here=plan) == first


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_others_may_write_is_neither_read_nor_written(
    what: str, plan: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run("validate", here=plan)
    (kept if what == "file" else kept.parent).chmod(0o777)
    raw = kept.read_bytes()
    write(plan, WRONG)

    assert "nobody-here" in run("validate", here=plan).out
    assert kept.read_bytes() == raw
    write(plan, LATER)
    assert without_reading("validate", here=plan, monkeypatch=monkeypatch).code == 70
    assert run("validate", here=plan) == first


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_another_user_s_is_not_read(
    what: str, plan: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run("validate", here=plan)
    os.chown(kept if what == "file" else kept.parent, 12_345, -1)

    assert without_reading("validate", here=plan, monkeypatch=monkeypatch).code == 70
    assert run("validate", here=plan) == first


def test_what_another_version_kept_is_not_read(
    plan: Path, kept: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = run("validate", here=plan)
    (tmp_path / "site" / "holidays-0.999.dist-info").mkdir(parents=True)
    with monkeypatch.context() as upgraded:
        upgraded.syspath_prepend(str(tmp_path / "site"))
        cache.made_by.cache_clear()
        ran = without_reading("validate", here=plan, monkeypatch=monkeypatch)
    cache.made_by.cache_clear()

    assert kept.exists()
    assert ran.code == 70
    assert without_reading("validate", here=plan, monkeypatch=monkeypatch) == first


def test_a_file_of_another_form_is_left_alone(plan: Path, kept: Path) -> None:
    old = kept.with_name("cache-0.sqlite")
    old.parent.mkdir(parents=True, mode=0o700)
    old.write_bytes(b"of an earlier ipcli")
    run("validate", here=plan)

    assert old.read_bytes() == b"of an earlier ipcli"
    assert kept.exists()


def test_several_processes_may_write_at_once(tmp_path: Path, kept: Path) -> None:
    rows = "".join(f"  - {{id: A{n}, title: Action {n}, level: action}}\n" for n in range(5_000))
    plan = write(tmp_path / "plan", f"{SMALL_PLAN}-- plans/items.yaml --\nitems:\n{rows}")
    command = [sys.executable, "-m", "ipcli", "validate"]
    started = [subprocess.Popen(command, cwd=plan, stdout=subprocess.PIPE) for _ in range(4)]
    outs = {each.communicate()[0] for each in started}

    assert len(outs) == 1
    assert {each.returncode for each in started} == {0}
    with closing(sqlite3.connect(kept)) as found:
        assert found.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert found.execute("SELECT count(*) FROM entry").fetchone() == (3,)


def test_it_waits_for_no_one_who_holds_the_file(plan: Path, kept: Path) -> None:
    first = run("validate", here=plan)
    write(plan, WRONG)
    with closing(sqlite3.connect(kept)) as other:
        other.execute("BEGIN EXCLUSIVE")
        ran = run("validate", here=plan)

    assert "nobody-here" in ran.out
    write(plan, LATER)
    assert run("validate", here=plan) == first


def test_it_grows_up_to_its_bound_and_the_oldest_goes_first(tmp_path: Path) -> None:
    opened = cache.opened(tmp_path / "kept", limit=400_000)
    assert opened
    for number in range(100):
        opened.put({("entry", str(number)): bytes(20_000)})

    assert (tmp_path / "kept" / cache.FILE).stat().st_size <= 400_000
    assert opened.get("entry", "0") is None
    assert opened.get("entry", "99") == bytes(20_000)


def test_what_is_larger_than_the_bound_is_not_kept(tmp_path: Path) -> None:
    opened = cache.opened(tmp_path / "kept", limit=400_000)
    assert opened
    opened.put({("small",): b"1"})
    opened.put({("large",): bytes(500_000)})

    assert opened.get("large") is None
    opened.put({("next",): b"2"})
    assert opened.get("next") == b"2"


def test_it_can_be_turned_off(plan: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPCLI_NO_CACHE", "1")
    run("validate", here=plan)

    assert not kept.parent.exists()


def test_a_small_plan_does_without(plan: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.delenv("IPCLI_NO_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(kept.parent.parent))
    run("validate", here=plan)

    assert not kept.parent.exists()


def test_nothing_is_kept_in_the_repository(
    plan: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(plan / ".cache"))
    run("validate", here=plan)

    assert not kept.exists()
    assert not (plan / ".cache").exists()


def test_a_folder_that_cannot_be_made_stops_nothing(plan: Path, kept: Path) -> None:
    kept.parent.parent.write_text("a file where the folder would be")

    assert run("validate", here=plan).code == 0


def test_all_that_is_kept_is_text(plan: Path, kept: Path) -> None:
    for command in COMMANDS:
        run(*command, here=plan)

    with closing(sqlite3.connect(kept)) as found:
        bodies = [body for (body,) in found.execute("SELECT body FROM entry")]
    assert len(bodies) > len(COMMANDS)
    assert all(body.decode().isprintable() or "\n" in body.decode() for body in bodies)


_ITEM = "-- plans/more.yaml --\nitems:\n  - {{id: B, title: {title}, level: action{more}}}\n"
STATES = [
    PLAN,
    LATER,
    WRONG,
    PLAN + _ITEM.format(title="Budget", more=""),
    PLAN + _ITEM.format(title="Budget", more=", due: 2026-13-01"),
    PLAN + _ITEM.format(title='"Budget', more=""),
    PLAN + _ITEM.format(title="Budget", more=", owner: , status: red"),
    PLAN + _ITEM.format(title="Budget", more=", depends_on: A").replace("id: B", "id: A"),
    "\n\n".join(PLAN.split("\n    ")),
]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    states=st.lists(st.sampled_from(STATES), min_size=1, max_size=4),
    commands=st.lists(st.sampled_from(COMMANDS), min_size=1, max_size=3),
)
def test_the_output_is_the_same_with_and_without(
    states: list[str],
    commands: list[tuple[str, ...]],
    plan: Path,
    kept: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for state in states:
        (plan / "plans" / "more.yaml").unlink(missing_ok=True)
        write(plan, state)
        for command in commands:
            with monkeypatch.context() as off:
                off.setenv("IPCLI_NO_CACHE", "1")
                without = run(*command, here=plan)

            assert run(*command, here=plan) == without
            assert run(*command, here=plan) == without
    assert kept.exists()
