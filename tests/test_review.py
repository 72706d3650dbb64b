from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from support.command import run
from support.history import run_git
from support.plans import SMALL_PLAN
from support.review import (
    APPROVED,
    CONTROL,
    ITEMS,
    LATER,
    MEETING,
    MINUTED,
    REQUEST,
    plan,
    reviewed,
)

if TYPE_CHECKING:
    from pathlib import Path

    from support.golden import Golden
    from support.history import History

STARTS = "change_control: [{change: start-moved, needs: cabinet}]\n"


pytestmark = pytest.mark.usefixtures("no_ci")


PAUSES = "change_control: [{change: status-changed, to: paused, needs: cabinet}]\n"
PAUSED = f"{ITEMS}      - {{id: B, title: Asset plan, status: paused}}\n"


# what needs agreement


def test_a_change_without_agreement_exits_1_and_says_who_must_agree(history: History) -> None:
    ran = reviewed(history, plan(CONTROL, ITEMS), plan(CONTROL, LATER))

    assert ran.code == 1
    assert ran.out.splitlines()[1] == "No: 1 change without the agreement needed."
    assert "LACKS AGREEMENT A Savings plan: due date moved from 31 October 2026 to " in ran.out
    assert "no change request covers it; needs Cabinet (rule 1 (due-moved))" in ran.out


def test_a_change_that_was_agreed_on_the_base_exits_0_and_names_the_request(
    history: History,
) -> None:
    register = REQUEST + APPROVED
    ran = reviewed(history, plan(CONTROL, ITEMS, register), plan(CONTROL, LATER, register))

    assert (ran.code, ran.out.splitlines()[1]) == (0, "Yes: 1 change agreed.")
    assert "agreed by Cabinet, 15 July 2026 (request 1)" in ran.out


def test_an_approval_that_comes_with_the_change_does_not_count_without_a_minute(
    history: History,
) -> None:
    ran = reviewed(history, plan(CONTROL, ITEMS), plan(CONTROL, LATER, REQUEST, APPROVED))

    assert ran.code == 1
    assert (
        "agreement recorded in this pull request, but without the meeting and the minute" in ran.out
    )


def test_an_approval_that_comes_with_the_change_counts_with_its_meeting_and_minute(
    history: History,
) -> None:
    after = plan(CONTROL, LATER, REQUEST, MINUTED, MEETING)
    ran = reviewed(history, plan(CONTROL, ITEMS), after)

    assert (ran.code, ran.out.splitlines()[1]) == (0, "Yes: 1 change agreed.")
    assert "recorded in this pull request: CAB-1, minute a, which is new too (" in ran.out


def test_a_minute_that_the_base_has_already_is_not_called_new(history: History) -> None:
    after = plan(CONTROL, LATER, REQUEST, MINUTED, MEETING)
    ran = reviewed(history, plan(CONTROL, ITEMS, MEETING), after)

    assert 'agreement recorded in this pull request: CAB-1, minute a ("The later date' in ran.out


@pytest.mark.parametrize(
    ("meeting", "told"),
    [
        ("", "`CAB-1` is no meeting of this plan"),
        (MEETING.replace("body: cabinet", "body: scrutiny"), "was a meeting of Scrutiny Committee"),
        (MEETING.replace("limb: a", "limb: b"), "`CAB-1` has no minute a"),
        (MEETING.replace("verb: approved", "verb: noted"), "minute a of `CAB-1` says noted"),
    ],
)
def test_a_minute_must_be_one_of_the_body_and_agree(
    history: History, meeting: str, told: str
) -> None:
    after = plan(CONTROL, LATER, REQUEST, MINUTED, meeting)
    ran = reviewed(history, plan(CONTROL, ITEMS), after)

    assert ran.code == 1
    assert told in ran.out


def test_an_old_approval_that_is_turned_to_another_date_counts_as_new(history: History) -> None:
    before = REQUEST.replace("2026-12-31", "2026-11-30") + APPROVED
    after = plan(CONTROL, LATER, REQUEST, APPROVED)
    ran = reviewed(history, plan(CONTROL, ITEMS, before), after)

    assert ran.code == 1


