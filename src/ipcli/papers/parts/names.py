"""How records are named on a page: number, title, id, and what must be said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.changes.wording import listed
from ipcli.model.base import ended_as
from ipcli.named import NamedTuple
from ipcli.papers.characters import cut
from ipcli.papers.figures import filled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipcli.model.base import Closed, Record
    from ipcli.model.commentary import Commentary
    from ipcli.papers.basis import Basis

LONGEST = 110  # letters of a paragraph's text that stand for it where it has no title
# The records that people ask for by their ids, where they have no number.
BY_ID = frozenset({"items", "risks", "measures", "instruments", "change_requests"})
MADE_UP = "Made up"
NEW = "New"


class Name(NamedTuple):
    """A record as papers print it.

    `ref` is the number it is known by, `id` its name in the files; `marks` are words such as "New".
    Whether people ask for it by its id says `by_id`: nobody calls a committee so.
    """

    id: str
    ref: str
    title: str
    marks: tuple[str, ...] = ()
    by_id: bool = False

    @property
    def numbered(self) -> str:
        """Its title, after its number where it has one."""
        return f"{self.ref} {self.title}".strip()

    @property
    def quoted(self) -> str:
        """Its id, where papers print it: where no number stands for it."""
        return self.id if self.by_id and not self.ref and self.id != self.title else ""


def name(basis: Basis, record_id: str) -> Name:
    """Return the name of a record of this plan, or of another one by `id@plan`."""
    found, at, plan_id = record_id.partition("@")
    plan = basis.plans.get(plan_id) if at else basis.plan
    record = plan.records.get(found) if plan else None
    if plan is None or record is None:
        return Name(record_id, "", record_id)
    title = cut(plan.name_of(found), LONGEST) if found in plan.paragraphs else plan.name_of(found)
    if at:
        title = f"{title} ({plan.header.title})"
    by_id = not at and any(found in plan.by_section[each] for each in BY_ID)
    return Name(record_id, record.ref or "", title, () if at else marks(basis, record), by_id)


def marks(basis: Basis, record: Record) -> tuple[str, ...]:
    """Return what must be said of a record in words: new, made up, exempt."""
    exempt = basis.exempt.get(record.id)
    return (
        *((NEW,) if record.id in basis.new else ()),
        *((MADE_UP,) if record.illustrative else ()),
        *((f"Exempt: {exempt}",) if exempt else ()),
    )


def made_up(record: Record | Commentary) -> str:
    """Return what follows a day or a text that is made up; nothing where it is not."""
    return f" ({MADE_UP.lower()})" if record.illustrative else ""


def short(basis: Basis, record_id: str) -> str:
    """Return the title of a record in running text, with its number where it has one."""
    return name(basis, record_id).numbered


def how_closed(basis: Basis, closed: Closed) -> str:
    """Return how a record was closed, with the names of what carries it on."""
    into = (*(short(basis, each) for each in closed.into), closed.outside or "")
    return ended_as(closed.kind, ", ".join(filter(None, into)))


def names(basis: Basis, ids: Iterable[str]) -> str:
    """Return the names of roles and bodies as people join them: `Cabinet, Council and Board`."""
    return listed(basis.plan.name_of(each) for each in ids)


def texts(basis: Basis, prose: Iterable[str]) -> tuple[str, ...]:
    """Return prose with the figures that it names filled in."""
    return tuple(filled(basis, each) for each in prose)
