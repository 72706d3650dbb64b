from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ipcli.assess.clocks import ClockDate, ClockDates, ClockState, all_clock_dates, clock_dates
from ipcli.assess.series import MOST_DATES
from support.plans import loaded

if TYPE_CHECKING:
    from ipcli.model.plan import Plan

TODAY = date(2023, 11, 1)
INSTRUMENT = """
instruments:
  - id: DIR
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2023-03-16
    paragraphs:
      - id: DIR/1
        text: Prepare and agree a plan
"""


def clocked(keys: str, *, instrument: str = INSTRUMENT, today: date = TODAY) -> ClockDates:
    found = loaded(instrument + "".join(f"        {key}\n" for key in keys.splitlines()))
    assert not found.diagnostics
    dates = clock_dates(found.plans["small"], "DIR/1", today=today)
    assert dates
    return dates


def told(each: ClockDate) -> tuple[str, str, int | None, int | None]:
    return str(each.due), each.state.value, each.days_late, each.working_days_late


def dues(found: ClockDates) -> list[str]:
    return [str(each.due) for each in found.dates]


# Thurrock: six months from 16 March 2023, one month more, met on 25 October 2023.
THURROCK = """\
clock: {within: 6 months}
extensions: [{length: 1 month, by: secretary-of-state, reason: To take in the report}]
met: [{date: 2023-10-25, by: council}]"""


def test_a_clock_is_shown_as_laid_down_as_extended_and_as_met() -> None:
    [found] = clocked(THURROCK).dates

    assert (str(found.laid_down), str(found.extended)) == ("16 September 2023", "16 October 2023")
    assert told(found) == ("2023-10-16", "met late", 9, 7)


# Tower Hamlets: every six months from 17 March 2015; the third date is Saturday 17 September 2016.
TOWER_HAMLETS = """\
clock: {every: 6 months, from: 2015-03-17, falls: as-is}
met:
  - {for: 1, date: {text: not stated}}
  - {for: 2, date: 2016-03-17}
  - {for: 3, date: 2016-09-20}"""


def test_a_date_on_a_saturday_falls_on_the_next_working_day_where_the_clock_says_so() -> None:
    keys = TOWER_HAMLETS.replace("as-is", "next-working-day")

    found = clocked(keys, today=date(2016, 10, 19))

    assert str(found.dates[2].laid_down) == "17 September 2016"
    assert [told(each) for each in found.dates] == [
        ("2015-09-17", "met", None, None),
        ("2016-03-17", "met", 0, 0),
        ("2016-09-19", "met late", 1, 1),
        ("2017-03-17", "waiting", 0, 0),
    ]


def test_a_date_on_a_saturday_stays_there_where_the_clock_says_nothing() -> None:
    found = clocked(TOWER_HAMLETS, today=date(2016, 10, 19))

    assert told(found.dates[2]) == ("2016-09-17", "met late", 3, 2)


@pytest.mark.parametrize(
    ("clock", "due"),
    [
        ("{within: 1 month, from: 2023-03-16}", "2023-04-16"),
        ("{within: 1 month, beginning_with: 2023-03-16}", "2023-04-15"),
        ("{within: 1 month, from: 2023-01-31}", "2023-02-28"),
        ("{within: 1 month, beginning_with: 2023-01-31}", "2023-02-28"),
        ("{within: 1 month, beginning_with: 2023-03-01}", "2023-03-31"),
        ("{within: 1 year, beginning_with: 2024-02-29}", "2025-02-28"),
        ("{within: 30 days, from: 2023-03-16}", "2023-04-15"),
        ("{within: 30 days, beginning_with: 2023-03-16}", "2023-04-14"),
        ("{within: 5 working days, from: 2023-04-03}", "2023-04-12"),  # over Easter
        ("{within: 5 working days, beginning_with: 2023-04-03}", "2023-04-11"),
        ("{within: 6 months}", "2023-09-16"),  # from the day it was made
    ],
)
def test_the_day_a_clock_runs_from_counts_only_with_beginning_with(clock: str, due: str) -> None:
    assert dues(clocked(f"clock: {clock}")) == [due]


def test_a_statutory_recommendation_has_a_month_beginning_with_the_day_it_was_sent() -> None:
    sent = INSTRUMENT.replace("made_on: 2023-03-16", "made_on: 2023-03-01\n    sent_on: 2023-03-16")

    found = clocked("clock: {within: 1 month, beginning_with: sent_on}", instrument=sent)

    assert (found.start, dues(found)) == (date(2023, 3, 16), ["2023-04-15"])


