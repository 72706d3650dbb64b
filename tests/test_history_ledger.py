"""The slippage ledger: original date, each date agreed since, time in all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.history.ledger import Row, ledger
from support.rounds import text, walked

if TYPE_CHECKING:
    from support.history import History

REQUEST = "change_requests: [{id: CR-1, ref: 81, asks: [{change: due-moved, of: A, to: 2026-12-31}], decisions: [{outcome: approved, by: cabinet, date: 2026-09-09}]}]"  # noqa: E501


def row(history: History, *rounds: str, record: str = "A") -> Row:
    """Tag the rounds, and return the row of one item."""
    for number, items in enumerate(rounds, 1):
        history.commit(f"small/q{number}", items if "-- " in items else text(items))
    return next(each for each in ledger(walked(history).rounds) if each.record == record)


def dates(found: Row) -> list[tuple[str, str]]:
    return [(each.round, str(each.due)) for each in found.dates]


def test_each_agreed_date_is_entered_with_its_round(history: History) -> None:
    found = row(
        history,
        "id: A, title: Budget, due: 2026-10-31",
        "id: A, title: Budget, due: 2026-11-30",
        "id: A, title: Budget, due: 2027-03-31",
    )

    assert str(found.original) == "31 October 2026"
    assert dates(found) == [
        ("Second quarter", "30 November 2026"),
        ("Third quarter", "31 March 2027"),
    ]
    assert (found.times, found.in_all and (found.in_all.days, found.in_all.months)) == (2, (151, 5))


def test_a_date_says_which_request_covers_it(history: History) -> None:
    found = row(
        history,
        "id: A, title: Budget, due: 2026-10-31",
        text("id: A, title: Budget, due: 2026-12-31", REQUEST),
    )

    [agreed] = found.dates
    assert (agreed.requests, agreed.lacks_agreement) == (("CR-1",), False)
    assert agreed.why == "agreed by Cabinet, 9 September 2026 (request 81)"


def test_a_date_that_nobody_agreed_says_so(history: History) -> None:
    found = row(
        history,
        "id: A, title: Budget, due: 2026-10-31",
        "id: A, title: Budget, due: 2026-12-31",
    )

    [agreed] = found.dates
    assert (agreed.requests, agreed.lacks_agreement) == ((), True)


def test_the_original_date_is_the_baseline_as_first_seen_whatever_is_written_later(
    history: History,
) -> None:
    found = row(
        history,
        "id: A, title: Budget, due: 2026-10-31, baseline: {due: 2026-10-31}",
        "id: A, title: Budget, due: 2026-12-31, baseline: {due: 2026-12-31}",
    )

    assert str(found.original) == "31 October 2026"


def test_a_move_before_the_records_begin_counts_once(history: History) -> None:
    found = row(history, "id: A, title: Budget, due: 2026-10-31, baseline: {due: 2026-08-31}")

    assert (found.times, found.in_all and found.in_all.months) == (1, 2)
    assert found.dates[0].why == "it had moved before it was first seen"


def test_an_item_keeps_its_row_under_another_id(history: History) -> None:
    found = row(
        history,
        "id: A, title: Budget, due: 2026-10-31",
        "id: B, was: A, title: Budget, due: 2026-12-31",
        record="B",
    )

    assert (str(found.original), found.times) == ("31 October 2026", 1)


def test_a_date_written_more_exactly_is_entered_and_is_no_move(history: History) -> None:
    found = row(
        history,
        "id: A, title: Budget, due: 2026-10",
        "id: A, title: Budget, due: 2026-10-31",
    )

    assert (len(found.dates), found.times) == (1, 0)


def test_a_date_taken_away_and_set_again_counts_twice(history: History) -> None:
    found = row(
        history,
        "id: A, title: Budget, due: 2026-10-31",
        "id: A, title: Budget",
        "id: A, title: Budget, due: 2026-12-31",
    )

    assert (dates(found)[0], found.times) == (("Second quarter", "None"), 2)


def test_an_item_that_gets_its_first_date_late_has_not_moved(history: History) -> None:
    found = row(history, "id: A, title: Budget", "id: A, title: Budget, due: 2026-12-31")

    assert (str(found.original), found.dates) == ("31 December 2026", ())


def test_an_item_that_vanished_stays_in_the_ledger_at_the_end(history: History) -> None:
    found = row(
        history,
        "id: A, title: Budget, due: 2026-10-31\nid: B, title: Fees",
        "id: B, title: Fees",
    )

    assert (found.gone, found.due and str(found.due)) == ("Second quarter", "31 October 2026")
    assert [each.record for each in ledger(walked(history).rounds)] == ["T", "B", "A"]


def test_an_item_that_could_not_be_read_is_not_gone(history: History) -> None:
    found = row(
        history,
        "id: A, title: Budget, due: 2026-10-31",
        text("id: A, title: Budget").replace("id: T\n", "id: [T\n"),
        "id: A, title: Budget, due: 2026-12-31",
    )

    assert (found.gone, found.times) == ("", 1)
    assert found.dates[0].why.startswith("it could not be read in the round before")


def test_forecast_actual_and_closing_are_those_of_the_last_round(history: History) -> None:
    found = row(
        history,
        "id: A, title: Budget, due: 2026-10-31, forecast: 2026-11-30, completed: 2026-09-29, "
        "exempt: paragraph 3, illustrative: yes, "
        "closed: {kind: delivered, date: 2026-09-30}",
    )

    assert (str(found.forecast), str(found.completed)) == ("30 November 2026", "29 September 2026")
    assert (found.closed, found.exempt) == ("delivered, 30 September 2026", "paragraph 3")


def test_without_rounds_there_are_no_rows() -> None:
    assert ledger([]) == ()
