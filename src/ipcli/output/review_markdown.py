"""A review as a comment on a pull request: Markdown, shorter than a forge's limit.

What stops the merge comes first and what can be folded comes last, so that a cut takes the least.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from ipcli.output.as_text import line
from ipcli.output.plain import counted, plain
from ipcli.output.review_text import (
    NEW_PLAN,
    NOTHING_GATED,
    RECORD,
    RULES,
    named,
    noted,
    sign,
    standing_in,
    why,
)
from ipcli.output.sheet import cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ipcli.output.review import Judged, PlanReview, Review

LONGEST = 65_000  # characters; a comment on GitHub holds 65,536
MARK = "<!-- ipcli review -->"  # by which CI finds its own comment again
_POINTER = "\n\n*Cut here, since a comment holds no more: `ipcli review` prints the rest.*\n"
_FOLD_END = "\n\n</details>"


def markdown(review: Review) -> str:
    """Return the review as a comment for a pull request."""
    parts = [MARK, "## Plan review", "", f"**{cell(review.verdict)}**", ""]
    parts += [f"Compared with {cell(review.base)}.", ""] * (not review.empty)
    touched = [plan for plan in review.plans if plan.touched]
    parts += _whole_plans(review)
    for plan in touched:
        parts += _table(f"{plan.title}: {RULES}", plan.rules)
        parts += _table(f"{plan.title}: {RECORD}", plan.record)
    for plan in touched:
        parts += _plan(plan)
    if review.findings:
        parts += [f"### New findings ({len(review.findings)})", ""]
        parts += [f"- {cell(line(found))}" for found in review.findings]
        parts += [""]
    for plan in touched:
        parts += _folds(plan)
    made = "\n".join(parts).rstrip("\n") + "\n"
    return made if len(made) <= LONGEST else _cut(made)


def _whole_plans(review: Review) -> Iterator[str]:
    told = [f"- **Plan gone:** {cell(each)}" for each in review.gone]
    told += [f"- **Not compared:** {cell(each.record)}: {cell(each.why)}" for each in review.unread]
    told += [f"- **New plan:** {cell(each)}. {NEW_PLAN}" for each in review.new_plans]
    yield from [*told, ""] if told else ()


def _plan(plan: PlanReview) -> Iterator[str]:
    yield f"### {cell(plan.title)} (`{plan.plan_id}`)"
    yield ""
    counts = [row for row in plan.log.counts if row.control and not row.level]
    if counts:
        yield f"Control: {cell('; '.join(row.words for row in counts))}."
        yield ""
    if not plan.log.gated:
        yield NOTHING_GATED
        yield ""
    for each in plan.log.not_compared:
        yield f"- **Not compared:** {cell(each.record)}: {cell(each.why)}"
    yield from [""] * bool(plan.log.not_compared)
    yield from _table("Needs agreement", plan.gated)
    for found in plan.guarded:
        yield f"- **Lacks agreement:** {cell(standing_in(found))}; {cell(found.why)}"
    yield from [""] * bool(plan.guarded)


def _table(heading: str, rows: Sequence[Judged]) -> Iterator[str]:
    if not rows:
        return
    yield f"#### {cell(heading)}"
    yield ""
    yield "| | What | Who must agree, and which request says so |"
    yield "| --- | --- | --- |"
    for judged in rows:
        word = f"**{sign(judged)}**" if judged.lacks else sign(judged)
        yield f"| {word} | {cell(named(judged.entry))} | {cell(why(judged))} |"
    yield ""


def _folds(plan: PlanReview) -> Iterator[str]:
    where = plain(plan.title)
    yield from _fold(f"{where}: nobody need agree", [noted(each) for each in plan.free])
    for theme, entries in plan.progress:
        yield from _fold(f"{where}, {theme}: progress", [named(entry) for entry in entries])


def _fold(heading: str, told: Sequence[str]) -> Iterable[str]:
    if not told:
        return ()
    summary = f"{heading}, {counted(len(told), 'change')}"
    rows = [f"- {cell(each)}" for each in told]
    return [f"<details><summary>{_inert(summary)}</summary>", "", *rows, "", "</details>", ""]


def _inert(text: str) -> str:
    """Return text for inside an HTML tag, where Markdown's own escapes would be shown."""
    return re.sub(r"@|#(?=\d)", r"\g<0>&#8203;", html.escape(plain(text), quote=False))


def _cut(made: str) -> str:
    """Cut a comment at a line, close what is folded, and say that there is more."""
    kept = made[: LONGEST - len(_POINTER) - len(_FOLD_END)]
    kept = kept[: kept.rfind("\n")]
    is_open = kept.count("<details>") > kept.count("</details>")
    return kept + (_FOLD_END if is_open else "") + _POINTER
