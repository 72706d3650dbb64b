"""A change log as CSV, for those who count: one line a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.output.csv_text import rows_as_csv

if TYPE_CHECKING:
    from ipcli.changes import ChangeLog, Entry

COLUMNS = (
    *("plan", "since", "until", "filtered", "kind", "control", "section", "record", "was", "ref"),
    *("title", "level", "keys", "before", "after", "change", "days", "moved", "standing"),
    *("rule", "needs", "needs_one_of", "requests", "agreed_by", "why", "illustrative", "compared"),
)


def csv(log: ChangeLog, *, since: str, until: str, excel: bool = False) -> str:
    """Return the log as rows. What could not be compared has rows of its own at the end."""
    about = (log.plan, since, until, log.narrowed_to)
    rows = [(*about, *_row(entry)) for entry in log.entries]
    gap = ("",) * (len(COLUMNS) - len(about))
    for each in log.not_compared:
        row = dict(zip(COLUMNS, (*about, *gap), strict=True))
        rows.append((*(row | {"record": each.record, "why": each.why, "compared": "no"}).values(),))
    return rows_as_csv(COLUMNS, rows, excel=excel)


def _row(entry: Entry) -> tuple[str | int | None, ...]:
    change, asks = entry.change, entry.requirement
    return (
        change.kind,
        "yes" if change.control else "no",
        change.section,
        change.record,
        change.old_id if change.old_id != change.record else "",
        change.ref,
        change.title,
        change.level_name,
        " ".join(change.paths),
        change.before,
        change.after,
        change.sentence,
        change.days,
        change.moved,
        entry.standing.value,
        asks.rule,
        " ".join(asks.needs),
        " ".join(asks.needs_one_of),
        " ".join(entry.requests),
        " ".join(each.body for each in entry.agreements),
        entry.why,
        "yes" if change.illustrative else "no",
        "yes",
    )
