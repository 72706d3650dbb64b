"""Values of a plan in the words that people use: names for ids, dates in full, money in pounds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ipcli.model.base import Closed, Ended, Part, ended_as, key_of
from ipcli.model.dates import long_day
from ipcli.model.instrument import Clock
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipcli.model.plan import Plan

PEOPLE = frozenset(
    {
        *("owner", "by", "seen_by", "owed_by", "made_by", "exercised_by", "role", "reports_to"),
        *("body", "needs", "needs_one_of", "noted_by", "labels", "scale", "period"),
    }
)
RECORDS = frozenset(
    {"parent", "holder", "depends_on", "measures", "raised_from", "into", "item", "replaces"}
)
MONEY = frozenset({"amount", "day_rate"})
# What stands for a whole part: the first of these that it has.
HEADINGS = ("title", "heading", "name", "text", "figure", "label")
_WORDS = {
    "due": "due date",
    "ref": "number",
    "was": "earlier id",
    "from": "from",
    "owner": "owner",
    "parent": "place",
    "holder": "place",
    "asks": "what it asks for",
    "is_": "condition",
}


def labelled(field: str) -> str:
    """Return a key of the plan file in words: `signed_off` is `signed off`."""
    return _WORDS.get(field, field.replace("_", " "))


def listed(words: Iterable[str], last: str = "and") -> str:
    """Join words as people do: `Cabinet, Council and the Board`."""
    found = [word for word in words if word]
    if len(found) < 2:  # noqa: PLR2004 (one word needs no joining)
        return "".join(found)
    return f"{', '.join(found[:-1])} {last} {found[-1]}"


def money(pounds: Decimal) -> str:
    """Print an amount: `£1,768,000`, with pence where there are any."""
    whole = pounds == pounds.to_integral_value()
    return f"£{pounds:,.0f}" if whole else f"£{pounds:,.2f}"


def number(value: Decimal) -> str:
    """Print a number as it was written, without an exponent."""
    return f"{value:f}"


class Words(NamedTuple):
    """How a plan's values are said. `other` is asked for names that `plan` does not know."""

    plan: Plan
    other: Plan

    def name(self, record_id: str) -> str:
        """Return the name of a role, a body or any record; else the id itself."""
        known = self.plan if record_id in self.plan.records else self.other
        return known.name_of(record_id)

    def names(self, ids: Iterable[str]) -> str:
        """Return names joined: `Leader of the Council and Director of Finance`."""
        return listed(self.name(each) for each in ids)

    def record(self, record_id: str) -> str:
        """Return a record with its id, so that it can be found: `Customer Journey (CJ)`."""
        name = self.name(record_id)
        return f"{name} ({record_id})" if name != record_id else record_id

    def level(self, level_id: str) -> str:
        """Return the council's word for a level."""
        level = self.plan.levels.get(level_id) or self.other.levels.get(level_id)
        return level.name if level else level_id

    def state(self, scale_id: str, state_id: str) -> str:
        """Return the council's word for a state, given its scale."""
        other, slash, name = state_id.partition("/")
        scale_id, state_id = (other, name) if slash else (scale_id, state_id)
        scale = self.plan.scales.get(scale_id) or self.other.scales.get(scale_id)
        state = scale.state(state_id) if scale else None
        return state.name if state else state_id

    def said(self, field: str, value: object) -> str:  # noqa: PLR0911 (one line a type)
        """Return any value of a field in words; nothing for None."""
        match value:
            case None:
                return ""
            case bool():
                return "yes" if value else "no"
            case str():
                return self._text(field, value)
            case Decimal():
                return money(value) if field in MONEY else number(value)
            case date():
                return long_day(value)
            case tuple():
                return self._several(field, value)
            case Part():
                return self.part(value)
            case _:
                return str(value)

    def _text(self, field: str, value: str) -> str:
        if field in PEOPLE:
            return self.name(value)
        if field in RECORDS:
            return self.record(value)
        return self.level(value) if field in {"level", "levels", "beside"} else value

    def _several(self, field: str, values: tuple[object, ...]) -> str:
        said = (self.said(field, each) for each in values)
        return listed(said) if all(isinstance(each, str) for each in values) else "; ".join(said)

    def part(self, part: Part) -> str:
        """Return a part of a record in one line."""
        match part:
            case Closed() | Ended():
                return self.closing(part)
            case Clock() if part.ongoing:
                return "ongoing"
            case _:
                return self._heading(part) or self._keys(part)

    def _heading(self, part: Part) -> str:
        """Return what a part is known by, with its day before it where it has one."""
        heading = next((str(v) for key in HEADINGS if (v := getattr(part, key, None))), "")
        day = getattr(part, "date", None)
        return f"{self.said('date', day)}: {heading}" if heading and day else heading

    def _keys(self, part: Part) -> str:
        """Return all that a part says, key by key, without what was left out."""
        said = (
            f"{labelled(key_of(name))} {self.said(key_of(name), value)}"
            for name, value in part
            if value and name in part.model_fields_set
        )
        return ", ".join(said)

    def closing(self, closed: Closed | Ended) -> str:
        """Return how a record ended: `merged into Customer Journey (CJ), 7 December 2022`."""
        outside = closed.outside if isinstance(closed, Closed) else None
        into = listed([*(self.record(each) for each in closed.into), outside or ""])
        return f"{ended_as(closed.kind, into)}, {closed.date}"
