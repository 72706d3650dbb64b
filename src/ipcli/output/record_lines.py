"""A plan file as one line a fact, so that git's own comparison of lines reads as changes in words.

Each line names its record, and records, sections and keys stand in one order. So neither their
order in the file nor comments and layout show as a change.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipcli.edit import EditError, marks, read
from ipcli.edit.layout import one_line
from ipcli.edit.names import ORDERED, RECORDS, WHOLE, names
from ipcli.output.plain import in_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ipcli.edit.spans import Value

HEADING = "^([^ ]+:.*)$"  # git shows the one above a change

_NUMBERS = re.compile(r"(\d+)")
_TITLES = ("title", "name")
_HOLDERS = {"items": "parent", "paragraphs": "in"}


def record_lines(raw: bytes) -> str:
    """Return the facts of a plan file; a file that cannot be read comes back as it is.

    Of a file with the marks of a merge, the facts of both sides are shown between such marks.
    """
    text = raw.decode("utf-8", "replace")
    try:
        value = read(raw).root.value
    except EditError:
        one, other = marks.apart(text)
        if one == other:
            return text
        sides = (record_lines(side.encode()).splitlines(keepends=True) for side in (one, other))
        return marks.both(*sides)
    if not isinstance(value, dict):
        return text
    lines = (line for key in sorted(value) for line in _section(key, value[key]))
    return "".join(f"{in_place(line)}\n" for line in lines)


def _section(section: str, inside: Value) -> Iterator[str]:
    if not isinstance(inside, list):
        yield f"{section}:"
        yield from _facts((section,), inside)
        return
    yield f"{section}:"
    found = list(_entries(section, inside, ""))
    if section not in ORDERED:
        found.sort(key=lambda entry: _natural(entry[0]))
    for _, lines in found:
        yield from lines


def _entries(section: str, inside: list[Value], holder: str) -> Iterator[tuple[str, list[str]]]:
    """Yield a name and the lines of each entry of a section, and of the records below it."""
    for name, entry in zip(names(inside, section), inside, strict=True):
        if name[0] != "id" or not isinstance(entry, dict):
            yield " ".join(_label(name)), list(_entry((section,), name, entry))
            continue
        record = name[1]
        title = next((key for key in _TITLES if isinstance(entry.get(key), str)), "id")
        lines = [f"{record}: {entry[title]}" if title != "id" else f"{record}:"]
        lines += [f"{record} {_HOLDERS[section]}: {holder}"] if holder else []
        below = {key: each for key in RECORDS if isinstance(each := entry.get(key), list)}
        lines += _facts((record,), _without(entry, ("id", title, *below)))
        yield record, lines
        for key, records in below.items():
            yield from _entries(key, records, record)


def _facts(words: tuple[str, ...], value: Value) -> Iterator[str]:
    """Yield a line for each fact, begun with the words that lead to it."""
    if not isinstance(value, dict):
        yield from _told(words, value)
        return
    for key, inside in sorted(value.items()):
        if isinstance(inside, list):
            for name, entry in zip(names(inside, key, value), inside, strict=True):
                yield from _entry((*words, key), name, entry)
        else:
            yield from _facts((*words, key), inside)


def _entry(words: tuple[str, ...], name: tuple[str, ...], entry: Value) -> Iterator[str]:
    """Yield the lines of an entry of a list: one, where it is told apart by all that it says."""
    if name[0] == WHOLE or not isinstance(entry, dict):
        yield from _told(words, entry)
    else:
        yield from _facts((*words, *_label(name)), _without(entry, name))


def _told(words: tuple[str, ...], value: Value) -> Iterator[str]:
    """Yield a line for each line of a text; what else is said with it stands before it."""
    if isinstance(value, dict) and isinstance(text := value.get("text"), str):
        more = one_line(_without(value, ["text"]))[1:-1]
        yield from _told((*words, f"({more})") if more else words, text)
        return
    text = value if isinstance(value, str) else one_line(value)
    text = text[1:-1] if isinstance(value, dict) else text
    for line in filter(str.strip, text.splitlines()) if text.strip() else [""]:
        yield f"{' '.join(words)}: {line}".rstrip(" ")


def _label(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return what tells an entry apart, without the keys that it stands after."""
    return () if name[0] == WHOLE else tuple(part for part in name[len(name) // 2 :] if part)


def _without(entry: dict[str, Value], keys: Iterable[str]) -> dict[str, Value]:
    return {key: each for key, each in entry.items() if key not in set(keys)}


def _natural(name: str) -> list[str | int]:
    """Return a key that sorts 2 before 10."""
    parts = enumerate(_NUMBERS.split(name))
    return [int(part) if at % 2 else part.casefold() for at, part in parts]
