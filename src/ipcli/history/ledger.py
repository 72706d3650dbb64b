"""The slippage ledger: every date an item was agreed to be finished by, rebuilt from the tags.

It is read from what was tagged, so it cannot be tidied afterwards: an original date that is
altered later in the files stays here as it was first seen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipcli.assess.exempt import exemptions
from ipcli.assess.lateness import moved
from ipcli.changes.renames import renames

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ipcli.assess.lateness import Move
    from ipcli.changes import ChangeLog, Entry
    from ipcli.history.rounds import Round
    from ipcli.model.dates import Date
    from ipcli.model.item import Item
    from ipcli.model.plan import Plan

BEFORE_THE_RECORDS = "it had moved before it was first seen"
NOT_COMPARED = "it could not be read in the round before, so who agreed is not known"


@dataclass(frozen=True, slots=True)
class Agreed:
    """A date that took the place of an earlier one. `due` is None where it was taken away.

    `round` is the round in which it was first seen, `requests` those that cover it, `why` says
    who agreed, and if nobody, why not. `lacks_agreement` is so where somebody must have agreed.
    """

    round: str
    due: Date | None
    move: Move | None
    requests: tuple[str, ...]
    why: str
    lacks_agreement: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One item: its original date, each date agreed since, and where it stands now.

    `first_seen` and `gone` are rounds; `gone` is empty for an item that is still in the plan.
    `in_all` is the move from the original date to the one that is agreed now. `times` counts the
    moves to another last day, so that a date that was only written more exactly is not one.
    """

    record: str
    ref: str
    title: str
    level: str
    level_name: str
    first_seen: str
    gone: str
    original: Date | None
    dates: tuple[Agreed, ...]
    due: Date | None
    forecast: Date | None
    completed: Date | None
    closed: str
    illustrative: bool
    exempt: str

    @property
    def times(self) -> int:
        """How many times the agreed date moved or was taken away."""
        return sum(each.move is None or each.move.days != 0 for each in self.dates)

    @property
    def in_all(self) -> Move | None:
        """How far the agreed date has moved in all; None where there is none or it is words."""
        return moved(self.original, self.due)


def ledger(rounds: Iterable[Round]) -> tuple[Row, ...]:
    """Return a row for each item that was ever in the plan, in the order of the plan now.

    What is gone from the plan comes last.
    """
    lines: dict[str, _Line] = {}
    plan: Plan | None = None
    for each in rounds:
        if plan is not None:
            ids = renames(plan, each.state.plan).ids
            lines = {ids.get(record, record): line for record, line in lines.items()}
        plan = each.state.plan
        _enter(lines, each)
    if plan is None:
        return ()
    places = {record: place for place, record in enumerate(plan.items)}
    ordered = sorted(lines.items(), key=lambda each: places.get(each[0], len(places)))
    return tuple(line.row() for _, line in ordered)


@dataclass(slots=True)
class _Line:
    """A row while it is written."""

    item: Item
    level_name: str
    first_seen: str
    original: Date | None
    closed: str = ""
    exempt: str = ""
    gone: str = ""
    dates: list[Agreed] = field(default_factory=list)

    def row(self) -> Row:
        item = self.item
        return Row(
            record=item.id,
            ref=item.ref or "",
            title=item.title,
            level=item.level,
            level_name=self.level_name,
            first_seen=self.first_seen,
            gone=self.gone,
            original=self.original,
            dates=tuple(self.dates),
            due=item.due,
            forecast=item.forecast,
            completed=item.completed,
            closed=self.closed,
            illustrative=item.illustrative,
            exempt=self.exempt,
        )


def _enter(lines: dict[str, _Line], each: Round) -> None:
    """Enter one round: the items that came, the dates that moved, the items that are gone."""
    name, plan, log = each.state.name, each.state.plan, each.log
    reasons, withheld = _reasons(log), exemptions(plan)
    levels = {level.id: level.name for level in plan.header.levels}
    for item in plan.items.values():
        line = lines.get(item.id)
        if line is None:
            line = lines[item.id] = _begun(item, name)
        elif item.due != line.item.due:
            _move(line, item, name, reasons.get(item.id))
        line.item, line.gone = item, ""
        line.level_name = levels.get(item.level, "")
        line.closed = f"{plan.how_closed(item.closed)}, {item.closed.date}" if item.closed else ""
        line.exempt = withheld.get(item.id, "")
    missed = {gap.record for gap in log.not_compared} if log else set()
    for record, line in lines.items():
        if record not in plan.items and record not in missed and not line.gone:
            line.gone = name


def _begun(item: Item, name: str) -> _Line:
    original = item.baseline_due or item.due
    line = _Line(item, "", name, original)
    if item.due and original != item.due:
        move = moved(original, item.due)
        line.dates.append(Agreed(name, item.due, move, (), BEFORE_THE_RECORDS, False))  # noqa: FBT003
    return line


def _move(line: _Line, item: Item, name: str, entry: Entry | None) -> None:
    if line.original is None:
        line.original = item.baseline_due or item.due
        return
    move = moved(line.item.due, item.due) if line.item.due else moved(line.original, item.due)
    requests: tuple[str, ...] = ()
    why, lacks = NOT_COMPARED, False
    if entry:
        requests, why, lacks = entry.requests, entry.why, entry.lacks_agreement
    line.dates.append(Agreed(name, item.due, move, requests, why, lacks))


def _reasons(log: ChangeLog | None) -> Mapping[str, Entry]:
    """Return, for each item whose due date changed, the change with who agreed to it."""
    return {
        entry.change.record: entry
        for entry in (log.entries if log else ())
        if entry.change.section == "items" and "due" in entry.change.paths
    }
