"""What one quarter does to a plan: work goes on, dates move, some of it by change request."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import plan_words as words
from plan_actions import (
    CHURNS,
    RATINGS,
    is_near,
    late_state,
    new_action,
    some_day,
    some_due,
    some_evidence,
    some_state,
)
from plan_records import DIRECTED, DONE, Closed, Commentary, Quarter, Score, State, Update
from plan_requests import put_to_bodies
from plan_start import REPORT_DUE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from plan_actions import Churn
    from plan_records import Action, Due, Paragraph, Plan, Risk, Sub, Theme, Workstream


def next_quarter(plan: Plan, churn: Churn, rng: Random) -> Plan:
    """Return the plan at the end of the quarter that follows its last one."""
    quarter = Quarter(plan.quarters[-1].number + 1)
    worked = [_workstream(each, rng, quarter, churn) for each in plan.workstreams]
    pairs = zip(plan.workstreams, worked, strict=True)
    workstreams, requests = put_to_bodies(rng, quarter, pairs, len(plan.requests))
    themes = tuple(_theme(each, rng, churn) for each in plan.themes)
    return replace(
        plan,
        quarters=(*plan.quarters, quarter),
        themes=themes,
        workstreams=workstreams,
        risks=tuple(_risk(each, rng, quarter, churn) for each in plan.risks),
        paragraphs=tuple(_paragraph(each, quarter) for each in plan.paragraphs),
        requests=(*plan.requests, *requests),
        commentary=(*plan.commentary, *_commentary(rng, quarter, themes, worked)),
    )


def _workstream(workstream: Workstream, rng: Random, quarter: Quarter, churn: Churn) -> Workstream:
    needed = {item for action in workstream.actions for item in action.depends_on}
    actions = tuple(
        _action(action, rng, quarter, churn, is_needed=action.id in needed)
        for action in workstream.actions
    )
    worked = replace(workstream, actions=actions)
    if words.chance(rng, churn.add * len(actions)):
        return replace(worked, actions=(*actions, new_action(rng, worked, quarter, churn)))
    return worked


def _action(
    action: Action, rng: Random, quarter: Quarter, churn: Churn, *, is_needed: bool
) -> Action:
    """Work on an action. One that another depends on keeps its date, or both would be late."""
    if action.closed or action.repeats:
        return action
    if not action.state.is_open:
        return _after_completion(action, rng, quarter, churn)
    tied = is_needed or bool(action.depends_on)
    if not tied and words.chance(rng, churn.drop):
        return replace(action, closed=Closed("no-longer-needed", quarter.as_of))
    action = _edited(action, rng, quarter, churn)
    action = _delivered(action, rng, quarter, is_needed=is_needed)
    if action.state.is_open and not tied:
        action = _judged(action, rng, quarter, churn)
    return replace(action, subs=tuple(_sub(each, action, rng, quarter) for each in action.subs))


def _after_completion(action: Action, rng: Random, quarter: Quarter, churn: Churn) -> Action:
    if words.chance(rng, churn.leave):
        kind = rng.choice(("delivered", "delivered", "delivered", "business-as-usual"))
        return replace(action, closed=Closed(kind, quarter.as_of))
    if not action.assured and words.chance(rng, churn.leave):
        return replace(action, assured=some_day(rng, quarter.first, quarter.as_of))
    return action


def _edited(action: Action, rng: Random, quarter: Quarter, churn: Churn) -> Action:
    if words.chance(rng, churn.reword):
        more = f"{action.description.rstrip('.')}, {rng.choice(words.CLAUSES)}."
        action = replace(action, description=more)
    if words.chance(rng, churn.owner):
        action = replace(action, owners=(words.owner(rng),))
    if words.chance(rng, churn.note):
        day = some_day(rng, quarter.first, quarter.as_of)
        update = Update(day, words.note(rng), action.owners[0])
        action = replace(action, updates=(*action.updates, update))
    return action


def _delivered(action: Action, rng: Random, quarter: Quarter, *, is_needed: bool) -> Action:
    """Complete what has become due, agree a new date for it, or call it late."""
    if action.due.latest > quarter.as_of:
        return _begun(action, quarter)
    if is_needed or words.chance(rng, 0.62):
        return _completed(action, rng, quarter)
    if words.chance(rng, 0.7):
        return replace(action, due=_later(rng, quarter.as_of), state=State("green"))
    return replace(action, state=late_state(rng, "red", quarter.as_of))


def _begun(action: Action, quarter: Quarter) -> Action:
    if action.state.status == "not-started" and action.start <= quarter.as_of:
        return replace(action, state=State("green"))
    return action


def _completed(action: Action, rng: Random, quarter: Quarter) -> Action:
    first = max(action.start, quarter.first)
    due = action.due.latest
    last = due if first <= due <= quarter.as_of else quarter.as_of
    state = State(DONE, completed=some_day(rng, first, last))
    return replace(action, state=state, evidence=some_evidence(rng))


def _later(rng: Random, day: date) -> Due:
    return some_due(rng, day + timedelta(days=rng.choice((30, 60, 91, 182))))


def _judged(action: Action, rng: Random, quarter: Quarter, churn: Churn) -> Action:
    if action.state.status == "not-started" or action.due.latest <= quarter.as_of:
        return action
    if words.chance(rng, churn.early):
        return _completed(action, rng, quarter)
    if words.chance(rng, churn.status):
        state = some_state(rng, action.due.latest)
        action = replace(action, state=state, risk_rating=rng.choice(RATINGS))
    if words.chance(rng, churn.due):
        return replace(action, due=_later(rng, action.due.latest), state=State("green"))
    return action


def _sub(sub: Sub, action: Action, rng: Random, quarter: Quarter) -> Sub:
    if not sub.state.is_open:
        return sub
    if action.state.completed:
        return replace(sub, state=State(DONE, completed=action.state.completed))
    if sub.due > quarter.as_of:
        begun = action.state.status != "not-started" and is_near(sub.due, quarter)
        waits = begun and sub.state.status == "not-started"
        return replace(sub, state=State("green")) if waits else sub
    return _sub_delivered(sub, action, rng, quarter)


def _sub_delivered(sub: Sub, action: Action, rng: Random, quarter: Quarter) -> Sub:
    """Complete what is due, move it within its main action's dates, or call it late."""
    (turn,) = rng.choices((DONE, "later", "red"), (75, 15, 10))
    soonest = quarter.as_of + timedelta(days=14)
    if turn == "later" and soonest <= action.due.latest:
        due = some_day(rng, soonest, action.due.latest)
        return replace(sub, due=due, state=State("green"))
    if turn == "red":
        return replace(sub, state=late_state(rng, "red", quarter.as_of))
    first = max(action.start, quarter.first)
    return replace(sub, state=State(DONE, completed=some_day(rng, first, quarter.as_of)))


