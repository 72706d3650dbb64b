"""Section 2 of FACTS.md: the report to Cabinet of February 2023 and the minutes of November 2022.

What is expected is taken from the papers. Ids only say where to look.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from facts.reading import commentary, implication, lacking, section, the_paper, told

if TYPE_CHECKING:
    from ipcli.diagnostics import Diagnostic
    from ipcli.model.item import Item
    from ipcli.model.meeting import Request
    from ipcli.model.plan import Plan

NOVEMBER, FEBRUARY = "CAB-2022-11", "CAB-2023-02"
PERIOD = "february-2023"
AS_OF = date(2023, 1, 31)


def _item(plan: Plan, title: str) -> Item:
    [found] = [item for item in plan.items.values() if item.title == title]
    return found


def _updates(item: Item) -> dict[str, str]:
    return {str(each.date): each.text for each in item.updates}


# 2.1 Directions


def test_the_directions_were_made_on_1_december_2021(slough: Plan) -> None:
    directions = slough.instruments["DIR-2021"]

    assert (directions.kind, directions.made_on.latest) == ("directions", date(2021, 12, 1))
    assert lacking(directions.under, "Local Government Act 1999", "Part 1", "15(5) and (6)") == []
    assert lacking(directions.text, "best value duty", "section 3") == []


def test_the_directions_were_extended_on_1_september_2022(slough: Plan) -> None:
    [extended] = [each for each in slough.instruments.values() if each.amends]

    assert extended.made_on.latest == date(2022, 9, 1)
    assert extended.amends == ("DIR-2021",)
    assert lacking(extended.title, "extended") == []


def test_commissioners_act_jointly_or_severally_from_1_december_2021(slough: Plan) -> None:
    [appointed] = slough.instruments["DIR-2021"].appointments

    assert slough.name_of(appointed.role) == "Commissioners"
    assert appointed.from_ is not None
    assert appointed.from_.latest == date(2021, 12, 1)
    assert lacking(appointed.text, "jointly or severally") == []


def test_annex_a_is_for_the_council_and_annex_c_for_the_commissioners(slough: Plan) -> None:
    annexes = {each.ref: each for each in slough.paragraphs.values() if each.ref}

    assert set(annexes) == {"Annex A", "Annex C"}
    assert lacking(annexes["Annex A"].title, "action", "Council is required to take") == []
    assert lacking(annexes["Annex C"].title, "functions", "exercised by the Commissioners") == []
    assert annexes["Annex C"].owed_by == ("commissioners",)


def test_the_explanatory_memorandum_expects_most_decisions_of_the_council(slough: Plan) -> None:
    text = slough.instruments["DIR-2021"].text

    assert lacking(text, "Explanatory Memorandum", "Council is expected", "most decisions") == []


def test_seven_items_of_annex_a_are_named(slough: Plan) -> None:
    texts = [slough.paragraphs[each].text for each in slough.children["DIR-2021/A"]]

    expected = (
        ["functional capability assessments", "all service"],
        ["improvement plan", "containing", "action plans"],
        ["report to the Commissioners", "every six months", "as they direct"],
        ["cultural change"],
        ["review", "companies"],
        ["evidence-based decision making", "data and insight"],
        ["procurement and contract management"],
    )
    pairs = zip(texts, expected, strict=True)
    assert [lacking(text, *words) for text, words in pairs] == [[]] * 7
    procurement = implication(the_paper(slough, FEBRUARY), "Procurement")
    assert lacking(procurement.text, "4.8", "procurement and contract management") == []


def test_the_council_reports_every_six_months_or_as_directed(slough: Plan) -> None:
    clock = slough.paragraphs["DIR-2021/A/reporting"].clock

    assert clock is not None
    assert (str(clock.every), clock.as_directed) == ("6 months", True)


def test_five_functions_of_annex_c_are_named(slough: Plan) -> None:
    functions = slough.instruments["DIR-2021"].functions

    expected = (
        ["governance and scrutiny of strategic decisions"],
        ["proper administration of financial affairs"],
        ["oversight", "collection of revenues and benefits"],
        ["appointing", "three statutory governance officers", "scrutiny officer"],
        ["defining", "officer structure at a senior level", "recruitment processes", "recruiting"],
    )
    pairs = zip(functions, expected, strict=True)
    assert [lacking(each.text, *words) for each, words in pairs] == [[]] * 5
    assert {each.exercised_by for each in functions} == {("commissioners",)}


def test_an_annex_is_part_of_the_directions_here_and_of_the_report_in_tower_hamlets(
    slough: Plan, tower_hamlets: Plan
) -> None:
    of_directions = {each.ref for each in slough.paragraphs.values() if each.ref}
    of_report = {each.ref for each in the_paper(tower_hamlets, "BVPB-2016-10-19").appendices}

    assert of_directions == {"Annex A", "Annex C"}
    assert of_report == {"Annex A", "Annex B"}
    assert not [each for each in the_paper(slough, FEBRUARY).appendices if each.ref]
    assert not [each for each in tower_hamlets.paragraphs.values() if each.ref]


# 2.2 What was delivered


def test_capability_assessments_went_to_cabinet_in_march_2022(slough: Plan) -> None:
    updates = _updates(_item(slough, "Functional capability assessments"))

    assert lacking(updates["March 2022"], "Cabinet") == []
    plans = _item(slough, "Service delivery plans")
    assert lacking(plans.description, "capability assessments", "their basis") == []


def test_the_improvement_plan_and_the_corporate_plan_are_of_may_2022(slough: Plan) -> None:
    [agreed] = slough.header.agreed
    updates = _updates(_item(slough, "Improvement plan and its action plans"))

    assert (slough.name_of(agreed.by[0]), str(agreed.date)) == ("Full Council", "May 2022")
    assert lacking(updates["May 2022"], "full Council", "recovery themes") == []
    [corporate] = [each for each in slough.instruments.values() if each.kind == "council-plan"]
    assert (corporate.title, str(corporate.made_on)) == ("Corporate Plan", "May 2022")


def test_culture_was_reported_to_cabinet_in_march_2022(slough: Plan) -> None:
    updates = _updates(_item(slough, "Programme of cultural change"))

    assert lacking(updates["March 2022"], "report to Cabinet") == []


def test_the_remaining_companies_are_reported_this_financial_year(slough: Plan) -> None:
    companies = _item(slough, "Review of the Council's companies")
    remaining = _item(slough, "Reports to Cabinet on each of the remaining companies")

    assert lacking(companies.updates, "Finance Action Plan", "stand-alone reports") == []
    assert str(remaining.due) == "2022/23"


def test_the_refreshed_corporate_plan_goes_to_february_cabinet(slough: Plan) -> None:
    refresh = _item(slough, "Refresh of the Corporate Plan")

    assert lacking(refresh.description, "February Cabinet") == []
    assert str(refresh.due) == "February 2023"


def test_the_chief_executive_and_two_executive_directors_are_appointed(slough: Plan) -> None:
    updates = _updates(_item(slough, "Senior officer appointments"))

    assert lacking(updates["November 2022"], "Chief Executive") == []
    assert lacking(updates["January 2023"], "People (Children)", "Finance and Commercial") == []


def test_cabinet_approved_the_asset_disposal_strategy(slough: Plan) -> None:
    strategy = _item(slough, "Asset Disposal Strategy")

    assert lacking(strategy.updates, "approved by Cabinet") == []
    said = implication(the_paper(slough, FEBRUARY), "Property").text
    assert lacking(said, "Asset Disposal Strategy", "approved by Cabinet") == []


# 2.3 Cycle and bodies


def test_the_board_is_the_monthly_meeting_with_the_commissioners(slough: Plan) -> None:
    [board] = [each for each in slough.bodies.values() if each.kind == "board"]

    assert board.name == "Improvement and Recovery Board"
    assert board.meets is not None
    assert str(board.meets.every) == "1 month"
    assert lacking(board.text, "formal meeting with the Commissioners") == []
    assert [str(each.date) for each in board.updates] == ["December 2022", "January 2023"]


def test_updates_are_quarterly_and_deeper_dives_are_promised(slough: Plan) -> None:
    titles = [slough.items[each].title for each in slough.children["REPORTING"]]

    assert "Quarterly updates to Scrutiny and Cabinet" in titles
    assert lacking(titles, "Deeper dives into individual Directions") == []


def test_the_commissioners_wrote_on_22_december_2022_and_the_reply_is_awaited(
    slough: Plan,
) -> None:
    [letter] = [each for each in slough.instruments.values() if "letter" in each.title]

    assert (letter.made_by, letter.made_on.latest) == (("commissioners",), date(2022, 12, 22))
    assert lacking(letter.text, "formal letter in reply is awaited") == []
    assert lacking(the_paper(slough, FEBRUARY).reasons, "22 December") == []


def test_the_commissioner_review_points_to_the_december_letter(slough: Plan) -> None:
    review = the_paper(slough, FEBRUARY).commissioners

    assert review is not None
    assert review.heading == "Commissioner Review"
    assert lacking(review.text, "December letter") == []


def test_the_commissioners_worry_about_pace_and_long_term_viability(slough: Plan) -> None:
    issues = commentary(slough, PERIOD).issues

    assert lacking(issues, "extremely concerned", "pace of progress", "long-term viability") == []


# 2.4 Recommendations


def test_the_report_makes_two_recommendations(slough: Plan) -> None:
    a, b = the_paper(slough, FEBRUARY).recommendations

    assert (a.ref, b.ref) == ("a", "b")
    assert lacking(a.text, "note and comment", "progress") == []
    assert lacking(b.text, "agree the next steps", "action plans", "workstreams") == []


# 2.5 Risks


@pytest.mark.parametrize(
    ("title", "risk", "mitigated_by"),
    [
        (
            "Financial",
            ["failure to deliver financial sustainability"],
            ["Financial Action Plan", "Capitalisation Directive", "savings plans"],
        ),
        (
            "Legal",
            ["failure to address the Directions", "legal duties", "challenge", "intervention"],
            [
                *("interim Monitoring Officer", "interim support", "whole system approach"),
                *("governance", "training", "earlier legal input"),
            ],
        ),
        (
            "Reputational",
            ["failure to meet", "Directions", "further intervention"],
            ["corporate approach", "lessons"],
        ),
    ],
)
def test_three_risks_have_a_summary_and_mitigations(
    slough: Plan, title: str, risk: list[str], mitigated_by: list[str]
) -> None:
    [found] = [each for each in slough.risks.values() if each.title == title]

    assert len(slough.risks) == 3
    assert lacking(found.description, *risk) == []
    assert lacking(found.mitigations, *mitigated_by) == []


def test_risks_without_scores_owners_and_dates_are_no_finding(
    slough: Plan, findings: tuple[Diagnostic, ...]
) -> None:
    risks = slough.risks.values()

    assert [each for each in risks if each.scores or each.owner or each.updates] == []
    assert not slough.risk_matrices
    assert [each for each in findings if each.record in slough.risks] == []


# 2.6 Implications


def test_the_report_has_eight_implications(slough: Plan) -> None:
    assert [each.name for each in the_paper(slough, FEBRUARY).implications] == [
        "Financial",
        "Legal",
        "Risk management",
        "Environmental",
        "Equality",
        "Procurement",
        "Workforce",
        "Property",
    ]


def test_the_equality_duty_has_three_limbs_and_eight_characteristics(slough: Plan) -> None:
    texts = implication(the_paper(slough, FEBRUARY), "Equality").text

    assert lacking(texts[0], "Section 149") == []
    assert [text[:3] for text in texts if text.startswith("(")] == ["(a)", "(b)", "(c)"]
    [listed] = [text for text in texts if "characteristics:" in text]
    assert listed.rpartition(": ")[2].rstrip(".").split("; ") == [
        *("age", "disability", "gender reassignment", "pregnancy and maternity"),
        *("race", "religion or belief", "sex", "sexual orientation"),
    ]


def test_actions_are_funded_from_existing_budgets(slough: Plan) -> None:
    said = implication(the_paper(slough, FEBRUARY), "Financial").text

    assert lacking(said, "within existing budgets") == []


def test_the_sections_run_from_1_to_5_with_a_heading_that_has_no_number(slough: Plan) -> None:
    paper = the_paper(slough, FEBRUARY)

    assert _numbers(paper.summary) == ["1.1", "1.2"]
    assert _numbers(paper.reasons) == ["1.4", "1.5", "1.6", "1.7", "1.8"]
    assert [each.heading for each in paper.sections] == ["2 Report", "Background"]
    assert _numbers(section(paper, "2")) == ["2.1", "2.2", "2.3"]
    assert _numbers(paper.options) == ["3.1", "3.2"]
    assert _numbers(section(paper, "Background")) == [f"3.{number}" for number in range(3, 10)]
    assert _numbers([each.text for each in paper.implications])[0] == "4.1"
    assert paper.background == ()


def _numbers(texts: object) -> list[str]:
    words = told(texts).split()
    return [word for word in words if word[:1].isdigit() and word[1:2] == "." and word[2:]]


# 2.7 The minutes of November 2022


def test_the_leader_introduced_it_after_scrutiny_and_before_council(slough: Plan) -> None:
    scrutiny, council = slough.meetings["OSC-2022-11-17"], slough.meetings["COUNCIL-2022-11-22"]

    assert lacking(slough.meetings[NOVEMBER].minutes, "Leader of the Council introduced") == []
    assert slough.name_of(scrutiny.body) == "Overview & Scrutiny Committee"
    assert (scrutiny.date, scrutiny.decisions[0].verb) == (date(2022, 11, 17), "considered")
    assert (slough.name_of(council.body), council.date) == ("Full Council", date(2022, 11, 22))


def test_the_minutes_tell_what_went_well_and_what_must_go_faster(slough: Plan) -> None:
    minutes = slough.meetings[NOVEMBER].minutes

    assert lacking(minutes, "good progress", "financial repair", "asset disposal strategy") == []
    assert lacking(minutes, "culture change", "scrutiny", "accelerated") == []
    assert lacking(minutes, "future operating model", "key priority") == []


def test_four_limbs_are_resolved_and_the_fifth_is_recommended_to_council(slough: Plan) -> None:
    limbs = slough.meetings[NOVEMBER].decisions

    assert [(each.limb, each.verb, each.to) for each in limbs] == [
        ("a", "resolved", None),
        ("b", "resolved", None),
        ("c", "resolved", None),
        ("d", "resolved", None),
        ("e", "recommended", "council"),
    ]


def test_the_decision_and_the_minutes_differ_in_wording_at_b(slough: Plan) -> None:
    [limb] = [each for each in slough.meetings[NOVEMBER].decisions if each.limb == "b"]

    assert lacking(limb.text, "commented on the report") == []
    assert lacking(limb.minuted, "be agreed", "leaves out that Cabinet commented") == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a", ["noted", "progress"]),
        (
            "b",
            ["additional information", "SEND", "emergency planning", "resident engagement"],
        ),
        ("c", ["agreed", "next steps"]),
        ("d", ["every quarter", "timed to the Commissioners' reports to Government"]),
        ("e", ["recommended the update report to Council"]),
    ],
)
def test_each_limb_says_what_was_decided(slough: Plan, name: str, words: list[str]) -> None:
    [limb] = [each for each in slough.meetings[NOVEMBER].decisions if each.limb == name]

    assert lacking(limb.text, *words) == []


@pytest.mark.parametrize(
    ("words", "due", "where"),
    [
        (
            ["SEND update", "assurance", "Written Statement of Action"],
            "December 2022, if possible",
            ["decision and minutes"],
        ),
        (["Emergency planning arrangements"], "February 2023", ["decision and minutes"]),
        (
            ["Resident engagement and consultation"],
            "before the end of the municipal year",
            ["minutes only", "before the end of the municipal year", "decision gives no date"],
        ),
    ],
)
def test_cabinet_asked_for_three_reports(
    slough: Plan, words: list[str], due: str, where: list[str]
) -> None:
    requests = slough.meetings[NOVEMBER].requests

    assert len(requests) == 3
    [request] = [each for each in requests if not lacking(each.text, *words)]
    assert str(request.due) == due
    assert lacking(request.where, *where) == []


def test_only_the_minutes_say_by_when_residents_are_to_be_engaged(slough: Plan) -> None:
    [limb] = [each for each in slough.meetings[NOVEMBER].decisions if each.limb == "b"]

    assert lacking(limb.text, "municipal year") == ["municipal year"]
    assert lacking(slough.requests["CAB-2022-11/resident-engagement"].where, "minutes only") == []


def test_no_request_is_said_to_be_late_where_the_papers_do_not_say_so(slough: Plan) -> None:
    assert [each for each in slough.requests.values() if _latest_has_passed(each)] == []


def _latest_has_passed(request: Request) -> bool:
    latest = request.due.latest if request.due else None
    return latest is not None and latest < AS_OF
