from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.command import run
from support.history import run_git
from support.plans import SMALL_PLAN

if TYPE_CHECKING:
    from pathlib import Path

    from support.history import History

TAGGED = SMALL_PLAN.replace("as_of: 2026-06-30}", "as_of: 2026-06-30, tag: small/q1}").replace(
    "as_of: 2026-09-30}", "as_of: 2026-09-30, covers: 2026/27 Q2, tag: small/q2}"
)
ITEMS = """\
-- plans/items.yaml --
items:
  - id: T
    title: Finance
    items:
      - {{id: A, title: Publish the savings plan, due: {due}, status: green}}
"""
FIRST, SECOND = (TAGGED + ITEMS.format(due=due) for due in ("2026-10-31", "2026-12-31"))


def reported(folder: Path, quarter: str = "2026-27-Q2", *more: str) -> tuple[int, str, str]:
    ran = run("report", "--quarter", quarter, *more, here=folder)
    return ran.code, ran.out, ran.err


def test_a_tagged_period_is_read_at_its_tag_and_compared_with_the_one_before(
    history: History,
) -> None:
    history.commit("small/q1", FIRST)
    history.commit("small/q2", SECOND)
    history.lay(SECOND.replace("savings plan", "edited since"))

    code, paper, _ = reported(history.folder)

    assert code == 0
    assert "DRAFT" not in paper
    assert "edited since" not in paper
    assert "small/q2" in paper
    assert "2 months later" in paper


def test_a_plan_with_an_error_is_refused_for_it_also_where_it_cannot_be_compared(
    history: History,
) -> None:
    history.commit("small/q1", FIRST)
    history.commit("small/q2", SECOND.replace("2026-12-31, status", "2026-02-30, status"))

    code, paper, told = reported(history.folder)

    assert (code, paper) == (1, "")
    assert "`2026-02-30` is not in the calendar" in told
    assert "could not be compared" not in told


@pytest.mark.parametrize("spelling", ["2026-27-Q2", "2026/27 Q2", "Q2 2026/27", "q2 2026-27"])
def test_a_quarter_is_understood_however_it_is_spelled(history: History, spelling: str) -> None:
    history.commit("small/q1", FIRST)
    history.commit("small/q2", SECOND)

    assert reported(history.folder, spelling)[0] == 0


def test_an_unknown_quarter_lists_those_there_are(history: History) -> None:
    history.commit("small/q1", FIRST)

    code, _, told = reported(history.folder, "2031/32 Q1")

    assert code == 2
    assert "2026-27-Q1, 2026-27-Q2" in told


def test_the_period_before_is_found_where_the_plan_folder_was_called_otherwise(
    history: History,
) -> None:
    history.commit("small/q1", FIRST)
    history.commit("small/q2", SECOND.replace("-- plans/", "-- improvement/"))

    code, paper, _ = reported(history.folder, "2026-27-Q2", "--plans", "improvement")

    assert code == 0
    assert "2 months later" in paper


def test_a_period_from_before_the_plan_folder_was_renamed_is_reported(history: History) -> None:
    history.commit("small/q1", FIRST)
    history.commit("small/q2", SECOND.replace("-- plans/", "-- improvement/"))

    code, paper, _ = reported(history.folder, "2026-27-Q1", "--plans", "improvement")

    assert (code, "Plan at small/q1 (" in paper) == (0, True)


def test_the_last_period_without_its_tag_is_a_draft_that_says_how_it_is_made_final(
    history: History,
) -> None:
    history.commit("small/q1", FIRST)
    history.commit("", SECOND)

    code, paper, _ = reported(history.folder)

    assert code == 0
    assert "DRAFT" in paper
    assert "git tag -a small/q2" in paper


def test_a_missing_tag_of_the_period_before_is_not_passed_over(history: History) -> None:
    history.commit("", FIRST)
    history.commit("small/q2", SECOND)

    code, paper, told = reported(history.folder)

    assert (code, paper) == (3, "")
    assert "small/q1" in told


def test_a_missing_tag_of_an_earlier_period_is_no_draft(history: History) -> None:
    history.commit("", FIRST)

    assert reported(history.folder, "2026-27-Q1")[0] == 3


def test_a_shallow_clone_makes_no_draft_and_says_what_to_fetch(
    history: History, tmp_path: Path
) -> None:
    history.commit("small/q1", FIRST)
    history.commit("", SECOND)
    run_git("clone", "--depth=1", f"file://{history.folder}", str(tmp_path / "shallow"))

    code, paper, told = reported(tmp_path / "shallow")

    assert (code, paper) == (3, "")
    assert "git fetch --unshallow --tags" in told


