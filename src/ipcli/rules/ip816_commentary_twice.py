from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.commentary import Commentary
    from ipcli.rules.facts import Facts

_ENTRY = """
items: [{id: T1, title: Finance}]
commentary:
  - {period: 2026-27-Q2, about: T1, summary: The savings plan was published.}
"""


@rule(
    "IP816",
    "commentary-twice",
    Severity.WARNING,
    bad=_ENTRY + "  - {period: 2026-27-Q2, about: T1, issues: Two posts are vacant.}\n",
    good=_ENTRY + "  - {period: 2026-27-Q1, about: T1, issues: Two posts are vacant.}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """There are two entries of commentary for one period and one record.

    Why: entries are told apart by period and `about`; a merge of two branches can leave both.

    Mend: put what both say into one entry.
    """
    first: dict[tuple[str, str | None], Commentary] = {}
    for entry in facts.plan.commentary:
        other = first.setdefault((entry.period, entry.about), entry)
        if other is not entry:
            about = f"`{entry.about}`" if entry.about else "the plan as a whole"
            told = f"there are two entries of commentary on {about} for `{entry.period}`"
            also = ((other, "", "the first"),)
            yield Finding(entry, "", told, also, entry.about or entry.period)
