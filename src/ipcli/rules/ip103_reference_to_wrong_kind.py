from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_A = {
    "scales": "a scale",
    "risk_matrices": "a risk matrix",
    "roles": "a role",
    "bodies": "a body",
    "labels": "a label",
    "periods": "a period",
    "items": "an item",
    "instruments": "an instrument",
    "paragraphs": "a paragraph",
    "functions": "a function",
    "risks": "a risk",
    "measures": "a measure",
    "change_requests": "a change request",
    "meetings": "a meeting",
    "requests": "a request",
}


@rule(
    "IP103",
    "reference-to-wrong-kind",
    Severity.ERROR,
    bad="""
items:
  - id: A
    title: Publish the savings plan
    level: action
    depends_on: finance-director
""",
    good="""
items:
  - id: A
    title: Publish the savings plan
    level: action
    depends_on: B
  - id: B
    title: Close the accounts
    level: action
""",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A key names a record of another kind than belongs there.

    Why: an owner that is an item, or an item that answers a role, means nothing to a reader and is
    missing from every list that is made by it.

    Mend: name a record of the kind that belongs there, or move the id to the key that fits it.
    """
    for each in facts.broken:
        if each.section and not each.astray:
            told = (
                f"{each.spot} is `{each.name}`, {_A[each.section]}, where only the id of "
                f"{_article(each.target.what)} belongs"
            )
            other = facts.record(each.name)
            also = ((other, "id", f"`{each.name}` stands here"),) if other else ()
            yield Finding(each.record, each.where, told, also)


def _article(what: str) -> str:
    return f"{'an' if what[0] in 'aeiou' else 'a'} {what}"
