"""Changes held against change requests: who agreed, and if nobody, why not."""

from __future__ import annotations

import pytest

from ipcli.changes import Standing, Use, change_log, guarded
from support.changes import entry, log, plan

CONTROL = 'change_control: [{change: any, needs: cabinet, under: "Council, 7 June 2026"}]\n'
BEFORE = "items: [{id: T1, title: Finance, due: 2026-10}]\n"
AFTER = "items: [{id: T1, title: Finance, due: 2026-12}]\n"
ASK = "{change: due-moved, of: T1, to: 2026-12}"


def _request(ask: str, *decisions: str, request: str = "C1", more: str = "") -> str:
    """Return a change request as it is written in the register."""
    said = ", ".join(f"{{{each}}}" for each in decisions)
    return f"{{id: {request}{more}, asks: [{ask}], decisions: [{said}]}}"


def _register(*requests: str) -> str:
    return f"change_requests: [{', '.join(requests)}]\n"


def _stands(*requests: str, control: str = CONTROL) -> tuple[Standing, str]:
    """Return how the date that moved to December stands, by the requests of the later revision."""
    found = entry(control + BEFORE, control + AFTER + (_register(*requests) if requests else ""))
    return found.standing, found.why


APPROVED = "outcome: approved, by: cabinet, date: 2026-09-01"


def test_what_no_request_covers_is_unexplained() -> None:
    assert _stands() == (Standing.UNEXPLAINED, "no change request covers it; needs Cabinet")


def test_what_the_body_that_must_agree_approved_is_agreed() -> None:
    assert _stands(_request(ASK, APPROVED)) == (
        Standing.AGREED,
        "agreed by Cabinet, 1 September 2026 (request C1)",
    )


def test_a_request_is_called_by_its_number() -> None:
    assert _stands(_request(ASK, APPROVED, more=", ref: 59a"))[1] == (
        "agreed by Cabinet, 1 September 2026 (request 59a)"
    )


def test_an_ask_without_a_value_agrees_with_any() -> None:
    assert _stands(_request("{change: due-moved, of: T1}", APPROVED))[0] is Standing.AGREED


def test_another_kind_or_another_record_is_no_match() -> None:
    asks = "{change: start-moved, of: T1}, {change: due-moved, of: T2}"

    assert _stands(_request(asks, APPROVED))[0] is Standing.UNEXPLAINED


def test_a_request_for_another_date_says_both() -> None:
    ask = "{change: due-moved, of: T1, to: 2026-11-30}"

    assert _stands(_request(ask, APPROVED)) == (
        Standing.OTHER_VALUE,
        "request C1 asks for 30 November 2026, but it is now December 2026; needs Cabinet",
    )


def test_a_request_from_another_date_says_both() -> None:
    ask = "{change: due-moved, of: T1, from: 2026-09, to: 2026-12}"

    assert _stands(_request(ask, APPROVED)) == (
        Standing.OTHER_VALUE,
        "request C1 asks to change it from September 2026, but it was October 2026; needs Cabinet",
    )


def test_a_request_for_words_that_are_no_date_says_them() -> None:
    ask = "{change: due-moved, of: T1, to: after the election}"

    assert "asks for after the election, but" in _stands(_request(ask, APPROVED))[1]


def test_a_refused_request_for_another_date_is_not_worth_a_word() -> None:
    ask = "{change: due-moved, of: T1, to: 2026-11-30}"
    refused = _request(ask, "outcome: refused, by: cabinet, date: 2026-09-01")

    assert _stands(refused)[0] is Standing.UNEXPLAINED


def test_a_request_without_a_decision_waits() -> None:
    assert _stands(_request(ASK)) == (
        Standing.AWAITING,
        "request C1 is not decided yet; needs Cabinet",
    )


def test_two_requests_without_a_decision_wait() -> None:
    assert _stands(_request(ASK), _request(ASK, request="C2")) == (
        Standing.AWAITING,
        "request C1 and request C2 are not decided yet; needs Cabinet",
    )


def test_a_recommendation_on_the_way_still_waits() -> None:
    request = _request(ASK, "outcome: recommended, by: scrutiny, date: 2026-08-01")

    assert _stands(request)[0] is Standing.AWAITING


