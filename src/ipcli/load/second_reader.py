"""A second process, which reads some files of a large plan while this one reads the others.

Half of the time that a large plan takes is the parser's, and the parser keeps one core busy. The
other process is this same Python. Whatever may be wrong with it, nothing is lost: a file that it
does not answer for is read here, and so is every file with a fault in it, which is told here.
"""

from __future__ import annotations

import gc
import marshal
import os
import subprocess
import sys
from functools import partial
from itertools import accumulate
from typing import IO, TYPE_CHECKING, Self

from ipcli import __version__
from ipcli.load.document import read
from ipcli.load.faults import FaultError
from ipcli.load.packing import plain, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType

    from ipcli.load.document import Document

WORTH = 2_000_000  # bytes; fewer are read sooner than another Python has begun
_BEGINNING = 800_000  # bytes that are read here while it begins
_LAYING_OUT = 0.4  # times as long as parsing the same
# What a site prints at the start comes before it; another version says something else.
_ANSWER = f"\0the second reader's answer: {__version__} {sys.version} {__file__}\0".encode()


class SecondReader:
    """A process that reads the last ones of some contents. Used in a `with`, which ends it.

    `beside` are the bytes of what this process lays out before it begins to read, too.
    """

    def __init__(self, contents: Iterable[bytes], *, beside: int = 0) -> None:
        lead = int(beside * _LAYING_OUT) - _BEGINNING
        able = bool(sys.executable) and _cores() > 1
        asked = _handed_over([*dict.fromkeys(contents)], lead) if able else []
        self._process = _begun(asked) if asked else None
        self._asked = {id(each): each for each in asked} if self._process else {}
        self._answers: dict[bytes, Document] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._process and self._answers is None:
            self._process.kill()
            self._process.communicate()

    def document(self, content: bytes) -> Document | None:
        """Return what a content holds, without its path, if the other process has read it.

        The first such question waits for it.
        """
        if not self._process or id(content) not in self._asked:
            return None
        if self._answers is None:
            self._answers = dict(_answers(self._process, [*self._asked.values()]))
        return self._answers.get(content)


def _handed_over(contents: Sequence[bytes], lead: int) -> list[bytes]:
    """Return the contents that the other process is to read; none where that is not worth it.

    `lead` are the bytes that it has read when this process begins to.
    """
    total = sum(map(len, contents))
    if total < WORTH:
        return []
    last_first = [*reversed(contents)]
    sizes = accumulate(map(len, last_first))
    return [each for each, size in zip(last_first, sizes, strict=True) if 2 * size < total + lead]


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _begun(contents: Sequence[bytes]) -> subprocess.Popen[bytes] | None:
    """Begin the other process. -P: no file of the folder that we are in is taken for a module."""
    import tempfile  # noqa: PLC0415 (only for a large plan)

    command = (sys.executable, "-P", "-m", __name__)
    try:
        with tempfile.TemporaryFile() as asked:  # a pipe would fill up before it begins to read
            marshal.dump([*contents], asked)
            asked.seek(0)
            return subprocess.Popen(
                command, stdin=asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
    except OSError:
        return None


def _answers(
    process: subprocess.Popen[bytes], contents: Sequence[bytes]
) -> Iterator[tuple[bytes, Document]]:
    told, _ = process.communicate()
    _, mark, packed = told.partition(_ANSWER)
    if process.returncode or not mark:
        return
    try:
        answers = marshal.loads(packed)  # noqa: S302 (our own)
    except (EOFError, ValueError, TypeError):  # it was cut short
        return
    for content, values in zip(contents, answers, strict=False):
        if values is not None:
            yield content, unpacked(values, partial(bytes, content))


def _serve(asked: IO[bytes], answer: IO[bytes]) -> None:
    """Read the contents that are asked for, and answer with what is in each that is no fault."""
    gc.disable()
    told = [_values(each) for each in marshal.load(asked)]  # noqa: S302 (our own)
    answer.write(_ANSWER)
    marshal.dump(told, answer)
    answer.flush()
    os._exit(0)  # to take apart what was read gives nothing


def _values(content: bytes) -> list[object] | None:
    try:
        return plain(read("", content))
    except FaultError:
        return None


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
