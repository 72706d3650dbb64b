"""What a reader asks first, in a line each: how many are on course, what is amiss, what moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.named import NamedTuple
from ipcli.papers.characters import cut
from ipcli.papers.parts.ahead import NO_DATE, asked, owed
from ipcli.papers.parts.counting import row_tag
from ipcli.papers.parts.names import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipcli.assess.counts import CountTable
    from ipcli.papers.basis import Basis
    from ipcli.papers.parts.ahead import Asked, Owed
    from ipcli.papers.parts.moves import Moves
    from ipcli.papers.parts.risks import Register
    from ipcli.papers.parts.themes import Theme

MOST = 3  # of a kind that are named; the section has them all


class Short(NamedTuple):
    """A line: what it is about, the section that tells more, and what is said."""

    label: str
    section: str
    text: str


def in_short(
    basis: Basis, tops: Iterable[Theme], found: Moves, risks: Register
) -> Iterator[tuple[str, str]]:
    """Yield what is said, each with the section that tells more; `counts` for a count."""
    yield from (("themes", each) for each in _amiss(tops))
    if found.compared and found.counts:
        yield "changes", _changed(found)
    moved = [each for each in risks.rows if each.movement not in {"", "New"} and not each.corrected]
    if moved:
        told = [f"{each.name.numbered}, {_low(each.movement)}" for each in moved]
        yield "risks", f"{_some(told)}."
    due, wanted = [_due(each) for each in owed(basis)], [_asked(each) for each in asked(basis)]
    if due or wanted:
        owes = f"{_some(due)}." if due else ""
        asks = f"Asked by meetings: {_some(wanted)}." if wanted else ""
        yield "ahead", f"{owes} {asks}".strip()


def _due(each: Owed) -> str:
    return f"{each.name.title.rstrip('.')}, {each.due}{_beside(each)}"


def _asked(each: Asked) -> str:
    when = f" ({_low(NO_DATE)})" if each.due == NO_DATE else f", {each.due}"
    return f"{cut(each.name.title.rstrip('.'), LONGEST)}{when}{_beside(each)}"


def _beside(each: Owed | Asked) -> str:
    """Return what must be said of a date: how far it is, and that it is made up."""
    beside = "; ".join(filter(None, (each.how, *map(_low, each.name.marks))))
    return f" ({beside})" if beside else ""


def counts_in_short(basis: Basis) -> Iterator[Short]:
    """Yield a line for each count: the scale's total with its share, then what is not in it."""
    for table in basis.counts:
        shown = list(_numbers(table))
        if shown and table.denominator:
            yield Short(table.count.name, "", f"{'; '.join(shown)}.")


def _numbers(table: CountTable) -> Iterator[str]:
    rows = [each for each in (*table.rows, table.missing) if each and each.number]
    of = f" of {table.denominator:,}"
    for total in table.totals[:1]:
        yield f"{total.number:,}{of} ({total.percent}) {_low(total.name)}"
        rows, of = [each for each in rows if not set(each.records) <= set(total.records)], ""
    for row in rows:
        yield f"{row.number:,}{of} {_low(row_tag(row, table.count.of).word)}"
        of = ""


def _amiss(tops: Iterable[Theme]) -> Iterator[str]:
    """Yield the themes that give a reason for their status, in one sentence."""
    told = [f"{each.name.numbered} ({each.tag.word})" for each in tops if each.tag and each.reason]
    if told:
        yield f"{'; '.join(told)}."


def _changed(found: Moves) -> str:
    told = ", ".join(each.words for each in found.counts)
    open_ = ((_low(found.lacking), found.unexplained), ("waiting for a decision", found.awaiting))
    waits = [f"{len(each)} {how}" for how, each in open_ if each]
    here = " (the meeting that this report goes to)"
    met = (f"{each}{here if each == found.here else ''}" for each in found.agreed_by)
    by = f"agreed by {' and '.join(met)}" if found.agreed_by and not waits else ""
    return f"{'; '.join(filter(None, (told, *waits, by)))}."


def _some(told: list[str]) -> str:
    more = len(told) - MOST
    return "; ".join((*told[:MOST], *([f"and {more} more"] if more > 0 else ())))


def _low(words: str) -> str:
    """Return words for the middle of a sentence; a name in capitals stays."""
    return words if words[1:2].isupper() else f"{words[:1].lower()}{words[1:]}"
