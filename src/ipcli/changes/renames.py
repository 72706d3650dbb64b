"""What was given another id between two revisions, so that mentions of it are not changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ipcli.changes.fields import paired
from ipcli.model.base import Opinion, Part
from ipcli.model.change_control import ControlRule
from ipcli.model.change_request import Ask
from ipcli.model.commentary import Stated
from ipcli.model.matrix import RiskMatrix
from ipcli.model.plan import RECORD_SECTIONS
from ipcli.model.scale import Scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ipcli.model.plan import Plan
    from ipcli.model.scale import Total

# The fields that hold ids. A text in them is only a mention when it is exactly an earlier id.
MENTIONS = frozenset(
    {
        *("about", "amends", "answers", "body", "by", "cites", "completes", "depends_on"),
        *("exercised_by", "from_", "into", "item", "labels", "made_by", "matrix", "measures"),
        *("meeting", "needs", "needs_one_of", "noted_by", "of", "owed_by", "owner", "parent"),
        *("period", "raised_from", "ratings", "record", "replaces", "reports_to", "request"),
        *("role", "scale", "seen_by", "to"),
    }
)
LEVELS = frozenset({"beside", "level", "levels"})


@dataclass(frozen=True)
class Renames:
    """Earlier names and what they became.

    A state is known by its scale and a band by its matrix, both as they were called before.
    `stood` are the states of now that were there before by the same id: another state that went
    into one of them was merged, and is not the same state. `states_before` and `bands_before` are
    all that there were, to know what a name means where no scale or matrix stands beside it.
    `counts_of_risks` are the figures whose words are bands.
    """

    plan: str
    ids: Mapping[str, str]
    levels: Mapping[str, str]
    states: Mapping[tuple[str, str], frozenset[tuple[str, str]]]
    bands: Mapping[tuple[str, str], str]
    stood: frozenset[tuple[str, str]]
    states_before: frozenset[tuple[str, str]]
    bands_before: frozenset[tuple[str, str]]
    counts_of_risks: frozenset[str]

    def now(self, name: str) -> str:
        """Return what an id is called now, also where it is written with this plan's name."""
        record, at, plan = name.partition("@")
        if at and plan == self.plan:
            return f"{self.ids.get(record, record)}@{plan}"
        return self.ids.get(name, name)

    def same_state(self, old: tuple[str, object], new: tuple[str, object]) -> bool:
        """Whether a scale and state of the earlier plan is that scale and state of the newer."""
        known = self.states.get((old[0], str(old[1])), frozenset())
        return new in known and (old[1] == new[1] or new not in self.stood)

    def band(self, matrix: str, band: str | None) -> str | None:
        """Return what a band of an earlier matrix is called now."""
        return self.bands.get((matrix, band or ""), band)

    def state(self, scale: str, state: str) -> tuple[str, str]:
        """Return what an earlier state and its scale are called now."""
        here = self.now(scale), state
        if here in self.stood:
            return here
        became = [each for each in self.states.get((scale, state), ()) if each not in self.stood]
        return became[0] if len(became) == 1 else here

    @cached_property
    def _state_words(self) -> Mapping[str, str]:
        """What states are called now that are named with their scale, or alone."""
        became = [(old, self.state(*old)) for old in self.states_before]
        with_scale = {"/".join(old): "/".join(new) for old, new in became}
        return with_scale | _told_apart((old[1], new[1]) for old, new in became)

    @cached_property
    def _band_words(self) -> Mapping[str, str]:
        """What bands are called now that are named without their matrix."""
        return _told_apart((band, self.bands.get((m, band), band)) for m, band in self.bands_before)

    def rewritten(self, part: Any) -> Any:  # noqa: ANN401 (gives back the kind it was given)
        """Return the earlier state of a record with all that it mentions called as it is now."""
        if not (self.ids or self.levels or self.states or self.bands):
            return part
        new = {
            name: self._value(name, value)
            for name, value in part.__dict__.items()
            if value and not isinstance(value, bool)
        }
        new |= self._judged(part)
        update = {name: value for name, value in new.items() if value is not part.__dict__[name]}
        return part.model_copy(update=update) if update else part

    def as_now(self, old: Any, new: Any) -> Any:  # noqa: ANN401 (gives back the kind it was given)
        """Return the earlier state of a record as `rewritten`, where the newer one differs.

        What is still written as it was then was not edited: a request keeps the words of its time.
        """
        now = self.rewritten(old)
        if now is old:
            return old
        update = {
            name: _edited(was, now.__dict__[name], new.__dict__[name])
            for name, was in old.__dict__.items()
            if now.__dict__[name] is not was
        }
        return old.model_copy(update=update)

    def _judged(self, part: Part) -> dict[str, Any]:  # noqa: PLR0911 (one line a part)
        """Return the fields of a part that name states or bands, with these called as now."""
        match part:
            case Scale(totals=totals) if totals:
                return {"totals": tuple(self._total(part.id, each) for each in totals)}
            case RiskMatrix(grid=grid) if grid:
                rows = {
                    row: tuple(self.bands.get((part.id, b), b) for b in grid[row]) for row in grid
                }
                return {"grid": rows}
            case ControlRule(to=to) if to:
                return {"to": tuple(self._state_words.get(each, each) for each in to)}
            case Ask(change="status-changed" | "rating-changed"):
                return _said(self._state_words, part, "from_", "to")
            case Ask(change="risk-moved"):
                return _said(self._band_words, part, "from_", "to")
            case Opinion(state=str(state), scale=str(scale)):
                return {"state": self.state(scale, state)[1], "scale": self.now(scale)}
            case Opinion():
                return _said(self._state_words, part, "state")
            case Stated(figure=figure):
                return {"figure": self._figure(figure)}
            case _:
                return {}

    def _figure(self, figure: str) -> str:
        """Return a figure with the band or the states that it names called as now."""
        first, *rest = figure.split(".")
        words = self._band_words if first in self.counts_of_risks else self._state_words
        return ".".join((first, *(words.get(each, each) for each in rest)))

    def _total(self, scale: str, total: Total) -> Total:
        states = tuple(self.state(scale, each)[1] for each in total.states)
        return total.model_copy(update={"states": states})

    def _value(self, name: str, value: Any) -> Any:  # noqa: ANN401 (any field)
        """Return a value with its mentions renamed: the very same where there are none."""
        match value:
            case str():
                return self._name(name, value)
            case tuple():
                new = tuple(self._value(name, each) for each in value)
                return value if all(a is b for a, b in zip(new, value, strict=True)) else new
            case dict():
                keys = [self._name(name, key) for key in value]
                return dict(zip(keys, (self._value("", v) for v in value.values()), strict=True))
            case Part():
                return self.rewritten(value)
            case _:
                return value

    def _name(self, field: str, name: str) -> str:
        if field in LEVELS:
            return self.levels.get(name, name)
        return self.now(name) if field in MENTIONS else name


