"""The text of a merged file: one text with as little of it changed as can be.

What is right stays as it is written, with its comments, quotes and line ends. What is missing is
copied from the file that has it, moved to the indentation of its new place.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from ipcli.edit import layout
from ipcli.edit.names import ORDERED, Name, is_row, names
from ipcli.edit.sides import Written
from ipcli.edit.spans import Child, EditError, Kind, Node, Source
from ipcli.edit.threeway import Part
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class _Change(NamedTuple):
    """New text in the place of what stands between two offsets."""

    start: int
    end: int
    text: str  # its lines end with LF; a file's own line ends are put in last


class _Where(NamedTuple):
    """The map that an entry stands in."""

    above: str = ""  # its key
    holder: tuple[str, ...] = ()  # its keys


class _Aligned(NamedTuple):
    """The entries of a map or list, and those that it is to have."""

    stay: dict[Name, Child]
    gone: list[Child]
    wanted: dict[Name, Part]

    @property
    def missing(self) -> list[Name]:
        """What is to be put in."""
        return [name for name in self.wanted if name not in self.stay]


def laid(canvas: Source, root: Part) -> str:
    """Return the text of a file that says what the merged one says, in this file's layout.

    Raises EditError where that cannot be done by putting in and taking out whole entries.
    """
    if canvas.root.value == root.value:
        return canvas.text
    aligned = _aligned(canvas, canvas.root, root, _Where())
    if aligned:
        whole = Written(canvas, Child("", canvas.root.start, canvas.root), in_flow=False)
        changes = _inside(whole, aligned, _Where())
        return _applied(canvas.text, 0, len(canvas.text), changes)
    begin = end = len(canvas.text)
    if canvas.root.children:  # of which none is left
        first, last = canvas.root.children[0], canvas.root.children[-1]
        begin, end = first.head, layout.after(canvas.text, last.node.end, 0)
    new = "".join(_inserted(canvas, end, 0, part) for part in _parts(root))
    return _applied(canvas.text, 0, len(canvas.text), [_Change(begin, end, new)])


def _applied(text: str, start: int, end: int, changes: Iterable[_Change]) -> str:
    """Return the text between two offsets with the changes made, and with its own line ends."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    done, at = [], start
    for change in sorted(changes, key=lambda each: each[:2]):
        new = change.text.replace("\r\n", "\n").replace("\n", line_end)
        done += [text[at : change.start], new]
        at = change.end
    return "".join([*done, text[at:end]])


def _parts(part: Part) -> tuple[Part, ...]:
    if part.parts is not None:
        return part.parts
    return tuple(Part.of(entry) for entry in part.written.entries())


def _aligned(source: Source, node: Node, part: Part, where: _Where) -> _Aligned | None:
    """Pair the entries that are there with those wanted; None where too little stays."""
    if node.kind is not part.kind or node.kind is Kind.TEXT:
        return None
    key = part.key
    if node.kind is Kind.MAP:
        there: list[Name] = [(child.key,) for child in node.children]
        wanted: dict[Name, Part] = {(each.key,): each for each in _parts(part)}
    else:
        there = names([child.node.value for child in node.children], key, where.holder)
        values = [each.value for each in _parts(part)]
        found = names(values, key, where.holder)
        wanted = dict(zip(found, _parts(part), strict=True))
    staying = set(wanted) & set(there)
    if node.kind is Kind.LIST and (key in ORDERED or is_row(where.above)):
        staying = set(_in_order(there, list(wanted)))
    pairs = list(zip(there, node.children, strict=True))
    stay = {name: child for name, child in pairs if name in staying}
    gone = [child for name, child in pairs if name not in staying]
    return _Aligned(stay, gone, wanted) if _can_stay(source, node, stay, gone) else None


def _in_order(there: list[Name], wanted: list[Name]) -> Iterator[Name]:
    """Yield entries that stand in the wanted order already."""
    for block in SequenceMatcher(None, there, wanted, autojunk=False).get_matching_blocks():
        yield from there[block.a : block.a + block.size]


def _can_stay(source: Source, node: Node, stay: dict[Name, Child], gone: list[Child]) -> bool:
    """Tell whether entries can be put in and taken out by whole lines, or between brackets."""
    if not stay or not node.is_block:
        return bool(stay)
    # The first key after a dash shares its line with it.
    return all(layout.begins_line(source.text, child.head) for child in gone)


def _entry(here: Written, part: Part, where: _Where) -> Iterator[_Change]:
    """Yield what is to change in one entry."""
    if here.value == part.value:
        return
    aligned = _aligned(here.source, here.node, part, where)
    if aligned:
        yield from _inside(here, aligned, where)
    else:
        yield _instead(here, part)


