"""A history of twelve quarters whose every change is known, drawn at random with a fixed seed.

Each quarter some items are edited, each in one way. A change that somebody must agree to is either
agreed by a request that Cabinet approved, or planted without agreement in one of several ways.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

QUARTERS = 12
FIRST = date(2023, 6, 30)
HEAD = """\
-- plans/plan.yaml --
plan:
  id: planted
  format: 1
  council: Anytown Council
  title: Improvement Plan
  agreed: [{by: council, date: 2023-04-01}]
  levels: [{id: theme, name: Theme}, {id: action, name: Action, scale: progress}]
scales:
  - id: progress
    name: Progress
    states:
      - {id: complete, name: Complete, colour: blue, class: done}
      - {id: green, name: On course, colour: green, class: on-course}
      - {id: red, name: Off course, colour: red, class: off-course}
change_control:
  - {change: [start-moved, cost-changed], needs: nobody}
  - {change: any, needs: cabinet}
roles:
  - {id: leader, name: Leader, kind: member}
  - {id: director, name: Director}
bodies:
  - {id: council, name: Council, kind: council, does: decides}
  - {id: cabinet, name: Cabinet, kind: executive, does: decides}
  - {id: board, name: Improvement Board, kind: board, does: recommends}
"""
NO_REQUEST, WAITS, REFUSED, WRONG_BODY, OTHER_DATE = (
    *("no request", "waits", "refused", "wrong body", "other date"),
)


@dataclass
class Action:
    """An action as it is written now; `fields` are its other keys."""

    id: str
    theme: str
    due: date
    fields: dict[str, str]
    was: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether it may still be edited."""
        return "closed" not in self.fields and "completed" not in self.fields


@dataclass
class Quarter:
    """The text of one quarter, the changes made in it, and those of them that nobody agreed to."""

    tag: str
    text: str
    made: list[tuple[str, str]]
    unagreed: list[tuple[str, str]]


def planted(seed: int) -> list[Quarter]:
    """Return twelve quarters of a plan: the first without changes, the others with known ones."""
    return list(_Builder(Random(seed)).quarters())


