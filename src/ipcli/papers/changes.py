"""The paper of changes: how many of each kind, what was closed, whose dates moved, who agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli import __version__
from ipcli.named import NamedTuple
from ipcli.papers.digest import digest
from ipcli.papers.head import DEMONSTRATION, Head, head, is_demonstration
from ipcli.papers.parts.counting import Bridge, bridges
from ipcli.papers.parts.front import Line
from ipcli.papers.parts.moves import Moves, moves, moves_of

if TYPE_CHECKING:
    from ipcli.changes import ChangeLog
    from ipcli.model.plan import Plan
    from ipcli.papers.basis import Basis
    from ipcli.papers.look import Look


class ChangesPaper(NamedTuple):
    """What the templates of the paper of changes may know. `part` says to what it is limited."""

    head: Head
    title: str
    moves: Moves
    bridges: tuple[Bridge, ...]
    part: str


def changes(basis: Basis) -> ChangesPaper:
    """Return the view of the paper of changes of a period."""
    found = moves(basis)
    return ChangesPaper(
        head=head(basis, title=f"{basis.plan.header.title}: changes"),
        title=f"Changes since {found.since}" if found.compared else "Changes",
        moves=found,
        bridges=bridges(basis),
        part="",
    )


def paper(log: ChangeLog, *, plan: Plan, since: str, until: str, suffix: str, look: Look) -> str:
    """Return the changes between any two revisions as a page, `md` or `html`.

    `plan` is the later revision. A change may be of a record that is exempt: then the page says so
    at its top.
    """
    from ipcli.papers.render import render  # noqa: PLC0415 (only for a page)

    view = ChangesPaper(
        head=_head(log, plan, since, until, look),
        title=f"Changes since {since}",
        moves=moves_of(plan, log, since=since),
        bridges=(),
        part=log.narrowed_to,
    )
    return render(view, template=f"changes.{suffix}.j2", look=look)


def _head(log: ChangeLog, plan: Plan, since: str, until: str, look: Look) -> Head:
    named = {entry.change.exempt for entry in log.entries}
    named |= {each.exempt for each in log.closures}
    named |= {each.exempt for each in (*log.unused, *log.undecided)}
    reasons = sorted(filter(None, named))
    told = f"Not for publication: this paper holds exempt information ({', '.join(reasons)})."
    return Head(
        title=f"{plan.header.title}: changes",
        council=plan.header.council,
        plan=plan.header.title,
        period="",
        as_of="",
        demonstration=DEMONSTRATION if is_demonstration(plan) else "",
        exempt=told if reasons else "",
        draft=None,
        facts=(Line("From", since), Line("To", until)),
        revision=until,
        version=__version__,
        digest=digest(plan),
        words=look.words,
        logo=look.logo,
        look=look.digest,
    )
