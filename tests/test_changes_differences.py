"""Which record is which, what is not compared, and what a correction explains."""

from __future__ import annotations

import pytest

from ipcli.changes import changes, differences, not_compared
from ipcli.load import load
from ipcli.model.commentary import Stated
from ipcli.tree import Tree
from support.changes import between, plan, told
from support.plans import SMALL_PLAN

ONE = "items: [{id: T1, title: Finance}]"


def test_fields_are_compared_one_by_one() -> None:
    after = "items: [{id: T1, title: Money, due: 2026-12}]"

    found = [(each.record, each.dotted) for each in differences(plan(ONE), plan(after))]

    assert found == [("T1", "title"), ("T1", "due")]


def test_likeness_is_not_identity() -> None:
    assert told(ONE, "items: [{id: T2, title: Finance}]") == [
        "item-added T2: added",
        "item-removed T1: gone from the plan without being closed",
    ]


def test_two_records_that_name_one_earlier_id_are_not_both_that_record() -> None:
    after = "items: [{id: A, was: T1, title: Finance}, {id: B, was: T1, title: Finance}]"

    assert told(ONE, after) == [
        "item-renumbered A: id changed from T1 to A",
        "item-added B: added",
    ]


def test_a_record_that_kept_its_id_is_not_taken_for_an_earlier_one() -> None:
    after = "items: [{id: T1, title: Finance}, {id: T2, was: T1, title: Copy}]"

    assert told(ONE, after) == ["item-added T2: added"]


def test_what_stands_twice_in_a_list_is_counted_twice() -> None:
    before = "items: [{id: T1, title: Finance, costs: [{amount: 5}, {amount: 5}]}]"
    after = "items: [{id: T1, title: Finance, costs: [{amount: 7}, {amount: 5}]}]"

    [change] = between(before, after)

    assert (change.before, change.after) == ("amount £5", "amount £7")


# References to what was renamed


def test_a_renamed_role_changes_no_owner() -> None:
    rows = """
items:
  - {{id: T1, title: Finance, owner: {role}, updates: [{{date: 2026, text: Well, by: {role}}}],
     costs: [{{amount: 5, agreed: {{by: {role}, date: 2026}}}}], ratings: {{progress: green}}}}
  - {{id: T2, title: Debt, raised_from: T1@small, depends_on: X@other}}
"""
    before = f"roles: [{{id: pmo, name: PMO}}]{rows.format(role='pmo')}"
    after = f"roles: [{{id: office, was: pmo, name: PMO}}]{rows.format(role='office')}"

    assert told(before, after) == ["edited office: id changed from pmo to office"]


def test_a_mention_with_the_plans_own_name_is_followed_too() -> None:
    before = f"{ONE[:-1]}, {{id: T2, title: Debt, raised_from: T1@small}}]"
    after = "items: [{id: F, was: T1, title: Finance}, {id: T2, title: Debt, raised_from: F@small}]"

    assert told(before, after) == ["item-renumbered F: id changed from T1 to F"]


def _with_scale(states: str, more: str, scale: str = "rag") -> str:
    return f"scales: [{{id: {scale}, name: RAG, states: [{states}]}}]\n{more}"


def test_a_renamed_state_changes_no_status() -> None:
    row = "measures: [{{id: M, title: Trust, scale: rag, readings: [{{for: 2026, status: {s}}}]}}]"
    rated = "\nitems: [{{id: T1, title: Finance, ratings: {{rag: {s}}}}}]"
    before = _with_scale("{id: amber, name: Amber, colour: amber}", (row + rated).format(s="amber"))
    after = _with_scale(
        "{id: risk, was: amber, name: Amber, colour: amber}", (row + rated).format(s="risk")
    )

    assert told(before, after) == ["scale-changed rag: state risk id changed from amber to risk"]


def test_a_status_on_a_renamed_scale_of_a_level_or_an_instrument_stays() -> None:
    texts = []
    for state, was in (("paused", ""), ("stopped", "was: paused, ")):
        text = SMALL_PLAN.replace("{id: paused, ", f"{{id: {state}, {was}")
        rows = (
            "items: [{id: T1, title: Finance, items: [{id: A1, title: Cut, status: STATE}]}]\n"
            "instruments: [{id: D, title: Directions, kind: directions, made_by: auditor, "
            "made_on: 2026, scale: progress, status: STATE, "
            "paragraphs: [{id: D/1, text: Do, status: STATE}]}]\n"
        ).replace("STATE", state)
        texts.append(load(Tree.of_text(f"{text}-- plans/items.yaml --\n{rows}")).plans["small"])

    found = changes(*texts)

    assert [(each.kind, each.sentence) for each in found] == [
        ("scale-changed", "state stopped id changed from paused to stopped")
    ]


