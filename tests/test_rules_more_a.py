"""The branches of rules IP102 to IP117 that their own examples do not reach."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING

import pytest

from ipcli.model.base import Part
from ipcli.model.sections import PlanFile
from ipcli.rules import check
from ipcli.rules.circles import circles
from ipcli.rules.references import fields_of
from support.findings import DAY, codes, found
from support.plans import loaded

if TYPE_CHECKING:
    from collections.abc import Iterator

# Text that names nothing by an id: prose, and what papers print.
PROSE = frozenset(
    [
        "id",
        "ref",
        "was",
        "exempt",
        "title",
        "text",
        "name",
        "description",
        "outcome",
        "resources",
        "reason",
        "recovery",
        "under",
        "outside",
        "summary",
        "issues",
        "next",
        "lines",
        "reasons",
        "options",
        "objectives",
        "consultation",
        "minutes",
        "minuted",
        "heading",
        "label",
        "stage",
        "source",
        "unit",
        "tolerance",
        "meaning",
        "council",
        "plural",
        "item_number",
        "path",
        "url",
        "sha256",
        "where",
        "tag",
        "public",
        "version",
        "key",
    ]
)
# Names that live inside one record, and words; other rules look at them.
ELSEWHERE = {
    "Item.level": "IP104",
    "Item.status": "IP301",
    "Instrument.status": "IP301",
    "Paragraph.status": "IP301",
    "Rating.state": "IP301",
    "Opinion.state": "IP406",
    "Reading.status": "IP607",
    "Total.states": "IP301",
    "Follows.plan": "IP116",
    "Score.likelihood": "IP602",
    "Score.impact": "IP602",
    "Score.band": "IP615",
    "Ask.change": "IP701",
    "Ask.from_": "a value",
    "Ask.to": "a value",
    "ControlRule.change": "IP701",
    "ControlRule.to": "IP301",
    "RequestDecision.limb": "IP710",
    "Decision.limb": "IP112",
    "Clock.from_": "a date or a word",
    "Clock.beginning_with": "a date or a word",
    "Correction.from_": "a value",
    "Correction.to": "a value",
    "RiskMatrix.grid": "IP605",
    "Stated.figure": "IP803",
    "Waiver.rule": "IP905",
    "Waiver.record": "IP906",
}


def parts(model: type[Part] = PlanFile) -> Iterator[type[Part]]:
    yield model
    for field in model.model_fields.values():
        for inner in types(field.annotation):
            if inner is not model:
                yield from parts(inner)


def types(annotation: object) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for each in typing.get_args(annotation):
        yield from types(each)


def is_text(annotation: object) -> bool:
    inner = typing.get_args(annotation)
    if typing.get_origin(annotation) is dict:
        return is_text(inner[1])
    return annotation is str or any(
        is_text(each) for each in inner if typing.get_origin(annotation) is not typing.Literal
    )


def test_every_key_that_may_hold_an_id_is_looked_at_or_known_not_to_be_one() -> None:
    unknown = {
        f"{model.__name__.removeprefix('Written')}.{name}"
        for model in parts()
        for name, field in model.model_fields.items()
        if is_text(field.annotation) and name not in fields_of(model) and name not in PROSE
    }

    assert unknown == set(ELSEWHERE)


ONE_OF_EACH = """
items:
  - {id: A, title: Savings plan, level: action}
risks: [{id: R, title: Reserves}]
measures: [{id: M, title: Savings made}]
instruments:
  - id: DIR
    kind: directions
    title: Directions
    to_answer: no
    made_by: secretary-of-state
    made_on: 2026-01-15
    paragraphs: [{id: DIR/1, text: Prepare a plan}]
meetings:
  - id: CAB
    body: cabinet
    date: 2026-07-01
    decisions: [{verb: noted, text: Progress}]
    requests: [{id: CAB/1, text: A deep dive, due: 2026-12}]
