from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.dates import Precision, add_months, long_day, parse_date
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.dates import Date
    from ipcli.model.organisation import Period
    from ipcli.rules.facts import Facts

_PERIOD = "periods:\n  - {id: 2026-27-Q3, name: Third quarter, as_of: 2026-12-31, covers: "
_YEAR_FIRST = re.compile(r"(\d{4})[-/](\d\d)[ -]?Q([1-4])(?!\d)", re.ASCII)
_QUARTER_FIRST = re.compile(r"Q([1-4])[ -]?(\d{4})[-/](\d\d)(?!\d)", re.ASCII)


@rule(
    "IP805",
    "period-named-wrongly",
    Severity.WARNING,
    bad=_PERIOD + "2026/27 Q2}\n",
    good=_PERIOD + "2026/27 Q3}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A period's id or name says one quarter, and its dates another.

    Why: papers are found by the quarter's name for years; under the wrong one, the figures of two
    quarters are confused.

    Mend: correct `covers` or the name. An id stays as it is once papers were written for it: then
    write a new period with the right id that lists the old one in `was`.
    """
    for period in facts.plan.periods.values():
        for key in ("id", "name"):
            named = _quarter(getattr(period, key))
            if named and (says := _contradicts(period, named)):
                told = f"the {key} of the period `{period.id}` says {named}, but {says}"
                yield Finding(period, key, told, ((period, "covers", "what it covers"),))


def _quarter(text: str) -> Date | None:
    """Return the quarter of a financial year that a text names, if it names one."""
    if found := _YEAR_FIRST.search(text):
        start, end, quarter = found.groups()
    elif found := _QUARTER_FIRST.search(text):
        quarter, start, end = found.groups()
    else:
        return None
    try:
        return parse_date(f"{start}/{end} Q{quarter}")
    except ValueError:
        return None


def _contradicts(period: Period, named: Date) -> str:
    """Return what the period's dates say instead, or nothing; facts may be a quarter late."""
    covers = period.covers
    if covers:
        exact = covers.precision is Precision.QUARTER and covers != named
        apart = covers.wholly_before(named) or named.wholly_before(covers)
        return f"it covers {covers}" if exact or apart else ""
    first, last = named.earliest or period.as_of, named.latest or period.as_of
    if first <= period.as_of <= add_months(last, 3):
        return ""
    return f"its facts are of {long_day(period.as_of)}"
