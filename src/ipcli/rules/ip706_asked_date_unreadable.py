from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.dates import parse_date
from ipcli.model.misdated import meant
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_REQUEST = """
items:
  - {id: A, title: Publish the savings plan, level: action, due: 2026-12-31}
change_requests:
  - id: CR-1
"""

_DATES = frozenset({"due-moved", "start-moved", "baseline-moved", "forecast-moved"})
_LIKE_A_DATE = re.compile(r"[\d/.\- ]+(?:Q\d)?\Z|Q\d\b", re.ASCII)


@rule(
    "IP706",
    "asked-date-unreadable",
    Severity.ERROR,
    bad=_REQUEST + "    asks: [{change: due-moved, of: A, to: 31/12/2026}]\n",
    good=_REQUEST + "    asks: [{change: due-moved, of: A, to: 2026-12-31}]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A change request asks for a date that is not written as dates are.

    Why: the date is compared with the one in the plan, so the request would explain nothing.

    Mend: write the date as it stands in the item: 2026-12-31, 2026-12, 2026/27 Q3.
    """
    for request in facts.plan.change_requests.values():
        for at, ask in enumerate(request.asks):
            if ask.change not in _DATES:
                continue
            for key, text in (("from", ask.from_), ("to", ask.to)):
                if text and (why := _unreadable(text)):
                    told = f"`{request.id}` asks to move a date, but {why}"
                    yield Finding(request, ("asks", at, key), told)


def _unreadable(text: str) -> str:
    """Return why a text that looks like a date is none; dates in words may be anything."""
    dates = [date_ for date_, _ in meant(text)]
    if not (_LIKE_A_DATE.match(text) or dates):
        return ""
    try:
        parse_date(text)
    except ValueError as why:
        return "" if any(_printed(each) == text.lower() for each in dates) else str(why)
    return ""


def _printed(date_: str) -> str:
    """Return a date as papers print it, which a request may write too."""
    try:
        return str(parse_date(date_)).lower()
    except ValueError:
        return ""
