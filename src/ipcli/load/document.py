"""One YAML file as values: a loop over libyaml's parser events.

Scalars stay text; the model types them. Nothing is constructed and nothing is resolved, so no file
can run code or grow in memory.

Where a value stands is asked of few files, so it is not noted while the values are read: the first
question of a file walks over its events again. A place is one integer, `line << 24 | column`, and
the places lie in one array in the order of the document, so a value's place is found by counting
nodes.
"""

from __future__ import annotations

import sys
from array import array
from functools import cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from ipcli.diagnostics import Place
from ipcli.load import faults
from ipcli.load.events import Scalar, parser
from ipcli.load.faults import FaultError
from ipcli.load.quotes import QUOTES, SIGNS, doubtful
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ipcli.load.events import Event
    from ipcli.load.quotes import Quoted

MAX_DEPTH = 64
_SHIFT = 24
_COLUMN = (1 << _SHIFT) - 1
_NODES = frozenset({Scalar, ScalarEvent, MappingStartEvent, SequenceStartEvent})

Step: TypeAlias = str | int
Pointer: TypeAlias = tuple[Step, ...]


class Document(NamedTuple):
    """The values of one file. A value with nothing after its key is None.

    `content` gives the bytes that it was read from. `numbers` are those of the nodes in each list
    and mapping, by its identity, counted when the first place is asked for.
    """

    path: str
    value: object
    content: Callable[[], bytes]
    numbers: dict[int, array[int]]
    has_blanks: bool = False
    quotes: tuple[Quoted, ...] = ()

    def place(self, pointer: Pointer, *, key: bool = False) -> Place:
        """Return where a value stands, or its key. Steps that lead nowhere are left off."""
        node, at, at_key = self.value, 0, 0
        self._count()
        for step in pointer:
            if isinstance(node, dict) and step in node:
                at = self.numbers[id(node)][[*node].index(step)]
                at_key, node = at - 1, node[step]
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                at = at_key = self.numbers[id(node)][step]
                node = node[step]
            else:
                break
        return self.at(at_key if key else at)

    def key_place(self, mapping: dict[str, object], key: str) -> Place:
        """Return where a key of a mapping in the document stands."""
        self._count()
        return self.at(self.numbers[id(mapping)][[*mapping].index(key)] - 1)

    def at(self, node: int) -> Place:
        """Return the place of the node with this number in the order of the document."""
        places, rest = _places(self.content())
        places.extend(islice(rest, max(0, node + 1 - len(places))))
        if node >= len(places):
            return Place(self.path)
        return Place(self.path, (places[node] >> _SHIFT) + 1, (places[node] & _COLUMN) + 1)

    def pointers(self) -> Iterator[tuple[Place, Pointer]]:
        """Yield the place of each single value and the way to it, in the order of the document."""
        self._count()
        stack: list[tuple[int, object, Pointer]] = [(0, self.value, ())]
        while stack:
            at, node, pointer = stack.pop()
            if isinstance(node, dict | list):
                steps: list[Step] = [*node] if isinstance(node, dict) else [*range(len(node))]
                values = node.values() if isinstance(node, dict) else node
                below = zip(self.numbers[id(node)], values, steps, strict=True)
                stack.extend([(n, value, (*pointer, step)) for n, value, step in below][::-1])
            else:
                yield self.at(at), pointer

    def _count(self) -> None:
        if not self.numbers:
            _number(self.value, 0, self.numbers)

    def is_first(self, pointer: Pointer) -> bool:
        """Tell whether a key is the first of its mapping."""
        node: Any = self.value
        for step in pointer[:-1]:
            node = node[step]
        return bool(pointer[-1] == next(iter(node)))

    def blanks(self) -> Iterator[Pointer]:
        """Yield the way to each value that has nothing in it, in the order of the document."""
        return _blanks(self.value, ()) if self.has_blanks else iter(())


def _blanks(value: object, pointer: Pointer) -> Iterator[Pointer]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _blanks(each, (*pointer, key))
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _blanks(each, (*pointer, at))
    elif value is None and pointer:
        yield pointer


def _number(value: object, at: int, numbers: dict[int, array[int]]) -> int:
    """Give numbers to what stands in a value, whose own is `at`; return the last one given."""
    if not isinstance(value, dict | list):
        return at
    own = numbers[id(value)] = array("q")
    is_mapping = isinstance(value, dict)
    for child in value.values() if isinstance(value, dict) else value:
        at += 2 if is_mapping else 1  # a key is a node of its own before its value
        own.append(at)
        if isinstance(child, dict | list):
            at = _number(child, at, numbers)
    return at