def test_a_state_that_took_the_place_of_another_scales_changes_no_rating() -> None:
    before = _with_scale(
        "{id: amber, name: Amber, colour: amber}, {id: red, name: Red, colour: red}",
        "items: [{id: T1, title: Finance, ratings: {rag: amber}}, "
        "{id: T2, title: Debt, ratings: {rag: red}}]",
    )
    after = _with_scale(
        "{id: late, was: rag/amber, name: Late, colour: amber}, {id: red, name: Red, colour: red}",
        "items: [{id: T1, title: Finance, ratings: {pace: late}}, "
        "{id: T2, title: Debt, ratings: {pace: red}}]",
        scale="pace, was: rag",
    )

    assert [each.kind for each in between(before, after)] == ["scale-changed"]


def test_a_state_of_one_name_on_another_scale_is_not_followed() -> None:
    before = _with_scale(
        "{id: amber, name: Amber, colour: amber}",
        "items: [{id: T1, title: Finance, ratings: {rag: amber}}]",
    )
    after = _with_scale(
        "{id: risk, was: amber, name: Amber, colour: amber}, {id: red, name: Red, colour: red}",
        "items: [{id: T1, title: Finance, ratings: {rag: red}}]",
    )

    assert [each.kind for each in between(before, after)] == ["scale-changed", "rating-changed"]


def test_a_renamed_band_moves_no_risk() -> None:
    text = """
risk_matrices: [{{id: m, name: Register, bands: [{band}]}}]
risks: [{{id: R1, title: Money, scores: {{current: {{band: {name}}}}}}}]
"""
    before = text.format(band="{id: red, name: Red, colour: red}", name="red")
    after = text.format(band="{id: high, was: red, name: Red, colour: red}", name="high")

    assert [each.kind for each in between(before, after)] == ["matrix-changed"]


def test_a_renamed_band_changes_no_grid() -> None:
    matrix = """
risk_matrices:
  - id: m
    name: Register
    likelihood: [{id: 1, name: Low}]
    impact: [{id: 1, name: Low}, {id: 2, name: High}]
    bands: [{id: BAND, name: Red, colour: red}, {id: low, name: Low, colour: green}]
    grid: {1: [low, STATE]}
"""
    before = matrix.replace("BAND", "hot").replace("STATE", "hot")
    after = matrix.replace("BAND", "boil, was: hot").replace("STATE", "boil")

    assert told(before, after) == ["matrix-changed m: band boil id changed from hot to boil"]


# What names a state elsewhere than where a record is judged.
_NAMING = {
    "totals": "    totals: [{id: t, name: T, states: [amber, STATE]}]\n",
    "change control": "change_control: [{change: rating-changed, to: STATE, needs: cabinet}]\n",
    "change control with the scale": (
        "change_control: [{change: rating-changed, to: rag/STATE, needs: cabinet}]\n"
    ),
    "asks": (
        "change_requests: [{id: C1, asks: [{change: rating-changed, of: T1, from: amber, "
        "to: STATE}]}]\n"
    ),
    "opinions": (
        "risks: [{id: R1, title: Money, opinions: [{by: auditor, date: 2026, state: STATE, "
        "scale: rag}]}]\n"
    ),
    "figures": (
        "commentary: [{period: 2026-27-Q1, stated: [{figure: actions.rag.STATE, value: 2}]}]\n"
    ),
    "opinions on the record's own scale": (
        "instruments: [{id: D, title: D, kind: directions, made_by: auditor, made_on: 2026, "
        "scale: rag, opinions: [{by: auditor, date: 2026, state: STATE}]}]\n"
    ),
}


@pytest.mark.parametrize("case", _NAMING)
def test_a_renamed_state_changes_nothing_that_names_it(case: str) -> None:
    scale = """
scales:
  - id: rag
    name: RAG
    states: [{id: amber, name: Amber, colour: amber}, {id: STATE, name: Red, colour: red}]
"""
    before = scale.replace("STATE", "red_") + _NAMING[case].replace("STATE", "red_")
    after = scale.replace("STATE", "poor, was: red_") + _NAMING[case].replace("STATE", "poor")

    assert told(before, after) == ["scale-changed rag: state poor id changed from red_ to poor"]


