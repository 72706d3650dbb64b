"""Meetings, what they decided and asked for, and the papers that went to them."""

from typing import Literal

from ipcli.model.base import Part, Record
from ipcli.model.values import Day, Ids, PathId, Text, Texts, When, Yes


class Decision(Part):
    """One limb of a decision."""

    limb: Text | None = None
    """Its letter or number"""
    verb: Literal[
        "approved",
        "agreed",
        "resolved",
        "recommended",
        "endorsed",
        "noted",
        "received",
        "considered",
        "referred",
        "deferred",
        "refused",
        "moved",
    ]
    """What the meeting did"""
    text: Text
    """What it decided"""
    to: Text | None = None
    """The body a recommendation goes to"""
    about: Ids = ()
    """The records it is about"""
    under: Text | None = None
    """The power it was done under"""
    minuted: Text | None = None
    """The minutes' wording, where it differs"""


class Answered(Part):
    """How a request was answered."""

    date: When
    """The day"""
    meeting: Text | None = None
    """The meeting where it was"""
    text: Text | None = None
    """How"""


class Request(Record):
    """Something that a meeting asked for."""

    id: PathId
    """Its id"""
    text: Text
    """What was asked"""
    by: Ids = ()
    """Who asked; default the body"""
    to: Ids = ()
    """Whom it asked"""
    due: When | None = None
    """By when"""
    where: Text | None = None
    """Where the paper says so"""
    answered: Answered | None = None
    """How it was answered"""

    @property
    def heading(self) -> str:
        """What papers print for it."""
        return self.text


class Line(Part):
    """A line of the front sheet."""

    label: Text
    """What it is"""
    text: Text
    """What it says"""


class Recommendation(Part):
    """A recommendation of a paper."""

    ref: Text | None = None
    """Its number"""
    text: Text
    """What is recommended"""
    to: Text | None = None
    """The body it is made to"""


class Section(Part):
    """A section of a paper."""

    heading: Text
    """Its heading"""
    text: Texts
    """What it says"""


class CommissionersSection(Part):
    """The Commissioners' own section; the heading is printed even when there is no text."""

    heading: Text
    """Its heading"""
    text: Texts = ()
    """What they say"""
    date: When | None = None
    """The day they said it"""


class Verified(Part):
    """Who verified an implication, and when."""

    by: Ids
    """The role that verified it"""
    date: When | None = None
    """The day"""


class Implication(Part):
    """An implication of a paper."""

    name: Text
    """Legal, financial, equality and so on"""
    text: Texts
    """What it says"""
    verified: Verified | None = None
    """Who verified it"""
    cites: Ids = ()
    """Instruments that it cites"""


class SignOff(Part):
    """A sign-off of a paper on its way."""

    stage: Text
    """What was signed off"""
    by: Ids
    """Who signed"""
    date: When | None = None
    """The day"""
    text: Text | None = None
    """In words"""


class Attachment(Part):
    """An appendix or a background paper."""

    ref: Text | None = None
    """Its number"""
    title: Text
    """Its title"""
    path: Text | None = None
    """Where it lies in this repository"""
    url: Text | None = None
    """Where it lies on the web"""
    text: Text | None = None
    """What it is"""


class Paper(Part):
    """A report to a meeting, in its parts."""

    title: Text
    """Its title"""
    period: Text | None = None
    """The period it reports on"""
    plans: Ids = ()
    """The plans it reports on; default this one"""
    item_number: Text | None = None
    """Its number on the agenda"""
    key_decision: Yes | None = None
    """Whether it asks for a key decision"""
    exempt: Text | None = None
    """Why it may not be public"""
    cites: Ids = ()
    """Instruments that it cites"""
    front_sheet: tuple[Line, ...] = ()
    """The lines of the front sheet"""
    summary: Texts = ()
    """The summary"""
    recommendations: tuple[Recommendation, ...] = ()
    """What is recommended"""
    reasons: Texts = ()
    """Why"""
    options: Texts = ()
    """Alternatives that were considered"""
    objectives: Texts = ()
    """The objectives it serves"""
    consultation: Texts = ()
    """Who was asked"""
    sections: tuple[Section, ...] = ()
    """The body of the paper"""
    commissioners: CommissionersSection | None = None
    """The Commissioners' own section"""
    implications: tuple[Implication, ...] = ()
    """What follows from it"""
    sign_offs: tuple[SignOff, ...] = ()
    """Who signed it off on its way"""
    appendices: tuple[Attachment, ...] = ()
    """Appendices"""
    background: tuple[Attachment, ...] = ()
    """Background papers"""


class Meeting(Record):
    """A meeting of a body."""

    body: Text
    """The body that met"""
    date: Day
    """The day"""
    published_on: Day | None = None
    """The day the agenda was published"""
    notice_on: Day | None = None
    """The day notice of a key decision was given"""
    papers: tuple[Paper, ...] = ()
    """The papers that went to it"""
    decisions: tuple[Decision, ...] = ()
    """What it decided, limb by limb"""
    requests: tuple[Request, ...] = ()
    """What it asked for"""
    minutes: Text | None = None
    """What the minutes say"""
