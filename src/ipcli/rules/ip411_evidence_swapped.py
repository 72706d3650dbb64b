from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.base import Evidence
    from ipcli.rules.facts import Facts

_OLD, _NEW = "9f86d081" * 8, "60303ae2" * 8
_ITEM = """
items:
  - id: A
    title: Publish the savings plan
    evidence:
"""


@rule(
    "IP411",
    "evidence-swapped",
    Severity.WARNING,
    needs=("base",),
    base=_ITEM + f"      - {{title: Savings plan, path: savings.pdf, sha256: {_OLD}}}\n",
    bad=_ITEM + f"      - {{title: Savings plan, path: savings.pdf, sha256: {_NEW}}}\n",
    good=_ITEM
    + f"      - {{title: Savings plan, path: savings.pdf, sha256: {_OLD}}}\n"
    + f"      - {{title: Savings plan (second version), path: savings-2.pdf, sha256: {_NEW}}}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A piece of evidence has another fingerprint than at the earlier revision.

    Why: whoever judged by the document saw another one.

    Mend: keep the document that was judged, and add the new one as an entry of its own.
    """
    plan = facts.plan
    others = (plan.paragraphs, plan.instruments, plan.measures)
    for records in (facts.having("evidence"), *(each.values() for each in others)):
        for now in records:
            then = facts.then(now) if now.evidence else None
            old = _prints(then.evidence) if then else {}
            for at, evidence in enumerate(now.evidence):
                was = old.get((evidence.title, evidence.path, evidence.url))
                if was and evidence.sha256 and was != evidence.sha256.lower():
                    told = (
                        f"`{evidence.title}` of `{now.id}` has the fingerprint "
                        f"{evidence.sha256[:12]}…, but had {was[:12]}…"
                    )
                    yield Finding(now, ("evidence", at, "sha256"), told)


def _prints(
    evidence: tuple[Evidence, ...],
) -> dict[tuple[str, str | None, str | None], str]:
    return {(e.title, e.path, e.url): e.sha256.lower() for e in evidence if e.sha256}
