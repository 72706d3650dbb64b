from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_DIRECTIONS = """
instruments:
  - id: DIR
    kind: directions
    title: Directions
    made_by: secretary-of-state
    made_on: 2026-03-16
    to_answer: no
    paragraphs:
      - id: DIR/1
"""


@rule(
    "IP516",
    "paragraph-without-words",
    Severity.ERROR,
    bad=_DIRECTIONS,
    good=_DIRECTIONS + "        title: Report on delivery\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A paragraph has neither a title nor a text.

    Why: nobody can tell what is owed.

    Mend: write the paragraph's `text`, or a `title` for it.
    """
    for paragraph in facts.plan.paragraphs.values():
        if not (paragraph.title or paragraph.text):
            told = f"the paragraph `{paragraph.id}` has neither a title nor a text"
            yield Finding(paragraph, "", told)
