"""The digest of a plan: it changes when anything that the plan says does, and only then."""

from __future__ import annotations

import pytest

from ipcli.papers.digest import digest
from support.plans import SMALL_PLAN, loaded

ITEMS = """\
-- plans/items.yaml --
items:
  - id: A
    title: Publish
    level: action
    due: {text: early 2027, earliest: 2027-01-01, latest: 2027-03-31}
  - {id: B, title: Cut, level: action, due: 2027-03, parent: A}
"""


def digest_of(items: str) -> str:
    [plan] = loaded(SMALL_PLAN + items).plans.values()
    return digest(plan)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Publish", "Print"),
        ("due: 2027-03,", "due: 2027-04,"),
        ("due: 2027-03,", "due: 2027-03-31,"),
        ("early 2027", "soon"),
        ("earliest: 2027-01-01", "earliest: 2027-01-02"),
        ("latest: 2027-03-31", "latest: 2027-04-30"),
        (", parent: A", ""),
        ("id: B", "id: C"),
    ],
)
def test_what_a_plan_says_changes_its_digest(was: str, now: str) -> None:
    assert was in ITEMS

    assert digest_of(ITEMS.replace(was, now)) != digest_of(ITEMS)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("items:", "# a comment\nitems:"),
        ("title: Publish", 'title: "Publish"'),
        ("plans/items.yaml", "plans/rows.yaml"),
    ],
)
def test_how_it_is_written_does_not(was: str, now: str) -> None:
    assert digest_of(ITEMS.replace(was, now)) == digest_of(ITEMS)
