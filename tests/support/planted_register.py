"""The register of a planted history: who agreed to each change, and what is wrong if nobody did."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ipcli.changes import Standing
from support.planted_text import request

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

FIRST = date(2023, 6, 30)
# What may be wrong with the agreement to a change, and how the log must call it.
WRONG = {
    "no request": Standing.UNEXPLAINED,
    "late": Standing.UNEXPLAINED,
    "again": Standing.UNEXPLAINED,
    "waits": Standing.AWAITING,
    "partly": Standing.AWAITING,
    "refused": Standing.REFUSED,
    "deferred": Standing.DEFERRED,
    "withdrawn": Standing.WITHDRAWN,
    "another body": Standing.WRONG_BODY,
    "another value": Standing.OTHER_VALUE,
}
ALL_OF_THEM = ("cabinet",)
ONE_OF_THEM = ("cabinet", "council")  # for what goes into something else


def day_of(number: int) -> date:
    """Return the day that a quarter is of."""
    return FIRST + timedelta(days=91 * (number - 1))


@dataclass
class Item:
    """An action as it is written now; `fields` are its other keys."""

    plan: str
    id: str
    theme: str
    due: date | None
    first: date | None
    labels: str
    fields: dict[str, str]
    was: list[str] = field(default_factory=list)

    @property
    def begun_as(self) -> str:
        """The id that it had at first."""
        return self.was[0] if self.was else self.id

    @property
    def is_open(self) -> bool:
        """Whether it may still be edited."""
        return "closed" not in self.fields and "completed" not in self.fields


@dataclass
class Made:
    """A change while the quarter is written: its item's id is known at the end."""

    kind: str
    item: Item
    wrong: str = ""


class Register:
    """The requests up to a quarter, and what was made in it."""

    def __init__(self, draw: Random) -> None:
        self.draw = draw
        self.rows: list[str] = []
        self.late: list[Callable[[], None]] = []
        self.resting: list[Item] = []  # with a request that comes late: let alone for a quarter
        self.spent: set[tuple[str, str]] = set()  # kinds and items that a request has covered
        self.doubtful: set[tuple[str, str]] = set()  # of which somebody asked what was not agreed
        self.begin(1, {})

    def begin(self, quarter: int, ids: dict[int, str]) -> list[Item]:
        """Begin a quarter with what came late; `ids` are those that the items have now.

        Returns the items that are to be let alone.
        """
        self.quarter, self.ids = quarter, ids
        self.made: list[Made] = []
        self.bookkeeping: list[tuple[str, str]] = []
        self.undone: list[tuple[Item, str]] = []
        late, self.late = self.late, []
        resting, self.resting = self.resting, []
        for write_it in late:
            write_it()
        return resting

    def note(self, change: str, item: Item) -> None:
        """Note a change that nobody need agree to."""
        self.made.append(Made(change, item))

    def control(  # noqa: PLR0913 (what a request may say, by name)
        self,
        change: str,
        item: Item,
        needs: tuple[str, ...],
        *,
        to: str = "",
        kind: str = "",
        into: str = "",
        other: str = "2099-01-15",
    ) -> None:
        """Note a change that somebody must agree to, and write its request, if it gets one."""
        made = Made(change, item)
        self.made.append(made)
        if not needs:
            return
        made.wrong = self._drawn(change, item, needs, has_value=bool(to or kind))
        if made.wrong == "another value":
            to, kind = (other, "") if to else ("", other)
        into = into if "@" in into or not into else f"{into}@{item.plan}"
        ask = [f"change: {change}", *([f"to: {to}"] * bool(to)), *([f"kind: {kind}"] * bool(kind))]
        ask += [f"into: {into}"] if into and kind in {"merged", "transferred"} else []
        if made.wrong:
            self.doubtful.add((change, item.begun_as))
        else:
            self.spent.add((change, item.begun_as))
        if made.wrong in {"no request", "again"}:
            return
        if made.wrong == "late":
            self.resting.append(item)
            self.late.append(lambda: self._agreed(item, ask, needs))
        elif made.wrong in {"", "another value"}:
            self._agreed(item, ask, needs, split=not made.wrong)
            if made.wrong:
                self.undone.append((item, f"CR-{len(self.rows)}"))
        else:
            self.write(item, ask, self._half_agreed(made.wrong, needs))

    def _drawn(self, change: str, item: Item, needs: tuple[str, ...], *, has_value: bool) -> str:
        """Return what is wrong with the agreement, or nothing, of what may be in this case."""
        if (change, item.begun_as) in self.doubtful:
            return "no request" if has_value else self._still_wrong(change, item)
        ways = ["", "", "", "", "no request", "waits", "refused", "deferred", "withdrawn"]
        ways += ["another body"]
        ways += ["another value", "late"] * has_value
        ways += ["partly"] * (needs == ("cabinet", "board"))
        ways += ["again", "again"] * (not has_value and (change, item.begun_as) in self.spent)
        return self.draw.choice(ways)

    def _still_wrong(self, change: str, item: Item) -> str:
        """Return what is wrong where an earlier change of the kind was not agreed to either."""
        return "again" if (change, item.begun_as) in self.spent else "no request"

    def _agreed(
        self, item: Item, ask: list[str], needs: tuple[str, ...], *, split: bool = True
    ) -> None:
        """Write the request of all who must agree; now and then one for each of them."""
        if needs == ONE_OF_THEM:
            needs = (self.draw.choice(needs),)
        said = [("recommended" if body == "board" else "approved", body) for body in needs]
        if split and len(said) > 1 and self.draw.random() < 0.3:
            for each in said:
                self.write(item, ask, [each])
        else:
            self.write(item, ask, said)

    def _half_agreed(self, wrong: str, needs: tuple[str, ...]) -> list[tuple[str, str]]:
        match wrong:
            case "waits":
                return []
            case "partly":
                return [("approved", "cabinet")]
            case "another body":
                return [("approved", "scrutiny")]
            case "withdrawn":
                agreed = [("recommended" if b == "board" else "approved", b) for b in needs]
                return [*agreed, ("withdrawn", "leader")]
            case _:
                return [(wrong, needs[0])]

    def write(self, item: Item, ask: list[str], decisions: list[tuple[str, str]]) -> str:
        """Write a request about an item, by the id that it has now or had last quarter."""
        of = self.draw.choice((item.id, self.ids.get(id(item), item.id)))
        name = f"CR-{len(self.rows) + 1}"
        day = day_of(self.quarter) - timedelta(days=30)
        dated = [
            (outcome, body, str(day + timedelta(days=at)))
            for at, (outcome, body) in enumerate(decisions)
        ]
        self.rows.append(request(name, [*ask, f"of: {of}@{item.plan}"], dated))
        self.bookkeeping.append(("change-request-raised", name))
        self.bookkeeping += [("change-request-decided", name)] * len(decisions)
        return name
