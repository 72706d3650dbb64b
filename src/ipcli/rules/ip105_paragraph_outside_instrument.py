from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Severity
from ipcli.rules.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.rules.facts import Facts

_INSTRUMENT = """
instruments:
  - id: DIR
    kind: directions
    title: Directions
    to_answer: no
    made_by: secretary-of-state
    made_on: 2026-01-15
    paragraphs:
"""


@rule(
    "IP105",
    "paragraph-outside-instrument",
    Severity.ERROR,
    bad=_INSTRUMENT + "      - {id: DIR-1, text: Prepare an improvement plan}\n",
    good=_INSTRUMENT + "      - {id: DIR/1, text: Prepare an improvement plan}\n",
)
def check(facts: Facts) -> Iterator[Finding]:
    """A paragraph's id does not begin with its instrument's id and `/`.

    Why: who reads `DIR-2023/1a` beside an action knows which instrument it answers without looking
    it up.

    Mend: write the id as the instrument's id, `/` and the paragraph's own number.
    """
    for paragraph in facts.plan.paragraphs.values():
        *_, top = ("", *facts.plan.ancestors(paragraph.id))
        if top and not paragraph.id.startswith(f"{top}/"):
            told = f"the paragraph `{paragraph.id}` stands in `{top}`, so its id begins `{top}/`"
            yield Finding(paragraph, "id", told)
