"""The promise table: what was to be finished by now, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ipcli.history.promises import Became, Promise, promises
from support.rounds import PERIODS, text, walked

if TYPE_CHECKING:
    from support.history import History

NOBODY = "no change request covers it; needs Cabinet"
SAID = "id: A, title: Budget, due: 2026-08-31"


def kept(history: History, before: str, after: str) -> list[Promise]:
    """Return the promises of the first report, held against the second."""
    history.commit("small/q1", text(before))
    history.commit("small/q2", after if "-- " in after else text(after))
    [table] = promises(walked(history).rounds)
    return list(table.rows)


@pytest.mark.parametrize(
    ("after", "became", "words"),
    [
        (f"{SAID}, completed: 2026-08-31", Became.ON_TIME, "done on time, 31 August 2026"),
        (
            f"{SAID}, completed: 2026-09-30",
            Became.LATE,
            "done 1 month late, 30 September 2026",
        ),
        (f"{SAID}, status: complete", Became.DONE, "done; the day is not recorded"),
        (
            f"{SAID}, forecast: 2026-11-30",
            Became.OVERDUE,
            "overdue by 30 days on 30 September 2026, forecast 30 November 2026",
        ),
        (
            "id: A, title: Budget, due: 2026-12-31",
            Became.MOVED,
            f"moved to 31 December 2026, 4 months later; {NOBODY}",
        ),
        (
            "id: A, title: Budget, due: 2026-09-15",
            Became.MOVED,
            f"moved to 15 September 2026, 15 days later; {NOBODY}, overdue again",
        ),
        (
            "id: A, title: Budget",
            Became.MOVED,
            f"its due date was taken away; {NOBODY}",
        ),
        (
            f"{SAID}, closed: {{kind: not-feasible, date: 2026-09-01}}",
            Became.CLOSED,
            "closed: not feasible, 1 September 2026",
        ),
        ("", Became.GONE, "gone from the plan without being closed"),
        (
            text(SAID).replace("id: T\n", "id: [T\n"),
            Became.UNREAD,
            "it could not be read in the later report",
        ),
    ],
)
def test_what_became_of_a_promise(history: History, after: str, became: Became, words: str) -> None:
    [row] = kept(history, SAID, after)

    assert (row.became, row.words) == (became, words)


def test_a_promise_is_followed_to_another_id(history: History) -> None:
    [row] = kept(history, SAID, "id: B, was: A, title: Budget, due: 2026-08-31, status: complete")

    assert (row.record, row.became) == ("B", Became.DONE)


@pytest.mark.parametrize(
    "before",
    [
        "id: A, title: Budget, due: 2026-06-30",
        "id: A, title: Budget, due: 2026-10-01",
        "id: A, title: Budget",
        f"{SAID}, completed: 2026-06-01",
        f"{SAID}, closed: {{kind: not-feasible, date: 2026-06-01}}",
    ],
)
def test_what_was_not_to_be_finished_in_between_is_no_promise(
    history: History, before: str
) -> None:
    assert kept(history, before, before.replace("Budget", "The budget")) == []


def test_a_forecast_is_a_promise_too(history: History) -> None:
    before = "id: A, title: Budget, due: 2026-05-31, forecast: 2026-08-31"

    [row] = kept(history, before, f"{before}, status: complete")

    assert (row.said, str(row.promised)) == ("forecast", "31 August 2026")


def test_a_forecast_that_is_not_met_is_overdue_by_its_due_date(history: History) -> None:
    before = "id: A, title: Budget, due: 2026-05-31, forecast: 2026-08-31"

    [row] = kept(history, before, before.replace("Budget", "The budget"))

    assert row.became is Became.OVERDUE


def test_a_promise_of_the_last_day_is_still_open_on_it(history: History) -> None:
    before = "id: A, title: Budget, due: 2026-09-30"

    [row] = kept(history, before, before.replace("Budget", "The budget"))

    assert (row.became, row.words) == (Became.OPEN, "still open")


def test_the_working_tree_is_judged_on_the_day_that_is_named(history: History) -> None:
    history.commit("small/q1", text(SAID))
    history.lay(text(SAID.replace("Budget", "The budget")))

    [table] = promises(walked(history).rounds, today=date(2026, 9, 1))

    assert table.rows[0].words == "overdue by 1 day on 1 September 2026"
    assert table.number(Became.OVERDUE) == 1


def test_a_working_tree_of_the_same_day_as_the_last_report_holds_no_promise(
    history: History,
) -> None:
    two = PERIODS.partition("  - {id: Q3")[0]
    history.commit("small/q1", text(SAID, periods=two))
    history.commit("small/q2", text(SAID, periods=two))
    history.lay(text(SAID.replace("Budget", "The budget"), periods=two))

    tables = list(promises(walked(history).rounds))

    assert [(each.said_in.tag, each.seen_in.tag) for each in tables] == [("small/q1", "small/q2")]
