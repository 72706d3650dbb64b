"""One record with everything that is tied to it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from ipcli.assess.lineage import predecessors, successors
from ipcli.model.base import Part, key_of
from ipcli.model.dates import long_day
from ipcli.output.sheet import Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipcli.model.base import Record
    from ipcli.model.plan import Plan

_SHORTEST_NAME = 2


def record_sheet(
    plan: Plan, record: Record, *, plans: Mapping[str, Plan], places: Mapping[str, str]
) -> Sheet:
    """Return a record: where it stands, its facts, and what it and others say of each other.

    `places` are the files and lines of records, by id.
    """
    above = [f"{each} {plan.name_of(each)}" for each in plan.ancestors(record.id)]
    section = next(name for name, found in plan.by_section.items() if record.id in found)
    kind = section.replace("_", " ").removesuffix("s")
    facts = Table("facts", "Facts", ("Key", "Value"), tuple(_facts(record, "")))
    tables = [facts, _below(plan, record), _named_by(plan, record.id), _requests(plan, record.id)]
    tables.append(_line(plan, record, plans))
    about = f"{kind} at {places.get(record.id, 'an unknown place')}"
    about += f", in {' in '.join(above)}" if above else ""
    title = f"{record.id} {plan.name_of(record.id)}"
    return Sheet(title, about, tuple(table for table in tables if table.rows))


def _facts(part: Part, path: str) -> Iterator[tuple[str, str]]:
    """Yield every key that is set, by its dotted path, with its value in words."""
    for name in type(part).model_fields:
        if name in part.model_fields_set and name != "id":
            yield from _values(getattr(part, name), f"{path}{key_of(name)}")


def _values(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Part):
        yield from _facts(value, f"{path}.")
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _values(each, f"{path}.{key}")
    elif isinstance(value, tuple) and any(isinstance(each, Part) for each in value):
        for at, each in enumerate(value, 1):
            yield from _values(each, f"{path}.{at}")
    elif value not in {None, ()}:
        yield path, _words(value)


def _words(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(map(_words, value))
        case Enum():
            return str(value.value)
        case date():
            return long_day(value)
        case Decimal():
            return f"{value:,}"
        case _:
            return str(value)


def _below(plan: Plan, record: Record) -> Table:
    rows = tuple((each, plan.name_of(each)) for each in plan.children.get(record.id, ()))
    return Table("below", "Below it", ("Id", "Title"), rows)


def _named_by(plan: Plan, wanted: str) -> Table:
    """Return every record that names this one, with the key where it does."""
    rows = []
    for each in plan.records.values():
        if each.id == wanted:
            continue
        for key, value in _facts(each, ""):
            named = value == wanted or wanted in value.split(", ")
            if named and key not in {"parent", "title", "name"} and len(wanted) >= _SHORTEST_NAME:
                rows.append((each.id, plan.name_of(each.id), key))
    return Table("named_by", "Named by", ("Id", "Title", "Where"), tuple(rows))


def _requests(plan: Plan, wanted: str) -> Table:
    rows = []
    for request in plan.change_requests.values():
        for ask in request.asks:
            if wanted in ask.of:
                decided = "; ".join(
                    f"{each.outcome} by {', '.join(map(plan.name_of, each.by))} on {each.date}"
                    for each in request.decisions
                )
                asked = " ".join(part for part in (ask.change, ask.kind, ask.to) if part)
                rows.append((request.ref or request.id, asked, decided or "waits for a decision"))
    return Table("change_requests", "Change requests", ("Ref", "Asks", "Decided"), tuple(rows))


def _line(plan: Plan, record: Record, plans: Mapping[str, Plan]) -> Table:
    steps = [*predecessors(plan, record.id, plans=plans), *successors(plan, record.id, plans=plans)]
    rows = tuple(
        (step.record, step.kind, step.into or step.outside, str(step.date)) for step in steps
    )
    return Table("lineage", "Came from and went into", ("Record", "How", "Into", "When"), rows)
