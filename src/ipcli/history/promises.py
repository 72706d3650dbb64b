"""The promise table: what the last report said would be finished by now, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ipcli.assess.exempt import exemptions
from ipcli.assess.lateness import moved
from ipcli.assess.standing import is_done
from ipcli.changes.renames import renames
from ipcli.model.base import DONE_CLOSINGS
from ipcli.model.dates import long_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from ipcli.changes import Entry
    from ipcli.history.rounds import Round, State
    from ipcli.model.base import Closed
    from ipcli.model.dates import Date
    from ipcli.model.item import Item
    from ipcli.model.plan import Plan


class Became(StrEnum):
    """What became of a promise, in the order of a table."""

    ON_TIME = "done on time"
    LATE = "done late"
    DONE = "done, day not recorded"
    MOVED = "moved"
    OVERDUE = "overdue"
    OPEN = "still open"
    CLOSED = "closed"
    GONE = "gone from the plan"
    UNREAD = "not compared"


@dataclass(frozen=True, slots=True)
class Promise:
    """One item that was to be finished by now. `said` tells whether as due or as forecast."""

    record: str
    ref: str
    title: str
    level_name: str
    owners: tuple[str, ...]
    promised: Date
    said: str
    became: Became
    words: str
    illustrative: bool
    exempt: str


@dataclass(frozen=True, slots=True)
class Promises:
    """The promises of one report for the time up to the next: what they became, by number."""

    said_in: State
    seen_in: State
    since: date
    until: date
    rows: tuple[Promise, ...]

    def number(self, became: Became) -> int:
        """Return how many promises became this."""
        return sum(row.became is became for row in self.rows)


def promises(rounds: Iterable[Round], *, today: date | None = None) -> Iterator[Promises]:
    """Yield the promises of each report, held against the next one.

    A state is judged by the day its period is of; `today` takes its place for the working tree.
    Where no day has passed between the two, nothing could be promised for the time between.
    """
    before: State | None = None
    for state, log in rounds:
        until = today if today and not state.tag else state.period.as_of
        if before is not None and log is not None and until > before.period.as_of:
            missed = frozenset(each.record for each in log.not_compared)
            moves = {
                entry.change.record: entry
                for entry in log.entries
                if entry.change.section == "items" and "due" in entry.change.paths
            }
            since = before.period.as_of
            withheld = exemptions(state.plan)
            now = _Now(state.plan, state.plan.closings, moves, missed, withheld, until)
            rows = tuple(_promised(before.plan, now, since))
            yield Promises(before, state, since, until, rows)
        before = state


def _promised(before: Plan, now: _Now, since: date) -> Iterator[Promise]:
    ids = renames(before, now.plan).ids
    closed, withheld = before.closings, exemptions(before)
    for item in before.items.values():
        found = _date(item, since, now.until)
        if found is None or item.id in closed or is_done(before, item):
            continue
        promised, said = found
        record = ids.get(item.id, item.id)
        became, words = now.became(record, item, promised)
        level = before.levels.get(item.level)
        yield Promise(
            record=record,
            ref=item.ref or "",
            title=item.title,
            level_name=level.name if level else "",
            owners=tuple(before.name_of(owner) for owner in item.owner),
            promised=promised,
            said=said,
            became=became,
            words=words,
            illustrative=item.illustrative,
            exempt=withheld.get(item.id) or now.withheld.get(record, ""),
        )


def _date(item: Item, since: date, until: date) -> tuple[Date, str] | None:
    """Return the date between two reports by which an item was to be finished, if there is one."""
    for each, said in ((item.due, "due"), (item.forecast, "forecast")):
        if each and each.latest and since < each.latest <= until:
            return each, said
    return None


@dataclass(frozen=True, slots=True)
class _Now:
    """The later report, as far as it tells what became of a promise."""

    plan: Plan
    closed: Mapping[str, Closed]
    moves: Mapping[str, Entry]
    missed: frozenset[str]
    withheld: Mapping[str, str]
    until: date

    def became(self, record: str, before: Item, promised: Date) -> tuple[Became, str]:
        """Return what became of a promise, and the same in words."""
        item = self.plan.items.get(record)
        if item is None:
            if before.id in self.missed:
                return Became.UNREAD, "it could not be read in the later report"
            return Became.GONE, "gone from the plan without being closed"
        closed = self.closed.get(record)
        if closed and closed.kind not in DONE_CLOSINGS:
            return Became.CLOSED, f"closed: {self.plan.how_closed(closed)}, {closed.date}"
        if is_done(self.plan, item):
            return _done(item, promised)
        return self._open(item, before)

    def _open(self, item: Item, before: Item) -> tuple[Became, str]:
        late = bool(item.due and item.due.latest and item.due.latest < self.until)
        forecast = f", forecast {item.forecast}" if item.forecast else ""
        if item.due != before.due:
            return Became.MOVED, self._moved(item, before) + (", overdue again" if late else "")
        if late and item.due and item.due.latest:
            days = (self.until - item.due.latest).days
            words = f"overdue by {days} day{'' if days == 1 else 's'} on {long_day(self.until)}"
            return Became.OVERDUE, words + forecast
        return Became.OPEN, f"still open{forecast}"

    def _moved(self, item: Item, before: Item) -> str:
        entry = self.moves.get(item.id)
        move = moved(before.due, item.due)
        words = f"moved to {item.due}" if item.due else "its due date was taken away"
        words += f", {move.words}" if move else ""
        return words + (f"; {entry.why}" if entry and entry.why else "")


def _done(item: Item, promised: Date) -> tuple[Became, str]:
    if item.completed is None or item.completed.latest is None:
        return Became.DONE, "done; the day is not recorded"
    move = moved(promised, item.completed)
    if move is None or move.days <= 0:
        return Became.ON_TIME, f"done on time, {item.completed}"
    return Became.LATE, f"done {move.words.removesuffix(' later')} late, {item.completed}"
