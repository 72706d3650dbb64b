"""How the main actions of a generated plan begin, with what hangs below them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import plan_words as words
from plan_records import (
    DONE,
    Action,
    Due,
    Quarter,
    State,
    Sub,
    Workstream,
    financial_quarter,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

INSTRUMENT = "DIR-2022"
RATINGS = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Churn:
    """Shares of the open actions that one quarter touches, and how far off the plan's dates are.

    `days` is the least and most days from start to due; `waiting` the share of actions that begin
    after the first quarter; `sub_from` the earliest point of an action, as a share of its days,
    at which a sub-action of it is due; `leave` the share of completed actions that are closed.
    """

    status: float
    due: float
    reword: float
    owner: float
    add: float
    early: float
    drop: float
    note: float
    leave: float
    waiting: float
    days: tuple[int, int]
    sub_from: float


CHURNS = {
    # A plan that is reviewed every quarter: nearly every file changes from one tag to the next.
    "real": Churn(
        status=0.22,
        due=0.06,
        reword=0.03,
        owner=0.02,
        add=0.03,
        early=0.02,
        drop=0.006,
        note=0.10,
        leave=0.5,
        waiting=0.25,
        days=(90, 720),
        sub_from=0.25,
    ),
    # A quiet, long-dated portfolio: most files stay as they are.
    "low": Churn(
        status=0.008,
        due=0.004,
        reword=0.002,
        owner=0.001,
        add=0.002,
        early=0.003,
        drop=0,
        note=0.005,
        leave=0.01,
        waiting=0,
        days=(1500, 2500),
        sub_from=0.8,
    ),
}


def standing_paragraph(number: int) -> str:
    """Name one of the ten paragraphs that are standing duties; the other two have a clock."""
    return f"{INSTRUMENT}/{number % 10 + 1}"


def _another_paragraph(rng: Random, workstream: Workstream) -> str:
    """Name one that the workstream does not answer, nor its theme, which answers the one before."""
    number = int(workstream.answers.rpartition("/")[2])
    return standing_paragraph(number + rng.randrange(8))


def new_action(rng: Random, workstream: Workstream, quarter: Quarter, churn: Churn) -> Action:
    """Make the next main action of a workstream, as added in this quarter."""
    waits = words.chance(rng, churn.waiting)
    begins = Quarter(quarter.number + rng.randint(1, 3)).first if waits else quarter.first
    start = begins + timedelta(days=rng.randrange(80))
    due = some_due(rng, start + timedelta(days=rng.randint(*churn.days)))
    action = Action(
        id=f"{workstream.id}-{len(workstream.actions) + 1:03d}",
        title=_new_title(rng, {each.title for each in workstream.actions}),
        description=" ".join(words.sentence(rng) for _ in range(rng.choice((1,) * 7 + (2,)))),
        outcome=words.outcome(rng),
        owners=tuple({words.owner(rng): 0 for _ in range(rng.choice((1,) * 9 + (2,)))}),
        start=start,
        baseline_start=start,
        baseline=due,
        due=due,
        state=_first_state(rng, start, due, quarter),
        risk_rating=rng.choice(RATINGS),
        answers=(_another_paragraph(rng, workstream),) if words.chance(rng, 0.3) else (),
    )
    action = replace(action, subs=tuple(_subs(rng, action, quarter, churn)))
    if action.state.completed:
        return replace(action, evidence=some_evidence(rng))
    return replace(action, depends_on=_something_due_before(rng, action, workstream))


def _new_title(rng: Random, taken: set[str]) -> str:
    while (title := words.title(rng)) in taken:
        pass
    return title


def some_due(rng: Random, latest: date) -> Due:
    """Write a date as councils do: mostly a day, sometimes a month or a quarter of the year."""
    (precision,) = rng.choices(("day", "month", "quarter"), (75, 15, 10))
    if precision == "day":
        return Due(latest.isoformat(), latest)
    if precision == "month":
        return Due(f"{latest:%Y-%m}", _last_day(latest.year, latest.month))
    last_month = (latest.month + 2) // 3 * 3
    return Due(financial_quarter(latest), _last_day(latest.year, last_month))


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _first_state(rng: Random, start: date, due: Due, quarter: Quarter) -> State:
    if start > quarter.as_of:
        return State("not-started")
    if quarter.number == 0 and words.chance(rng, 0.1):
        return State(DONE, completed=some_day(rng, start, quarter.as_of))
    return some_state(rng, due.latest)


def some_state(rng: Random, due: date | None) -> State:
    """Draw the state of something begun and not complete; `due` is None where it has no date."""
    (status,) = rng.choices(("green", "amber", "red"), (72, 18, 10))
    return State(status) if status == "green" else late_state(rng, status, due)


def late_state(rng: Random, status: str, due: date | None) -> State:
    """Make a state that must say why, how it comes right and, where it has a due date, when."""
    return State(
        status,
        reason=rng.choice(words.REASONS),
        recovery=rng.choice(words.RECOVERIES),
        forecast=due and due + timedelta(days=rng.randint(20, 120)),
    )


def some_day(rng: Random, first: date, last: date) -> date:
    """Draw a day between two, both included."""
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))


def some_evidence(rng: Random) -> str:
    """Name what proves that an action was done."""
    return f"Delivery report to {rng.choice(words.AUDIENCES)}"


def _something_due_before(rng: Random, action: Action, workstream: Workstream) -> tuple[str, ...]:
    """Name, now and then, an action of the same workstream, on course and due no later."""
    if not words.chance(rng, 0.08):
        return ()
    able = [
        each.id
        for each in workstream.actions
        if each.state.status == "green"
        and each.due.latest <= action.due.latest
        and each.start <= action.start
        and not each.closed
    ]
    return (rng.choice(able),) if able else ()


def _subs(rng: Random, action: Action, quarter: Quarter, churn: Churn) -> Iterator[Sub]:
    days = (action.due.latest - action.start).days
    (count,) = rng.choices((0, 1, 2, 3), (30, 35, 25, 10))
    taken = {action.title}
    for number in range(count):
        title = _new_title(rng, taken)
        taken.add(title)
        due = action.start + timedelta(days=int(days * rng.uniform(churn.sub_from, 1)))
        yield Sub(
            id=f"{action.id}.{number + 1}",
            is_assurance=words.chance(rng, 0.25),
            title=title,
            owner=words.owner(rng),
            baseline=due,
            due=due,
            state=_sub_state(rng, action, due, quarter),
        )


def _sub_state(rng: Random, action: Action, due: date, quarter: Quarter) -> State:
    if action.state.completed:
        return State(DONE, completed=action.state.completed)
    if due <= quarter.as_of:
        return State(DONE, completed=some_day(rng, action.start, due))
    if action.state.status == "not-started" or not is_near(due, quarter):
        return State("not-started")
    return State("green")


def is_near(due: date, quarter: Quarter) -> bool:
    """Tell whether work on a sub-action has begun by the end of the quarter."""
    return due - quarter.as_of < timedelta(days=120)
