"""Small pictures, made byte by byte."""

from __future__ import annotations

import struct
import zlib


def png(width: int = 2, height: int = 2, *more: tuple[bytes, bytes]) -> bytes:
    """Return a PNG of one colour, with further parts before its end."""
    rows = b"".join(b"\0" + b"\x5b\x2c\x83" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), *more, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(*each) for each in parts)


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpeg(width: int = 2, height: int = 2, *, told: bytes = b"") -> bytes:
    """Return the frame of a JPEG: what is read of it, and a scan that is not."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    parts = [
        (0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"),
        (0xC0, frame),
        (0xDA, b"\x01\x01\x00\x00\x3f\x00"),
    ]
    parts[1:1] = [(0xE1, b"Exif\0\0" + told), (0xFE, told)] if told else []
    body = b"".join(b"\xff" + bytes([m]) + struct.pack(">H", len(d) + 2) + d for m, d in parts)
    return b"\xff\xd8" + body + b"\x12\x34\xff\xd9"
