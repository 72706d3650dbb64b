from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.dates import long_day
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.organisation import Period
    from ipcli.rules.facts import Facts

_PERIOD = """
periods:
  - id: 2026-27-Q3
    name: Third quarter
    as_of: 2026-12-31
    tag: small/2027-01
"""


@rule(
    "IP806",
    "periods-clash",
    Severity.WARNING,
    bad=_PERIOD + "  - {id: annual, name: Year, as_of: 2027-03-31, tag: small/2027-01}\n",
    good=_PERIOD + "  - {id: annual, name: Year, as_of: 2027-03-31, tag: small/2027-04}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """Two periods have one as-of date or one tag, or a period covers what comes after its facts.

    Why: periods are compared in the order of their as-of dates, and read at their tags; with one
    of either for two, there is nothing to compare.

    Mend: give each period its own `as_of` and `tag`.
    """
    by_day: dict[str, Period] = {}
    by_tag: dict[str, Period] = {}
    for period in facts.plan.periods_in_order:
        day = long_day(period.as_of)
        for key, value, seen in (("as_of", day, by_day), ("tag", period.tag, by_tag)):
            other = seen.setdefault(value, period) if value else period
            if other is not period:
                words = "facts of" if key == "as_of" else "tag"
                told = f"the periods `{other.id}` and `{period.id}` both have the {words} {value}"
                yield Finding(period, key, told, ((other, key, f"`{other.id}`"),))
        covers = period.covers
        if covers and covers.earliest and period.as_of < covers.earliest:
            told = f"the facts of `{period.id}` are of {day}, before what it covers, {covers}"
            yield Finding(period, "as_of", told, ((period, "covers", "what it covers"),))
