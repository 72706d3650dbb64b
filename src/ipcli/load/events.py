"""The events of a YAML parser: libyaml's, or ruamel's own where there is no compiled one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from ruamel.yaml.events import ScalarEvent

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


class Scalar(ScalarEvent):
    """A scalar that is made in one step, where its base takes three: most events are scalars."""

    __slots__ = ()

    def __init__(  # noqa: PLR0913, PLR0917 (as the parser calls it)
        self,
        anchor: str | None,
        tag: object,
        implicit: object,
        value: str,
        start_mark: Mark,
        end_mark: Mark,
        style: str | None = None,
        comment: object = None,
    ) -> None:
        self.anchor = anchor
        self.ctag = tag
        self.implicit = implicit
        self.value = value
        self.start_mark = start_mark
        self.end_mark = end_mark
        self.style = style
        self.comment = comment


def parser(raw: bytes) -> Parser:
    """Return the source of the events of a text."""
    try:
        import _ruamel_yaml  # noqa: PLC0415 (optional, and slow to import)
    except ImportError:
        from ruamel.yaml import YAML  # noqa: PLC0415

        return _Slow(YAML(typ="safe", pure=True).parse(raw.decode("utf-8-sig")))
    _ruamel_yaml.ScalarEvent = Scalar  # the name by which it makes them
    return cast("Parser", _ruamel_yaml.CParser(raw))


class _Slow:
    """The pure parser's events, one at a time, as the compiled one gives them."""

    def __init__(self, events: Iterator[Event]) -> None:
        self.events = events

    def get_event(self) -> Event:
        return next(self.events)