@pytest.mark.parametrize(
    ("more", "touched"),
    [("", []), (", where: 2.1", ["achievements"])],
    ids=["untouched", "another figure touched"],
)
def test_a_published_figure_that_keeps_the_words_of_its_time_is_not_edited(
    more: str, touched: list[str]
) -> None:
    text = """
scales: [{id: rag, name: RAG, states: [{id: STATE, name: Red, colour: red}]}]
commentary:
  - period: 2026-27-Q1
    stated: [{figure: actions.rag.bad, value: 2}, {figure: achievements, value: 1MORE}]
"""
    before = text.replace("STATE", "bad").replace("MORE", "")
    after = text.replace("STATE", "poor, was: bad").replace("MORE", more)

    found = differences(plan(before), plan(after))

    assert [e.before.figure for e in found if isinstance(e.before, Stated)] == touched


def test_a_waiver_that_keeps_the_words_of_its_time_is_not_edited() -> None:
    waiver = (
        "waivers: [{rule: IP101, record: T1, reason: Known, expires: 2027-01-01, "
        "approved: {by: pmo, date: 2026-01-01}}]\n"
    )
    before = f"roles: [{{id: pmo, name: PMO}}]\n{waiver}"

    found = told(before, before.replace("id: pmo", "id: office, was: pmo"))

    assert found == ["edited office: id changed from pmo to office"]


def test_a_request_that_keeps_the_words_of_its_time_is_not_edited() -> None:
    text = """
scales: [{id: rag, name: RAG, states: [{id: STATE, name: Red, colour: red}]}]
change_requests: [{id: C1, asks: [{change: rating-changed, of: T1, to: rag/bad}]REF}]
"""
    before = text.replace("STATE", "bad").replace("REF", "")
    after = text.replace("STATE", "poor, was: bad").replace("REF", ", ref: 7")

    assert [each.kind for each in between(before, after)] == ["scale-changed", "edited"]
    assert told(before, after)[1] == "edited C1: number set: 7"


def test_a_renamed_level_moves_no_item_and_no_count() -> None:
    plans = []
    for name, was in (("step", ""), ("task", "was: step, ")):
        text = SMALL_PLAN.replace("{id: step, ", f"{{id: {name}, {was}").replace(
            "  levels:\n", f"  counts: [{{id: all, name: All, levels: {name}}}]\n  levels:\n"
        )
        rows = (
            f"items: [{{id: T1, title: Finance, items: [{{id: A1, level: {name}, title: Cut}}]}}]\n"
        )
        plans.append(load(Tree.of_text(f"{text}-- plans/items.yaml --\n{rows}")).plans["small"])

    found = changes(*plans)

    assert [(each.kind, each.sentence) for each in found] == [
        ("level-changed", "level task id changed from step to task")
    ]


def test_a_renamed_instrument_and_its_paragraph_stay_together() -> None:
    text = (
        "instruments: [{{{i}, title: Directions, kind: directions, made_by: auditor, "
        "made_on: 2026, "
        "paragraphs: [{{{p}, text: Do}}]}}]"
    )
    before = text.format(i="id: D", p="id: D/1")
    after = text.format(i="id: E, was: D", p="id: E/1, was: D/1")

    assert told(before, after) == [
        "paragraph-changed E: id changed from D to E",
        "paragraph-changed E/1: id changed from D/1 to E/1",
    ]


# What could not be read


BROKEN_FILE = "-- plans/theme.yaml --\nitems: [{id: T1, title: 'Finance}]\n"
WHOLE_FILE = "-- plans/theme.yaml --\nitems: [{id: T1, title: Finance}]\n"


def test_what_is_in_a_file_that_did_not_load_is_not_gone() -> None:
    before, after = plan(WHOLE_FILE), plan(BROKEN_FILE)

    assert changes(before, after) == ()
    assert [str(each.record) for each in not_compared(before, after)] == ["T1", "plans/theme.yaml"]


def test_what_was_in_a_file_that_did_not_load_is_not_new() -> None:
    before, after = plan(BROKEN_FILE), plan(WHOLE_FILE)

    found = {each.record: each.why for each in not_compared(before, after)}

    assert changes(before, after) == ()
    assert found == {
        "T1": "it is not in the earlier revision, of which a file could not be read",
        "plans/theme.yaml": "the file could not be read in the earlier revision",
    }


