"""What every record shares, and the shapes that several kinds of record use."""

from collections.abc import Mapping
from typing import Annotated, Literal

from ipcli.model.part import Before, Part, TextOr, key_of
from ipcli.model.values import Id, Ids, Pounds, Text, When, Yes, or_text, words_or_many

__all__ = ["Part", "key_of"]


class Update(Part):
    """Dated prose. Append only."""

    date: When
    """The day it tells about"""
    text: Text
    """What happened"""
    by: Ids = ()
    """Who says so"""
    exempt: Text | None = None
    """Why it may not be public, such as `paragraph 3`"""


class Correction(Part):
    """A wrong figure put right: not a movement."""

    date: When
    """The day it was corrected"""
    key: Text
    """The dotted path of what was wrong, such as `scores.current.score`"""
    from_: Text
    """The wrong value"""
    to: Text
    """The right value"""
    reason: Text
    """Why it was wrong"""
    by: Ids = ()
    """Who corrected it"""


class Agreement(Part):
    """Who agreed, and by what power."""

    by: Ids
    """The bodies or roles that agreed"""
    date: When
    """The day they agreed"""
    under: Text | None = None
    """The power or delegation it is done under"""
    meeting: Text | None = None
    """The meeting where they did"""
    text: Text | None = None
    """What was agreed, in words"""


class Evidence(Part):
    """What proves it."""

    title: Text
    """The name of the document"""
    date: When | None = None
    """The day it was made"""
    path: Text | None = None
    """Where it lies in this repository"""
    url: Text | None = None
    """Where it lies on the web"""
    sha256: Text | None = None
    """Its fingerprint, so that a later swap shows"""
    seen_by: Ids = ()
    """Who has looked at it"""
    text: Text | None = None
    """What it shows"""
    exempt: Text | None = None
    """Why it may not be public"""


def _proof(value: object) -> object:
    """Let one piece of evidence stand without brackets."""
    return (value,) if isinstance(value, Mapping | Evidence) else value


Proof = Annotated[Text | tuple[Evidence, ...], TextOr(), Before(_proof, words_or_many)]


class Step(Part):
    """A test passed, or due: `due` before it happens, `date` when it has."""

    by: Ids = ()
    """Who judges"""
    due: When | None = None
    """When it will be judged"""
    date: When | None = None
    """The day it was judged"""
    text: Text | None = None
    """What was found"""
    evidence: Proof | None = None
    """What they saw: in words, or as evidence is written elsewhere"""


class Response(Part):
    """The answer to an opinion."""

    by: Ids
    """Who answers"""
    date: When
    """The day of the answer"""
    outcome: Literal["accepted", "in-part", "not-accepted", "noted"]
    """How the opinion was taken"""
    text: Text | None = None
    """The answer in words"""


class Opinion(Part):
    """An outside or second view, beside the plan's own."""

    by: Ids
    """Whose view it is"""
    date: When
    """The day of the view"""
    state: Text | None = None
    """The state they would give it, of `scale` or of the record's own scale"""
    scale: Text | None = None
    """The scale of `state`, where it is not the record's own"""
    text: Text | None = None
    """What they said"""
    response: Response | None = None
    """What was answered"""


class Cost(Part):
    """Money, in pounds."""

    amount: Pounds | None = None
    """Pounds, no sign and no commas; left out when it was not given"""
    kind: Literal["one-off", "yearly", "ceiling"] | None = None
    """Paid once, each year, or no more than"""
    for_: When | None = None
    """The time it is for"""
    source: Text | None = None
    """Where the money comes from"""
    text: Text | None = None
    """What it is for"""
    about: Yes = False
    """Whether the amount is only about right"""
    agreed: Agreement | None = None
    """Who agreed the money"""


CLOSED_KINDS = (
    "delivered",
    "delivered-differently",
    "business-as-usual",
    "merged",
    "replaced",
    "transferred",
    "no-longer-needed",
    "not-feasible",
)
ClosedKind = Literal[
    "delivered",
    "delivered-differently",
    "business-as-usual",
    "merged",
    "replaced",
    "transferred",
    "no-longer-needed",
    "not-feasible",
]
DONE_CLOSINGS = frozenset({"delivered", "delivered-differently", "business-as-usual"})
SUCCESSOR_CLOSINGS = frozenset({"merged", "replaced", "transferred"})
_JOINED = {"replaced": "by", "transferred": "to"}


def ended_as(kind: str, into: str) -> str:
    """Return how a record ended, and what carries it on: `merged into Customer Journey`."""
    told = kind.replace("-", " ")
    return f"{told} {_JOINED.get(kind, 'into')} {into}" if into else told


class Closed(Part):
    """How a record's life in the plan ended."""

    kind: ClosedKind
    """How it ended"""
    date: When
    """The day it was closed"""
    into: Ids = ()
    """The records that carry it on"""
    outside: Text | None = None
    """Its successor in words, when that is not kept in these files"""
    text: Text | None = None
    """Why it was closed"""
    request: Text | None = None
    """The change request that asked for it"""


class Ended(Part):
    """How a legal thing ended."""

    kind: Literal["met", "replaced", "revoked", "expired", "withdrawn"]
    """How it ended"""
    date: When
    """Its last day"""
    into: Ids = ()
    """What took its place"""
    by: Ids = ()
    """Who ended it"""
    text: Text | None = None
    """Why"""


class Record(Part):
    """Anything with an id that people quote."""

    id: Id
    """The name for ever: letters, digits, `.`, `_` and `-`"""
    ref: Text | None = None
    """The number or name that papers print"""
    was: Ids = ()
    """Earlier ids of this same record"""
    labels: Ids = ()
    """Labels for filtering, counting and grouping"""
    updates: tuple[Update, ...] = ()
    """Dated prose, oldest first"""
    corrections: tuple[Correction, ...] = ()
    """Wrong figures put right"""
    exempt: Text | None = None
    """Why it may not be public, such as `paragraph 3`; everything below is exempt too"""
    illustrative: Yes = False
    """Invented for a sample; papers print the mark"""


class Rating(Part):
    """A rating beside the status."""

    state: Text
    """The state, of the scale that the rating is on"""
    reason: Text | None = None
    """Why"""


def _rating(value: object) -> object:
    return {"state": value} if isinstance(value, str) else value


RatingEntry = Annotated[Rating, Before(_rating, or_text)]
