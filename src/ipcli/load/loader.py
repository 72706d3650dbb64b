"""From a tree of files to plans. Never raises for what an author wrote: every fault is a finding.

The way of the data: each file is parsed once (`document`), sorted to the plan or plans that it
belongs to (`folders`), its entries are read one by one (`sections`), and what is nested on paper
is laid flat into the plan (`assembly`).
"""

from __future__ import annotations

import gc
import re
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, Self

from ipcli.diagnostics import Place
from ipcli.load import assembly, document, faults, folders
from ipcli.load.faults import FaultError
from ipcli.load.quotes import lone_sign
from ipcli.load.second_reader import SecondReader
from ipcli.load.sections import read_sections, text_of
from ipcli.load.sources import Reading, Sources
from ipcli.named import NamedTuple
from ipcli.tree import LARGEST, blob_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ipcli.diagnostics import Diagnostic
    from ipcli.load.document import Document, Pointer
    from ipcli.load.known import Known
    from ipcli.model.plan import Plan
    from ipcli.tree import File, Tree


_LAYING_OUT = 0.4  # times as long as to parse the same
_IMPORTS = 400_000  # bytes that could be read in the time that the modules of a paper take


class Loaded(NamedTuple):
    """All plans of a tree, where their records stand, and what could not be read.

    `lost` are files that may begin a plan which is not among the plans. `content` is a name for all
    that was read, as a tree has one.
    """

    plans: Mapping[str, Plan]
    sources: Sources
    diagnostics: tuple[Diagnostic, ...]
    files: int
    lost: tuple[str, ...] = ()
    content: str = ""


def load(
    tree: Tree, *, known: Known | None = None, meanwhile: Callable[[], None] | None = None
) -> Loaded:
    """Read every plan in a tree. What is `known` from other revisions is not read again.

    `meanwhile` is done while a second process reads: importing what the plans are needed for.
    """
    return load_all((tree,), known=known, meanwhile=meanwhile)[0]


