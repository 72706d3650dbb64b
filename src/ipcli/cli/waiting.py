"""What a person at a terminal sees while a command takes long: what is being done just now.

On the error stream, only on a terminal, and only after a second; rich is imported only then.
"""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.status import Status

SECONDS = 1.0

Say: TypeAlias = "Callable[[str], None]"


class _Shown:
    """What is said, and the line that shows it once it has begun."""

    def __init__(self) -> None:
        self._said = ""
        self._line: Status | None = None
        self._over = False
        self._lock = threading.Lock()

    def say(self, text: str) -> None:
        """Say what is being done; the line, where there is one, shows it."""
        with self._lock:
            self._said = text
            if self._line:
                from rich.text import Text

                self._line.update(Text(text))

    def begin(self) -> None:
        """Show the line, unless it is over already."""
        from rich.console import Console
        from rich.text import Text

        console = Console(stderr=True)
        with self._lock:
            if not self._over:
                self._line = console.status(Text(self._said), spinner="line")
                self._line.start()

    def end(self) -> None:
        """Take the line away."""
        with self._lock:
            self._over = True
            if self._line:
                self._line.stop()


@contextmanager
def waiting(*, after: float = SECONDS) -> Iterator[Say]:
    """Yield a function to say what is being done. It is shown after a while, on a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    shown = _Shown()
    timer = threading.Timer(after, shown.begin)
    timer.daemon = True
    timer.start()
    try:
        yield shown.say
    finally:
        timer.cancel()
        shown.end()