change_requests: [{id: CR, asks: [{change: reworded, of: A}]}]
commentary: [{period: 2026-27-Q1, summary: A quiet quarter.}]
"""


@pytest.mark.parametrize(
    ("written", "spot"),
    [
        ("items: [{id: B, title: B, level: action, owner: x}]", "`owner` of `B`"),
        ("items: [{id: B, title: B, level: action, owner: [leader, x]}]", "`owner` of `B`"),
        ("items: [{id: B, title: B, level: action, parent: x}]", "`parent` of `B`"),
        ("items: [{id: B, title: B, level: action, answers: DIR/x}]", "`answers` of `B`"),
        ("items: [{id: B, title: B, level: action, depends_on: x}]", "`depends_on` of `B`"),
        ("items: [{id: B, title: B, level: action, measures: x}]", "`measures` of `B`"),
        ("items: [{id: B, title: B, level: action, raised_from: x}]", "`raised_from` of `B`"),
        ("items: [{id: B, title: B, level: action, labels: x}]", "`labels` of `B`"),
        (
            (
                "items: [{id: B, title: B, level: action,"
                " closed: {kind: merged, date: 2026-06, into: x}}]"
            ),
            "`closed.into` of `B`",
        ),
        (
            (
                "items: [{id: B, title: B, level: action,"
                " closed: {kind: delivered, date: 2026-06, request: x}}]"
            ),
            "`closed.request` of `B`",
        ),
        (
            (
                "items: [{id: B, title: B, level: action,"
                " updates: [{date: 2026-06, text: Begun, by: x}]}]"
            ),
            "`updates.by` of `B`",
        ),
        (
            (
                "items: [{id: B, title: B, level: action,"
                " opinions: [{by: auditor, date: 2026-06, state: green, scale: x}]}]"
            ),
            "`opinions.scale` of `B`",
        ),
        (
            (
                "items: [{id: B, title: B, level: action,"
                " costs: [{amount: 5, agreed: {by: council, date: 2026-06, meeting: x}}]}]"
            ),
            "`costs.agreed.meeting` of `B`",
        ),
        (
            (
                "instruments: [{id: I, kind: review, title: Review, to_answer: no, made_by: x,"
                " made_on: 2026-01}]"
            ),
            "`made_by` of `I`",
        ),
        (
            (
                "instruments: [{id: I, kind: review, title: Review, to_answer: no,"
                " made_by: auditor, made_on: 2026-01, replaces: x}]"
            ),
            "`replaces` of `I`",
        ),
        (
            (
                "instruments: [{id: I, kind: review, title: Review, to_answer: no,"
                " made_by: auditor, made_on: 2026-01, amends: x}]"
            ),
            "`amends` of `I`",
        ),
        (
            (
                "instruments: [{id: I, kind: review, title: Review, to_answer: no,"
                " made_by: auditor, made_on: 2026-01,"
                " functions: [{id: I/f, text: Finance, exercised_by: x}]}]"
            ),
            "`exercised_by` of `I/f`",
        ),
        ("risks: [{id: S, title: S, matrix: x}]", "`matrix` of `S`"),
        ("risks: [{id: S, title: S, parent: x}]", "`parent` of `S`"),
        (
            "risks: [{id: S, title: S, mitigations: [{text: T, item: x}]}]",
            "`mitigations.item` of `S`",
        ),
        ("measures: [{id: N, title: N, scale: x}]", "`scale` of `N`"),
        ("bodies: [{id: sub, name: Sub-committee, reports_to: x}]", "`reports_to` of `sub`"),
        ("meetings: [{id: Z, body: x, date: 2026-07-01}]", "`body` of `Z`"),
        (
            "meetings: [{id: Z, body: cabinet, date: 2026-07-01, papers: [{title: P, period: x}]}]",
            "`papers.period` of `Z`",
        ),
        (
            "meetings: [{id: Z, body: cabinet, date: 2026-07-01, papers: [{title: P, plans: x}]}]",
            "`papers.plans` of `Z`",
        ),
        (
            (
                "meetings: [{id: Z, body: cabinet, date: 2026-07-01, papers: [{title: P,"
                " implications: [{name: Legal, text: T, cites: x}]}]}]"
            ),
            "`papers.implications.cites` of `Z`",
        ),
        (
            (
                "meetings: [{id: Z, body: cabinet, date: 2026-07-01,"
                " decisions: [{verb: noted, text: T, about: x}]}]"
            ),
            "`decisions.about` of `Z`",
        ),
        (
            (
                "meetings: [{id: Z, body: cabinet, date: 2026-07-01,"
                " requests: [{id: Z/1, text: T, due: 2026-12, to: x}]}]"
            ),
            "`to` of `Z/1`",
        ),
        ("change_requests: [{id: C, asks: [{change: reworded, of: x}]}]", "`asks.of` of `C`"),
        (
            (
                "change_requests: [{id: C, raised: {by: x, date: 2026-06},"
                " asks: [{change: reworded, of: A}]}]"
            ),
            "`raised.by` of `C`",
        ),
        ("commentary: [{period: x, summary: S}]", "`period` of the commentary"),
        (
            "commentary: [{period: 2026-27-Q1, about: A, achievements: [{text: T, about: x}]}]",
            "`achievements.about` of the commentary on `A`",
        ),
        (
            (
                "commentary: [{period: 2026-27-Q1, about: A,"
                " stated: [{figure: action.total, value: 1, about: x}]}]"
            ),
            "`stated.about` of the commentary on `A`",
        ),
        (
            "change_control: [{change: reworded, needs: x}]",
            "`needs` of a rule of `change_control`",
        ),
        (
            "change_control: [{change: reworded, levels: x, needs: nobody}]",
            "`levels` of a rule of `change_control`",
        ),
        (
            (
                "waivers: [{rule: IP305, record: A, reason: R, expires: 2027-01-01,"
                " approved: {by: x, date: 2026-06}}]"
            ),
            "`approved.by` of the waiver of IP305",
        ),
    ],
)
def test_every_key_that_holds_an_id_is_looked_at(written: str, spot: str) -> None:
    told = found("IP102", f"{ONE_OF_EACH}\n-- plans/z.yaml --\n{written}\n")

    assert len(told) == 1
    assert told[0].startswith(f"{spot} is `")


def test_a_key_of_the_plan_itself_that_names_nothing() -> None:
    told = found(
        "IP102",
        """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: [{id: action, name: Action, scale: progres}]
  counts: [{id: actions, name: Actions, levels: acton}]
