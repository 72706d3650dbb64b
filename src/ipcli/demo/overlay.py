"""An earlier state of a plan, written as what was different from the next later one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from ipcli import edit
from ipcli.errors import IpcliError
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ipcli.edit import Node, Source

    _Edit = Callable[[bytes], bytes]

_REQUIRED = {"tag", "date", "message"}
_OPTIONAL = {"without", "records", "commentary_without", "waivers_without"}


class StaleOverlayError(IpcliError):
    """An overlay speaks of what is not in the plan's files: they went on without it."""


class Was(NamedTuple):
    """A key of a record as it was. `value` is YAML on one line; empty: the key was not there."""

    record: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Overlay:
    """One state. The newest of a plan has only its tag, day and message."""

    tag: str
    day: date
    message: str  # of the commit and of the tag
    without: tuple[str, ...] = ()  # ids of records that were not there yet
    records: tuple[Was, ...] = ()
    commentary_without: tuple[str, ...] = ()  # periods that had no commentary yet
    waivers_without: bool = False  # there were no waivers yet

    @property
    def is_last(self) -> bool:
        """Whether this state is the plan's files as they are."""
        return self == Overlay(self.tag, self.day, self.message)


def read_overlay(raw: bytes, *, name: str) -> Overlay:
    """Read an overlay's file; `name` is what to call it in an error."""
    source = edit.read(raw)
    parts = {child.key: child.node for child in source.root.children}
    if not _REQUIRED <= parts.keys() <= _REQUIRED | _OPTIONAL:
        wrong = ", ".join(sorted((parts.keys() ^ _REQUIRED) - _OPTIONAL))
        raise StaleOverlayError(f"{name}: these keys are missing or unknown: {wrong}")
    try:
        day = date.fromisoformat(parts["date"].text or "")
    except ValueError as wrong_date:
        raise StaleOverlayError(f"{name}: `date` must be a day such as 2022-09-21") from wrong_date
    return Overlay(
        tag=parts["tag"].text or "",
        day=day,
        message=parts["message"].text or "",
        without=_words(parts.get("without")),
        records=tuple(_records(source, parts.get("records"), name)),
        commentary_without=_words(parts.get("commentary_without")),
        waivers_without=_words(parts.get("waivers_without")) in {("yes",), ("true",)},
    )


def _words(node: Node | None) -> tuple[str, ...]:
    if node is None:
        return ()
    texts = [child.node.text for child in node.children] or [node.text]
    return tuple(text for text in texts if text)


def _records(source: Source, node: Node | None, name: str) -> Iterator[Was]:
    for record in node.children if node else ():
        for key in record.node.children:
            if key.node.is_block and key.node.children:
                raise StaleOverlayError(f"{name}: {key.key} of {record.key} must be in brackets")
            lines = source.written(key.node).splitlines()
            yield Was(record.key, key.key, " ".join(line.strip() for line in lines))


def earlier(files: Mapping[str, bytes], overlay: Overlay) -> dict[str, bytes]:
    """Turn a plan's files back to the state of an overlay; what it does not name stays as it is.

    A file that is left without any content was not there yet. Raises StaleOverlayError when the
    overlay names a record, key, period or section that the files do not have.
    """
    state = dict(files)
    for path, turned_back in _edits(files, overlay):
        try:
            state[path] = turned_back(state[path])
        except edit.EditError as fault:
            raise StaleOverlayError(f"the overlay of {overlay.tag} and {path}: {fault}") from fault
    return {
        path: raw
        for path, raw in state.items()
        if raw == files[path] or edit.read(raw).root.children
    }


def _edits(files: Mapping[str, bytes], overlay: Overlay) -> Iterator[tuple[str, _Edit]]:
    sources = {path: edit.read(raw) for path, raw in files.items()}
    where = _where(sources, overlay)
    for record in overlay.without:
        if not _goes_with_another(sources[where[record]], record, overlay.without):
            yield where[record], partial(edit.remove_record, record=record)
    for record, key, value in overlay.records:
        turned_back = partial(edit.set_key, value=value) if value else edit.remove_key
        yield where[record], partial(turned_back, record=record, key=key)
    for period in overlay.commentary_without:
        change = partial(edit.remove_entries, section="commentary", key="period", text=period)
        holders = [path for path, raw in files.items() if change(raw) != raw]
        yield from ((path, change) for path in _some(holders, f"commentary of {period}", overlay))
    if overlay.waivers_without:
        holders = [path for path, source in sources.items() if source.root.get("waivers")]
        remove = partial(edit.remove_section, section="waivers")
        yield from ((path, remove) for path in _some(holders, "section `waivers`", overlay))


def _where(sources: Mapping[str, Source], overlay: Overlay) -> dict[str, str]:
    """Return the file of each record that the overlay names."""
    found = [(record, path) for path, source in sources.items() for record, _ in source.records()]
    count = Counter(record for record, _ in found)
    for record in (*overlay.without, *(was.record for was in overlay.records)):
        if count[record] != 1:
            many = f"{count[record]} records" if count[record] else "no record"
            raise StaleOverlayError(
                f"the overlay of {overlay.tag} names {record}, but the plan has {many} of that id"
            )
    return dict(found)


def _goes_with_another(source: Source, record: str, without: tuple[str, ...]) -> bool:
    above = {path: found for found, path in source.records() if found in without}
    [own] = (path for path, found in above.items() if found == record)
    return any(own[:depth] in above for depth in range(len(own)))


def _some(paths: list[str], what: str, overlay: Overlay) -> list[str]:
    if not paths:
        raise StaleOverlayError(f"the overlay of {overlay.tag} names {what}, but the plan has none")
    return paths
