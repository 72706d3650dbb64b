"""The records of a generated plan as YAML, by version 1 of the plan format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plan_actions import INSTRUMENT
from plan_records import DIRECTED
from yaml_lines import ids, in_flow, pairs, prose, scalar, section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plan_records import (
        Action,
        Ask,
        Closed,
        Commentary,
        Decision,
        Paragraph,
        Request,
        Risk,
        Score,
        State,
        Sub,
        Theme,
        Update,
        Workstream,
    )


def theme_lines(theme: Theme) -> Iterator[str]:
    """Write a theme without its workstreams."""
    yield f"id: {theme.id}"
    yield f"title: {scalar(theme.title)}"
    yield f"owner: {theme.owner}"
    yield from _state(theme.state)
    yield f"answers: {theme.answers}"


def workstream_lines(workstream: Workstream, *, parent: str) -> Iterator[str]:
    """Write a workstream without its actions; `parent` is empty where it stands below its theme."""
    yield f"id: {workstream.id}"
    if parent:
        yield f"parent: {parent}"
    yield f"title: {scalar(workstream.title)}"
    yield f"owner: {workstream.owner}"
    yield f"answers: {workstream.answers}"


def action_lines(action: Action, *, parent: str = "") -> Iterator[str]:
    """Write a main action; `parent` is named where it stands in a file of its own."""
    yield f"id: {action.id}"
    if parent:
        yield f"parent: {parent}"
    yield f"title: {scalar(action.title)}"
    yield from prose("description", action.description)
    yield from prose("outcome", action.outcome)
    yield f"owner: {ids(action.owners)}"
    yield f"start: {action.start}"
    baseline = pairs(start=f"{action.baseline_start}", due=action.baseline.written)
    yield f"baseline: {baseline}"
    yield f"due: {action.due.written}"
    if action.repeats:
        yield f"repeats: {pairs(every=action.repeats, **{'from': f'{action.start}'})}"
    yield from _state(action.state)
    yield f"ratings: {{delivery-risk: {action.risk_rating}}}"
    yield from _links(action)
    yield from _proof(action)
    yield from section("updates", ([_update(update)] for update in action.updates))
    yield from section("items", (_sub_lines(sub) for sub in action.subs))


def _links(action: Action) -> Iterator[str]:
    if action.answers:
        yield f"answers: {ids(action.answers)}"
    if action.depends_on:
        yield f"depends_on: {ids(action.depends_on)}"


def _proof(action: Action) -> Iterator[str]:
    if action.evidence:
        seen = pairs(
            title=in_flow(action.evidence),
            date=f"{action.state.completed}",
            seen_by="internal-audit",
        )
        yield from section("evidence", [[seen]])
    if action.assured:
        yield f"assured: {pairs(by='internal-audit', date=f'{action.assured}')}"
    if action.closed:
        yield f"closed: {_closed(action.closed)}"


def _closed(closed: Closed) -> str:
    return pairs(kind=closed.kind, date=f"{closed.on}", request=closed.request)


def _sub_lines(sub: Sub) -> Iterator[str]:
    yield f"id: {sub.id}"
    if sub.is_assurance:
        yield "level: assurance-action"
    yield f"title: {scalar(sub.title)}"
    yield f"owner: {sub.owner}"
    yield f"baseline: {pairs(due=f'{sub.baseline}')}"
    yield f"due: {sub.due}"
    yield from _state(sub.state)


def _state(state: State) -> Iterator[str]:
    if state.forecast:
        yield f"forecast: {state.forecast}"
    if state.completed:
        yield f"completed: {state.completed}"
    yield f"status: {state.status}"
    if state.reason:
        yield from prose("reason", state.reason)
    if state.recovery:
        yield from prose("recovery", state.recovery)


def _update(update: Update) -> str:
    return pairs(date=f"{update.on}", text=in_flow(update.text), by=update.by)


def instrument_lines(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    """Write the directions."""
    yield f"id: {INSTRUMENT}"
    yield "kind: directions"
    yield "title: Directions to the Authority"
    yield "made_by: secretary-of-state"
    yield f"made_on: {DIRECTED}"
    yield "under: Local Government Act 1999, section 15(5) and (6)"
    yield from section("paragraphs", (_paragraph_lines(each) for each in paragraphs))


def _paragraph_lines(paragraph: Paragraph) -> Iterator[str]:
    yield f"id: {paragraph.id}"
    yield from prose("text", paragraph.text)
    yield f"owner: {paragraph.owner}"
    yield f"clock: {paragraph.clock}"
    yield from section("met", ([pairs(date=f"{day}", by="council")] for day in paragraph.met))


def risk_lines(risk: Risk) -> Iterator[str]:
    """Write a risk."""
    yield f"id: {risk.id}"
    yield f"title: {scalar(risk.title)}"
    yield from prose("description", risk.cause)
    yield f"owner: {risk.owner}"
    yield "scores:"
    yield f"  inherent: {_score(risk.inherent)}"
    yield f"  current: {_score(risk.current)}"
    yield f"  target: {_score(risk.target)}"
    mitigations = (pairs(text=in_flow(each.text), item=each.item) for each in risk.mitigations)
    yield from section("mitigations", ([each] for each in mitigations))
    yield from section("updates", ([_update(update)] for update in risk.updates))


def _score(score: Score) -> str:
    return pairs(
        likelihood=f"{score.likelihood}",
        impact=f"{score.impact}",
        score=f"{score.likelihood * score.impact}",
    )


def request_lines(request: Request) -> Iterator[str]:
    """Write a change request."""
    yield f"id: {request.id}"
    yield f"raised: {pairs(by='programme-office', date=f'{request.raised}')}"
    yield from section("asks", ([_ask(ask)] for ask in request.asks))
    yield from prose("reason", request.reason)
    yield from section("decisions", ([_decision(each)] for each in request.decisions))


def _ask(ask: Ask) -> str:
    return pairs(change=ask.change, of=ids(ask.of), to=ask.to, kind=ask.kind)


def _decision(decision: Decision) -> str:
    return pairs(outcome=decision.outcome, by=decision.by, date=f"{decision.on}")


def commentary_lines(commentary: Commentary) -> Iterator[str]:
    """Write a quarter's prose on a theme."""
    yield f"period: {commentary.quarter.label}"
    yield f"about: {commentary.theme}"
    yield from prose("summary", commentary.summary)
    if commentary.completes:
        text = in_flow(f"{commentary.achievement}: complete")
        achievement = pairs(text=text, completes=commentary.completes)
        yield from section("achievements", [[achievement]])
