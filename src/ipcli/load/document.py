"""One YAML file as values and positions: a loop over libyaml's parser events.

Scalars stay text; the model types them. A place is one integer, `line << 24 | column`, and the
places lie in one array in the order of the document, so a value's place is found by counting
nodes. Nothing is constructed and nothing is resolved, so no file can run code or grow in memory.
"""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING, NamedTuple, NoReturn, Protocol, TypeAlias, cast

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from ipcli.diagnostics import Place
from ipcli.load import faults
from ipcli.load.faults import FaultError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 64
_SHIFT = 24
_COLUMN = (1 << _SHIFT) - 1
_SIGNS = frozenset("\"'[]{}")

Step: TypeAlias = str | int
Pointer: TypeAlias = tuple[Step, ...]


class _Mark(Protocol):
    line: int
    column: int


class _Event(Protocol):
    start_mark: _Mark
    end_mark: _Mark
    value: str
    style: str | None
    anchor: str | None
    tag: str | None
    ctag: object
    flow_style: bool


class _Parser(Protocol):
    def get_event(self) -> _Event: ...


def parser(raw: bytes) -> _Parser:
    """Return a source of events: libyaml's, or ruamel's own where there is no compiled one."""
    try:
        from _ruamel_yaml import CParser  # noqa: PLC0415 (optional, and slow to import)
    except ImportError:
        from ruamel.yaml import YAML  # noqa: PLC0415

        return _Slow(YAML(typ="safe", pure=True).parse(raw.decode("utf-8-sig")))
    return cast("_Parser", CParser(raw))


class _Slow:
    """The pure parser's events, one at a time, as the compiled one gives them."""

    def __init__(self, events: Iterator[_Event]) -> None:
        self.events = events

    def get_event(self) -> _Event:
        return next(self.events)


class Document(NamedTuple):
    """The values of one file and where each stands.

    `blanks` are the nodes with nothing after their key, `lone` those that begin or end with a
    quote or bracket that has no partner, `long_quotes` quoted ones over several lines; all are
    numbered in the order of the document.
    """

    path: str
    value: object
    places: array[int]
    blanks: tuple[int, ...] = ()
    lone: tuple[int, ...] = ()
    long_quotes: tuple[int, ...] = ()

    def place(self, pointer: Pointer, *, key: bool = False) -> Place:
        """Return where a value stands, or its key. Steps that lead nowhere are left off."""
        node, at, at_key = self.value, 0, 0
        for step in pointer:
            if isinstance(node, dict) and step in node:
                at_key, at, node = self._in_mapping(node, at, step)
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                at += 1 + sum(map(_nodes, node[:step]))
                at_key, node = at, node[step]
            else:
                break
        return self.at(at_key if key else at)

    def at(self, node: int) -> Place:
        """Return the place of the node with this number in the order of the document."""
        if node >= len(self.places):
            return Place(self.path)
        packed = self.places[node]
        return Place(self.path, (packed >> _SHIFT) + 1, (packed & _COLUMN) + 1)

    def _in_mapping(self, node: dict[Step, object], at: int, step: Step) -> tuple[int, int, object]:
        at += 1
        for key, value in node.items():
            if key == step:
                return at, at + 1, value
            at += 1 + _nodes(value)
        raise KeyError(step)

    def pointers(self) -> Iterator[tuple[int, Pointer]]:
        """Yield each value's node number and pointer, in the order of the document."""
        stack: list[tuple[object, Pointer]] = [(self.value, ())]
        at = 0
        while stack:
            node, pointer = stack.pop()
            if isinstance(node, dict):
                yield at, pointer
                at += 1
                stack.extend((_Key(value), (*pointer, k)) for k, value in reversed(node.items()))
            elif isinstance(node, list):
                yield at, pointer
                at += 1
                stack.extend((v, (*pointer, i)) for i, v in reversed(list(enumerate(node))))
            elif isinstance(node, _Key):
                at += 1
                stack.append((node.value, pointer))
            else:
                yield at, pointer
                at += 1


class _Key(NamedTuple):
    """A value whose key is a node of its own before it."""

    value: object


def _nodes(value: object) -> int:
    """Count the nodes of a value: itself, and the keys and values in it."""
    if isinstance(value, dict):
        return 1 + len(value) + sum(map(_nodes, value.values()))
    return 1 + sum(map(_nodes, value)) if isinstance(value, list) else 1


def read(path: str, raw: bytes) -> Document:
    """Read one file. Raises FaultError for what an author wrote that is not plain YAML."""
    try:
        return _read(path, raw)
    except FaultError:
        raise
    except (YAMLError, StopIteration) as fault:
        from ipcli.load import syntax  # noqa: PLC0415 (only for files that are broken)

        marked = fault if isinstance(fault, MarkedYAMLError) else None
        raise syntax.explained(path, raw, marked) from fault


