"""What an instrument lays down about time, in words: how a clock runs, and how its dates stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.clocks import ClockState
from ipcli.model.dates import Precision, long_day
from ipcli.papers.parts.names import names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ipcli.assess.clocks import ClockDate
    from ipcli.model.instrument import Clock, Duty
    from ipcli.papers.basis import Basis


def laid_down(clock: Clock, start: date | None) -> str:
    """Say how a clock runs, such as "Within 6 months from 16 March 2023, then every 6 months"."""
    if clock.ongoing:
        return "A standing duty, without a date."
    since = (
        f"{'beginning with' if clock.beginning_with else 'from'} {long_day(start)}" if start else ""
    )
    series = [f"within {clock.within} {since}".rstrip()] if clock.within else []
    runs_on = bool(clock.dates) and clock.dates[-1].latest == start  # its first day is told already
    if clock.every:
        then = series or runs_on
        series.append(f"then every {clock.every}" if then else f"every {clock.every} {since}")
    exact = all(each.precision is Precision.DAY for each in clock.dates)
    dates = f"{'on' if exact else 'by'} {', '.join(map(str, clock.dates))}" if clock.dates else ""
    told = (", " if runs_on else " and ").join(filter(None, (dates, ", ".join(series).rstrip())))
    if clock.as_directed:
        told = f"{told}, or as directed" if told else "as directed"
    return f"{told[0].upper()}{told[1:]}."


def date_told(basis: Basis, each: ClockDate, *, judged: bool = True) -> str:
    """Say how a date of a clock stands: laid down, extended, met, and late by how much.

    Where it is not `judged`, as for a clock that is made up, nothing is said of being late.
    """
    words = "".join((f"Due {each.laid_down}", *_more_time(basis, each)))
    if each.met:
        words += f"; met {each.met.date}"
    elif each.state is not ClockState.WAITING and judged:
        words += f"; {each.state}"
    if each.days_late and judged:
        words += f", {late(each)}"
    return f"{words}."


def late(each: ClockDate) -> str:
    """Say how late a date is: `9 days late (7 working days)`."""
    days, working = each.days_late or 0, each.working_days_late or 0
    return f"{_counted(days, 'day')} late ({_counted(working, 'working day')})"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _more_time(basis: Basis, each: ClockDate) -> Iterator[str]:
    """Yield what moved the day that counts: extensions, and the rule for days off."""
    for more in each.extensions:
        by = f", agreed by {names(basis, more.by)}" if more.by else ""
        yield f"; extended {'to' if more.to else 'by'} {more.to or more.length}{by}"
    latest = (each.extended or each.laid_down).latest
    if each.due and latest and each.due > latest:
        yield f"; the next working day is {long_day(each.due)}"
    elif each.due and any(more.length for more in each.extensions):
        yield f"; so due {long_day(each.due)}"


def is_made_up(basis: Basis, duty: Duty) -> bool:
    """Whether a duty or what it stands in is made up: then no paper may say that it is late."""
    above = (basis.plan.records[each] for each in basis.plan.ancestors(duty.id))
    return duty.illustrative or any(each.illustrative for each in above)
