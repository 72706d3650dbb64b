from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.dates import parse_date
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
    paragraphs:
      - id: DIR/1
        text: Report on delivery
"""

_NAMED = ("made_on", "sent_on", "published_on", "in_force")


@rule(
    "IP504",
    "clock-without-start",
    Severity.ERROR,
    bad=_DIRECTIONS + "        clock: {within: 9 months, from: sent_on}\n",
    good=_DIRECTIONS + "        clock: {within: 9 months, from: made_on}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A clock runs from a day that the instrument does not give.

    Why: without its start no date of the clock can be computed, so none is ever missed.

    Mend: write the day into the instrument, or let the clock run `from` another day.
    """
    for duties in (facts.plan.instruments, facts.plan.paragraphs):
        for duty in duties.values():
            clock = duty.timed
            if clock is None or not (clock.within or clock.every):
                continue
            key = "beginning_with" if clock.beginning_with else "from"
            start = clock.beginning_with or clock.from_ or "made_on"
            instrument = facts.instrument_of(duty.id)
            if why := _missing(start, instrument):
                told = f"the clock of `{duty.id}` runs from `{start}`, but {why}"
                named = instrument and start in _NAMED
                also = ((instrument, "id", f"no `{start}` here"),) if instrument and named else ()
                yield Finding(duty, ("clock", key), told, also)


def _missing(start: str, instrument: Instrument | None) -> str:
    """Return why the start of a clock is not known, or nothing."""
    if start in {"sent_on", "published_on"}:
        if instrument and getattr(instrument, start) is None:
            return f"`{instrument.id}` has no `{start}`"
        return ""
    if start in _NAMED:
        return ""
    try:
        parse_date(start)
    except ValueError:
        return f"that is neither a day nor {', '.join(_NAMED[:-1])} or {_NAMED[-1]}"
    return ""
