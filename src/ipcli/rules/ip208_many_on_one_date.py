from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.dates import Precision, long_day
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ipcli.rules.facts import Facts

_DAY = Precision.DAY
_FEWEST = 20  # items; in a smaller plan one date for all is no surprise
_ITEMS = [
    f"  - {{id: A{n}, title: Action {n}, level: action, due: 2026-12-DAY}}\n" for n in range(24)
]


@rule(
    "IP208",
    "many-on-one-date",
    Severity.NOTE,
    bad="items:\n" + "".join(each.replace("DAY", "11") for each in _ITEMS),
    good="items:\n" + "".join(each.replace("DAY", f"{n + 5:02}") for n, each in enumerate(_ITEMS)),
)
def check(facts: Facts) -> Iterator[Finding]:
    """Most items of the plan are due on one and the same day.

    Why: it is mostly a date that somebody filled in for all, not one that anybody planned for, and
    on that day most of the plan would be late at once.

    Mend: ask each owner for a date of their own.
    """
    over = facts.closed.union(facts.children, (item.id for item in facts.having("completed")))
    days = {
        item.id: item.due.latest
        for item in facts.having("due")
        if item.id not in over and item.due and item.due.latest and item.due.precision is _DAY
    }
    if len(days) < _FEWEST:
        return
    day, number = Counter(days.values()).most_common(1)[0]
    if number * _share(day) > len(days):
        first = facts.plan.items[next(each for each, due in days.items() if due == day)]
        told = f"{number} of the {len(days)} open items with a day are due on {long_day(day)}"
        home = facts.plan.header
        told += f"; `{first.id}` is the first of them"
        yield Finding(home, "", told, ((first, "due", "the first of them"),))


def _share(day: date) -> float:
    """Return how many times the number must exceed all: more than half, or than three quarters.

    Much is planned to the end of a month, and so less of a surprise there.
    """
    is_month_end = (day + timedelta(days=1)).day == 1
    return 4 / 3 if is_month_end else 2
