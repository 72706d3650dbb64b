"""One record's life: each commit that changed anything of it, and who agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.output.cells import day, names
from ipcli.output.overviews.rounds import who
from ipcli.output.sheet import Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.history.life import Event, Life
    from ipcli.output.cells import Cell

_SHORT = 12  # digits of a commit's id: as many on every machine


def life_sheet(found: Life) -> Sheet:
    """Return the life of a record, oldest first."""
    rows = tuple(row for event in found.events for row in _rows(event))
    columns = ("Commit", "Date", "Kind", "Id", "What changed", "Request", "Decision")
    table = Table("events", "Changes", columns, rows, none="It is in no commit yet.")
    earlier = found.names[1:]
    about = f"Earlier called {', '.join(earlier)}." if earlier else ""
    gaps = tuple(
        (event.commit.oid[:_SHORT], day(event.commit.day), gap.record, gap.why)
        for event in found.events
        for gap in event.not_compared
    )
    told = "Not compared: a change made here stands at the next commit that could be read"
    missed = Table("not_compared", told, ("Commit", "Date", "Record or file", "Why"), gaps)
    tables = (table, missed) if gaps else (table,)
    return Sheet(f"{found.names[0]} {found.title}", about, tables)


def _rows(event: Event) -> Iterator[tuple[Cell, ...]]:
    when = event.commit.oid[:_SHORT], day(event.commit.day)
    for told in event.told:
        yield (*when, "", event.record, told, names(()), "")
    for entry in event.entries:
        change = entry.change
        of_request = change.record if change.section == "change_requests" else event.record
        requests = names(entry.requests)
        yield (*when, change.kind, of_request, change.sentence, requests, who(entry))
