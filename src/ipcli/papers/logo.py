"""A council's logo: checked by its bytes to be a picture, and put into the page itself.

PNG and JPEG only. An SVG is a document that may hold script and links, and a paper is opened by
many people on many machines; a PNG is the same picture without the question.
"""

from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING

from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 200_000  # bytes: the picture stands in every page
WIDEST = 4_000  # dots, across and down; more would fill the reader's memory

_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"sRGB", b"gAMA", b"cHRM", b"iCCP"}
_JPEG, _END = b"\xff\xd8", b"\xff\xd9"
_SCAN = 0xDA
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_TOLD = {0xE1, 0xED, 0xFE}  # Exif, captions and comments: who made it, when and where
_OTHERS = {
    b"GIF8": "a GIF",
    b"RIFF": "a WebP",
    b"BM": "a BMP",
    b"%PDF": "a PDF",
    b"version https://git-lfs": "a pointer of Git LFS, and the picture itself is not here",
}


class Logo(NamedTuple):
    """A picture as a page holds it: its data, its size, and what is read out in its place."""

    address: str
    width: int
    height: int
    text: str


class NoLogoError(Exception):
    """The file is no picture that a page can hold; the words say why."""


def logo(file: str, text: str, *, folder: Path) -> Logo:
    """Return the logo that lies in a file below a folder. Raises NoLogoError where it is none."""
    raw = _read(file, folder)
    kind, (width, height), shown = _png(raw) if raw.startswith(_PNG) else _jpeg(raw)
    if not (0 < width <= WIDEST and 0 < height <= WIDEST):
        raise NoLogoError(
            f"it is {width} by {height} dots, and at most {WIDEST:,} each way will do"
        )
    data = base64.b64encode(shown).decode("ascii")
    return Logo(f"data:image/{kind};base64,{data}", width, height, text)


def _read(file: str, folder: Path) -> bytes:
    """Read a file that lies below a folder, and nowhere else."""
    top = folder.resolve()
    path = (top / file).resolve()
    if "\\" in file or not path.is_relative_to(top):
        raise NoLogoError("it must lie beside ipcli.toml or below, and be written with `/`")
    try:
        if not path.is_file():
            raise NoLogoError("there is no such file")
        size = path.stat().st_size
        if size > LARGEST:
            raise NoLogoError(f"it has {size:,} bytes, and at most {LARGEST:,} will do")
        return path.read_bytes()
    except (OSError, ValueError) as why:
        raise NoLogoError(f"it could not be read: {why}") from why


def _png(raw: bytes) -> tuple[str, tuple[int, int], bytes]:
    """Return what a PNG is, with only the parts that make the picture."""
    kept, kinds = [_PNG], []
    for kind, chunk in _chunks(raw):
        kinds.append(kind)
        kept += [chunk] if kind in _KEPT else []
    if kinds[:1] != [b"IHDR"] or b"IDAT" not in kinds or kinds[-1] != b"IEND":
        raise NoLogoError("it is a PNG that is not whole")
    width, height = struct.unpack(">II", raw[16:24])
    return "png", (width, height), b"".join(kept)


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and the bytes of each part of a PNG, up to its end."""
    at = len(_PNG)
    while at + 12 <= len(raw):
        (length,) = struct.unpack(">I", raw[at : at + 4])
        end = at + 12 + length
        kind, chunk = raw[at + 4 : at + 8], raw[at:end]
        if end > len(raw) or zlib.crc32(chunk[4:-4]) != struct.unpack(">I", chunk[-4:])[0]:
            raise NoLogoError("it is a PNG that is not whole")
        yield kind, chunk
        at = end
        if kind == b"IEND":
            return


def _jpeg(raw: bytes) -> tuple[str, tuple[int, int], bytes]:
    """Return what a JPEG is, without what it says of its making."""
    if not raw.startswith(_JPEG + b"\xff"):
        raise NoLogoError(f"it is {_otherwise(raw)}, and not a PNG or a JPEG")
    size, kept, at = (0, 0), [_JPEG], len(_JPEG)
    while at + 4 <= len(raw) and raw[at] == _END[0]:
        mark, (length,) = raw[at + 1], struct.unpack(">H", raw[at + 2 : at + 4])
        if mark in _FRAMES:
            height, width = struct.unpack(">HH", raw[at + 5 : at + 9].ljust(4, b"\0"))
            size = width, height
        if mark == _SCAN:
            end = raw.rfind(_END)
            if end < at or not all(size):
                break
            return "jpeg", size, b"".join([*kept, raw[at : end + 2]])
        if mark not in _TOLD:
            kept.append(raw[at : at + 2 + length])
        at += 2 + length
    raise NoLogoError("it is a JPEG that is not whole")


def _otherwise(raw: bytes) -> str:
    """Say what a file is, as far as its first bytes tell."""
    for first, kind in _OTHERS.items():
        if raw.startswith(first):
            return kind
    if b"<svg" in raw[:2000].lower():
        return "an SVG, which may hold more than a picture: save it as a PNG"
    return "no picture" if raw else "empty"