def test_the_approval_of_another_body_is_not_enough() -> None:
    request = _request(ASK, "outcome: approved, by: scrutiny, date: 2026-08-01")

    assert _stands(request) == (
        Standing.WRONG_BODY,
        "request C1 was approved by Scrutiny Committee, but it needs Cabinet",
    )


def test_the_refusal_of_another_body_is_not_a_decision_to_come() -> None:
    request = _request(ASK, "outcome: refused, by: scrutiny, date: 2026-08-01")

    assert _stands(request) == (
        Standing.WRONG_BODY,
        "request C1 was refused by Scrutiny Committee, 1 August 2026, but it needs Cabinet",
    )


@pytest.mark.parametrize(
    ("outcome", "standing"),
    [("refused", Standing.REFUSED), ("deferred", Standing.DEFERRED)],
)
def test_what_was_refused_or_deferred_says_so(outcome: str, standing: Standing) -> None:
    request = _request(ASK, f"outcome: {outcome}, by: cabinet, date: 2026-09-01")

    assert _stands(request) == (
        standing,
        f"request C1 was {outcome} by Cabinet, 1 September 2026",
    )


def test_a_withdrawn_request_agrees_to_nothing() -> None:
    request = _request(ASK, APPROVED, "outcome: withdrawn, by: leader, date: 2026-09-02")

    assert _stands(request) == (
        Standing.WITHDRAWN,
        "request C1 was withdrawn by Leader of the Council, 2 September 2026",
    )


def test_what_a_body_said_last_is_what_it_says() -> None:
    request = _request(ASK, APPROVED, "outcome: deferred, by: cabinet, date: 2026-08-01")

    assert _stands(request)[0] is Standing.AGREED


def test_a_body_that_is_told_later_has_agreed_all_the_same() -> None:
    request = _request(ASK, APPROVED, "outcome: noted, by: cabinet, date: 2026-10-01")

    assert _stands(request)[0] is Standing.AGREED


def test_a_request_made_anew_counts_after_the_first_was_refused() -> None:
    first = _request(ASK, "outcome: refused, by: cabinet, date: 2026-08-01")

    assert _stands(first, _request(ASK, request="C2"))[0] is Standing.AWAITING


def test_all_that_must_agree_may_agree_by_several_requests() -> None:
    control = "change_control: [{change: any, needs: [cabinet, council]}]\n"
    second = _request(ASK, "outcome: approved, by: council, date: 2026-09-02", request="C2")

    assert _stands(_request(ASK, APPROVED), second, control=control) == (
        Standing.AGREED,
        (
            "agreed by Cabinet, 1 September 2026 (request C1); "
            "agreed by Council, 2 September 2026 (request C2)"
        ),
    )


def test_where_one_of_several_is_missing_it_waits_for_that_one() -> None:
    control = "change_control: [{change: any, needs: [cabinet, council]}]\n"

    assert _stands(_request(ASK, APPROVED), control=control) == (
        Standing.AWAITING,
        "agreed by Cabinet, 1 September 2026 (request C1); still needs Council",
    )


def test_one_of_several_can_be_enough() -> None:
    control = "change_control: [{change: any, needs_one_of: [council, cabinet]}]\n"

    assert _stands(_request(ASK, APPROVED), control=control)[0] is Standing.AGREED


def test_none_of_those_who_would_be_enough_is_not_enough() -> None:
    control = "change_control: [{change: any, needs_one_of: [council, board]}]\n"

    assert _stands(_request(ASK, APPROVED), control=control) == (
        Standing.WRONG_BODY,
        "request C1 was approved by Cabinet, but it needs one of Council or Improvement Board",
    )


def test_who_has_agreed_already_is_not_asked_again() -> None:
    control = "change_control: [{change: any, needs: board, needs_one_of: [council, cabinet]}]\n"

    assert _stands(_request(ASK, APPROVED), control=control) == (
        Standing.AWAITING,
        "agreed by Cabinet, 1 September 2026 (request C1); still needs Improvement Board",
    )