scales:
  - {id: progress, name: Progress, states: [{id: on, name: On, colour: green, class: on-course}]}
""",
    )

    assert told == [
        (
            "`levels.scale` of the plan is `progres`, but the plan has no scale with this id; "
            "did you mean `progress`?"
        ),
        (
            "`counts.levels` of the plan is `acton`, but the plan has no level with this id; "
            "did you mean `action`?"
        ),
    ]


def test_several_owners_without_brackets_are_told_how_several_are_written() -> None:
    checked = check(
        loaded("items:\n  - id: A\n    title: T\n    owner: leader, cabinet\n"), as_of=None
    )

    [told] = [each.message for each in checked.diagnostics if each.code == "IP102"]
    assert told.endswith("; several are written in brackets: [leader, cabinet]")


def test_the_old_id_of_a_record_is_told_apart_from_a_slip() -> None:
    told = found(
        "IP102",
        """
roles: [{id: chief-finance-officer, name: Chief Finance Officer, was: treasurer}]
items: [{id: A, title: Savings plan, level: action, owner: treasurer}]
""",
    )

    assert told == [
        "`owner` of `A` is `treasurer`, but that is an earlier id of `chief-finance-officer`"
    ]


TWO_PLANS = """
-- plans/one/plan.yaml --
plan:
  id: one
  format: 1
  council: Anytown Council
  title: First plan
  levels: [{id: action, name: Action}]
items:
  - id: A
    title: Savings plan
    closed: {kind: transferred, date: 2026-06-01, into: INTO}
