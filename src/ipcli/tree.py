"""The plan files at one moment: a folder, a commit, or a text in a test."""

from __future__ import annotations

import os
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ipcli.errors import NoPlansError
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SUFFIXES = (".yaml", ".yml")
LARGEST = 5_000_000  # bytes; a larger file is refused by its size, before it is read
LINK = "this is a link, and links are not followed"
FOLDER = "this is a folder, but its name is that of a plan file"
_LINE_END = re.compile(r"\r\n|\r|\n")
_PART = re.compile(r"^-- (\S.*?) --\n", re.MULTILINE)


def blob_id(raw: bytes) -> str:
    """Return git's name of a content, so that a file on disk is known by what it holds."""
    import hashlib  # noqa: PLC0415 (slow to import, and only some commands compare)

    return hashlib.sha1(b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest()


class File(NamedTuple):
    """One plan file, not read yet. `fault` says why it cannot be read, if so."""

    path: str  # relative, with "/"
    size: int  # bytes
    read: Callable[[], bytes]
    oid: str = ""  # git's name of the content, where it is known
    fault: str = ""


class Tree(NamedTuple):
    """All plan files of a moment, sorted by path.

    `name` is what people call the moment, `folder` what they call the folder.
    """

    name: str
    files: tuple[File, ...]
    folder: str = "plans"

    @classmethod
    def of_folder(cls, folder: Path, *, shown: str = "") -> Self:
        """Read what lies in a folder. `shown` replaces the folder's path in what is printed."""
        if not folder.is_dir():
            reason = "is not a folder" if folder.exists() else "does not exist"
            raise NoPlansError(
                f"the plan folder {folder.as_posix()} {reason}",
                hint="Name it with --plans DIR, or run `ipcli demo DIR` to get one to try.",
            )
        prefix = shown or folder.as_posix()
        found = _files_in(os.fspath(folder), prefix)
        return cls("the working tree", tuple(sorted(found, key=lambda file: file.path)), prefix)

    @classmethod
    def of_bytes(cls, files: Mapping[str, bytes], *, name: str = "text") -> Self:
        """Make a tree of contents in memory."""
        return cls(
            name,
            tuple(File(path, len(raw), partial(bytes, raw)) for path, raw in sorted(files.items())),
        )

    @classmethod
    def of_text(cls, text: str, *, name: str = "text") -> Self:
        """Make a tree of one text whose parts begin with a line `-- path --`."""
        parts = _PART.split(text)
        if len(parts) == 1:
            return cls.of_bytes({"plans/plan.yaml": text.encode()}, name=name)
        return cls.of_bytes(
            {path: body.encode() for path, body in zip(parts[1::2], parts[2::2], strict=True)},
            name=name,
        )

    def whole(self) -> Self:
        """Return the same with every file read, so that each is known by its content."""
        return self._replace(files=tuple(map(_read, self.files)))

    @property
    def content(self) -> str:
        """A name for all that is in the files, whatever the folder is called that they lie in.

        Nothing where some of it is not known.
        """
        if not all(file.oid or file.fault or file.size > LARGEST for file in self.files):
            return ""
        above = f"{self.folder}/"
        told = [(each.path.removeprefix(above), each.size, *each[3:]) for each in self.files]
        return blob_id(repr(told).encode("utf-8", "surrogatepass"))

    def lines(self, path: str) -> list[str]:
        """Return the lines of a file, as YAML counts them; none where it cannot be read."""
        for file in self.files:
            if file.path == path and not file.fault and file.size <= LARGEST:
                return _LINE_END.split(file.read().decode("utf-8-sig", "replace"))
        return []


def _read(file: File) -> File:
    if file.oid or file.fault or file.size > LARGEST:
        return file
    try:
        raw = file.read()
    except OSError:
        return file
    return file._replace(size=len(raw), read=partial(bytes, raw), oid=blob_id(raw))


def printable(path: str) -> str:
    """Return a path that can be printed everywhere: bytes that are no text are spelt out."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def may_be_folder(name: str) -> bool:
    """Tell whether a link of this name may lead to a folder: git does not say what it leads to."""
    return "." not in name


def _files_in(top: str, prefix: str) -> Iterator[File]:
    """Yield the plan files below a folder, and what stands in the place of one.

    No link is followed: git keeps no content of one, so at a tag there would be less than here,
    and it may lead to files that are nobody's plan.
    """
    folders = [(top, prefix)]
    while folders:
        folder, shown = folders.pop()
        try:
            found = [*os.scandir(folder)]
        except OSError as why:
            yield _unread(shown, f"this folder cannot be read: {why.strerror or why}")
            continue
        for each in found:
            path = f"{shown}/{printable(each.name)}"
            if each.name.startswith("."):
                continue
            if each.name.endswith(SUFFIXES):
                yield _of_entry(each, path)
            elif each.is_symlink() and may_be_folder(each.name):
                yield _unread(path, LINK)
            elif each.is_dir(follow_symlinks=False):
                folders.append((each.path, path))


def _of_entry(entry: os.DirEntry[str], path: str) -> File:
    if entry.is_symlink():
        return _unread(path, LINK)
    if entry.is_dir(follow_symlinks=False):
        return _unread(path, FOLDER)
    if not entry.is_file(follow_symlinks=False):
        return _unread(path, "this is not an ordinary file")
    try:
        size = entry.stat(follow_symlinks=False).st_size
    except OSError as why:
        return _unread(path, f"cannot be read: {why.strerror or why}")
    return File(path, size, Path(entry.path).read_bytes)


def _unread(path: str, fault: str) -> File:
    return File(path, 0, bytes, fault=fault)
