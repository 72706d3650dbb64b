"""That a request covered a change: what one round hands on to the next."""

from __future__ import annotations

from typing import NamedTuple


class Use(NamedTuple):
    """That a request covered a change of one kind of one record."""

    request: str
    kind: str
    record: str
