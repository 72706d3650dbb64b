"""What `git ls-tree` lists, as plan files.

They are chosen as `Tree.of_folder` does, so that a clean checkout gives the same files.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ipcli.named import NamedTuple
from ipcli.tree import FOLDER, LINK, SUFFIXES, File, may_be_folder, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_LINK, _SUBMODULE = b"120000", b"160000"


class Entry(NamedTuple):
    """One line of a listing."""

    mode: bytes
    oid: str
    size: int  # bytes
    path: str


def entries_of(listing: bytes) -> list[Entry]:
    """Read a listing made with `-r -z -l`."""
    return [_entry(line) for line in listing.split(b"\0") if line]


def plan_files(
    entries: Iterable[Entry], below: str, read: Callable[[str], bytes]
) -> Iterator[File]:
    """Yield the plan files below a folder, and what stands in the place of one."""
    for mode, oid, size, path in entries:
        *folders, name = path.removeprefix(below).split("/")
        if not path.startswith(below) or any(p.startswith(".") for p in (*folders, name)):
            continue
        plan_like = [at for at, folder in enumerate(folders) if folder.endswith(SUFFIXES)]
        if plan_like:
            wrong = below + "/".join(folders[: plan_like[0] + 1])
            yield File(printable(wrong), 0, bytes, fault=FOLDER)
        elif fault := _fault(mode, name):
            yield File(printable(path), 0, bytes, fault=fault)
        elif name.endswith(SUFFIXES):
            yield File(printable(path), size, partial(read, oid), oid=oid)


def _entry(line: bytes) -> Entry:
    facts, _, path = line.partition(b"\t")
    mode, _, oid, size = facts.split()
    number = int(size) if size.isdigit() else 0
    return Entry(mode, oid.decode("ascii"), number, path.decode("utf-8", "surrogateescape"))


def _fault(mode: bytes, name: str) -> str:
    """Say why what stands in the place of a plan file, or of a folder of them, cannot be read."""
    if mode == _SUBMODULE:
        return "cannot be read: it is another repository"
    is_ours = name.endswith(SUFFIXES) or may_be_folder(name)
    return LINK if mode == _LINK and is_ours else ""
