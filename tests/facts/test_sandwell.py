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
        "Strategic Lead \N{EN DASH} Service Improvement",
        "Senior Lead Officer \N{EN DASH} Service Improvement",
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
        *("4.1", "4.2", "4.3", "4.4\N{EN DASH}4.6", "4.7", "4.8", "4.9", "4.10", "4.11"),
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
def test_the_report_makes_five_recommendations(sandwell: Plan, ref: str, words: list[str]) -> None:
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
    scales = {
        level.name: (sandwell.name_of(level.scale or ""), [*map(sandwell.name_of, level.ratings)])
        for level in sandwell.levels.values()
    }

    assert scales == {
        "Theme": ("Theme status", []),
        "Workstream": ("", []),
        "Main action": ("Progress status", ["Risk rating"]),
        "Sub-action": ("Progress status", []),
        "Assurance action": ("Progress status", []),
    }


def test_the_risk_rating_and_the_slippage_are_two_fields(sandwell: Plan, paper: str) -> None:
    system = _action(sandwell, "Corporate Performance Management System")

    assert (_risk_rating(system), _slippage(sandwell, system)) == ("green", "Significant slippage")
    [row] = [each for each in paper.splitlines() if each.startswith(f"| {system.title} (")]
    assert "◆ Red · Risk rating: ● Green" in row


def test_slippage_is_none_medium_or_significant(sandwell: Plan) -> None:
    meanings = [state.meaning for state in sandwell.scales["progress"].states if state.meaning]

    none, medium, significant = meanings
    assert none.startswith("No slippage")
    assert (medium, significant) == ("Medium slippage", "Significant slippage")
    regulations = _action(sandwell, "Revised Financial Regulations")
    assert lacking(regulations.reason, "impact are very low") == []


def test_what_is_new_is_marked_by_a_word_where_the_council_used_green_type(
    sandwell: Plan, demonstration: Path
) -> None:
    asked = ("--quarter", "2022-23-Q3", "--plan", "sandwell", "--paper", "monitoring")

    tool = run("report", *asked, here=demonstration).out

    new = [line for line in tool.splitlines() if line.startswith("| ") and "**New**" in line]
    assert len(new) == 1 + 6 + 29 + 28
    assert lacking(section(the_paper(sandwell, THE_MEETING), "4.11"), "in green type") == []


def test_four_themes_are_green_one_amber_and_one_red(sandwell: Plan, paper: str) -> None:
    states = Counter(theme.status for theme in _at(sandwell, "theme"))

    assert states == {"green": 4, "amber": 1, "red": 1}
    at_a_glance = paper.partition("### Themes at")[2].splitlines()
    assert [line for line in at_a_glance if line.startswith(("| ● ", "| ▲ ", "| ◆ "))][:3] == [
        "| ● Green | 4 | 67% |",
        "| ▲ Amber | 1 | 17% |",
        "| ◆ Red | 1 | 17% |",
    ]


# 1.6 Themes


@pytest.mark.parametrize(
    ("number", "title", "rating", "achievements", "issues"),
    [
        (1, "Organisational Culture", "Green", 5, 2),
        (2, "Corporate Oversight", "Green", 4, 1),
        (3, "Strategic Direction", "Red", 4, 6),
        (4, "Decision Making", "Green", 4, 4),
        (5, "Procurement and Commercial", "Green", 5, 2),
        (6, "Partnerships and Relationships", "Amber", 6, 2),
    ],
)
def test_each_theme_has_its_rating_achievements_and_issues(
    sandwell: Plan, number: int, title: str, rating: str, achievements: int, issues: int
) -> None:
    theme = _theme(sandwell, number)

    assert (theme.title, (theme.status or "").title()) == (title, rating)
    assert len(_said(sandwell, number).achievements) == achievements
    assert len(_named_with_an_issue(sandwell, number)) == issues


def test_there_are_28_achievements_and_17_named_actions_with_an_issue(
    sandwell: Plan, paper: str
) -> None:
    named = [item for number in range(1, 7) for item in _named_with_an_issue(sandwell, number)]

    assert sum(len(_said(sandwell, number).achievements) for number in range(1, 7)) == 28
    assert len({item.id for item in named}) == 17
    assert not any(item.illustrative for item in named)
    printed = [part.split("\n#")[0] for part in paper.split("#### Achievements\n")[1:]]
    assert sum(part.count("\n- ") for part in printed) == 28