@pytest.mark.parametrize(
    ("keys", "start"),
    [
        ("published_on: 2023-05-02", "clock: {within: 1 month, from: published_on}"),
        ("in_force: {from: 2023-05-02}", "clock: {within: 1 month, from: in_force}"),
    ],
)
def test_a_clock_may_start_when_its_instrument_was_published_or_in_force(
    keys: str, start: str
) -> None:
    instrument = INSTRUMENT.replace("    made_by", f"    {keys}\n    made_by")

    assert dues(clocked(start, instrument=instrument)) == ["2023-06-02"]


def test_in_force_without_a_day_of_its_own_is_the_day_it_was_made() -> None:
    assert dues(clocked("clock: {within: 1 month, from: in_force}")) == ["2023-04-16"]


@pytest.mark.parametrize(
    ("made_on", "clock", "why"),
    [
        (
            "2023-03",
            "{within: 6 months}",
            "`DIR` was made March 2023, which is less exact than a day",
        ),
        (
            "2023-03-16",
            "{every: 1 month, from: sent_on}",
            "`DIR` was sent on a day that is not given",
        ),
        ("2023-03-16", "{within: 1 month, from: Easter}", "`Easter` is not a day"),
        (
            "2023-03-16",
            "{within: 1 month, from: 2023/24}",
            "the clock starts from 2023/24, which is less exact than a day",
        ),
    ],
)
def test_a_start_that_is_no_day_is_told_and_not_computed(
    made_on: str, clock: str, why: str
) -> None:
    instrument = INSTRUMENT.replace("2023-03-16", made_on)

    found = clocked(f"clock: {clock}\nmet: [{{date: 2023-10-25}}]", instrument=instrument)

    assert (found.why, found.start, found.dates, found.unmatched) == (why, None, (), ())


def test_an_instrument_that_could_not_be_read_gives_no_start() -> None:
    text = INSTRUMENT.replace("kind: directions", "kind: no such kind")
    plan = loaded(f"{text}        clock: {{within: 6 months}}").plans["small"]

    found = clock_dates(plan, "DIR/1", today=TODAY)

    assert found
    assert found.why == "its instrument could not be read"


def test_a_series_is_counted_from_the_start_and_not_from_the_last_date_met() -> None:
    found = clocked("clock: {every: 1 month, from: 2023-07-31}\nmet: [{date: 2023-09-12}]")

    assert dues(found) == ["2023-08-31", "2023-09-30", "2023-10-31", "2023-11-30"]
    assert found.open_ended


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        (
            "{within: 3 months, every: 6 months, from: 2022-08-31}",
            ["2022-11-30", "2023-05-31", "2023-11-30"],  # not 30 May: counted from the start
        ),
        (
            "{within: 1 year, every: 1 month, beginning_with: 2022-08-16}",
            ["2023-08-15", "2023-09-15", "2023-10-15", "2023-11-15"],
        ),
        (
            "{within: 1 month, every: 2 weeks, from: 2023-09-01}",
            ["2023-10-01", "2023-10-15", "2023-10-29", "2023-11-12"],
        ),
        (
            "{within: 2 weeks, every: 3 months, from: 2022-11-16}",
            ["2022-11-30", "2023-02-28", "2023-05-30", "2023-08-30", "2023-11-30"],
        ),
        (
            "{within: 2 weeks, every: 10 days, from: 2023-10-01}",
            ["2023-10-15", "2023-10-25", "2023-11-04"],
        ),
        (
            "{every: 5 working days, beginning_with: 2023-10-16}",
            ["2023-10-20", "2023-10-27", "2023-11-03"],
        ),
    ],
)
def test_the_dates_of_a_series(clock: str, expected: list[str]) -> None:
    assert dues(clocked(f"clock: {clock}")) == expected


def test_a_series_with_an_end_is_listed_to_its_end() -> None:
    found = clocked("clock: {every: 1 year, until: 2026-03-16}")

    assert dues(found) == ["2024-03-16", "2025-03-16", "2026-03-16"]
    assert not found.open_ended


def test_a_series_ends_with_its_instrument() -> None:
    ended = INSTRUMENT.replace(
        "    made_by", "    ended: {kind: revoked, date: 2023-09-30}\n    made_by"
    )

    found = clocked("clock: {every: 3 months}\nmet: [{date: 2023-06-16}]", instrument=ended)

    assert [told(each) for each in found.dates] == [
        ("2023-06-16", "met", 0, 0),
        ("2023-09-16", "lapsed", 14, 10),
    ]


