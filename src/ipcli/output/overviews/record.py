"""One record with everything that is tied to it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from textwrap import shorten
from typing import TYPE_CHECKING

from ipcli.assess.lineage import predecessors, successors
from ipcli.model.base import Part, key_of
from ipcli.model.dates import long_day
from ipcli.model.plan import one_of
from ipcli.output.cells import own
from ipcli.output.overviews.standing import standing
from ipcli.output.sheet import Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipcli.diagnostics import Place
    from ipcli.model.base import Record
    from ipcli.model.plan import Plan
    from ipcli.output.cells import Value

_SHORTEST_NAME = 2
_MOST = 100  # characters of a value that stands among others
# What a reader looks for first, and what is long; the other keys stand between.
_FIRST = (
    *("title", "name", "text", "ref", "kind", "level", "parent", "owner", "status", "reason"),
    *("recovery", "ratings", "start", "baseline", "due", "forecast", "completed", "closed"),
)
_LAST = ("opinions", "evidence", "corrections", "updates")


def record_sheet(
    plan: Plan, record: Record, *, plans: Mapping[str, Plan], place: Place, today: date
) -> Sheet:
    """Return a record: where it stands, its facts, what they come to, and what names it."""
    above = list(plan.ancestors(record.id))
    section = next(name for name, found in plan.by_section.items() if record.id in found)
    facts = Table("facts", "Facts", ("Key", "Value"), tuple(_shown(plan, record)))
    tables = [facts, standing(plan, record, today=today), _below(plan, record)]
    tables += [_named_by(plan, record.id), _requests(plan, record.id), _line(plan, record, plans)]
    within = [f"{each} {_name(plan, each)}" for each in above]
    about = f"{one_of(section)} at {place}"
    about += f", in {' in '.join(within)}" if within else ""
    values: dict[str, Value] = {
        "plan": plan.id,
        "section": section,
        "place": place._asdict(),
        "within": above,
        "record": own(record),
    }
    title = f"{record.id} {_name(plan, record.id)}"
    return Sheet(title, about, tuple(table for table in tables if table.rows), values)


def _shown(plan: Plan, record: Record) -> Iterator[tuple[str, str]]:
    """Yield the facts of a record for a reader: what matters first, and names beside ids."""
    set_ = [name for name in type(record).model_fields if name in record.model_fields_set]
    for name in sorted(set_, key=_rank):
        value = getattr(record, name)
        if isinstance(value, tuple) and value and isinstance(value[0], Part):
            for at, part in enumerate(value, 1):
                yield f"{key_of(name)} {at}" if len(value) > 1 else key_of(name), _told(plan, part)
        elif name != "id":
            for path, words in _values(value, key_of(name)):
                shown = words if words in {record.id, record.ref} else _with_name(plan, words)
                yield path.replace(".", " "), shown


def _rank(name: str) -> tuple[int, int]:
    key = key_of(name)
    if key in _FIRST:
        return 0, _FIRST.index(key)
    return (2, _LAST.index(key)) if key in _LAST else (1, 0)


def _told(plan: Plan, part: Part) -> str:
    """Return a part of a record on one line: its day and words, then the rest but for lists."""
    facts = {
        key: words
        for key, words in _facts(part, "")
        if not any(step.isdigit() for step in key.split("."))
    }
    opening = [facts.pop(key) for key in ("date", "title", "text") if key in facts]
    rest = [
        f"{key.replace('.', ' ')} {_with_name(plan, shorten(words, _MOST, placeholder=' …'))}"
        for key, words in facts.items()
    ]
    return "; ".join([*filter(None, [": ".join(opening)]), *rest])


def _with_name(plan: Plan, words: str) -> str:
    """Put the name of a record beside its id, where a value is an id or a list of them."""
    told = []
    for each in words.split(", "):
        name = _name(plan, each)
        told.append(f"{each} ({name})" if name else each)
    return ", ".join(told)


def _name(plan: Plan, record_id: str) -> str:
    """Return what people call a record; nothing where that is its id."""
    if meeting := plan.meetings.get(record_id):
        return f"{plan.name_of(meeting.body)}, {long_day(meeting.date)}"
    name = plan.name_of(record_id) if record_id in plan.records else record_id
    return "" if name == record_id else name


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
    """Return every record that names this one, with or without its plan, and the key."""
    names = {wanted, f"{wanted}@{plan.id}"}
    rows = []
    for each in plan.records.values():
        if each.id == wanted or each.id in plan.change_requests:
            continue  # requests have a table of their own
        for key, value in _facts(each, ""):
            named = not names.isdisjoint((value, *value.split(", ")))
            if named and key not in {"parent", "title", "name"} and len(wanted) >= _SHORTEST_NAME:
                words = " ".join(step for step in key.split(".") if not step.isdigit())
                rows.append((each.id, _name(plan, each.id), words))
    return Table("named_by", "Named by", ("Id", "Title", "Where"), tuple(rows))


def _requests(plan: Plan, wanted: str) -> Table:
    rows = []
    for request in plan.change_requests.values():
        for ask in request.asks:
            if not {wanted, f"{wanted}@{plan.id}"}.isdisjoint(ask.of):
                decided = "; ".join(
                    f"{each.outcome} by {', '.join(map(plan.name_of, each.by))} ({each.date})"
                    for each in request.decisions
                )
                asked = " ".join(
                    part for part in (ask.change, ask.kind, ask.to and f"to {ask.to}") if part
                )
                rows.append((request.ref or request.id, asked, decided or "waits for a decision"))
    return Table("change_requests", "Change requests", ("Ref", "Asks", "Decided"), tuple(rows))


def _line(plan: Plan, record: Record, plans: Mapping[str, Plan]) -> Table:
    steps = [*predecessors(plan, record.id, plans=plans), *successors(plan, record.id, plans=plans)]
    rows = tuple(
        (step.record, step.kind, step.into or step.outside, str(step.date)) for step in steps
    )
    return Table("lineage", "Came from and went into", ("Record", "How", "Into", "When"), rows)
