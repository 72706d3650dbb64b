# ruff: noqa: E501 (an entry of a plan is one line)
"""One paper about two plans: separate totals, a legend for each scale, nothing added across."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from support.command import run

if TYPE_CHECKING:
    from pathlib import Path

    from support.history import History

SHARED = """\
-- plans/council.yaml --
roles: [{id: leader, name: Leader}]
bodies: [{id: cabinet, name: Cabinet, kind: executive, does: decides}]
periods:
  - {id: Q1, name: First quarter, as_of: 2026-06-30, covers: 2026/27 Q1, tag: q1}
  - {id: Q2, name: Second quarter, as_of: 2026-09-30, covers: 2026/27 Q2, tag: q2}
meetings:
  - id: CAB
    body: cabinet
    date: 2026-10-14
    papers:
      - title: Both plans
        period: Q2
        plans: [road, rail]
        summary: "Road has {actions.total@road} actions, {actions.blue.percent@road} of them blue; rail {actions.total@rail}."
        recommendations: [{text: That both be noted.}]
"""
PLAN = """\
-- plans/%(id)s/plan.yaml --
plan: {id: %(id)s, format: 1, council: Anytown Council, title: %(title)s, levels: [{id: theme, name: Theme}, {id: action, name: Action, scale: progress, ratings: pace}], agreed: [{by: cabinet, date: 2026-04-01}], counts: [{id: actions, name: Actions, levels: action}]}
scales:
  - {id: progress, name: Progress, states: [%(states)s]}
  - {id: pace, name: Pace, states: [{id: low, name: Low, colour: green}, {id: high, name: High, colour: red, meaning: Too fast}]}
change_control: [{change: any, needs: cabinet}]
items:
  - id: T
    title: %(title)s theme
    items:
