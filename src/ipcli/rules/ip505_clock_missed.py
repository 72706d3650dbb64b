from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.assess.clocks import ClockState, all_clock_dates
from ipcli.assess.coverage import owed_by_council
from ipcli.diagnostics import Severity
from ipcli.model.dates import Precision, long_day
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.assess.clocks import ClockDate
    from ipcli.model.dates import Date
    from ipcli.model.instrument import Duty
    from ipcli.model.plan import Plan
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
        text: Prepare a plan
        clock: {within: 3 months}
        extensions: [{length: 1 month, by: secretary-of-state}]
"""


@rule(
    "IP505",
    "clock-missed",
    Severity.WARNING,
    needs=("day",),
    bad=_DIRECTIONS + "        met: [{date: 2026-07-25, by: council}]\n",
    good=_DIRECTIONS + "        met: [{date: 2026-07-16, by: council}]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A date that an instrument lays down was met late, or has passed and was not met.

    Why: it is the first thing that those who made the instrument look for, and the paper must
    say it before they do.

    Mend: add the `met` entry or the agreed extension that is missing. Otherwise leave it: it is a
    fact that the paper has to tell, and can be accepted with a waiver.

    Source: Dodds v Walker [1981] 1 WLR 1027 (a month after a day ends on the same day of the next
    month); working days by the bank holidays of England and Wales.
    """
    for clock in all_clock_dates(facts.plan, today=facts.today):
        duty = _duty(facts.plan, clock.record)
        if not owed_by_council(facts.plan, duty):
            continue
        for each in clock.dates:
            if each.state is ClockState.MET_LATE and each.met and _surely(each):
                at = next(at for at, met in enumerate(duty.met) if met is each.met)
                told = f"`{duty.id}` {_laid_down(each)} and was met {_on(each.met.date)}: "
                yield Finding(duty, ("met", at), told + _late(each))
        overdue = [each for each in clock.dates if each.state is ClockState.OVERDUE]
        if overdue and not facts.is_told_later(duty):
            told = f"`{duty.id}` {_laid_down(overdue[0])} and is not met on "
            told += f"{long_day(facts.today)}: {_late(overdue[0])}"
            told += f"; {len(overdue)} dates are not met" if len(overdue) > 1 else ""
            yield Finding(duty, "clock", told)


def _surely(date: ClockDate) -> bool:
    """Tell whether a date was met late on any day that the entry can mean."""
    met = date.met.date.earliest if date.met else None
    return bool(met and date.due and met > date.due)


def _on(met: Date) -> str:
    return f"{'on' if met.precision is Precision.DAY else 'in'} {met}"


def _duty(plan: Plan, record_id: str) -> Duty:
    return plan.paragraphs.get(record_id) or plan.instruments[record_id]


def _laid_down(date: ClockDate) -> str:
    """Say by when it was due, as laid down and as extended, and the working day after that."""
    told = f"was due {date.laid_down}"
    if date.extended:
        told += f", extended to {date.extended},"
    last = date.extended or date.laid_down
    if date.due and last.latest and date.due > last.latest:
        told += f" (next working day {long_day(date.due)})"
    return told


def _late(date: ClockDate) -> str:
    if date.met and date.met.date.precision is not Precision.DAY:
        return "late"
    days, working = date.days_late or 0, date.working_days_late or 0
    return f"{_counted(days, 'day')} late ({_counted(working, 'working day')})"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
