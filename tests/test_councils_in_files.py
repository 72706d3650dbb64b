# ruff: noqa: E501 (an entry of a plan is one line)
"""More plans unlike the four councils, in `tests/councils`, read critically: figures and sentences.

A combined fire authority that reports monthly on dates; a plan in Welsh that is led by measures;
five levels with some skipped, and roman numerals; a parish without dates or colours; a plan that
replaces another beside it; a council with every section, exempt rows and seven counts; a borough
whose states follow from weeks and months late, with risks by sum and measures where lower is better.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.command import run, write
from support.history import History

if TYPE_CHECKING:
    from support.command import Ran

FOLDER = Path(__file__).parent / "councils"


def council(name: str, *changes: tuple[str, str]) -> str:
    """Return the files of a council as one text, with some words in the place of others."""
    files = sorted(path for path in (FOLDER / name).rglob("*.y*ml"))
    text = "".join(
        f"-- plans/{path.relative_to(FOLDER).as_posix()} --\n{path.read_text(encoding='utf-8')}"
        for path in files
    )
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def shown(folder: Path, name: str, *arguments: str) -> str:
    """Return what a command prints of a council's plan as it stands in its files."""
    ran = run(*arguments, here=write(folder, council(name)))
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def lines(text: str) -> list[str]:
    """Return the lines without the blanks that only set columns apart."""
    return [" ".join(line.split()) for line in text.splitlines()]


def reported(folder: Path, tags: tuple[str, str], then: str, now: str, *arguments: str) -> Ran:
    """Run a command where a plan was reported twice."""
    history = History(folder)
    for tag, text in zip(tags, (then, now), strict=True):
        history.commit(tag, text)
    return run(*arguments, here=folder)


@pytest.mark.parametrize(
    ("name", "findings"),
    [
        (
            "northmere-fire",
            [
                "IP310 `P2b` is 1 to 3 months late, but nothing says why",
                "IP211 `C1c` was expected 1 July 2025, but is not complete on 31 July 2025",
            ],
        ),
        ("llanfair", []),
        (
            "five-rivers",
            [
                "IP603 the current score of `R2` is 9, but likelihood III and impact C make 10",
                "IP604 the current band of `R2` is `yellow`, but the score 9 is in `red`",
                (
                    "IP210 `A1P2a` was due April 2026 and is not complete on 30 June 2026; its status "
                    "is Amber, and neither a reason nor a forecast is given"
                ),
                (
                    "IP210 `A1P2b` was due May 2026 and is not complete on 30 June 2026; its status "
                    "is White, and neither a reason nor a forecast is given"
                ),
                (
                    "IP209 `A1P2b` is due May 2026, but waits for `A1P2a`, which is not done on "
                    "30 June 2026"
                ),
            ],
        ),
        ("lower-quern", []),
        (
            "town",
            [
                (
                    "IP505 `D23/2` was due 16 June 2023 and is not met on 31 March 2024: 289 days "
                    "late (200 working days); 3 dates are not met"
                )
            ],
        ),
        (
            "moorland",
            [
                (
                    "IP707 `PR1` was closed (delivered) on 21 May 2026: no change request covers it; "
                    "needs one of Executive or Full Council"
                )
            ],
        ),
        (
            "brackwater",
            [
                "IP310 `H1b` is Over 8 weeks late, but nothing says how or by when it comes back on course",
                "IP310 `H2` is Up to a month late, but nothing says why",
                (
                    "IP307 `H3` is recorded as Up to a month late, but its dates make Less than 3 "
                    "months late on 30 September 2025"
                ),
                "IP310 `H3` is Up to a month late, but nothing says why",
                "IP310 `H4` is 3 months late or more, but nothing says why",
                "IP603 the current score of `RC` is 5.5, but likelihood 2 and impact 3 make 5",
                "IP604 the current band of `RD` is `high`, but the score 6.4 is in `mid`",
                (
                    "IP307 the reading of `K3` for 2025/26 Q2 is recorded as Within tolerance, but its "
                    "target makes Off target"
                ),
                "IP802 `tasks.very-late` (3.2) is stated as 1, but the plan comes to 2",
            ],
        ),
    ],
)
def test_each_finding_is_deserved_and_none_is_missing(
    tmp_path: Path, name: str, findings: list[str]
) -> None:
    ran = run("validate", "--fail-on", "error", here=write(tmp_path, council(name)))

    told = [line.split(": warning ")[1] for line in ran.out.splitlines() if ": warning " in line]
    assert (ran.code, ran.err, told) == (0, "", findings)


