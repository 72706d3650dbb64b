from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ipcli.assess.in_force import life
from ipcli.diagnostics import Severity
from ipcli.model.dates import long_day
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.meeting import Meeting
    from ipcli.rules.facts import Facts

_MEETING = """
instruments:
  - id: DIR-1
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2025-09-02
    to_answer: no
  - id: DIR-2
    kind: directions
    title: Expanded directions
    made_by: secretary-of-state
    made_on: 2026-03-16
    replaces: DIR-1
    to_answer: no
meetings:
  - id: C-2026-10-25
    body: council
    date: 2026-10-25
    papers:
      - title: Improvement Plan
"""


@rule(
    "IP503",
    "replaced-instrument-cited",
    Severity.WARNING,
    bad=_MEETING + "        cites: DIR-1\n",
    good=_MEETING + "        cites: DIR-2\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A paper cites an instrument that was no longer in force on the day of the meeting.

    Why: members would decide on a legal position that has passed.

    Mend: cite what took its place. A paper that tells the history cites both.
    """
    for meeting in facts.plan.meetings.values():
        for number, paper in enumerate(meeting.papers):
            where = ("papers", number)
            yield from _stale(facts, meeting, (*where, "cites"), paper.cites, paper.title)
            for at, implication in enumerate(paper.implications):
                place = (*where, "implications", at, "cites")
                words = f"{paper.title}: {implication.name}"
                yield from _stale(facts, meeting, place, implication.cites, words)


def _stale(
    facts: Facts, meeting: Meeting, where: tuple[str | int, ...], cited: tuple[str, ...], words: str
) -> Iterator[Finding]:
    for each in cited:
        span = life(facts.plan, each)
        if span is None or span.last is None or span.last >= meeting.date:
            continue
        if span.ended_by in {*cited, "met"}:
            continue
        when = long_day(span.last + timedelta(days=1))
        newer = facts.plan.instruments.get(span.ended_by)
        how = f"which `{newer.id}` replaced" if newer else "which was no longer in force"
        told = f"`{words}` of {long_day(meeting.date)} cites `{each}`, {how} from {when}"
        also = ((newer, "made_on", f"`{newer.id}` holds now"),) if newer else ()
        yield Finding(meeting, where, told, also)
