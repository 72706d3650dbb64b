"""The command line on a terminal. There is none like it on Windows."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def on_a_terminal(*arguments: str, here: Path, width: int = 80, **environment: str) -> str:
    """Run `ipcli` on a terminal so many columns wide; return what stands on the screen."""
    main_end, end = pty.openpty()
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    kept = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "LINES", "NO_COLOR"}}
    asked = [sys.executable, "-m", "ipcli", *arguments]
    env = {**kept, "TERM": "xterm", **environment}
    with subprocess.Popen(asked, cwd=here, stdin=end, stdout=end, stderr=end, env=env):
        os.close(end)
        told = b"".join(iter(lambda: _read(main_end), b""))
    os.close(main_end)
    return told.decode().replace("\r\n", "\n")


def _read(end: int) -> bytes:
    try:
        return os.read(end, 65536)
    except OSError:  # the other end is closed
        return b""