@pytest.mark.parametrize(
    ("theme", "told_in_order"),
    [
        (
            1,
            [
                ["permanent Chief Executive", "recruited"],
                ["staff", "engaged", "values and behaviours"],
                ["training", "officers and members", "governance", "continue", "next quarter"],
                ["Employee Engagement Survey", "into the plan", "directorate plans"],
                ["internal communications", "live events", "all-staff briefings"],
            ],
        ),
        (
            2,
            [
                ["support provider is in place", "Oracle Fusion"],
                ["oversight", "second quarterly report", "work began to embed"],
                ["Quarter 1 Performance Management Report", "delivered", "Quarter 2", "under way"],
                ["Corporate Transformation Approach", "agreed"],
            ],
        ),
        (
            3,
            [
                ["Corporate Parenting Strategy", "approved"],
                [
                    *("Cabinet", "Asset Management Strategy", "Equality Policy"),
                    *("Medium Term Financial Plan", "Regeneration Strategy"),
                ],
                ["Customer Journey Programme", "established", "included in the plan"],
                ["residents' survey", "budget consultation", "took place"],
            ],
        ),
        (
            4,
            [
                ["consultation", "decision", "elections every four years"],
                ["key decisions", "constitution", "final changes", "December"],
                ["Scrutiny Review", "completed", "adopt"],
                ["scrutiny and audit", "improvement"],
            ],
        ),
        (
            5,
            [
                ["SEND Transport framework"],
                ["contract management", "Serco, SCT, SLT", "performance reporting"],
                ["Street Cleansing Recovery Plan", "approved"],
                ["leisure", "decided", "Trading Company is being set up"],
                ["Lion Farm", "expert determination"],
            ],
        ),
        (
            6,
            [
                ["Partners", "Early Help and Corporate Parenting Strategies"],
                ["KPI suite", "SCT", "progressed", "not to invoke", "break clause"],
                ["Health and Wellbeing Strategy", "approved"],
                ["deep-dives", "SHCP Board", "Integrated Care Board"],
                ["regional", "WMCA, ABCA and BCLEP"],
                ["review of VCS grants is complete", "VCS Strategy has begun"],
            ],
        ),
    ],
)
def test_the_achievements_are_those_of_the_report(
    sandwell: Plan, theme: int, told_in_order: list[list[str]]
) -> None:
    written = [each.text for each in _said(sandwell, theme).achievements]

    pairs = zip(written, told_in_order, strict=True)
    assert [lacking(text, *words) for text, words in pairs] == [[]] * len(told_in_order)


def test_the_development_strategy_waits_for_the_listening_groups(sandwell: Plan) -> None:
    item = _action(sandwell, "Organisational Development Strategy and Plan")

    assert lacking(item.description, "redefined as the Workforce Strategy") == []
    assert lacking(item.reason, "culture listening groups", "conclude in October") == []
    assert lacking(item.recovery, "profiled through change control") == []
    assert _slippage(sandwell, item) == "Medium slippage"


def test_governance_training_moved_with_the_by_election(sandwell: Plan) -> None:
    item = _action(sandwell, "Design and deliver Corporate Governance Training for Members")

    assert lacking(item.reason, "date of Council", "by-election") == []
    assert lacking(item.recovery, "effective decision-making", "after the November Council") == []
    assert _slippage(sandwell, item) == "Medium slippage"


def test_the_performance_framework_is_red_in_risk_and_complete_below(sandwell: Plan) -> None:
    item = _action(sandwell, "Performance Management Framework")

    theme = _theme(sandwell, 2)
    ratings = {each: _risk_rating(sandwell.items[each]) for each in sandwell.below(theme.id)}
    assert [each for each, rating in ratings.items() if rating == "red"] == [item.id]
    below = [sandwell.items[each].status for each in sandwell.below(item.id)]
    assert set(below) == {"complete"}
    said = item.updates
    assert lacking(said, "Quarter 1", "Cabinet", "Scrutiny", "briefing of all members") == []
    assert lacking(said, "Quarter 2", "Cabinet in December") == []


