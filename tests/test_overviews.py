from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar

from support.command import run, write
from support.history import History
from support.plans import SMALL_PLAN

if TYPE_CHECKING:
    from pathlib import Path


FULL = (
    SMALL_PLAN
    + """\
-- plans/more.yaml --
risk_matrices:
  - id: m
    name: Risk matrix
    likelihood: [{id: 1, name: Unlikely}, {id: 2, name: Likely}]
    impact: [{id: 1, name: Minor}, {id: 2, name: Major}]
    bands:
      - {id: high, name: High, colour: red, from: 3}
      - {id: low, name: Low, colour: green, from: 1}
items:
  - id: T
    title: Finance
    answers: D/1
    items:
      - {id: A, title: Publish the <savings> plan, owner: leader, due: 2026-08-31, status: green}
      - {id: B, title: Review fees, due: 2026-10-15, status: green}
instruments:
  - id: D
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2026-03-16
    paragraphs:
      - {id: D/1, text: Prepare a plan, clock: {within: 6 months}}
      - {id: D/2, text: Report, clock: {every: 6 months}}
risks:
  - {id: R1, title: Money, owner: finance-director, scores: {current: {likelihood: 2, impact: 2}}}
  - {id: R2, title: People}
meetings:
  - id: M1
    body: cabinet
    date: 2026-10-14
    papers: [{title: Progress, key_decision: yes}]
    requests: [{id: M1/r, text: A deep dive, to: leader, due: 2026-11-30}]
change_requests:
  - {id: CR-1, ref: 81, asks: [{change: due-moved, of: A, to: 2026-09-30}]}
"""
)


def shown(folder: Path, *arguments: str) -> str:
    ran = run(*arguments, here=write(folder, FULL))
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def events(told: str) -> list[dict[str, str]]:
    """Read a calendar; return the properties of each event as they are written."""
    found = Calendar.from_ical(told).walk("VEVENT")
    return [{key: value.to_ical().decode() for key, value in event.items()} for event in found]


def test_status_counts_states_and_names_what_is_overdue(tmp_path: Path) -> None:
    told = shown(tmp_path, "status", "--as-of", "2026-09-30")

    assert "A   Publish the <savings> plan  Leader of the Council  On course" in told
    assert "30 days" in told
    assert "B   Review fees" in told


def test_coverage_puts_gaps_first(tmp_path: Path) -> None:
    told = shown(tmp_path, "coverage", "--as-of", "2026-09-30")

    assert "Paragraphs in force: 1 of 2 answered" in told
    assert told.index("D/2") < told.index("D/1")


def test_deadlines_stand_in_date_order_with_papers_before_a_meeting(tmp_path: Path) -> None:
    told = shown(tmp_path, "deadlines", "--as-of", "2026-09-01")

    days = [line.split()[0] for line in told.splitlines() if line.startswith("  2026-")]
    assert days == sorted(days)
    assert "2026-09-15  key decision notice" in told
    assert "2026-10-06  publication" in told
    assert "2026-09-16  clock" in told


def test_papers_that_were_not_published_in_time_are_overdue_until_the_meeting(
    tmp_path: Path,
) -> None:
    text = write(tmp_path, FULL)

    late, past = (
        run("deadlines", "--as-of", day, here=text).out for day in ("2026-10-08", "2026-10-16")
    )

    assert re.search(r"2026-10-06  publication .*2 days overdue", late)
    assert "publication" not in past


@pytest.mark.parametrize("body", ["board", "scrutiny"])
def test_no_notice_is_asked_of_a_meeting_that_needs_none(tmp_path: Path, body: str) -> None:
    text = FULL.replace("body: cabinet", f"body: {body}")

    told = run("deadlines", "--as-of", "2026-10-01", here=write(tmp_path, text)).out

    assert "notice" not in told
    assert ("publication" in told) == (body == "scrutiny")


