"""The plan files at one moment: a folder, a commit, or a text in a test."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Self

from ipcli.errors import NoPlansError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

SUFFIXES = (".yaml", ".yml")
LARGEST = 5_000_000  # bytes; a larger file is refused by its size, before it is read
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
        found = (_of_path(path, f"{prefix}/{rest}") for path, rest in _walk(folder, ""))
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
        """A name for all that is in the files; nothing where some of it is not known."""
        if not all(file.oid or file.fault or file.size > LARGEST for file in self.files):
            return ""
        told = [(file.path, file.size, file.oid, file.fault) for file in self.files]
        return blob_id(repr((self.folder, told)).encode("utf-8", "surrogatepass"))

    def line(self, path: str, number: int) -> str:
        """Return one line of a file, from 1, or nothing where it cannot be read."""
        for file in self.files:
            if file.path == path and not file.fault:
                lines = file.read().decode("utf-8-sig", "replace").splitlines()
                return lines[number - 1] if 0 < number <= len(lines) else ""
        return ""


def _read(file: File) -> File:
    if file.oid or file.fault or file.size > LARGEST:
        return file
    try:
        raw = file.read()
    except OSError:
        return file
    return file._replace(size=len(raw), read=partial(bytes, raw), oid=blob_id(raw))


def _walk(folder: Path, below: str) -> Iterator[tuple[Path, str]]:
    for path in folder.iterdir():
        rest = f"{below}{path.name}"
        named_as_plan = path.suffix in SUFFIXES
        if path.name.startswith("."):
            continue
        if path.is_dir() and not named_as_plan:
            if not path.is_symlink():
                yield from _walk(path, f"{rest}/")
        elif named_as_plan:
            yield path, rest


def _of_path(path: Path, shown: str) -> File:
    if path.is_dir():
        return File(shown, 0, bytes, fault="this is a folder, but its name is that of a plan file")
    try:
        size = path.stat().st_size
    except OSError as why:
        reason = "a link that leads nowhere" if path.is_symlink() else (why.strerror or str(why))
        return File(shown, 0, bytes, fault=f"cannot be read: {reason}")
    if not path.is_file():
        return File(shown, 0, bytes, fault="cannot be read: it is not an ordinary file")
    return File(shown, size, path.read_bytes)