def test_a_record_that_could_not_be_read_is_not_gone() -> None:
    before = plan("items: [{id: T1, title: Finance, due: 2026}, {id: T2, title: Debt}]")
    after = plan("items: [{id: T1, title: Finance, due: soon}]")

    found = {each.record: each.why for each in not_compared(before, after)}

    assert [each.record for each in changes(before, after)] == ["T2"]
    assert found == {"T1": "`T1` could not be read in the later revision"}


def test_a_record_that_could_not_be_read_before_it_was_renamed_is_not_new() -> None:
    before = plan("items: [{id: T1, title: Finance, due: soon}]")
    after = plan("items: [{id: T2, was: T1, title: Finance, due: 2026}]")

    assert changes(before, after) == ()


def test_what_stands_in_a_record_that_could_not_be_read_is_not_gone() -> None:
    meeting = (
        "meetings: [{{id: B1, body: board, date: {day}, requests: [{{id: B1/1, text: More}}]}}]"
    )
    before, after = plan(meeting.format(day="2026-07-01")), plan(meeting.format(day="July"))

    assert changes(before, after) == ()
    assert [each.record for each in not_compared(before, after)] == ["B1", "B1/1"]


PROSE = """-- plans/theme.yaml --
change_control: [{change: any, needs: council}]
commentary: [{period: 2026-27-Q1, summary: Well}]
waivers:
  - {rule: IP305, record: T1, reason: So, approved: {by: leader, date: 2026}, expires: 2026-12-31}
"""


def test_prose_waivers_and_rules_of_a_file_that_did_not_load_are_not_compared() -> None:
    sides = plan(PROSE), plan(BROKEN_FILE)

    assert changes(*sides) == ()
    assert changes(*reversed(sides)) == ()
    assert [each.record for each in not_compared(*sides)] == [
        "change_control",
        "plans/theme.yaml",
        "the commentary for 2026-27-Q1 on small",
        "the waiver of IP305 for T1",
    ]
    assert len(not_compared(*reversed(sides))) == 4


# Corrections

RISK = "risks: [{{id: R1, title: Money, scores: {{current: {{score: {score}}}}}{more}}}]"


def _corrections(*entries: str) -> str:
    return f", corrections: [{', '.join(f'{{date: 2026-09-01, {each}}}' for each in entries)}]"


def test_a_difference_that_a_new_correction_explains_is_corrected() -> None:
    after = RISK.format(
        score=12,
        more=_corrections("key: scores.current.score, from: 8, to: 12, reason: Typing slip"),
    )

    [change] = between(RISK.format(score=8, more=""), after)

    assert (change.kind, change.control, change.corrected_by) == ("corrected", True, "Typing slip")
    assert change.sentence == "scores current score corrected from 8 to 12"
    assert change.paths == ("scores.current.score", "corrections")


def test_a_correction_of_another_value_explains_nothing() -> None:
    after = RISK.format(
        score=12, more=_corrections("key: scores.current.score, from: 8, to: 9, reason: Slip")
    )

    assert told(RISK.format(score=8, more=""), after) == [
        "corrected R1: a correction of scores.current.score from 8 to 9 was recorded, but it is 12",
        "risk-moved R1: current score moved up from 8 to 12",
    ]


def test_a_correction_of_what_came_since_is_told_beside_the_movement() -> None:
    after = RISK.format(
        score=9, more=_corrections("key: scores.current.score, from: 8, to: 9, reason: Slip")
    )

    assert told(RISK.format(score=12, more=""), after) == [
        "corrected R1: scores.current.score corrected from 8 to 9; in the earlier state it was 12",
        "risk-moved R1: current score moved down from 12 to 9",
    ]


def test_a_correction_back_to_the_earlier_value_was_made() -> None:
    after = RISK.format(
        score=9, more=_corrections("key: scores.current.score, from: 8, to: 9, reason: Slip")
    )

    assert told(RISK.format(score=9, more=""), after) == [
        "corrected R1: scores.current.score corrected from 8 to 9; in the earlier state it was 9",
    ]