def test_an_agreement_says_where_it_was_given() -> None:
    request = _register(_request(ASK, f"{APPROVED}, meeting: CAB-1, limb: b", more=", ref: 9"))

    [agreed] = entry(CONTROL + BEFORE, CONTROL + AFTER + request).agreements

    assert (agreed.body, agreed.meeting, agreed.limb, agreed.ref) == ("cabinet", "CAB-1", "b", "9")


def test_who_would_be_enough_is_said() -> None:
    control = "change_control: [{change: any, needs: board, needs_one_of: [council, cabinet]}]\n"

    assert _stands(control=control)[1] == (
        "no change request covers it; needs Improvement Board, and one of Council or Cabinet"
    )


def test_one_that_alone_would_be_enough_is_said_alone() -> None:
    control = "change_control: [{change: any, needs_one_of: council}]\n"

    assert _stands(control=control)[1] == "no change request covers it; needs Council"


def test_a_body_that_only_recommends_agrees_by_recommending() -> None:
    control = "change_control: [{change: any, needs: board}]\n"
    request = _request(ASK, "outcome: recommended, by: board, date: 2026-08-01")

    assert _stands(request, control=control) == (
        Standing.AGREED,
        "recommended by Improvement Board, 1 August 2026 (request C1)",
    )


def test_a_body_that_decides_does_not_agree_by_recommending() -> None:
    request = _request(ASK, "outcome: recommended, by: cabinet, date: 2026-08-01")

    assert _stands(request)[0] is Standing.AWAITING


def test_what_is_never_allowed_no_request_allows() -> None:
    control = "change_control: [{change: due-moved, needs: never}]\n"

    assert _stands(_request(ASK, APPROVED), control=control) == (
        Standing.NEVER,
        "never allowed: rule 1 (due-moved)",
    )


def test_what_needs_nobody_is_free() -> None:
    control = "change_control: [{change: due-moved, needs: nobody}]\n"

    assert _stands(control=control) == (
        Standing.FREE,
        "nobody need agree: rule 1 (due-moved)",
    )


def test_what_is_not_gated_still_names_the_request_that_covers_it() -> None:
    assert _stands(control="") == (Standing.NOT_GATED, "")
    assert _stands(_request(ASK, APPROVED), control="")[0] is Standing.AGREED


def test_who_should_be_told_and_was_not_is_named() -> None:
    control = "change_control: [{change: due-moved, needs: nobody, noted_by: [scrutiny, board]}]\n"
    request = _request(ASK, "outcome: noted, by: board, date: 2026-08-01")

    found = entry(control + BEFORE, control + AFTER + _register(request))

    assert (found.not_noted, found.lacks_agreement) == (("scrutiny",), False)


def test_an_agreement_says_whether_it_came_with_the_change() -> None:
    written = _register(_request(ASK, APPROVED))
    new = entry(CONTROL + BEFORE, CONTROL + AFTER + written)
    old = entry(CONTROL + BEFORE + written, CONTROL + AFTER + written)

    assert [each.agreements[0].recorded_since for each in (new, old)] == [True, False]


def test_an_agreement_to_asks_that_were_altered_since_came_with_the_change() -> None:
    before = _register(_request("{change: due-moved, of: T1, to: 2026-11}", APPROVED))
    after = _register(_request(ASK, APPROVED))

    found = entry(CONTROL + BEFORE + before, CONTROL + AFTER + after)

    assert found.agreements[0].recorded_since


def test_a_record_or_body_that_was_renamed_is_still_the_one_that_was_meant() -> None:
    bodies = "bodies: [{{id: {body}, name: Executive{was}}}]\n"
    control = "change_control: [{{change: any, needs: {body}}}]\n"
    request = _register(_request(ASK, "outcome: approved, by: exec, date: 2026-09-01"))
    before = bodies.format(body="executive", was="") + control.format(body="executive") + BEFORE
    after = (
        bodies.format(body="exec", was=", was: executive")
        + control.format(body="exec")
        + "items: [{id: T9, was: T1, title: Finance, due: 2026-12}]\n"
        + request
    )

    [found] = [each for each in log(before, after).entries if each.change.kind == "due-moved"]

    assert found.standing is Standing.AGREED


