"""What a change kind is told: the differences that it may name, and the two plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipcli.changes.scales import scale_of
from ipcli.changes.wording import Words, labelled
from ipcli.model.base import Rating
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ipcli.changes.difference import Difference
    from ipcli.model.plan import Plan


class Found(NamedTuple):
    """Differences of one record that make one change, in the revisions that they lie between.

    `was` and `now` say how values of each revision are said. `plans` are all plans of the later
    one, to say where a transferred item came from.
    """

    differences: tuple[Difference, ...]
    was: Words
    now: Words
    plans: Mapping[str, Plan]

    @property
    def before(self) -> Plan:
        """The earlier revision."""
        return self.was.plan

    @property
    def after(self) -> Plan:
        """The later revision."""
        return self.now.plan

    @property
    def first(self) -> Difference:
        """The first difference; often the only one."""
        return self.differences[0]

    @property
    def record(self) -> str:
        """The id of the record now, or the one it had."""
        return self.differences[0].record

    @property
    def old(self) -> Any:  # noqa: ANN401 (each kind knows which record it is about)
        """The record in the earlier revision, or None."""
        return self.differences[0].old

    @property
    def new(self) -> Any:  # noqa: ANN401 (each kind knows which record it is about)
        """The record in the later revision, or None."""
        return self.differences[0].new

    @property
    def fields(self) -> tuple[str, ...]:
        """The keys that differ, each once."""
        return tuple(dict.fromkeys(each.path[0] for each in self.differences if each.path))

    def values(self, field: str) -> tuple[object, object]:
        """Return a field of the record before and after; None where it or the record is absent."""
        return getattr(self.old, field, None), getattr(self.new, field, None)

    def gone(self) -> list[object]:
        """Return the entries that are no longer there."""
        return [each.before for each in self.differences if each.after is None]

    def came(self) -> list[object]:
        """Return the entries that are new."""
        return [each.after for each in self.differences if each.after is not None]

    def turned(self, what: str, before: str, after: str) -> str:
        """Return a sentence on one value: changed from one to the other, set, or taken away."""
        if before and after:
            return f"{what} changed from {before} to {after}"
        return f"{what} set: {after}" if after else f"{what} taken away: it was {before}"

    def turned_fields(self, *, prose: frozenset[str] = frozenset()) -> str:
        """Return a sentence on all keys that differ; of prose it only says that it differs."""
        return "; ".join(self._turned(field, prose) for field in self.fields)

    def _turned(self, field: str, prose: frozenset[str]) -> str:
        if field in prose:
            return f"{labelled(field)} reworded"
        here = (each for each in self.differences if each.path[:1] == (field,))
        return "; ".join(self._turned_one(each) for each in here)

    def _turned_one(self, each: Difference) -> str:
        what = " ".join((labelled(each.path[0]), *each.path[1:]))
        was = self.was.said(each.path[-1], each.before)
        now = self.now.said(each.path[-1], each.after)
        if each.path == each.pattern and isinstance(self._held(each.path[0]), tuple):
            return f"{what}: {f'{now} added' if now else f'{was} taken away'}"
        return self.turned(what, was, now)

    def _held(self, field: str) -> object:
        before, after = self.values(field)
        return after if after is not None else before

    def sides(self) -> tuple[str, str]:
        """Return what stood there before and what stands there now, for the two columns."""
        before = [(each.path, each.before) for each in self.differences]
        after = [(each.path, each.after) for each in self.differences]
        return _column(self.was, before, self.old), _column(self.now, after, self.new)


def _column(words: Words, values: list[tuple[tuple[str, ...], object]], record: object) -> str:
    """Return what one side of a table says. That a whole record is there needs no words."""
    said: dict[tuple[str, ...], str] = {}
    for path, value in values:
        if path and value is not None:
            text = _said(words, path, value, record)
            said[path] = f"{said[path]}; {text}" if path in said else text
    paths = {path for path, _ in values}
    if ("owner",) in paths:
        said["owner",] = words.names(getattr(record, "owner", ()))
    if len(paths) == 1:
        return "".join(said.values())
    return "; ".join(f"{'.'.join(path)}: {text}" for path, text in said.items() if text)


def _said(words: Words, path: tuple[str, ...], value: object, record: object) -> str:
    """Return a value in words; a state by the name that its scale gives it."""
    match path:
        case ("status",) | ("readings", _, "status"):
            return words.state(scale_of(words.plan, record), str(value))
        case ("ratings", scale, "state"):
            return words.state(scale, str(value))
        case ("ratings", scale) if isinstance(value, Rating):
            return words.state(scale, value.state)
        case _:
            return words.said(path[-1], value)
