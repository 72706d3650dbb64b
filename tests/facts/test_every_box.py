"""FACTS.md is the acceptance list: each box names the tests that read its fact, or why none can."""

from __future__ import annotations

import ast
import hashlib
import re
from pathlib import Path

FOLDER = Path(__file__).parent
FACTS = (FOLDER / "FACTS.md").read_text(encoding="utf-8")
# The acceptance list without the arrows. It changes only when the list itself is changed.
WORDING = "7e3eef737f70cf4abf46f3e8d4a6b2b1ad79c1bb1589257b13c35ac4b954f9ac"
MOST_OUTSIDE = 10
_BOX = re.compile(r"^ *- \[ \] ")
_ARROW = re.compile(r" → (.*)$")
_OUTSIDE = re.compile(r"outside: \S.*\Z")


def _faults(text: str, tests: frozenset[str], wording: str) -> list[str]:
    """Return what is wrong with a list, each with its line."""
    found, outside = [], 0
    for number, line in enumerate(text.splitlines(), 1):
        if not _BOX.match(line):
            continue
        arrow = _ARROW.search(line)
        if arrow is None:
            found.append(f"line {number}: the box names neither a test nor a reason")
        elif _OUTSIDE.match(arrow[1]):
            outside += 1
        else:
            missing = [name for name in arrow[1].split(", ") if name not in tests]
            found += [f"line {number}: there is no test {name}" for name in missing]
    if outside > MOST_OUTSIDE:
        found.append(f"{outside} boxes are outside; at most {MOST_OUTSIDE} may be")
    if _hash(text) != wording:
        found.append("the wording is not that of the acceptance list")
    return found


def _hash(text: str) -> str:
    """Return the fingerprint of a list without its arrows."""
    bare = (
        _ARROW.sub("", line) if _BOX.match(line) else line
        for line in text.splitlines(keepends=True)
    )
    return hashlib.sha256("".join(bare).encode()).hexdigest()


def _tests() -> frozenset[str]:
    """Return the tests of the councils as boxes name them."""
    return frozenset(
        f"{path.name}::{node.name}"
        for path in FOLDER.glob("test_*.py")
        if path.name != Path(__file__).name
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def test_every_box_names_its_tests_or_its_reason() -> None:
    assert _faults(FACTS, _tests(), WORDING) == []


def test_every_test_of_a_fact_is_named_by_a_box() -> None:
    named = set(re.findall(r"test_\w+\.py::test_\w+", FACTS))

    assert _tests() - named == set()


def test_a_box_with_neither_is_refused() -> None:
    text = "# Facts\n- [ ] A fact.\n"

    assert _faults(text, frozenset(), _hash(text)) == [
        "line 2: the box names neither a test nor a reason"
    ]


def test_a_reason_must_say_something() -> None:
    text = "- [ ] A fact. → outside: \n"

    assert _faults(text, frozenset(), _hash(text)) == ["line 1: there is no test outside: "]


def test_a_test_that_does_not_exist_is_refused() -> None:
    text = "  - [ ] A fact. → test_a.py::test_one, test_a.py::test_two\n"

    assert _faults(text, frozenset({"test_a.py::test_one"}), _hash(text)) == [
        "line 1: there is no test test_a.py::test_two"
    ]


def test_more_than_ten_boxes_outside_are_refused() -> None:
    text = "- [ ] A fact. → outside: nobody can know.\n" * 11

    assert _faults(text, frozenset(), _hash(text)) == ["11 boxes are outside; at most 10 may be"]
    assert _faults(text.partition("\n")[2], frozenset(), _hash(text.partition("\n")[2])) == []


def test_another_wording_is_refused_and_another_arrow_is_not() -> None:
    text = "- [ ] A fact. → outside: nobody can know.\n"
    kept = _hash(text)

    reworded = text.replace("A fact", "Another fact")
    assert _faults(reworded, frozenset(), kept) == [
        "the wording is not that of the acceptance list"
    ]
    assert _faults(text.replace("can", "could"), frozenset(), kept) == []


def test_no_arrow_stands_outside_a_box() -> None:
    lines = [line for line in FACTS.splitlines() if "→" in line]

    assert [line for line in lines if not _BOX.match(line)] == []
