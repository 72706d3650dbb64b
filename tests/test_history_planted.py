"""Twelve quarters of two plans whose every change is known."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from ipcli.history.ledger import ledger
from ipcli.history.life import life
from ipcli.history.promises import promises
from ipcli.history.revisions import Revisions
from ipcli.history.rounds import Rounds, rounds, tagged
from ipcli.history.trend import trend
from ipcli.load import load
from ipcli.tree import Tree
from support.planted import Quarter, planted
from support.planted_register import WRONG, day_of
from support.planted_text import PLANS, THEMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from support.history import History

SEEDS = (1, 2, 3)


@pytest.fixture(params=SEEDS)
def quarters(request: pytest.FixtureRequest, history: History) -> list[Quarter]:
    """Commit and tag twelve quarters."""
    made = planted(request.param)
    for quarter in made:
        history.commit("", quarter.text)
        for plan in PLANS:
            history.git("tag", f"{plan}/q{quarter.number:02}")
    return made


def walked(history: History, name: str) -> Rounds:
    """Walk the rounds of a plan in the history that is checked out."""
    now = load(Tree.of_folder(history.folder / "plans"))
    plan = now.plans[name]
    return rounds(now, plan, Revisions.of(history.repo, "plans", plan))


def test_the_log_of_each_quarter_says_what_was_planted_and_nothing_else(
    history: History, quarters: list[Quarter]
) -> None:
    for plan in PLANS:
        logs = [log for _, log in walked(history, plan).rounds if log]
        later = quarters[1:]

        assert [
            Counter((each.change.kind, each.change.record) for each in log.entries) for log in logs
        ] == [Counter(quarter.made[plan]) for quarter in later]
        assert [
            sorted(
                (each.change.kind, each.change.record, each.standing.value)
                for each in log.entries
                if each.lacks_agreement
            )
            for log in logs
        ] == [sorted(quarter.unagreed[plan]) for quarter in later]
        assert [sorted((each.request, each.record) for each in log.unused) for log in logs] == [
            sorted(quarter.undone[plan]) for quarter in later
        ]


def test_the_ledger_equals_one_that_is_made_from_the_texts_by_another_reader(
    history: History, quarters: list[Quarter]
) -> None:
    for plan in PLANS:
        rows = ledger(walked(history, plan).rounds)

        assert {
            row.record: (
                row.original.text if row.original else "",
                [each.due.text if each.due else "" for each in row.dates],
                row.times,
                row.in_all.days if row.in_all else None,
                bool(row.gone),
            )
            for row in rows
            if row.level == "action"
        } == by_hand([actions_at(history, plan, quarter.number) for quarter in quarters])


Row = tuple[str, list[str], int, int | None, bool]


def by_hand(states: list[Mapping[str, Any]]) -> dict[str, Row]:
    """Compute the ledger from the items of each quarter by their first ids."""
    made: dict[str, Row] = {}
    for first_id in {each: None for state in states for each in state}:
        lives = [state[first_id] for state in states if first_id in state]
        dues = [each.get("due", "") for each in lives]
        original = lives[0].get("baseline", {}).get("due") or dues[0]
        later = [after for before, after in pairwise(dues) if after != before]
        days = None
        if dues[-1]:
            days = (date.fromisoformat(dues[-1]) - date.fromisoformat(original)).days
        is_gone = first_id not in states[-1]
        made[lives[-1]["id"]] = (original, later, len(later), days, is_gone)
    return made


def actions_at(history: History, plan: str, number: int) -> dict[str, Any]:
    """Return the actions of a plan at a tag by the first id that each had."""
    found = {}
    for theme in THEMES:
        text = history.git("show", f"{plan}/q{number:02}:plans/{plan}/{theme}.yaml")
        [written] = yaml.load(text, Loader=yaml.BaseLoader)["items"]  # noqa: S506 (text only)
        for action in written.get("items") or ():
            found[action.get("was", [action["id"]])[0]] = action
    return found


def test_the_history_has_all_that_it_is_to_have() -> None:
    quarters = [quarter for seed in SEEDS for quarter in planted(seed)]
    made = {kind for q in quarters for each in q.made.values() for kind, _ in each}
    wrong = {how for q in quarters for each in q.unagreed.values() for _, _, how in each}

    assert len(made) == 17
    assert wrong == set(WRONG.values())
    assert sum(len(each) for q in quarters for each in q.undone.values()) > 50


@pytest.mark.parametrize("quarters", SEEDS[:1], indirect=True)
@pytest.mark.parametrize("plan", PLANS)
def test_the_life_of_a_record_is_what_was_planted_for_it(
    history: History, quarters: list[Quarter], plan: str
) -> None:
    now = load(Tree.of_folder(history.folder / "plans")).plans[plan]
    revisions = Revisions.of(history.repo, "plans", now)
    ids = [
        {first: each["id"] for first, each in actions_at(history, plan, quarter.number).items()}
        for quarter in quarters
    ]
    for first_id in sorted({each for names in ids for each in names})[::16]:
        called = [names.get(first_id, "") for names in ids]
        found = life(now, next(filter(None, reversed(called))), revisions)

        assert found is not None
        assert [
            sorted(each.change.kind for each in event.entries if each.change.section == "items")
            for event in found.events
            if event.entries
        ] == [
            kinds
            for quarter, was, name in zip(quarters, ["", *called], called, strict=False)
            if (kinds := sorted(k for k, of in quarter.made[plan] if of and of == (name or was)))
        ]


@pytest.mark.parametrize("quarters", SEEDS[1:2], indirect=True)
@pytest.mark.parametrize("plan", PLANS)
def test_the_promises_are_those_that_the_texts_made(
    history: History, quarters: list[Quarter], plan: str
) -> None:
    states = [actions_at(history, plan, quarter.number) for quarter in quarters]

    assert [
        {row.record: row.became.value for row in table.rows}
        for table in promises(walked(history, plan).rounds)
    ] == [
        {
            now.get(first_id, action)["id"]: became(action, now.get(first_id), promised, until)
            for first_id, action in then.items()
            if (promised := promise(action, since=day_of(number), until=until))
        }
        for number, (then, now) in enumerate(pairwise(states), 1)
        for until in [day_of(number + 1)]
    ]


def promise(action: Mapping[str, str], *, since: date, until: date) -> str:
    """Return the date between two reports by which an open action was to be done, if any."""
    if "closed" in action or "completed" in action:
        return ""
    days = (action[key] for key in ("due", "forecast") if key in action)
    return next((each for each in days if str(since) < each <= str(until)), "")


def became(
    then: Mapping[str, str], now: Mapping[str, str] | None, promised: str, until: date
) -> str:
    """Say what became of an action that was to be done by a day."""
    if now is None:
        return "gone from the plan"
    if "closed" in now:
        return "closed"
    if "completed" in now:
        return "done on time" if now["completed"] <= promised else "done late"
    if now.get("due") != then.get("due"):
        return "moved"
    return "overdue" if now.get("due", "9999") < str(until) else "still open"


@pytest.mark.parametrize("quarters", SEEDS[1:2], indirect=True)
@pytest.mark.parametrize("plan", PLANS)
def test_the_trend_equals_one_that_is_counted_from_the_texts(
    history: History, quarters: list[Quarter], plan: str
) -> None:
    now = load(Tree.of_folder(history.folder / "plans")).plans[plan]
    states = list(tagged(now, Revisions.of(history.repo, "plans", now)))
    [level] = trend(states).levels
    [line] = level.runs

    assert [each.numbers for each in line.samples] == [
        by_state(actions_at(history, plan, quarter.number)) for quarter in quarters
    ]


def by_state(actions: Mapping[str, Any]) -> dict[str, int]:
    """Count actions by state; those that were closed in another way than delivered are left out."""
    states = Counter(each["status"] for each in actions.values() if "closed" not in each)
    return {each: states[each] for each in ("complete", "green", "red")}