def test_red_in_risk_and_all_complete_below_is_no_finding(
    sandwell: Plan, findings: tuple[Diagnostic, ...]
) -> None:
    item = _action(sandwell, "Performance Management Framework")

    assert [each for each in findings if each.record == item.id] == []


def test_strategic_direction_is_red_for_edi_and_the_commercial_strategy(sandwell: Plan) -> None:
    reason = _theme(sandwell, 3).reason

    assert lacking(reason, "delays and specific issues", "EDI", "adoption", "LGA equalities") == []
    assert lacking(reason, "Commercial Strategy has slipped") == []


EDI = (
    "Review of council EDI decision making process",
    "Approval of EDI strategy",
    "Continue to embed Equality, Diversity and Inclusion (EDI) staff networks",
    "Continue to deliver on Equalities Commission Board priorities",
    "Equality Policy approved",
)


def test_the_edi_ratings_are_known_as_2_red_and_3_amber_only(
    sandwell: Plan, findings: tuple[Diagnostic, ...]
) -> None:
    stated = {each.figure: (each.about, each.value) for each in _said(sandwell, 3).stated}

    assert stated == {
        "main-actions.red": ("SD-EDI", Decimal(2)),
        "main-actions.amber": ("SD-EDI", Decimal(3)),
    }
    rows = [sandwell.items[each] for each in sandwell.children["SD-EDI"]]
    assert tuple(row.title for row in rows) == EDI
    assert {_risk_rating(row) for row in rows} == {None}
    assert {row.status for row in rows} == {None, "complete"}
    assert [each.code for each in findings if "SD-EDI`" in each.message] == ["IP311"]


def test_the_equality_impact_assessment_review_is_complete(sandwell: Plan) -> None:
    item = _action(sandwell, EDI[0])

    assert item.status == "complete"
    assert lacking(item.updates, "Equality Impact Assessments", "complete", "forms", "issued") == []


def test_the_edi_strategy_waits_for_the_lga_framework(sandwell: Plan) -> None:
    item = _action(sandwell, EDI[1])

    assert lacking(item.reason, "Adopting the LGA Equalities Framework", "longer") == []
    approved = told(item.updates)
    assert lacking(approved, "November 2022", "Cabinet approved the Equality Policy") == []
    assert lacking(approved, "adopt the LGA") == []
    assert lacking(item.recovery, "profiled in October's change control") == []


def test_edi_staff_networks_are_uneven_and_two_are_being_set_up(sandwell: Plan) -> None:
    item = _action(sandwell, EDI[2])

    assert lacking(item.reason, "some networks work better than others") == []
    assert lacking(item.updates, "ongoing", "women's network", "faith and belief network") == []


def test_legacy_issues_affect_the_equalities_commission_board(sandwell: Plan) -> None:
    item = _action(sandwell, EDI[3])

    assert lacking(item.reason, "legacy issues") == []
    assert lacking(item.recovery, "report is due at Leadership Team", "LGA Equalities") == []


def test_the_equality_policy_was_approved_in_november_2022(sandwell: Plan) -> None:
    item = _action(sandwell, EDI[4])

    assert (item.status, str(item.completed)) == ("complete", "November 2022")
    assert lacking(item.reason, "by-election") == []
    assert lacking(_said(sandwell, 3).issues, "Equality Policy approved: by Cabinet") == []


def test_the_commercial_strategy_goes_to_cabinet_in_early_2023(sandwell: Plan) -> None:
    item = _action(sandwell, "Development and Implementation of the Commercial Strategy")

    assert _slippage(sandwell, item) == "Medium slippage"
    assert str(item.due) == "early 2023"
    assert lacking(item.updates, "Leadership Team", "early November") == []
    assert lacking(item.recovery, "Cabinet in early 2023", "October's change control") == []


def test_the_governance_documents_slipped_with_the_by_election(sandwell: Plan) -> None:
    title = "In-depth review and revision to Corporate Governance Documents"
    item = _action(sandwell, title)

    assert _slippage(sandwell, item) == "Medium slippage"
    assert lacking(item.reason, "by-election") == []