def test_who_is_to_be_told_is_named_and_stops_nothing(history: History) -> None:
    after = plan(CONTROL, ITEMS.replace("Savings plan", "Plan of savings"))
    ran = reviewed(history, plan(CONTROL, ITEMS), after)

    assert ran.code == 0
    assert "(to be put before Improvement Board, for noting)" in ran.out


def test_without_change_control_nothing_is_gated(history: History) -> None:
    ran = reviewed(history, plan(ITEMS), plan(LATER))

    assert (ran.code, ran.out.splitlines()[1]) == (0, "Yes: nothing is gated.")
    assert "Nothing is gated: the base has no `change_control` section." in ran.out


# by the base's own rules


def test_a_pull_request_cannot_loosen_the_rules_that_judge_it(history: History) -> None:
    loose = "change_control:\n  - {change: any, needs: nobody}\n"
    ran = reviewed(history, plan(CONTROL, ITEMS), plan(loose, LATER))

    assert ran.code == 1
    assert "Needs agreement:\n    LACKS AGREEMENT A Savings plan: due" in ran.out
    assert ran.out.index("rules that judge") < ran.out.index("A Savings plan")
    assert "LACKS AGREEMENT small Improvement Plan: a rule is gone: " in ran.out


def test_a_pull_request_cannot_give_up_change_control(history: History) -> None:
    ran = reviewed(history, plan(CONTROL, ITEMS), plan(LATER))

    assert ran.code == 1
    assert "change control was given up" in ran.out


def test_a_branch_begun_before_the_rules_were_tightened_is_judged_by_the_new_ones(
    history: History,
) -> None:
    history.commit("", plan(ITEMS))
    history.git("branch", "-M", "main")
    history.git("switch", "--quiet", "--create", "change")
    history.commit("", plan(LATER))
    history.git("switch", "--quiet", "main")
    history.commit("", plan(CONTROL, ITEMS))
    history.git("switch", "--quiet", "change")
    ran = run("review", "--base", "main", here=history.folder)

    assert ran.code == 1
    assert "change control" not in ran.out  # what main did meanwhile is no change of this branch


def test_what_main_did_since_is_not_taken_for_a_change(history: History) -> None:
    history.commit("", plan(CONTROL, ITEMS))
    history.git("branch", "-M", "main")
    history.git("switch", "--quiet", "--create", "change")
    history.commit("", plan(CONTROL, ITEMS.replace("Finance", "Money")))
    history.git("switch", "--quiet", "main")
    history.commit("", plan(CONTROL, LATER))
    history.git("switch", "--quiet", "change")
    ran = run("review", "--base", "main", "--format", "json", here=history.folder)

    told = json.loads(ran.out)["plans"][0]
    assert (len(told["needs_agreement"]), len(told["nobody_need_agree"])) == (0, 1)


def test_a_waiver_of_the_pull_request_accepts_nothing(history: History) -> None:
    late = LATER.replace("title: Finance", "title: Finance\n    due: 2026-11-30")
    waiver = (
        "waivers:\n  - {rule: IP203, record: A, reason: So be it, "
        "approved: {by: leader, date: 2026-07-01}, expires: 2027-03-31}\n"
    )
    ran = reviewed(history, plan(ITEMS), plan(late, waiver))

    assert ran.code == 1
    assert "error IP203" in ran.out
    assert "waiver of IP203 new" in ran.out


def test_a_waiver_of_the_base_holds(history: History) -> None:
    begun = ITEMS.replace("title: Finance", "title: Finance\n    due: 2026-11-30")
    late = begun.replace("due: 2026-10-31}\n", "due: 2026-12-31}\n")
    waiver = (
        "waivers:\n  - {rule: IP203, record: A, reason: So be it, "
        "approved: {by: leader, date: 2026-07-01}, expires: 2027-03-31}\n"
    )
    ran = reviewed(history, plan(begun, waiver), plan(late, waiver))

    assert ran.code == 0
    assert "IP203" not in ran.out


