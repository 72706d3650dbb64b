"""A review as GitHub annotations, worst first, no more than GitHub keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from ipcli.output.as_github import WORDS, annotation
from ipcli.output.plain import counted
from ipcli.output.review_text import named, noted, standing_in, why

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ipcli.diagnostics import Place
    from ipcli.output.review import Review

    PlaceOf = Callable[[str, str], Place | None]

Annotation: TypeAlias = "tuple[str, Place | None, str, str]"  # weight, place, title, message
MOST = 10  # of each weight that GitHub keeps of one step


def github(review: Review, place: PlaceOf) -> str:
    """Return annotations, worst first, no more of a weight than GitHub shows, and the verdict.

    `place` gives the place of a record of a plan in the files, if it is there.
    """
    kept: dict[str, list[str]] = {word: [] for word in WORDS.values()}
    for each in (*_stops(review, place), *_to_look_at(review, place), *_findings(review)):
        kept[each[0]].append(annotation(*each))
    shown = [each for notes in kept.values() for each in notes[:MOST]]
    left = sum(map(len, kept.values())) - len(shown)
    cut = [f"{counted(left, 'more note')}: `ipcli review` prints them all"] * (left > 0)
    return "\n".join([*shown, *cut, review.verdict]) + "\n"


def _stops(review: Review, place: PlaceOf) -> Iterator[Annotation]:
    """Yield what keeps the pull request from being merged: changes to the rules before all."""
    for each in review.gone:
        yield "error", None, "plan gone", f"the plan {each} is no longer there"
    for chosen in ("rules", "gated"):
        for plan in review.plans:
            for judged in getattr(plan, chosen):
                if judged.lacks:
                    where = place(plan.plan_id, judged.entry.change.record)
                    yield "error", where, "needs agreement", f"{named(judged.entry)}; {why(judged)}"
    for plan in review.plans:
        for found in plan.guarded:
            where = place(plan.plan_id, found.record)
            yield "error", where, "needs agreement", f"{standing_in(found)}; {found.why}"
    for lost in (
        *review.unread,
        *(each for plan in review.plans for each in plan.log.not_compared),
    ):
        yield "error", None, "not compared", f"{lost.record}: {lost.why}"


def _to_look_at(review: Review, place: PlaceOf) -> Iterator[Annotation]:
    """Yield what stops nothing and should be seen: other rules, another record of the past."""
    for chosen, title in (("rules", "the rules change"), ("record", "the record changes")):
        for plan in review.plans:
            for judged in getattr(plan, chosen):
                if not judged.lacks:
                    where = place(plan.plan_id, judged.entry.change.record)
                    yield "warning", where, title, noted(judged)


def _findings(review: Review) -> Iterator[Annotation]:
    for found in sorted(review.findings):
        yield WORDS[found.severity], found.place, f"{found.code} {found.name}", found.message
