"""What changes about risks, measures, instruments, meetings and the rest, in an officer's words."""

from __future__ import annotations

import pytest

from support.changes import between, told

MATRIX = """
risk_matrices:
  - id: m
    name: Register
    points: [{id: current, name: Current}, {id: target, name: Target}]
    likelihood: [{id: 1, name: Low}, {id: 2, name: Mid}, {id: 3, name: High}]
    impact: [{id: 1, name: Low}, {id: 2, name: Mid}, {id: 3, name: High}]
    bands:
      - {id: red, name: Red, colour: red, from: 6}
      - {id: green, name: Green, colour: green, from: 1}
"""
BANDS_ONLY = """
risk_matrices:
  - id: m
    name: Register
    bands: [{id: red, name: Red, colour: red}, {id: green, name: Green, colour: green}]
"""

# Each case: the record before, the record after, and what is said of it.
RISKS = {
    "added": ("", "{id: R1, title: Money}", ["risk-added R1: added to the register"]),
    "gone": (
        "{id: R1, title: Money}",
        "",
        ["risk-removed R1: gone from the plan without being closed"],
    ),
    "closed and gone": (
        "{id: R1, title: Money, closed: {kind: delivered, date: 2026}}",
        "",
        ["risk-removed R1: gone from the plan's files; it had been delivered, 2026"],
    ),
    "closed": (
        "{id: R1, title: Money}",
        "{id: R1, title: Money, closed: {kind: merged, into: R2, date: 2026}}",
        ["risk-closed R1: closed: merged into R2, 2026"],
    ),
    "added and closed": (
        "",
        "{id: R1, title: Money, closed: {kind: delivered, date: 2026}}",
        ["risk-added R1: added to the register", "risk-closed R1: closed: delivered, 2026"],
    ),
    "closing altered": (
        "{id: R1, title: Money, closed: {kind: merged, into: R2, date: 2026}}",
        "{id: R1, title: Money, closed: {kind: merged, into: R3, date: 2026}}",
        [
            (
                "risk-closed R1: its closing was altered: merged into R3, 2026, where it had been "
                "merged into R2, 2026"
            )
        ],
    ),
    "back": (
        "{id: R1, title: Money, closed: {kind: delivered, date: 2026}}",
        "{id: R1, title: Money}",
        ["risk-added R1: back on the register; it had been delivered, 2026"],
    ),
    "words and owner": (
        "{id: R1, title: Money, owner: leader}",
        "{id: R1, title: Cash, owner: finance-director}",
        [
            "reworded R1: title reworded",
            "owner-changed R1: owner changed from Leader of the Council to Director of Finance",
        ],
    ),
    "mitigations": (
        "{id: R1, title: Money, mitigations: [{text: Save}]}",
        "{id: R1, title: Money, mitigations: [{text: Save more}]}",
        ["mitigation-changed R1: mitigation gone: Save; mitigation added: Save more"],
    ),
    "moved down": (
        "{id: R1, title: Money, scores: {current: {likelihood: 3, impact: 3}}}",
        "{id: R1, title: Money, scores: {current: {likelihood: 1, impact: 3}}}",
        ["risk-moved R1: current score moved down from 9 (Red) to 3 (Green)"],
    ),
    "moved up": (
        "{id: R1, title: Money, scores: {target: {score: 3}}}",
        "{id: R1, title: Money, scores: {target: {score: 6}}}",
        ["risk-moved R1: target score moved up from 3 (Green) to 6 (Red)"],
    ),
    "moved along": (
        "{id: R1, title: Money, scores: {current: {likelihood: 3, impact: 1}}}",
        "{id: R1, title: Money, scores: {current: {likelihood: 1, impact: 3}}}",
        ["risk-moved R1: current score moved from 3 (Green) to 3 (Green)"],
    ),
    "scored": (
        "{id: R1, title: Money}",
        "{id: R1, title: Money, scores: {current: {score: 6}}}",
        ["risk-moved R1: current score set: 6 (Red)"],
    ),
    "due": (
        "{id: R1, title: Money, scores: {target: {score: 3, due: 2026}}}",
        "{id: R1, title: Money, scores: {target: {score: 3, due: 2027}}}",
        ["edited R1: scores target due changed from 2026 to 2027"],
    ),
    "an unknown point": (
        "{id: R1, title: Money, scores: {gross: {band: red}}}",
        "{id: R1, title: Money, scores: {gross: {band: green}}}",
        ["risk-moved R1: gross score moved down from Red to Green"],
    ),
    "a view": (
        "{id: R1, title: Money}",
        "{id: R1, title: Money, opinions: [{by: auditor, date: 2026, state: high}]}",
        ["opinion-added R1: view of External Auditor, 2026: high"],
    ),
    "number": (
        "{id: R1, title: Money}",
        "{id: R1, ref: 59a, title: Money}",
        ["edited R1: number set: 59a"],
    ),
    "another id": (
        "{id: R0, title: Money}",
        "{id: R1, was: R0, title: Money}",
        ["edited R1: id changed from R0 to R1"],
    ),
}