def _inside(here: Written, aligned: _Aligned, where: _Where) -> Iterator[_Change]:
    """Yield what is to change between the first and the last entry of a map or list."""
    text, node = here.source.text, here.node
    if node.kind is Kind.MAP:
        where = _Where(here.child.key, tuple(child.key for child in node.children))
    if not node.is_block and (aligned.gone or aligned.missing):
        yield _between_brackets(here, aligned, where)
        return
    for child in aligned.gone:
        indent = layout.column(text, child.head)
        yield _Change(child.head - indent, layout.after(text, child.node.end, indent), "")
    for name, child in aligned.stay.items():
        entry = Written(here.source, child, not node.is_block)
        yield from _entry(entry, aligned.wanted[name], where)
    yield from _additions(here, aligned)


def _additions(here: Written, aligned: _Aligned) -> Iterator[_Change]:
    """Yield the entries to put in, each after the one that it follows."""
    text, order = here.source.text, list(aligned.wanted)
    first = next(iter(aligned.stay.values()))
    indent = layout.column(text, first.head)
    for name in aligned.missing:
        before = [each for each in order[: order.index(name)] if each in aligned.stay]
        anchor = aligned.stay[before[-1]] if before else first
        at = layout.after(text, anchor.node.end, indent)
        if not before and layout.begins_line(text, here.node.children[0].head):
            at = first.head - indent
        yield _Change(at, at, _inserted(here.source, at, indent, aligned.wanted[name]))


def _inserted(source: Source, at: int, indent: int, part: Part) -> str:
    """Return the lines of an entry, with the comments above it that the file does not have yet."""
    origin = part.written
    known = {line.strip() for line in source.text.split("\n")}
    above = layout.lead(origin.source.text, origin.child.head, known)
    lines = [*above, *_piece(part, ending=True).split("\n")]
    new = "\n".join(" " * indent + line if line else "" for line in lines)
    is_unfinished = at == len(source.text) > 0 and not source.text.endswith("\n")
    return f"\n{new}" if is_unfinished else f"{new}\n"


def _instead(here: Written, part: Part) -> _Change:
    """Put an entry in the place of another one; a comment on its last line stays."""
    text, (head, end) = here.source.text, (here.child.head, here.node.end)
    if here.in_flow:
        return _Change(head, end, _on_one_line(part))
    indent = layout.column(text, head)
    piece = layout.indented(_piece(part), indent)
    told = layout.comment(text, end)
    if told and "\n" in piece:  # after prose on several lines it would be part of the prose
        end = text.index(told, end) + len(told)
        piece += f"\n{' ' * indent}{told}"
    return _Change(head, end, piece)


def _between_brackets(here: Written, aligned: _Aligned, where: _Where) -> _Change:
    """Write a list or map in brackets again, with what stays as it was written."""
    text, children = here.source.text, here.node.children
    start, end = children[0].head, children[-1].node.end
    gaps = [text[a.node.end : b.head] for a, b in pairwise(children)]
    if any("#" in gap for gap in gaps):
        raise EditError("a list between brackets has a comment in it")
    entries = []
    for name, part in aligned.wanted.items():
        child = aligned.stay.get(name)
        if child:
            changes = _entry(Written(here.source, child, in_flow=True), part, where)
            entries.append(_applied(text, child.head, child.node.end, changes))
        else:
            entries.append(_on_one_line(part))
    return _Change(start, end, (gaps[0] if gaps else ", ").join(entries))


def _on_one_line(part: Part) -> str:
    """Return an entry as it can stand between brackets."""
    text = _verbatim(part.written)
    if part.written.in_flow and part.value == part.written.value and "\n" not in text:
        return text
    value = layout.one_line(part.value)
    return f"{part.key}: {value}" if part.key else value


def _verbatim(written: Written) -> str:
    text = written.source.text[written.child.head : written.node.end]
    return text.replace("\r\n", "\n")


def _piece(part: Part, *, ending: bool = False) -> str:
    """Return an entry on lines of its own, at the left edge; perhaps with the comment after it."""
    origin = part.written
    text, head = origin.source.text, origin.child.head
    has_dash = not part.key and head != origin.node.start
    if origin.in_flow or not (part.key or has_dash):
        piece = _on_one_line(part)
        return piece.rstrip(" ") if part.key else f"- {piece}"
    changes: list[_Change] = []
    if origin.value != part.value:
        aligned = _aligned(origin.source, origin.node, part, _Where())
        if aligned is None:
            return _built(part)
        changes = list(_inside(origin, aligned, _Where()))
    end = layout.next_line(text, origin.node.end) if ending or changes else origin.node.end
    piece = _applied(text, head, end, changes).replace("\r\n", "\n").removesuffix("\n")
    return layout.dedented(piece, layout.column(text, head))


def _built(part: Part) -> str:
    """Put an entry together from entries of several files."""
    if not _parts(part):
        return f"{part.key}: {layout.one_line(part.value)}" if part.key else "- []"
    inside = "\n".join(_piece(each) for each in _parts(part))
    inside = "  " + layout.indented(inside, 2)
    return f"{part.key}:\n{inside}" if part.key else f"- {inside.lstrip(' ')}"