def test_four_of_eight_milestones_are_programmed_in_july(tmp_path: Path) -> None:
    out = lines(shown(tmp_path, "northmere-fire", "status", "--as-of", "2025-07-31"))

    at = out.index("Milestones programmed in July 2025: 4")
    assert out[at + 2 : at + 8] == [
        "Delivered 0 0.00%",
        "Not begun 0 0.00%",
        "On time 1 25.00%",  # the monthly report, which is ongoing
        "Less than 1 month late 0 0.00%",
        "1 to 3 months late 2 50.00%",
        "More than 3 months late 1 25.00%",
    ]


def test_the_screen_counts_for_the_period_of_its_day(tmp_path: Path) -> None:
    out = lines(shown(tmp_path, "northmere-fire", "status", "--as-of", "2025-06-30"))

    assert "Milestones due by 30 June 2025: 3" in out
    assert "Milestones programmed in June 2025: 6" in out


def test_a_row_whose_state_follows_from_its_dates_shows_it_on_the_screen(tmp_path: Path) -> None:
    out = lines(shown(tmp_path, "northmere-fire", "status", "--as-of", "2025-07-31"))

    late = "More than 3 months late 30 June 2025 31 days"
    assert f"C1c All managers trained no owner {late}" in out
    assert not any("not recorded" in line for line in out)


def test_clock_dates_at_a_weekend_fall_on_the_next_working_day(tmp_path: Path) -> None:
    out = lines(shown(tmp_path, "northmere-fire", "deadlines", "--as-of", "2025-07-31"))

    days = [line.split()[0] for line in out if " clock COC/2 " in line]
    assert days == [
        *("2025-07-31", "2025-09-01", "2025-09-30", "2025-10-31", "2025-12-01", "2025-12-31"),
    ]


BEFORE_JULY = (
    ("  - {id: 2025-07, name: July report, as_of: 2025-07-31, covers: 2025-07, tag: fire/2025-07}\n", ""),
    ("            baseline: {due: 2025-06-30}\n            due: 2025-07-31\n", "            due: 2025-06-30\n            baseline: {due: 2025-06-30}\n"),
    ("commentary:\n  - period: 2025-07\n", "commentary:\n  - period: 2025-06\n"),
)  # fmt: skip


def test_the_paper_of_july_tells_what_moved_since_june(tmp_path: Path) -> None:
    then = council("northmere-fire", *BEFORE_JULY)
    tags = ("fire/2025-06", "fire/2025-07")

    ran = reported(
        *(tmp_path, tags, then, council("northmere-fire"), "report", "--quarter", "2025-07")
    )

    assert (ran.code, ran.err) == (0, "")
    assert "\n3 of the milestones are delivered or on time (37.5%).\n" in ran.out
    assert "| A Prevention | ▲ Some concern | ◆ Serious concern |" in ran.out
    assert "| ▲ 1 to 3 months late | 1 | 0 | 0 | +1 | 0 | **2** |" in ran.out
    assert "- 1 milestone with a changed timescale\n" in ran.out