-- plans/two/plan.yaml --
plan:
  id: two
  format: 1
  council: Anytown Council
  title: Second plan
  levels: [{id: action, name: Action}]
items:
  - {id: B, title: Savings plan}
-- plans/plan.yaml --
roles: [{id: leader, name: Leader}]
"""


@pytest.mark.parametrize(
    ("into", "expected"),
    [
        ("B@two", []),
        ("B@tow", ["`closed.into` of `A` is `B@tow`, but there is no plan `tow`"]),
        (
            "BB@two",
            [
                (
                    "`closed.into` of `A` is `BB@two`, but the plan `two` has no item, risk or "
                    "measure"
                    " with this id; did you mean `B@two`?"
                )
            ],
        ),
    ],
)
def test_a_record_of_another_plan_is_looked_up_there(into: str, expected: list[str]) -> None:
    assert found("IP102", TWO_PLANS.replace("INTO", into)) == expected


def test_a_record_of_another_plan_that_cannot_be_read_is_not_missing() -> None:
    text = TWO_PLANS.replace("INTO", "B@two").replace("{id: B, title: Savings plan}", "{id: B}")

    assert "IP102" not in codes(text)


def test_a_record_that_cannot_be_read_is_not_missing() -> None:
    told = found(
        "IP102",
        """
roles: [{id: clerk}]
meetings:
  - {id: CAB, body: cabinet, date: soon, requests: [{id: CAB/1, text: A deep dive}]}
items:
  - {id: A, title: Savings plan, level: action, owner: clerk, raised_from: CAB/1}
""",
    )

    assert told == []


def test_nothing_is_called_missing_while_a_file_cannot_be_read() -> None:
    checked = check(
        loaded("items: [{id: A, title: T, owner: x}]\n-- plans/b.yaml --\nroles: [\n"), as_of=DAY
    )

    assert ("IP102", "a file of the plan could not be read") in checked.not_run


def test_a_request_may_name_what_is_not_here_yet_or_no_more() -> None:
    told = found(
        "IP102",
        """
items: [{id: A, title: Savings plan, level: action}]
change_requests:
  - id: C
    asks:
      - {change: item-added, of: NEW}
      - {change: item-closed, of: A, kind: merged, into: NEW}
      - {change: item-removed, of: OLD}
      - {change: level-changed, of: step}
""",
    )

    assert told == []


def test_without_declared_periods_a_quarter_of_the_financial_year_is_a_period() -> None:
    plan = """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: [{id: action, name: Action}]
commentary:
  - {period: 2026/27 Q1, summary: Begun.}
  - {period: 2026-27-Q2, summary: Under way.}
  - {period: Q3 2026/27, summary: On course.}
  - {period: spring, summary: Done.}