def test_outside_a_repository_a_later_period_cannot_be_compared(tmp_path: Path) -> None:
    from support.command import write  # noqa: PLC0415

    code, paper, told = reported(write(tmp_path, SECOND))

    assert (code, paper) == (3, "")
    assert "no git repository" in told


def test_no_paper_is_made_from_a_plan_with_errors(history: History) -> None:
    history.commit("small/q1", FIRST)
    history.commit("small/q2", SECOND.replace("status: green", "status: gren"))

    code, paper, told = reported(history.folder, "2026-27-Q2")

    assert (code, paper) == (1, "")
    assert "IP301" in told
    assert "no paper was written" in told


def test_a_paper_with_errors_does_not_touch_the_old_file(history: History) -> None:
    history.commit("small/q1", FIRST)
    history.commit("small/q2", SECOND.replace("status: green", "status: gren"))

    code, _, _ = reported(history.folder, "2026-27-Q2", "--out", "paper.html")

    assert code == 1
    assert not (history.folder / "paper.html").exists()


def test_no_paper_is_made_when_the_period_before_did_not_load(history: History) -> None:
    history.commit("small/q1", FIRST + "-- plans/broken.yaml --\nitems: [\n")
    history.commit("small/q2", SECOND)

    code, paper, told = reported(history.folder)

    assert (code, paper) == (3, "")
    assert "plans/broken.yaml" in told


def test_a_plan_without_periods_reports_quarters_of_the_financial_year(history: History) -> None:
    text = SMALL_PLAN.partition("periods:")[0] + ITEMS.format(due="2026-10-31")
    history.commit("", text)

    code, paper, _ = reported(history.folder, "2026/27 Q2")

    assert code == 0
    assert "30 September 2026" in paper


def test_the_suffix_of_out_decides_the_format(history: History) -> None:
    history.commit("small/q1", FIRST)
    history.commit("small/q2", SECOND)

    reported(history.folder, "2026-27-Q2", "--out", "papers/q2.html")

    made = (history.folder / "papers" / "q2.html").read_bytes()
    assert made.startswith(b"<!DOCTYPE html>")
    assert b"\r" not in made


def test_the_same_revision_gives_the_same_bytes(history: History) -> None:
    history.commit("small/q1", FIRST)
    history.commit("small/q2", SECOND)

    assert reported(history.folder) == reported(history.folder)


def test_a_branch_of_the_same_name_does_not_stand_in_for_the_tag(history: History) -> None:
    history.commit("small/q1", FIRST)
    history.commit("", SECOND)
    history.git("branch", "small/q2")

    assert "DRAFT" in reported(history.folder)[1]


def test_reading_writes_nothing_to_the_repository(history: History) -> None:
    history.commit("small/q1", FIRST)
    history.commit("small/q2", SECOND)
    before = {path: path.stat().st_mtime_ns for path in history.folder.rglob("*")}

    reported(history.folder)

    assert {path: path.stat().st_mtime_ns for path in history.folder.rglob("*")} == before


EXEMPT = """\
-- plans/exempt.yaml --
items: [{id: X-1, title: Settle the claim, level: action, status: green, exempt: paragraph 3}]
commentary: [{period: 2026-27-Q2, summary: Cabinet will settle the claim.}]
"""


def test_no_public_paper_is_made_while_public_words_tell_of_what_is_exempt(
    history: History,
) -> None:
    history.commit("small/q1", FIRST + EXEMPT)

    code, paper, told = reported(history.folder, "2026-27-Q2", "--public")

    found, why = told.splitlines()
    assert (code, paper) == (1, "")
    assert found.startswith("plans/exempt.yaml:2:")
    assert "IP908" in found
    assert why.startswith("ipcli: the plan has public words that tell of what is exempt")


def test_a_waiver_lets_public_words_be_printed(history: History) -> None:
    waiver = (
        "waivers: [{rule: IP908, record: X-1, reason: Known, "
        "approved: {by: leader, date: 2026-09-01}, expires: 2027-01-01}]\n"
    )
    history.commit("small/q1", FIRST + EXEMPT + waiver)

    code, paper, _ = reported(history.folder, "2026-27-Q2", "--public")

    assert code == 0
    assert "Cabinet will settle the claim." in paper