# Values of every kind: the item before and after, the ask, and whether it agrees.
VALUES = {
    "owners in any order": (
        "owner: leader", "owner: [leader, auditor]",
        "{change: owner-changed, of: A1, from: leader, to: 'auditor, leader'}", True,
    ),
    "one owner of two": (
        "owner: leader", "owner: [leader, auditor]",
        "{change: owner-changed, of: A1, to: auditor}", False,
    ),
    "a state": (
        "status: green", "status: red", "{change: status-changed, of: A1, to: red}", True,
    ),
    "a state with its scale": (
        "status: green", "status: red", "{change: status-changed, of: A1, to: progress/red}", True,
    ),
    "a state of another scale": (
        "status: green",
        "status: other/red",
        "{change: status-changed, of: A1, to: other/red}",
        True,
    ),
    "a rating": (
        "ratings: {progress: red}", "ratings: {progress: green}",
        "{change: rating-changed, of: A1, to: progress/green}", True,
    ),
    "another rating": (
        "ratings: {progress: red}", "ratings: {progress: green}",
        "{change: rating-changed, of: A1, to: amber}", False,
    ),
    "a number": ("ref: 1", "ref: 2", "{change: item-renumbered, of: A1, to: 2}", True),
    "a date as people say it": (
        "start: 2026-10", "start: 2026-11",
        "{change: start-moved, of: A1, to: November 2026}", True,
    ),
    "a closing": (
        "ref: 1", "ref: 1, closed: {kind: merged, date: 2026, into: [T1, T2]}",
        "{change: item-closed, of: A1, kind: merged, into: [T2, T1]}", True,
    ),
    "a closing of another kind": (
        "ref: 1", "ref: 1, closed: {kind: delivered, date: 2026}",
        "{change: item-closed, of: A1, kind: merged}", False,
    ),
    "a closing into another": (
        "ref: 1", "ref: 1, closed: {kind: merged, date: 2026, into: T1}",
        "{change: item-closed, of: A1, into: T2}", False,
    ),
    "a closing into nothing": (
        "ref: 1", "ref: 1, closed: {kind: delivered, date: 2026}",
        "{change: item-closed, of: A1, into: T2}", False,
    ),
    "a kind of closing of what is not closed": (
        "due: 2026", "due: 2027", "{change: due-moved, of: A1, kind: merged}", False,
    ),
    "a date taken away": ("due: 2026", "ref: 1", "{change: due-moved, of: A1, to: 2027}", False),
    "a date from nothing": (
        "ref: 1", "ref: 1, due: 2027", "{change: due-moved, of: A1, from: 2026}", False,
    ),
    "a baseline": (
        "baseline: {due: 2026}", "baseline: {due: 2027}",
        "{change: baseline-moved, of: A1, to: 2027}", True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", VALUES)
def test_all_that_a_request_gives_must_agree(case: str) -> None:
    before, after, ask, agrees = VALUES[case]
    row = "items: [{{id: T1, title: Finance, items: [{{id: A1, title: Cut, {more}}}]}}]\n"
    texts = [CONTROL + row.format(more=more) for more in (before, after)]

    found = log(texts[0], texts[1] + _register(_request(ask, APPROVED))).entries

    [made] = [each for each in found if f"change: {each.change.kind}," in ask]
    assert (made.standing is Standing.AGREED) is agrees


def test_an_item_that_moves_to_another_parent_or_level() -> None:
    row = (
        "items: [{{id: T1, title: Finance, items: [{one}]}}, "
        "{{id: T2, title: Debt, items: [{two}]}}]\n"
    )
    item = "{id: A1, title: Cut}"
    before = CONTROL + row.format(one=item, two="")
    after = CONTROL + row.format(one="", two=item)

    found = [
        entry(before, after + _register(_request(ask, APPROVED))).standing
        for ask in (
            "{change: item-moved, of: A1, from: T1, to: T2}",
            "{change: item-moved, of: A1, to: T3}",
            "{change: item-moved, of: A1, to: action}",  # which it was before
        )
    ]

    assert found == [Standing.AGREED, Standing.OTHER_VALUE, Standing.OTHER_VALUE]


def test_an_item_that_moves_to_another_level_may_be_asked_for_by_the_level() -> None:
    row = "items: [{{id: T1, title: Finance, items: [{{id: A1, title: Cut{level}}}]}}]\n"
    before, after = (CONTROL + row.format(level=each) for each in ("", ", level: step"))
    request = _register(_request("{change: item-moved, of: A1, to: step}", APPROVED))

    assert entry(before, after + request).standing is Standing.AGREED


def test_what_is_asked_otherwise_is_said_by_name() -> None:
    before = CONTROL + "items: [{id: T1, title: Finance, owner: leader}]\n"
    after = CONTROL + "items: [{id: T1, title: Finance}]\n"
    request = _register(_request("{change: owner-changed, of: T1, to: finance-director}", APPROVED))

    assert entry(before, after + request).why == (
        "request C1 asks for Director of Finance, but it was taken away; needs Cabinet"
    )


# An ask, and what is said of a closing that it does not fit.
CLOSINGS = {
    "{change: item-closed, of: T1, kind: merged}": (
        "asks to close it as merged, but it is business as usual"
    ),
    "{change: item-closed, of: T1, into: T2}": (
        "asks for it to go into T2, but it went into nothing"
    ),
    "{change: due-moved, of: T1, kind: merged}": (
        "asks to close it as merged, but it is not closed"
    ),
}


@pytest.mark.parametrize("ask", CLOSINGS)
def test_a_closing_that_was_asked_otherwise_says_both(ask: str) -> None:
    after = (
        "items: [{id: T1, title: Finance, due: 2026-12, "
        "closed: {kind: business-as-usual, date: 2026}}]\n"
    )

    found = log(CONTROL + BEFORE, CONTROL + after + _register(_request(ask, APPROVED)))

    [why] = [each.why for each in found.entries if each.standing is Standing.OTHER_VALUE]
    assert why == f"request C1 {CLOSINGS[ask]}; needs Cabinet"


# One request and many rounds


ONE_VALUE = _register(_request("{change: reworded, of: T1}", APPROVED))
TITLES = [f"{CONTROL}items: [{{id: T1, title: {each}}}]\n" for each in ("One", "Two", "Three")]


def test_a_request_without_a_value_covers_no_later_change() -> None:
    first = entry(TITLES[0], TITLES[1] + ONE_VALUE)
    second = entry(TITLES[1] + ONE_VALUE, TITLES[2] + ONE_VALUE)

    assert [each.standing for each in (first, second)] == [Standing.AGREED, Standing.UNEXPLAINED]


def test_a_caller_that_walked_the_earlier_rounds_knows_what_is_used() -> None:
    before, after = plan(TITLES[1] + ONE_VALUE), plan(TITLES[2] + ONE_VALUE)

    found = [
        change_log(before, after, policy=before, used=used).entries[0].standing
        for used in (frozenset(), frozenset({Use("C1", "reworded", "T1")}))
    ]

    assert found == [Standing.AGREED, Standing.UNEXPLAINED]


def test_a_log_hands_on_what_it_used() -> None:
    assert log(TITLES[0], TITLES[1] + ONE_VALUE).used == {Use("C1", "reworded", "T1")}


def test_a_request_of_an_earlier_round_is_no_request_for_another_date() -> None:
    old = _request("{change: due-moved, of: T1, to: 2026-10}", APPROVED)
    older = _request(
        "{change: due-moved, of: T1, to: 2026-09}",
        "outcome: approved, by: cabinet, date: 2026-07-01",
        request="C0",
    )
    written = _register(old, older)

    found = entry(CONTROL + BEFORE + written, CONTROL + AFTER + written)

    assert found.standing is Standing.UNEXPLAINED


def test_a_request_that_was_used_is_no_request_for_another_date() -> None:
    written = _register(_request("{change: due-moved, of: T1, to: 2026-11}", APPROVED))
    before, after = plan(CONTROL + BEFORE + written), plan(CONTROL + AFTER + written)
    used = frozenset({Use("C1", "due-moved", "T1")})

    [found] = change_log(before, after, policy=before, used=used).entries

    assert found.standing is Standing.UNEXPLAINED


def test_a_request_agreed_in_an_earlier_round_can_be_carried_out_later() -> None:
    written = _register(_request(ASK, APPROVED))

    found = entry(CONTROL + BEFORE + written, CONTROL + AFTER + written)

    assert found.standing is Standing.AGREED


# Requests that were agreed and not carried out


def _unused(before: str, after: str) -> list[tuple[str, str, str]]:
    found = log(CONTROL + before, CONTROL + after).unused
    return [(each.request, each.record, each.why) for each in found]


def test_what_was_agreed_and_not_done_is_listed() -> None:
    request = _register(_request("{change: due-moved, of: [T1, T2], to: 2026-12}", APPROVED))

    assert _unused(BEFORE, AFTER + request) == [("C1", "T2", "there is no such record in the plan")]


def test_what_was_agreed_and_left_undone_is_listed() -> None:
    request = _register(_request("{change: reworded, of: T1}", APPROVED))

    assert _unused(BEFORE, BEFORE + request) == [("C1", "T1", "nothing of the kind was done")]


def test_what_was_agreed_and_done_otherwise_says_both() -> None:
    request = _register(_request("{change: due-moved, of: T1, to: 2026-11}", APPROVED))

    assert _unused(BEFORE, AFTER + request) == [
        ("C1", "T1", "asks for November 2026, but it is now December 2026")
    ]


def test_what_a_shared_register_asks_of_another_plan_is_not_this_plans() -> None:
    request = _register(_request("{change: reworded, of: T1@other}", APPROVED))

    assert _unused(BEFORE, BEFORE + request) == []


def test_an_item_that_was_agreed_and_not_added_is_listed() -> None:
    request = _register(_request("{change: item-added, of: T2}", APPROVED))

    assert _unused(BEFORE, BEFORE + request) == [("C1", "T2", "it is not in the plan")]


def test_what_had_been_done_before_it_was_agreed_is_not_listed() -> None:
    request = _register(_request(ASK, APPROVED))

    assert _unused(AFTER, AFTER + request) == []


def test_what_had_been_agreed_in_an_earlier_round_is_not_listed() -> None:
    request = _register(_request("{change: reworded, of: T1}", APPROVED))

    assert _unused(BEFORE + request, BEFORE + request) == []


def test_what_still_needs_another_body_is_not_listed() -> None:
    request = _register(
        _request("{change: reworded, of: T1}", "outcome: approved, by: board, date: 2026-08-01")
    )

    assert _unused(BEFORE, BEFORE + request) == []


def test_what_nobody_agreed_to_is_not_listed() -> None:
    assert _unused(BEFORE, BEFORE + _register(_request(ASK))) == []


def test_who_must_agree_to_what_was_asked_is_judged_by_its_value() -> None:
    control = (
        "change_control: [{change: item-closed, to: merged, needs: board}, "
        "{change: status-changed, to: paused, needs: board}, {change: any, needs: cabinet}]\n"
    )
    asks = (
        "{change: item-closed, of: T1, kind: merged, into: T2}, "
        "{change: status-changed, of: T1, to: paused}"
    )
    request = _register(_request(asks, "outcome: recommended, by: board, date: 2026-08-01"))

    found = log(control + BEFORE, control + BEFORE + request).unused

    assert [each.kind for each in found] == ["item-closed", "status-changed"]


def test_of_what_is_not_there_it_is_enough_that_somebody_agreed() -> None:
    request = _register(
        _request("{change: item-added, of: T2}", "outcome: approved, by: board, date: 2026-08-01")
    )

    assert len(_unused(BEFORE, BEFORE + request)) == 1


def test_what_was_not_done_keeps_its_number_and_what_is_not_public() -> None:
    exempt = "items: [{id: T1, title: Finance, due: 2026-10, exempt: p3}]\n"
    ask = "{change: reworded, of: T1}"
    requests = _register(
        _request(ask, APPROVED, more=", ref: 7"),
        _request(ask, APPROVED, request="C2", more=", exempt: p5"),
    )

    found = log(CONTROL + exempt, CONTROL + exempt + requests).unused

    assert [(each.ref, each.exempt) for each in found] == [("7", "p3"), ("", "p5")]


def test_a_kind_that_there_is_not_is_listed_when_it_was_agreed() -> None:
    request = _register(_request("{change: due-date, of: T1}", APPROVED))

    assert _unused(BEFORE, BEFORE + request) == [("C1", "T1", "nothing of the kind was done")]


# What can be seen in a plan to have been carried out: the ask, the plan that has it.
DONE = {
    "added": ("{change: risk-added, of: R1}", "risks: [{id: R1, title: Money}]"),
    "removed": ("{change: item-removed, of: T2}", ""),
    "reopened": ("{change: item-reopened, of: T1}", ""),
    "closed": (
        "{change: risk-closed, of: R1, kind: merged, into: R2}",
        "risks: [{id: R1, title: Money, closed: {kind: merged, date: 2026, into: R2}}]",
    ),
    "closed into what was not asked": (
        "{change: risk-closed, of: R1, kind: merged}",
        "risks: [{id: R1, title: Money, closed: {kind: merged, date: 2026, into: R2}}]",
    ),
    "scored": (
        "{change: risk-moved, of: R1, to: 6}",
        "risks: [{id: R1, title: Money, scores: {current: {score: 6}}}]",
    ),
    "banded": (
        "{change: risk-moved, of: R1, to: red}",
        "risks: [{id: R1, title: Money, scores: {current: {band: red}}}]",
    ),
    "rated": (
        "{change: rating-changed, of: T2, to: red}",
        "items: [{id: T2, title: Debt, ratings: {mood: low, progress: red}}]",
    ),
    "a baseline": (
        "{change: baseline-moved, of: T2, to: 2026-11}",
        "items: [{id: T2, title: Debt, baseline: {start: 2026-11}}]",
    ),
    "owned": (
        "{change: owner-changed, of: T2, to: leader}",
        "items: [{id: T2, title: Debt, owner: leader}]",
    ),
}


@pytest.mark.parametrize("case", DONE)
def test_what_a_plan_shows_to_be_done_is_not_listed(case: str) -> None:
    ask, has = DONE[case]
    more = f"-- plans/more.yaml --\n{has}\n" if has else ""
    files = f"-- plans/items.yaml --\n{CONTROL}{BEFORE}"
    register = f"-- plans/register.yaml --\n{_register(_request(ask, APPROVED))}"

    assert log(files + more, files + more + register).unused == ()


@pytest.mark.parametrize(
    "ask",
    [
        "{change: item-closed, of: T1}",
        "{change: item-reopened, of: T9}",
        "{change: owner-changed, of: T1, to: leader}",
    ],
)
def test_what_a_plan_shows_not_to_be_done_is_listed(ask: str) -> None:
    assert len(_unused(BEFORE, BEFORE + _register(_request(ask, APPROVED)))) == 1


def test_a_record_that_was_renamed_since_is_found_by_its_earlier_id() -> None:
    request = _register(_request("{change: due-moved, of: T1@small, to: 2026-10}", APPROVED))
    after = "items: [{id: T9, was: T1, title: Finance, due: 2026-11}]\n"

    assert _unused(BEFORE, after + request) == []


# Records in a guarded state

GUARD = "change_control: [{change: status-changed, to: [paused], needs: board}]\n"
PAUSED = "items: [{id: T1, title: Finance, items: [{id: A1, title: Cut, status: paused}]}]\n"


def _guarded(text: str) -> list[tuple[str, str, str]]:
    found = guarded(plan(text), policy=plan(text))
    return [(each.record, each.state_name, each.why) for each in found]


def test_a_record_in_a_guarded_state_needs_a_request() -> None:
    assert _guarded(GUARD + PAUSED) == [
        ("A1", "Paused", "no request; needs Improvement Board (rule 1 (status-changed, to paused))")
    ]


def test_a_record_in_a_guarded_state_whose_request_waits_says_so() -> None:
    request = _register(_request("{change: status-changed, of: A1}"))

    assert _guarded(GUARD + PAUSED + request) == [
        (
            "A1",
            "Paused",
            "request C1 not agreed; needs Improvement Board (rule 1 (status-changed, to paused))",
        )
    ]


def test_a_rule_may_name_a_state_with_its_scale() -> None:
    assert len(_guarded(GUARD.replace("[paused]", "progress/paused") + PAUSED)) == 1


@pytest.mark.parametrize("to", ["", ", to: paused", ", to: progress/paused"])
def test_a_record_whose_guarded_state_was_agreed_is_in_order(to: str) -> None:
    request = _request(
        f"{{change: status-changed, of: A1{to}}}", "outcome: recommended, by: board, date: 2026"
    )

    assert _guarded(GUARD + PAUSED + _register(request)) == []


def test_a_request_for_another_state_is_none() -> None:
    request = _request(
        "{change: status-changed, of: A1, to: red}", "outcome: approved, by: board, date: 2026"
    )

    assert len(_guarded(GUARD + PAUSED + _register(request))) == 1


def test_a_state_that_is_never_allowed_stays_so() -> None:
    control = "change_control: [{change: status-changed, to: paused, needs: never}]\n"
    request = _request("{change: status-changed, of: A1}", APPROVED)

    assert _guarded(control + PAUSED + _register(request))[0][2] == (
        "request C1 not agreed; never allowed (rule 1 (status-changed, to paused))"
    )


@pytest.mark.parametrize(
    "control",
    [
        "",
        "change_control: [{change: status-changed, needs: board}]\n",
        "change_control: [{change: status-changed, to: red, needs: board}]\n",
        "change_control: [{change: status-changed, to: paused, needs: nobody}]\n",
        (
            "change_control: [{change: status-changed, needs: nobody}, "
            "{change: status-changed, to: paused, needs: board}]\n"
        ),
    ],
)
def test_a_state_that_the_deciding_rule_does_not_guard_is_free(control: str) -> None:
    assert _guarded(control + PAUSED) == []


def test_a_closed_item_has_left_monitoring() -> None:
    closed = PAUSED.replace("status: paused", "status: paused, closed: {kind: merged, date: 2026}")

    assert _guarded(GUARD + closed) == []


def test_a_guarded_state_of_a_paragraph_needs_a_request_too() -> None:
    text = (
        "instruments: [{id: D, title: Directions, kind: directions, made_by: "
        "auditor, made_on: 2026, "
        "scale: progress, paragraphs: [{id: D/1, text: Do, status: paused}]}]\n"
    )

    assert [each[:2] for each in _guarded(GUARD + text)] == [("D/1", "Paused")]


def test_a_log_lists_a_guarded_state_of_old_and_not_twice_what_changed() -> None:
    old = log(GUARD + PAUSED, GUARD + PAUSED)
    new = log(GUARD + PAUSED.replace("paused", "green"), GUARD + PAUSED)

    assert [len(each.guarded) for each in (old, new)] == [1, 0]
    assert [each.change.record for each in new.unexplained] == ["A1"]


def test_a_body_that_agreed_twice_is_named_once() -> None:
    register = _register(_request(ASK, APPROVED), _request(ASK, APPROVED, request="C2"))

    found = entry(CONTROL + BEFORE, CONTROL + AFTER + register)

    assert [each.body for each in found.agreements] == ["cabinet"]


_POOR = """
scales:
  - id: rag
    name: RAG
    states: [{id: ok, name: OK, colour: green}, {id: STATE, name: Poor, colour: red}]
change_control: [{change: rating-changed, to: STATE, needs: cabinet}]
items: [{id: T1, title: Finance, ratings: {rag: RATING}}]
"""


@pytest.mark.parametrize("asked", ["bad", "poor", "rag/bad", "rag/poor"])
def test_a_request_for_a_state_that_was_renamed_asks_for_it_by_either_name(asked: str) -> None:
    register = _register(_request(f"{{change: rating-changed, of: T1, to: {asked}}}", APPROVED))
    before = _POOR.replace("STATE", "bad").replace("RATING", "ok")
    after = _POOR.replace("id: STATE", "id: poor, was: bad").replace("STATE", "poor")

    [found] = [
        each
        for each in log(before, after.replace("RATING", "poor") + register).entries
        if each.change.kind == "rating-changed"
    ]

    assert found.standing is Standing.AGREED


def test_a_request_that_was_carried_out_stays_so_when_its_state_is_renamed() -> None:
    register = _register(_request("{change: rating-changed, of: T1, to: STATE}", APPROVED))
    text = (_POOR + register).replace("RATING", "STATE")
    before = text.replace("STATE", "bad")
    after = text.replace("id: STATE", "id: poor, was: bad").replace("STATE", "poor")

    assert [each.change.kind for each in log(before, after).entries] == ["scale-changed"]
    assert log(before, after).unused == ()