def load_all(
    trees: Iterable[Tree],
    *,
    known: Known | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> tuple[Loaded, ...]:
    """Read every plan in some trees; a second process reads half of the files, if they are many.

    It begins with those of the next tree while the plans of one are laid out here.
    """
    loaded: list[Loaded] = []
    with _collector_paused(), ExitStack() as readers:
        opened = [_OpenTree.of(tree, Reading(known=known)) for tree in trees]
        beside = _IMPORTS if meanwhile else 0
        second = readers.enter_context(SecondReader(opened[0].unread, beside=beside))
        if meanwhile:
            meanwhile()
        for each, following in zip_longest(opened, opened[1:]):
            documents = [_read(file, second, each.reading) for file in each.files]
            if following:
                here = _LAYING_OUT * sum(file.size for file in each.tree.files)
                second = readers.enter_context(SecondReader(following.unread, beside=here))
            loaded.append(_laid_out(each, documents))
    return tuple(loaded)


class _OpenFile(NamedTuple):
    """A file that can be read: its bytes, or what is known to be in it."""

    file: File
    raw: bytes
    doc: Document | None = None


class _OpenTree(NamedTuple):
    """A tree with its files opened, and what is gathered while it is read."""

    tree: Tree
    files: tuple[_OpenFile | None, ...]
    reading: Reading

    @classmethod
    def of(cls, tree: Tree, reading: Reading) -> Self:
        """Open each file, or say why it cannot be."""
        return cls(tree, tuple(_open(file, reading) for file in tree.files), reading)

    @property
    def unread(self) -> Iterator[bytes]:
        """The contents that are not known by now."""
        known = self.reading.known.documents if self.reading.known else {}
        return (
            each.raw for each in self.files if each and not (each.doc or each.file.oid in known)
        )


def _open(file: File, reading: Reading) -> _OpenFile | None:
    known = reading.known
    try:
        if known and file.oid and (doc := known.document(file)):
            return _OpenFile(file, b"", doc)
        raw = _bytes(file)
    except FaultError as stopped:
        reading.fault(stopped.diagnostic)
        return None
    if known and not file.oid:
        file = file._replace(read=partial(bytes, raw), oid=blob_id(raw))
        return _OpenFile(file, raw, known.document(file))
    return _OpenFile(file, raw)


def _laid_out(opened: _OpenTree, documents: Sequence[Document | None]) -> Loaded:
    tree, _, reading = opened
    if reading.known:
        reading.known.keep()
    read = [doc for doc in documents if doc]
    unread = tuple(file.path for file, doc in zip(tree.files, documents, strict=True) if not doc)
    if not tree.files:
        told = "there is no plan file (*.yaml) in this folder"
        reading.fault(faults.NO_PLAN.at(Place(tree.folder), told))
    homes = folders.sort(read, reading, unread)
    homed = {doc.path: doc for home in homes for doc in home.documents}
    sections = {path: read_sections(doc, reading) for path, doc in sorted(homed.items())}
    plans = {
        home.plan_id: plan
        for home in homes
        if (plan := assembly.plan_of(home, sections, unread, reading))
    }
    begun = (*unread, *(doc.path for doc in read if folders.begins_plan(doc)))
    claimed = [home for home in homes if home.plan_id in plans]
    lost = (path for path in begun if not any(home.takes(path) for home in claimed))
    found = tuple(sorted(set(reading.found)))
    files = [
        each.file if each else file for each, file in zip(opened.files, tree.files, strict=True)
    ]
    content = tree._replace(files=tuple(files)).content
    return Loaded(plans, reading.sources, found, len(files), tuple(sorted(lost)), content)


def _read(opened: _OpenFile | None, second: SecondReader, reading: Reading) -> Document | None:
    """Return what is in a file, and say what is untidy in it, or why it cannot be read."""
    if opened is None:
        return None
    file, raw, doc = opened
    known = reading.known
    if doc is None and known:
        doc = known.documents.get(file.oid)  # another tree may have brought it since
    if doc is None:
        try:
            doc = second.document(raw) or document.read(file.path, raw)
        except FaultError as stopped:
            reading.fault(stopped.diagnostic)
            return None
        if known:
            known.add(file, doc)
    doc = doc._replace(path=file.path)
    reading.found.extend(_untidy(doc))
    return doc


def _bytes(file: File) -> bytes:
    start = Place(file.path)
    if file.fault:
        raise FaultError(faults.UNREADABLE, start, file.fault)
    if file.size > LARGEST:
        message = f"the file has {file.size:,} bytes; at most {LARGEST:,} are read"
        raise FaultError(faults.TOO_LARGE, start, message)
    try:
        raw = file.read()
    except OSError as why:
        message = f"cannot be read: {why.strerror or why}"
        raise FaultError(faults.UNREADABLE, start, message) from why
    if fault := _not_text(raw):
        before = _LINE_END.split(raw[: fault[0]])
        column = len(before[-1].decode("utf-8", "replace")) + 1
        raise FaultError(faults.NOT_UTF8, Place(file.path, len(before), column), fault[1])
    return raw


_LINE_END = re.compile(rb"\r\n|\r|\n")
_CONTROLS = bytes(c for c in [*range(32), 127] if c not in b"\t\n\r")
_ASCII = bytes(range(128))
_UTF16 = re.compile(rb"\xff\xfe|\xfe\xff|[^\0]\0[^\0]\0|\0[^\0]\0[^\0]")
_NO_TEXT = re.compile("[\x80-\x9f\ufffe\uffff\u2028\u2029\ufeff]")


def _not_text(raw: bytes) -> tuple[int, str] | None:
    """Return the first byte that is no text, and why."""
    if _UTF16.match(raw):
        return 0, "the file is UTF-16 text, as Windows PowerShell's `>` and some editors write it"
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as why:
        return why.start, _foreign(raw[why.start : why.start + 1])
    if len(raw.translate(None, _CONTROLS)) != len(raw):
        at = next(i for i, byte in enumerate(raw) if byte in _CONTROLS)
        return at, f"there is a control character ({raw[at]:#04x})"
    begin = int(text.startswith("\ufeff"))  # fine as the first sign; later, two files were joined
    beyond_ascii = raw.translate(None, _ASCII).decode()  # few signs, so quickly looked through
    if _NO_TEXT.search(beyond_ascii, begin) and (found := _NO_TEXT.search(text, begin)):
        told = f"there is a character that is no text (U+{ord(found[0]):04X})"
        return len(text[: found.start()].encode()), told
    return None


def _foreign(byte: bytes) -> str:
    """Say what a byte that is not UTF-8 most likely was meant to be: the letter on Windows."""
    told = f"the byte {byte[0]:#04x} is not UTF-8 text"
    letter = byte.decode("cp1252", "replace")
    return told if letter == "\ufffd" else f"{told}; in Windows-1252 it is `{letter}`"


def _untidy(doc: Document) -> Iterator[Diagnostic]:
    """Yield what is readable but looks like a slip: empty keys, lone quotes, swallowed lines."""
    for pointer in doc.blanks():
        yield _blank(doc, pointer)
    lone = {(each.line + 1, each.column + 1) for each in doc.quotes if each.is_lone}
    for place, pointer in doc.pointers() if lone else ():
        if (place.line, place.column) in lone:
            yield _lone(doc, place, pointer)
    for quoted in doc.quotes:
        if not quoted.is_lone:
            place = Place(doc.path, quoted.line + 1, quoted.column + 1)
            message = "the quote that opens here runs over lines that look like keys of their own"
            yield faults.LONE_QUOTE.at(place, message)


def _lone(doc: Document, place: Place, pointer: Pointer) -> Diagnostic:
    """Name the sign that has no partner, and where it stands."""
    value, record = doc.value, ""
    for step in pointer:
        if isinstance(value, dict):
            record = text_of(value, "id") or record
        value = value[step]  # type: ignore[index]
    text = str(value)
    sign = lone_sign(text)
    key = next((f"`{step}`" for step in reversed(pointer) if isinstance(step, str)), "the text")
    owner = f"{key} of `{record}`" if record else key
    how = "begins" if text.startswith(sign) else "ends"
    message = f"{owner} {how} with `{sign}`, which has no partner"
    return faults.LONE_QUOTE.at(place, message, record=record)


def _blank(doc: Document, pointer: Pointer) -> Diagnostic:
    """Name a key with nothing after it; one that has no colon is the rest of a cut text."""
    key = pointer[-1]
    place = doc.place(pointer, key=isinstance(key, str))
    if isinstance(key, int):
        return faults.BLANK.at(place, "an entry of the list has nothing in it")
    value = doc.place(pointer)
    if value.line == place.line and value.column == place.column + len(key):
        if doc.is_first(pointer):
            told = f"`{key}` stands alone in {{ }}, so it is a key and not text"
            mend = "Put the whole text into double quotes, the braces too."
            return faults.UNKNOWN_KEY.at(place, told, mend=mend)
        told = f"`{key}` was cut off by the comma before it: inside {{ }} a comma ends a value"
        return faults.UNKNOWN_KEY.at(place, told, mend="Put the whole text into double quotes.")
    return faults.BLANK.at(place, f"`{key}` has nothing after it and counts as left out")


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the garbage collector: a million small objects, none in a circle, only wake it."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