%(items)s
commentary: [{period: Q2, summary: "%(title)s came to {actions.total}."}]
"""
ROAD = {
    "id": "road",
    "title": "Road Plan",
    "states": "{id: blue, name: Blue, colour: blue, class: done, meaning: Finished}, {id: amber, name: Amber, colour: amber, class: on-course, meaning: On track}",
    "items": "      - {id: A, title: Road action, status: amber, baseline: {due: 2026-12-01}, due: %s}\n"
    "      - {id: B, title: Road two, status: blue, completed: 2026-06-01}",
}
RAIL = {
    "id": "rail",
    "title": "Rail Plan",
    "states": "{id: amber, name: Amber, colour: amber, class: at-risk, meaning: A month late}, {id: blue, name: Blue, colour: blue, class: stopped}",
    "items": "      - {id: A, title: Rail action, status: amber%s}",
}


def both(road: str = "2026-12-01", rail: str = "", shared: str = SHARED) -> str:
    first = PLAN % {**ROAD, "items": ROAD["items"] % road}
    return shared + first + PLAN % {**RAIL, "items": RAIL["items"] % rail}


@pytest.fixture
def folder(history: History) -> Path:
    """Make a repository with two plans, each reported for two quarters."""
    history.commit("q1", both())
    more = "}\n      - {id: N, title: New rail, status: blue"
    history.commit("q2", both("2027-02-01", more))
    return history.folder


def paper(folder: Path, *more: str, name: str = "paper.md") -> str:
    ran = run("report", "--quarter", "Q2", "--out", name, *more, here=folder)
    assert (ran.code, ran.err) == (0, "")
    return (folder / name).read_text(encoding="utf-8")


def sections(text: str) -> list[str]:
    return re.findall(r"^## (.*)$", text, re.MULTILINE)


@pytest.mark.parametrize("asked", [("road", "rail"), ("rail", "road")])
def test_a_paper_that_names_two_plans_is_about_both(folder: Path, asked: tuple[str, str]) -> None:
    told = sections(paper(folder, "--plan", asked[0]))

    since = "changes since 30 June 2026 (First quarter)"
    assert told == [
        "Recommendations",
        "Summary",
        *(
            f"{each.capitalize()} Plan: {title}"
            for each in asked
            for title in ("how it stands", "progress by theme", since)
        ),
        "Commissioners' comments",
    ]


def test_each_plan_has_its_own_totals_and_its_own_past(folder: Path) -> None:
    text = paper(folder, "--plan", "road")
    road, _, rail = text.partition("## Rail Plan: how it stands")

    assert "| Status | Number | Share of 2 actions |" in road
    assert "| ✔ Blue (Finished) | 1 | 50% |" in road
    assert "Road Plan came to 2." in road
    assert "2 months later" in road
    assert "New rail" not in road
    assert "| Status | Number | Share of 2 actions |" in rail
    assert "| ■ Blue | 1 | 50% |" in rail
    assert "N New rail" in rail or "New rail (N)" in rail
    assert "2 months later" not in rail
    assert "4 actions" not in text


def test_each_scale_has_its_own_legend(folder: Path) -> None:
    text = paper(folder, "--plan", "road")

    assert text.count("### Progress: Actions") == 2
    assert "| ● Amber | On track |" in text
    assert "| ▲ Amber | A month late |" in text
    assert "| ■ Blue | suspended or abandoned |" in text
    assert text.count("| ◆ High | Too fast |") == 2


def test_the_prose_of_the_paper_names_figures_of_either_plan(folder: Path) -> None:
    assert "Road has 2 actions, 50% (1 of 2) of them blue; rail 2." in paper(
        folder, "--plan", "road"
    )


def test_two_plans_can_be_named_where_no_paper_names_them(history: History) -> None:
    alone = SHARED.replace("plans: [road, rail]", "plans: road").replace(
        "; rail {actions.total@rail}", ""
    )
    history.commit("q1", both(shared=alone))
    history.commit("q2", both(shared=alone))

    one = sections(paper(history.folder, "--plan", "road"))
    two = sections(paper(history.folder, "--plan", "road", "--plan", "rail"))

    assert "Progress by theme" in one
    assert "Rail Plan: progress by theme" in two


@pytest.mark.parametrize("name", ["paper.md", "paper.html"])
@pytest.mark.parametrize("public", [(), ("--public",)])
def test_a_paper_about_two_plans_can_be_verified(
    folder: Path, name: str, public: tuple[str, ...]
) -> None:
    paper(folder, "--plan", "road", *public, name=name)

    ran = run("verify", name, here=folder)

    assert (ran.code, ran.out) == (0, ran.out)
    assert "letter by letter" in ran.out


def test_verify_says_which_of_two_plans_is_another(folder: Path, history: History) -> None:
    text = paper(folder, "--plan", "road")
    history.git("tag", "-d", "q2")
    history.commit("q2", both("2027-02-01", "}\n      - {id: N, title: Other rail, status: blue"))
    (folder / "paper.md").write_text(text, encoding="utf-8", newline="\n")

    told = run("verify", "paper.md", here=folder).out

    assert "The plan `rail` is another one: digest " in told
    assert "The plan `road` is another one" not in told
    assert "The plan `road` was made at q2 (" in told


def test_anchors_stand_once_though_rows_share_an_id(folder: Path) -> None:
    page = paper(folder, "--plan", "road", name="paper.html")
    ids = re.findall(r' id="([^"]*)"', page)
    links = re.findall(r' (?:href="#|aria-labelledby=")([^"]*)"', page)

    assert len(ids) == len(set(ids))
    assert {"road:item-T", "rail:item-T"} <= set(ids)
    assert {each for link in links for each in link.split()} <= set(ids)


def test_what_is_exempt_in_either_plan_is_said_and_left_out(history: History) -> None:
    hushed = "}\n      - {id: N, title: Hush, status: blue, exempt: paragraph 3"
    history.commit("q1", both())
    history.commit("q2", both(rail=hushed))

    open_, public = (paper(history.folder, "--plan", "road", *more) for more in ((), ("--public",)))

    assert "**Not for publication: this paper holds exempt information (paragraph 3).**" in open_
    assert "Hush" in open_
    assert "Hush" not in public
    assert "rail 1." in public


def test_a_draft_of_two_plans_names_each_tag_once(history: History) -> None:
    history.commit("q1", both())
    history.commit("none", both())

    ran = run("report", "--quarter", "Q2", "--plan", "road", here=history.folder)

    assert ran.out.count("> git tag -a q2") == 1
    assert "> ipcli report --plan road --plan rail --quarter Q2" in ran.out


@pytest.mark.parametrize("name", ["risks", "all"])
def test_other_papers_are_about_one_plan(folder: Path, name: str) -> None:
    ran = run(
        *("report", "--quarter", "Q2", "--paper", name, "--out", "papers"),
        *("--plan", "road", "--plan", "rail"),
        here=folder,
    )

    assert ran.code == 2
    assert f"--paper {name} is about one plan" in ran.err


def test_all_papers_of_a_plan_have_the_joint_one_among_them(folder: Path) -> None:
    run(
        "report",
        "--quarter",
        "Q2",
        "--paper",
        "all",
        "--out",
        "papers",
        "--plan",
        "road",
        here=folder,
    )

    assert "Rail action" in (folder / "papers" / "progress.md").read_text(encoding="utf-8")
    assert "Rail action" not in (folder / "papers" / "themes.md").read_text(encoding="utf-8")


def test_a_figure_that_names_no_plan_is_found(folder: Path) -> None:
    file = folder / "plans" / "council.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("{actions.total@rail}", "{actions.total}"), encoding="utf-8")

    ran = run("validate", here=folder)

    assert ran.code == 1
    assert "IP803 the paper is about 2 plans, so `actions.total` names none of them" in ran.out
    assert "write `actions.total@road`" in ran.out


def test_a_figure_of_a_plan_that_the_paper_is_not_about_is_found(folder: Path) -> None:
    file = folder / "plans" / "council.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("{actions.total@rail}", "{actions.total@port}"), encoding="utf-8")

    ran = run("validate", here=folder)

    assert ran.code == 1
    assert "IP803 `actions.total@port` is of a plan that this is not about" in ran.out


def test_the_other_plan_may_call_the_same_quarter_otherwise(history: History) -> None:
    own = SHARED.replace("papers:", "papers: # of road").partition("meetings:")
    periods = own[0][own[0].index("periods:") :]
    text = both(shared=own[0].replace(periods, "")).replace(
        "-- plans/road/plan.yaml --\n", f"-- plans/road/plan.yaml --\n{periods}meetings:{own[2]}"
    )
    text = text.replace(
        "-- plans/rail/plan.yaml --\n", f"-- plans/rail/plan.yaml --\n{periods.replace('Q', 'R')}"
    ).replace("covers: 2026/27 R", "covers: 2026/27 Q")
    text = text.replace('{period: Q2, summary: "Rail', '{period: R2, summary: "Rail')
    history.commit("q1", text)
    history.commit("q2", text)

    told = paper(history.folder, "--plan", "road")

    assert "Rail Plan came to 1." in told