def test_the_refresh_of_decision_making_slipped_with_the_by_election(sandwell: Plan) -> None:
    title = "Refresh of decision making arrangements including the role of Scrutiny"
    item = _action(sandwell, title)

    assert _slippage(sandwell, item) == "Medium slippage"
    assert lacking(item.reason, "by-election") == []
    assert lacking(item.recovery, "training", "follows") == []


def test_council_approved_delegations_and_the_scrutiny_review_in_november(
    sandwell: Plan,
) -> None:
    updates = told([sandwell.items[each].updates for each in ("DM-CON-1", "DM-SCR-1")])

    assert lacking(updates, "Council approved the Scheme of Delegations") == []
    assert lacking(updates, "Council approved the Scrutiny Review", "November 2022") == []


def test_the_financial_regulations_go_to_december_council(sandwell: Plan) -> None:
    item = _action(sandwell, "Revised Financial Regulations")

    assert str(item.due) == "December 2022"
    assert lacking(item.reason, "risk and impact are very low", "approved in July") == []
    assert lacking(item.recovery, "December's Council", "October's change control") == []


def test_the_council_procedure_rules_were_left_out_of_julys_change_control(
    sandwell: Plan,
) -> None:
    item = _action(sandwell, "Council Procedure Rules")

    assert _slippage(sandwell, item) == "Significant slippage"
    assert lacking(item.reason, "left out of July's change control") == []
    assert lacking(item.updates, "Council approved", "November 2022") == []


def test_lion_farm_waits_for_a_third_party(sandwell: Plan) -> None:
    item = _action(sandwell, "Lion Farm Options Agreement")

    assert _slippage(sandwell, item) == "Medium slippage"
    assert lacking(item.reason, "third party", "timescale") == []
    assert lacking(item.recovery, "papers have been submitted") == []


def test_the_performance_system_is_green_in_risk_and_significantly_late(sandwell: Plan) -> None:
    item = _action(sandwell, "Corporate Performance Management System")

    assert (_risk_rating(item), _slippage(sandwell, item)) == ("green", "Significant slippage")
    assert lacking(item.reason, "soft market testing", "project management capacity") == []
    assert lacking(item.recovery, "demonstration in November") == []


def test_the_kpi_suite_is_due_in_december_for_use_from_april_2023(sandwell: Plan) -> None:
    item = _action(sandwell, "Sandwell Children's Trust KPI Suite")

    assert str(item.due) == "December 2022"
    assert lacking(item.recovery, "use from April 2023", "re-profiled") == []
    assert lacking(item.reason, "break clause was not invoked") == []


def test_the_transition_review_starts_in_november(sandwell: Plan) -> None:
    item = _action(sandwell, "Transition from children's to adult's services")

    assert lacking(item.recovery, "review and remodelling", "starts in November") == []
    assert lacking(item.recovery, "October's change control") == []


# 1.7 Statutory recommendations


@pytest.mark.parametrize(
    ("recommendation", "says", "told_in_order"),
    [
        (
            REVIEWS[0],
            ["corporate grip", "SLT, SCT, the waste service, the ERP system and Lion Farm"],
            [
                ["strategies", "continue"],
                ["SLT", "Trading Company", "June 2022", "Cabinet"],
                ["SCT", "governance", "in place", "revised contract", "April 2023"],
                ["waste contract", "embedded", "review", "complete"],
                ["ERP", "provider is in place", "implementation has begun"],
                ["Lion Farm", "has begun", "roles", "complete"],
                ["Regeneration Strategy", "23 March 2022", "first monitoring update", "November"],
            ],
        ),
        (
            REVIEWS[1],
            ["commercial decisions, procurement and contract management"],
            [
                [
                    *("nearly complete", "procurement and contract", "thresholds"),
                    *("sales of land", "in July", "Delegations in November"),
                    "Financial Regulations to Council in December",
                ],
                ["training", "began in September 2022"],
                ["Commercial Strategy", "draft", "Cabinet in early 2023"],
                ["Asset Management Strategy", "Cabinet in November"],
            ],
        ),
        (
            REVIEWS[2],
            ["working together", "values", "not tolerated", "complaints"],
            [
                ["induction", "complete", "Member Development Programme"],
                ["training for managers has begun", "2023", "Workforce Plan"],
                ["listening exercises", "Leadership Team in November"],
                ["work across portfolios", "in place"],
            ],
        ),
    ],
)
def test_the_statutory_recommendations_have_their_7_4_and_4_progress_lines(
    sandwell: Plan, recommendation: str, says: list[str], told_in_order: list[list[str]]
) -> None:
    lines = commentary(sandwell, PERIOD, recommendation).lines

    paragraph = sandwell.paragraphs[recommendation]
    assert lacking(f"{paragraph.title} {paragraph.text}", *says) == []
    pairs = zip(lines, told_in_order, strict=True)
    assert [lacking(line, *words) for line, words in pairs] == [[]] * len(told_in_order)