"""

    assert found("IP102", plan) == [
        "`period` of the commentary is `spring`, but the plan has no period with this id"
    ]


def test_where_few_records_could_be_meant_they_are_named() -> None:
    [told] = found("IP102", "commentary:\n  - {period: autumn, summary: Done.}\n")

    assert told == (
        "`period` of the commentary is `autumn`, but the plan has no period with this id; "
        "there are `2026-27-Q1`, `2026-27-Q2`"
    )


def test_guesses_stop_where_very_many_names_are_unknown() -> None:
    text = "items:\n" + "".join(
        f"  - {{id: A{n:03}, title: Action {n}, level: action, owner: [leader{n}, leeder]}}\n"
        for n in range(60)
    )

    told = found("IP102", text)

    assert len(told) == 120
    assert sum("leeder" in each and "did you mean `leader`" in each for each in told) == 60
    assert sum("leeder" not in each and "did you mean" in each for each in told) == 49


def test_guesses_in_a_large_plan_are_among_those_that_begin_alike() -> None:
    text = "items:\n" + "".join(
        f"  - {{id: A{n:04}, title: Action {n}, level: action}}\n" for n in range(2100)
    )
    text += "  - {id: B1, title: Last, level: action, depends_on: [A20999, C1]}\n"

    told = found("IP102", text)

    assert told == [
        (
            "`depends_on` of `B1` is `A20999`, but the plan has no item with this id; "
            "did you mean `A2099`?"
        ),
        "`depends_on` of `B1` is `C1`, but the plan has no item with this id",
    ]


@pytest.mark.parametrize(
    ("key", "name", "told"),
    [
        ("owner", "A", "an item, where only the id of a role or body belongs"),
        ("answers", "leader", "a role, where only the id of an instrument or paragraph belongs"),
        ("measures", "R", "a risk, where only the id of a measure belongs"),
        ("raised_from", "cabinet", "a body, where only the id of an item, meeting, request or"),
    ],
)
def test_a_record_of_the_wrong_kind(key: str, name: str, told: str) -> None:
    item = f"items: [{{id: B, title: B, level: action, {key}: {name}}}]"

    messages = found("IP103", f"{ONE_OF_EACH}\n-- plans/z.yaml --\n{item}\n")

    assert len(messages) == 1
    assert messages[0].startswith(f"`{key}` of `B` is `{name}`, {told}")


def test_a_record_of_the_wrong_kind_in_another_plan() -> None:
    told = found("IP103", TWO_PLANS.replace("INTO", "leader@two"))

    assert told == [
        (
            "`closed.into` of `A` is `leader@two`, a role, where only the id of an item, risk or "
            "measure belongs"
        )
    ]


SHARED = """
-- plans/one/plan.yaml --
plan:
  id: one
  format: 1
  council: Anytown Council
  title: First plan
  levels: [{id: action, name: Action}]
items: [{id: A, title: Savings plan}]
-- plans/two/plan.yaml --
plan:
  id: two
  format: 1
  council: Anytown Council
  title: Second plan
  levels: [{id: action, name: Action}]
items: [{id: A, title: Reserves}]
-- plans/plan.yaml --
bodies: [{id: cabinet, name: Cabinet}]
meetings:
  - {id: M, body: cabinet, date: 2026-09-01, decisions: [{verb: noted, text: T, about: ABOUT}]}
"""


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        (
            "A",
            [
                (
                    "`decisions.about` of `M` is `A`, but this file is shared by several plans; "
                    "write `A@one` or `A@two`"
                )
            ],
        ),
        ("A@two", []),
        ("cabinet", []),
    ],
)
def test_what_a_shared_record_may_name(about: str, expected: list[str]) -> None:
    assert found("IP117", SHARED.replace("ABOUT", about)) == expected


def test_what_no_plan_has_is_unknown_in_a_shared_record_too() -> None:
    assert codes(SHARED.replace("ABOUT", "B")) == {"IP102"}


# Levels, paragraphs, earlier ids


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (
            "  - {id: A, title: A, level: acton}",
            ["`A` has the level `acton`, which the plan does not have; did you mean `action`?"],
        ),
        (
            "  - {id: A, title: A, level: step, items: [{id: B, title: B}]}",
            ["`B` stands in `A`, but there is no level below Step"],
        ),
        (
            (
                "  - {id: A, title: A, level: step, items: [{id: B, title: B, items:"
                " [{id: C, title: C}]}]}"
            ),
            ["`B` stands in `A`, but there is no level below Step"],
        ),
        (
            "  - {id: A, title: A, level: action, items: [{id: B, title: B, level: theme}]}",
            [
                (
                    "`B` has the level Theme, but stands in `A`, which has the level Action; "
                    "what stands "
                    "in an item has a level further down"
                )
            ],
        ),
        ("  - {id: A, title: A, parent: nothing}", []),
        ("  - {id: A, title: A, items: [{id: B, title: B, level: step}]}", []),
    ],
)
def test_levels_of_items(items: str, expected: list[str]) -> None:
    assert found("IP104", f"items:\n{items}\n") == expected


def test_a_level_beside_another_is_as_far_down() -> None:
    told = found(
        "IP104",
        """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels:
    - {id: theme, name: Theme}
    - {id: action, name: Action}
    - {id: check, name: Check, beside: action}
    - {id: step, name: Step}
