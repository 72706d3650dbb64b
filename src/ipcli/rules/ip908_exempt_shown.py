from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_ITEM = """
items:
  - {id: A, title: Settle the claim, level: action, status: green, exempt: paragraph 3}
commentary:
  - period: 2026-27-Q2
    about: A
    summary: The claim is being settled.
"""


@rule(
    "IP908",
    "exempt-shown",
    Severity.WARNING,
    bad=_ITEM,
    good=_ITEM + "    exempt: paragraph 3\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """Public commentary tells of a record that is exempt.

    Why: what may not be public reaches the public paper by its prose.

    Mend: write `exempt` on the entry of commentary too, or speak of something else.

    Source: Local Government Act 1972, s.100A(4) and Sch 12A (exempt information).
    """
    for entry in facts.plan.commentary:
        if entry.exempt:
            continue
        names: list[tuple[tuple[str | int, ...], str | None]] = [(("about",), entry.about)]
        for at, achieved in enumerate(entry.achievements):
            names.append((("achievements", at, "completes"), achieved.completes))
            names.append((("achievements", at, "about"), achieved.about))
        for where, name in names:
            if name and (held := _exempt(facts, name)):
                told = f"public commentary tells of `{name}`, but `{held}` is exempt"
                yield Finding(entry, where, told, about=name)


def _exempt(facts: Facts, record_id: str) -> str:
    """Return the id of the exempt record that a record is or stands in, or nothing."""
    for each in (record_id, *facts.plan.ancestors(record_id)):
        record = facts.plan.records.get(each)
        if record and record.exempt:
            return each
    return ""
