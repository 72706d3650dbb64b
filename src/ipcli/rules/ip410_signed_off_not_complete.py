from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_ITEM = """
items:
  - id: A
    title: Publish the savings plan
    level: action
    signed_off: {by: board, date: 2026-09-01}
"""


@rule(
    "IP410",
    "signed-off-not-complete",
    Severity.WARNING,
    bad=_ITEM + "    status: green\n",
    good=_ITEM + "    status: complete\n    completed: 2026-08-01\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """An item or paragraph was signed off, but it is not complete.

    Why: signing off is a committee's own act and not the same as complete; a reader who sees one
    without the other asks what was signed off.

    Mend: write the status and `completed`, or take back the sign-off.
    """
    for record in facts.judged("signed_off"):
        signed = record.signed_off
        if signed and signed.date and facts.is_done(record) is False:
            told = f"`{record.id}` was signed off on {signed.date}, "
            told += f"but its status is `{record.status}`"
            yield Finding(record, "signed_off", told, ((record, "status", "not complete"),))
