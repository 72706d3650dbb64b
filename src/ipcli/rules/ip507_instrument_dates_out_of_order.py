from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.dates import long_day
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.instrument import Instrument
    from ipcli.rules.facts import Facts

_DIRECTIONS = """
instruments:
  - id: DIR
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2026-03-16
    to_answer: no
"""


@rule(
    "IP507",
    "instrument-dates-out-of-order",
    Severity.ERROR,
    bad=_DIRECTIONS + "    sent_on: 2025-03-17\n",
    good=_DIRECTIONS + "    sent_on: 2026-03-17\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """The dates of an instrument are out of order: ended before made, until before from and so on.

    Why: one of the two is wrong, and what is in force depends on them.

    Mend: correct the date that is wrong.
    """
    for instrument in facts.plan.instruments.values():
        yield from _of_instrument(instrument)
        for at, post in enumerate(instrument.appointments):
            if post.from_ and post.until and post.until.wholly_before(post.from_):
                told = (
                    f"the appointment of `{post.role}` by `{instrument.id}` ends on {post.until}, "
                    f"before it begins on {post.from_}"
                )
                yield Finding(instrument, ("appointments", at, "until"), told)
    for parts in (facts.plan.paragraphs, facts.plan.functions):
        for part in parts.values():
            above = facts.instrument_of(part.id) if part.ended else None
            if above and part.ended and part.ended.date.wholly_before(above.made_on):
                told = (
                    f"`{part.id}` ended on {part.ended.date}, "
                    f"but `{above.id}` was made on {above.made_on}"
                )
                yield Finding(part, ("ended", "date"), told)


def _of_instrument(instrument: Instrument) -> Iterator[Finding]:
    made = instrument.made_on
    for where, words, day in (
        (("sent_on",), "was sent", instrument.sent_on),
        (("published_on",), "was published", instrument.published_on),
        (("ended", "date"), "ended", instrument.ended and instrument.ended.date),
    ):
        if day and day.wholly_before(made):
            told = f"`{instrument.id}` {words} on {day}, before it was made on {made}"
            yield Finding(instrument, where, told, ((instrument, "made_on", "made here"),))
    held = instrument.in_force
    if held and held.from_ and held.until and held.until < held.from_:
        told = (
            f"`{instrument.id}` is in force until {long_day(held.until)}, "
            f"but only from {long_day(held.from_)}"
        )
        yield Finding(instrument, ("in_force", "until"), told)