def test_what_a_body_does_is_a_rule_too(history: History) -> None:
    before = plan(CONTROL, ITEMS)
    ran = reviewed(history, before, before.replace("does: recommends", "does: decides"))

    assert ran.out.index("rules that judge") < ran.out.index("board")


# findings


def test_only_new_findings_are_shown(history: History) -> None:
    old = ITEMS.replace("title: Finance", "title: Finance\n    due: 2026-09-30")
    new = old.replace("Savings plan,", "Savings plan, level: step, status: purple,")
    ran = reviewed(history, plan(old), plan(new))

    assert ran.code == 1
    assert "IP301" in ran.out
    assert "IP203" not in ran.out


# plans


def test_no_plan_changes(history: History) -> None:
    ran = reviewed(history, plan(CONTROL, ITEMS), plan(CONTROL, ITEMS) + "-- README.md --\nHello\n")

    assert (ran.code, ran.out.splitlines()[1:]) == (0, ["No plan changes."])


def test_on_the_base_itself_it_says_that_only_what_is_not_committed_is_compared(
    history: History,
) -> None:
    history.commit("", plan(CONTROL, ITEMS))
    history.git("branch", "-M", "main")
    history.git("tag", "reported")
    history.commit("", plan(CONTROL, LATER))
    ran = run("review", here=history.folder)
    since = run("review", "--base", "reported", here=history.folder)

    assert ran.out.splitlines()[0].endswith(
        ", where you are: only what is not committed is compared)"
    )
    assert ("where you are" in since.out, since.code) == (False, 1)


def test_a_new_plan_is_named_and_nothing_judges_it(history: History) -> None:
    new = SMALL_PLAN.replace("plans/plan.yaml", "plans/new/plan.yaml").replace("small", "new")
    old = plan(ITEMS).replace("-- plans/", "-- plans/old/")
    ran = reviewed(history, old, old + new)

    assert ran.code == 0
    assert "New plan: new. Nothing judges it yet." in ran.out


def test_a_plan_that_is_gone_exits_1(history: History) -> None:
    new = SMALL_PLAN.replace("plans/plan.yaml", "plans/new/plan.yaml").replace("small", "new")
    old = plan(ITEMS).replace("-- plans/", "-- plans/old/")
    ran = reviewed(history, old + new, new)

    assert (ran.code, ran.out.splitlines()[1]) == (1, "No: small is gone.")


def test_a_file_that_does_not_load_is_not_compared_and_exits_3(history: History) -> None:
    ran = reviewed(history, plan(CONTROL, ITEMS), plan(CONTROL, ITEMS) + "-- plans/x.yaml --\n{\n")

    assert ran.code == 3
    assert ran.out.splitlines()[1].startswith("Could not check all: ")
    assert "Not compared: plans/x.yaml: the file could not be read in the later revision" in ran.out


def test_a_plan_that_does_not_load_is_not_called_gone(history: History) -> None:
    ran = reviewed(history, plan(ITEMS), plan(ITEMS).replace("plan:\n", "plan: {\n"))

    assert ran.code == 3
    assert "gone" not in ran.out
    assert "Not compared: small: plans/plan.yaml could not be read in the later" in ran.out


def test_a_plan_that_did_not_load_on_the_base_is_not_called_new(history: History) -> None:
    ran = reviewed(history, plan(ITEMS).replace("plan:\n", "plan: {\n"), plan(ITEMS))

    assert ran.code == 3
    assert "New plan" not in ran.out


def test_a_plan_folder_that_moved_is_still_judged(history: History) -> None:
    after = plan(CONTROL, LATER).replace("-- plans/", "-- council/plans/")
    history.commit("", plan(CONTROL, ITEMS))
    history.git("branch", "-M", "main")
    history.git("switch", "--quiet", "--create", "change")
    history.commit("", after)
    ran = run("review", "--base", "main", here=history.folder / "council")

    assert ran.code == 1
    assert "LACKS AGREEMENT A Savings plan" in ran.out


