from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.item import Baseline
from ipcli.rules.facts import newly_corrected
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.plan import Plan
    from ipcli.rules.facts import Facts

_ITEM = """
items:
  - id: A
    title: Publish the savings plan
    level: action
    due: 2026-12-31
    baseline: {due: 2026-09-30}
"""


@rule(
    "IP206",
    "baseline-changed",
    Severity.ERROR,
    needs=("base",),
    base=_ITEM,
    bad=_ITEM.replace("09-30", "12-31"),
    good=_ITEM.replace("due: 2026-12-31", "due: 2027-03-31"),
)
def check(facts: Facts) -> Iterator[Finding]:
    """A baseline is not what it was at the earlier revision.

    Why: the baseline is the promise as first made. Who can rewrite it can make any delay
    disappear.

    Mend: put the old date back and move `due`. If the old one was a slip of the pen, say so in
    `corrections`; if a body agreed to a new baseline, add its change request (`baseline-moved`).
    """
    if len(facts.plan.header.agreed) > len(facts.before.header.agreed):
        return  # the plan was agreed anew as a whole, with new first dates
    agreed = _agreed(facts.plan)
    for name, now in facts.plan.items.items():
        then = facts.then(now)
        if then is None or then.baseline is None or then.baseline is now.baseline:
            continue
        first, second = then.baseline, now.baseline or Baseline()
        keys = [
            key
            for key in ("start", "due")
            if getattr(first, key) not in (None, getattr(second, key))
        ]
        if not keys or name in agreed:
            continue
        corrected = newly_corrected(then, now)
        for key in keys:
            if corrected.isdisjoint({"baseline", f"baseline.{key}"}):
                new = getattr(second, key)
                is_now = f"has `{key}` {new}, but" if new else f"has no `{key}` any more;"
                told = f"the baseline of `{name}` {is_now} it was {getattr(first, key)}"
                yield Finding(now, ("baseline", key), told)


def _agreed(plan: Plan) -> frozenset[str]:
    """Return the items whose new baseline was agreed by an approved change request."""
    return frozenset(
        name
        for request in plan.change_requests.values()
        if any(decision.outcome == "approved" for decision in request.decisions)
        for ask in request.asks
        if ask.change == "baseline-moved"
        for name in ask.of
    )
