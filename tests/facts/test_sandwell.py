"""Section 1 of FACTS.md: the second quarterly update to Cabinet, 7 December 2022.

What is expected is taken from the paper. Ids only say where to look.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from facts.reading import (
    commentary,
    front_sheet,
    implication,
    lacking,
    section,
    the_paper,
    told,
)
from ipcli.assess.clocks import clock_dates
from ipcli.assess.coverage import coverage
from ipcli.changes import figures
from ipcli.model.dates import add_months
from support.command import run

if TYPE_CHECKING:
    from pathlib import Path

    from ipcli.changes import ChangeLog
    from ipcli.diagnostics import Diagnostic
    from ipcli.model.commentary import Commentary
    from ipcli.model.item import Item
    from ipcli.model.plan import Plan

THE_MEETING = "CAB-2022-12-07"
PERIOD = "2022-23-Q3"
AS_OF = date(2022, 11, 3)
REVIEWS = ("GT-2021/1", "GT-2021/2", "GT-2021/3")


def _theme(plan: Plan, number: int) -> Item:
    [found] = [each for each in _at(plan, "theme") if each.ref == str(number)]
    return found


def _at(plan: Plan, level: str) -> list[Item]:
    return [item for item in plan.items.values() if item.level == level]


def _said(plan: Plan, number: int) -> Commentary:
    return commentary(plan, PERIOD, _theme(plan, number).id)


def _named_with_an_issue(plan: Plan, theme: int) -> list[Item]:
    below = [plan.items[each] for each in plan.below(_theme(plan, theme).id)]
    issues = told(_said(plan, theme).issues)
    return [item for item in below if item.level == "main-action" and item.title in issues]


def _action(plan: Plan, title: str) -> Item:
    [found] = [each for each in _at(plan, "main-action") if each.title == title]
    return found


def _slippage(plan: Plan, item: Item) -> str | None:
    scale = plan.scale_of(item)
    state = scale.state(item.status) if scale and item.status else None
    return state.meaning if state else None


def _risk_rating(item: Item) -> str | None:
    rating = item.ratings.get("delivery-risk")
    return rating.state if rating else None


# 1.1 The front of the report


def test_the_report_went_to_cabinet_on_wednesday_7_december_2022(sandwell: Plan) -> None:
    meeting = sandwell.meetings[THE_MEETING]

    assert sandwell.name_of(meeting.body) == "Cabinet"
    assert (meeting.date, meeting.date.strftime("%A")) == (date(2022, 12, 7), "Wednesday")
    assert the_paper(sandwell, THE_MEETING).title == "Improvement Plan Progress"


def test_the_leader_and_the_managing_director_brought_it(sandwell: Plan) -> None:
    sheet = front_sheet(the_paper(sandwell, THE_MEETING))

    assert sheet["Cabinet Member"].startswith("Leader")
    assert sheet["Director"] == "Managing Director"
    assert "Managing Director Commissioner" in sandwell.roles["managing-director"].name


def test_it_asked_for_no_key_decision(sandwell: Plan) -> None:
    assert the_paper(sandwell, THE_MEETING).key_decision is False


def test_two_officers_of_service_improvement_are_the_contacts(sandwell: Plan) -> None:
    contacts = front_sheet(the_paper(sandwell, THE_MEETING))["Contact officers"].split("; ")

    assert contacts == [
        "Strategic Lead – Service Improvement",
        "Senior Lead Officer – Service Improvement",
    ]
    assert {role.name for role in sandwell.roles.values()}.issuperset(contacts)


def test_the_report_has_its_eight_parts_and_4_1_to_4_11(sandwell: Plan) -> None:
    paper = the_paper(sandwell, THE_MEETING)

    parts = [
        paper.recommendations,
        paper.reasons,
        paper.objectives,
        paper.sections,
        paper.options,
        paper.implications,
        paper.appendices,
        paper.background,
    ]

    assert all(parts)
    assert [each.heading.split()[0] for each in paper.sections] == [
        *("4.1", "4.2", "4.3", "4.4–4.6", "4.7", "4.8", "4.9", "4.10", "4.11"),
    ]


def test_the_progress_paper_prints_the_parts_of_the_report(paper: str) -> None:
    headings = {line[3:] for line in paper.splitlines() if line.startswith("## ")}

    assert headings >= {
        "Recommendations",
        "Reasons for the recommendations",
        "Alternative options",
        "Implications",
        "Appendices",
        "Background papers",
    }


# 1.2 Dates


def test_the_single_plan_of_june_2022_replaced_that_of_january(sandwell: Plan) -> None:
    [earlier] = sandwell.header.follows
    [agreed] = sandwell.header.agreed

    assert (earlier.title, earlier.how) == ("Governance Review Improvement Plan", "replaces")
    assert (agreed.by, agreed.date.latest) == (("council",), date(2022, 6, 7))
    assert earlier.date.latest == date(2022, 6, 7)
    assert lacking(section(the_paper(sandwell, THE_MEETING), "4.1"), "January 2022") == []


def test_the_directions_are_of_22_march_2022(sandwell: Plan) -> None:
    directions = sandwell.instruments["DIR-2022"]

    assert (directions.kind, directions.made_on.latest) == ("directions", date(2022, 3, 22))
    assert lacking(directions.under, "Local Government Act 1999", "15(5) and (6)") == []


def test_progress_is_to_3_november_and_the_appendices_are_of_october(
    sandwell: Plan, findings: tuple[Diagnostic, ...]
) -> None:
    titles = [each.title for each in the_paper(sandwell, THE_MEETING).appendices]

    assert sandwell.periods[PERIOD].as_of == AS_OF
    assert [title.endswith("October 2022") for title in titles].count(True) == 5
    assert lacking(commentary(sandwell, PERIOD).summary, "up to 3 November", "later in Nov") == []
    assert {each.code for each in findings if each.record == "DM-CON-3"} == {"IP205"}


def test_the_first_six_monthly_report_was_due_by_22_december_2022(sandwell: Plan) -> None:
    clock = clock_dates(sandwell, "DIR-2022/report", today=AS_OF)
    made_on = sandwell.instruments["DIR-2022"].made_on.latest

    assert clock is not None
    assert clock.dates[0].due == date(2022, 12, 22)
    assert made_on is not None
    assert add_months(made_on, 9) == date(2022, 12, 22)


def test_council_approves_the_six_monthly_report_on_cabinets_recommendation(
    sandwell: Plan,
) -> None:
    [limb] = [each for each in sandwell.meetings[THE_MEETING].decisions if each.to]

    assert (limb.verb, limb.to, limb.about) == ("recommended", "council", ("DIR-2022/report",))
    text = sandwell.paragraphs["DIR-2022/report"].text
    assert lacking(text, "Council approves", "recommendation of Cabinet") == []


def test_it_is_the_second_quarterly_update_after_that_of_september(sandwell: Plan) -> None:
    *_, first, second = sandwell.periods_in_order

    assert (first.name, second.name) == ("First quarterly update", "Second quarterly update")
    told_there = section(the_paper(sandwell, THE_MEETING), "4.1")
    assert lacking(told_there, "second quarterly update", "September 2022") == []


def test_the_earlier_plan_had_two_updates_one_after_it_was_replaced(sandwell: Plan) -> None:
    told_there = section(the_paper(sandwell, THE_MEETING), "4.7")
    [earlier] = sandwell.header.follows

    assert lacking(told_there, "two quarterly updates on the earlier", "April 2022") == []
    assert lacking(told_there, "July 2022") == []
    assert earlier.date.latest is not None
    assert earlier.date.latest < date(2022, 7, 1)


def test_the_by_election_of_october_2022_caused_several_delays(sandwell: Plan) -> None:
    delayed = [
        item.title
        for item in _at(sandwell, "main-action")
        if not item.illustrative and "by-election" in told(item.reason)
    ]

    assert len(delayed) >= 4
    assert lacking(sandwell.labels["by-election"].meaning, "by-election of October 2022") == []
    assert lacking(commentary(sandwell, PERIOD).issues, "by-election of October 2022") == []


@pytest.mark.parametrize("name", ["July 2022 change control", "October 2022 change control"])
def test_two_rounds_of_change_control_are_named(sandwell: Plan, name: str) -> None:
    [label] = [each.id for each in sandwell.labels.values() if each.name == name]

    assert any(label in each.labels for each in sandwell.change_requests.values())


def test_the_regeneration_strategy_was_approved_on_23_march_2022(sandwell: Plan) -> None:
    strategy = _action(sandwell, "Regeneration Strategy and Pipeline")

    assert lacking(strategy.description, "Cabinet approved", "23 March 2022") == []


def test_the_star_chambers_were_held_by_28_september(sandwell: Plan) -> None:
    item = sandwell.items["CO-BUD-1"]

    assert item.completed is not None
    assert item.completed.latest == date(2022, 9, 28)
    assert lacking(sandwell.change_requests["CR-81"].reason, "28 September") == []


# 1.3 What the plan brings together


def test_grant_thorntons_review_made_three_statutory_recommendations(sandwell: Plan) -> None:
    review = sandwell.instruments["GT-2021"]

    assert review.title == "Governance (Value for Money) Review"
    assert review.kind == "statutory-recommendations"
    assert sandwell.name_of(review.made_by[0]) == "Grant Thornton"
    assert sandwell.children[review.id] == REVIEWS


@pytest.mark.parametrize(
    ("title", "by"),
    [
        ("LGA Corporate Peer Challenge", "Local Government Association"),
        (
            "CIPFA Financial Management Review",
            "Chartered Institute of Public Finance and Accountancy",
        ),
    ],
)
def test_two_more_reviews_feed_the_plan(sandwell: Plan, title: str, by: str) -> None:
    [review] = [each for each in sandwell.instruments.values() if each.title == title]

    assert (review.kind, sandwell.name_of(review.made_by[0])) == ("review", by)
    assert any(review.id in item.answers for item in sandwell.items.values())


def test_the_statutory_directions_feed_the_plan(sandwell: Plan) -> None:
    directions = sandwell.instruments["DIR-2022"]

    assert sandwell.name_of(directions.made_by[0]).startswith("Secretary of State")
    assert coverage(sandwell, on=AS_OF).gaps == ()


# 1.4 Recommendations


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("1.1", ["progress", "3 November 2022", "received"]),
        ("1.2", ["Improvement Plan Risk Register", "received"]),
        ("1.3", ["changes to the Improvement Plan", "received"]),
        (
            "1.4",
            ["Audit and Risk Assurance Committee", "Budget and Corporate Scrutiny", "received"],
        ),
        ("1.5", ["this report", "September", "letter", "Secretary of State", "six-monthly"]),
    ],
)
def test_the_report_makes_five_recommendations(
    sandwell: Plan, ref: str, words: list[str]
) -> None:
    made = the_paper(sandwell, THE_MEETING).recommendations

    assert len(made) == 5
    [found] = [each for each in made if each.ref == ref]
    assert lacking(found.text, *words) == []
    assert found.to == ("council" if ref == "1.5" else None)


# 1.5 Levels and ratings


def test_the_plan_has_four_levels_and_assurance_beside_the_last(sandwell: Plan) -> None:
    levels = [(level.name, level.beside) for level in sandwell.levels.values()]

    assert levels == [
        ("Theme", None),
        ("Workstream", None),
        ("Main action", None),
        ("Sub-action", None),
        ("Assurance action", "sub-action"),
    ]
    changes_may_add = section(the_paper(sandwell, THE_MEETING), "4.11")
    assert lacking(changes_may_add, "add workstreams or objectives") == []


def test_main_actions_have_a_risk_rating_and_all_actions_a_progress_status(
    sandwell: Plan,
) -> None:
    rated = {level.name: [sandwell.name_of(each) for each in level.ratings] for level in _levels}

    assert {name for name, ratings in rated.items() if ratings == ["Risk rating"]} == {
        "Main action"
    }
