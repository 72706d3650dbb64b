"""A second process, which reads some files of a plan while this one reads the others.

Half of the time that a plan takes is the parser's, and the parser keeps one core busy. A file with
a fault in it is read here once more, so that the fault is told here.
"""

from __future__ import annotations

from functools import cached_property, partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Self

from ipcli.aside import Aside
from ipcli.load.document import read
from ipcli.load.faults import FaultError
from ipcli.load.packing import plain, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import TracebackType

    from ipcli.load.document import Document

WORTH = 200_000  # bytes; fewer are read sooner than another process has answered


class SecondReader:
    """A process that reads the last ones of some contents. Used in a `with`, which ends it.

    `beside` are the bytes that this process could read in the time that it needs for other things
    before it begins to.
    """

    def __init__(self, contents: Iterable[bytes], *, beside: float = 0) -> None:
        asked = _handed_over([*dict.fromkeys(contents)], beside)
        self._asked = {id(each): each for each in asked}
        self._aside = Aside(partial(_values_of, asked)) if asked else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._aside:
            self._aside.end()

    def document(self, content: bytes) -> Document | None:
        """Return what a content holds, without its path, if it is one that was handed over.

        The first such question waits for the other process.
        """
        values = self._answers[id(content)] if id(content) in self._asked else None
        return unpacked(values, partial(bytes, content)) if values else None

    @cached_property
    def _answers(self) -> Mapping[int, list[Any] | None]:
        answers = self._aside.answer if self._aside else []
        return dict(zip(self._asked, answers, strict=True))


def _handed_over(contents: Sequence[bytes], beside: float) -> list[bytes]:
    """Return the contents that the other process is to read; none where that is not worth it."""
    total = sum(map(len, contents))
    if total < WORTH:
        return []
    last_first = [*reversed(contents)]
    sizes = accumulate(map(len, last_first))
    return [each for each, size in zip(last_first, sizes, strict=True) if 2 * size < total + beside]


def _values_of(contents: Iterable[bytes]) -> list[list[Any] | None]:
    """Return what is in each content, None for one that has a fault."""
    return [_values(each) for each in contents]


def _values(content: bytes) -> list[Any] | None:
    try:
        return plain(read("", content))
    except FaultError:
        return None
