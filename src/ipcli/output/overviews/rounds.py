"""All rounds since the plan was agreed: each with its changes and who agreed to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.output.cells import Said, number
from ipcli.output.overviews.doubts import doubts
from ipcli.output.sheet import Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.changes import ChangeLog, Entry
    from ipcli.history.rounds import Round, Rounds, State
    from ipcli.output.cells import Cell


def rounds_sheet(found: Rounds) -> Sheet:
    """Return what each round changed: its counts, then each change that someone must agree to."""
    plan = found.rounds[-1].state.plan
    tables = [_summary(found), *(_changes(each) for each in found.rounds if each.log)]
    tables += doubts(found.notes, _gaps(found))
    title = f"{plan.header.council}: {plan.header.title}, changes round by round"
    return Sheet(title, f"From {found.rounds[0].state.name} on.", tuple(tables))


def _summary(found: Rounds) -> Table:
    columns = (
        *("Round", "Read from", "Control changes", "Progress changes", "Without agreement"),
        *("Waiting for a decision", "Approved but not carried out"),
    )
    rows = tuple(
        (each.state.name, each.state.revision, *_numbers(each.log)) for each in found.rounds
    )
    return Table("rounds", "Rounds", columns, rows)


def _numbers(log: ChangeLog | None) -> tuple[Cell, ...]:
    if log is None:
        return (Said("the first", None), *(number(None) for _ in range(4)))
    gated = (log.unexplained, log.awaiting, log.unused)
    nobody = (Said("nobody need agree", None), number(None), number(None))
    standing = tuple(number(len(each)) for each in gated) if log.gated else nobody
    return (number(len(log.control)), number(len(log.progress)), *standing)


def _changes(each: Round) -> Table:
    assert each.log is not None  # noqa: S101 (the first round has no table)
    return Table(
        f"changes_{_key(each.state)}",
        f"Control changes, {each.state.name}",
        ("Kind", "Id", "Record", "Change", "Who agreed"),
        tuple(_rows(each.log)),
        none="No control change.",
    )


def _key(state: State) -> str:
    return state.period.id if state.tag else "working_tree"


def _rows(log: ChangeLog) -> Iterator[tuple[str, ...]]:
    for entry in log.control:
        change = entry.change
        name = " ".join(part for part in (change.ref, change.title) if part)
        mark = " [made up]" if change.illustrative else ""
        yield change.kind, change.record, name + mark, change.sentence, who(entry)


def who(entry: Entry) -> str:
    """Return who agreed to a change, or that nobody need."""
    return entry.told or ("nobody need agree" if entry.requirement.gated else "")


def _gaps(found: Rounds) -> list[tuple[str, str, str]]:
    return [
        (each.state.name, gap.record, gap.why)
        for each in found.rounds
        if each.log
        for gap in each.log.not_compared
    ]
