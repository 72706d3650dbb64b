"""Where in the text of a file each record, each key and each value begins and ends."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from ipcli.errors import IpcliError
from ipcli.load.events import parser
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Path: TypeAlias = "tuple[int, ...]"  # which child at each depth, from the root

_MAX_DEPTH = 64
_COLON = re.compile(r"[ \t]*:")
_Event: TypeAlias = Any  # the parsers' events have no type in common


class EditError(IpcliError):
    """The edit is not possible, or not without touching something else."""


class Kind(Enum):
    """The shapes of YAML."""

    TEXT = "text"
    LIST = "list"
    MAP = "map"


class Child(NamedTuple):
    """An entry of a list or a map."""

    key: str  # empty in a list
    head: int  # where its key begins; in a list in block style, its dash
    node: Node


@dataclass(frozen=True, slots=True)
class Node:
    """One value. `start` and `end` are offsets in characters; `end` is after its last one."""

    kind: Kind
    start: int
    end: int
    is_block: bool  # laid out by indentation (or "|" and ">"), not by brackets and quotes
    value: Value  # what it says, without its layout
    children: tuple[Child, ...] = ()

    def get(self, key: str) -> Node | None:
        """Return what stands after a key of this map."""
        return next((child.node for child in self.children if child.key == key), None)

    @property
    def text(self) -> str | None:
        """The words of a text; None of anything else, and where nothing is written."""
        return self.value if isinstance(self.value, str) else None


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text and what is in it; `root` is an empty map where nothing is."""

    text: str  # without the byte-order mark
    root: Node
    has_mark: bool = False

    def written(self, node: Node) -> str:
        """Return a value as its author wrote it."""
        return self.text[node.start : node.end]

    def at(self, path: Path) -> Node:
        """Return the node at the end of a path."""
        node = self.root
        for step in path:
            node = node.children[step].node
        return node

    def records(self, below: Path = ()) -> Iterator[tuple[str, Path]]:
        """Yield the id of every record of a list and the path to it, in order."""
        for step, child in enumerate(self.at(below).children):
            path = (*below, step)
            found = None if child.key else child.node.get("id")
            if found and found.text:
                yield found.text, path
            yield from self.records(path)


@lru_cache(maxsize=64)  # each edit reads what the one before it has made and read back
def read(raw: bytes) -> Source:
    """Read a file. Raises EditError for what is not plain YAML with one document."""
    try:
        text = raw.decode("utf-8-sig")
        return Source(text, _root(text), raw.startswith(BOM_UTF8))
    except (UnicodeDecodeError, YAMLError) as fault:
        reason = str(fault).strip().replace("\n", ", ")
        raise EditError(f"the file cannot be read: {reason}") from fault


def _root(text: str) -> Node:
    get = parser(text.encode()).get_event
    get()  # the stream begins
    if isinstance(get(), StreamEndEvent):
        return Node(Kind.MAP, 0, 0, is_block=True, value={})
    root = _node(text, get, get(), 0)
    if not isinstance(get(), DocumentEndEvent) or not isinstance(get(), StreamEndEvent):
        raise EditError("the file holds a second document (`---`)")
    return root


def _node(text: str, get: Callable[[], _Event], event: _Event, depth: int) -> Node:
    start, end = event.start_mark.index, event.end_mark.index
    known = isinstance(event, (ScalarEvent, SequenceStartEvent, MappingStartEvent))
    if not known or event.anchor or event.tag or depth > _MAX_DEPTH:
        raise EditError(f"line {event.start_mark.line + 1} has an alias, an anchor or a tag")
    match event:
        case ScalarEvent():
            is_block = event.style in {"|", ">"}
            if is_block:  # the parser counts the empty lines that follow
                end = start + len(text[start:end].rstrip())
            written = event.value if event.value or event.style else None
            return Node(Kind.TEXT, start, end, is_block, written)
        case SequenceStartEvent():
            return _list(text, get, event, depth)
        case _:
            return _map(text, get, event, depth)


def _list(text: str, get: Callable[[], _Event], event: _Event, depth: int) -> Node:
    start = end = event.start_mark.index
    children: list[Child] = []
    while not isinstance(inner := get(), SequenceEndEvent):
        node = _node(text, get, inner, depth + 1)
        head = node.start if event.flow_style else _dash(text, end, node.start)
        node = _settled(node, head + 1)
        end = node.end
        children.append(Child("", head, node))
    if event.flow_style:
        end = inner.end_mark.index
    value = [child.node.value for child in children]
    return Node(Kind.LIST, start, end, not event.flow_style, value, tuple(children))


def _map(text: str, get: Callable[[], _Event], event: _Event, depth: int) -> Node:
    start = end = event.start_mark.index
    children: list[Child] = []
    while not isinstance(inner := get(), MappingEndEvent):
        key = _node(text, get, inner, depth + 1)
        colon = _COLON.match(text, key.end)
        node = _settled(_node(text, get, get(), depth + 1), colon.end() if colon else key.end)
        if not key.text or any(child.key == key.text for child in children):
            line = inner.start_mark.line + 1
            raise EditError(f"line {line} has a key that stands twice or is not a word")
        end = node.end
        children.append(Child(key.text, key.start, node))
    if event.flow_style:
        end = inner.end_mark.index
    value = {child.key: child.node.value for child in children}
    return Node(Kind.MAP, start, end, not event.flow_style, value, tuple(children))


def _settled(node: Node, after: int) -> Node:
    """Put a value that is not written right after its colon or dash: parsers do not agree."""
    is_written = node.kind is not Kind.TEXT or node.text is not None
    return node if is_written else replace(node, start=after, end=after)


def _dash(text: str, after: int, start: int) -> int:
    """Find the dash of an entry in the gap before it, where only comments may stand too."""
    at = after
    while text[at] != "-":
        if text[at] == "#":
            at = text.index("\n", at)
        at += 1
        if at >= start:
            raise EditError("the file has a list that cannot be edited by line")
    return at
