"""A plan large enough that a second process reads half of it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from ipcli.load import Known, Loaded, load, load_all
from ipcli.load.document import read
from ipcli.load.second_reader import WORTH, SecondReader
from support.plans import SMALL_PLAN, laid_over

if TYPE_CHECKING:
    from pathlib import Path

    from ipcli.tree import Tree

WORDS = "Publish the café's savings plan 🗺 and tell the committee: all of it, in full. " * 60
FILES = 30
TWO_CORES = pytest.mark.skipif(
    len(getattr(os, "sched_getaffinity", lambda _: range(os.cpu_count() or 1))(0)) < 2,
    reason="with one core there is no second process",
)


def file(number: int, status: str = "green") -> str:
    """Write a file of 20 items, about 100 KB."""
    items = (
        f'  - {{id: A{number}-{at}, title: Step {at}, status: {status}, description: "{WORDS}"}}\n'
        for at in range(20)
    )
    return f"items:\n{''.join(items)}"


def large(*more: str, status: str = "green") -> Tree:
    """Lay a plan of thirty large files out, and some more after them."""
    parts = [file(number, status) for number in range(FILES)] + list(more)
    named = (f"-- plans/z{number:03}.yaml --\n{text}" for number, text in enumerate(parts))
    return laid_over(f"{SMALL_PLAN}{''.join(named)}")


def told(loaded: Loaded) -> tuple[object, ...]:
    """Return all that is known of what was loaded, with the place of each record."""
    records = [item for plan in loaded.plans.values() for item in plan.items.values()]
    places = [loaded.sources.place(each, "status") for each in records]
    return loaded.plans, loaded.diagnostics, loaded.files, loaded.lost, places


FAULTS = (
    "items:\n  - {id: B1, title: Twice, title: Twice}\n",
    "items:\n  - {id: B2, title: Anchored, owner: &o director}\n",
    "items:\n  - {id: B3, title: 'Never closed}\n",
    "items:\n  - {id: B4, title: 'a lone quote at the end\"'}\n",
    "items:\n  - {id: B5, title: Nothing after, status: }\n",
    "items:\n  - {id: B6, titel: Misspelt}\n",
    "",
)


@TWO_CORES
def test_the_last_files_are_read_by_another_process() -> None:
    contents = [(f"# {number}\n{file(number)}").encode() for number in range(FILES)]

    with SecondReader(contents) as second:
        found = second.document(contents[-1])

        assert found
        assert found.value == read("", contents[-1]).value
        assert second.document(contents[0]) is None


def test_what_another_process_reads_is_as_if_it_was_read_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tree = large(*FAULTS)
    assert sum(each.size for each in tree.files) > WORTH
    found = told(load(tree))

    monkeypatch.setattr(sys, "executable", "")

    assert found == told(load(tree))


def test_every_fault_of_a_large_plan_is_told_with_its_place() -> None:
    tree = large(*FAULTS)

    found = load(tree).diagnostics

    assert {each.place.path for each in found} >= {
        f"plans/z{FILES + at:03}.yaml" for at in range(6)
    }


@pytest.mark.parametrize(
    "program",
    [
        pytest.param("exit 1", id="fails at once"),
        pytest.param("cat >/dev/null; echo nonsense", id="answers with nonsense"),
        pytest.param("kill -9 $$", id="is killed"),
        pytest.param(f'{sys.executable} "$@" | head -c 70000', id="is cut short"),
        pytest.param(
            f'{sys.executable} -c "import sys; sys.dont_write_bytecode = 1" ; printf nonsense',
            id="answers another question",
        ),
        pytest.param(f'echo hello; exec {sys.executable} "$@"', id="says something first"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")
def test_nothing_is_lost_when_the_other_process(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = told(load(large(*FAULTS)))
    other = tmp_path / "python"
    other.write_text(f"#!/bin/sh\n{program}\n", encoding="utf-8")
    other.chmod(0o755)

    monkeypatch.setattr(sys, "executable", str(other))

    assert told(load(large(*FAULTS))) == wanted


def test_no_file_of_the_folder_is_taken_for_a_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("marshal", "gc", "ipcli", "ruamel", "tempfile"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()\n")
    monkeypatch.chdir(tmp_path)

    load(large())

    assert not (tmp_path / "ran").exists()


def test_two_large_states_are_read_as_if_each_was_alone() -> None:
    now, then = large(*FAULTS), large(*FAULTS[:2], status="amber")
    known = Known()

    found = load_all((now, then), known=known)

    assert [told(each) for each in found] == [told(load(now)), told(load(then))]


def test_a_content_that_two_states_share_is_read_once() -> None:
    known = Known()

    now, then = load_all((large(), large(file(99))), known=known)

    assert now.plans["small"].items["A0-0"] is then.plans["small"].items["A0-0"]