@pytest.mark.parametrize("case", RISKS)
def test_a_change_of_a_risk_has_its_name_and_sentence(case: str) -> None:
    before, after, said = RISKS[case]
    texts = [f"{MATRIX}risks: [{each}]\n" for each in (before, after)]

    assert told(*texts) == said


def test_a_risk_of_bands_alone_moves_down_the_bands() -> None:
    before = "risks: [{id: R1, title: Money, scores: {current: {band: red}}}]"
    after = "risks: [{id: R1, title: Money, scores: {current: {band: green}}}]"

    found = told(BANDS_ONLY + before, BANDS_ONLY + after)

    assert found == ["risk-moved R1: current score moved down from Red to Green"]


def test_a_score_without_a_matrix_is_said_as_it_was_published() -> None:
    before = "risks: [{id: R1, title: Money, scores: {current: {score: 12}}}]"
    after = "risks: [{id: R1, title: Money, scores: {current: {likelihood: B, impact: 3}}}]"

    assert told(before, after) == ["risk-moved R1: current score moved from 12 to B, 3"]


def test_axes_that_make_no_score_are_said_as_they_are() -> None:
    matrix = """
risk_matrices:
  - id: m
    name: Register
    score: none
    likelihood: [{id: A, name: Low}]
    impact: [{id: B, name: Low}]
"""
    before = (
        matrix + "risks: [{id: R1, title: Money, scores: {current: {likelihood: A, impact: B}}}]"
    )
    after = (
        matrix + "risks: [{id: R1, title: Money, scores: {current: {likelihood: A, band: high}}}]"
    )

    assert told(before, after) == ["risk-moved R1: current score moved from A and B to A (high)"]


MEASURES = {
    "added": ("", "{id: M1, title: Trust}", ["measure-added M1: added"]),
    "gone": (
        "{id: M1, title: Trust}",
        "",
        ["measure-removed M1: gone from the plan without being closed"],
    ),
    "closed": (
        "{id: M1, title: Trust}",
        "{id: M1, title: Trust, closed: {kind: no-longer-needed, date: 2026}}",
        ["measure-closed M1: closed: no longer needed, 2026"],
    ),
    "taken up again": (
        "{id: M1, title: Trust, closed: {kind: no-longer-needed, date: 2026}}",
        "{id: M1, title: Trust}",
        ["measure-added M1: taken up again; it had been no longer needed, 2026"],
    ),
    "target": (
        "{id: M1, title: Trust, targets: [{for: 2026/27, value: 60}]}",
        "{id: M1, title: Trust, targets: [{for: 2026/27, value: 55}, {for: 2027/28, value: 60}]}",
        [
            (
                "target-changed M1: targets 2026/27 value changed from 60 to 55; "
                "targets 2027/28 set: for 2027/28, value 60"
            )
        ],
    ),
    "definition": (
        "{id: M1, title: Trust, unit: percent}",
        "{id: M1, title: Trust, unit: points, definitions: [{version: 2, from: 2026, text: All}]}",
        ["definition-changed M1: unit changed from percent to points; definitions: All added"],
    ),
    "reading": (
        "{id: M1, title: Trust, unit: percent}",
        "{id: M1, title: Trust, unit: percent, readings: [{for: 2026/27 Q1, value: 47.50}]}",
        ["reading-added M1: reading for 2026/27 Q1: 47.50 percent"],
    ),
    "reading without a unit": (
        "{id: M1, title: Trust}",
        "{id: M1, title: Trust, readings: [{for: 2026/27 Q1, value: 47}]}",
        ["reading-added M1: reading for 2026/27 Q1: 47"],
    ),
    "not assessed": (
        "{id: M1, title: Trust}",
        "{id: M1, title: Trust, readings: [{for: 2026/27 Q1, text: No survey}]}",
        ["reading-added M1: reading for 2026/27 Q1: could not be assessed"],
    ),
    "reading of what is judged, with a state": (
        "{id: M1, title: Trust, kind: qualitative, scale: progress}",
        (
            "{id: M1, title: Trust, kind: qualitative, scale: progress, "
            "readings: [{for: 2026/27 Q1, status: green, text: Well received}]}"
        ),
        ["reading-added M1: reading for 2026/27 Q1: On course"],
    ),
    "reading of what is judged, in words": (
        "{id: M1, title: Trust, kind: qualitative}",
        (
            "{id: M1, title: Trust, kind: qualitative, "
            "readings: [{for: 2026/27 Q1, text: Well received}]}"
        ),
        ["reading-added M1: reading for 2026/27 Q1: Well received"],
    ),
    "reading of what is judged, with nothing": (
        "{id: M1, title: Trust, kind: qualitative}",
        "{id: M1, title: Trust, kind: qualitative, readings: [{for: 2026/27 Q1}]}",
        ["reading-added M1: reading for 2026/27 Q1: could not be assessed"],
    ),
    "reading rewritten": (
        "{id: M1, title: Trust, readings: [{for: 2026/27 Q1, value: 47}]}",
        "{id: M1, title: Trust, readings: [{for: 2026/27 Q1, value: 50}]}",
        ["edited M1: readings 2026/27 Q1 value changed from 47 to 50"],
    ),
    "reading gone": (
        "{id: M1, title: Trust, readings: [{for: 2026/27 Q1, value: 47}]}",
        "{id: M1, title: Trust}",
        ["edited M1: readings 2026/27 Q1 taken away: it was for 2026/27 Q1, value 47"],
    ),
    "two readings for one time": (
        "{id: M1, title: Trust, readings: [{for: 2026, value: 47}]}",
        "{id: M1, title: Trust, readings: [{for: 2026, value: 47}, {for: 2026, value: 48}]}",
        ["reading-added M1: reading for 2026: 48"],
    ),
}


