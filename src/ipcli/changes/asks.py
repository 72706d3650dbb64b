"""What change requests ask for, held against what was done. Nothing is guessed from wording."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ipcli.changes.renames import renames
from ipcli.changes.values import CLOSINGS, REPEATS, closing_of, forms
from ipcli.changes.wording import Words
from ipcli.model.dates import parse_date
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ipcli.changes.change import Change
    from ipcli.model.change_request import Ask, ChangeRequest
    from ipcli.model.dates import Date
    from ipcli.model.plan import Plan

ADDING = frozenset({"item-added", "risk-added", "measure-added", "instrument-added"})
REMOVING = frozenset({"item-removed", "risk-removed", "measure-removed"})


class Asked(NamedTuple):
    """One thing that a request asks for one record, called as it is now."""

    request: ChangeRequest
    ask: Ask
    record: str


@dataclass(frozen=True)
class Register:
    """The change requests of a plan, to be looked up by kind and record.

    `before` is the plan as it was earlier, where there is one to compare with.
    """

    plan: Plan
    before: Plan | None = None

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What an earlier id is called now.

        An id that stood before for another record than the one that claims it is not its.
        """
        claimed = {
            old: record.id
            for record in self.plan.records.values()
            for old in record.was
            if old not in self.plan.records
        }
        if self.before is None or claimed.keys().isdisjoint(self.before.records):
            return claimed
        stood, ids = self.before.records, renames(self.before, self.plan).ids
        return {old: now for old, now in claimed.items() if old not in stood or ids.get(old) == now}

    @cached_property
    def by_kind(self) -> Mapping[tuple[str, str], tuple[Asked, ...]]:
        """All that is asked, by kind of change and record."""
        found: dict[tuple[str, str], list[Asked]] = {}
        for asked in self.all():
            found.setdefault((asked.ask.change, asked.record), []).append(asked)
        return {key: tuple(each) for key, each in found.items()}

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of change that anything asks for."""
        return frozenset(kind for kind, _ in self.by_kind)

    def all(self) -> Iterator[Asked]:
        """Yield all that is asked, record by record, in the order of the register.

        A register that several plans share asks for records of each; others are not this plan's.
        """
        for request in self.plan.change_requests.values():
            for ask in request.asks:
                for record in ask.of:
                    if record.partition("@")[2] in {"", self.plan.id}:
                        yield Asked(request, ask, self.now(record))

    def now(self, record: str) -> str:
        """Return what a record is called now, also where it is written with this plan's name."""
        name, _, plan = record.partition("@")
        known = name if plan == self.plan.id else record
        return self.names.get(known, known)

    def about(self, change: Change) -> tuple[Asked, ...]:
        """Return what is asked for the record of a change, of its kind, whatever the value."""
        if change.kind not in self.kinds:
            return ()
        ids = dict.fromkeys(self.now(each) for each in change.about)
        return tuple(each for one in ids for each in self.by_kind.get((change.kind, one), ()))

    def disagreement(self, ask: Ask, change: Change) -> str:
        """Return in words what an ask says otherwise than was done; nothing where all agrees."""
        words = Words(self.plan, self.plan)
        if ask.to is not None and (why := self._not_to(ask.to, change)):
            return f"asks for {_told(words, change.kind, ask.to)}, but it {why}"
        if ask.from_ is not None and not self._same(ask.from_, change.from_):
            told = _told(words, change.kind, ask.from_)
            return f"asks to change it from {told}, but it was {change.before or 'not set'}"
        if ask.kind is not None and ask.kind != change.closing:
            done = change.closing.replace("-", " ") or "not closed"
            return f"asks to close it as {ask.kind.replace('-', ' ')}, but it is {done}"
        if ask.into and {self.now(i) for i in ask.into} != {self.now(i) for i in change.into}:
            into = words.names(change.into) or "nothing"
            return f"asks for it to go into {words.names(ask.into)}, but it went into {into}"
        return ""

    def _not_to(self, to: str, change: Change) -> str:
        """Return what is otherwise than an ask wants it, or was so without this change."""
        if not self._same(to, change.to):
            return f"is now {change.after}" if change.after else "was taken away"
        return "was so before this change" if self._same(to, change.from_) else ""

    def _same(self, asked: str, done: tuple[str, ...]) -> bool:
        """Whether a value as a request writes it is one of the ways to write what was done."""
        known = (*done, *(other for each in done for other in self._called_too.get(each, ())))
        return self._plain(asked) in {self._plain(each) for each in known}

    @cached_property
    def _called_too(self) -> Mapping[str, set[str]]:
        """The other names of each state that was renamed: a request keeps the words of its time."""
        found: dict[str, set[str]] = {}
        if self.before is None:
            return found
        names = renames(self.before, self.plan, ("scales",))
        for old in names.states_before:
            new = names.state(*old)
            for one, other in ((old, new), (new, old)) if old != new else ():
                found.setdefault("/".join(one), set()).update((other[1], "/".join(other)))
        return found

    def _plain(self, value: str) -> str:
        """Return a value in one form: renamed ids as they are now, several owners in order."""
        return ", ".join(sorted(self.now(" ".join(each.split())) for each in value.split(",")))

    def carried_out(self, asked: Asked, plan: Plan) -> bool | None:
        """Whether a plan is as an ask wants it; None where that cannot be seen in a plan.

        So it can be for what has a value: an owner, a date, a state, a closing. That a record was
        reworded leaves no trace of what it was to be.
        """
        kind, ask = asked.ask.change, asked.ask
        record = plan.records.get(asked.record)
        if record is None:
            older = (
                plan.records[each] for each in self._earlier(asked.record) if each in plan.records
            )
            record = next(older, None)
        if kind in ADDING | REMOVING:
            return (record is not None) == (kind in ADDING)
        if kind == "item-reopened":
            return record is not None and getattr(record, "closed", None) is None
        if kind in CLOSINGS:
            closed = closing_of(kind, record)
            into = {self.now(each) for each in closed.into} if closed else set()
            return bool(
                closed
                and ask.kind in {None, closed.kind}
                and (not ask.into or {self.now(each) for each in ask.into} == into)
            )
        if ask.to is None:
            return None
        return any(
            self._same(ask.to, forms(kind, record, plan, key)) for key in _keys(kind, record)
        )

    def _earlier(self, record: str) -> tuple[str, ...]:
        now = self.plan.records.get(record)
        return now.was if now else ()


def _keys(kind: str, record: object) -> tuple[str, ...]:
    """Return the parts of a record of which a kind can be about any."""
    match kind:
        case "rating-changed":
            return tuple(getattr(record, "ratings", ()))
        case "risk-moved":
            return tuple(getattr(record, "scores", ()))
        case "baseline-moved":
            return ("due", "start")
        case "due-moved":
            return ("", REPEATS)
        case _:
            return ("",)


def asked_date(asked: Asked) -> Date | None:
    """Return the date that is asked for, where `to` is one."""
    try:
        return parse_date(asked.ask.to or "")
    except ValueError:
        return None


def _told(words: Words, kind: str, value: str) -> str:
    """Return a value as a request writes it, in words."""
    if kind == "owner-changed":
        return words.names(each.strip() for each in value.split(","))
    if kind == "item-moved":
        return words.record(value)
    try:
        return str(parse_date(value))
    except ValueError:
        return value