@pytest.mark.parametrize("recommendation", REVIEWS)
def test_each_statutory_recommendation_is_answered_in_all_six_themes(
    sandwell: Plan, recommendation: str
) -> None:
    [found] = [
        each for each in coverage(sandwell, on=AS_OF).paragraphs if each.record == recommendation
    ]

    themes = {above for item in found.named_by for above in sandwell.ancestors(item)}
    assert {item.id for item in _at(sandwell, "theme")} <= themes
    titles = {each.ref: each.title for each in the_paper(sandwell, THE_MEETING).appendices}
    assert titles["3"].startswith("Statutory Recommendations")


# 1.8 Change control


COUNTS = {
    "changes.reworded": 3,
    "changes.due-moved": 42,
    "changes.item-added.workstream": 1,
    "changes.item-added.main-action": 6,
    "changes.item-added.sub-action": 29,
    "changes.item-added.assurance-action": 28,
}


def test_the_changes_come_out_of_the_history_as_the_report_counts_them(log: ChangeLog) -> None:
    counted = figures(log)

    assert {name: counted[name] for name in COUNTS} == COUNTS


def test_the_report_states_117_changes_in_all(sandwell: Plan) -> None:
    stated = {each.figure: each.value for each in commentary(sandwell, PERIOD).stated}

    assert stated == {**COUNTS, "changes.item-closed": 8}
    assert sum(stated.values()) == 117


def test_the_command_prints_the_counts(demonstration: Path) -> None:
    ran = run(
        *("changes", "since", "sandwell/2022-09", "--until", "sandwell/2022-12"),
        here=demonstration,
    )

    printed = [line.strip() for line in ran.out.splitlines()]
    for line in (
        "3 descriptions changed",
        "42 timescales changed",
        "1 workstream added",
        "6 main actions added",
        "29 sub-actions added",
        "28 assurance actions added",
        "7 items closed",
        "1 workstream closed",
        "6 main actions closed",
    ):
        assert line in printed


def test_the_new_workstream_is_the_customer_journey(log: ChangeLog) -> None:
    added = [
        entry.change.title
        for entry in log.control
        if (entry.change.kind, entry.change.level) == ("item-added", "workstream")
    ]

    assert added == ["Customer Journey"]


def test_cabinet_keeps_oversight_of_changes_as_council_decided_in_june(sandwell: Plan) -> None:
    decided = sandwell.meetings["C-2022-06-07"].decisions
    [rule] = sandwell.change_control

    assert lacking(decided, "tracked through programme management", "Cabinet") == []
    assert lacking(decided, "add workstreams or objectives", "amend timescales") == []
    assert lacking(decided, "formal reports") == []
    assert (rule.needs, rule.under) == (("cabinet",), "Council, 7 June 2022")


def test_every_change_of_the_quarter_has_cabinets_agreement(log: ChangeLog) -> None:
    assert log.unexplained == ()


def test_scrutiny_remarked_on_22_september_that_the_customer_journey_was_missing(
    sandwell: Plan,
) -> None:
    [remark] = [each for each in sandwell.meetings["BCSMB-2022-09-22"].decisions if each.about]

    assert sandwell.meetings["BCSMB-2022-09-22"].date == date(2022, 9, 22)
    assert lacking(remark.text, "Customer Journey is absent", "Commissioners focus") == []
    assert sandwell.items[remark.about[0]].raised_from == "BCSMB-2022-09-22"