def read(path: str, raw: bytes) -> Document:
    """Read one file. Raises FaultError for what an author wrote that is not plain YAML."""
    try:
        doc = _read(path, raw)
    except FaultError:
        raise
    except (YAMLError, StopIteration) as fault:
        from ipcli.load import syntax  # noqa: PLC0415 (only for files that are broken)

        marked = fault if isinstance(fault, MarkedYAMLError) else None
        raise syntax.explained(path, raw, marked) from fault
    return doc._replace(quotes=tuple(_slips(doc.quotes, raw))) if doc.quotes else doc


def _slips(quotes: Iterable[Quoted], raw: bytes) -> Iterator[Quoted]:
    """Leave out the quoted values of many lines that look as they should."""
    from ipcli.load import syntax  # noqa: PLC0415 (only for files that may be broken)

    lines = raw.decode("utf-8-sig").splitlines()
    for each in quotes:
        inside = lines[each.line : each.last_line + 1]
        if each.is_lone or syntax.swallowed("\n".join(inside)):
            yield each


def _read(path: str, raw: bytes) -> Document:  # noqa: C901, PLR0912, PLR0915 (speed: one loop)
    get = parser(raw).get_event
    has_blanks = False
    quotes: list[Quoted] = []
    known: dict[str, str] = {}
    stack: list[tuple[object, bool]] = []
    root: object = None
    current: object = None
    in_mapping = False
    key: str | None = None
    tagged = b"&" in raw or b"!" in raw  # only then can there be an anchor or a tag
    get()  # the stream begins
    if isinstance(get(), StreamEndEvent):
        return Document(path, None, partial(bytes, raw), {})
    while True:
        event = get()
        kind: object = type(event)
        if kind is Scalar or kind is ScalarEvent:
            if tagged and (event.anchor is not None or event.ctag is not None):
                _refuse(path, event, faults.NOT_PLAIN, _named(event))
            text = event.value
            if in_mapping and key is None:
                key = known.get(text)
                if key is None:
                    if not text and not event.style:
                        _refuse(path, event, faults.NOT_YAML, "a value has no key before it")
                    key = known[text] = sys.intern(text)
                if key in current:  # type: ignore[operator]
                    first = Document(path, root, partial(bytes, raw), {}).key_place(current, key)  # type: ignore[arg-type]
                    told = f"the key `{key}` stands twice, first on line {first.line}"
                    _refuse(path, event, faults.DUPLICATE_KEY, told)
                continue
            value: str | None = text
            style = event.style
            if text:
                if len(text) < 40:  # noqa: PLR2004 (short texts repeat: owners, states, dates)
                    value = known.setdefault(text, text)
                if text[-1] in SIGNS or (style and (style in QUOTES or text[0] in SIGNS)):
                    quotes.extend(doubtful(event))
            elif not style:
                has_blanks = True
                value = None
            if in_mapping:
                current[key] = value  # type: ignore[index]
                key = None
            elif current is not None:
                current.append(value)  # type: ignore[attr-defined]
            else:
                root = value
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if tagged and (event.anchor is not None or event.ctag is not None):
                _refuse(path, event, faults.NOT_PLAIN, _named(event))
            if len(stack) >= MAX_DEPTH:
                _refuse(path, event, faults.TOO_LARGE, f"nested more than {MAX_DEPTH} deep")
            new: object = {} if kind is MappingStartEvent else []
            if in_mapping:
                if key is None:
                    _refuse(path, event, faults.NOT_YAML, "a key must be a single word or text")
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
            _refuse(path, event, faults.NOT_PLAIN, "`*` begins an alias, and aliases are not read")
        else:  # the document ends
            event = get()
            if not isinstance(event, StreamEndEvent):
                message = "`---` begins a second document, and only one is read"
                _refuse(path, event, faults.SECOND_DOCUMENT, message)
            return Document(path, root, partial(bytes, raw), {}, has_blanks, tuple(quotes))


@cache
def _places(raw: bytes) -> tuple[array[int], Iterator[int]]:
    """Return where the nodes of a file that could be read begin: those that are known, the rest."""
    return array("q"), _beginnings(raw)


def _beginnings(raw: bytes) -> Iterator[int]:
    get = parser(raw).get_event
    while not isinstance(event := get(), StreamEndEvent):
        if type(event) in _NODES:
            yield event.start_mark.line << _SHIFT | event.start_mark.column


def _named(event: Event) -> str:
    if event.anchor is not None:
        return f"`&{event.anchor}` is an anchor, and anchors are not read"
    return f"`{event.tag}` is a tag, and tags are not read"


def _refuse(path: str, event: Event, fault: faults.Fault, message: str) -> NoReturn:
    mark = event.start_mark
    raise FaultError(fault, Place(path, mark.line + 1, mark.column + 1), message)
