"""A change log as text: counts first, then each change with who agreed, then what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.changes import all_kinds
from ipcli.model.base import ended_as
from ipcli.output.plain import counted, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipcli.changes import ChangeLog, Entry, Unused


def text(log: ChangeLog, *, title: str, since: str, until: str) -> str:
    """Return the log as lines of text.

    `title` is the plan's, `since` and `until` are what people call the two revisions.
    """
    lines = [f"Changes to {plain(title)} ({log.plan}), from {plain(since)} to {plain(until)}", ""]
    if log.empty:
        lines.append(_nothing(log, since, until))
    else:
        lines += [*_counts(log), *_closures(log), *_entries("Control changes", log.control)]
        lines += [*_entries("Progress changes", log.progress), *_rules(log), *_open(log)]
    lines += _not_compared(log)
    return "\n".join(lines).rstrip("\n") + "\n"


def _nothing(log: ChangeLog, since: str, until: str) -> str:
    if log.narrowed_to:
        told = f"Nothing of what was asked for ({plain(log.narrowed_to)}) differs"
        return f"{told} between {plain(since)} and {plain(until)}."
    return f"Nothing differs between {plain(since)} and {plain(until)}."


def _counts(log: ChangeLog) -> Iterator[str]:
    control = [row for row in log.counts if row.control]
    if log.narrowed_to:
        yield f"Filtered: {plain(log.narrowed_to)} only. The counts are of these changes."
    yield f"Counts: {counted(len(log.control), 'control change')}, {len(log.progress)} of progress"
    for row in control:
        yield f"  {'  ' if row.level else ''}{plain(row.words)}"
    yield ""


def _closures(log: ChangeLog) -> Iterator[str]:
    if not log.closures:
        return
    yield "Closures"
    for closure in log.closures:
        ref = closure.ref or closure.request or "no ref"
        mark = " [made up]" if closure.illustrative else ""
        yield f"  {ref:<6} {plain(closure.title)} ({plain(closure.level_name.lower())}){mark}"
        told = plain(ended_as(closure.kind, closure.into))
        yield f"         {told}: {plain(closure.why)}" if closure.why else f"         {told}"
    yield ""


def _entries(heading: str, entries: tuple[Entry, ...]) -> Iterator[str]:
    if not entries:
        return
    yield f"{heading} ({len(entries)})"
    kind = ""
    for entry in entries:
        change = entry.change
        if change.kind != kind:
            kind = change.kind
            yield f"  {kind}: {all_kinds()[kind].what}"
        mark = " [made up]" if change.illustrative else ""
        name = plain(" ".join(part for part in (change.ref, change.title) if part))
        yield f"    {change.record} {name}{mark}: {plain(change.sentence)}"
        if entry.requirement.gated:
            yield f"      {plain(entry.told)}"
    yield ""


def _rules(log: ChangeLog) -> Iterator[str]:
    if log.rules:
        yield "Decided by the plan's `change_control`"
    for (rule, under), number in log.rules.items():
        authority = f", under {under}" if under else ""
        yield f"  {plain(rule)}: {counted(number, 'change')}{plain(authority)}"
    if log.rules:
        yield ""


def _open(log: ChangeLog) -> Iterator[str]:
    if not log.gated:
        yield "The plan has no `change_control` section: nobody is named who must agree."
    else:
        yield from _list("Without agreement", [_named(entry) for entry in log.unexplained])
        yield from _list("Waiting for a decision", [_named(entry) for entry in log.awaiting])
    if log.undecided:
        yield from _list("Asked for and not decided", map(_asked, log.undecided))
    yield from _list("Approved but not carried out", map(_asked, log.unused))
    if log.guarded:
        yield from _list(
            "In a state that needs agreement",
            [f"{each.record}: {each.why}" for each in log.guarded],
        )


def _asked(each: Unused) -> str:
    return f"{each.ref or each.request}: {each.kind} of {each.record} {each.title}; {each.why}"


def _named(entry: Entry) -> str:
    change = entry.change
    return f"{change.record} {change.title}: {change.sentence}; {entry.told}"


def _list(heading: str, rows: Iterable[str]) -> Iterator[str]:
    told = list(rows)
    yield f"{heading}: {len(told) or 'none'}"
    for row in told:
        yield f"  {plain(row)}"


def _not_compared(log: ChangeLog) -> Iterator[str]:
    if log.not_compared:
        yield ""
        yield f"Not compared, and in no count: {len(log.not_compared)}"
        for each in log.not_compared:
            yield f"  {plain(each.record)}: {plain(each.why)}"
