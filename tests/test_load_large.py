"""A plan large enough that a second process reads half of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from ipcli.aside import cores
from ipcli.load import Known, Loaded, document, load, load_all
from ipcli.load.second_reader import WORTH, SecondReader
from support.plans import SMALL_PLAN, laid_over

if TYPE_CHECKING:
    from ipcli.tree import Tree

WORDS = "Publish the café's savings plan 🗺 and tell the committee: all of it, in full. " * 60
FILES = 30
FORK = pytest.mark.skipif(
    cores() == 1 or not hasattr(os, "fork"), reason="there is no second process here"
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


def test_what_another_process_reads_is_as_if_it_was_read_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tree = large(*FAULTS)
    assert sum(each.size for each in tree.files) > WORTH
    found = told(load(tree))

    monkeypatch.delattr(os, "fork", raising=False)

    assert found == told(load(tree))


def test_every_fault_of_a_large_plan_is_told_with_its_place() -> None:
    tree = large(*FAULTS)

    found = load(tree).diagnostics

    assert {each.place.path for each in found} >= {
        f"plans/z{FILES + at:03}.yaml" for at in range(6)
    }


@FORK
def test_the_last_files_are_read_by_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    contents = [f"# {number}\n{file(number)}".encode() for number in range(FILES)]
    with SecondReader(contents) as second:
        monkeypatch.setattr(document, "parser", None)  # it has begun, and this one cannot read

        found = second.document(contents[-1])

        assert found
        assert found.content() == contents[-1]
        assert second.document(contents[0]) is None


@FORK
def test_what_is_to_be_done_meanwhile_is_done_before_the_plan_is_there() -> None:
    done: list[str] = []

    loaded = load(large(), meanwhile=lambda: done.append("imported"))

    assert done == ["imported"]
    assert told(loaded) == told(load(large()))


def test_two_large_states_are_read_as_if_each_was_alone() -> None:
    now, then = large(*FAULTS), large(*FAULTS[:2], status="amber")
    known = Known()

    found = load_all((now, then), known=known)

    assert [told(each) for each in found] == [told(load(now)), told(load(then))]


def test_a_content_that_two_states_share_is_read_once() -> None:
    known = Known()

    now, then = load_all((large(), large(file(99))), known=known)

    assert now.plans["small"].items["A0-0"] is then.plans["small"].items["A0-0"]