def test_a_base_without_plans_makes_every_plan_new(history: History) -> None:
    ran = reviewed(history, "-- README.md --\nHello\n", plan(ITEMS))

    assert (ran.code, ran.out.splitlines()[-1]) == (0, "New plan: small. Nothing judges it yet.")


def test_what_is_not_committed_yet_is_reviewed_too(history: History) -> None:
    history.commit("", plan(CONTROL, ITEMS))
    history.git("branch", "-M", "main")
    history.write("plans/more.yaml", (CONTROL + LATER).encode())
    ran = run("review", here=history.folder)

    assert ran.code == 1
    assert ran.out.startswith("Review against main (")


# the base


def test_a_branch_is_meant_where_a_tag_has_its_name(history: History) -> None:
    history.commit("main", plan(ITEMS))
    history.git("branch", "-M", "main")
    history.commit("", plan(CONTROL, ITEMS))
    history.git("switch", "--quiet", "--create", "change")
    history.commit("", plan(CONTROL, LATER))
    ran = run("review", "--base", "main", here=history.folder)

    assert ran.code == 1


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("GITHUB_BASE_REF", "main"),
        ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"),
        ("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main"),
    ],
)
def test_ci_names_the_branch(
    history: History, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    history.commit("", plan(ITEMS))
    history.git("update-ref", "refs/remotes/origin/main", "HEAD")
    monkeypatch.setenv(variable, value)
    ran = run("review", here=history.folder)

    assert ran.code == 0
    assert ran.out.startswith("Review against origin/main (")


def test_a_shallow_clone_says_exactly_what_to_fetch(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.commit("", plan(CONTROL, ITEMS))
    history.git("branch", "-M", "main")
    history.git("switch", "--quiet", "--create", "change")
    history.commit("", plan(CONTROL, LATER))
    clone = tmp_path / "clone"
    run_git("clone", "--quiet", "--depth=1", history.folder.as_uri(), str(clone))
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    ran = run("review", here=clone)
    command = ran.err.partition("Fetch the rest: `")[2].partition("`")[0]
    run_git("-C", str(clone), *command.split()[1:])

    assert (ran.code, ran.out) == (3, "")
    assert run("review", here=clone).code == 1


def test_a_clone_too_shallow_to_see_where_the_branch_began_exits_3(
    history: History, tmp_path: Path
) -> None:
    history.commit("", plan(CONTROL, ITEMS))
    history.git("branch", "-M", "main")
    history.git("switch", "--quiet", "--create", "change")
    history.commit("", plan(CONTROL, LATER))
    clone = tmp_path / "clone"
    all_of_it = ("--depth=1", "--no-single-branch")
    history.git("commit", "--quiet", "--allow-empty", "-m", "one more")
    run_git("clone", "--quiet", *all_of_it, history.folder.as_uri(), str(clone))
    ran = run("review", "--base", "origin/main", here=clone)

    assert ran.code == 3
    assert "there is nothing to compare with origin/main" in ran.err


def test_a_clone_of_one_branch_says_exactly_what_to_fetch(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.commit("", plan(CONTROL, ITEMS))
    history.git("branch", "-M", "main")
    history.git("switch", "--quiet", "--create", "change")
    history.commit("", plan(CONTROL, LATER))
    clone = tmp_path / "clone"
    run_git("clone", "--quiet", "--single-branch", history.folder.as_uri(), str(clone))
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    ran = run("review", here=clone)
    command = ran.err.partition("Fetch it first: `")[2].partition("`")[0]
    run_git("-C", str(clone), *command.split()[1:])

    assert (ran.code, ran.out) == (3, "")
    assert run("review", here=clone).code == 1


def test_a_base_that_is_not_there_exits_3(history: History) -> None:
    history.commit("", plan(ITEMS))
    ran = run("review", "--base", "mian", here=history.folder)

    assert (ran.code, ran.err.splitlines()[0]) == (
        3,
        "ipcli: git knows no tag, branch, commit or date mian",
    )


def test_without_a_branch_to_merge_into_it_asks_for_one(history: History) -> None:
    history.commit("", plan(ITEMS))
    history.git("branch", "-M", "work")
    ran = run("review", here=history.folder)

    assert (ran.code, ran.out) == (3, "")
    assert "Name the branch to merge into with --base BRANCH." in ran.err


def test_branches_without_a_common_commit_are_named(history: History) -> None:
    history.commit("", plan(ITEMS))
    history.git("branch", "-M", "main")
    history.git("switch", "--quiet", "--orphan", "other")
    history.commit("", plan(ITEMS))
    ran = run("review", "--base", "main", here=history.folder)

    assert (ran.code, ran.err.splitlines()[0]) == (
        3,
        "ipcli: this branch and main have no commit in common",
    )


def test_a_repository_without_commits_exits_3(history: History) -> None:
    history.lay(plan(ITEMS))
    ran = run("review", "--base", "main", here=history.folder)

    assert ran.code == 3
    assert "the repository has no commits yet" in ran.err


def test_a_worktree_is_reviewed_like_any_other(history: History, tmp_path: Path) -> None:
    history.commit("", plan(CONTROL, ITEMS))
    history.git("branch", "-M", "main")
    beside = tmp_path / "bes ide"
    history.git("worktree", "add", "--quiet", "-b", "change", str(beside))
    (beside / "plans" / "more.yaml").write_text(CONTROL + LATER)
    ran = run("review", "--base", "main", here=beside)

    assert ran.code == 1


# Markdown


def many(number: int) -> tuple[str, str]:
    """Return a plan of many items, and the same with every date and status moved."""
    rows = [
        f"      - {{id: A{n}, title: Action number {n}, start: 2026-05-31, status: green}}\n"
        for n in range(number)
    ]
    before = "items:\n  - id: T\n    title: Finance\n    items:\n" + "".join(rows)
    return before, before.replace("2026-05-31", "2026-06-30").replace(
        "green", "amber, reason: Late"
    )


def test_a_large_change_set_stays_under_the_limit_and_says_so(history: History) -> None:
    before, after = many(900)
    ran = reviewed(history, plan(STARTS, before), plan(STARTS, after), "--format", "md")

    assert ran.code == 1
    assert len(ran.out) < 65_000
    assert ran.out.startswith("<!-- ipcli review -->\n## Plan review\n\n**No: 900 changes without")
    assert ran.out.endswith("`ipcli review` prints the rest.*\n")


def test_a_cut_inside_a_fold_closes_it(history: History) -> None:
    before, after = many(900)
    ran = reviewed(history, plan(before), plan(after), "--format", "md")

    assert len(ran.out) < 65_000
    assert ran.out.count("<details>") == ran.out.count("</details>") > 0


def test_what_stops_the_merge_comes_before_what_can_be_folded(history: History) -> None:
    after = LATER.replace("due: 2026-12-31}", "due: 2026-12-31, status: purple}")
    ran = reviewed(history, plan(CONTROL, ITEMS), plan(CONTROL, after), "--format", "md")

    places = [ran.out.index(each) for each in ("Needs agreement", "New findings", "<details>")]
    assert places == sorted(places)


def test_progress_is_folded_by_theme(history: History) -> None:
    both = ITEMS + "  - {id: U, title: Housing, items: [{id: B, title: Repairs}]}\n"
    after = both.replace("Savings plan,", "Savings plan, status: green,").replace(
        "Repairs", "Repairs, status: green"
    )
    ran = reviewed(history, plan(both), plan(after), "--format", "md")

    assert "<summary>Improvement Plan, Finance: progress, 1 change</summary>" in ran.out
    assert "<summary>Improvement Plan, Housing: progress, 1 change</summary>" in ran.out


def test_a_title_can_neither_format_nor_call_nor_link(history: History) -> None:
    title = "<!-- ipcli review --> <img src=x> **b** [a](b) @mayor #12 | `c`"
    theme = ITEMS.replace("title: Finance", f'title: "{title}"')
    after = theme.replace("title: Savings plan", f'title: "{title}", status: green')
    ran = reviewed(history, plan(theme), plan(after), "--format", "md")

    assert ran.out.count("<!--") == 1
    assert "<img" not in ran.out
    assert "@mayor" not in ran.out
    assert "#12" not in ran.out
    assert "**b**" not in ran.out.rpartition("</summary>")[2].replace(r"\*\*b\*\*", "")
    assert r"\[a\](b)" in ran.out


def test_a_full_comment(history: History, golden: Golden) -> None:
    both = ITEMS + "  - {id: U, title: Housing, items: [{id: B, title: Repairs}]}\n"
    after = (
        both.replace("due: 2026-10-31}\n", "due: 2026-12-31, status: purple}\n")
        .replace("Repairs", "Repairs, status: green")
        .replace("title: Finance", "title: Money")
    )
    changed = CONTROL.replace("needs: cabinet", "needs: nobody")
    ran = reviewed(history, plan(CONTROL, both), plan(changed, after), "--format", "md")
    told = ran.out.replace(history.repo.short("main"), "COMMIT")

    assert told == golden(told, "md")


def test_a_comment_names_plans_that_came_went_or_could_not_be_read(history: History) -> None:
    def other(name: str) -> str:
        return SMALL_PLAN.replace("plans/", f"plans/{name}/").replace("small", name)

    before = other("kept") + other("gone") + other("broken")
    broken = other("broken").replace("plan:\n", "plan: {\n")
    ran = reviewed(history, before, other("kept") + other("new") + broken, "--format", "md")

    assert "\n- **Plan gone:** gone\n- **Not compared:** broken: plans/broken/plan.yaml" in ran.out
    assert "\n- **New plan:** new. Nothing judges it yet.\n" in ran.out


def test_a_comment_says_that_nothing_is_gated_and_what_was_not_compared(history: History) -> None:
    bad = plan(ITEMS) + "-- plans/x.yaml --\n{\n"
    ran = reviewed(history, plan(ITEMS), bad, "--format", "md")

    assert "\nNothing is gated: the base has no `change_control` section.\n" in ran.out
    assert "\n- **Not compared:** plans/x.yaml: the file could not be read" in ran.out


# annotations and JSON


def test_annotations_come_worst_first_at_the_place_of_the_record(history: History) -> None:
    after = LATER.replace("due: 2026-12-31}", "due: 2026-12-31, status: purple}")
    ran = reviewed(history, plan(CONTROL, ITEMS), plan(CONTROL, after), "--format", "github")

    first, second, *_ = ran.out.splitlines()
    assert first.startswith("::error file=plans/more.yaml,line=10,col=9,title=needs agreement::A ")
    assert second.startswith("::error file=plans/more.yaml,line=10,")
    assert "title=IP301 " in second


@pytest.mark.parametrize(
    ("fmt", "told"),
    [
        ("text", "LACKS AGREEMENT B Asset plan: stands in Paused"),
        ("md", "- **Lacks agreement:** B Asset plan: stands in Paused; no request; needs Cabinet"),
        ("github", "::error file=plans/more.yaml,line=7,col=9,title=needs agreement::B Asset plan"),
    ],
)
def test_a_new_row_in_a_guarded_state_needs_agreement(
    history: History, fmt: str, told: str
) -> None:
    ran = reviewed(history, plan(PAUSES, ITEMS), plan(PAUSES, PAUSED), "--format", fmt)

    assert ran.code == 1
    assert told in ran.out


def test_a_change_to_the_rules_is_annotated_before_all_that_it_would_let_through(
    history: History,
) -> None:
    loose = CONTROL.replace("needs: cabinet", "needs: nobody")
    ran = reviewed(history, plan(CONTROL, ITEMS), plan(loose, LATER), "--format", "github")

    told = [line.partition("needs agreement::")[2][:14] for line in ran.out.splitlines()]
    assert told == ["small Improvem", "small Improvem", "A Savings plan", ""]


def test_there_are_no_more_annotations_of_a_weight_than_github_keeps(history: History) -> None:
    before, after = many(60)
    ran = reviewed(history, plan(STARTS, before), plan(STARTS, after), "--format", "github")

    assert ran.out.count("::error ") == 10
    assert "50 more notes: `ipcli review` prints them all\n" in ran.out


def test_what_was_not_compared_is_an_annotation(history: History) -> None:
    bad = plan(ITEMS) + "-- plans/x.yaml --\n{\n"
    ran = reviewed(history, plan(ITEMS), bad, "--format", "github")

    assert "::error title=not compared::plans/x.yaml: the file could not be read" in ran.out


def test_a_plan_that_is_gone_is_the_first_annotation(history: History) -> None:
    new = SMALL_PLAN.replace("plans/plan.yaml", "plans/new/plan.yaml").replace("small", "new")
    old = plan(ITEMS).replace("-- plans/", "-- plans/old/")
    ran = reviewed(history, old + new, old, "--format", "github")

    assert ran.out.splitlines()[0] == "::error title=plan gone::the plan new is no longer there"


def test_json_says_all_of_it(history: History) -> None:
    ran = reviewed(history, plan(CONTROL, ITEMS), plan(CONTROL, LATER), "--format", "json")
    told = json.loads(ran.out)

    assert (told["version"], told["says_no"], told["lacking"]) == (1, True, 1)
    assert told["plans"][0]["needs_agreement"][0] == {
        "record": "A",
        "kind": "due-moved",
        "sentence": told["plans"][0]["needs_agreement"][0]["sentence"],
        "lacks_agreement": True,
        "standing": "unexplained",
        "rule": "rule 1 (due-moved)",
        "requests": [],
        "why": "no change request covers it; needs Cabinet",
        "note": None,
    }


def test_drafts_are_the_last_periods_that_are_not_reported_yet(history: History) -> None:
    tagged = "as_of: 2026-09-30, tag: small/q2}"
    before = plan(ITEMS).replace("as_of: 2026-09-30}", tagged)
    ran = reviewed(history, before, before.replace("Savings", "Saving"), "--format", "json")
    history.git("tag", "small/q2")
    again = run("review", "--base", "main", "--format", "json", here=history.folder)

    assert json.loads(ran.out)["drafts"] == [{"plan": "small", "quarter": "2026-27-Q2"}]
    assert json.loads(again.out)["drafts"] == []


def test_the_suffix_decides_the_format(history: History) -> None:
    ran = reviewed(history, plan(ITEMS), plan(LATER), "--out", "review.md")

    assert ran.out == ""
    assert (history.folder / "review.md").read_text().startswith("<!-- ipcli review -->\n")


def test_a_branch_that_only_the_server_has_is_found_by_its_own_name(
    history: History, tmp_path: Path
) -> None:
    history.commit("", plan(CONTROL, ITEMS))
    history.git("branch", "-M", "main")
    history.git("switch", "--quiet", "--create", "change")
    history.commit("", plan(CONTROL, LATER))
    clone = tmp_path / "clone"
    run_git("clone", "--quiet", history.folder.as_uri(), str(clone))
    run_git("-C", str(clone), "switch", "--quiet", "--detach")

    assert run("review", "--base", "main", here=clone).code == 1


def test_new_findings_are_judged_by_the_day_that_is_named(history: History) -> None:
    row = "{id: N, title: New, due: 2026-08-31, level: action, status: green}"
    overdue = f"-- plans/new.yaml --\nitems: [{row}]\n"

    judged = reviewed(history, plan(ITEMS), plan(ITEMS) + overdue)
    earlier = run("review", "--base", "main", "--as-of", "2026-08-01", here=history.folder)

    assert ("IP210" in judged.out, "IP210" in earlier.out) == (True, False)


def test_a_repository_without_commits_has_nothing_to_compare_with(history: History) -> None:
    history.lay(SMALL_PLAN)

    ran = run("review", here=history.folder)

    assert (ran.code, "the repository has no commits yet" in ran.err) == (3, True)