def test_measures_count_with_the_state_that_their_targets_make(tmp_path: Path) -> None:
    out = lines(shown(tmp_path, "llanfair", "status", "--as-of", "2026-09-30"))

    at = out.index("Mesurau that were assessed: 3")
    assert out[at + 2 : at + 6] == [
        "Cyrraedd 2 66.7%",
        "Agos 1 33.3%",
        "Methu 0 0.0%",
        "No state recorded 1 –",  # noqa: RUF001 (as papers print it)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "| Presenoldeb ysgol (M1) · In %; higher is better | ● Cyrraedd | 94% (2026/27 Q2) |",
        "| Dyddiau i dalu anfonebau (M2) · Lower is better | ▲ Agos | 32 (2026/27 Q2) |",
        "| Ymddiriedaeth (M3) · Higher is better | – Heb ei asesu | No value (2026/27 Q2) |",  # noqa: RUF001
        "| Canlyniad ansoddol (M4) · Judged, not counted | ● Cyrraedd | Judged (2026/27 Q2) |",
        "| 2026/27 Q1 | 89.3% | ▲ Agos | 93% |",  # 5% of 94 is 4.7, and 4.7 short is within it
    ],
)
def test_the_paper_of_measures_shows_the_state_that_the_counts_add(
    tmp_path: Path, line: str
) -> None:
    tags = ("meas/q1", "meas/q2")
    then = council("llanfair", ("  - {id: ch2, name: Chwarter 2, as_of: 2026-09-30, covers: 2026/27 Q2, tag: meas/q2}\n", ""))  # fmt: skip

    ran = reported(
        *(tmp_path, tags, then, council("llanfair")),
        *("report", "--quarter", "ch2", "--paper", "measures"),
    )

    assert (ran.code, ran.err) == (0, "")
    assert line in ran.out


def test_a_rollup_for_which_a_scale_has_no_word_is_told_in_plain_words(tmp_path: Path) -> None:
    tags = ("meas/q1", "meas/q2")
    then = council("llanfair", ("  - {id: ch2, name: Chwarter 2, as_of: 2026-09-30, covers: 2026/27 Q2, tag: meas/q2}\n", ""))  # fmt: skip

    ran = reported(*(tmp_path, tags, then, council("llanfair"), "report", "--quarter", "ch2"))

    assert "| Addysg (A1) | ● Da ŵ | ◐ Rescheduled |" in ran.out
    assert "| Cyllid (A2) | ● Da ŵ | ✔ Done |" in ran.out


def test_skipped_and_beside_levels_stopped_rows_and_a_table_of_roman_scores(
    tmp_path: Path,
) -> None:
    out = lines(shown(tmp_path, "five-rivers", "status", "--as-of", "2026-06-30"))

    at = out.index("Milestones: 5")
    assert out[at + 2 : at + 9] == [
        "Purple 1 20%",
        "Amber 1 20%",
        "Yellow 0 0%",
        "Red 1 20%",
        "Blue 1 20%",  # closed as not feasible, and suspended before
        "White 0 0%",
        "Not assessed 1 20%",  # a check, which stands beside the milestones
    ]
    assert "R1 Flood no owner 11 Black" in out
    assert "R2 Drought no owner 9 Yellow (the axes make 10)" in out


def test_a_plan_without_dates_statuses_and_periods_has_its_gap(tmp_path: Path) -> None:
    out = lines(shown(tmp_path, "lower-quern", "coverage", "--as-of", "2026-06-30"))

    assert "PEER/1 Hall NO nothing answers it" in out


def test_a_plan_without_dates_statuses_and_periods_reports(tmp_path: Path) -> None:
    out = shown(tmp_path, "lower-quern", "report", "--quarter", "2026/27 Q1")

    assert "| Facts as of | 30 June 2026 |" in out


def test_each_plan_answers_for_what_is_in_force_on_its_own_day(tmp_path: Path) -> None:
    day = ("coverage", "--as-of", "2024-03-31", "--plan")

    assert "Paragraphs in force: 3 of 3 answered" in shown(tmp_path, "town", *day, "new")
    assert "Paragraphs in force: 0 of 3 answered" in shown(tmp_path, "town", *day, "old")


