from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import yaml

from ipcli.cli.schema import SchemaName
from ipcli.load import load
from ipcli.output import as_gitlab, as_json, as_junit, as_sarif
from ipcli.output.as_json import dump
from ipcli.output.schema import findings_schema, plan_file_schema
from ipcli.rules import Checked, check
from ipcli.tree import Tree
from support.command import run
from support.plans import loaded

TOP = Path(__file__).parent.parent
SCHEMA = plan_file_schema()
PLAN_FILES = [
    *sorted((TOP / "plans").rglob("*.yaml")),
    *sorted((TOP / "docs" / "plan-format" / "example").rglob("*.yaml")),
]


class Editor(yaml.SafeLoader):
    """Reads YAML 1.2 as an editor's language server does: a date is text, `no` is text."""


KINDS = {"tag:yaml.org,2002:timestamp": None, "tag:yaml.org,2002:bool": r"^(?:true|false)$"}
Editor.yaml_implicit_resolvers = {
    first: [
        (tag, re.compile(pattern) if (pattern := KINDS.get(tag)) else known)
        for tag, known in resolvers
        if KINDS.get(tag, "") is not None
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def faults(text: str) -> list[str]:
    """Return what an editor with the schema would underline."""
    value = yaml.load(text, Editor)  # noqa: S506 (a SafeLoader)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    return [f"{each.json_path}: {each.message}" for each in validator.iter_errors(value)]


@pytest.mark.parametrize(
    ("name", "made"), [("plan-file", plan_file_schema()), ("findings", findings_schema())]
)
def test_the_committed_schemas_are_fresh_and_valid(name: str, made: dict[str, Any]) -> None:
    kept = (TOP / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")

    assert kept == dump(made)
    jsonschema.Draft202012Validator.check_schema(json.loads(kept))


@pytest.mark.parametrize("name", list(SchemaName))
def test_the_command_writes_the_same_schema(name: SchemaName, tmp_path: Path) -> None:
    kept = (TOP / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")

    assert run("schema", name, here=tmp_path).out == kept


@pytest.mark.parametrize("path", PLAN_FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_plan_file_is_accepted(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "keys",
    [
        *("ref: 1.10", "due: 2022", "owner: 7", "title: 2022", "status: no", "illustrative: yes"),
        *("due: 2022-12-07", "due: 2022/23 Q3", "due: {text: early 2023, latest: 2023-03-31}"),
        *("answers: [1, 2]", "baseline: {due: 2022}", "illustrative: true", "was: 011"),
    ],
)
def test_what_the_loader_reads_the_editor_does_not_underline(keys: str) -> None:
    key = keys.partition(":")[0]
    title = "" if key == "title" else "    title: Savings plan\n"
    text = f"items:\n  - id: 012\n{title}    {keys}\n"

    assert faults(text) == []
    assert [each.message for each in loaded(text).diagnostics] == []


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("titel: Savings", "$.items[0]: Additional properties are not allowed"),
        ("due: 07/12/2022", "$.items[0].due: "),
        ("closed: {kind: done, date: 2022-12-07}", "$.items[0].closed.kind: 'done' is not one of"),
        ("repeats: {every: month}", "$.items[0].repeats.every: 'month' does not match"),
    ],
)
def test_what_the_loader_refuses_the_editor_underlines(keys: str, told: str) -> None:
    text = f"items:\n  - id: A\n    title: Savings plan\n    {keys}\n"

    assert [fault for fault in faults(text) if fault.startswith(told)]
    assert loaded(text).diagnostics


def test_every_key_has_a_description() -> None:
    bare = [
        f"{name}.{key}"
        for name, shape in SCHEMA["$defs"].items()
        for key, found in shape.get("properties", {}).items()
        if not found.get("description")
    ]

    assert bare == []


def test_the_editor_is_told_which_files_are_plan_files() -> None:
    settings = json.loads((TOP / ".vscode" / "settings.json").read_text())

    [(schema, patterns)] = settings["yaml.schemas"].items()
    assert (TOP / schema).is_file()
    assert "plans/**/*.yaml" in patterns


# what CI services read


@pytest.fixture(scope="module")
def checked() -> Checked:
    """Find what is wrong in the four councils' plans, and in one file that cannot be read."""
    tree = Tree.of_folder(TOP / "plans", shown="plans")
    broken = Tree.of_bytes({"plans/a b/ü.yaml": b"items: [{id: A, title: '<&\"'}]\nplan: {"})
    found = check(load(tree), as_of=None)
    return found._replace(diagnostics=found.diagnostics + load(broken).diagnostics)


def test_sarif_has_what_its_schema_asks_for(checked: Checked) -> None:
    told = json.loads(as_sarif.findings(checked))

    [one] = told["runs"]
    codes = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
    assert (told["version"], told["$schema"][-10:]) == ("2.1.0", "2.1.0.json")
    assert len(set(codes)) == len(codes)
    assert len(one["results"]) == len(checked.diagnostics) > 0
    for result in one["results"]:
        assert codes[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        for location in (*result["locations"], *result["relatedLocations"]):
            place = location["physicalLocation"]
            assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", place["artifactLocation"]["uri"])
            assert min(place["region"].values()) >= 1


def test_gitlab_has_what_its_code_quality_report_asks_for(checked: Checked) -> None:
    told = json.loads(as_gitlab.findings(checked))

    assert len({each["fingerprint"] for each in told}) == len(told) == len(checked.diagnostics)
    for each in told:
        assert each.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert each["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert each["location"]["lines"]["begin"] >= 1
        assert not each["location"]["path"].startswith(("/", "./"))


def test_junit_has_what_build_servers_read(checked: Checked) -> None:
    suites = ET.fromstring(as_junit.findings(checked))  # noqa: S314 (our own)

    [suite] = suites
    cases = list(suite)
    assert (suites.tag, suite.tag, {case.tag for case in cases}) == (
        "testsuites",
        "testsuite",
        {"testcase"},
    )
    assert int(suite.attrib["tests"]) == len(cases) == len(checked.diagnostics)
    assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
    assert all({"name", "classname"} <= case.attrib.keys() for case in cases)
    assert {below.tag for case in cases for below in case} <= {"failure", "system-out"}


def test_json_is_valid_by_the_committed_schema(checked: Checked) -> None:
    jsonschema.validate(json.loads(as_json.findings(checked)), findings_schema())
