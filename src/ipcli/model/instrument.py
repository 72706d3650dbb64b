"""Instruments: directions, recommendations, inspections and whatever else the items answer."""

from typing import Annotated, Literal

from ipcli.model.base import Ended, Part, Proof, Record
from ipcli.model.item import Judged
from ipcli.model.part import Before
from ipcli.model.values import (
    ONE_OR_MANY,
    Day,
    Ids,
    PathId,
    Pounds,
    Span,
    Text,
    When,
    Whole,
    Yes,
    or_ongoing,
)


class Clock(Part):
    """By when, and how often, something is owed."""

    within: Span | None = None
    """One date, this long after the start; with `every` too, the first of the series"""
    every: Span | None = None
    """A series, counted from the start"""
    from_: Text | None = None
    """`made_on`, `sent_on`, `published_on`, `in_force` or a day; that day does not count"""
    beginning_with: Text | None = None
    """The same, but that day counts"""
    dates: Annotated[tuple[When, ...], ONE_OR_MANY] = ()
    """Dates laid down as such"""
    as_directed: Yes = False
    """Or at such other times as someone may direct"""
    falls: Literal["as-is", "next-working-day"] = "as-is"
    """What happens when a date is no working day of England and Wales"""
    until: Day | None = None
    """The last day of the series; default the end of the instrument"""

    @property
    def ongoing(self) -> bool:
        """Whether it is a standing duty, never overdue: written `clock: ongoing`."""
        return not (self.within or self.every or self.dates or self.as_directed)


def _clock(value: object) -> object:
    if value == "ongoing":
        return Clock()
    if isinstance(value, str) or value == {}:
        msg = f"`{value or '{}'}` is not a clock; write `ongoing`, or keys such as within and every"
        raise ValueError(msg)
    return value


class Extension(Part):
    """More time, and who gave it."""

    length: Span | None = None
    """How much more time"""
    to: When | None = None
    """The new date"""
    by: Ids = ()
    """Who agreed"""
    date: When | None = None
    """The day they agreed"""
    reason: Text | None = None
    """Why"""
    for_: Whole | None = None
    """Which date of a series; default the first not met"""


class Met(Part):
    """A date of a clock that was met."""

    date: When
    """The day it was done"""
    by: Ids = ()
    """Who did it"""
    for_: Whole | None = None
    """Which date of a series; default the first not met"""
    text: Text | None = None
    """How"""
    evidence: Proof | None = None
    """What proves it: in words, or as evidence is written elsewhere"""


class Duty(Record, Judged):
    """What an instrument and each of its paragraphs may have."""

    owed_by: Ids = ()
    """Who owes it; default the council"""
    clock: Annotated[Clock | None, Before(_clock, or_ongoing)] = None
    """By when it is owed; `ongoing` for a standing duty"""
    extensions: tuple[Extension, ...] = ()
    """More time that was given"""
    met: tuple[Met, ...] = ()
    """When it was done"""
    ended: Ended | None = None
    """How it ended"""

    @property
    def timed(self) -> Clock | None:
        """The clock, where it has dates."""
        return self.clock if self.clock and not self.clock.ongoing else None


class Paragraph(Duty):
    """An annex, a paragraph or a letter of an instrument."""

    id: PathId
    """Begins with the instrument's id and `/`, such as `DIR-2023/1a`"""
    title: Text | None = None
    """Its heading"""
    text: Text | None = None
    """What it says"""

    @property
    def heading(self) -> str:
        """What papers print for it."""
        return self.title or self.text or self.id


class WrittenParagraph(Paragraph):
    """A paragraph as it stands in a file, with its parts inside."""

    paragraphs: tuple["WrittenParagraph", ...] = ()
    """Its parts"""


class InForce(Part):
    """The first and the last day, both included."""

    from_: Day | None = None
    """The first day"""
    until: Day | None = None
    """The last day"""


class Function(Record):
    """A function of the council that somebody else exercises."""

    id: PathId
    """Its id"""
    text: Text
    """What the function is"""
    exercised_by: Ids
    """Who exercises it"""
    held: Literal["in-reserve", "exercised"] | None = None
    """Kept in reserve, or used"""
    ended: Ended | None = None
    """How it went back"""


class Appointment(Part):
    """Somebody appointed under an instrument."""

    role: Text
    """The role or body"""
    posts: Whole | None = None
    """How many posts"""
    from_: When | None = None
    """The first day"""
    until: When | None = None
    """The last day"""
    day_rate: Pounds | None = None
    """Pounds a day"""
    days_a_year: Whole | None = None
    """The most days in a year"""
    text: Text | None = None
    """What for"""
    ended: Ended | None = None
    """How it ended"""


InstrumentKind = Literal[
    "directions",
    "instructions",
    "requirements",
    "notice",
    "statutory-recommendations",
    "recommendations",
    "public-interest-report",
    "inspection",
    "review",
    "report",
    "exit-criteria",
    "council-plan",
    "other",
]


class Instrument(Duty):
    """Whatever the items answer: directions, recommendations, inspections, reviews."""

    title: Text
    """What papers print"""
    text: Text | None = None
    """What it says"""
    kind: InstrumentKind
    """What sort of instrument it is"""
    to_answer: Yes = True
    """No for what is only kept for the record: no gap is looked for"""
    made_by: Ids
    """Who made it"""
    under: Text | None = None
    """By what power"""
    made_on: When
    """The day it was made"""
    sent_on: When | None = None
    """The day it was sent"""
    published_on: When | None = None
    """The day it was published"""
    in_force: InForce | None = None
    """The days it holds; default from `made_on`"""
    replaces: Ids = ()
    """Instruments that it takes the place of"""
    amends: Ids = ()
    """Instruments that it changes"""
    scale: Text | None = None
    """The scale of `status` of its paragraphs"""
    functions: tuple[Function, ...] = ()
    """Functions that others exercise"""
    appointments: tuple[Appointment, ...] = ()
    """Who was appointed"""

    @property
    def heading(self) -> str:
        """What papers print for it."""
        return self.title


class WrittenInstrument(Instrument):
    """An instrument as it stands in a file, with its paragraphs inside."""

    paragraphs: tuple[WrittenParagraph, ...] = ()
    """Its paragraphs"""