def test_an_extension_and_what_others_owe_are_told(tmp_path: Path) -> None:
    tags = ("new/first", "new/second")
    text = council("town")

    ran = reported(
        *(tmp_path, tags, text, text.replace("covers: 2023/24 Q4}", "covers: 2023/24 Q4, tag: new/second}")),
        *("report", "--plan", "new", "--quarter", "n2"),
    )  # fmt: skip

    told = "Due 16 September 2023; extended by 1 month, agreed by Secretary of State; so due "
    assert f"{told}16 October 2023; met 16 October 2023." in ran.out


def test_counts_of_actions_tasks_criteria_labels_and_risks(tmp_path: Path) -> None:
    out = lines(shown(tmp_path, "moorland", "status", "--as-of", "2026-05-31"))

    heads = [before for before, line in itertools.pairwise(out) if line == "State Number Per cent"]
    assert heads == [
        "Actions and products that were assessed: 5",
        "Tasks programmed in May 2026: 1",
        "Exit criteria that were assessed: 2",
        "Quick wins: 2",
        "Open risks: 2",
    ]


BEFORE_MAY = (
    ("  - {id: M2, name: May, as_of: 2026-05-31, covers: 2026-05, tag: moor/2026-05}\n", ""),
    (", closed: {kind: delivered, date: 2026-05-21}", ""),
    (", closed: {kind: not-feasible, date: 2026-05-15, request: CR-2}", ""),
    (", closed: {kind: merged, date: 2026-05-15, into: A1, request: CR-2}", ""),
)


def moorland(folder: Path, *arguments: str) -> Ran:
    text = council("moorland", *BEFORE_MAY)
    then = text[: text.index("commentary:")]
    tags = ("moor/2026-04", "moor/2026-05")
    return reported(folder, tags, then, council("moorland"), *arguments)


def test_what_was_agreed_by_whom_and_what_was_not(tmp_path: Path) -> None:
    out = lines(moorland(tmp_path, "changes", "since", "moor/2026-04").out)

    agreed = "recommended by Improvement Board, 14 May 2026 (request 2); agreed by Executive, "
    assert f"{agreed}15 May 2026 (request 2)" in out
    lacking = "no change request covers it; needs one of Executive or Full Council (rule "
    assert any(line.startswith(lacking) for line in out)
    assert "M2 May: added" in out
    assert "P1 Money: commentary for M2 added" in out


def test_figures_in_prose_and_the_exempt_row_of_a_full_plan(tmp_path: Path) -> None:
    out = moorland(tmp_path, "report", "--quarter", "M2").out

    said = "1 of the actions and products are blue or green (20.0%), 3 rows were closed."
    assert said in out
    assert "Closed, and no longer counted: Old savings list (merged into I.1 Savings plan)." in out
    assert "**Exempt: paragraph 1**" in out


