"""A history of twelve quarters whose every change is known, drawn at random with a fixed seed.

Two plans of one council share the register. Each quarter some items are edited, often in several
ways at once. A change that somebody must agree to is agreed by all who must, or planted without
agreement in one of many ways. Who must agree is worked out here a second time, by other means.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from support.planted_register import ALL_OF_THEM, ONE_OF_THEM, WRONG, Item, Register, day_of
from support.planted_text import PLANS, THEMES, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

QUARTERS = 12


@dataclass
class Quarter:
    """The text of one quarter, and by plan what was made in it.

    `made` are the changes by kind and record, `unagreed` those that lack agreement, with how they
    stand, and `undone` the requests that were agreed and not carried out.
    """

    number: int
    text: str
    made: dict[str, list[tuple[str, str]]]
    unagreed: dict[str, list[tuple[str, str, str]]]
    undone: dict[str, list[tuple[str, str]]]


def planted(seed: int) -> list[Quarter]:
    """Return twelve quarters of two plans: the first without changes, the rest with known ones."""
    return list(_Builder(Random(seed)).quarters())


def fifteenth(month: int) -> date:
    """Return the fifteenth of a month, counted from 2023: so that moves are easy to reckon."""
    return date(2023 + month // 12, month % 12 + 1, 15)


def month_of(day: date) -> int:
    """Return which month a day lies in, counted from 2023."""
    return (day.year - 2023) * 12 + day.month - 1


class _Builder:
    def __init__(self, draw: Random) -> None:
        self.draw = draw
        self.items = [self._item(plan, f"{plan[0]}{n}") for plan in PLANS for n in range(1, 31)]
        self.before: dict[int, Item] = {}  # the items as they were last quarter
        self.register = Register(draw)
        self.saved: set[str] = set()  # items whose title somebody agreed to change later

    def quarters(self) -> Iterator[Quarter]:
        """Yield the quarters, each after the edits that make it."""
        for number in range(1, QUARTERS + 1):
            self.before = {id(each): replace(each, was=[*each.was]) for each in self.items}
            ids = {each: item.id for each, item in self.before.items()}
            resting = self.register.begin(number, ids)
            for plan in PLANS if number > 1 else ():
                self._edit(plan, resting)
            yield self._quarter()

    def _quarter(self) -> Quarter:
        register = self.register
        quarter = Quarter(self.register.quarter, self._text(), {}, {}, {})
        for plan in PLANS:
            here = [each for each in register.made if each.item.plan == plan]
            quarter.made[plan] = [(each.kind, each.item.id) for each in here] + register.bookkeeping
            quarter.unagreed[plan] = [
                (each.kind, each.item.id, WRONG[each.wrong].value) for each in here if each.wrong
            ]
            quarter.undone[plan] = [
                (name, item.id) for item, name in self.register.undone if item.plan == plan
            ]
        return quarter

    def _text(self) -> str:
        periods = [(f"q{each:02}", str(day_of(each))) for each in range(1, QUARTERS + 1)]
        return whole(self.items, self.register.rows, periods)

    def _item(self, plan: str, name: str) -> Item:
        due = fifteenth(self.draw.randrange(6, 36))
        fields = {"title": f"Action {name}", "owner": "leader", "status": "green"}
        first = due if self.draw.random() < 0.8 else None
        label = self.draw.choice(("minor", "major"))
        return Item(plan, name, self.draw.choice(THEMES), due, first, label, fields)

    def _edit(self, plan: str, resting: Sequence[Item]) -> None:
        here = [each for each in self.items if each.plan == plan and id(each) in self.before]
        chosen = [each for each in here if each.is_open and each not in resting]
        closed = [each for each in here if "closed" in each.fields and each not in resting]
        ways: list[Callable[[Item], None]] = [
            *(self._due, self._due, self._title, self._title, self._owner, self._move),
            *(self._label, self._rename, self._status, self._forecast, self._start),
            self._baseline,
        ]
        ends = (self._close, self._merge, self._transfer, self._complete)
        drawn = self.draw.sample(chosen, min(len(chosen), 10))
        for item in drawn[:-2]:
            for way in dict.fromkeys(self.draw.sample(ways, self.draw.choice((1, 1, 2, 4)))):
                way(item)
            if self.draw.random() < 0.2:
                self.draw.choice(ends)(item)
        for item in drawn[-2:-1]:
            self._remove(item)
        for item in drawn[-1:]:
            self._save(item)
        if closed and self.draw.random() < 0.4:
            self._reopen(self.draw.choice(closed))
        self._add(self._item(plan, f"{plan[0]}n{self.register.quarter}"))

    # Edits: each notes the change that it is

    def _due(self, item: Item) -> None:
        old = item.due
        if ("due-moved", item.begun_as) in self.register.doubtful:
            return
        if old and self.draw.random() < 0.1:
            item.due = None
            self.register.control("due-moved", item, ("cabinet", "board"))
            return
        months = self.draw.choice((-1, 1, 1, 2, 3, 5))
        item.due = fifteenth(month_of(old) + months if old else self.draw.randrange(6, 36))
        needs = self._who_moves(self.before[id(item)], old, item.due)
        other = "2099-01-15"
        if needs == ("director",):  # a date that she may agree to as well
            other = "2023-01-14"
        self.register.control("due-moved", item, needs, to=str(item.due), other=other)

    def _who_moves(self, then: Item, old: date | None, new: date) -> tuple[str, ...]:
        if old and then.labels == "minor" and month_of(new) - month_of(old) <= 1:
            return ()
        if then.first and month_of(new) - month_of(then.first) <= 3:
            return ("director",)
        return ("cabinet", "board")

    def _title(self, item: Item) -> None:
        item.fields["title"] = f"Action {item.begun_as} as of quarter {self.register.quarter}"
        if item.begun_as in self.saved:
            self.saved.remove(item.begun_as)
            self.register.spent.add(("reworded", item.begun_as))
            self.register.note("reworded", item)
        else:
            self.register.control("reworded", item, ALL_OF_THEM)

    def _owner(self, item: Item) -> None:
        if ("owner-changed", item.begun_as) not in self.register.doubtful:
            owner = "director" if item.fields["owner"] == "leader" else "leader"
            item.fields["owner"] = owner
            self.register.control("owner-changed", item, ALL_OF_THEM, to=owner, other="scrutiny")

    def _move(self, item: Item) -> None:
        if ("item-moved", item.begun_as) not in self.register.doubtful:
            old = item.theme
            item.theme, other = self.draw.sample([each for each in THEMES if each != old], 2)
            to, other = (f"{each}@{item.plan}" for each in (item.theme, other))
            self.register.control("item-moved", item, ALL_OF_THEM, to=to, other=other)

    def _label(self, item: Item) -> None:
        item.labels = "major" if item.labels == "minor" else "minor"
        self.register.control("relabelled", item, ALL_OF_THEM)

    def _rename(self, item: Item) -> None:
        item.was.append(item.id)
        item.id = f"{item.was[0]}-q{self.register.quarter}"
        self.register.control("item-renumbered", item, ALL_OF_THEM)

    def _baseline(self, item: Item) -> None:
        if item.first is not None:
            item.first = fifteenth(month_of(item.first) + 6)
            self.register.control("baseline-moved", item, ALL_OF_THEM)

    def _start(self, item: Item) -> None:
        item.fields["start"] = str(day_of(self.register.quarter))
        self.register.note("start-moved", item)

    def _status(self, item: Item) -> None:
        item.fields["status"] = "red" if item.fields["status"] == "green" else "green"
        self.register.note("status-changed", item)

    def _forecast(self, item: Item) -> None:
        item.fields["forecast"] = str(day_of(self.register.quarter) + timedelta(days=90))
        self.register.note("forecast-moved", item)

    def _complete(self, item: Item) -> None:
        item.fields["completed"] = str(day_of(self.register.quarter))
        self.register.note("completed", item)

    def _close(self, item: Item) -> None:
        self._closed(item, "no-longer-needed", "", ALL_OF_THEM)

    def _merge(self, item: Item) -> None:
        others = [each for each in self.items if each.plan == item.plan and each is not item]
        self._closed(item, "merged", self.draw.choice(others).id, ONE_OF_THEM)

    def _transfer(self, item: Item) -> None:
        [plan] = [each for each in PLANS if each != item.plan]
        new = self._item(plan, f"{item.begun_as}-to-{plan}")
        if all(each.begun_as != new.id for each in self.items):
            self._add(new)
            self._closed(item, "transferred", f"{new.id}@{plan}", ONE_OF_THEM)

    def _closed(self, item: Item, kind: str, into: str, needs: tuple[str, ...]) -> None:
        if ("item-closed", item.begun_as) in self.register.doubtful | self.register.spent:
            return
        more = f", into: {into}" if into else ""
        item.fields["closed"] = f"{{kind: {kind}, date: {day_of(self.register.quarter)}{more}}}"
        other = {"merged": "transferred", "transferred": "merged"}.get(kind, "delivered")
        self.register.control("item-closed", item, needs, kind=kind, into=into, other=other)

    def _reopen(self, item: Item) -> None:
        del item.fields["closed"]
        self.register.doubtful.add(("item-closed", item.begun_as))
        self.register.control("item-reopened", item, ALL_OF_THEM)

    def _remove(self, item: Item) -> None:
        self.items.remove(item)
        self.register.control("item-removed", item, ALL_OF_THEM)

    def _add(self, item: Item) -> None:
        self.items.append(item)
        self.register.control("item-added", item, ALL_OF_THEM)

    def _save(self, item: Item) -> None:
        """Let somebody agree to another title, to be written in some later quarter."""
        if (
            item.begun_as not in self.saved
            and ("reworded", item.begun_as) not in self.register.doubtful
        ):
            self.saved.add(item.begun_as)
            name = self.register.write(item, ["change: reworded"], [("approved", "cabinet")])
            self.register.undone.append((item, name))
