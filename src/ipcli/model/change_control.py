"""Who must agree to a change: the ordered rules of `change_control`."""

from typing import Annotated, Literal

from ipcli.model.base import Part
from ipcli.model.values import ONE_OR_MANY, Ids, Span, Text

Within = Literal["parent", "measures", "clocks"]


class ControlRule(Part):
    """One rule; a change goes to the first whose conditions all hold."""

    change: Ids
    """Kinds of change, or `any`"""
    levels: Ids = ()
    """Only items at these levels"""
    labels: Ids = ()
    """Only records with one of these labels"""
    to: Ids = ()
    """The new state, or the kind of closing"""
    by_up_to: Span | None = None
    """This move of a date is no longer than this"""
    in_all_up_to: Span | None = None
    """The new date is no later than the baseline plus this"""
    within: Annotated[
        tuple[Within, ...],
        ONE_OR_MANY,
    ] = ()
    """The new date is no later than these"""
    needs: Ids = ()
    """Bodies or roles that must all agree; or `nobody`, or `never`"""
    needs_one_of: Ids = ()
    """One of these is enough"""
    noted_by: Ids = ()
    """Must be put before them, for noting; never stops a change"""
    under: Text | None = None
    """The authority, printed in the log"""
