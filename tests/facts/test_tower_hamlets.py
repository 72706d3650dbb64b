"""Section 4 of FACTS.md: the report to the Best Value Programme Board, 19 October 2016.

What is expected is taken from the paper. Ids only say where to look.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from facts.reading import commentary, front_sheet, implication, lacking, section, the_paper
from ipcli.assess.clocks import clock_dates
from support.command import run

if TYPE_CHECKING:
    from pathlib import Path

    from ipcli.assess.clocks import ClockDate
    from ipcli.diagnostics import Diagnostic
    from ipcli.model.plan import Plan

THE_MEETING = "BVPB-2016-10-19"
CLOCK = "DIR-2014-12/reporting"


def _third(plan: Plan) -> ClockDate:
    dates = clock_dates(plan, CLOCK, today=date(2016, 10, 19))
    assert dates is not None
    return dates.dates[2]


def test_the_board_saw_the_best_value_plan_update_on_19_october_2016(tower_hamlets: Plan) -> None:
    meeting = tower_hamlets.meetings[THE_MEETING]
    paper = the_paper(tower_hamlets, THE_MEETING)

    assert tower_hamlets.name_of(meeting.body) == "Best Value Programme Board"
    assert (meeting.date, paper.title) == (date(2016, 10, 19), "Best Value Plan Update")
    assert front_sheet(paper)["Service"] == "Service Head, Corporate Strategy and Equality"


def test_a_blank_item_number_is_left_out_and_no_finding(
    tower_hamlets: Plan, findings: tuple[Diagnostic, ...]
) -> None:
    assert the_paper(tower_hamlets, THE_MEETING).item_number is None
    assert [each for each in findings if each.place.path.endswith("hamlets/meetings.yaml")] == []


def test_the_third_update_of_20_september_2016_is_annex_a_and_the_reply_annex_b(
    tower_hamlets: Plan,
) -> None:
    met = _third(tower_hamlets).met
    a, b = the_paper(tower_hamlets, THE_MEETING).appendices

    assert met is not None
    assert met.date.latest == date(2016, 9, 20)
    assert (a.ref, b.ref) == ("Annex A", "Annex B")
    assert lacking(a, "third 6-month submission to the Secretary of State") == []
    assert lacking(a.text, "cover letter and submission") == []
    assert lacking(b.title, "Commissioners' response") == []


def test_the_board_is_asked_to_consider_both(tower_hamlets: Plan) -> None:
    [asked] = the_paper(tower_hamlets, THE_MEETING).recommendations

    assert lacking(asked.text, "consider", "Annex A", "Annex B") == []


def test_three_directions_are_dated(tower_hamlets: Plan) -> None:
    made = [each.made_on.latest for each in tower_hamlets.instruments.values()]

    assert made == [date(2014, 12, 17), date(2015, 4, 29), date(2015, 5, 6)]
    assert {each.kind for each in tower_hamlets.instruments.values()} == {"directions"}


def test_the_legal_frame_has_two_powers_and_the_high_court(tower_hamlets: Plan) -> None:
    legal = implication(the_paper(tower_hamlets, THE_MEETING), "5 Legal comments").text

    assert lacking(legal, "Part 1 of the Local Government Act 1999", "section 3") == []
    assert lacking(legal, "direct the authority", "Secretary of State or a nominee") == []
    assert lacking(legal, "High Court", "public sector equality duty") == []
    first = tower_hamlets.instruments["DIR-2014-12"]
    assert lacking(first.under, "Local Government Act 1999, Part 1") == []


def test_improvements_are_to_be_embedded_before_march_2017(tower_hamlets: Plan) -> None:
    steps = [item.embedded for item in tower_hamlets.items.values() if item.embedded]

    assert {step.due.latest for step in steps if step.due} == {date(2017, 2, 28)}
    told = section(the_paper(tower_hamlets, THE_MEETING), "3")
    assert lacking(told, "evidenced and embedded prior to March 2017") == []


def test_the_mayor_and_the_commissioners_see_progress(tower_hamlets: Plan) -> None:
    said = commentary(tower_hamlets, "third-update")

    assert lacking(said.summary, "Mayor's letter", "specific failings", "culture") == []
    assert lacking(said.summary, "real and sustained progress on all elements") == []
    opinions = [item.opinions for item in tower_hamlets.items.values() if item.opinions]
    assert lacking(opinions, "commissioners", "embedding cultural and operational changes") == []


def test_the_plan_goes_by_two_names(tower_hamlets: Plan) -> None:
    name = "4 Comments of the Chief Finance Officer"
    finance = implication(the_paper(tower_hamlets, THE_MEETING), name).text

    assert tower_hamlets.header.title == "Best Value Plan"
    assert lacking(finance, "Best Value Action Plan") == []


def test_the_report_has_five_sections(tower_hamlets: Plan) -> None:
    paper = the_paper(tower_hamlets, THE_MEETING)

    headings = [each.heading for each in paper.sections]
    assert [*headings, *(each.name for each in paper.implications)] == [
        "1 Introduction",
        "2 For the Board to consider",
        "3 Background",
        "4 Comments of the Chief Finance Officer",
        "5 Legal comments",
    ]
    assert lacking(paper.implications[0].text, "resources", "within the budget") == []


def test_the_third_date_of_the_inferred_clock_is_a_saturday(tower_hamlets: Plan) -> None:
    third = _third(tower_hamlets)

    paragraph = tower_hamlets.paragraphs[CLOCK]
    assert paragraph.illustrative
    assert paragraph.clock is not None
    assert (str(paragraph.clock.every), paragraph.clock.from_) == ("6 months", "2015-03-17")
    assert third.laid_down.latest == date(2016, 9, 17)
    assert f"{third.laid_down.latest:%A}" == "Saturday"
    assert (third.due, f"{third.due:%A}") == (date(2016, 9, 19), "Monday")


def test_the_submission_was_a_working_day_late_by_the_inferred_clock(
    tower_hamlets: Plan, findings: tuple[Diagnostic, ...]
) -> None:
    third = _third(tower_hamlets)

    assert third.working_days_late == 1
    assert third.laid_down.latest is not None
    assert (date(2016, 9, 20) - third.laid_down.latest).days == 3
    assert [each.record for each in findings if "hamlets" in each.place.path] == [CLOCK]


def test_no_paper_claims_that_the_submission_was_late(demonstration: Path) -> None:
    ran = run(
        *("report", "--quarter", "third-update", "--plan", "tower-hamlets"), here=demonstration
    )

    assert ran.code == 0
    assert [line for line in ran.out.splitlines() if " late" in line] == []