@pytest.mark.parametrize("case", MEASURES)
def test_a_change_of_a_measure_has_its_name_and_sentence(case: str) -> None:
    before, after, said = MEASURES[case]
    texts = [f"measures: [{each}]\n" for each in (before, after)]

    assert told(*texts) == said


def test_a_reading_is_shown_by_the_state_of_its_scale() -> None:
    before = (
        "measures: [{id: M1, title: Trust, scale: progress, readings: [{for: 2026, status: red}]}]"
    )
    after = (
        "measures: [{id: M1, title: Trust, scale: progress, readings: [{for: "
        "2026, status: green}]}]"
    )

    [change] = between(before, after)

    assert (change.kind, change.before, change.after) == ("edited", "Off course", "On course")


D1 = "id: D1, title: Directions, kind: directions, made_by: secretary-of-state, made_on: 2026-03-16"
INSTRUMENTS = {
    "added with all in it": (
        "",
        (
            f"{{{D1}, paragraphs: [{{id: D1/1, text: Plan, paragraphs: [{{id: D1/1a, "
            f"text: Money}}]}}], "
            "functions: [{id: D1/F1, text: Audit, exercised_by: auditor}]}"
        ),
        ["instrument-added D1: added: made by Secretary of State, 16 March 2026"],
    ),
    "gone with all in it": (
        f"{{{D1}, paragraphs: [{{id: D1/1, text: Plan}}]}}",
        "",
        ["instrument-ended D1: gone from the plan's files, without an end"],
    ),
    "ended": (
        f"{{{D1}}}",
        f"{{{D1}, ended: {{kind: revoked, date: 2026-09-01}}}}",
        ["instrument-ended D1: its end set: revoked, 1 September 2026"],
    ),
    "end taken back": (
        f"{{{D1}, ended: {{kind: revoked, date: 2026-09-01}}}}",
        f"{{{D1}}}",
        ["instrument-ended D1: its end taken away: it was revoked, 1 September 2026"],
    ),
    "last day": (
        f"{{{D1}}}",
        f"{{{D1}, in_force: {{until: 2027-03-31}}}}",
        ["instrument-ended D1: its last day set: 31 March 2027"],
    ),
    "replaced by what is not kept here": (
        f"{{{D1}}}",
        f"{{{D1}, ended: {{kind: replaced, date: 2026-09-01, into: D2}}}}",
        ["instrument-replaced D1: replaced by D2, 1 September 2026"],
    ),
    "clock": (
        f"{{{D1}, clock: {{within: 6 months}}}}",
        (
            f"{{{D1}, clock: {{within: 7 months}}, sent_on: 2026-03-17, in_force: {{from: "
            f"2026-03-17}}}}"
        ),
        [
            (
                "clock-changed D1: clock within changed from 6 months to 7 months; "
                "sent on set: 17 March 2026; in force from set: 17 March 2026"
            )
        ],
    ),
    "clock set": (
        f"{{{D1}}}",
        f"{{{D1}, clock: ongoing}}",
        ["clock-changed D1: clock set: ongoing"],
    ),
    "extension": (
        f"{{{D1}}}",
        f"{{{D1}, extensions: [{{length: 1 month, by: secretary-of-state}}, {{to: 2026-12-01}}]}}",
        [
            (
                "extension-agreed D1: extended by 1 month, agreed by Secretary of State; "
                "extended by more time to 1 December 2026"
            )
        ],
    ),
    "extension gone": (
        f"{{{D1}, extensions: [{{length: 1 month}}]}}",
        f"{{{D1}}}",
        ["extension-agreed D1: no longer extended by 1 month"],
    ),
    "appointment": (
        f"{{{D1}}}",
        f"{{{D1}, appointments: [{{role: auditor, day_rate: 800}}]}}",
        ["appointment-changed D1: appointments set: role External Auditor, day rate £800"],
    ),
    "met": (
        f"{{{D1}, clock: {{every: 6 months}}}}",
        (
            f"{{{D1}, clock: {{every: 6 months}}, met: [{{date: 2026-09-01, by: council, for: 2}}, "
            "{date: 2026-10-01}]}"
        ),
        [
            "paragraph-met D1: date 2 met by Council, 1 September 2026",
            "paragraph-met D1: met, 1 October 2026",
        ],
    ),
    "met no more": (
        f"{{{D1}, met: [{{date: 2026-09-01}}]}}",
        f"{{{D1}}}",
        ["edited D1: met: date 1 September 2026 taken away"],
    ),
    "what it says": (
        f"{{{D1}}}",
        f"{{{D1}, text: More, under: An Act, to_answer: no, owner: leader}}",
        [
            "owner-changed D1: owner set: Leader of the Council",
            (
                "paragraph-changed D1: text reworded; to answer changed from yes to no; "
                "under set: An Act"
            ),
        ],
    ),
    "a new paragraph": (
        f"{{{D1}}}",
        f"{{{D1}, paragraphs: [{{id: D1/1, text: Plan}}]}}",
        ["paragraph-changed D1/1: added"],
    ),
    "a paragraph gone": (
        f"{{{D1}, paragraphs: [{{id: D1/1, text: Plan}}]}}",
        f"{{{D1}}}",
        ["paragraph-changed D1/1: gone from the instrument"],
    ),
    "a paragraph revoked": (
        f"{{{D1}, paragraphs: [{{id: D1/1, text: Plan}}]}}",
        f"{{{D1}, paragraphs: [{{id: D1/1, text: Plan, ended: {{kind: revoked, date: 2026}}}}]}}",
        ["paragraph-changed D1/1: its end set: revoked, 2026"],
    ),
    "a paragraph in another annex": (
        (
            f"{{{D1}, paragraphs: [{{id: D1/A, title: A, paragraphs: [{{id: D1/1, text: Plan}}]}}, "
            "{id: D1/B, title: B}]}"
        ),
        (
            f"{{{D1}, paragraphs: [{{id: D1/A, title: A}}, "
            "{id: D1/B, title: B, paragraphs: [{id: D1/1, text: Plan}]}]}"
        ),
        ["paragraph-changed D1/1: place changed from A (D1/A) to B (D1/B)"],
    ),
    "a paragraph's status": (
        f"{{{D1}, scale: progress, paragraphs: [{{id: D1/1, text: Plan, status: green}}]}}",
        f"{{{D1}, scale: progress, paragraphs: [{{id: D1/1, text: Plan, status: red}}]}}",
        ["status-changed D1/1: status changed from On course to Off course"],
    ),
    "a function": (
        f"{{{D1}, functions: [{{id: D1/F, text: Audit, exercised_by: auditor}}]}}",
        f"{{{D1}, functions: [{{id: D1/F, text: Audit, exercised_by: auditor, held: exercised}}]}}",
        ["function-changed D1/F: held set: exercised"],
    ),
    "a new function": (
        f"{{{D1}}}",
        f"{{{D1}, functions: [{{id: D1/F, text: Audit, exercised_by: auditor}}]}}",
        ["function-changed D1/F: exercised by External Auditor"],
    ),
    "a function gone": (
        f"{{{D1}, functions: [{{id: D1/F, text: Audit, exercised_by: auditor}}]}}",
        f"{{{D1}}}",
        ["function-changed D1/F: gone; it had been exercised by External Auditor"],
    ),
}


