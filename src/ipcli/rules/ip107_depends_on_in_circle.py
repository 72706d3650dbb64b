from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.circles import circles, in_words
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts


@rule(
    "IP107",
    "depends-on-in-circle",
    Severity.ERROR,
    bad="""
items:
  - {id: A, title: Publish the savings plan, level: action, depends_on: B}
  - {id: B, title: Close the accounts, level: action, depends_on: C}
  - {id: C, title: Appoint a finance team, level: action, depends_on: A}
""",
    good="""
items:
  - {id: A, title: Publish the savings plan, level: action, depends_on: B}
  - {id: B, title: Close the accounts, level: action, depends_on: C}
  - {id: C, title: Appoint a finance team, level: action}
""",
)
def check(facts: Facts) -> Iterator[Finding]:
    """Items wait for each other in a circle, or an item waits for one that it stands in.

    Why: each waits for the next, so none can ever be finished.

    Mend: take out the dependency that is not real.
    """
    items = facts.plan.items
    waiting = {item.id: item.depends_on for item in facts.having("depends_on")}
    for circle in circles(waiting):
        told = f"`depends_on` goes in a circle: {in_words(circle)}"
        also = tuple((items[each], "depends_on", f"`{each}`") for each in circle[1:])
        yield Finding(items[circle[0]], "depends_on", told, also)
    for name, others in waiting.items():
        for above in islice(facts.plan.ancestors(name), len(facts.plan.levels)):
            if above in others:
                told = f"`{name}` waits for `{above}`, but stands in it: each waits for the other"
                yield Finding(items[name], ("depends_on", others.index(above)), told)
