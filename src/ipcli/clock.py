"""The only place that asks what day it is."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def today() -> date:
    """Return today's date in London: a council's day does not end at UTC midnight."""
    return datetime.now(LONDON).date()
