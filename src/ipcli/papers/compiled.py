"""Compiled templates, kept beside the bytecode that Python keeps of this package.

To compile the templates of one paper takes as long as to read a plan of 500 actions, so it is done
once, as for any module: the same folder, the same trust, the same switch to leave it off, and no
harm where nothing can be written.
"""

from __future__ import annotations

import hashlib
import importlib.util
import marshal
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2 import BytecodeCache

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

_DIGITS = 64


class Compiled(BytecodeCache):
    """Compiled templates as files, each with the fingerprint of all that it was made of."""

    def get_source_checksum(self, source: str) -> str:
        """Return a name for a template's text and for what compiles it."""
        made_by = (importlib.util.MAGIC_NUMBER.hex(), jinja2.__version__, _compiler())
        return hashlib.sha256("\0".join((source, *made_by)).encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the compiled template, where there is one of just this text."""
        with suppress(OSError, ValueError, EOFError, TypeError):
            raw = _place(bucket).read_bytes()
            if raw[:_DIGITS].decode("ascii", "replace") == bucket.checksum:
                bucket.code = marshal.loads(raw[_DIGITS:])  # noqa: S302 (as Python loads modules)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the compiled template, whole or not at all."""
        if sys.dont_write_bytecode or bucket.code is None:
            return
        place = _place(bucket)
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=f"{place.name}.")
            with os.fdopen(handle, "wb") as file:
                file.write(bucket.checksum.encode() + marshal.dumps(bucket.code))
            Path(temporary).replace(place)


def _place(bucket: Bucket) -> Path:
    name = f"{bucket.key[:16]}_template.py"
    return Path(importlib.util.cache_from_source(str(Path(__file__).with_name(name))))


def _compiler() -> str:
    """Return what changes when the environment that compiles templates changes."""
    return str(Path(__file__).with_name("render.py").stat().st_mtime_ns)