@pytest.mark.parametrize(
    ("command", "day"),
    [
        ("deadlines --format ics", "2026-09-01"),
        ("status", "9999-12-31"),
        ("deadlines", "0001-01-01"),
    ],
)
def test_the_ends_of_the_calendar_are_days_like_others(
    tmp_path: Path, command: str, day: str
) -> None:
    text = FULL.replace("due: 2026-10-15", "due: 9999-12").replace(
        "date: 2026-10-14", "date: 0001-01-03"
    )

    ran = run(*command.split(), "--as-of", day, here=write(tmp_path, text))

    assert ran.code == 0


def test_a_clock_of_a_month_is_listed_as_a_month(tmp_path: Path) -> None:
    text = FULL.replace("clock: {within: 6 months}", "clock: {dates: [2026-11]}")

    told = run("deadlines", "--as-of", "2026-09-01", here=write(tmp_path, text)).out

    assert "  2026-11     clock" in told


def test_deadlines_as_a_calendar_are_whole_days(tmp_path: Path) -> None:
    told = shown(tmp_path, "deadlines", "--as-of", "2026-09-01", "--format", "ics")

    assert "DTSTART;VALUE=DATE:20261130" in told
    assert "DTEND;VALUE=DATE:20261201" in told


def test_a_deadline_is_printed_no_more_exact_than_it_is_written(tmp_path: Path) -> None:
    text = FULL.replace("due: 2026-10-15", "due: 2026-10")

    ran = run("deadlines", "--as-of", "2026-09-01", here=write(tmp_path, text))

    assert "  2026-10     action" in ran.out


def test_a_calendar_is_what_its_standard_asks(tmp_path: Path) -> None:
    told = shown(tmp_path, "deadlines", "--as-of", "2026-09-01", "--format", "ics")

    lines = told.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert not any("\n" in line for line in lines)
    assert len(events(told)) == 8


def test_an_event_keeps_its_name_when_another_comes_before_it(tmp_path: Path) -> None:
    def uids(text: str) -> set[str]:
        ran = run(
            "deadlines", "--as-of", "2026-09-01", "--format", "ics", here=write(tmp_path, text)
        )
        return {event["UID"] for event in events(ran.out)}

    new = "\nitems:\n  - {id: NEW, title: New, due: 2026-01-31}\n"
    earlier = FULL.replace("\nitems:\n", new)

    assert uids(earlier) == uids(FULL) | {"small.NEW.due@ipcli"}


def test_a_calendar_does_not_ask_what_time_it_is(tmp_path: Path) -> None:
    ran = run("deadlines", "--format", "ics", here=write(tmp_path, FULL))

    assert {event["DTSTAMP"] for event in events(ran.out)} == {"20260930T000000Z"}


TAGGED = FULL.replace("as_of: 2026-06-30}", "as_of: 2026-06-30, tag: small/q1}").replace(
    "as_of: 2026-09-30}", "as_of: 2026-09-30, tag: small/q2}"
)


def test_risks_whose_earlier_state_cannot_be_read_exit_3(tmp_path: Path) -> None:
    ran = run("risks", here=write(tmp_path, TAGGED))

    assert (ran.code, "R1   Money" in ran.out, "is not in a git repository" in ran.err) == (
        *(3, True),
        True,
    )


def test_risks_before_any_report_have_not_moved(tmp_path: Path) -> None:
    told = shown(tmp_path, "risks").splitlines()

    assert told[1] == "On 30 September 2026. Movement is not shown: no earlier period has a tag."


def moved(history: History, *arguments: str, later: str = TAGGED) -> Any:  # noqa: ANN401 (JSON)
    """Return what `risks` tells as JSON where R1 was less likely in the first quarter."""
    history.commit(
        "small/q1", TAGGED.replace("likelihood: 2, impact: 2", "likelihood: 1, impact: 2")
    )
    history.commit("small/q2", later)
    ran = run("risks", *arguments, "--format", "json", here=history.folder)
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


def test_risks_are_compared_with_the_last_report_before_the_day(history: History) -> None:
    told = moved(history)

    assert told["about"] == "On 30 September 2026. Movement is since small/q1."
    assert [
        (row["id"], row["before"]["score"], row["after"]["score"]) for row in told["movement"]
    ] == [("R1", 2, 4)]