def _read(path: str, raw: bytes) -> Document:  # noqa: C901, PLR0912, PLR0915 (speed: one loop)
    get = parser(raw).get_event
    places: array[int] = array("q")
    note = places.append
    blanks: list[int] = []
    lone: list[int] = []
    long_quotes: list[int] = []
    known: dict[str, str] = {}
    stack: list[tuple[object, bool]] = []
    root: object = None
    current: object = None
    in_mapping = False
    key: str | None = None
    tagged = b"&" in raw or b"!" in raw  # only then can there be an anchor or a tag
    get()  # the stream begins
    if isinstance(get(), StreamEndEvent):
        return Document(path, None, places)
    while True:
        event = get()
        kind: object = type(event)
        if kind is ScalarEvent:
            mark = event.start_mark
            at = mark.line << _SHIFT | mark.column
            if tagged and (event.anchor is not None or event.ctag is not None):
                _refuse(path, at, faults.NOT_PLAIN, _named(event))
            text = event.value
            note(at)
            if in_mapping and key is None:
                key = known.get(text)
                if key is None:
                    if not text and not event.style:
                        _refuse(path, at, faults.NOT_YAML, "a value has no key before it")
                    key = known[text] = sys.intern(text)
                if key in current:  # type: ignore[operator]
                    _refuse(path, at, faults.DUPLICATE_KEY, f"the key `{key}` stands twice")
                continue
            value: str | None = text
            style = event.style
            if text:
                if len(text) < 40:  # noqa: PLR2004 (short texts repeat: owners, states, dates)
                    value = known.setdefault(text, text)
                if (style or text[-1] in _SIGNS) and _is_lone(text):
                    lone.append(len(places) - 1)
                if style and style in "\"'" and event.end_mark.line != mark.line:
                    long_quotes.append(len(places) - 1)
            elif not style:
                blanks.append(len(places) - 1)
                value = None
            if in_mapping:
                current[key] = value  # type: ignore[index]
                key = None
            elif current is not None:
                current.append(value)  # type: ignore[attr-defined]
            else:
                root = value
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            mark = event.start_mark
            at = mark.line << _SHIFT | mark.column
            if tagged and (event.anchor is not None or event.ctag is not None):
                _refuse(path, at, faults.NOT_PLAIN, _named(event))
            if len(stack) >= MAX_DEPTH:
                _refuse(path, at, faults.TOO_LARGE, f"nested more than {MAX_DEPTH} deep")
            note(at)
            new: object = {} if kind is MappingStartEvent else []
            if in_mapping:
                if key is None:
                    _refuse(path, at, faults.NOT_YAML, "a key must be a single word or text")
                current[key] = new  # type: ignore[index]
                key = None
            elif current is not None:
                current.append(new)  # type: ignore[attr-defined]
            else:
                root = new
            stack.append((current, in_mapping))
            current, in_mapping = new, kind is MappingStartEvent
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            current, in_mapping = stack.pop()
            key = None
        elif kind is AliasEvent:
            mark = event.start_mark
            at = mark.line << _SHIFT | mark.column
            _refuse(path, at, faults.NOT_PLAIN, "`*` begins an alias, and aliases are not read")
        elif kind is DocumentEndEvent:
            event = get()
            if not isinstance(event, StreamEndEvent):
                mark = event.start_mark
                _refuse(
                    path,
                    mark.line << _SHIFT | mark.column,
                    faults.SECOND_DOCUMENT,
                    "`---` begins a second document, and only one is read",
                )
            return Document(path, root, places, tuple(blanks), tuple(lone), tuple(long_quotes))


def _named(event: _Event) -> str:
    if event.anchor is not None:
        return f"`&{event.anchor}` is an anchor, and anchors are not read"
    return f"`{event.tag}` is a tag, and tags are not read"


def _refuse(path: str, at: int, fault: faults.Fault, message: str) -> NoReturn:
    raise FaultError(fault, Place(path, (at >> _SHIFT) + 1, (at & _COLUMN) + 1), message)


def _is_lone(text: str) -> bool:
    """Tell whether a quote or bracket at either end has no partner in the text."""
    first, last = text[0], text[-1]
    if first in "\"'" and (last != first or len(text) == 1):
        return text.count(first) % 2 == 1
    if last in "\"'":
        possessive = last == "'" and len(text) > 1 and text[-2] in "sz"
        return first != last and text.count(last) % 2 == 1 and not possessive
    pairs = (("[", "]"), ("{", "}"))
    return any(
        {first, last} & {opening, closing} and text.count(opening) != text.count(closing)
        for opening, closing in pairs
    )
