"""A small plan, and texts laid over it."""

from __future__ import annotations

from ipcli.load import Loaded, load
from ipcli.tree import Tree

SMALL_PLAN = """\
-- plans/plan.yaml --
plan:
  id: small
  format: 1
  council: Anytown Council
  title: Improvement Plan
  levels:
    - {id: theme, name: Theme}
    - {id: action, name: Action, scale: progress}
    - {id: step, name: Step, scale: progress}
scales:
  - id: progress
    name: Progress
    states:
      - {id: complete, name: Complete, colour: blue, class: done}
      - {id: green, name: On course, colour: green, class: on-course}
      - {id: amber, name: At risk, colour: amber, class: at-risk, needs: [reason]}
      - {id: red, name: Off course, colour: red, class: off-course, needs: [reason, recovery]}
      - {id: paused, name: Paused, colour: grey, class: stopped}
roles:
  - {id: leader, name: Leader of the Council, kind: member}
  - {id: finance-director, name: Director of Finance}
  - {id: monitoring-officer, name: Monitoring Officer}
bodies:
  - {id: council, name: Council, kind: council, does: decides}
  - {id: cabinet, name: Cabinet, kind: executive, does: decides}
  - {id: board, name: Improvement Board, kind: board, does: recommends}
  - {id: scrutiny, name: Scrutiny Committee, kind: scrutiny, does: oversees}
  - {id: auditor, name: External Auditor, kind: auditor}
  - {id: secretary-of-state, name: Secretary of State, kind: government}
periods:
  - {id: 2026-27-Q1, name: First quarter, as_of: 2026-06-30}
  - {id: 2026-27-Q2, name: Second quarter, as_of: 2026-09-30}
"""


def laid_over(text: str, plan: str = SMALL_PLAN) -> Tree:
    """Lay a text over the small plan.

    A part `-- path --` replaces the file of that path; a text before the first part is a file of
    its own, `plans/more.yaml`.
    """
    under = {file.path: file.read() for file in Tree.of_text(plan).files}
    text = text.lstrip("\n")
    if text and not text.startswith("-- "):
        text = f"-- plans/more.yaml --\n{text}"
    over = {file.path: file.read() for file in Tree.of_text(text).files} if text else {}
    return Tree.of_bytes({**under, **over})


def loaded(text: str) -> Loaded:
    """Load a text laid over the small plan."""
    return load(laid_over(text))