class _Builder:
    def __init__(self, draw: Random) -> None:
        self.draw = draw
        self.themes = ["T1", "T2", "T3"]
        self.actions = [self._action(f"A{number}") for number in range(1, 31)]
        self.requests: list[str] = []
        self.made: list[tuple[str, str]] = []
        self.unagreed: list[tuple[str, str]] = []
        self.number = 0

    def quarters(self) -> Iterator[Quarter]:
        """Yield the quarters, each after the edits that make it."""
        for quarter in range(1, QUARTERS + 1):
            self.made, self.unagreed = [], []
            if quarter > 1:
                self._edit(quarter)
            yield Quarter(f"planted/q{quarter:02}", self._text(), self.made, self.unagreed)

    def _action(self, name: str) -> Action:
        due = FIRST + timedelta(days=self.draw.randrange(900))
        fields = {"title": f"Action {name}", "owner": "leader", "status": "green"}
        if self.draw.random() < 0.8:
            fields["baseline"] = f"{{due: {due}}}"
        return Action(name, self.draw.choice(self.themes), due, fields)

    def _edit(self, quarter: int) -> None:
        chosen = [each for each in self.actions if each.is_open]
        edits = (
            *(self._due, self._due, self._due, self._title, self._title, self._owner, self._move),
            *(self._rename, self._close, self._status, self._complete, self._forecast),
        )
        for action in self.draw.sample(chosen, min(len(chosen), 8)):
            self.draw.choice(edits)(action, quarter)
        added = self._action(f"N{quarter}")
        self.actions.append(added)
        self._control("item-added", added.id, quarter)

    def _due(self, action: Action, quarter: int) -> None:
        action.due += timedelta(days=self.draw.randrange(1, 200))
        self._control("due-moved", action.id, quarter, to=str(action.due))

    def _title(self, action: Action, quarter: int) -> None:
        action.fields["title"] = f"Action {action.id} as of quarter {quarter}"
        self._control("reworded", action.id, quarter)

    def _owner(self, action: Action, quarter: int) -> None:
        owner = "director" if action.fields["owner"] == "leader" else "leader"
        action.fields["owner"] = owner
        self._control("owner-changed", action.id, quarter, to=owner)

    def _move(self, action: Action, quarter: int) -> None:
        action.theme = self.draw.choice([each for each in self.themes if each != action.theme])
        self._control("item-moved", action.id, quarter, to=action.theme)

    def _rename(self, action: Action, quarter: int) -> None:
        action.was.append(action.id)
        action.id = f"{action.was[0]}-q{quarter}"
        self._control("item-renumbered", action.id, quarter)

    def _close(self, action: Action, quarter: int) -> None:
        day = FIRST + timedelta(days=91 * (quarter - 1) - 20)
        action.fields["closed"] = f"{{kind: no-longer-needed, date: {day}}}"
        self._control("item-closed", action.id, quarter, kind="no-longer-needed")

    def _status(self, action: Action, _: int) -> None:
        action.fields["status"] = "red" if action.fields["status"] == "green" else "green"
        self.made.append(("status-changed", action.id))

    def _complete(self, action: Action, quarter: int) -> None:
        action.fields["completed"] = str(FIRST + timedelta(days=91 * (quarter - 1) - 10))
        self.made.append(("completed", action.id))

    def _forecast(self, action: Action, _: int) -> None:
        action.fields["forecast"] = str(action.due + timedelta(days=self.draw.randrange(1, 90)))
        self.made.append(("forecast-moved", action.id))

    def _control(
        self, change: str, record: str, quarter: int, to: str = "", kind: str = ""
    ) -> None:
        """Note a change that Cabinet must agree to, and write its request, if it gets one."""
        self.made.append((change, record))
        ways = ["agreed", "agreed", "agreed", NO_REQUEST, WAITS, REFUSED, WRONG_BODY]
        ways += [OTHER_DATE] if change == "due-moved" else []
        way = self.draw.choice(ways)
        if way != "agreed":
            self.unagreed.append((change, record))
        if way == NO_REQUEST:
            return
        self.number += 1
        asked = "2099-01-01" if way == OTHER_DATE else to
        parts = [f"change: {change}", f"of: {record}"]
        parts += [f"to: {asked}"] if asked else []
        parts += [f"kind: {kind}"] if kind else []
        body = "board" if way == WRONG_BODY else "cabinet"
        outcome = {REFUSED: "refused"}.get(way, "approved")
        day = FIRST + timedelta(days=91 * (quarter - 1) - 30)
        decision = f", decisions: [{{outcome: {outcome}, by: {body}, date: {day}}}]"
        request = f"CR-{self.number}"
        asks = f"asks: [{{{', '.join(parts)}}}]{'' if way == WAITS else decision}"
        self.requests.append(f"  - {{id: {request}, {asks}}}")
        self.made.append(("change-request-raised", request))
        if way != WAITS:
            self.made.append(("change-request-decided", request))

    def _text(self) -> str:
        lines = ["periods:"]
        for number in range(1, QUARTERS + 1):
            day = FIRST + timedelta(days=91 * (number - 1))
            tag = f"planted/q{number:02}"
            lines.append(
                f"  - {{id: q{number:02}, name: Quarter {number}, as_of: {day}, tag: {tag}}}"
            )
        lines += ["-- plans/items.yaml --", "items:"]
        for theme in self.themes:
            lines += [f"  - id: {theme}", f"    title: Theme {theme}", "    items:"]
            for each in self.actions:
                if each.theme == theme:
                    lines.append(f"      - {{{_written(each)}}}")
        if self.requests:
            lines += ["-- plans/requests.yaml --", "change_requests:", *self.requests]
        return HEAD + "\n".join(lines) + "\n"


def _written(action: Action) -> str:
    parts = {"id": action.id, **action.fields, "due": str(action.due)}
    if action.was:
        parts["was"] = f"[{', '.join(action.was)}]"
    return ", ".join(f"{key}: {value}" for key, value in parts.items())
