"""Work that a copy of this process does while this one goes on with something else.

Python's lock keeps a process on one core, so only another process has the second one. A fork has at
once all that was imported and read by now (docs/adr/0016). If it fails or is killed nothing is
lost: what it does not answer is worked out here, as it is where there is no fork (on Windows) or no
second core.
"""

from __future__ import annotations

import gc
import marshal
import os
import signal
import warnings
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, NoReturn, Self, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

Answer = TypeVar("Answer")


class Aside(Generic[Answer]):
    """The answer to a question, which is begun now and asked for later. Used in a `with`.

    `work` gives plain values (texts, bytes, numbers, lists, tuples, mappings) and leaves no trace:
    it is done in a copy of this process, or here, or in both.
    """

    def __init__(self, work: Callable[[], Answer]) -> None:
        self._work = work
        self._copy = _begun(work)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None
    ) -> None:
        self.end()

    @cached_property
    def answer(self) -> Answer:
        """The answer, which may have to be waited for."""
        if self._copy:
            with suppress(EOFError, TypeError, ValueError):  # it was cut short
                return cast("Answer", marshal.loads(self._copy.told()))  # noqa: S302 (our own)
        return self._work()

    def end(self) -> None:
        """Wait no longer, whether there was an answer or not."""
        if self._copy:
            self._copy.end()
            self._copy = None


class _Copy:
    """A copy of this process, and the end of the pipe that its answer comes through."""

    def __init__(self, process: int, pipe: int) -> None:
        self._process = process
        self._pipe = os.fdopen(pipe, "rb")
        self._is_at_work = True

    def told(self) -> bytes:
        """Return all that it says; less where it comes to no end."""
        said = self._pipe.read()
        self._is_at_work = False
        return said

    def end(self) -> None:
        """End it, whatever it is doing."""
        self._pipe.close()
        if self._is_at_work:
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
        with suppress(ChildProcessError):  # whoever began us may have had all children cleared away
            os.waitpid(self._process, 0)


def _begun(work: Callable[[], Any]) -> _Copy | None:
    if not hasattr(os, "fork") or cores() == 1:
        return None
    try:
        ours, theirs = os.pipe()
    except OSError:
        return None
    try:
        with warnings.catch_warnings():
            # Python warns where there are threads. Ours only shows what is being done, and the
            # copy, in which it does not run, asks nothing of it.
            warnings.simplefilter("ignore", DeprecationWarning)
            process = os.fork()
    except OSError:
        os.close(ours)
        os.close(theirs)
        return None
    if process == 0:
        os.close(ours)  # or it would wait for itself to read, once this process is gone
        _answer(work, theirs)
    os.close(theirs)
    return _Copy(process, ours)


def _answer(work: Callable[[], Any], pipe: int) -> NoReturn:
    """Do the work in the copy, hand the answer over, and be gone: all else is for this process."""
    try:
        gc.disable()  # it is short
        with os.fdopen(pipe, "wb") as to:
            marshal.dump(work(), to)
    finally:
        os._exit(0)


def cores() -> int:
    """Return how many processes can work at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
