"""Running the rules: whose waiver spares what, and what is new against a base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipcli.load import load
from ipcli.rules import check
from ipcli.rules.checked import newly_found
from ipcli.rules.registry import all_rules
from ipcli.tree import Tree
from support.plans import loaded

if TYPE_CHECKING:
    from ipcli.rules import Checked

PLAN = """
-- plans/NAME/plan.yaml --
plan:
  id: NAME
  format: 1
  council: Anytown Council
  title: Plan NAME
  levels: [{id: theme, name: Theme}, {id: action, name: Action}]
items:
  - id: T
    title: Finance
    due: 2026-12-31
    items: [{id: A, title: Savings, due: 2027-01-31}]
  - {id: A-x, title: People, level: action, ow ner: leader}
"""
LEADER = "-- plans/shared.yaml --\nroles: [{id: leader, name: Leader, kind: member}]\n"
WAIVER = """\
waivers:
  - rule: RULE
    record: RECORD
    reason: So
    approved: {by: leader, date: 2026}
    expires: 2027-12-31
"""


def places(found: Checked, code: str) -> list[str]:
    return [each.place.path for each in found.diagnostics if each.code == code]


@pytest.mark.parametrize(("code", "record"), [("IP203", "A"), ("IP009", "A-x")])
@pytest.mark.parametrize(("name", "other"), [("one", "two"), ("two", "one")])
def test_a_waiver_spares_only_what_its_own_plan_has(
    code: str, record: str, name: str, other: str
) -> None:
    waiver = WAIVER.replace("RULE", code).replace("RECORD", record)
    plans = PLAN.replace("NAME", name) + waiver + PLAN.replace("NAME", other)

    found = check(load(Tree.of_text(LEADER + plans.lstrip())), as_of=None)

    assert places(found, code) == [f"plans/{other}/plan.yaml"]
    assert places(found, "IP901") == []


@pytest.mark.parametrize(("path", "left"), [("plans/shared.yaml", 0), ("plans/one/more.yaml", 1)])
def test_what_plans_share_is_waived_for_all_in_a_file_that_they_share(path: str, left: int) -> None:
    shared = "bodies: [{id: board, name: Board, from: 2026-02-01, until: 2026-01-01}]\n"
    waiver = WAIVER.replace("RULE", "IP201").replace("RECORD", "board")
    names = ("one", "two")
    plans = "".join(PLAN.replace("NAME", name).replace("ow ner", "owner") for name in names)
    files = {"plans/shared.yaml": LEADER.split("--\n")[1] + shared, "plans/one/more.yaml": ""}
    files[path] += waiver
    text = "".join(f"-- {name} --\n{body}" for name, body in files.items()) + plans.lstrip()

    found = check(load(Tree.of_text(text)), as_of=None)

    assert places(found, "IP201") == ["plans/shared.yaml"] * left


PERIODS = """
-- plans/periods.yaml --
periods:
  - {id: 2026-27-Q3, name: Third quarter, as_of: 2026-12-31}
-- plans/more.yaml --
"""
LATE = """
items:
  - {id: A, title: Savings, level: action, status: green, due: 2026-08-31}
  - {id: B, title: Assets, level: action, status: green, due: 2026-11-30}
instruments:
  - id: D
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2026-03-16
    to_answer: no
    clock: {within: 3 months}
"""


def test_what_was_late_before_a_new_period_is_not_new_in_it() -> None:
    before, after = loaded(LATE), loaded(PERIODS + LATE)

    found = newly_found(check(after, as_of=None, base=before), check(before, as_of=None))

    assert [(each.code, each.record) for each in found.diagnostics] == [("IP210", "B")]
    assert found.known == 2


def test_what_is_later_in_a_new_period_for_another_reason_is_new() -> None:
    before, after = loaded(LATE), loaded(PERIODS + LATE.replace("3 months", "4 months"))

    found = newly_found(check(after, as_of=None, base=before), check(before, as_of=None))

    assert [(each.code, each.record) for each in found.diagnostics] == [
        ("IP210", "B"),
        ("IP505", "D"),
    ]


def test_another_date_of_a_series_that_is_missed_since_is_new() -> None:
    text = LATE.replace("within: 3 months", "every: 3 months, until: 2026-10-31")
    before, after = loaded(text), loaded(PERIODS + text)
    more = loaded(PERIODS + text.replace("2026-10-31", "2026-12-31"))

    same, new = (
        newly_found(check(each, as_of=None), check(before, as_of=None)) for each in (after, more)
    )

    assert [each.code for each in same.diagnostics] == ["IP210"]
    assert [each.code for each in new.diagnostics] == ["IP210", "IP505"]


def test_where_no_plan_could_be_read_no_rule_was_run() -> None:
    found = check(
        load(Tree.of_text('-- plans/plan.yaml --\nplan: {id: one, title: "Plan}\n')), as_of=None
    )

    assert {why for _, why in found.not_run} == {"no plan could be read"}
    assert found.rules == sum(rule.check is None for rule in all_rules().values())
