"""Where a product goes: to the screen, or to a file that is either written whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ipcli.errors import IpcliError, UsageError
from ipcli.output.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

    Format = TypeVar("Format", bound=StrEnum)


_ALSO = {"htm": "html", "xml": "junit"}
_PROMISES = frozenset(
    {
        *("csv", "htm", "html", "ics", "json", "md", "sarif", "xml"),
        *("doc", "docx", "ods", "odt", "pdf", "xls", "xlsx"),
    }
)


class NotWrittenError(IpcliError):
    """A file could not be written; the old one, if any, is as it was."""


def deliver(text: str, out: Path | None) -> None:
    """Print a product, or write it to a file."""
    if out is not None:
        write(out, text)
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough, as with `ipcli validate | head`; the exit code still counts.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as why:
        raise NotWrittenError(f"the output could not be written: {why.strerror or why}") from why


def tell(message: str) -> None:
    """Say something to the person at the terminal, beside the product."""
    sys.stderr.write(f"{plain(message)}\n")


def by_suffix(out: Path | None, formats: Iterable[Format], default: Format) -> Format:
    """Return the format that a file's name ends with, or else the default.

    Exit 2 where the name promises what the command does not write: no program would open it.
    """
    suffix = out.suffix.lower().removeprefix(".") if out else ""
    known = {each.value: each for each in formats}
    found = known.get(suffix) or known.get(_ALSO.get(suffix, ""))
    if found is None and out and suffix in _PROMISES:
        message = f"{out.as_posix()}: this command does not write .{suffix}"
        hint = f"It writes {', '.join(known)}: name one with --format, or end the file's name so."
        raise UsageError(message, hint=hint)
    return found or default


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
    raw = text.encode("utf-8", "backslashreplace")
    try:
        if path.is_dir():
            message = f"{path.as_posix()} is a folder; name a file in it"
            raise NotWrittenError(message, hint="Nothing was changed.")
        if path.exists() and not path.is_file():
            path.write_bytes(raw)  # a pipe or a device, which nothing may take the place of
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, raw)
    except OSError as why:
        message = f"{path.as_posix()} could not be written: {why.strerror or why}"
        raise NotWrittenError(message, hint="Nothing was changed.") from why


def _replace(path: Path, raw: bytes) -> None:
    """Write beside the file, then put it in its place; leave nothing behind if that fails."""
    import tempfile

    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        _usual_permissions(temporary, path)
        Path(temporary).replace(path)
    except BaseException:  # Ctrl-C too
        Path(temporary).unlink(missing_ok=True)
        raise


def _usual_permissions(temporary: str, path: Path) -> None:
    """Give the new file the old one's permissions, or those that any new file gets."""
    if path.exists():
        Path(temporary).chmod(path.stat().st_mode & 0o777)
    else:
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
