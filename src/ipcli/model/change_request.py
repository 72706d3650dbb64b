"""The register of change requests: what was asked, and who decided."""

from typing import Literal

from ipcli.model.base import ClosedKind, Part, Record
from ipcli.model.values import Ids, PathId, Text, When


class Raised(Part):
    """Who asked, and when."""

    by: Ids
    """Who asked"""
    date: When
    """When"""


class Ask(Part):
    """One thing that is asked for. It explains a change only where all it gives agrees."""

    change: Text
    """The kind of change"""
    of: Ids
    """The records it is about"""
    from_: Text | None = None
    """The old date, state, parent or owner"""
    to: Text | None = None
    """The new date, state, parent or owner"""
    kind: ClosedKind | None = None
    """The kind of a closing"""
    into: Ids = ()
    """The successors of a closing"""


Outcome = Literal["approved", "recommended", "noted", "refused", "deferred", "withdrawn"]


class RequestDecision(Part):
    """What a body said to a change request."""

    outcome: Outcome
    """What was said"""
    by: Ids
    """Who decided"""
    date: When
    """The day"""
    under: Text | None = None
    """The power or delegation"""
    meeting: Text | None = None
    """The meeting"""
    limb: Text | None = None
    """The limb of the meeting's decision"""
    text: Text | None = None
    """In words"""


class ChangeRequest(Record):
    """An entry of the change register. `ref` is the register's number."""

    id: PathId
    """Its id"""
    raised: Raised | None = None
    """Who asked, and when"""
    asks: tuple[Ask, ...]
    """What is asked for"""
    reason: Text | None = None
    """Why"""
    decisions: tuple[RequestDecision, ...] = ()
    """What was decided; none yet: it waits"""