CLOSURES = [
    (
        "81",
        (
            "Continue to adopt star chamber approach for Cabinet Members and Chief Officers as "
            "part of budget setting approach"
        ),
        "Main action",
        "delivered",
        ["star chambers", "28 September", "budget setting"],
    ),
    (
        "82",
        "Ward and Casework Management",
        "Main action",
        "merged",
        ["new workstream", "customer"],
    ),
    (
        "83",
        "Deliver Member Development Programme including Finance Training Programme",
        "Main action",
        "business as usual",
        ["business", "Ethical Standards and Member Development Committee"],
    ),
    (
        "86",
        (
            "Actions to respond to employee survey outcomes to be identified and embedded in "
            "improvement plan"
        ),
        "Main action",
        "replaced",
        ["new one", "monitor", "Corporate Oversight"],
    ),
    (
        "87",
        (
            "A clear and joint message from Chief Executive and Leader regarding Officer and "
            "Elected Member relationship delivered"
        ),
        "Main action",
        "delivered differently",
        ["another approach", "attendance records"],
    ),
    (
        "119",
        "Developing a model for locality working",
        "Main action",
        "merged",
        ["Customer Journey Programme"],
    ),
    (
        "131",
        "Refresh existing arrangements for arms-length companies",
        "Workstream",
        "no longer needed",
        ["workstream closes", "only", "SCT", "contract management"],
    ),
]


@pytest.mark.parametrize(
    ("ref", "title", "level", "kind", "why"), CLOSURES, ids=[row[0] for row in CLOSURES]
)
def test_the_closures_are_printed_with_their_rationale(
    log: ChangeLog, ref: str, title: str, level: str, kind: str, why: list[str]
) -> None:
    [closure] = [each for each in log.closures if each.ref == ref]

    assert (closure.title, closure.level_name, closure.kind) == (title, level, kind)
    assert lacking(closure.why, *why) == []


def test_8_closures_are_claimed_and_7_recorded_one_of_them_a_workstream(
    log: ChangeLog, findings: tuple[Diagnostic, ...]
) -> None:
    counted = figures(log)

    assert counted["changes.item-closed"] == 7
    assert counted["changes.item-closed.workstream"] == 1
    assert counted["changes.item-closed.main-action"] == 6
    [finding] = [each for each in findings if each.code == "IP802"]
    assert "stated as 8, but the plan comes to 7" in finding.message


def test_merged_and_replaced_actions_go_where_the_report_says(sandwell: Plan) -> None:
    into = {
        request: sandwell.items[closed.into[0]].title
        for item in sandwell.items.values()
        if (closed := item.closed) and (request := closed.request) and closed.into
    }

    assert into == {
        "CR-82": "Customer Journey",
        "CR-86": "Monitor Employee Engagement Survey Action Plan",
        "CR-119": "Customer Journey Programme",
    }


def test_gaps_in_the_numbers_of_the_register_are_no_finding(
    sandwell: Plan, findings: tuple[Diagnostic, ...]
) -> None:
    refs = [each.ref for each in sandwell.change_requests.values() if each.ref]

    assert refs == ["81", "82", "83", "86", "87", "119", "131"]
    assert [each for each in findings if each.record in sandwell.change_requests] == []


# 1.9 Risk


def test_the_strategic_risk_59a_is_amber_and_has_a_register_below_it(sandwell: Plan) -> None:
    [risk] = [each for each in sandwell.risks.values() if each.ref == "59a 02/22"]

    assert (risk.title, risk.scores["current"].band) == ("Improvement Plan", "amber")
    assert {each.parent for each in sandwell.risks.values() if each is not risk} == {risk.id}
    titles = {each.ref: each.title for each in the_paper(sandwell, THE_MEETING).appendices}
    assert titles["6"].startswith("Improvement Plan Risk Register")


def test_the_six_main_risks_have_no_scores(sandwell: Plan) -> None:
    unscored = [risk.title for risk in sandwell.risks.values() if not risk.scores]

    assert unscored == [
        "Resources",
        "Organisational Culture",
        "Communication",
        "Constitutional Changes",
        "Performance Management Framework",
        "Historic Issues",
    ]


