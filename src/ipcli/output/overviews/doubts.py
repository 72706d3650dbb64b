"""What a reader must know before trusting a history: doubtful tags, and what was not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.output.sheet import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def doubts(notes: Iterable[str], gaps: Iterable[tuple[str, str, str]]) -> Iterator[Table]:
    """Yield tables of the doubts that there are; `gaps` are round, record and reason."""
    told = tuple((each,) for each in notes)
    if told:
        yield Table("notes", "Notes on the tags", ("Note",), told)
    missed = tuple(gaps)
    if missed:
        columns = ("Round", "Record or file", "Why")
        yield Table("not_compared", "Not compared, and in no count", columns, missed)
