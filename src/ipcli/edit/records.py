"""One record or one key taken out, put in or replaced."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from typing import TYPE_CHECKING

from ipcli.edit.spans import EditError, Source, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipcli.edit.spans import Child, Node, Path, Value

_BELOW = ("items", "paragraphs")  # records of their own: a record's new key goes before them
_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=\r?\n|\Z)")
_LINE_END = re.compile(r"\r?\n|\Z")


def remove_record(raw: bytes, record: str) -> bytes:
    """Take out a whole record with all below it, and the key of a list that is then empty."""
    source = read(raw)
    return _removed(source, _path(source, record))


def remove_key(raw: bytes, record: str, key: str) -> bytes:
    """Take out a key of a record with all that stands after it."""
    source = read(raw)
    path = _path(source, record)
    step = _step(source.at(path), key)
    if step is None:
        raise EditError(f"{record} has no `{key}`")
    return _removed(source, (*path, step))


def remove_section(raw: bytes, section: str) -> bytes:
    """Take out a section (a key at the left edge) with all its entries."""
    source = read(raw)
    step = _step(source.root, section)
    if step is None:
        raise EditError(f"the file has no section `{section}`")
    return _removed(source, (step,))


def remove_entries(raw: bytes, section: str, *, key: str, text: str) -> bytes:
    """Take out the entries of a section that have this text after a key: they need no id."""
    source = read(raw)
    step = _step(source.root, section)
    entries = () if step is None else source.root.children[step].node.children
    for at, entry in enumerate(entries):
        found = entry.node.get(key)
        if step is not None and found and found.text == text:
            return remove_entries(_removed(source, (step, at)), section, key=key, text=text)
    return raw


def set_key(raw: bytes, record: str, key: str, value: str) -> bytes:
    """Write `key: value` in a record, in the place of what stood there or after its other keys.

    `value` is YAML on one line. A comment at the end of the line stays.
    """
    if "\n" in value or "\r" in value:
        raise EditError(f"`{key}` of {record} must be on one line")
    source = read(raw)
    path = _path(source, record)
    node, line = source.at(path), f"{key}: {value}"
    step = _step(node, key)
    if step is not None:
        child = node.children[step]
        new = f"{source.text[: child.head]}{line}{source.text[child.node.end :]}"
    else:
        new = (_with_line if node.is_block else _with_pair)(source.text, node, line)
    pair = _pair(line)
    wanted = _changed(source.root.value, path, lambda record: _more(record, pair))
    return _checked(source, new, wanted)


def _pair(line: str) -> Value:
    try:
        return read(line.encode()).root.value
    except EditError as fault:
        raise EditError(f"`{line}` is not well-formed YAML") from fault


def _path(source: Source, record: str) -> Path:
    paths = [path for found, path in source.records() if found == record]
    if len(paths) != 1:
        many = f"{len(paths)} records" if paths else "no record"
        raise EditError(f"the file has {many} with the id {record}")
    return paths[0]


def _step(node: Node, key: str) -> int | None:
    return next((at for at, child in enumerate(node.children) if child.key == key), None)


def _removed(source: Source, path: Path) -> bytes:
    while len(path) > 1 and len(source.at(path[:-1]).children) == 1:
        path = path[:-1]  # what would be left empty goes too
    new = _cut(source.text, source.at(path[:-1]), path[-1])
    wanted = _changed(source.root.value, path[:-1], lambda parent: _less(parent, path[-1]))
    return _checked(source, new, wanted)


def _cut(text: str, parent: Node, step: int) -> str:
    child, rest = parent.children[step], parent.children[step + 1 :]
    begin = text.rfind("\n", 0, child.head) + 1
    if parent.is_block and not text[begin : child.head].strip(" "):
        end = _LINE_END.search(text, _end_of_line(text, child))
        return text[:begin] + (text[end.end() :] if end else "")
    if rest:
        return text[: child.head] + text[rest[0].head :]
    before = parent.children[step - 1].node.end if step else child.head
    return text[:before] + text[child.node.end :]


def _with_line(text: str, node: Node, line: str) -> str:
    """Add the line after the record's own keys, before a list of records below it."""
    children = node.children
    below = (at for at, child in enumerate(children) if at and child.key in _BELOW)
    end = _end_of_line(text, children[next(below, len(children)) - 1])
    first = children[0].head
    indent = " " * (first - text.rfind("\n", 0, first) - 1)
    line_end = "\r\n" if "\r\n" in text else "\n"
    return f"{text[:end]}{line_end}{indent}{line}{text[end:]}"


def _with_pair(text: str, node: Node, pair: str) -> str:
    """Add the pair after the last one between the braces."""
    end = node.children[-1].node.end
    return f"{text[:end]}, {pair}{text[end:]}"


def _end_of_line(text: str, child: Child) -> int:
    found = _REST_OF_LINE.match(text, child.node.end)
    if not found:
        raise EditError(f"`{child.key or child.node.text}` shares its last line with something")
    return found.end()


def _checked(source: Source, new: str, wanted: Value) -> bytes:
    """Return the new file, once it is shown to say what was wanted and nothing else."""
    raw = (BOM_UTF8 if source.has_mark else b"") + new.encode()
    if read(raw).root.value != wanted:
        raise EditError("the edit would change something else in the file")
    return raw


def _changed(value: Value, path: Path, change: Callable[[Value], Value]) -> Value:
    if not path:
        return change(value)
    step, rest = path[0], path[1:]
    if isinstance(value, dict):
        key = list(value)[step]
        return value | {key: _changed(value[key], rest, change)}
    if isinstance(value, list):
        return [*value[:step], _changed(value[step], rest, change), *value[step + 1 :]]
    return value


def _less(parent: Value, step: int) -> Value:
    if isinstance(parent, dict):
        return {key: value for at, (key, value) in enumerate(parent.items()) if at != step}
    return [*parent[:step], *parent[step + 1 :]] if isinstance(parent, list) else parent


def _more(record: Value, pair: Value) -> Value:
    return record | pair if isinstance(record, dict) and isinstance(pair, dict) else record
