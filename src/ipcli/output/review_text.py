"""A review as text, Markdown, JSON or annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.output.as_github import annotation
from ipcli.output.as_json import dump, finding
from ipcli.output.as_text import line
from ipcli.output.plain import counted, plain
from ipcli.output.sheet import cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ipcli.changes import Entry
    from ipcli.diagnostics import Place
    from ipcli.output.review import Judged, PlanReview, Review

LONGEST = 65_000  # characters; a comment on a forge holds no more
MARK = "<!-- ipcli review -->"  # by which CI finds its own comment again
_POINTER = "\n\n*Cut here: run `ipcli review` for the rest.*\n"
_MOST_ANNOTATIONS = 50


def text(review: Review) -> str:
    """Return the review as lines of text."""
    lines = [f"Review against {plain(review.base)}", review.verdict]
    for plan in review.plans:
        lines += _plan_lines(plan)
    lines += [f"New plan: {plain(each)}: nothing judges it yet" for each in review.new_plans]
    if review.findings:
        lines += ["", f"New findings: {len(review.findings)}"]
        lines += [f"  {line(found)}" for found in review.findings]
    return "\n".join(lines) + "\n"


def _plan_lines(plan: PlanReview) -> Iterator[str]:
    if plan.log.empty and not plan.log.not_compared:
        return
    yield ""
    yield f"{plain(plan.title)} ({plan.plan_id})"
    if not plan.log.gated:
        yield "  Nothing is gated: the base has no `change_control` section."
    if plan.rules:
        yield "  Changes to the rules that judge changes:"
        yield from (f"    {told}" for each in plan.rules for told in _judged_lines(each))
    if plan.gated:
        yield "  Needs agreement:"
        yield from (f"    {told}" for each in plan.gated for told in _judged_lines(each))
    for heading, entries in (("Nobody need agree", plan.free), ("Progress", plan.progress)):
        if entries:
            yield f"  {heading}: {counted(len(entries), 'change')}"
            yield from (f"    {_named(entry)}" for entry in entries)
    for each in plan.log.not_compared:
        yield f"  Not compared: {plain(each.record)}: {plain(each.why)}"


def _judged_lines(judged: Judged) -> Iterator[str]:
    yield f"{'LACKS AGREEMENT' if judged.lacks else 'agreed':<15} {_named(judged.entry)}"
    told = "; ".join(part for part in (judged.entry.why, judged.note) if part)
    if told:
        yield f"                {plain(told)}"


def _named(entry: Entry) -> str:
    change = entry.change
    name = " ".join(part for part in (change.record, change.title) if part)
    return plain(f"{name}: {change.sentence}")


def markdown(review: Review) -> str:
    """Return the review as a comment for a pull request, shorter than a forge's limit."""
    parts = [MARK, "## Plan review", "", cell(review.verdict), ""]
    for plan in review.plans:
        if not (plan.log.empty and not plan.log.not_compared):
            parts += _plan_markdown(plan)
    parts += [f"New plan: {cell(each)}. Nothing judges it yet." for each in review.new_plans]
    if review.findings:
        parts += ["", f"### New findings ({len(review.findings)})", ""]
        parts += [f"- {cell(line(found))}" for found in review.findings]
    made = "\n".join(parts).rstrip("\n") + "\n"
    if len(made) <= LONGEST:
        return made
    return _cut(made)


def _cut(made: str) -> str:
    """Cut a comment at a line, close what is folded, and say where the rest is."""
    folded = "\n</details>"
    kept = made[: LONGEST - len(_POINTER) - len(folded)]
    kept = kept[: kept.rfind("\n")]
    is_open = kept.count("<details>") > kept.count("</details>")
    return kept + (folded if is_open else "") + _POINTER


def _plan_markdown(plan: PlanReview) -> Iterator[str]:
    yield f"### {cell(plan.title)} (`{plan.plan_id}`)"
    yield ""
    counts = [row for row in plan.log.counts if row.control and not row.level]
    if counts:
        yield f"Control: {'; '.join(row.words for row in counts)}."
        yield ""
    if not plan.log.gated:
        yield "Nothing is gated: the base has no `change_control` section."
        yield ""
    yield from _table("Changes to the rules that judge changes", plan.rules)
    yield from _table("Needs agreement", plan.gated)
    for heading, entries in (("Nobody need agree", plan.free), ("Progress", plan.progress)):
        if entries:
            yield f"<details><summary>{heading}: {counted(len(entries), 'change')}</summary>"
            yield ""
            yield from (f"- {cell(_named(entry))}" for entry in entries)
            yield ""
            yield "</details>"
            yield ""
    for each in plan.log.not_compared:
        yield f"- **Not compared:** {cell(each.record)}: {cell(each.why)}"


def _table(heading: str, rows: Sequence[Judged]) -> Iterator[str]:
    if not rows:
        return
    yield f"#### {heading}"
    yield ""
    yield "| | What | Who must agree, and which request says so |"
    yield "| --- | --- | --- |"
    for judged in rows:
        told = "; ".join(part for part in (judged.entry.why, judged.note) if part)
        sign = "**lacks agreement**" if judged.lacks else "agreed"
        rule = judged.entry.requirement.rule
        decided = f" ({rule})" if rule else ""
        yield f"| {sign} | {cell(_named(judged.entry))} | {cell(told + decided)} |"
    yield ""


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
            "plans": [
                {
                    "plan": plan.plan_id,
                    "gated": plan.log.gated,
                    "rules": [_object(each) for each in plan.rules],
                    "needs_agreement": [_object(each) for each in plan.gated],
                    "nobody_need_agree": [_named(each) for each in plan.free],
                    "progress": [_named(each) for each in plan.progress],
                    "not_compared": [
                        {"record": each.record, "reason": each.why}
                        for each in plan.log.not_compared
                    ],
                }
                for plan in review.plans
            ],
            "findings": [finding(found) for found in review.findings],
        }
    )


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


def github(review: Review, place: Callable[[str, str], Place | None]) -> str:
    """Return annotations, worst first, no more than a forge shows.

    `place` gives the place of a record of a plan in the files, if it is there.
    """
    notes = []
    for plan in review.plans:
        for judged in (*plan.rules, *plan.gated):
            if judged.lacks:
                told = f"{_named(judged.entry)}; {judged.note or judged.entry.why}"
                where = place(plan.plan_id, judged.entry.change.record)
                notes.append((-3, annotation("error", where, "needs agreement", told)))
    for found in review.findings:
        title = f"{found.code} {found.name}"
        word = {3: "error", 2: "warning", 1: "notice"}[found.severity]
        notes.append((-found.severity, annotation(word, found.place, title, found.message)))
    notes.sort(key=lambda note: note[0])
    lines = [told for _, told in notes[:_MOST_ANNOTATIONS]]
    return "\n".join([*lines, review.verdict]) + "\n"
