"""Roles, bodies, labels and periods."""

from collections.abc import Mapping
from typing import Annotated, Literal

from ipcli.model.base import Part, Record
from ipcli.model.part import Before
from ipcli.model.values import ONE_OR_MANY, Day, Ids, Span, Text, When, Whole


class Role(Record):
    """A post or a team; never a person's name."""

    name: Text
    """What papers print"""
    kind: Literal["officer", "member", "team", "commissioner", "envoy", "external"] = "officer"
    """Officer, member, team, commissioner, envoy or external"""
    posts: Whole | None = None
    """How many posts there are"""


class Meets(Part):
    """How often a body meets."""

    every: Span | None = None
    """A length of time"""
    text: Text | None = None
    """In words"""


def _meets(value: object) -> object:
    return value if isinstance(value, Mapping) else {"text": value}


_MEETS_SCHEMA = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {"every": {"type": "string"}, "text": {"type": "string"}},
            "additionalProperties": False,
        },
    ]
}


class Body(Record):
    """A body that decides, recommends, oversees, advises or judges."""

    name: Text
    """What papers print"""
    kind: (
        Literal[
            "council",
            "executive",
            "committee",
            "scrutiny",
            "audit",
            "board",
            "management",
            "auditor",
            "government",
            "external",
        ]
        | None
    ) = None
    """What sort of body it is"""
    does: Annotated[
        tuple[Literal["decides", "recommends", "oversees", "advises", "judges"], ...],
        ONE_OR_MANY,
    ] = ()
    """What it does"""
    meets: Annotated[Meets, Before(_meets, lambda _: _MEETS_SCHEMA)] | None = None
    """How often: `{every: 1 month}`, or words"""
    reports_to: Ids = ()
    """The bodies it reports to"""
    public: Text | None = None
    """`yes`, `no`, or words"""
    from_: Day | None = None
    """Its first day"""
    until: Day | None = None
    """Its last day"""
    text: Text | None = None
    """What it is for"""


class Label(Record):
    """A word for filtering, counting and grouping."""

    name: Text
    """What papers print"""
    meaning: Text | None = None
    """For the legend"""


class Period(Record):
    """A reporting period."""

    name: Text
    """What papers print"""
    as_of: Day
    """The day of the facts"""
    covers: When | None = None
    """The time reported on; default from the day after the last `as_of`"""
    tag: Text | None = None
    """The git tag of the plan as it was reported"""