def test_a_later_correction_of_the_same_figure_explains_the_first() -> None:
    after = RISK.format(
        score=10,
        more=_corrections(
            "key: scores.current.score, from: 8, to: 9, reason: Slip",
            "key: scores.current.score, from: 9, to: 10, reason: Slip of the slip",
        ),
    )

    assert told(RISK.format(score=12, more=""), after) == [
        "corrected R1: scores.current.score corrected from 8 to 9; in the earlier state it was 12",
        "corrected R1: scores.current.score corrected from 9 to 10; in the earlier state it was 12",
        "risk-moved R1: current score moved down from 12 to 10",
    ]


@pytest.mark.parametrize(
    "steps",
    [((6, 6), (6, 6)), ((4, 6), (6, 4), (4, 6))],
    ids=["one that says nothing, twice", "there, back and there"],
)
def test_an_entry_that_stands_twice_is_followed_from_its_own_place(
    steps: tuple[tuple[int, int], ...],
) -> None:
    entries = (f"key: scores.current.score, from: {a}, to: {b}, reason: Slip" for a, b in steps)
    after = RISK.format(score=5, more=_corrections(*entries))

    found = told(RISK.format(score=4, more=""), after)

    assert sum("was recorded, but it is 5" in each for each in found) == len(steps)


def test_a_corrected_reading_that_is_new_was_corrected() -> None:
    row = "measures: [{{id: M1, title: Voids{more}}}]"
    reading = (
        ", readings: [{for: 2026/27 Q1, value: 9}], corrections: "
        "[{date: 2026-09-01, key: readings.2026/27 Q1.value, from: 8, to: 9, reason: Slip}]"
    )

    assert told(row.format(more=""), row.format(more=reading)) == [
        (
            "corrected M1: readings.2026/27 Q1.value corrected from 8 to 9; in the earlier state "
            "it was not there"
        ),
        "reading-added M1: reading for 2026/27 Q1: 9",
    ]


def test_a_correction_does_not_tell_words_of_the_earlier_state() -> None:
    row = "items: [{{id: T1, title: Finance, reason: {reason}{more}}}]"
    more = ", corrections: [{date: 2026-09-01, key: reason, from: B, to: C, reason: Slip}]"

    found = told(row.format(reason="Exempt then", more=""), row.format(reason="C", more=more))

    assert "corrected T1: reason corrected from B to C" in found


def test_a_correction_of_what_is_not_there_was_not_made() -> None:
    after = "items: [{id: T1, title: Finance, corrections: [{date: 2026-09-01, key: due, from: 2026, to: 2027, reason: Slip}]}]"  # noqa: E501

    assert told(ONE, after) == [
        "corrected T1: a correction of due from 2026 to 2027 was recorded, but it is not there"
    ]


@pytest.mark.parametrize(("before", "kind"), [("nothing", "corrected"), ("8", "risk-moved")])
def test_a_figure_that_was_left_out_is_corrected_from_nothing(before: str, kind: str) -> None:
    correction = f"key: scores.current.score, from: {before}, to: 12, reason: Left out"
    axes = RISK.format(score=12, more="").replace("score: 12", "likelihood: 3, impact: 4")
    after = RISK.format(score=12, more=_corrections(correction))

    found = between(axes, after.replace("score: 12", "score: 12, likelihood: 3, impact: 4"))

    assert kind in {each.kind for each in found}


def test_several_corrections_of_one_figure_are_taken_together() -> None:
    after = RISK.format(
        score=12,
        more=_corrections(
            "key: scores.current, from: 8, to: 9, reason: Slip",
            "key: scores.current, from: 9, to: 12, reason: Slip of the slip",
        ),
    )

    [change] = between(RISK.format(score=8, more=""), after)

    assert (change.kind, change.corrected_by) == ("corrected", "Slip; Slip of the slip")


def test_an_old_correction_explains_nothing_new() -> None:
    correction = _corrections("key: scores.current.score, from: 8, to: 12, reason: Slip")

    found = told(RISK.format(score=8, more=correction), RISK.format(score=12, more=correction))

    assert found == ["risk-moved R1: current score moved up from 8 to 12"]


def test_a_correction_that_is_taken_away_is_edited() -> None:
    correction = _corrections("key: ref, from: 1, to: 2, reason: Slip")

    [change] = between(RISK.format(score=8, more=correction), RISK.format(score=8, more=""))

    assert change.kind == "edited"


