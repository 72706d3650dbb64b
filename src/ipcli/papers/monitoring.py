"""The monitoring table: every row of the plan, so that nobody must ask for the spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.papers.head import head
from ipcli.papers.parts.money import cost
from ipcli.papers.parts.names import how_closed, name, short
from ipcli.papers.parts.rows import rolled_up, rollup_tag, row
from ipcli.papers.pictures.timeline import dates_of
from ipcli.papers.sheet import (
    DASH,
    Cell,
    Column,
    Sheet,
    Table,
    TableRow,
    Tagged,
    section,
    sentence,
    table,
    without_empty,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.model.dates import Date
    from ipcli.model.item import Item
    from ipcli.papers.basis import Basis
    from ipcli.papers.parts.rows import Row
    from ipcli.papers.pictures.drawing import Figure
    from ipcli.papers.sheet import Section


def monitoring(basis: Basis) -> Sheet:
    """Return the view of the monitoring table: rows in monitoring, then those that left it."""
    return Sheet(
        head=head(basis, title=f"{basis.plan.header.title}: monitoring table"),
        sections=tuple(_sections(basis)),
    )


def _sections(basis: Basis) -> Iterator[Section]:
    items = basis.plan.items.values()
    rows = tuple(_row(basis, each) for each in items if each.id not in basis.plan.closings)
    new = sum(each.id in basis.new for each in items if each.id not in basis.plan.closings)
    told = f"{len(rows)} {'row is' if len(rows) == 1 else 'rows are'} in monitoring."
    if basis.before is not None:
        told += f" {new} of them {'is' if new == 1 else 'are'} new in this period and marked New."
    said = basis.words
    titles = ("Row", "Status", said.original, said.present, said.moved, said.owner)
    columns = tuple(Column(title) for title in (*titles, said.why_back_and_latest))
    whole = without_empty(
        Table("rows", f"Rows in monitoring: {len(rows)}", columns, rows, enhance=True)
    )
    tables = (whole,) if rows else ()
    yield section("monitoring", "Rows in monitoring", lines=(told,), tables=tables)
    figures = tuple(_timelines(basis))
    if figures:
        yield section("timeline", "Timeline", figures=figures)
    left = tuple(_left(basis, each) for each in items if each.closed)
    if left:
        closed = table(
            "left-rows",
            "Rows that left monitoring, and how",
            ("Row", "How", "When", said.why),
            left,
        )
        yield section("left", "No longer monitored", tables=closed)


def _timelines(basis: Basis) -> Iterator[Figure]:
    """Yield the dates of the rows in monitoring as a picture for each part of the plan."""
    plan = basis.plan
    for top in (each for each in plan.items.values() if each.parent not in plan.items):
        below = (plan.items.get(each) for each in (top.id, *plan.below(top.id)))
        rows = [each for each in below if each and each.id not in basis.plan.closings]
        yield from dates_of(
            basis,
            f"timeline-{top.id}",
            f"{top.title}: original and present dates",
            rows,
            where="The table above",
        )


def _row(basis: Basis, item: Item) -> TableRow:
    found = row(basis, item)
    judged = basis.plan.scale_of(item) is not None
    own = (Tagged("", found.tag),) if judged else ()
    rolled = rolled_up(basis, item)
    below = (Tagged("Worked out from its rows:", rollup_tag(rolled)),) if rolled else ()
    rated = (Tagged(f"{each.scale}:", each.tag, each.reason) for each in found.ratings)
    return TableRow(
        cells=(
            Cell(name=found.name, where=_place(basis, item)),
            Cell(text="" if judged or below else DASH, tags=(*own, *below, *rated)),
            words(found.original)._replace(sort=_day(item.baseline_due)),
            words(found.present)._replace(sort=_day(item.completed or item.forecast or item.due)),
            words(found.moved),
            words(found.owner),
            Cell(prose=tuple(_told(basis, item, found))),
        ),
        state=found.tag.word if judged else "",
    )


def _told(basis: Basis, item: Item, found: Row) -> Iterator[str]:
    if found.reason:
        yield found.reason
    if found.recovery:
        yield f"{basis.words.recovery}: {found.recovery}"
    if found.update:
        yield f"{basis.words.latest}: {found.update}"
    for each in item.costs:
        yield f"Cost: {cost(basis, each)}"


def _day(date_: Date | None) -> str:
    return date_.latest.isoformat() if date_ and date_.latest else ""


def _place(basis: Basis, item: Item) -> str:
    """Say at which level a row is, and what it stands in."""
    level = basis.plan.levels.get(item.level)
    inside = short(basis, item.parent) if item.parent and item.parent in basis.plan.items else ""
    return " in ".join(filter(None, (level.name if level else "", inside)))


def _left(basis: Basis, item: Item) -> tuple[Cell, ...]:
    closed = item.closed
    assert closed is not None  # noqa: S101 (the caller looked)
    request = basis.plan.change_requests.get(closed.request or "")
    why = closed.text or (request.reason if request else "")
    return (
        Cell(name=name(basis, item.id), where=_place(basis, item)),
        words(sentence(how_closed(basis, closed))),
        words(closed.date),
        Cell(prose=(why,) if why else ()),
    )