items:
  - id: T
    title: Finance
    items:
      - {id: C, title: C, level: check, items: [{id: S, title: S}]}
      - {id: A, title: A, items: [{id: D, title: D, level: check}]}
""",
    )

    assert told == [
        (
            "`D` has the level Check, but stands in `A`, which has the level Action; what "
            "stands in "
            "an item has a level further down"
        )
    ]


def test_a_paragraph_in_a_paragraph_begins_with_the_instruments_id() -> None:
    told = found(
        "IP105",
        """
instruments:
  - id: DIR
    kind: directions
    title: Directions
    to_answer: no
    made_by: secretary-of-state
    made_on: 2026-01-15
    paragraphs:
      - {id: DIR/1, text: T, paragraphs: [{id: DIR/1a, text: T}, {id: DIR-1b, text: T}]}
""",
    )

    assert told == ["the paragraph `DIR-1b` stands in `DIR`, so its id begins `DIR/`"]


def test_earlier_ids_in_a_circle_are_told_once() -> None:
    told = found(
        "IP106",
        """
roles:
  - {id: a, name: A, was: b}
  - {id: b, name: B, was: [a, old]}
  - {id: c, name: C, was: c}
""",
    )

    assert told == [
        "`was` goes in a circle: `a` → `b` → `a`",
        "`was` goes in a circle: `c` → `c`",
    ]


def test_two_records_that_claim_one_past() -> None:
    told = found(
        "IP106",
        "roles: [{id: a, name: A, was: old}, {id: b, name: B, was: old}]\n",
    )

    assert told == ["`b` and `a` both say that they were `old`"]


def test_earlier_names_inside_a_record_that_still_stand() -> None:
    told = found(
        "IP106",
        """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: [{id: theme, name: Theme}, {id: action, name: Action, was: [theme, task]}]
scales:
  - id: rag
    name: RAG
    states:
      - {id: green, name: Green, colour: green, was: [rag/red, old/green, gruen]}
      - {id: red, name: Red, colour: red}
risk_matrices:
  - id: register
    name: Register
    bands:
      - {id: high, name: High, colour: red, from: 5, was: low}
      - {id: low, name: Low, colour: green, from: 1}
""",
    )

    assert told == [
        "a level of `small` says that it was `theme`, which is still a level of it",
        "a state of `rag` says that it was `rag/red`, which is still a state of it",
        "a band of `register` says that it was `low`, which is still a band of it",
    ]


# Circles


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c"]}, []),
        ({"a": ["a"]}, [("a",)]),
        ({"a": ["b", "x"], "b": ["a"]}, [("a", "b")]),
        ({"a": ["b", "x"], "b": ["a"], "x": []}, [("a", "b")]),
        ({"z": ["a"], "a": ["b"], "b": ["a"]}, [("a", "b")]),
        ({"a": ["b"], "b": ["c", "a"], "c": ["a"]}, [("a", "b")]),
        ({"a": ["b"], "b": ["a", "c"], "c": ["d"], "d": ["c"]}, [("a", "b"), ("c", "d")]),
        ({"a": ["b"], "b": ["a"], "c": ["a", "d"], "d": ["c"]}, [("a", "b"), ("c", "d")]),
        ({"a": ["m"], "m": ["n"], "n": ["m", "a"]}, [("a", "m", "n")]),
    ],
)
def test_circles_are_found_once_by_the_shortest_way(
    edges: dict[str, list[str]], expected: list[tuple[str, ...]]
) -> None:
    assert list(circles(edges)) == expected


def test_a_bridge_between_two_circles_is_in_none() -> None:
    edges = {"a": ["a", "b"], "b": ["c"], "c": ["c"]}

    assert list(circles(edges)) == [("a",), ("c",)]


def test_a_long_circle_takes_no_longer_than_its_length() -> None:
    edges = {str(n): [str((n + 1) % 50_000)] for n in range(50_000)}

    [circle] = circles(edges)

    assert len(circle) == 50_000


def test_an_item_waits_for_what_it_stands_in() -> None:
    told = found(
        "IP107",
        """