@pytest.mark.parametrize("case", INSTRUMENTS)
def test_a_change_of_an_instrument_has_its_name_and_sentence(case: str) -> None:
    before, after, said = INSTRUMENTS[case]
    texts = [f"instruments: [{each}]\n" for each in (before, after)]

    assert told(*texts) == said


def test_what_comes_with_an_instrument_is_in_its_change() -> None:
    [change] = between("", f"instruments: [{{{D1}, paragraphs: [{{id: D1/1, text: Plan}}]}}]")

    assert change.includes == ("D1/1",)


def test_an_instrument_that_replaces_another_is_named_once() -> None:
    second = D1.replace("D1", "D2")
    before = f"instruments: [{{{D1}}}]"
    after = (
        f"instruments: [{{{D1}, ended: {{kind: replaced, date: 2026, into: D2}}}}, "
        f"{{{second}, replaces: D1}}]"
    )

    assert told(before, after) == [
        "instrument-ended D1: its end set: replaced by Directions (D2), 2026",
        "instrument-added D2: added: made by Secretary of State, 16 March 2026",
        "instrument-replaced D2: replaces Directions (D1)",
    ]


def test_an_instrument_that_replaces_no_longer_says_so() -> None:
    second = D1.replace("D1", "D2")
    before = f"instruments: [{{{D1}}}, {{{second}, replaces: D1}}]"
    after = f"instruments: [{{{D1}}}, {{{second}}}]"

    [change] = between(before, after)

    assert change.sentence == "no longer replaces Directions (D1)"
    assert change.about == ("D2", "D1")