def test_risks_on_the_day_of_the_first_report_have_nothing_before_it(history: History) -> None:
    told = moved(history, "--as-of", "2026-06-30")

    assert told["about"] == "On 30 June 2026. Movement is not shown: no earlier period has a tag."


@pytest.mark.parametrize(
    ("day", "ids"), [("2026-09-14", ["R1", "R2"]), ("2026-09-15", ["R1"])], ids=["before", "on"]
)
def test_a_risk_is_open_until_the_day_it_was_closed(
    tmp_path: Path, day: str, ids: list[str]
) -> None:
    text = FULL.replace(
        "title: People", "title: People, closed: {kind: delivered, date: 2026-09-15}"
    )

    ran = run("risks", "--as-of", day, "--format", "json", here=write(tmp_path, text))

    assert [row["id"] for row in json.loads(ran.out)["risks"]] == ids


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "title: People",
            "title: People, closed: {kind: delivered, date: 2026-09-15, text: It passed.}",
            ("closed", "delivered", "It passed."),
        ),
        ("  - {id: R2, title: People}\n", "", ("gone", "", "")),
        (
            "  - {id: R2, title: People}\n",
            "  - {id: R2, title: People}\n  - {id: R3, title: Data}\n",
            ("new", "", ""),
        ),
    ],
    ids=["closed", "gone", "new"],
)
def test_what_comes_to_the_register_or_leaves_it_is_a_movement(
    history: History, old: str, new: str, said: tuple[str, str, str]
) -> None:
    told = moved(history, later=TAGGED.replace(old, new))

    assert said in [(row["point"], row["moved"], row["why"]) for row in told["movement"]]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: low, name: Low", "id: low, name: Calm", []),
        ("id: low, name: Low", "id: calm, was: low, name: Calm", []),
        ("likelihood: 1, impact: 2", "likelihood: 2, impact: 1", ["1 x 2 to 2 x 1"]),
    ],
    ids=["a band's name", "a band's id", "other steps of the axes"],
)
def test_a_score_moves_with_its_axes_and_not_with_the_name_of_its_band(
    history: History, old: str, new: str, said: list[str]
) -> None:
    low = TAGGED.replace("likelihood: 2, impact: 2", "likelihood: 1, impact: 2")
    history.commit("small/q1", low)
    history.commit("small/q2", low.replace(old, new))

    told = json.loads(run("risks", "--format", "json", here=history.folder).out)

    assert [row["moved"] for row in told["movement"]] == said


