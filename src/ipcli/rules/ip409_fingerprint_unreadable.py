from __future__ import annotations

import re
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
    evidence:
      - title: Savings plan
        path: evidence/savings.pdf
"""
_FINGERPRINT = re.compile(r"[0-9a-f]{64}\Z", re.IGNORECASE | re.ASCII)


@rule(
    "IP409",
    "fingerprint-unreadable",
    Severity.ERROR,
    bad=_ITEM + "        sha256: 9f86d081\n",
    good=_ITEM + f"        sha256: {'9f86d081' * 8}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """The fingerprint of a piece of evidence is not one.

    Why: a fingerprint shows that a document was not swapped later; a broken one shows nothing.

    Mend: write the 64 digits and letters that `sha256sum FILE` or `Get-FileHash FILE` prints.
    """
    for record, where, evidence in facts.evidence():
        if evidence.sha256 and not _FINGERPRINT.match(evidence.sha256):
            told = (
                f"the fingerprint of `{evidence.title}` has {len(evidence.sha256)} "
                "characters; it is 64 digits and letters a to f"
            )
            yield Finding(record, (*where, "sha256"), told)
