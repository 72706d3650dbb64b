"""Three versions of a plan file made one: by ids and keys, and not by lines.

Two people who add to one list, or change two keys of one record, do not disturb each other. What
both changed differently stands in the result twice, between marks. Nothing of either side is lost.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipcli.edit.laying import laid
from ipcli.edit.marks import marked
from ipcli.edit.names import facts, is_row, names, one_line
from ipcli.edit.sides import Whose, sides
from ipcli.edit.spans import EditError, Source, read
from ipcli.edit.threeway import Part, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.edit.spans import Value

_BY_HAND = "the two sides could not be put together here; all that differs is marked"
_SHOWN = 60  # characters of a value in a message


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged file, and a sentence for each fact on which the sides do not agree."""

    raw: bytes
    conflicts: tuple[str, ...] = ()


def merge(base: bytes, ours: bytes, theirs: bytes, *, by_lines: bytes | None = None) -> Merged:
    """Merge two files that were made from a third; an empty one stands for none.

    The result is our file with their facts put in. `by_lines` is a merge that was made by lines
    (where lines clashed, with ours): where it can be put right it is taken, since it has their
    comments too. Raises EditError for a file that cannot be read.
    """
    three = sides(base, ours, theirs)
    parts = merged(*three, prefer=Whose.OURS), merged(*three, prefer=Whose.THEIRS)
    mark = BOM_UTF8 if ours.startswith(BOM_UTF8) else b""
    for raw in (by_lines, ours):
        try:
            if raw is not None:
                return _on(read(raw), *parts, mark)
        except EditError:
            continue  # lines knew nothing of keys, or a layout that cannot be edited by entries
    return Merged(mark + marked(read(ours), read(theirs)).encode(), (_BY_HAND,))


def _on(canvas: Source, one: Part, other: Part, mark: bytes) -> Merged:
    """Make the file from a text that has most of it; without conflict the two parts are alike."""
    text = _checked(laid(canvas, one), one)
    if one.value == other.value:
        return Merged(mark + text.encode())
    both = marked(read(text.encode()), read(_checked(laid(canvas, other), other).encode()))
    return Merged(mark + both.encode(), tuple(dict.fromkeys(_clashes(one.value, other.value))))


def _checked(text: str, part: Part) -> str:
    """Return the text, once it is shown to say what the merge says and nothing else."""
    if facts(read(text.encode()).root.value) != facts(part.value):
        raise EditError("the merged file would not say what it should")
    return text


def _clashes(
    ours: Value, theirs: Value, record: str = "", key: str = "", above: str = ""
) -> Iterator[str]:
    """Yield a sentence for each fact that differs; a record that is not there is one."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        record = _id(ours) or record
        for each in ours | theirs:
            if ours.get(each) != theirs.get(each) or (each in ours) != (each in theirs):
                yield from _clashes(ours.get(each), theirs.get(each), record, each, key)
    elif isinstance(ours, list) and isinstance(theirs, list) and not is_row(above):
        yield from _in_list(ours, theirs, record, key)
    else:
        yield _sentence(record, key, ours, theirs)


def _in_list(ours: list[Value], theirs: list[Value], record: str, key: str) -> Iterator[str]:
    one, other = (dict(zip(names(each, key), each, strict=True)) for each in (ours, theirs))
    if one.keys() == other.keys() and list(one) != list(other):
        yield f"`{key}` of {record or 'the file'}: in another order in ours than in theirs"
    for name in one | other:
        mine, their = one.get(name), other.get(name)
        if name in one and name in other:
            yield from _clashes(mine, their, record, key) if mine != their else ()
        elif found := _id(mine) or _id(their):
            here, gone = ("ours", "theirs") if name in one else ("theirs", "ours")
            yield f"{found}: among the `{key}` of {record or 'the file'} in {here}, not in {gone}"
        else:
            yield _sentence(record, key, mine, their)


def _sentence(record: str, key: str, ours: Value, theirs: Value) -> str:
    what = f"`{key}` of {record or 'the file'}"
    return f"{what}: {_shown(ours)} in ours, {_shown(theirs)} in theirs"


def _id(value: Value) -> str:
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def _shown(value: Value) -> str:
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else one_line(value)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