def _theme(theme: Theme, rng: Random, churn: Churn) -> Theme:
    if words.chance(rng, churn.status):
        return replace(theme, state=some_state(rng, None))
    return theme


def _risk(risk: Risk, rng: Random, quarter: Quarter, churn: Churn) -> Risk:
    """Move a score, between the inherent and the target one, with an update that says why."""
    if not words.chance(rng, churn.status):
        return risk
    step = risk.current.likelihood + rng.choice((-1, 1))
    likelihood = max(risk.target.likelihood, min(risk.inherent.likelihood, step))
    if likelihood == risk.current.likelihood:
        return risk
    way = "Up" if likelihood > risk.current.likelihood else "Down"
    text = f"{way} to likelihood {likelihood}, after review by {rng.choice(words.AUDIENCES)}."
    update = Update(some_day(rng, quarter.first, quarter.as_of), text, risk.owner)
    return replace(
        risk,
        current=Score(likelihood, risk.current.impact),
        updates=(*risk.updates, update),
    )


def _paragraph(paragraph: Paragraph, quarter: Quarter) -> Paragraph:
    """Report in time to the Secretary of State, each May and November."""
    if paragraph.id != REPORT_DUE:
        return paragraph
    reports = (date(quarter.first.year, month, DIRECTED.day - 4) for month in (5, 11))
    met = tuple(day for day in reports if quarter.first <= day <= quarter.as_of)
    return replace(paragraph, met=(*paragraph.met, *met))


def _commentary(
    rng: Random, quarter: Quarter, themes: tuple[Theme, ...], worked: list[Workstream]
) -> Iterator[Commentary]:
    for theme in themes:
        done = [
            action
            for workstream in worked
            if workstream.theme == theme.id
            for action in workstream.actions
            if action.state.completed and action.state.completed >= quarter.first
        ]
        summary = rng.choice(words.SUMMARIES)
        if done:
            action = rng.choice(done)
            yield Commentary(quarter, theme.id, summary, action.title, action.id)
        else:
            yield Commentary(quarter, theme.id, summary)


def plan_after(plan: Plan, quarters: int, churn: str, rng: Random) -> Iterator[Plan]:
    """Yield the plan as it stands and after each of so many further quarters."""
    yield plan
    for _ in range(quarters):
        plan = next_quarter(plan, CHURNS[churn], rng)
        yield plan


def edited(plans: Iterator[Plan], number: int, rng: Random) -> Iterator[Plan]:
    """Yield some plans, and the last of them after each of so many edits of one open action."""
    for plan in plans:
        yield plan
    for at in range(number):
        workstream = plan.workstreams[0] if at % 8 == 0 else rng.choice(plan.workstreams)
        able = [each for each in workstream.actions if each.state.is_open and not each.repeats]
        action = able[0] if at % 8 == 0 else rng.choice(able)
        update = Update(plan.quarters[-1].as_of, words.note(rng), action.owners[0])
        state = late_state(rng, rng.choice(("amber", "red")), plan.quarters[-1].as_of)
        changed = replace(action, updates=(*action.updates, update), state=state)
        actions = tuple(changed if each is action else each for each in workstream.actions)
        worked = replace(workstream, actions=actions)
        kept = tuple(worked if each is workstream else each for each in plan.workstreams)
        plan = replace(plan, workstreams=kept)
        yield plan
