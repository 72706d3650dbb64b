from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.change_request import Ask
    from ipcli.rules.facts import Facts

_REQUEST = """
items:
  - {id: A, title: Publish the savings plan, level: action, due: 2026-12-31}
change_requests:
  - id: CR-1
"""

_TO = frozenset(
    {"due-moved", "start-moved", "baseline-moved", "status-changed", "owner-changed", "item-moved"}
)


@rule(
    "IP705",
    "ask-incomplete",
    Severity.WARNING,
    bad=_REQUEST + "    asks: [{change: due-moved, of: A}]\n",
    good=_REQUEST + "    asks: [{change: due-moved, of: A, to: 2026-12-31}]\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A change request does not say to what: no new date, state, owner or parent, no closing.

    Why: a request explains a change only where what it gives agrees with what was done. One that
    gives nothing would explain any change of that kind, for ever.

    Mend: write `to`, or the `kind` of the closing, as the body was asked.
    """
    for request in facts.plan.change_requests.values():
        for at, ask in enumerate(request.asks):
            lacks = "to" if ask.change in _TO and not ask.to else ""
            if ask.change.endswith("-closed") and not ask.kind:
                lacks = "kind"
            if lacks:
                told = (
                    f"`{request.id}` asks for {ask.change} of {_named(ask)}, but has no `{lacks}`"
                )
                yield Finding(request, ("asks", at), told)


def _named(ask: Ask) -> str:
    more = f" and {len(ask.of) - 1} more" if len(ask.of) > 1 else ""
    return f"`{ask.of[0]}`{more}" if ask.of else "nothing"
