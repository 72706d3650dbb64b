"""The events of a YAML parser: libyaml's, or ruamel's own where there is no compiled one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterator


class Mark(Protocol):
    """A place in the text; lines and columns are counted from 0."""

    line: int
    column: int


class Event(Protocol):
    """An event. It has only those of the fields below that its kind has."""

    start_mark: Mark
    end_mark: Mark
    value: str
    style: str | None
    anchor: str | None
    tag: str | None
    ctag: object
    flow_style: bool


class Parser(Protocol):
    """A source of events."""

    def get_event(self) -> Event:
        """Return the next event."""
        ...


def parser(raw: bytes) -> Parser:
    """Return the source of the events of a text."""
    try:
        from _ruamel_yaml import CParser  # noqa: PLC0415 (optional, and slow to import)
    except ImportError:
        from ruamel.yaml import YAML  # noqa: PLC0415

        return _Slow(YAML(typ="safe", pure=True).parse(raw.decode("utf-8-sig")))
    return cast("Parser", CParser(raw))


class _Slow:
    """The pure parser's events, one at a time, as the compiled one gives them."""

    def __init__(self, events: Iterator[Event]) -> None:
        self.events = events

    def get_event(self) -> Event:
        return next(self.events)
