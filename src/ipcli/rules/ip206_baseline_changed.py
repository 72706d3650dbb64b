from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.model.item import Baseline
from ipcli.rules.facts import newly_corrected
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ipcli.model.change_request import Ask
    from ipcli.model.dates import Date
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
    agreed = _asked(facts.plan)
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
        corrected = newly_corrected(then, now)
        for key in keys:
            new = getattr(second, key)
            if _is_agreed(new, agreed.get(name, ())):
                continue
            if corrected.isdisjoint({"baseline", f"baseline.{key}"}):
                is_now = f"has `{key}` {new}, but" if new else f"has no `{key}` any more;"
                told = f"the baseline of `{name}` {is_now} it was {getattr(first, key)}"
                yield Finding(now, ("baseline", key), told)


def _asked(plan: Plan) -> Mapping[str, list[Ask]]:
    """Return what approved change requests ask of the baselines, by item."""
    found: dict[str, list[Ask]] = {}
    for request in plan.change_requests.values():
        if any(decision.outcome == "approved" for decision in request.decisions):
            for ask in request.asks:
                for name in ask.of if ask.change == "baseline-moved" else ():
                    found.setdefault(name, []).append(ask)
    return found


def _is_agreed(new: Date | None, asked: Sequence[Ask]) -> bool:
    """Tell whether a new baseline was asked for: at this date, or at none that is named."""
    written = (new.text, str(new)) if new else ()
    return any(ask.to is None or ask.to in written for ask in asked)