def test_ip6_fell_from_red_12_to_amber_8(sandwell: Plan, sandwell_before: Plan, paper: str) -> None:
    scores = [plan.risks["IP6"].scores["current"] for plan in (sandwell_before, sandwell)]

    assert [(each.score, each.band) for each in scores] == [
        (Decimal(12), "red"),
        (Decimal(8), "amber"),
    ]
    risk = sandwell.risks["IP6"]
    assert risk.title == "Investment and Financial Resources"
    assert lacking(risk.updates, "interim corporate transformation capacity") == []
    assert "Down from Red 12 to Amber 8." in paper


def test_where_red_begins_between_9_and_12_is_left_open(sandwell: Plan) -> None:
    [matrix] = sandwell.risk_matrices.values()

    assert [(band.name, band.from_) for band in matrix.bands] == [("Red", None), ("Amber", None)]


def test_the_register_goes_monthly_to_leadership_team_and_quarterly_on(sandwell: Plan) -> None:
    words = ("monthly to Leadership Team", "quarterly to Cabinet", "Audit and Risk Assurance")

    assert lacking(sandwell.risks["R-59A"].description, *words) == []
    assert lacking(section(the_paper(sandwell, THE_MEETING), "4.10"), *words) == []


# 1.10 Bodies


def test_leadership_team_sees_the_plan_monthly_cabinet_quarterly_and_council_every_half_year(
    sandwell: Plan,
) -> None:
    team, cabinet, council = (
        sandwell.bodies[each] for each in ("leadership-team", "cabinet", "council")
    )

    assert team.meets is not None
    assert str(team.meets.every) == "1 month"
    assert lacking(cabinet.text, "every quarter", "all actions are complete", "as usual") == []
    assert lacking(council.text, "approves the six-monthly report") == []


def test_the_audit_committee_came_to_it_in_june_september_and_november(sandwell: Plan) -> None:
    told_there = section(the_paper(sandwell, THE_MEETING), "4.7")
    [audit] = [each for each in told_there if each.startswith("The Audit and Risk Assurance")]

    assert lacking(audit, "introduced", "June 2022", "September 2022", "November 2022") == []
    assert lacking(audit, "progress and the register") == []


def test_the_scrutiny_board_asked_for_a_deep_dive_in_early_december(sandwell: Plan) -> None:
    meeting = sandwell.meetings["BCSMB-2022-09-22"]
    [request] = meeting.requests

    board = sandwell.name_of(meeting.body)
    assert board == "Budget and Corporate Scrutiny Management Board"
    assert lacking(meeting.decisions, "first report") == []
    assert lacking(request.text, "deep dive", "Organisational Culture") == []
    assert str(request.due) == "early December 2022"
    told_there = section(the_paper(sandwell, THE_MEETING), "4.7")
    assert lacking(told_there, "the next comes in November") == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Governance & Constitution Review Committee", "committee"),
        ("Cross-party working group on the constitution", "board"),
        ("Ethical Standards and Member Development Committee", "committee"),
    ],
)
def test_three_more_bodies_work_on_the_plan(sandwell: Plan, name: str, kind: str) -> None:
    assert {body.name: body.kind for body in sandwell.bodies.values()}[name] == kind


def test_the_secretary_of_state_hears_from_the_council_and_the_commissioners(
    sandwell: Plan,
) -> None:
    text = sandwell.bodies["secretary-of-state"].text

    assert lacking(text, "every six months", "from the council", "separately") == []
    assert lacking(text, "from the Commissioners") == []
    formats = the_paper(sandwell, THE_MEETING).options[3]
    assert lacking(formats, "letter", "quarterly reports", "department has confirmed") == []


# 1.11 External assurance


def test_the_reviewers_came_back_and_only_the_lga_has_written(sandwell: Plan) -> None:
    text = section(the_paper(sandwell, THE_MEETING), "4.8")

    assert lacking(text, "Grant Thornton and the LGA", "September and October 2022") == []
    assert lacking(text, "CIPFA", "November 2022", "Appendix 5") == []
    assert lacking(text, "findings of Grant Thornton and CIPFA are awaited") == []