def test_nothing_exempt_is_in_any_public_paper(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    asked = ("report", "--quarter", "M2", "--paper", "all", "--public", "--out", str(papers))

    ran = moorland(tmp_path / "repo", *asked)

    assert ran.code == 0
    pages = [path.read_text(encoding="utf-8") for path in papers.iterdir()]
    assert len(pages) > 10
    for words in ("Code of conduct", "Trainer ill", "Only four members"):
        assert not any(words in page for page in pages)


def test_status_tells_totals_and_what_is_in_no_percentage(tmp_path: Path) -> None:
    told = shown(tmp_path, "moorland", "status", "--as-of", "2026-06-30")

    assert "Actions and products that were assessed: 5" in told
    assert "Blue or green  1       20.0%" in told
    assert "Not assessed, and not in the percentages: A5." in told
    assert "Closed, and no longer counted: A4 (merged)." in told


def test_a_total_in_json_names_the_states_that_it_adds(tmp_path: Path) -> None:
    asked = ("status", "--as-of", "2026-05-31", "--format", "json")

    told = json.loads(shown(tmp_path, "moorland", *asked))["count_actions"]

    assert told[-2] == {
        "state": "Blue or green",
        "id": "well",
        "adds": ["blue", "green"],
        "number": 1,
        "per_cent": 20,
        "of": 5,
    }


def test_three_and_eight_weeks_late_to_the_day_are_late_and_a_day_more_is_very_late(
    tmp_path: Path,
) -> None:
    out = lines(shown(tmp_path, "brackwater", "status", "--as-of", "2025-09-30"))

    at = out.index("Tasks: 7")
    assert out[at + 2 : at + 9] == [
        "Done 1 14.29%",
        "Not begun 1 14.29%",
        "On time 0 0.00%",
        "Under 3 weeks late 1 14.29%",  # 15 days
        "3 to 8 weeks late 2 28.57%",  # 21 and 56 days
        "Over 8 weeks late 2 28.57%",  # 57 and 61 days
        "The percentages do not add to 100 because each is rounded.",
    ]


def test_a_month_late_to_the_day_is_up_to_a_month_and_three_months_is_more(tmp_path: Path) -> None:
    out = lines(shown(tmp_path, "brackwater", "status", "--as-of", "2025-09-30"))

    at = out.index("Projects: 5")
    assert out[at + 2 : at + 7] == [
        "Complete 0 0%",
        "To time 1 20%",  # ongoing
        "Up to a month late 2 40%",  # 30 September to 31 October; and one that was recorded so
        "Less than 3 months late 0 0%",
        "3 months late or more 2 40%",  # 31 December to 31 March; to the end of early 2026
    ]


def test_measures_where_lower_is_better_are_within_a_tenth_of_the_target(tmp_path: Path) -> None:
    out = lines(shown(tmp_path, "brackwater", "status", "--as-of", "2025-09-30"))

    at = out.index("Measures that were assessed: 5")
    assert out[at + 2 : at + 6] == [
        "On target 2 40.0%",  # none of none wanted; and one that was judged
        "Within tolerance 2 40.0%",  # 550 for 500; and one that was recorded so
        "Off target 1 20.0%",  # 45 for 40
        "Not assessed, and not in the percentages: K4.",
    ]


def test_scores_by_sum_keep_what_was_published(tmp_path: Path) -> None:
    out = lines(shown(tmp_path, "brackwater", "risks"))

    assert [line for line in out if line.startswith(("RA ", "RB ", "RC ", "RD "))] == [
        "RA A fire Director of Homes 9 Top 8 Top 6 Middle",
        "RB Rent is lost Director of Finance 8 Top 6.5 High 5 Middle",
        "RD Costs rise Director of Finance not scored 6.4 High 6.4 Middle",
        "RC Data is wrong Director of Homes not scored 5.5 Middle (the axes make 5) not scored",
    ]


def test_half_a_point_that_was_dropped_is_corrected_and_has_not_moved(tmp_path: Path) -> None:
    wrong = (
        "{date: 2025-11-11, key: scores.current.score, from: 6.5, to: 7.0, reason: Half dropped}"
    )
    scores = "current: {score: %s}, target: {score: 5}}"
    tagged = ("covers: 2025/26 Q2}", "covers: 2025/26 Q2, tag: brackwater/2025-09}")
    winter = (tagged[1], f"{tagged[1]}\n  - {{id: dec-25, name: Winter, as_of: 2025-12-31}}")
    put_right = (scores % 6.5, f"{scores % '7.0'}\n    corrections: [{wrong}]")
    then, now = council("brackwater", tagged), council("brackwater", tagged, winter, put_right)

    ran = reported(tmp_path, ("brackwater/2025-09", ""), then, now, "risks")

    moved = "RB Rent is lost current corrected from 6.5 High to 7 High, not moved Half dropped"
    assert moved in lines(ran.out)
