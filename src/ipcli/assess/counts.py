"""The totals that papers print: number, percentage and denominator, with the zero rows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from ipcli.assess.counted import Asked, Entry, Pool, pool
from ipcli.assess.windows import window
from ipcli.model.dates import long_day
from ipcli.model.header import Count
from ipcli.model.scale import StateClass
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ipcli.assess.windows import Window
    from ipcli.model.organisation import Period
    from ipcli.model.plan import Plan

NO_PERCENT = "–"  # noqa: RUF001 (a dash, as papers print it)
_WHOLE = 100  # per cent


class CountRow(NamedTuple):
    """One row: a state, a band or a total. `percent` is a text such as `40%`, or a dash."""

    id: str
    name: str
    number: int
    percent: str
    colour: str = ""
    pattern: str = "plain"
    class_: StateClass | None = None
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountTable:
    """A count of one plan for one period.

    `denominator` is what percentages are of, and `of` its name ("main actions due by 31 December
    2022"). `missing` are the records with no state recorded, a row of its own unless empty;
    `not_assessed` stand beside the table where the base is `assessed`, and so do the missing there.
    `left` are the records that are closed in a way that leaves the count, with the kind of closing.
    `note` says when the percentages do not add to 100. `why_no_rows` says why there are no rows,
    where there are none.
    """

    count: Count
    scale: str
    rows: tuple[CountRow, ...]
    totals: tuple[CountRow, ...]
    missing: CountRow | None
    not_assessed: tuple[str, ...]
    denominator: int
    of: str
    left: tuple[tuple[str, str], ...]
    note: str
    why_no_rows: str

    @property
    def based(self) -> tuple[CountRow, ...]:
        """The rows of all that the percentages are of."""
        if self.missing is None or self.count.base == "assessed":
            return self.rows
        return (*self.rows, self.missing)


def counts_of(plan: Plan) -> tuple[Count, ...]:
    """Return the counts a plan declares, or the default one; none where no level has a scale."""
    if plan.header.counts:
        return plan.header.counts
    judged = [level for level in plan.header.levels if level.scale and not level.beside]
    return tuple(
        Count(id=level.id, name=level.several, levels=(level.id,)) for level in judged[-1:]
    )


def count_table(
    plan: Plan,
    count: Count,
    *,
    period: Period | None,
    today: date,
    about: str | None = None,
    rating: str | None = None,
) -> CountTable:
    """Count the records of a count by state.

    `about` limits it to what is below one item; `rating` names a scale of ratings to count by in
    the place of the status. Bases other than `all` and `assessed` are of dates that only items
    have; a count of other records is of all.
    """
    span = window(plan, period, today=today)
    found = pool(plan, Asked(count, span, today, about, rating))
    entries = [each for each in found.entries if not each.left]
    based = _based(count, entries, span)
    rows = _rows(found, count, based)
    missing = _missing(count, entries, based) if rows else None
    return CountTable(
        count=count,
        scale=_scale_id(found),
        rows=rows,
        totals=_totals(found, count, rows, len(based)),
        missing=missing,
        not_assessed=_not_assessed(count, entries),
        denominator=len(based),
        of=_name(count, period, span),
        left=tuple((each.record, each.left) for each in _left(count, found.entries, span)),
        note=_note(rows, missing),
        why_no_rows=found.why,
    )


def percent_text(number: int, of: int, decimals: int) -> str:
    """Return a percentage rounded half up, such as `40%`; a dash where it would be of nothing."""
    if of == 0:
        return NO_PERCENT
    step = Decimal(1).scaleb(-decimals)
    return f"{(Decimal(100 * number) / of).quantize(step, ROUND_HALF_UP)}%"


def _based(count: Count, entries: Sequence[Entry], span: Window) -> list[Entry]:
    """Return the entries that the percentages are of."""
    dated = count.of == "items"
    match count.base:
        case "due" if dated:
            return [each for each in entries if each.due and each.due <= span.last]
        case "programmed" if dated:
            return [each for each in entries if _touches(each, span)]
        case "assessed":
            return [each for each in entries if each.row and not _unassessed(each)]
        case _:
            return list(entries)


def _left(count: Count, entries: Sequence[Entry], span: Window) -> list[Entry]:
    """Return the entries that left the count, of those that it would take in by their dates."""
    left = [each for each in entries if each.left]
    return left if count.base == "assessed" else _based(count, left, span)


def _touches(entry: Entry, span: Window) -> bool:
    if entry.span is None:
        return False
    first, last = entry.span
    begun = first is None or first <= span.last
    return begun and not (last and span.first and last < span.first)


def _unassessed(entry: Entry) -> bool:
    return entry.class_ is StateClass.NOT_ASSESSED


def _rows(found: Pool, count: Count, based: Sequence[Entry]) -> tuple[CountRow, ...]:
    """Return a row for each state or band in its order, those with nothing too."""
    fallen: dict[str, list[str]] = {}
    for each in based:
        fallen.setdefault(each.row, []).append(each.record)
    bands = found.matrix.bands if found.matrix else ()
    states = found.scale.states if found.scale else ()
    empty = [CountRow(band.id, band.name, 0, "", band.colour) for band in bands]
    empty += [
        CountRow(state.id, state.name, 0, "", state.colour, state.pattern, state.class_)
        for state in states
        if count.base != "assessed" or state.class_ is not StateClass.NOT_ASSESSED
    ]
    return tuple(_filled(row, fallen.get(row.id, []), count, len(based)) for row in empty)


def _filled(row: CountRow, records: Sequence[str], count: Count, of: int) -> CountRow:
    number = len(records)
    percent = percent_text(number, of, count.decimals)
    return row._replace(number=number, percent=percent, records=tuple(records))


def _totals(found: Pool, count: Count, rows: Sequence[CountRow], of: int) -> tuple[CountRow, ...]:
    by_id = {row.id: row.records for row in rows}
    return tuple(
        _filled(
            CountRow(total.id, total.name, 0, ""),
            [each for state in dict.fromkeys(total.states) for each in by_id.get(state, ())],
            count,
            of,
        )
        for total in (found.scale.totals if found.scale else ())
    )


def _missing(count: Count, entries: Sequence[Entry], based: Sequence[Entry]) -> CountRow | None:
    """Return the row of what has no state, without a share where it stands beside the table."""
    beside = count.base == "assessed"
    records = [each.record for each in (entries if beside else based) if not each.row]
    if not records:
        return None
    row = _filled(CountRow("missing", "No state recorded", 0, ""), records, count, len(based))
    return row._replace(percent=NO_PERCENT) if beside else row


def _not_assessed(count: Count, entries: Sequence[Entry]) -> tuple[str, ...]:
    if count.base != "assessed":
        return ()
    return tuple(each.record for each in entries if _unassessed(each))


def _scale_id(found: Pool) -> str:
    rows_of = found.scale or found.matrix
    return rows_of.id if rows_of else ""


def _name(count: Count, period: Period | None, span: Window) -> str:
    """Return what percentages are of, in words: `main actions due by 31 December 2022`."""
    name = count.name[0].lower() + count.name[1:] if count.name[1:2].islower() else count.name
    name = name.removesuffix(f" {count.base}")  # "Tasks due" are not "tasks due due by March"
    match count.base:
        case "due" if count.of == "items":
            return f"{name} due by {long_day(span.last)}"
        case "programmed" if count.of == "items":
            return f"{name} programmed in {_time(period, span)}"
        case "assessed":
            return f"{name} that were assessed"
        case _:
            return name


def _time(period: Period | None, span: Window) -> str:
    if period and period.covers:
        return str(period.covers)
    first = f"from {long_day(span.first)} " if span.first else ""
    return f"the time {first}to {long_day(span.last)}"


def _note(rows: Sequence[CountRow], missing: CountRow | None) -> str:
    shown = [row.percent for row in (*rows, *((missing,) if missing else ()))]
    shares = [Decimal(percent[:-1]) for percent in shown if percent != NO_PERCENT]
    if not shares or sum(shares) == _WHOLE:
        return ""
    return "The percentages do not add to 100 because each is rounded."