def test_the_lga_made_18_points_with_one_emerging_risk(sandwell: Plan) -> None:
    points = {item.title: item.opinions for item in _at(sandwell, "theme") if item.opinions}

    assert {title: len(made) for title, made in points.items()} == {
        "Corporate Oversight": 9,
        "Decision Making": 7,
        "Organisational Culture": 2,
    }
    every = [each for made in points.values() for each in made]
    assert len(every) == 18
    assert {each.by for each in every} == {("lga",)}
    [risk] = [told(each.text) for each in every if "emerging risk" in told(each.text)]
    assert lacking(risk, "responds to customers", "casework") == []
    assert lacking(every, "praised", "no view of the scale of the financial challenge") == []


def test_the_plan_is_to_be_updated_in_early_2023(sandwell: Plan) -> None:
    assert lacking(commentary(sandwell, PERIOD).next, "updated in early 2023") == []


# 1.12 Money


def test_council_approved_about_1768000_pounds_once(sandwell: Plan, paper: str) -> None:
    [cost] = sandwell.header.costs

    assert (cost.amount, cost.about, cost.kind) == (Decimal(1768000), True, "one-off")
    assert cost.agreed is not None
    assert cost.agreed.by == ("council",)
    assert lacking(cost.source, "Improvement and Capacity Fund", "reserves", "2021/22 unders") == []
    assert lacking(cost.text, "Longer-term cost", "Medium-Term Financial Strategy") == []
    assert "About £1,768,000" in paper


# 1.13 Implications, objectives, options


def test_the_report_has_seven_implications(sandwell: Plan) -> None:
    assert [each.name for each in the_paper(sandwell, THE_MEETING).implications] == [
        "Resources",
        "Legal and Governance",
        "Risk",
        "Equality",
        "Health and Wellbeing",
        "Social Value",
        "Climate Change",
    ]
    legal = implication(the_paper(sandwell, THE_MEETING), "Legal and Governance")
    assert legal.cites == ("DIR-2022",)


def test_six_outcomes_of_the_corporate_plan_are_listed(sandwell: Plan) -> None:
    outcomes = the_paper(sandwell, THE_MEETING).objectives

    expected = (
        "Best start in life",
        "People live well and age well",
        "Strong resilient communities",
        "Quality homes in thriving neighbourhoods",
        "A strong and inclusive economy",
        "A connected and accessible Sandwell",
    )
    pairs = zip(outcomes, expected, strict=True)
    assert all(outcome.startswith(start) for outcome, start in pairs)


def test_there_are_four_paragraphs_of_alternative_options(sandwell: Plan) -> None:
    options = the_paper(sandwell, THE_MEETING).options

    assert [each.split()[0] for each in options] == ["5.1", "5.2", "5.3", "5.4"]


# 1.14 Appendices


def test_there_are_nine_appendices(sandwell: Plan) -> None:
    appendices = the_paper(sandwell, THE_MEETING).appendices

    expected = (
        "Monitoring Tool October 2022",
        "Theme Progress Summary October 2022",
        "Statutory Recommendations Reporting October 2022",
        "Governance Diagram",
        "LGA Corporate Peer Challenge Progress Review November 2022",
        "Risk Register October 2022",
        "Changes to the Improvement Plan October 2022",
        "Progress Report to Cabinet September 2022",
        "Draft Letter to Secretary of State for Levelling Up, Housing and Communities",
    )
    assert [each.ref for each in appendices] == [str(number) for number in range(1, 10)]
    pairs = zip((each.title for each in appendices), expected, strict=True)
    assert all(title.endswith(end) for title, end in pairs)


def test_the_background_papers_are_the_plan_and_earlier_reports(sandwell: Plan) -> None:
    background = the_paper(sandwell, THE_MEETING).background

    expected = (
        ["Sandwell Council Improvement Plan"],
        ["Approval", "Council, 7 June 2022"],
        ["Quarterly", "Cabinet", "September 2022"],
        ["Audit and Risk Assurance", "June 2022, September 2022 and November 2022"],
        ["Scrutiny Management Board", "September 2022", "November 2022 not yet published"],
    )
    pairs = zip(background, expected, strict=True)
    assert [lacking(each, *words) for each, words in pairs] == [[]] * 5