def test_on_the_last_day_of_an_instrument_a_date_has_not_lapsed() -> None:
    ended = INSTRUMENT.replace(
        "    made_by", "    ended: {kind: revoked, date: 2023-11-01}\n    made_by"
    )

    [found] = clocked("clock: {within: 6 months}", instrument=ended, today=TODAY).dates

    assert found.state is ClockState.OVERDUE


def test_a_series_goes_on_beyond_a_date_that_is_today() -> None:
    found = clocked("clock: {every: 1 month, from: 2023-09-01}", today=date(2023, 10, 1))

    assert dues(found) == ["2023-10-01", "2023-11-01"]


def test_a_date_beyond_the_life_of_its_instrument_has_lapsed() -> None:
    replaced = (
        INSTRUMENT
        + "        clock: {within: 6 months}\n"
        + """\
  - id: DIR-2
    kind: directions
    title: Others
    made_by: secretary-of-state
    made_on: 2023-05-01
    replaces: DIR
"""
    )
    plan = loaded(replaced).plans["small"]

    found = clock_dates(plan, "DIR/1", today=TODAY)

    assert found
    assert [told(each) for each in found.dates] == [("2023-09-16", "lapsed", 0, 0)]
    assert found.next is None


@pytest.mark.parametrize(
    ("ended", "expected"),
    [
        ("2023-09-16", ("2023-09-16", "met", 0, 0)),
        ("2023-09-18", ("2023-09-16", "met late", 2, 1)),
    ],
)
def test_what_ended_because_it_was_met_was_met(
    ended: str, expected: tuple[str, str, int, int]
) -> None:
    found = clocked(f"clock: {{within: 6 months}}\nended: {{kind: met, date: {ended}}}")

    assert [told(each) for each in found.dates] == [expected]


def test_dates_laid_down_as_such_join_the_series_in_order() -> None:
    found = clocked(
        "clock: {every: 6 months, dates: [2023-06-01, 2023-09-16, {text: later}, 2023-07]}"
    )

    assert [str(each.laid_down) for each in found.dates] == [
        "1 June 2023",
        "July 2023",
        "16 September 2023",
        "16 March 2024",
        "later",
    ]


def test_a_clock_may_have_laid_down_dates_alone() -> None:
    found = clocked("clock: {dates: [2023-06-01, {text: in due course}]}")

    assert found.start is None
    assert [told(each) for each in found.dates] == [
        ("2023-06-01", "overdue", 153, 108),
        ("None", "waiting", 0, 0),
    ]


def test_a_standing_duty_has_no_dates() -> None:
    found = clocked("clock: ongoing\nmet: [{date: 2023-05-01}]")

    assert (found.standing, found.dates, found.unmatched) == (True, (), ())


def test_dates_as_someone_directs_are_only_those_that_are_written() -> None:
    found = clocked("clock: {as_directed: yes}\nmet: [{date: 2023-05-01}]")

    assert (found.as_directed, found.standing, found.dates, found.unmatched) == (
        True,
        False,
        (),
        (),
    )


def test_the_next_date_is_the_first_that_is_not_met() -> None:
    found = clocked("clock: {every: 3 months}\nmet: [{date: 2023-06-01}]")

    assert [each.state for each in found.dates] == [
        ClockState.MET,
        ClockState.OVERDUE,
        ClockState.WAITING,
    ]
    assert found.next is found.dates[1]


def test_a_date_is_overdue_the_day_after() -> None:
    keys = "clock: {within: 6 months}"

    assert told(clocked(keys, today=date(2023, 9, 16)).dates[0]) == ("2023-09-16", "waiting", 0, 0)
    assert told(clocked(keys, today=date(2023, 9, 18)).dates[0]) == ("2023-09-16", "overdue", 2, 1)


@pytest.mark.parametrize(
    ("met", "expected"),
    [
        ("2023-08", ("met", 0, 0)),
        ("2023-09", ("met", None, None)),  # the sixteenth lies in it: that it was late is not said
        ("2023-10", ("met late", 15, 10)),  # at the least
        ("{text: some time, latest: 2023-09-16}", ("met", 0, 0)),
        ("{text: some time}", ("met", None, None)),
    ],
)
def test_a_month_in_which_it_was_met_is_late_where_its_first_day_is(
    met: str, expected: tuple[str, int | None, int | None]
) -> None:
    [found] = clocked(f"clock: {{within: 6 months}}\nmet: [{{date: {met}}}]").dates

    assert told(found)[1:] == expected