def renames(before: Plan, after: Plan, sections: tuple[str, ...] = RECORD_SECTIONS) -> Renames:
    """Return all that the newer revision calls otherwise, or only the records of some sections."""
    ids = {
        old: new
        for section in sections
        for old, new in _renamed(before.by_section[section], after.by_section[section])
    }
    levels = dict(_renamed(before.levels, after.levels))
    states: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for _, was, now in paired(before.scales, after.scales):
        for old, new in _renamed_states(was, now):
            states.setdefault(old, set()).add(new)
    bands = {
        (was.id, old): new
        for _, was, now in paired(before.risk_matrices, after.risk_matrices)
        if was and now
        for old, new in _renamed(_by_id(was.bands), _by_id(now.bands))
    }
    return Renames(
        plan=after.id,
        ids=ids,
        levels=levels,
        states={old: frozenset(new) for old, new in states.items()},
        bands=bands,
        stood=frozenset(_stood(before, after)),
        states_before=frozenset((s.id, e.id) for s in before.scales.values() for e in s.states),
        bands_before=frozenset(
            (m.id, e.id) for m in before.risk_matrices.values() for e in m.bands
        ),
        counts_of_risks=frozenset(
            {"risks", *(each.id for each in before.header.counts if each.of == "risks")}
        ),
    )


def _told_apart(became: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what each name became, without those that became several."""
    found: dict[str, set[str]] = {}
    for old, new in became:
        found.setdefault(old, set()).add(new)
    return {old: next(iter(new)) for old, new in found.items() if len(new) == 1}


def _edited(old: object, now: object, new: object) -> object:
    """Return a value as it is called now, but what the newer state has just as it was."""
    if old == new:
        return old
    if isinstance(old, tuple) and isinstance(now, tuple) and isinstance(new, tuple):
        return tuple(was if was in new else it for was, it in zip(old, now, strict=True))
    return now


def _said(words: Mapping[str, str], part: Part, *fields: str) -> dict[str, Any]:
    """Return some fields of a part, each as it is called now."""
    values = {field: getattr(part, field) for field in fields}
    return {field: words.get(value, value) for field, value in values.items()}


def _stood(before: Plan, after: Plan) -> Iterator[tuple[str, str]]:
    """Yield the states that a scale has now and had before by the same id."""
    for _, was, now in paired(before.scales, after.scales):
        if was and now:
            yield from ((now.id, each.id) for each in now.states if was.state(each.id))


def _renamed(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not any(after[name].was for name in after.keys() - before.keys()):
        return  # what has its id of before, or none of before, is not called otherwise
    for name, old, new in paired(before, after):
        if old is not None and new is not None and old.id != name:
            yield old.id, name


def _renamed_states(
    was: Scale | None, now: Scale | None
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Yield the states that an earlier scale had and the ones that took their place.

    A scale that took another one's place names its states `scale-id/state-id`.
    """
    if now is None:
        return
    for state in now.states:
        for earlier in state.was:
            scale, slash, name = earlier.partition("/")
            if slash and not (scale == now.id and now.state(name)):
                yield (scale, name), (now.id, state.id)
            elif not slash and was and not now.state(earlier):
                yield (was.id, earlier), (now.id, state.id)
    if was and was.id != now.id:
        kept = {state.id for state in was.states} & {state.id for state in now.states}
        for name in sorted(kept):
            yield (was.id, name), (now.id, name)


def _by_id(entries: tuple[Any, ...]) -> dict[str, Any]:
    return {entry.id: entry for entry in entries}