# Each case: a key, the item before, after, and the correction's from and to.
CORRECTED = {
    "a date as it is written": (
        "baseline.due",
        "baseline: {due: 2026-10}",
        "baseline: {due: 2026-11}",
        "2026-10",
        "2026-11",
    ),
    "a date as people say it": (
        "due",
        "due: 2026-10",
        "due: 2026-11",
        "October 2026",
        "November 2026",
    ),
    "one of several owners": (
        "owner",
        "owner: [leader, auditor]",
        "owner: [leader, board]",
        '"leader, auditor"',
        '"leader, board"',
    ),
    "yes and no": ("illustrative", "illustrative: yes", "illustrative: no", "yes", "no"),
    "what was not there": ("reason", "", "reason: Late", "nothing", "Late"),
    "what is no more": ("reason", "reason: Late", "", "Late", "nothing"),
    "a length": (
        "repeats.every",
        "repeats: {every: 1 month}",
        "repeats: {every: 2 months}",
        "1 month",
        "2 months",
    ),
    "a state": (
        "ratings.progress",
        "ratings: {progress: red}",
        "ratings: {progress: green}",
        "red",
        "green",
    ),
}


def test_corrections_agree_with_values_of_every_type() -> None:
    found = {}
    for case, (key, before, after, was, now) in CORRECTED.items():
        more = f"corrections: [{{date: 2026, key: {key}, from: {was}, to: {now}, reason: Slip}}]"
        row = "items: [{{id: T1, title: Finance, {fields}}}]"
        texts = (row.format(fields=before), row.format(fields=f"{after}, {more}"))
        found[case] = {
            each.kind
            for each in between(*(text.replace(", }", "}").replace(", ,", ",") for text in texts))
        }

    assert [case for case, kinds in found.items() if kinds != {"corrected"}] == []


def test_a_correction_in_words_is_no_number() -> None:
    after = RISK.format(
        score=12, more=_corrections("key: scores.current.score, from: eight, to: 12, reason: Slip")
    )

    found = between(RISK.format(score=8, more=""), after)

    assert "risk-moved" in {each.kind for each in found}


def test_a_corrected_part_is_not_explained_by_text() -> None:
    row = "items: [{{id: T1, title: Finance, costs: [{{amount: {amount}}}]{more}}}]"
    after = row.format(amount=7, more=_corrections("key: costs, from: 5, to: 7, reason: Slip"))

    kinds = [each.kind for each in between(row.format(amount=5, more=""), after)]

    assert kinds == ["corrected", "cost-changed"]


# What may not be public


def test_a_change_of_what_stands_in_an_exempt_record_is_exempt() -> None:
    row = (
        "items: [{{id: T1, title: Finance, exempt: paragraph 3, items: [{{id: A1, "
        "title: Cut{more}}}]}}]"
    )

    [change] = between(row.format(more=""), row.format(more=", due: 2026"))

    assert change.exempt == "paragraph 3"


def test_a_change_that_was_exempt_in_the_earlier_revision_stays_so() -> None:
    before = "items: [{id: T1, title: Secret, exempt: paragraph 3}]"
    after = "items: [{id: T1, title: Open}]"

    assert {each.exempt for each in between(before, after)} == {"paragraph 3"}


def test_an_exempt_entry_makes_its_change_exempt() -> None:
    after = "items: [{id: T1, title: Finance, updates: [{date: 2026, text: Hush, exempt: p3}]}]"

    [change] = between(ONE, after)

    assert change.exempt == "p3"


def test_a_change_that_names_an_exempt_record_is_exempt() -> None:
    rows = """
items:
  - {{id: T1, title: Finance{more}}}
  - {{id: S, title: Secret, exempt: p3}}
risks: [{{id: R, title: Money, mitigations: [{{text: Save{item}}}]}}]
instruments: [{{id: D, title: Directions, kind: directions, made_by: auditor, made_on: 2026}}]
"""
    before = rows.format(more="", item="")
    after = rows.format(
        more=", depends_on: S, closed: {kind: merged, date: 2026, into: S}", item=", item: S"
    )

    found = between(before, after)

    assert [(each.kind, each.exempt) for each in found] == [
        ("links-changed", "p3"),
        ("item-closed", "p3"),
        ("mitigation-changed", "p3"),
    ]


def test_an_order_that_names_nothing_exempt_is_public() -> None:
    before = "change_control: [{change: reworded, needs: board}, {change: any, needs: council}]"
    after = "change_control: [{change: any, needs: council}, {change: reworded, needs: board}]"
    hushed = "\nitems: [{id: S, title: Secret, exempt: p3}]"

    [change] = between(before + hushed, after + hushed)

    assert change.exempt == ""
