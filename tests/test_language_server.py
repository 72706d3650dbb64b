"""The schema as the YAML extension of VS Code reads it: completion, hover, errors at their line.

Left out where the server is not there: `npm install --global yaml-language-server@1.18`, or name
the program in YAML_LANGUAGE_SERVER.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipcli.load import load
from ipcli.tree import Tree
from support.language_server import LanguageServer, installed
from support.plans import loaded

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP = Path(__file__).parent.parent
PLAN_FILES = [
    *sorted((TOP / "plans").rglob("*.yaml")),
    *sorted((TOP / "docs" / "plan-format" / "example").rglob("*.yaml")),
    *sorted((TOP / "tests" / "councils").rglob("*.y*ml")),
]

pytestmark = pytest.mark.language_server


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    """Start the server once, with the schema that is committed."""
    program = installed()
    if program is None:
        pytest.skip("no yaml-language-server was found")
    with LanguageServer(program, TOP / "schemas" / "plan-file.schema.json") as started:
        started.faults("items: []\n")  # once it has answered, it knows the schema
        yield started


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("# A plan\n|", {"plan", "items", "risk_matrices", "change_control", "waivers"}),
        ("items:\n  - id: A\n    |", {"title", "due", "baseline", "depends_on", "items"}),
        ("items:\n  - id: A\n    closed: {kind: |}", {"delivered", "merged", "not-feasible"}),
        ("instruments:\n  - id: D\n    kind: |", {"directions", "exit-criteria"}),
        ("instruments:\n  - id: D\n    clock:\n      |", {"within", "every", "beginning_with"}),
        ("scales:\n  - id: s\n    states:\n      - {id: a, class: |}", {"done", "not-assessed"}),
        ("scales:\n  - id: s\n    states:\n      - {id: a, when: |}", {"completed", "otherwise"}),
        ("plan:\n  levels:\n    - {id: a, rollup: |}", {"none", "shown", "explained"}),
        ("change_control:\n  - {change: any, within: |}", {"parent", "measures", "clocks"}),
        ("items:\n  - id: A\n    illustrative: |", {"yes", "no"}),
    ],
)
def test_keys_and_words_are_offered(server: LanguageServer, text: str, offered: set[str]) -> None:
    assert offered <= set(server.completions(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("items:\n  - id: A\n    base|line: {due: 2022}", "The dates as first agreed"),
        ("risks:\n  - id: R\n    mitig|ations: []", "What is done about it"),
        ("instruments:\n  - id: D\n    clock: {fal|ls: as-is}", "no working day of England"),
        ("commentary:\n  - {peri|od: Q1}", "The period"),
        ("mea|sures: []", "Measures of whether the plan works"),
    ],
)
def test_a_key_is_explained_where_the_pointer_rests(
    server: LanguageServer, text: str, told: str
) -> None:
    assert told in server.hover(text)


@pytest.mark.parametrize(
    ("keys", "line", "told"),
    [
        ("    titel: Savings", 4, "Property titel is not allowed."),
        (
            "    due: 07/12/2022",
            4,
            "Write 2022-12-07, 2022-12, 2022/23 Q3, 2022/23, 2022 or ongoing",
        ),
        ("    owner: leader\n    closed: {kind: done, date: 2022}", 5, "Value is not accepted."),
        ("    repeats: {every: month}", 4, "Write 30 days, 5 working days"),
    ],
)
def test_an_error_is_at_the_line_where_ipcli_finds_one(
    server: LanguageServer, keys: str, line: int, told: str
) -> None:
    text = f"items:\n  - id: A\n    title: Savings plan\n{keys}\n"

    assert [at for at, message in server.faults(text) if message.startswith(told)] == [line]
    assert [each.place.line for each in loaded(text).diagnostics] == [line]


@pytest.mark.parametrize(
    "keys",
    [
        *("ref: 1.10", "due: 2022", "owner: 7", "status: no", "illustrative: yes", "was: 011"),
        *("due: 2022-12-07", "due: 2022/23 Q3", "due: {text: early 2023, latest: 2023-03-31}"),
        *("answers: [1, 2]", "baseline: {due: 2022}", "illustrative: true", "labels: yes"),
        *("signed_off: {by: 1, date: 2022-12}", "costs: [{amount: 1768000, for: 2022/23}]"),
        *("assured: {evidence: Minutes}", "assured: {evidence: {title: 1}}"),
        *("updates: [{date: 2022-12, text: 7}]", "repeats: {every: 1 month, from: 2022}"),
    ],
)
def test_nothing_is_underlined_where_ipcli_finds_nothing(server: LanguageServer, keys: str) -> None:
    text = f"items:\n  - id: 012\n    title: 2022\n    {keys}\n"

    assert server.faults(text) == []
    assert loaded(text).diagnostics == ()


@pytest.mark.parametrize("path", PLAN_FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_nothing_is_underlined_in_a_plan_file(server: LanguageServer, path: Path) -> None:
    raw = path.read_bytes()

    assert server.faults(raw.decode()) == []
    assert load(Tree.of_bytes({"plans/plan.yaml": raw})).plans is not None
