"""Why a figure has no value."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal


class Why(StrEnum):
    """Why a figure could not be counted."""

    UNKNOWN = "unknown"  # the name stands for nothing
    NO_STATES = "no states"  # rows lack the status, rating or score
    NO_BASE = "no base"  # needs an earlier state of the plan to compare with
    NO_PERIOD = "no period"  # needs a period
    SEVERAL = "several"  # the name may stand for more than one thing
    NOTHING = "nothing"  # a percentage or an average of nothing


class NotCountable(NamedTuple):
    """Why a figure has no value. `found` is what the rows that do say something come to."""

    why: Why
    reason: str
    found: Decimal | None = None