MEETINGS = {
    "a new meeting": (
        "",
        (
            "{id: B1, body: board, date: 2026-07-01, decisions: [{limb: a, verb: "
            "noted, text: Well}, "
            "{verb: agreed, text: More}], requests: [{id: B1/1, text: Figures, due: 2026-08}]}"
        ),
        [
            "decision-added B1: decision a: noted",
            "decision-added B1: decision agreed",
            "edited B1: added",
            "request-made B1/1: asked for by Improvement Board, due August 2026",
        ],
    ),
    "a meeting gone": (
        "{id: B1, body: board, date: 2026-07-01}",
        "",
        ["edited B1: gone from the plan's files"],
    ),
    "a decision rewritten": (
        "{id: B1, body: board, date: 2026-07-01, decisions: [{limb: a, verb: noted, text: Well}]}",
        "{id: B1, body: board, date: 2026-07-01, decisions: [{limb: a, verb: agreed, text: Well}]}",
        ["edited B1: decisions a verb changed from noted to agreed"],
    ),
    "a new limb": (
        "{id: B1, body: board, date: 2026-07-01}",
        "{id: B1, body: board, date: 2026-07-01, decisions: [{limb: a, verb: noted, text: Well}]}",
        ["decision-added B1: decision a: noted"],
    ),
    "decisions without a limb": (
        "{id: B1, body: board, date: 2026-07-01, decisions: [{verb: noted, text: Well}]}",
        "{id: B1, body: board, date: 2026-07-01, decisions: [{verb: agreed, text: Well}]}",
        [
            "decision-added B1: decision agreed",
            "edited B1: decisions: Well taken away",
        ],
    ),
    "a request": (
        "{id: B1, body: board, date: 2026-07-01}",
        (
            "{id: B1, body: board, date: 2026-07-01, requests: [{id: B1/1, text: "
            "Figures, by: leader}]}"
        ),
        ["request-made B1/1: asked for by Leader of the Council, without a date"],
    ),
    "an answer": (
        "{id: B1, body: board, date: 2026-07-01, requests: [{id: B1/1, text: Figures}]}",
        (
            "{id: B1, body: board, date: 2026-07-01, requests: [{id: B1/1, text: Figures, "
            "answered: {date: 2026-08-01}}]}"
        ),
        ["request-answered B1/1: answered, 1 August 2026"],
    ),
    "an answer rewritten": (
        (
            "{id: B1, body: board, date: 2026-07-01, requests: [{id: B1/1, text: Figures, "
            "answered: {date: 2026-08-01}}]}"
        ),
        (
            "{id: B1, body: board, date: 2026-07-01, requests: [{id: B1/1, text: Figures, "
            "answered: {date: 2026-08-02}}]}"
        ),
        ["edited B1/1: answered date changed from 1 August 2026 to 2 August 2026"],
    ),
    "papers": (
        "{id: B1, body: board, date: 2026-07-01, papers: [{title: One, item_number: 4}]}",
        (
            "{id: B1, body: board, date: 2026-07-01, papers: [{title: One, item_number: "
            "5}, {title: Two}]}"
        ),
        ["edited B1: papers reworded"],
    ),
    "minutes": (
        "{id: B1, body: board, date: 2026-07-01}",
        "{id: B1, body: cabinet, date: 2026-07-02, minutes: All went well}",
        [
            (
                "edited B1: body changed from Improvement Board to Cabinet; "
                "date changed from 1 July 2026 to 2 July 2026; minutes reworded"
            )
        ],
    ),
}


