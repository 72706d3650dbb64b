"""Plans with tagged periods, as texts, and what is read from their history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.history.revisions import Revisions
from ipcli.history.rounds import Rounds, rounds
from ipcli.load import load
from ipcli.tree import Tree
from support.plans import SMALL_PLAN

if TYPE_CHECKING:
    from ipcli.load import Loaded
    from ipcli.model.plan import Plan
    from support.history import History

PERIODS = """\
periods:
  - {id: Q1, name: First quarter, as_of: 2026-06-30, tag: small/q1}
  - {id: Q2, name: Second quarter, as_of: 2026-09-30, tag: small/q2}
  - {id: Q3, name: Third quarter, as_of: 2026-12-31, tag: small/q3}
"""
_HEAD, _, _ = SMALL_PLAN.partition("periods:\n")
CONTROL = "change_control: [{change: any, needs: cabinet}]\n"


def text(items: str, more: str = "", *, periods: str = PERIODS, head: str = _HEAD) -> str:
    """Return a plan with three periods and one theme that holds some items, one a line."""
    rows = "".join(f"      - {{{each}}}\n" for each in items.strip().splitlines())
    below = f"    items:\n{rows}" if rows else ""
    theme = f"-- plans/items.yaml --\nitems:\n  - id: T\n    title: Theme\n{below}"
    return f"{head}{periods}{CONTROL}{theme}-- plans/more.yaml --\n{more or '# nothing more'}\n"


def now(history: History, plan_id: str = "small", folder: str = "plans") -> tuple[Loaded, Plan]:
    """Load what is checked out."""
    loaded = load(Tree.of_folder(history.folder / folder, shown=folder))
    return loaded, loaded.plans[plan_id]


def revisions(history: History, folder: str = "plans") -> Revisions:
    """Return where the revisions of the small plan are read from."""
    return Revisions.of(history.repo, folder, now(history, folder=folder)[1])


def walked(history: History, folder: str = "plans") -> Rounds:
    """Walk the rounds of the small plan."""
    loaded, plan = now(history, folder=folder)
    return rounds(loaded, plan, revisions(history, folder))
