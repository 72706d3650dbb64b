"""Where a product goes: to the screen, or to a file that is either written whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from pathlib import Path

from ipcli.errors import IpcliError


class NotWrittenError(IpcliError):
    """A file could not be written; the old one, if any, is as it was."""


def deliver(text: str, out: Path | None) -> None:
    """Print a product, or write it to a file."""
    if out is None:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        write(out, text)


def screen(out: Path | None) -> int | None:
    """Return how many characters a line has on the terminal, None where nobody looks at one."""
    if out is not None or not sys.stdout.isatty():
        return None
    return shutil.get_terminal_size().columns


def folded(text: str, width: int | None) -> str:
    """Return lines that go on below where the terminal ends, further in than they began."""
    if width is None:
        return text
    lines = (_fold(line, width) for line in text.split("\n"))
    return "\n".join(each for line in lines for each in line)


def _fold(line: str, width: int) -> list[str]:
    indent = line[: len(line) - len(line.lstrip())]
    below = f"{indent}  "
    return textwrap.wrap(line, max(width, 40), subsequent_indent=below) or [""]


def write(path: Path, text: str) -> None:
    """Write a file as UTF-8 with LF, whole or not at all: a failed write leaves the old file."""
    import tempfile

    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        _usual_permissions(temporary, path)
        Path(temporary).replace(path)
    except OSError as why:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        message = f"{path.as_posix()} could not be written: {why.strerror or why}"
        raise NotWrittenError(message, hint="Nothing was changed.") from why


def _usual_permissions(temporary: str, path: Path) -> None:
    """Give the new file the old one's permissions, or those that any new file gets."""
    if path.exists():
        Path(temporary).chmod(path.stat().st_mode & 0o777)
    else:
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