@pytest.mark.parametrize("case", MEETINGS)
def test_a_change_of_a_meeting_has_its_name_and_sentence(case: str) -> None:
    before, after, said = MEETINGS[case]
    texts = [f"meetings: [{each}]\n" for each in (before, after)]

    assert told(*texts) == said


def test_a_meeting_is_called_by_its_body_and_day() -> None:
    [change] = between("", "meetings: [{id: B1, body: board, date: 2026-07-01}]")

    assert change.title == "Improvement Board, 1 July 2026"


REQUESTS = {
    "raised": (
        "",
        "{id: C1, raised: {by: leader, date: 2026-07}, asks: []}",
        ["change-request-raised C1: raised by Leader of the Council, July 2026"],
    ),
    "raised and decided": (
        "",
        "{id: C1, asks: [], decisions: [{outcome: approved, by: cabinet, date: 2026-07-01}]}",
        [
            "change-request-raised C1: raised",
            "change-request-decided C1: approved by Cabinet, 1 July 2026",
        ],
    ),
    "a decision altered": (
        "{id: C1, asks: [], decisions: [{outcome: deferred, by: cabinet, date: 2026-07-01}]}",
        "{id: C1, asks: [], decisions: [{outcome: approved, by: cabinet, date: 2026-07-01}]}",
        [
            "change-request-decided C1: approved by Cabinet, 1 July 2026",
            "edited C1: decisions: outcome deferred, by Cabinet, date 1 July 2026 taken away",
        ],
    ),
    "what it asks altered": (
        "{id: C1, asks: [{change: due-moved, of: A1, to: 2026-08}]}",
        "{id: C1, asks: [{change: due-moved, of: A1, to: 2026-09}]}",
        [
            (
                "edited C1: what it asks for: change due-moved, of A1, to 2026-08 taken away; "
                "what it asks for: change due-moved, of A1, to 2026-09 added"
            )
        ],
    ),
}


@pytest.mark.parametrize("case", REQUESTS)
def test_a_change_of_the_register_has_its_name_and_sentence(case: str) -> None:
    before, after, said = REQUESTS[case]
    texts = [f"change_requests: [{each}]\n" for each in (before, after)]

    assert told(*texts) == said


def test_commentary_is_edited_period_by_period() -> None:
    before = """
commentary:
  - {period: 2026-27-Q1, summary: Well}
  - {period: 2026-27-Q1, summary: A second entry}
  - {period: 2026-27-Q1, about: T1, issues: None}
items: [{id: T1, title: Finance}]
"""
    after = """
commentary:
  - {period: 2026-27-Q1, summary: Very well, next: More}
  - {period: 2026-27-Q1, summary: A second entry}
  - {period: 2026-27-Q2, summary: Well}
items: [{id: T1, title: Finance}]
"""

    found = between(before, after)

    assert [(each.record, each.title, each.path, each.sentence) for each in found] == [
        (
            *("small", "Improvement Plan", "2026-27-Q1.summary"),
            "commentary for 2026-27-Q1: summary and next edited",
        ),
        ("small", "Improvement Plan", "2026-27-Q2", "commentary for 2026-27-Q2 added"),
        (
            *("T1", "Finance", "2026-27-Q1"),
            "commentary for 2026-27-Q1 gone from the plan's files",
        ),
    ]


def test_a_band_that_is_taken_away_is_a_change() -> None:
    row = "risks: [{{id: R1, title: Money, scores: {{current: {{score: 9{band}}}}}}}]"

    assert told(row.format(band=", band: red"), row.format(band="")) == [
        "risk-moved R1: current score moved from 9, red to 9"
    ]