def test_an_entry_that_names_its_date_comes_before_one_that_does_not() -> None:
    found = clocked(
        "clock: {every: 3 months}\nmet: [{date: 2023-09-10}, {for: 1, date: 2023-06-01}]"
    )

    assert [str(each.met.date) if each.met else "" for each in found.dates] == [
        "1 June 2023",
        "10 September 2023",
        "",
    ]


@pytest.mark.parametrize("number", ["0", "4", "1"])
def test_an_entry_for_a_date_that_is_not_there_or_is_taken_is_unmatched(number: str) -> None:
    found = clocked(
        "clock: {every: 3 months}\n"
        f"met: [{{for: 1, date: 2023-06-01}}, {{for: {number}, date: 2023-06-02}}]"
    )

    assert [str(each.date) for each in found.unmatched] == ["2 June 2023"]


def test_more_entries_than_dates_are_unmatched() -> None:
    found = clocked("clock: {within: 3 months}\nmet: [{date: 2023-06-01}, {date: 2023-06-02}]")

    assert [str(each.date) for each in found.unmatched] == ["2 June 2023"]


@pytest.mark.parametrize(
    ("extension", "expected"),
    [
        ("{for: 1, length: 1 month}", ["2023-07-16", "2023-09-16", "2023-12-16"]),
        ("{length: 1 month}", ["2023-06-16", "2023-10-16", "2023-12-16"]),  # the first not met
        ("{length: 1 month, date: 2023-05-01}", ["2023-07-16", "2023-09-16", "2023-12-16"]),
        ("{length: 1 month, date: 2023-07-01}", ["2023-06-16", "2023-10-16", "2023-12-16"]),
        ("{to: 2023-11, for: 3}", ["2023-06-16", "2023-09-16", "2023-11-30"]),
        ("{to: {text: later}, for: 3}", ["2023-06-16", "2023-09-16", "None"]),
        ("{for: 3, reason: None is given}", ["2023-06-16", "2023-09-16", "2023-12-16"]),
    ],
)
def test_an_extension_is_of_the_first_date_not_met_when_it_was_agreed(
    extension: str, expected: list[str]
) -> None:
    found = clocked(
        f"clock: {{every: 3 months}}\nmet: [{{date: 2023-06-16}}]\nextensions: [{extension}]"
    )

    assert dues(found) == expected


def test_extensions_are_added_one_upon_the_other() -> None:
    [found] = clocked(
        "clock: {within: 6 months}\nextensions: [{length: 1 month}, {length: 2 weeks}]"
    ).dates

    assert (str(found.extended), len(found.extensions)) == ("30 October 2023", 2)


def test_an_extension_of_a_date_in_words_leaves_it_in_words() -> None:
    [found] = clocked(
        "clock: {dates: [{text: in due course}]}\nextensions: [{length: 1 month}]"
    ).dates

    assert (found.due, str(found.extended)) == (None, "in due course")


@pytest.mark.parametrize(
    ("clock", "number"), [("{within: 6 months}", "2"), ("{as_directed: yes}", "1")]
)
def test_an_extension_of_a_date_that_is_not_there_is_unplaced(clock: str, number: str) -> None:
    found = clocked(f"clock: {clock}\nextensions: [{{for: {number}, length: 1 month}}]")

    assert len(found.unplaced) == 1


def test_a_series_that_does_not_go_on_is_told() -> None:
    found = clocked("clock: {every: 0 days}")

    assert (dues(found), found.why) == (["2023-03-16"], "a series of every 0 days does not go on")


def test_a_series_without_measure_is_cut_and_told() -> None:
    found = clocked("clock: {every: 1 day, from: 1023-03-16}")

    assert (len(found.dates), found.why[:34]) == (MOST_DATES, "the series has more than 1,000 dat")


def test_what_has_no_clock_has_no_dates() -> None:
    plan = loaded(INSTRUMENT).plans["small"]

    assert clock_dates(plan, "DIR/1", today=TODAY) is None
    assert clock_dates(plan, "leader", today=TODAY) is None


def test_all_clocks_of_a_plan_instruments_first() -> None:
    instrument = INSTRUMENT.replace("    made_by", "    clock: {within: 1 month}\n    made_by")
    plan: Plan = loaded(instrument + "        clock: {within: 6 months}").plans["small"]

    found = list(all_clock_dates(plan, today=TODAY))

    assert [(each.record, dues(each)) for each in found] == [
        ("DIR", ["2023-04-16"]),
        ("DIR/1", ["2023-09-16"]),
    ]


def test_a_paragraph_without_a_clock_is_not_among_the_clocks() -> None:
    assert list(all_clock_dates(loaded(INSTRUMENT).plans["small"], today=TODAY)) == []