def test_there_is_no_public_paper_of_an_exempt_period(history: History) -> None:
    secret = FIRST.replace("tag: small/q2}", "tag: small/q2, exempt: paragraph 3}")
    history.commit("small/q1", secret)

    code, paper, told = reported(history.folder, "2026-27-Q2", "--public")

    assert (code, paper) == (3, "")
    assert "the period `2026-27-Q2` is exempt, so there is no public paper of it" in told


def test_a_draft_of_what_is_not_committed_says_that_it_must_be(history: History) -> None:
    history.commit("small/q1", FIRST)
    history.lay(SECOND)

    before = reported(history.folder)[1]
    history.commit("", SECOND)
    after = reported(history.folder)[1]

    told = "Commit what is changed in the plan files before you tag"
    assert ("DRAFT" in before, told in before) == (True, True)
    assert ("DRAFT" in after, told in after) == (True, False)


def test_a_tag_on_a_commit_from_before_the_period_makes_no_final_paper(history: History) -> None:
    later = SECOND.replace(
        "  - {id: 2026-27-Q2",
        "  - {id: Q3, name: Third, as_of: 2026-12-31, tag: small/q3}\n  - {id: 2026-27-Q2",
    )
    history.commit("small/q1", FIRST)
    history.commit("small/q2", SECOND)
    history.git("tag", "small/q3")
    history.lay(later)

    code, paper, told = reported(history.folder, "Q3")

    assert (code, paper) == (3, "")
    assert "the plan at small/q3 has no period `Q3`: the tag names a commit from before it" in told


def test_a_public_paper_compares_with_the_last_period_that_the_public_was_told_of(
    history: History,
) -> None:
    name = "id: 2026-27-Q2, name: Second quarter"
    secret = FIRST.replace("tag: small/q2}", "tag: small/q2, exempt: paragraph 3}")
    third = secret.replace(
        f"  - {{{name}", f"  - {{id: Q3, name: Third quarter, as_of: 2026-12-31}}\n  - {{{name}"
    )
    history.commit("small/q1", secret)
    history.commit("small/q2", secret.replace("due: 2026-10-31", "due: 2026-11-30"))
    history.lay(third.replace("due: 2026-10-31", "due: 2026-12-31"))

    code, paper, told = reported(history.folder, "Q3", "--public")

    assert (code, told) == (0, "")
    assert "Second quarter" not in paper
    assert "Changes since 30 June 2026 (First quarter)" in paper
    assert "2 months later" in paper


def test_the_name_of_a_file_can_neither_begin_a_line_nor_colour_one(history: History) -> None:
    periods = SMALL_PLAN.replace("06-30}", "06-30, tag: small/q1}")
    history.lay(periods)
    history.write("plans/a\n::error::\x1b[31mx.yaml", b"{")
    history.git("add", "--all")
    history.git("commit", "--quiet", "--message", "first")
    history.git("tag", "small/q1")
    ran = run("report", "--quarter", "2026-27-Q2", here=history.folder)

    assert (ran.code, len(ran.err.splitlines())) == (3, 2)
    assert ran.err.startswith("ipcli: plans/a ::error::[31mx.yaml could not be read at small/q1")


def test_a_public_paper_does_not_change_with_what_is_exempt(history: History) -> None:
    secret = SECOND + "  - {id: X, title: Close the depot, exempt: paragraph 3}\n"
    history.commit("small/q1", FIRST)
    history.lay(secret)
    before = reported(history.folder, "2026-27-Q2", "--public")

    history.lay(secret.replace("the depot", "the library"))

    assert before[0] == 0
    assert reported(history.folder, "2026-27-Q2", "--public") == before


@pytest.mark.parametrize("edited", ["", "# edited since\n"])
def test_an_error_is_found_where_the_plan_lies_at_the_top_of_the_repository(
    edited: str, history: History
) -> None:
    wrong = SECOND.replace("plans/items.yaml", "plans/rows/items.yaml").replace(
        "status: green", "status: nonsense"
    )
    top = history.folder / "plans"
    history.lay(wrong)
    run_git("-C", str(top), "init", "--quiet")
    for tag in ("small/q1", "small/q2"):
        run_git("-C", str(top), "add", "--all")
        run_git("-C", str(top), "commit", "--quiet", "--allow-empty", "--message", tag)
        run_git("-C", str(top), "tag", "--annotate", "--message", tag, tag)
    with (top / "plan.yaml").open("a") as file:
        file.write(edited)

    code, paper, told = reported(top, "2026-27-Q2", "--plans", ".")

    assert (code, paper) == (1, "")
    assert "nonsense" in told
