"""The entry point: the list of commands, and the one place where a failure becomes an exit code."""

from __future__ import annotations

import errno
import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from ipcli import __version__
from ipcli.errors import Exit, IpcliError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn, TextIO

    import typer

REPORT_BUGS = "Please report it with the lines above, and the plan files if they may be shown."


def program() -> None:
    """Run the command line as a process of its own.

    A run is short and keeps nearly all that it makes: to collect it on the way, or to take it
    apart at the end, costs a fifth of the time and gives nothing.
    """
    gc.disable()
    code: int = Exit.CLEAN
    try:
        main(sys.argv[1:])
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else Exit.CLEAN
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        pass  # the reader has seen enough
    except OSError as why:
        if code == Exit.CLEAN:  # else it was told, or there is worse to tell
            _tell(_unwritten(why))
            code = Exit.NOT_CHECKED
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(code)


def main(arguments: Sequence[str]) -> None:
    """Run one command and leave with its exit code."""
    arguments = list(arguments)
    _speak_utf8()
    try:
        _run(arguments)
    except IpcliError as stopped:
        _tell(f"ipcli: {stopped}")
        if stopped.hint:
            _tell(stopped.hint, before="  ")
        raise SystemExit(stopped.exit_code) from None
    except BrokenPipeError:
        # The reader has seen enough, as with `ipcli validate | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(Exit.CLEAN) from None
    except OSError as why:
        if why.errno != errno.ENOSPC:
            _bug()
        _tell(_unwritten(why))
        raise SystemExit(Exit.NOT_CHECKED) from None
    except KeyboardInterrupt:
        raise SystemExit(Exit.INTERRUPTED) from None
    except Exception:  # noqa: BLE001 (a bug must not look like findings)
        _bug()


def _unwritten(why: OSError) -> str:
    return f"ipcli: the output could not be written: {why.strerror or why}"


def _run(arguments: list[str]) -> None:
    if arguments == ["--version"]:  # answered before anything heavy is imported
        sys.stdout.write(f"ipcli {__version__}\n")
        raise SystemExit(Exit.CLEAN)
    _application(arguments)(arguments, prog_name="ipcli")


def _bug() -> NoReturn:
    """Print the traceback that is being handled, and leave."""
    import traceback

    traceback.print_exc()
    _tell(f"ipcli {__version__}: this is a bug in ipcli, not in your plan. {REPORT_BUGS}")
    raise SystemExit(Exit.BUG) from None


def _application(arguments: list[str]) -> typer.Typer:
    from ipcli.cli.commands import application

    return application(arguments[0] if arguments else "")


def _tell(message: str, before: str = "") -> None:
    """Print one line: a file's name can hold line ends and colours."""
    from ipcli.output.plain import plain

    sys.stderr.write(f"{before}{plain(message)}\n")


def _speak_utf8() -> None:
    """Write UTF-8 with LF to files and pipes; on a console, replace what it cannot show."""
    # A program that was begun with these closed has None in their place.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if not hasattr(stream, "reconfigure"):
            continue  # a test's or a notebook's stream
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 (pathlib is slow to import)
