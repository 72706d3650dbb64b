"""A review as lines of text, or as one JSON object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.output.as_json import dump, finding
from ipcli.output.as_text import line
from ipcli.output.plain import counted, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.changes import Entry, Guarded
    from ipcli.output.review import Judged, PlanReview, Review

NOTHING_GATED = "Nothing is gated: the base has no `change_control` section."
RULES = "changes to the rules that judge changes"
RECORD = "changes to what was on record"
NEW_PLAN = "Nothing judges it yet."
LACKS = "lacks agreement"


def text(review: Review) -> str:
    """Return the review as lines of text."""
    lines = [f"Review against {plain(review.base)}", review.verdict]
    for plan in review.plans:
        lines += _plan_lines(plan)
    lines += [""] * bool(review.gone or review.unread or review.new_plans)
    lines += [f"Plan gone: {plain(each)}" for each in review.gone]
    lines += [f"Not compared: {plain(each.record)}: {plain(each.why)}" for each in review.unread]
    lines += [f"New plan: {plain(each)}. {NEW_PLAN}" for each in review.new_plans]
    if review.findings:
        lines += ["", f"New findings: {len(review.findings)}"]
        lines += [f"  {line(found)}" for found in review.findings]
    return "\n".join(lines) + "\n"


def _plan_lines(plan: PlanReview) -> Iterator[str]:
    if not plan.touched:
        return
    yield ""
    yield f"{plain(plan.title)} ({plan.plan_id})"
    if not plan.log.gated:
        yield f"  {NOTHING_GATED}"
    for heading, rows in (
        (f"{RULES.capitalize()}:", plan.rules),
        (f"{RECORD.capitalize()}:", plan.record),
        ("Needs agreement:", plan.gated),
    ):
        yield from [f"  {heading}"] * bool(rows)
        yield from (f"    {told}" for each in rows for told in _judged_lines(each))
    if plan.guarded:
        yield "  In a state that needs agreement:"
        for found in plan.guarded:
            yield f"    {LACKS.upper()} {standing_in(found)}"
            yield f"    {'':<15} {plain(found.why)}"
    if plan.free:
        yield f"  Nobody need agree: {counted(len(plan.free), 'change')}"
        yield from (f"    {noted(each)}" for each in plan.free)
    for theme, entries in plan.progress:
        yield f"  Progress, {plain(theme)}: {counted(len(entries), 'change')}"
        yield from (f"    {named(entry)}" for entry in entries)
    for each in plan.log.not_compared:
        yield f"  Not compared: {plain(each.record)}: {plain(each.why)}"


def _judged_lines(judged: Judged) -> Iterator[str]:
    yield f"{sign(judged).upper() if judged.lacks else sign(judged):<15} {named(judged.entry)}"
    if told := why(judged):
        yield f"{'':<15} {told}"


def standing_in(found: Guarded) -> str:
    """Return a record and the guarded state that it stands in."""
    return plain(f"{found.record} {found.title}: stands in {found.state_name}")


def sign(judged: Judged) -> str:
    """Return in a word or two how a change stands."""
    if judged.lacks:
        return LACKS
    return "agreed" if judged.entry.requirement.somebody else "nobody need"


def named(entry: Entry) -> str:
    """Return a change in a line: the record, its title, and what changed."""
    change = entry.change
    name = " ".join(part for part in (change.record, change.title) if part)
    return plain(f"{name}: {change.sentence}" if name else change.sentence)


def why(judged: Judged) -> str:
    """Return who agreed or must, which request says so, and which rule decided."""
    rule = judged.entry.requirement.rule
    parts = [part for part in (judged.entry.why, judged.note) if part]
    told = "; ".join(parts)
    return plain(f"{told} ({rule})" if rule and rule not in told else told)


def noted(judged: Judged) -> str:
    """Return a change that nobody need agree to, with who is yet to be told."""
    return f"{named(judged.entry)}{f' ({plain(judged.note)})' if judged.note else ''}"


def json(review: Review) -> str:
    """Return the review as one JSON object."""
    return dump(
        {
            "version": 1,
            "base": review.base,
            "verdict": review.verdict,
            "says_no": review.says_no,
            "lacking": review.lacking,
            "new_plans": list(review.new_plans),
            "gone": list(review.gone),
            "not_compared": [{"record": each.record, "reason": each.why} for each in review.unread],
            "plans": [_plan_object(plan) for plan in review.plans],
            "findings": [finding(found) for found in review.findings],
            "drafts": [{"plan": each.plan, "quarter": each.quarter} for each in review.drafts],
        }
    )


def _plan_object(plan: PlanReview) -> dict[str, object]:
    return {
        "plan": plan.plan_id,
        "gated": plan.log.gated,
        "rules": [_object(each) for each in plan.rules],
        "record": [_object(each) for each in plan.record],
        "needs_agreement": [_object(each) for each in plan.gated],
        "guarded": [
            {"record": each.record, "state": each.state, "why": each.why} for each in plan.guarded
        ],
        "nobody_need_agree": [noted(each) for each in plan.free],
        "progress": {theme: [named(each) for each in found] for theme, found in plan.progress},
        "not_compared": [
            {"record": each.record, "reason": each.why} for each in plan.log.not_compared
        ],
    }


def _object(judged: Judged) -> dict[str, object]:
    change = judged.entry.change
    return {
        "record": change.record,
        "kind": change.kind,
        "sentence": change.sentence,
        "lacks_agreement": judged.lacks,
        "standing": judged.entry.standing.value,
        "rule": judged.entry.requirement.rule or None,
        "requests": list(judged.entry.requests),
        "why": judged.entry.why,
        "note": judged.note or None,
    }
