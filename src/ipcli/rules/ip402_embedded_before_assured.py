from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts


@rule(
    "IP402",
    "embedded-before-assured",
    Severity.ERROR,
    bad="""
items:
  - id: A
    title: Publish the savings plan
    level: action
    status: complete
    completed: 2026-05-01
    assured: {by: monitoring-officer, date: 2026-07-01}
    embedded: {by: board, date: 2026-06-01}
""",
    good="""
items:
  - id: A
    title: Publish the savings plan
    level: action
    status: complete
    completed: 2026-05-01
    assured: {by: monitoring-officer, date: 2026-07-01}
    embedded: {by: board, date: 2026-09-01}
""",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An item or paragraph was found to be embedded before it was assured.

    Why: first the work is done, then somebody checks that it is, then that it lasts.

    Mend: correct the date of `embedded` or of `assured`.
    """
    for record in facts.judged("embedded"):
        assured, embedded = record.assured, record.embedded
        if not (assured and embedded and embedded.date):
            continue
        if not assured.date:
            told = f"`{record.id}` was embedded on {embedded.date}, but is not assured yet"
        elif embedded.date.wholly_before(assured.date):
            told = (
                f"`{record.id}` was embedded on {embedded.date}, "
                f"but was assured only on {assured.date}"
            )
        else:
            continue
        yield Finding(record, "embedded", told, ((record, "assured", "assured here"),))
