"""Twelve quarters whose every change is known."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from ipcli.history.ledger import ledger
from ipcli.history.revisions import Revisions
from ipcli.history.rounds import Rounds, rounds
from ipcli.load import load
from ipcli.tree import Tree
from support.planted import Quarter, planted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from support.history import History

SEEDS = (1, 2, 3)


@pytest.fixture(params=SEEDS)
def quarters(request: pytest.FixtureRequest, history: History) -> list[Quarter]:
    """Commit and tag twelve quarters."""
    made = planted(request.param)
    for quarter in made:
        history.commit(quarter.tag, quarter.text)
    return made


def walked(history: History) -> Rounds:
    """Walk the rounds of the history that is checked out."""
    now = load(Tree.of_folder(history.folder / "plans"))
    plan = now.plans["planted"]
    return rounds(now, plan, Revisions.of(history.repo, "plans", plan))


def test_every_planted_change_is_found_and_named_once(
    history: History, quarters: list[Quarter]
) -> None:
    found = [
        Counter((entry.change.kind, entry.change.record) for entry in (log.entries if log else ()))
        for _, log in walked(history).rounds
    ]

    assert found == [Counter(quarter.made) for quarter in quarters]


def test_all_planted_changes_without_agreement_are_listed_and_nothing_else(
    history: History, quarters: list[Quarter]
) -> None:
    found = [
        sorted(
            (entry.change.kind, entry.change.record)
            for entry in (log.entries if log else ())
            if entry.lacks_agreement
        )
        for _, log in walked(history).rounds
    ]

    assert found == [sorted(quarter.unagreed) for quarter in quarters]


def test_the_ledger_equals_one_that_is_made_from_the_texts_by_another_reader(
    history: History, quarters: list[Quarter]
) -> None:
    rows = ledger(walked(history).rounds)

    assert {
        row.record: (
            row.original.text if row.original else "",
            [each.due.text if each.due else "" for each in row.dates],
            row.times,
            row.in_all.days if row.in_all else None,
        )
        for row in rows
        if row.level == "action"
    } == by_hand([actions_at(history, quarter.tag) for quarter in quarters])


def by_hand(states: list[Mapping[str, Any]]) -> dict[str, tuple[str, list[str], int, int]]:
    """Compute the ledger from the items of each quarter by their first ids."""
    made = {}
    for first_id, last in states[-1].items():
        dues = [state[first_id]["due"] for state in states if first_id in state]
        later = [after for before, after in pairwise(dues) if after != before]
        days = (date.fromisoformat(dues[-1]) - date.fromisoformat(dues[0])).days
        made[last["id"]] = (dues[0], later, len(later), days)
    return made


def actions_at(history: History, tag: str) -> dict[str, Any]:
    """Return the actions at a tag by the first id that each had."""
    text = history.git("show", f"{tag}:plans/items.yaml")
    themes = yaml.load(text, Loader=yaml.BaseLoader)["items"]  # noqa: S506 (text only)
    actions = [action for theme in themes for action in theme["items"]]
    return {action.get("was", [action["id"]])[0]: action for action in actions}
