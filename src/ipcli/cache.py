"""What was worked out before, kept in the user's cache folder: to be forgotten at any time.

An entry is found by all that it was made of: the contents that were read, the question that it
answers, and the programs that made it. So it cannot be out of date; it can only be missing. It is
text or plain values, never code, and only a file of the user's own is read. Whatever is wrong with
the file, its entries count as missing (docs/cache.md).
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Key: TypeAlias = tuple[str, ...]

OFF = "IPCLI_NO_CACHE"
FILE = "cache-1.sqlite"  # with the number of its form, so that another form is another file
LIMIT = 200_000_000  # bytes
_PAGE = 4_096  # bytes
_PATIENCE = 0.5  # seconds that another process may take
_TABLE = (
    "CREATE TABLE IF NOT EXISTS entry"
    " (number INTEGER PRIMARY KEY, key BLOB UNIQUE, digest BLOB, body BLOB)"
)
_PUT = "INSERT OR REPLACE INTO entry (key, digest, body) VALUES (?, ?, ?)"
_GET = "SELECT digest, body FROM entry WHERE key = ?"
_DROP_OLDER_HALF = (
    "DELETE FROM entry WHERE number IN"
    " (SELECT number FROM entry ORDER BY number LIMIT (SELECT count(*) / 2 + 1 FROM entry))"
)
# A message that quotes what is damaged may be no text.
_FAULTS = (sqlite3.Error, UnicodeDecodeError)
_DAMAGE = {
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_TOOBIG,
}


class Cache:
    """An open cache. What cannot be read or kept is passed over without a word."""

    def __init__(self, file: Path, connection: sqlite3.Connection) -> None:
        self._file = file
        self._connection = connection

    def get(self, *key: str) -> bytes | None:
        """Return what is kept under a key, or None."""
        name = _name(key)
        with self._passing_over():
            for digest, body in self._connection.execute(_GET, (name,)):
                if isinstance(body, bytes) and digest == _digest(name + body):
                    return body
        return None

    def put(self, entries: Mapping[Key, bytes]) -> None:
        """Keep some entries, all or none. Where there is no room left, the oldest go first."""
        named = ((_name(key), body) for key, body in entries.items())
        rows = [(name, _digest(name + body), body) for name, body in named]
        with self._passing_over():
            try:
                self._write(_PUT, rows)
            except sqlite3.OperationalError as why:
                if why.sqlite_errorcode != sqlite3.SQLITE_FULL:
                    raise
                self._write(_DROP_OLDER_HALF, [()])
                self._write(_PUT, rows)

    def _write(self, told: str, rows: Sequence[tuple[bytes, ...]]) -> None:
        with self._connection:
            self._connection.executemany(told, rows)

    @contextmanager
    def _passing_over(self) -> Iterator[None]:
        """Go on without what cannot be had; a damaged file makes room for a new one."""
        try:
            yield
        except _FAULTS as why:
            if _is_damage(why):
                self._connection.close()
                _take_away(self._file)


def of_user(*, outside: Path) -> Cache | None:
    """Return the user's cache; None where it is turned off, or would lie in a folder."""
    folder = user_folder()
    if os.environ.get(OFF) or folder is None or folder.resolve().is_relative_to(outside.resolve()):
        return None
    return opened(folder)


def user_folder() -> Path | None:
    """Return the folder where this user's programs keep what may be forgotten, if it is known."""
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    if Path(named).is_absolute():
        return Path(named) / "ipcli"
    below = {"win32": "AppData/Local", "darwin": "Library/Caches"}.get(sys.platform, ".cache")
    with suppress(RuntimeError):
        return Path.home() / below / "ipcli"
    return None


def opened(folder: Path, *, limit: int = LIMIT) -> Cache | None:
    """Return the cache in a folder; None where there can be none, or others might have written it.

    A file that is damaged is begun anew.
    """
    file = folder / FILE
    for _ in range(2):
        try:
            made_by()
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.touch(mode=0o600, exist_ok=True)
            return Cache(file, _connected(file, limit)) if _is_ours(folder, file) else None
        except _FAULTS as why:
            if not _is_damage(why):
                return None
            _take_away(file)
        except OSError:
            return None
    return None


def _connected(file: Path, limit: int) -> sqlite3.Connection:
    made = sqlite3.connect(file, timeout=_PATIENCE, isolation_level="IMMEDIATE")
    made.execute("PRAGMA synchronous = OFF")  # what a power cut spoils is noticed by its digest
    made.execute(f"PRAGMA page_size = {_PAGE}")
    made.execute(f"PRAGMA max_page_count = {limit // _PAGE}")
    made.execute(_TABLE)
    return made


def _is_ours(*places: Path) -> bool:
    """Tell whether a folder and a file are the user's own, and nobody else may write to them.

    Windows keeps a user's local folder from others by itself.
    """
    if not hasattr(os, "getuid"):
        return True
    found = [each.lstat() for each in places]
    return all(each.st_uid == os.getuid() and not each.st_mode & 0o022 for each in found)


def _is_damage(why: Exception) -> bool:
    return isinstance(why, UnicodeDecodeError) or (
        getattr(why, "sqlite_errorcode", 0) & 0xFF in _DAMAGE
    )


def _take_away(file: Path) -> None:
    with suppress(OSError):  # another process may have it open
        file.unlink()


def _digest(raw: bytes) -> bytes:
    return hashlib.blake2b(raw, digest_size=20).digest()


def _name(key: Key) -> bytes:
    return _digest(
        b"\0".join([made_by(), *(part.encode("utf-8", "surrogatepass") for part in key)])
    )


@cache
def made_by() -> bytes:
    """Return what changes when anything does that makes entries: ipcli, Python, what it imports.

    Files are known by size and time, so that an edit of a checkout counts at once; what is
    installed by the names that pip gives to versions.
    """
    package = Path(__file__).parent
    code = [package, *package.parent.parent.glob("templates")]  # those of a checkout
    files = sorted(each for folder in code for each in _files(folder))
    installed = sorted(name for folder in sys.path for name in _distributions(folder))
    return _digest(repr((sys.version, files, installed)).encode())


def _files(folder: Path | str) -> Iterator[tuple[str, int, int]]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _files(entry.path) if entry.name != "__pycache__" else ()
        else:
            found = entry.stat()
            yield entry.path, found.st_size, found.st_mtime_ns


def _distributions(folder: str) -> Iterator[str]:
    if Path(folder).is_dir():
        yield from (each.name for each in os.scandir(folder) if each.name.endswith("-info"))
