"""How records are named on a page: number, title, id, and what must be said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ipcli.papers.figures import filled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipcli.model.base import Record
    from ipcli.papers.basis import Basis

MADE_UP = "Made up"
NEW = "New"


class Name(NamedTuple):
    """A record as papers print it.

    `ref` is the number it is known by, `id` its name in the files; `marks` are words such as "New".
    """

    id: str
    ref: str
    title: str
    marks: tuple[str, ...] = ()


def name(basis: Basis, record_id: str) -> Name:
    """Return the name of a record of this plan, or of another one by `id@plan`."""
    found, at, plan_id = record_id.partition("@")
    plan = basis.plans.get(plan_id) if at else basis.plan
    record = plan.records.get(found) if plan else None
    if plan is None or record is None:
        return Name(record_id, "", record_id)
    title = plan.name_of(found)
    if at:
        title = f"{title} ({plan.header.title})"
    return Name(record_id, record.ref or "", title, () if at else marks(basis, record))


def marks(basis: Basis, record: Record) -> tuple[str, ...]:
    """Return what must be said of a record in words: new, made up, exempt."""
    exempt = basis.exempt.get(record.id)
    return (
        *((NEW,) if record.id in basis.new else ()),
        *((MADE_UP,) if record.illustrative else ()),
        *((f"Exempt: {exempt}",) if exempt else ()),
    )


def short(basis: Basis, record_id: str) -> str:
    """Return the number or id of a record with its title, in one text."""
    named = name(basis, record_id)
    number = named.ref or (named.id if named.id != named.title else "")
    return f"{number} {named.title}".strip()


def names(basis: Basis, ids: Iterable[str]) -> str:
    """Return the names of roles and bodies, with a comma between."""
    return ", ".join(basis.plan.name_of(each) for each in ids)


def texts(basis: Basis, prose: Iterable[str]) -> tuple[str, ...]:
    """Return prose with the figures that it names filled in."""
    return tuple(filled(basis, each) for each in prose)