items:
  - id: T
    title: Finance
    items:
      - {id: A, title: Savings plan, depends_on: [B, T]}
      - {id: B, title: Accounts, depends_on: C}
      - {id: C, title: Reserves}
""",
    )

    assert told == ["`A` waits for `T`, but stands in it: each waits for the other"]


def test_a_circle_of_parents_is_one_finding_for_items_and_for_risks() -> None:
    text = """
items:
  - {id: A, title: A, parent: B}
  - {id: B, title: B, parent: C}
  - {id: C, title: C, parent: A, items: [{id: D, title: D, level: step}]}
  - {id: E, title: E, parent: A, level: step}
risks:
  - {id: R, title: R, parent: R}
"""

    assert found("IP108", text) == [
        "`parent` goes in a circle: `A` → `B` → `C` → `A`",
        "`parent` goes in a circle: `R` → `R`",
    ]


def test_a_paragraph_with_the_id_of_what_it_stands_in_is_no_circle_of_items() -> None:
    told = found(
        "IP108",
        """
instruments:
  - id: DIR
    kind: directions
    title: Directions
    to_answer: no
    made_by: secretary-of-state
    made_on: 2026-01-15
    paragraphs: [{id: DIR, text: Prepare a plan}]
""",
    )

    assert told == []


def test_what_closes_into_itself_or_round_about() -> None:
    text = """
items:
  - {id: A, title: A, level: action, closed: {kind: merged, date: 2026-06, into: A}}
  - {id: B, title: B, level: action, closed: {kind: replaced, date: 2026-06, into: C}}
  - {id: C, title: C, level: action, closed: {kind: replaced, date: 2026-06, into: B}}
risks: [{id: R, title: R, closed: {kind: transferred, date: 2026-06}}]
measures: [{id: M, title: M, closed: {kind: no-longer-needed, date: 2026-06}}]
"""

    assert found("IP110", text) == [
        "`A` was merged into itself",
        "what was closed goes on in a circle: `B` → `C` → `B`",
        "`R` was transferred, but neither `into` nor `outside` says into what",
    ]


def test_names_that_stand_twice() -> None:
    told = found(
        "IP112",
        """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: [{id: action, name: Action}, {id: Action, name: Task}, {id: step, name: ACTION}]
  counts: [{id: all, name: All actions}, {id: all, name: All actions}]
bodies: [{id: cabinet, name: Cabinet}]
scales:
  - id: rag
    name: RAG
    states: [{id: green, name: Green, colour: green, class: on-course}]
    totals: [{id: green, name: Green in all, states: green}, {id: t, name: green, states: green}]
risk_matrices:
  - id: register
    name: Register
    points: [{id: now, name: Now}, {id: target, name: Now}]
    likelihood: [{id: 1, name: Low}, {id: 1, name: Low}, {id: 2, name: Low}]
    bands: [{id: a, name: High, colour: red, from: 5}, {id: b, name: High, colour: red, from: 1}]
meetings:
  - id: M
    body: cabinet
    date: 2026-07-01
    decisions:
      - {limb: a, verb: noted, text: Progress}
      - {limb: a, verb: agreed, text: Next steps}
      - {verb: noted, text: Risks}
      - {verb: noted, text: Measures}
""",
    )

    assert told == [
        "the id `Action` stands twice in `levels` of `small`",
        "the name `ACTION` stands twice in `levels` of `small`",
        "the id `all` stands twice in `counts` of `small`",
        "the id `green` stands in `states` and in `totals` of `rag`",
        "the name `green` stands in `states` and in `totals` of `rag`",
        "the name `Now` stands twice in `points` of `register`",
        "the id `1` stands twice in `likelihood` of `register`",
        "the name `High` stands twice in `bands` of `register`",
        "the limb `a` stands twice in `decisions` of `M`",
    ]


def test_what_vanished_is_told_with_what_stood_in_it() -> None:
    base = """
