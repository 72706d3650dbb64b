"""Scales of status and rating: a council's words and colours, and what they mean for sums."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from ipcli.model.base import Part, Record
from ipcli.model.part import Before
from ipcli.model.values import ONE_OR_MANY, Id, Ids, Span, Text

Colour = Literal["red", "amber", "yellow", "green", "blue", "purple", "grey", "black", "white"]


class StateClass(StrEnum):
    """What a state means for sums and comparisons, whatever its word and colour."""

    DONE = "done"
    ON_COURSE = "on-course"
    RESCHEDULED = "rescheduled"
    AT_RISK = "at-risk"
    OFF_COURSE = "off-course"
    STOPPED = "stopped"
    NOT_STARTED = "not-started"
    NOT_ASSESSED = "not-assessed"


Condition = Literal[
    "completed",
    "not-started",
    "on-time",
    "late_under",
    "late_up_to",
    "otherwise",
    "target-met",
    "within-tolerance",
    "target-missed",
    "not-assessed",
]


class Rule(Part):
    """When a state holds, as a function of dates or of a target."""

    is_: Condition
    """The condition"""
    length: Span | None = None
    """How late, for `late_under` (boundary left out) and `late_up_to` (boundary taken in)"""


def _rule(value: object) -> object:
    if isinstance(value, str):
        if value.startswith("late_"):
            msg = f"`{value}` needs a length: {{{value}: 3 weeks}}"
            raise ValueError(msg)
        return {"is": value}
    if isinstance(value, Mapping) and len(value) == 1:
        ((condition, length),) = value.items()
        if condition in {"late_under", "late_up_to"}:
            return {"is": condition, "length": length}
    if isinstance(value, Mapping) and value.keys() <= {"is", "length"}:
        return value
    msg = (
        "`when` is completed, not-started, on-time, {late_under: 3 weeks}, {late_up_to: 3 weeks} "
        "or otherwise; for measures target-met, within-tolerance, target-missed or not-assessed"
    )
    raise ValueError(msg)


_RULE_SCHEMA = {
    "anyOf": [
        {
            "enum": [
                "completed",
                "not-started",
                "on-time",
                "otherwise",
                "target-met",
                "within-tolerance",
                "target-missed",
                "not-assessed",
            ]
        },
        {
            "type": "object",
            "properties": {
                "late_under": {"type": "string", "description": "Late by less than this"},
                "late_up_to": {"type": "string", "description": "Late by this or less"},
            },
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
        },
    ]
}
StateRule = Annotated[Rule, Before(_rule, lambda _: _RULE_SCHEMA)]


class State(Part):
    """One state of a scale."""

    id: Id
    """The name that the files use"""
    name: Text
    """The council's word"""
    colour: Colour
    """Never the only sign: papers print the word and a shape"""
    pattern: Literal["plain", "hatched"] = "plain"
    """Plain, or hatched"""
    class_: StateClass | None = None
    """What it means for sums and comparisons"""
    meaning: Text | None = None
    """For the legend"""
    needs: Annotated[
        tuple[Literal["reason", "recovery", "evidence", "forecast", "completed"], ...],
        ONE_OR_MANY,
    ] = ()
    """What a record in this state must carry"""
    when: StateRule | None = None
    """What makes the state computable"""
    was: Ids = ()
    """Earlier ids; `scale-id/state-id` of an earlier scale"""


class Total(Part):
    """A named sum of states, printed under the table."""

    id: Id
    """The name that `stated` figures use"""
    name: Text
    """What papers print"""
    states: Ids
    """The states that are added"""


class Scale(Record):
    """The states that a status or rating can have, best first."""

    name: Text
    """What papers print"""
    states: tuple[State, ...]
    """The states, best first"""
    against: Literal["baseline", "due"] = "baseline"
    """The date that lateness is counted from"""
    totals: tuple[Total, ...] = ()
    """Named sums of states"""

    def state(self, state_id: str) -> State | None:
        """Return the state with this id, or None."""
        for state in self.states:  # twice as quick as next(), and asked for every item
            if state.id == state_id:
                return state
        return None
