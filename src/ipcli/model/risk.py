"""Risks and measures."""

from typing import Literal

from ipcli.model.base import Closed, Evidence, Opinion, Part, Record
from ipcli.model.part import made
from ipcli.model.values import Ids, Number, Text, When


class Score(Part):
    """A risk's score at one point, as it was published."""

    likelihood: Text | None = None
    """The step of the likelihood axis"""
    impact: Text | None = None
    """The step of the impact axis"""
    score: Number | None = None
    """The score as published"""
    band: Text | None = None
    """The band as published"""
    due: When | None = None
    """When it is to be reached"""


class Mitigation(Part):
    """What is done about a risk."""

    text: Text
    """What is done"""
    item: Text | None = None
    """The item that does it"""
    owner: Ids = ()
    """Who does it"""
    due: When | None = None
    """By when"""


class Risk(Record):
    """A risk of the register."""

    title: Text
    """What papers print"""
    description: Text | None = None
    """What could happen, and why"""
    owner: Ids = ()
    """Who answers for it"""
    matrix: Text | None = None
    """The risk matrix, where there are several"""
    parent: Text | None = None
    """A risk of a higher register"""
    scores: dict[str, Score] = made(factory=dict)
    """The score at each point"""
    mitigations: tuple[Mitigation, ...] = ()
    """What is done about it"""
    opinions: tuple[Opinion, ...] = ()
    """Outside or second views"""
    closed: Closed | None = None
    """How it left the register"""


class MeasureBaseline(Part):
    """Where a measure stood at first."""

    for_: When
    """The time it tells about"""
    value: Number | None = None
    """The value"""


class Target(Part):
    """What a measure is to reach."""

    for_: When
    """The date of the target"""
    value: Number | None = None
    """The value"""
    text: Text | None = None
    """In words"""


class ReadingPart(Part):
    """A part of a reading."""

    name: Text
    """What the part is"""
    n: Number | None = None
    """How many it rests on"""
    value: Number | None = None
    """Its value"""


class Reading(Part):
    """A value of a measure at a time."""

    for_: When
    """The time it tells about"""
    value: Number | None = None
    """The value; left out when it could not be assessed"""
    status: Text | None = None
    """The state, of the measure's scale"""
    forecast: Number | None = None
    """What was then expected of the next target"""
    text: Text | None = None
    """In words; why, when it could not be assessed"""
    parts: tuple[ReadingPart, ...] = ()
    """What it is made of"""


class Definition(Part):
    """What a measure counts, from a day on."""

    version: Text
    """The version"""
    from_: When
    """The first day"""
    text: Text
    """What is counted"""


class Measure(Record):
    """A measure of whether the plan works."""

    title: Text
    """What papers print"""
    owner: Ids = ()
    """Who answers for it"""
    kind: Literal["quantitative", "qualitative"] = "quantitative"
    """Counted, or judged"""
    unit: Text | None = None
    """The unit of its values"""
    better: Literal["higher", "lower"] | None = None
    """Which way is good"""
    tolerance: Text | None = None
    """How far off target is still within it: a number, or `5%`"""
    scale: Text | None = None
    """The scale of the readings' status"""
    baseline: MeasureBaseline | None = None
    """Where it stood at first"""
    targets: tuple[Target, ...] = ()
    """What it is to reach"""
    readings: tuple[Reading, ...] = ()
    """Its values"""
    definitions: tuple[Definition, ...] = ()
    """What it counts; a new one breaks the line"""
    opinions: tuple[Opinion, ...] = ()
    """Outside or second views"""
    evidence: tuple[Evidence, ...] = ()
    """What proves it"""
    closed: Closed | None = None
    """How it ended"""
