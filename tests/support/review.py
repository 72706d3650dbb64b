"""Two states of a small plan on two branches, and what a review says of the later one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.command import Ran, run
from support.plans import SMALL_PLAN

if TYPE_CHECKING:
    from support.history import History

CONTROL = """\
change_control:
  - {change: due-moved, needs: cabinet, under: "Council, 7 June 2022"}
  - {change: change-control-changed, needs: council}
  - {change: waiver-changed, needs: council}
  - {change: reworded, needs: nobody, noted_by: board}
"""
ITEMS = """\
items:
  - id: T
    title: Finance
    items:
      - {id: A, title: Savings plan, baseline: {due: 2026-10-31}, due: 2026-10-31}
"""
LATER = ITEMS.replace("due: 2026-10-31}\n", "due: 2026-12-31}\n")
REQUEST = """\
change_requests:
  - id: CR-1
    ref: 1
    asks: [{change: due-moved, of: A, to: 2026-12-31}]
"""
APPROVED = "    decisions: [{outcome: approved, by: cabinet, date: 2026-07-15}]\n"
MINUTED = (
    "    decisions:\n"
    "      - {outcome: approved, by: cabinet, date: 2026-07-15, meeting: CAB-1, limb: a}\n"
)
MEETING = """\
meetings:
  - id: CAB-1
    body: cabinet
    date: 2026-07-15
    decisions: [{limb: a, verb: approved, text: The later date of the savings plan}]
"""


def plan(*more: str) -> str:
    """Return the small plan with some sections in a file of their own."""
    return f"{SMALL_PLAN}-- plans/more.yaml --\n{''.join(more) or ITEMS}"


def reviewed(history: History, before: str, after: str, *options: str) -> Ran:
    """Commit a state on main and another on a branch, and review the branch."""
    history.commit("", before)
    history.git("branch", "-M", "main")
    history.git("switch", "--quiet", "--create", "change")
    history.commit("", after)
    return run("review", "--base", "main", *options, here=history.folder)
