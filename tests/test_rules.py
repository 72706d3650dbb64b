"""Every rule: its two examples are its test, and it says why and how to mend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ipcli.diagnostics import Severity
from ipcli.load import load
from ipcli.rules import all_rules, check, rule
from ipcli.rules.registry import FAMILIES
from ipcli.tree import Tree
from support.plans import laid_over, loaded

if TYPE_CHECKING:
    from pathlib import Path

    from ipcli.diagnostics import Diagnostic
    from ipcli.rules import Checked, Rule

RULES = tuple(all_rules().values())
OF_READING = tuple(each for each in RULES if each.check is None)
OF_PLANS = tuple(each for each in RULES if each.check is not None)
WITHOUT_TEXT = {"IP007", "IP018"}  # their examples are a folder, and a file beside the plan


def checked(example: str, base: str = "") -> Checked:
    """Check an example as `validate` would, against its earlier plan where it has one."""
    return check(loaded(example), as_of=None, base=loaded(base) if base else None)


def codes(found: tuple[Diagnostic, ...]) -> set[str]:
    return {each.code for each in found}


each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
each_rule_but_of_settings = pytest.mark.parametrize(
    "rule",
    [each for each in RULES if each.code != "IP018"],  # tests/test_look.py tries its examples
    ids=lambda rule: f"{rule.code}-{rule.name}",
)
each_rule_of_plans = pytest.mark.parametrize(
    "rule", OF_PLANS, ids=lambda rule: f"{rule.code}-{rule.name}"
)
each_rule_of_reading = pytest.mark.parametrize(
    "rule",
    [each for each in OF_READING if each.code not in WITHOUT_TEXT],
    ids=lambda rule: f"{rule.code}-{rule.name}",
)


def test_the_small_plan_is_clean() -> None:
    assert checked("").diagnostics == ()


@each_rule_of_plans
def test_the_bad_example_is_found_and_nothing_else(rule: Rule) -> None:
    found = checked(rule.bad, rule.base)

    assert codes(found.diagnostics) == {rule.code} | rule.also


@each_rule_of_reading
def test_the_bad_example_of_reading_is_found(rule: Rule) -> None:
    found = checked(rule.bad, rule.base)

    assert rule.code in codes(found.diagnostics)


@each_rule_but_of_settings
def test_the_good_example_is_clean_under_all_rules(rule: Rule) -> None:
    found = checked(rule.good, rule.base)

    assert [str(each) for each in found.diagnostics] == []


@each_rule_of_plans
def test_the_rule_is_run_on_its_examples(rule: Rule) -> None:
    good, bad = checked(rule.good, rule.base), checked(rule.bad, rule.base)

    assert rule.code not in dict((*good.not_run, *bad.not_run))


@each_rule
def test_the_rule_is_explained(rule: Rule) -> None:
    prose = (rule.what, rule.why, rule.mend)

    assert all(text.endswith(".") for text in prose)
    assert rule.good
    assert rule.bad or rule.code in WITHOUT_TEXT


@each_rule
def test_the_code_is_of_a_family_and_the_name_is_in_kebab_case(rule: Rule) -> None:
    assert re.fullmatch(r"IP[0-9]{3}", rule.code)
    assert rule.code[2] in FAMILIES
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)


@each_rule_of_plans
def test_the_file_of_the_rule_is_named_for_it(rule: Rule) -> None:
    assert rule.check is not None

    name = rule.check.__module__.rpartition(".")[2]

    assert name == f"{rule.code.lower()}_{rule.name.replace('-', '_')}"


def test_no_two_rules_have_one_name() -> None:
    names = [each.name for each in RULES]

    assert len(names) == len(set(names))


def test_a_code_is_declared_once() -> None:
    again = rule("IP203", "due-after-parent-ends", Severity.ERROR, bad="a: b", good="a: b")

    with pytest.raises(ValueError, match="IP203 is declared twice"):
        again(lambda _: iter(()))


def test_every_family_has_a_rule() -> None:
    assert {each.code[2] for each in RULES} == set(FAMILIES)


@each_rule_of_plans
def test_the_message_names_the_record_and_is_no_shout(rule: Rule) -> None:
    found = [each for each in checked(rule.bad, rule.base).diagnostics if each.code == rule.code]

    assert all("`" in each.message for each in found)
    assert not any(each.message.endswith((".", "!")) for each in found)


@each_rule_of_plans
def test_the_severity_of_the_finding_is_that_of_the_rule(rule: Rule) -> None:
    found = [each for each in checked(rule.bad, rule.base).diagnostics if each.code == rule.code]

    assert {each.severity for each in found} == {rule.severity}
    assert rule.severity in Severity


def test_a_folder_with_the_name_of_a_plan_file_is_found(tmp_path: Path) -> None:
    for file in laid_over("").files:
        target = tmp_path / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read())
    (tmp_path / "plans" / "x.yaml").mkdir()

    found = check(load(Tree.of_folder(tmp_path / "plans", shown="plans")), as_of=None)

    assert [(each.code, each.place.path) for each in found.diagnostics] == [
        ("IP007", "plans/x.yaml")
    ]


def test_a_plan_that_uses_nothing_optional_is_clean() -> None:
    found = check(load(Tree.of_text(BARE_PLAN)), as_of=None)

    assert found.diagnostics == ()


BARE_PLAN = """\
plan:
  id: bare
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: [{id: action, name: Action}]
items:
  - {id: A1, title: Publish the savings plan}
  - {id: A2, title: Recruit to the vacancies, due: 2027-03}
"""