items:
  - id: T
    title: Finance
    items:
      - id: A
        title: Savings plan
        items: [{id: A1, title: B}, {id: A2, title: C}, {id: A3, title: D}]
      - {id: B, title: Accounts, items: [{id: B1, title: E}, {id: B2, title: F}]}
  - {id: U, title: Culture, items: [{id: V, title: Values}]}
labels: [{id: l, name: L}]
bodies: [{id: forum, name: forum}, {id: old, name: Old}]
"""
    now = """
items: [{id: U, title: Culture}]
bodies: [{id: new, name: Old, was: old}]
"""

    assert found("IP113", now, base) == [
        "`V` (Values) was there at the earlier revision and is gone",
        (
            "`T` (Finance) was there at the earlier revision and is gone, and with it `A`, `A1`, "
            "`A2`, `A3`, `B` and 2 more"
        ),
        "`forum` was there at the earlier revision and is gone",
    ]


def test_what_cannot_be_read_has_not_vanished() -> None:
    base = "items: [{id: A, title: Savings plan}]\n"

    assert found("IP113", "items: [{id: A, titel: Savings plan}]\n", base) == []


def test_of_two_records_that_became_one_the_second_vanished() -> None:
    base = "items: [{id: A, title: Savings plan, level: step}, {id: B, title: Fees, level: step}]\n"
    now = "items: [{id: M, was: [A, B], title: Savings plan, level: step}]\n"

    assert found("IP113", now, base) == [
        (
            "`B` (Fees) was there at the earlier revision and is gone; `M` says that it was both "
            "this and `A`, which two records are not"
        )
    ]


FOLLOWING = """
-- plans/one/plan.yaml --
plan:
  id: one
  format: 1
  council: Anytown Council
  title: First plan
  levels: [{id: action, name: Action}]
  follows: [{HOW how: replaces, date: 2026-06-01}]
-- plans/two/plan.yaml --
plan:
  id: two
  format: 1
  council: Anytown Council
  title: Second plan
  levels: [{id: action, name: Action}]
  follows: [{plan: one, how: replaces, date: 2026-06-01}]
-- plans/plan.yaml --
roles: [{id: leader, name: Leader}]
"""


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("title: Old plan,", []),
        ("plan: one,", ["`follows` goes in a circle: `one` → `one`"]),
        ("plan: two,", ["`follows` goes in a circle: `one` → `two` → `one`"]),
        ("plan: tow,", ["`one` replaces `tow`, but no plan here has this id; did you mean `two`?"]),
        ("", ["`one` replaces a plan with neither `plan` nor `title`"]),
    ],
)
def test_what_a_plan_follows(how: str, expected: list[str]) -> None:
    assert found("IP116", FOLLOWING.replace("HOW", how)) == expected


CLOSED = """
items:
  - id: A
    title: Casework
    level: action
    closed: {kind: delivered, date: DATE}
    items: [{id: B, title: B, KEYS}]
"""


@pytest.mark.parametrize(
    ("day", "keys", "expected"),
    [
        (
            "2026-06",
            "completed: 2026-07",
            ["`B` tells of July 2026, but what it stands in was closed"],
        ),
        ("2026-06", "completed: 2026-06", []),
        ("2026-06", "completed: 2026-06-30", []),
        ("2026-06", "status: green", []),
        ("2026-06", "updates: [{date: {text: lately}, text: T}]", []),
        (
            "2026-06",
            "completed: 2026-08, closed: {kind: delivered, date: 2026-08}",
            [],
        ),
        ("{text: last year}", "completed: 2026-07", []),
    ],
)
def test_work_in_what_was_closed(day: str, keys: str, expected: list[str]) -> None:
    told = found("IP114", CLOSED.replace("DATE", day).replace("KEYS", keys))

    assert [each.removesuffix(" June 2026") for each in told] == expected


def test_a_plan_without_a_level_for_its_items() -> None:
    text = """
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels: []
items: [{id: A, title: Savings plan}]
"""

    assert found("IP104", text) == ["`small` has items, but names no level for them"]
