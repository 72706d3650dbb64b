"""The plan as it stands at the end of its first quarter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import plan_words as words
from plan_actions import INSTRUMENT, new_action, some_state, standing_paragraph
from plan_records import (
    AGREED,
    DIRECTED,
    DONE,
    Action,
    Due,
    Mitigation,
    Paragraph,
    Plan,
    Quarter,
    Risk,
    Score,
    State,
    Theme,
    Workstream,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from plan_actions import Churn

MEASURES_DUE = f"{INSTRUMENT}/11"
REPORT_DUE = f"{INSTRUMENT}/12"
REPORT_EVERY = "6 months"
MEASURES_MET = DIRECTED + timedelta(days=90)


def first_plan(actions: int, per_workstream: int, churn: Churn, rng: Random) -> Plan:
    """Make a plan of so many main actions, two of them for the paragraphs that have a clock."""
    workstreams = tuple(_workstreams(rng, actions, per_workstream, churn))
    first, *others = workstreams
    started = (_with_set_pieces(first), *others)
    every = [action.id for each in started for action in each.actions]
    return Plan(
        quarters=(Quarter(0),),
        themes=tuple(_themes(rng)),
        workstreams=started,
        risks=tuple(_risks(rng, every)),
        paragraphs=tuple(_paragraphs(rng)),
    )


def _themes(rng: Random) -> Iterator[Theme]:
    for number, (theme, title) in enumerate(words.THEMES):
        owner, state = words.owner(rng), some_state(rng, None)
        yield Theme(theme, title, owner, standing_paragraph(number), state)


def _workstreams(
    rng: Random, actions: int, per_workstream: int, churn: Churn
) -> Iterator[Workstream]:
    for number in range((actions + per_workstream - 1) // per_workstream):
        order, place = divmod(number, len(words.THEMES))
        theme = words.THEMES[place][0]
        workstream = Workstream(
            id=f"{theme}-{order + 1:02d}",
            theme=theme,
            title=_workstream_title(order, place),
            owner=words.owner(rng),
            answers=standing_paragraph(number + 1),
        )
        for _ in range(min(per_workstream, actions - number * per_workstream)):
            action = new_action(rng, workstream, Quarter(0), churn)
            workstream = replace(workstream, actions=(*workstream.actions, action))
        yield workstream


def _workstream_title(order: int, theme: int) -> str:
    """Name a workstream as no other of its theme is, up to 450 of them."""
    turn, thing = divmod(order, len(words.THINGS))
    place = words.PLACES[(turn + theme) % len(words.PLACES)]
    return f"{words.THINGS[thing].capitalize()} {place}"


def _with_set_pieces(workstream: Workstream) -> Workstream:
    """Let the first two actions answer the directions due once and every six months."""
    first, second, *others = workstream.actions
    agreed = Due(MEASURES_MET.isoformat(), MEASURES_MET)
    first = replace(
        _set_piece(first, "Agree the measures of success with the Commissioners", agreed),
        state=State(DONE, completed=MEASURES_MET),
        answers=(MEASURES_DUE,),
        evidence="Minute of full Council",
    )
    second = replace(
        _set_piece(second, "Report to the Secretary of State", Due("ongoing", date.max)),
        answers=(REPORT_DUE,),
        repeats=REPORT_EVERY,
    )
    return replace(workstream, actions=(first, second, *_untied(others, second.id)))


def _set_piece(action: Action, title: str, due: Due) -> Action:
    return replace(
        action,
        title=title,
        start=AGREED,
        baseline_start=AGREED,
        baseline=due,
        due=due,
        state=State("green"),
        evidence="",
        depends_on=(),
        subs=(),
    )


def _untied(actions: list[Action], item: str) -> Iterator[Action]:
    for action in actions:
        yield replace(action, depends_on=()) if item in action.depends_on else action


def _risks(rng: Random, items: list[str]) -> Iterator[Risk]:
    for number in range(max(10, min(2000, len(items) // 15))):
        inherent = Score(rng.randint(2, 5), rng.randint(2, 5))
        yield Risk(
            id=f"R-{number + 1:04d}",
            title=f"Failure to deliver the {rng.choice(words.THINGS)} {rng.choice(words.PLACES)}",
            cause=f"Capacity in the {rng.choice(words.THINGS)} team and reliance on interim staff",
            owner=words.owner(rng),
            inherent=inherent,
            current=Score(max(1, inherent.likelihood - rng.randrange(2)), inherent.impact),
            target=Score(max(1, inherent.likelihood - 2), max(1, inherent.impact - 1)),
            mitigations=tuple(
                Mitigation(words.title(rng), item)
                for item in sorted(rng.sample(items, min(len(items), 3)))
            ),
        )


def _paragraphs(rng: Random) -> Iterator[Paragraph]:
    must = "The Authority must, to the satisfaction of the Commissioners,"
    for number in range(10):
        duty = words.sentence(rng)
        text = f"{must} {duty[0].lower()}{duty[1:]}"
        yield Paragraph(standing_paragraph(number), text, words.owner(rng), "ongoing")
    agree = f"{must} agree the measures by which the success of its plan is judged."
    yield Paragraph(MEASURES_DUE, agree, "chief-executive", "{within: 3 months}", (MEASURES_MET,))
    report = f"{must} report to the Secretary of State on the delivery of its plan."
    yield Paragraph(REPORT_DUE, report, "chief-executive", f"{{every: {REPORT_EVERY}}}")
