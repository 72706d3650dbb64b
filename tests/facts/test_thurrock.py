"""Section 3 of FACTS.md: the report to Council that approved a plan, 25 October 2023.

What is expected is taken from the paper. Ids only say where to look.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from facts.reading import commentary, front_sheet, implication, lacking, section, the_paper, told
from ipcli.assess.calendar import clear_working_days_before
from ipcli.assess.clocks import clock_dates
from ipcli.assess.in_force import in_force, life

if TYPE_CHECKING:
    from ipcli.assess.clocks import ClockDate
    from ipcli.diagnostics import Diagnostic
    from ipcli.model.plan import Plan

THE_MEETING = "COUNCIL-2023-10-25"
THE_DAY = date(2023, 10, 25)
PERIOD = "plan-approval"
PRIORITIES = {
    ("4", "Improving leadership to accelerate change"): {
        "Leading with purpose and direction": [
            "A long-term purpose and direction for the council",
            "Develop a medium-term Corporate Plan",
            "A new approach to strategy-led business planning",
        ],
        "Building our corporate capability": [
            "New operating model",
            "Redesign and restructure the Council",
            "Stand-up a PMO",
        ],
    },
    ("5", "Improving governance and controls"): {
        "Establishing the foundations for governance excellence": [
            "Review and refresh all of our governing policies",
            "Build a capable and effective scrutiny function",
            "Governance review for all external companies or partnership bodies (Thames Freeport)",
        ],
        "Creating an exemplary control environment": [
            "Risk managed operating environment",
            "Assurance and audit functions are re-set",
            "Proportionate processes that maximise transparency and accountability",
        ],
    },
    ("6", "Improving financial sustainability"): {
        "Divestment of the Council's investments": ["Dispose of investments"],
        "Improving our stability through budgetary savings and maximisation of income": [
            "Savings, income and discussions with DLUHC",
            "Capital receipts",
            "Review of the capital programme",
        ],
        "Improving our financial management capability and practice": [
            "Demonstrate exemplary corporate financial leadership",
            "Redesign and restructure the Council's financial service",
        ],
    },
}


def _first(plan: Plan, record: str) -> ClockDate:
    dates = clock_dates(plan, record, today=THE_DAY)
    assert dates is not None
    return dates.dates[0]


# 3.1 The front of the report


def test_item_11_of_council_on_wednesday_25_october_2023(thurrock: Plan) -> None:
    meeting = thurrock.meetings[THE_MEETING]
    paper = the_paper(thurrock, THE_MEETING)

    assert thurrock.name_of(meeting.body) == "Council"
    assert (meeting.date, f"{meeting.date:%A}") == (THE_DAY, "Wednesday")
    assert (paper.title, paper.item_number) == ("Improvement and Recovery Plan", "11")


def test_the_front_sheet_is_that_of_the_report(thurrock: Plan) -> None:
    paper = the_paper(thurrock, THE_MEETING)

    assert front_sheet(paper) == {
        "Wards and communities affected": "All",
        "Key Decision": "Key",
        "Report of": "Leader of the Council",
        "Accountable Assistant Director": "N/A",
        "Accountable Director": "Chief Executive and Managing Director Commissioner",
        "This report is": "Public",
        "Report Author": "Chief Intervention Officer",
    }
    assert (paper.key_decision, paper.exempt) == (True, None)


def test_council_is_asked_to_approve_the_enhanced_plan(thurrock: Plan) -> None:
    [asked] = the_paper(thurrock, THE_MEETING).recommendations

    assert (asked.ref, asked.to) == ("1.1", "council")
    assert lacking(asked.text, "approve the enhanced", "appendix 1") == []


# 3.2 Instruments


def test_essex_county_council_is_commissioner_from_2_september_2022(thurrock: Plan) -> None:
    directions = thurrock.instruments["DIR-2022"]
    [appointed] = directions.appointments

    assert (directions.kind, directions.made_on.latest) == ("directions", date(2022, 9, 2))
    assert lacking(directions.under, "15(5) and (6)") == []
    assert thurrock.bodies[appointed.role].name == "Essex County Council"
    assert lacking(appointed.text, "Commissioner") == []


def test_three_financial_functions_are_overseen(thurrock: Plan) -> None:
    functions = thurrock.instruments["DIR-2022"].functions

    expected = (
        ["managing", "financial resources"],
        ["proper administration", "financial affairs"],
        ["strategic financial management"],
    )
    pairs = zip(functions, expected, strict=True)
    assert [lacking(each.text, *words) for each, words in pairs] == [[]] * 3
    assert {each.exercised_by for each in functions} == {("essex-county-council",)}


def test_the_first_directions_asked_for_a_plan_of_six_parts_in_three_months(
    thurrock: Plan,
) -> None:
    plan = thurrock.paragraphs["DIR-2022/1"]

    assert plan.clock is not None
    assert str(plan.clock.within) == "3 months"
    expected = (
        ["sustainability", "budget gaps"],
        ["capital, investment and treasury"],
        ["minimum revenue provision"],
        ["debt reduction plan"],
        ["compliance", "financial management"],
        ["scheme of delegation"],
    )
    parts = [thurrock.paragraphs[each].text for each in thurrock.children[plan.id]]
    pairs = zip(parts, expected, strict=True)
    assert [lacking(text, *words) for text, words in pairs] == [[]] * 6


def test_the_plan_of_december_2022_had_five_themes(thurrock: Plan, thurrock_first: Plan) -> None:
    met = _first(thurrock, "DIR-2022/1").met

    assert met is not None
    assert str(met.date) == "December 2022"
    assert lacking(met.text, "Commissioners", "department") == []
    assert [item.title for item in thurrock_first.items.values()] == [
        "Financial Sustainability",
        "Governance and Scrutiny",
        "Strategic Direction",
        "Leadership and Culture",
        "Place Leadership and Growth",
    ]


def test_reports_and_a_minded_to_letter_were_published_on_24_january_2023(
    thurrock: Plan,
) -> None:
    published = {
        each.title: each.kind
        for each in thurrock.instruments.values()
        if each.published_on and each.published_on.latest == date(2023, 1, 24)
    }

    assert sorted(published.values()) == ["inspection", "notice", "report"]
    assert lacking(list(published), "First report of the Commissioners") == []
    assert lacking(list(published), "Best Value Inspection", "minded to expand") == []


def test_the_secretary_of_state_was_minded_to_do_three_things(thurrock: Plan) -> None:
    [letter] = [each.id for each in thurrock.instruments.values() if each.kind == "notice"]

    minded = [thurrock.paragraphs[each].text for each in thurrock.children[letter]]
    expected = (["further powers"], ["enhanced"], ["Managing Director Commissioner"])
    pairs = zip(minded, expected, strict=True)
    assert [lacking(text, *words) for text, words in pairs] == [[]] * 3


def test_the_directions_of_16_march_2023_replace_those_of_september_2022(
    thurrock: Plan,
) -> None:
    directions = thurrock.instruments["DIR-2023"]
    *_, appointed = directions.appointments
    before = life(thurrock, "DIR-2022")

    assert directions.made_on.latest == date(2023, 3, 16)
    assert directions.replaces == ("DIR-2022",)
    assert before is not None
    assert before.last == date(2023, 3, 15)
    assert lacking(thurrock.roles[appointed.role].name, "Managing Director Commissioner") == []


def test_the_powers_of_2022_and_their_commissioner_go_on_under_the_expanded_directions(
    thurrock: Plan,
) -> None:
    directions = thurrock.instruments["DIR-2023"]
    names = [thurrock.name_of(each.role) for each in directions.appointments]
    texts = [each.text for each in directions.functions if "2 September 2022" in each.text]

    assert names[0] == "Essex County Council"
    assert lacking(texts, "financial resources", "financial administration", "strategic") == []
    assert in_force(thurrock, "DIR-2023/finance", on=THE_DAY)


def test_the_inspection_report_of_june_2023_went_to_council_on_28_june(thurrock: Plan) -> None:
    report = thurrock.instruments["BVI-2023-06"]
    [meeting] = [each for each in thurrock.meetings.values() if each.date == date(2023, 6, 28)]

    assert (report.title, str(report.published_on)) == ("Best Value Inspection report", "June 2023")
    assert (thurrock.name_of(meeting.body), meeting.papers[0].cites) == ("Council", (report.id,))


def test_council_agreed_quarterly_updates_before_the_ministers_letter(thurrock: Plan) -> None:
    [meeting] = [each for each in thurrock.meetings.values() if each.date == date(2023, 9, 27)]
    [decision] = meeting.decisions
    letter = thurrock.instruments["LETTER-2023-10"]

    assert (thurrock.name_of(meeting.body), decision.verb) == ("Council", "agreed")
    assert lacking(decision.text, "quarterly updates") == []
    assert (letter.title, letter.made_on.latest) == ("Minister's letter", date(2023, 10, 5))


def test_the_six_months_were_extended_by_one_for_two_reasons(thurrock: Plan) -> None:
    [extension] = thurrock.paragraphs["DIR-2023/1"].extensions

    assert str(extension.length) == "1 month"
    assert [thurrock.name_of(each) for each in extension.by] == [
        "Department for Levelling-up, Housing and Communities",
        "Commissioners",
    ]
    assert lacking(extension.reason, "Best Value Inspection report", "engagement in August") == []


def test_council_decided_9_days_after_the_extended_date(
    thurrock: Plan, findings: tuple[Diagnostic, ...]
) -> None:
    first = _first(thurrock, "DIR-2023/1")

    assert first.laid_down.latest == date(2023, 9, 16)
    assert first.extended is not None
    assert first.extended.latest == date(2023, 10, 16)
    assert first.met is not None
    assert (first.met.date.latest, first.days_late) == (THE_DAY, 9)
    [finding] = [each for each in findings if each.record == "DIR-2023/1"]
    for day in ("16 September 2023", "16 October 2023", "25 October 2023", "9 days late"):
        assert day in finding.message


def test_what_council_decided_is_not_claimed(thurrock: Plan) -> None:
    [met] = thurrock.paragraphs["DIR-2023/1"].met

    assert thurrock.header.agreed == ()
    assert thurrock.meetings[THE_MEETING].decisions == ()
    assert (met.by, met.text) == ((), "Put to Council for approval.")


def test_the_legal_implications_cite_directions_that_had_been_replaced(
    thurrock: Plan, findings: tuple[Diagnostic, ...]
) -> None:
    legal = implication(the_paper(thurrock, THE_MEETING), "Legal")

    assert legal.cites == ("DIR-2022",)
    [finding] = [each for each in findings if each.code == "IP503"]
    assert "cites `DIR-2022`, which `DIR-2023` replaced from 16 March 2023" in finding.message


# 3.3 The paragraphs of March 2023


def test_the_enhanced_plan_is_owed_within_six_months(thurrock: Plan) -> None:
    paragraph = thurrock.paragraphs["DIR-2023/1"]

    assert paragraph.clock is not None
    assert str(paragraph.clock.within) == "6 months"
    assert lacking(paragraph.text, "satisfaction of the Commissioners", "resource") == []
    assert lacking(paragraph.text, "December 2022", "milestones", "delivery targets") == []
    assert len(thurrock.children[paragraph.id]) == 9


@pytest.mark.parametrize(
    ("letter", "words"),
    [
        ("a", ["financial sustainability", "MTFS", "multi-year savings"]),
        ("b", ["capital, investment and treasury"]),
        ("c", ["strict debt reduction plan", "updated", "MRP"]),
        ("d", ["comply", "financial management"]),
        ("e", ["scheme of delegations", "financial"]),
        ("f", ["reconfigure services", "resources available"]),
        ("g", ["personnel", "skills, capability and capacity", "robust officer structure"]),
        ("h", ["governance function", "transparency", "decision making", "scrutiny"]),
        ("i", ["internal control", "risk management", "internal audit"]),
    ],
)
def test_the_plan_must_hold_nine_lettered_parts(
    thurrock: Plan, letter: str, words: list[str]
) -> None:
    [part] = [
        paragraph
        for each in thurrock.children["DIR-2023/1"]
        if (paragraph := thurrock.paragraphs[each]).ref == letter
    ]

    assert lacking(part.text, *words) == []
    assert any(part.id in item.answers for item in thurrock.items.values())


def test_delivery_is_reported_every_six_months_or_as_directed(thurrock: Plan) -> None:
    paragraph = thurrock.paragraphs["DIR-2023/2"]

    assert lacking(paragraph.text, "Report to the Commissioners") == []
    assert paragraph.clock is not None
    assert (str(paragraph.clock.every), paragraph.clock.as_directed) == ("6 months", True)


def test_the_thames_freeport_role_is_reflected_in_the_plan(thurrock: Plan) -> None:
    paragraph = thurrock.paragraphs["DIR-2023/3"]

    assert lacking(paragraph.text, "Accountable Body", "Thames Freeport", "in the plan") == []
    answers = [each.title for each in thurrock.items.values() if paragraph.id in each.answers]
    assert lacking(answers, "Thames Freeport") == []


# 3.4 The plan


def test_three_priorities_hold_seven_workstreams_and_eighteen_objectives(thurrock: Plan) -> None:
    def titles(above: str) -> list[str]:
        return [thurrock.items[each].title for each in thurrock.children[above]]

    tops = [item for item in thurrock.items.values() if item.level == "priority"]
    written = {
        (item.ref, item.title): {
            thurrock.items[each].title: titles(each) for each in thurrock.children[item.id]
        }
        for item in tops
    }

    assert written == PRIORITIES
    sizes = [len(titles) for below in written.values() for titles in below.values()]
    assert (sizes, sum(sizes)) == ([3, 3, 3, 3, 1, 3, 2], 18)


def test_improvement_is_measured_both_ways_and_validated_from_outside(thurrock: Plan) -> None:
    assert {each.kind for each in thurrock.measures.values()} == {"qualitative", "quantitative"}
    assert {each.ref for each in thurrock.measures.values()} == {"7"}
    asked = section(the_paper(thurrock, THE_MEETING), "3")
    assert lacking(asked, "Members, Commissioners, residents and partners feel") == []
    assert lacking(asked, "independent validation", "qualitative and quantitative") == []


def test_recovery_moves_from_discovery_to_transformation(thurrock: Plan) -> None:
    said = commentary(thurrock, PERIOD).summary

    assert lacking(said, "from the discovery to the transformation phase") == []


def test_activity_is_carried_over_and_place_leadership_leaves_for_the_corporate_plan(
    thurrock: Plan, thurrock_first: Plan
) -> None:
    closed = {item.title: item.closed for item in thurrock_first.items.values() if item.closed}

    place = closed.pop("Place Leadership and Growth")
    assert (place.kind, place.into) == ("transferred", ())
    assert lacking(place.outside, "Corporate Plan") == []
    assert len(closed) == 4
    for each in closed.values():
        assert each.kind == "transferred"
        assert each.into[0].removesuffix(f"@{thurrock.id}") in thurrock.items
    assert [each.plan for each in thurrock.header.follows] == [thurrock_first.id]


def test_what_members_said_stands_in_outcomes_and_in_measures(thurrock: Plan) -> None:
    outcomes = {item.outcome for item in thurrock.items.values() if item.outcome}
    measures = {each.title for each in thurrock.measures.values() if each.kind == "qualitative"}

    assert outcomes == {
        "Collaboration between officers and Members relating financial management and capability",
        "Improved confidence as a result of improved public engagement, scrutiny and openness",
    }
    assert measures == {
        "Meaningful engagement in the development of the new direction and purpose for the Council",
        (
            "Belief that there has been a meaningful and sustained change in the approach to "
            "openness and transparency"
        ),
    }


# 3.5 Implications and sign-off


def test_only_the_legal_implication_has_the_day_of_its_sign_off(
    thurrock: Plan, findings: tuple[Diagnostic, ...]
) -> None:
    verified = {
        each.name: (
            each.verified and thurrock.name_of(each.verified.by[0]),
            each.verified and each.verified.date and each.verified.date.latest,
        )
        for each in the_paper(thurrock, THE_MEETING).implications
    }

    assert verified == {
        "Financial": ("Management Accountant", None),
        "Legal": (
            "Interim Director of Legal and Governance and Monitoring Officer",
            date(2023, 10, 16),
        ),
        "Diversity and Equality": ("Community Engagement and Project Monitoring Officer", None),
        "Other": (None, None),
    }
    messages = [each.message for each in findings if each.code == "IP809"]
    assert len(messages) == 2
    assert lacking(messages, "`Financial`", "`Diversity and Equality`") == []


def test_two_years_of_revenue_budget_are_set_aside(thurrock: Plan) -> None:
    [cost] = thurrock.header.costs

    assert cost.amount is None
    assert lacking(cost.source, "two years", "revenue budget", "Medium-Term Financial Str") == []


def test_the_agenda_was_due_on_17_october_and_the_legal_sign_off_was_in_time(
    thurrock: Plan, findings: tuple[Diagnostic, ...]
) -> None:
    published_by = clear_working_days_before(thurrock.meetings[THE_MEETING].date, 5)
    verified = implication(the_paper(thurrock, THE_MEETING), "Legal").verified

    assert published_by == date(2023, 10, 17)
    assert verified is not None
    assert verified.date is not None
    assert verified.date.latest is not None
    assert verified.date.latest < published_by
    assert [each for each in findings if each.code in {"IP808", "IP814"}] == []


def test_the_report_has_nine_sections_and_three_background_papers(thurrock: Plan) -> None:
    paper = the_paper(thurrock, THE_MEETING)

    assert len(paper.background) == 3
    assert [each.ref for each in paper.appendices] == ["Appendix 1"]
    assert front_sheet(paper)["Report Author"] == "Chief Intervention Officer"
    numbered = [
        (1, told(paper.recommendations[0].ref)),
        (2, paper.sections[0].heading),
        (3, paper.sections[1].heading),
        (4, paper.reasons[0]),
        (5, paper.consultation[0]),
        (6, paper.objectives[0]),
        (7, told(paper.implications[0].text)),
    ]
    assert [number for number, text in numbered if not text.startswith(str(number))] == []