PUBLISHED = """\
risk_matrices:
  - id: m
    name: M
    points: [{id: residual, name: Now}, {id: target, name: Goal}]
    likelihood: [{id: 1, name: Rare}, {id: 2, name: Likely}]
    impact: [{id: 3, name: Major}, {id: 4, name: Grave}]
    bands: [{id: amber, name: Amber, colour: amber, from: 6}]
risks:
  - {id: R1, title: Money, scores: {residual: {likelihood: 2, impact: 3, score: 6}}}
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("residual", "current", []),
        ("impact: 3, score", "impact: 4, score", ["2 x 3 to 2 x 4"]),
        ("{likelihood: 2, impact: 3, score: 6}", "{score: 6}", []),
    ],
    ids=["the point's id", "axes that make another score", "axes left out"],
)
def test_a_published_score_that_stays_has_not_moved(
    history: History, old: str, new: str, said: list[str]
) -> None:
    plan = SMALL_PLAN.replace("as_of: 2026-06-30}", "as_of: 2026-06-30, tag: small/q1}")
    history.commit("small/q1", plan + PUBLISHED)
    history.lay(plan + PUBLISHED.replace(old, new))

    told = json.loads(run("risks", "--format", "json", here=history.folder).out)

    assert [row["moved"] for row in told["movement"]] == said


def test_a_plan_without_scales_says_that_nothing_is_counted(tmp_path: Path) -> None:
    told = run("status", here=write(tmp_path, SMALL_PLAN.replace(", scale: progress", ""))).out

    assert "States\n  No level has a scale, so no state is counted.\n" in told


def test_coverage_of_a_plan_that_all_items_have_left_does_not_praise_them(tmp_path: Path) -> None:
    text = FULL.replace(
        "title: Finance\n", "title: Finance\n    closed: {kind: merged, date: 2026-05}\n"
    )

    told = run("coverage", here=write(tmp_path, text)).out

    assert told.endswith("Items that answer nothing\n  No item is left in the plan.\n")


def test_coverage_judges_by_the_last_period_and_not_by_the_clock(tmp_path: Path) -> None:
    assert shown(tmp_path, "coverage").splitlines()[1] == "On 30 September 2026."


def test_show_finds_a_record_by_an_id_that_it_had_before(tmp_path: Path) -> None:
    text = FULL.replace("{id: B, ", "{id: B, was: OLD-B, ")

    ran = run("show", "OLD-B", here=write(tmp_path, text))

    assert ran.out.startswith("B Review fees\n")


def test_show_of_a_record_that_could_not_be_read_exits_3(tmp_path: Path) -> None:
    text = FULL.replace("due: 2026-10-15", "due: soon")

    ran = run("show", "B", here=write(tmp_path, text))

    assert (ran.code, "B could not be read" in ran.err) == (3, True)


def test_show_puts_what_matters_first_and_names_beside_ids(tmp_path: Path) -> None:
    told = shown(tmp_path, "show", "A").splitlines()

    assert [line.split()[0] for line in told[5:10]] == [
        "title",
        "level",
        "parent",
        "owner",
        "status",
    ]
    assert "  owner   leader (Leader of the Council)" in told


STANDING = """\
items:
  - id: T
    title: Theme
    level: theme
    closed: {kind: merged, date: 2026-09-01, outside: The county's plan}
    items: [{id: U, title: Under it, level: action}]
  - id: L
    title: Late
    level: action
    status: green
    baseline: {due: 2026-08-31}
    due: 2026-09-30
risk_matrices:
  - id: register
    name: Register
    points: [{id: current, name: Current}, {id: aim, name: Aim}]
    likelihood: [{id: 1, name: Rare}, {id: 2, name: Likely}]
    impact: [{id: 1, name: Slight}, {id: 3, name: Severe}]
    bands:
      - {id: high, name: High, from: 4, colour: red}
      - {id: low, name: Low, from: 1, colour: green}
risks:
  - {id: R, title: Flood, scores: {current: {likelihood: 2, impact: 3}}}
instruments:
  - id: D
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2026-03-01
    ended: {kind: revoked, date: 2026-10-31}
    paragraphs:
      - {id: D/1, clock: {every: 3 months, until: 2026-10-01}, met: [{date: 2026-06-04}]}
      - {id: D/2, text: Do it.}
measures:
  - id: M
    title: Invoices paid
    scale: progress
    readings: [{for: 2026/27 Q1, value: 78, status: amber}]
"""


@pytest.mark.parametrize(
    ("record", "rows"),
    [
        (
            "L",
            {
                "State": "On course",
                "Moved": "1 month later (30 September 2026 rather than 31 August 2026)",
                "Overdue": "by 32 days",
            },
        ),
        ("U", {"In monitoring": "no, since what it stands in is merged into The county's plan"}),
        ("R", {"Score: Current": "6 High"}),
        (
            "D/1",
            {
                "In force": "no, ended 31 October 2026",
                "Date 1": "1 June 2026: met late, 3 days late",
                "Date 2": "1 September 2026: lapsed, 60 days late",
            },
        ),
        ("D/2", {"In force": "no, ended 31 October 2026"}),
        ("M", {"Last reading": "about 2026/27 Q1", "State": "At risk"}),
    ],
)
def test_show_says_how_a_record_stands_on_a_day(
    tmp_path: Path, record: str, rows: dict[str, str]
) -> None:
    here = write(tmp_path, SMALL_PLAN + "-- plans/more.yaml --\n" + STANDING)

    told = run("show", record, "--as-of", "2026-11-01", here=here).out

    _, _, table = told.partition("\nOn 1 November 2026\n")
    lines = table.partition("\n\n")[0].splitlines()[1:]
    assert dict(re.split(r"  +", line.strip(), maxsplit=1) for line in lines) == rows


def test_show_in_json_has_the_numbers_of_how_a_record_stands(tmp_path: Path) -> None:
    here = write(tmp_path, SMALL_PLAN + "-- plans/more.yaml --\n" + STANDING)

    ran = run("show", "L", "--as-of", "2026-11-01", "--format", "json", here=here)

    found = {row["what"]: row["how_it_stands"] for row in json.loads(ran.out)["standing"]}
    assert found == {"State": "green", "Moved": 30, "Overdue": 32}


@pytest.mark.parametrize("command", ["status", "coverage", "deadlines", "risks"])
def test_no_line_is_wider_than_the_screen(tmp_path: Path, command: str) -> None:
    terminal = pytest.importorskip("support.terminal")
    long = FULL.replace("title: Review fees", f"title: {'Review fees and charges ' * 5}")

    told = terminal.on_a_terminal(command, here=write(tmp_path, long), width=80)

    assert max(map(len, told.splitlines())) <= 80


def test_status_names_ten_of_many_and_counts_the_rest(tmp_path: Path) -> None:
    rows = "".join(
        f"      - {{id: C{at}, title: Late, due: 2026-05-31, status: green}}\n" for at in range(12)
    )
    text = FULL.replace("      - {id: B,", f"{rows}      - {{id: B,")

    told = run("status", "--as-of", "2026-09-30", here=write(tmp_path, text)).out

    assert "Overdue: 13 items" in told
    assert "  and 3 more; `ipcli deadlines` lists them all." in told


def test_risks_show_score_band_and_matrix(tmp_path: Path) -> None:
    told = shown(tmp_path, "risks")

    assert "4 High" in told
    assert "not scored" in told
    assert "2 Likely" in told


def test_show_names_links_both_ways(tmp_path: Path) -> None:
    told = shown(tmp_path, "show", "A")

    assert "item at plans/more.yaml:14:9, in T Finance" in told
    assert "Change requests" in told
    assert "81" in told


def test_show_of_an_unknown_id_says_which_was_meant(tmp_path: Path) -> None:
    ran = run("show", "R11", here=write(tmp_path, FULL))

    assert (ran.code, "did you mean `R1`" in ran.err) == (2, True)


@pytest.mark.parametrize(
    "command", [("status",), ("coverage",), ("deadlines",), ("risks",), ("show", "A")]
)
def test_json_and_markdown_hold_what_the_text_holds(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    day = () if command[0] in {"risks", "show"} else ("--as-of", "2026-09-30")
    as_json = shown(tmp_path, *command, *day, "--format", "json")
    as_markdown = shown(tmp_path, *command, *day, "--format", "md")

    assert json.loads(as_json)["version"] == 1
    assert as_markdown.startswith("# ")
    assert "<savings>" not in as_markdown


@pytest.mark.parametrize(
    ("command", "table", "expected"),
    [
        (
            ("status", "--as-of", "2026-09-30"),
            "count_step",
            {
                "state": "On course",
                "number": 0,
                "per_cent": None,
                "id": "green",
                "of": 0,
                "adds": [],
            },
        ),
        (
            ("status", "--as-of", "2026-09-30"),
            "overdue",
            {
                "id": "A",
                "item": "Publish the <savings> plan",
                "state": "On course",
                "owner": ["Leader of the Council"],
                "due": "2026-08-31",
                "overdue_by": 30,
            },
        ),
        (
            ("deadlines", "--as-of", "2026-09-30"),
            "deadlines",
            {
                "due": "2026-08-31",
                "what": "action",
                "id": "A",
                "who": "Leader of the Council",
                "title": "Publish the <savings> plan",
                "overdue": 30,
                "last_day": "2026-08-31",
            },
        ),
        (
            ("coverage", "--as-of", "2026-09-30"),
            "paragraphs",
            {
                "paragraph": "D/1",
                "what_it_asks": "Prepare a plan",
                "answered": True,
                "by": "T, and 2 below",
                "items": ["T", "A", "B"],
            },
        ),
        (
            ("risks",),
            "risks",
            {
                "ref": "R1",
                "risk": "Money",
                "owner": ["Director of Finance"],
                "id": "R1",
                "current": {"likelihood": "2", "impact": "2", "score": 4, "band": "high"},
            },
        ),
        (
            ("risks",),
            "risks",
            {"ref": "R2", "risk": "People", "owner": [], "current": None, "id": "R2"},
        ),
    ],
)
def test_json_has_values_and_not_words(
    tmp_path: Path, command: tuple[str, ...], table: str, expected: dict[str, object]
) -> None:
    told = json.loads(shown(tmp_path, *command, "--format", "json"))

    assert expected in told[table]


def test_a_plan_that_could_not_be_read_whole_exits_3(tmp_path: Path) -> None:
    ran = run("status", here=write(tmp_path, FULL + "-- plans/broken.yaml --\nitems: [\n"))

    assert ran.code == 3
    assert "plans/broken.yaml" in ran.err


def test_the_schema_is_json(tmp_path: Path) -> None:
    assert json.loads(run("schema", here=tmp_path).out)["title"] == "A plan file"


def test_rules_and_explain_know_every_rule(tmp_path: Path) -> None:
    codes = [
        each["code"] for each in json.loads(run("rules", "--format", "json", here=tmp_path).out)
    ]

    assert all(run("explain", code, here=tmp_path).out.startswith(code) for code in codes)


def test_explain_of_an_unknown_code_says_which_was_meant(tmp_path: Path) -> None:
    ran = run("explain", "IP2O3", here=tmp_path)

    assert (ran.code, "did you mean" in ran.err) == (2, True)


def test_show_as_json_gives_the_record_as_its_file_has_it(tmp_path: Path) -> None:
    text = FULL.replace(
        "owner: leader, due: 2026-08-31,",
        "owner: leader, baseline: {due: {text: by summer, latest: 2026-08-31}}, due: 2026-08, "
        "updates: [{date: 2026/27 Q1, text: Begun.}], illustrative: yes,",
    )

    told = json.loads(run("show", "A", "--format", "json", here=write(tmp_path, text)).out)

    assert told["record"] == {
        "id": "A",
        "title": "Publish the <savings> plan",
        "level": "action",
        "parent": "T",
        "owner": ["leader"],
        "baseline": {"due": {"text": "by summer", "latest": "2026-08-31"}},
        "due": "2026-08",
        "status": "green",
        "updates": [{"date": "2026/27 Q1", "text": "Begun."}],
        "illustrative": True,
    }


def test_show_as_json_says_where_the_record_stands(tmp_path: Path) -> None:
    told = json.loads(shown(tmp_path, "show", "A", "--format", "json"))

    assert {key: told[key] for key in ("plan", "section", "place", "within")} == {
        "plan": "small",
        "section": "items",
        "place": {"path": "plans/more.yaml", "line": 14, "column": 9},
        "within": ["T"],
    }


def test_show_as_json_has_numbers_as_numbers(tmp_path: Path) -> None:
    text = FULL.replace("impact: 2}}}", "impact: 2, score: 4.5}}}")

    told = json.loads(run("show", "R1", "--format", "json", here=write(tmp_path, text)).out)

    assert told["record"]["scores"]["current"] == {"likelihood": "2", "impact": "2", "score": 4.5}


TWO = FULL.replace("plans/", "plans/small/") + (
    "-- plans/other/plan.yaml --\n"
    "plan: {id: other, format: 1, council: A, title: P, levels: [{id: a, name: A}]}\n"
    "-- plans/other/items.yaml --\n"
    "items: [{id: X, title: Fees}]\n"
)


@pytest.mark.parametrize(
    "broken", ["plan: {id: other,\n", "plan: {id: other, format: 9}\n", "plan: {id: other}\n"]
)
@pytest.mark.parametrize("named", [("--plan", "other"), ()], ids=["named", "not named"])
def test_a_plan_that_could_not_be_read_is_not_called_unknown(
    tmp_path: Path, broken: str, named: tuple[str, ...]
) -> None:
    ran = run("status", *named, here=write(tmp_path, TWO))
    assert ran.code == (0 if named else 2)
    (tmp_path / "plans/other/plan.yaml").write_text(broken)

    ran = run("status", *named, here=tmp_path)

    assert (ran.code, ran.out, "plans/other/plan.yaml could not be" in ran.err) == (3, "", True)


def test_the_other_plan_can_still_be_shown(tmp_path: Path) -> None:
    write(tmp_path, TWO.replace("plan: {id: other,", "<<<<<<< HEAD\nplan: {id: other,"))

    assert run("status", "--plan", "small", here=tmp_path).code == 0


def test_a_corrected_score_is_told_apart_from_one_that_moved(tmp_path: Path) -> None:
    old = "{date: 2026-06-01, text: Old words}"
    risk = """\
-- plans/more.yaml --
risks:
  - {id: R1, title: Money, scores: {current: {score: %s}}, updates: [%s]%s}
"""
    slip = "{date: 2026-09-01, key: scores.current.score, from: 12, to: 10, reason: A slip}"
    wrong = f", corrections: [{slip}]"
    matrix = (
        "risk_matrices: [{id: m, name: M, bands: [{id: low, name: Low, colour: green, from: 1}]}]\n"
    )
    history = History(tmp_path)
    tagged = SMALL_PLAN.replace("as_of: 2026-06-30}", "as_of: 2026-06-30, tag: small/q1}") + matrix
    history.commit("small/q1", tagged + risk % (12, old, ""))

    def moved(text: str) -> list[str]:
        history.lay(tagged + text)
        out = run("risks", "--format", "json", here=tmp_path).out
        return [f"{each['moved']}: {each['why']}" for each in json.loads(out)["movement"]]

    assert moved(risk % (10, old, wrong)) == ["corrected from 12 Low to 10 Low, not moved: A slip"]
    assert moved(risk % (10, old, "")) == ["12 Low to 10 Low: no reason is given"]


def test_two_matrices_have_one_column_for_one_point(tmp_path: Path) -> None:
    text = (
        SMALL_PLAN
        + """\
-- plans/more.yaml --
risk_matrices:
  - {id: m, name: M, points: [{id: current, name: Net}], bands: [{id: red, name: Red, colour: red}]}
  - {id: n, name: N, bands: [{id: calm, name: Calm, colour: green}]}
risks:
  - {id: R1, title: Money, matrix: m, scores: {current: {band: red}}}
  - {id: R2, title: People, matrix: n, scores: {current: {band: calm}}}
"""
    )

    out = run("risks", "--format", "md", here=write(tmp_path, text)).out

    assert "| Ref | Risk | Owner | Net / Current |" in out


def test_show_takes_a_record_with_the_name_of_its_plan_for_the_same(tmp_path: Path) -> None:
    text = FULL.replace("of: A, to", "of: AA@small, to") + (
        "-- plans/again.yaml --\n"
        "items: [{id: AA, title: Fees}]\n"
        "risks: [{id: R3, title: Fees, mitigations: [{text: Publish it, item: AA@small}]}]\n"
    )

    told = run("show", "AA", "--format", "json", here=write(tmp_path, text)).out

    found = json.loads(told)
    assert [each["ref"] for each in found["change_requests"]] == ["81"]
    assert [each["id"] for each in found["named_by"]] == ["R3"]


def test_show_calls_a_matrix_and_a_request_by_name(tmp_path: Path) -> None:
    folder = write(tmp_path, FULL)

    assert "risk matrix at " in run("show", "m", here=folder).out
    assert ["M1/r", "A deep dive"] in [
        line.split(maxsplit=1) for line in run("show", "M1", here=folder).out.splitlines()
    ]
