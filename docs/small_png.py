"""Makes a picture of a page small: without the noise of its gradients, and packed as tightly as zlib can."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Four neighbouring levels become one: less than the eye sees, more than the dither of a gradient. White stays white.
_ROUGH = bytes(level // 4 * 4 + 2 for level in range(252)) + bytes((254, 254, 254, 255))
_RGB = 2


def shrink(picture: bytes) -> bytes:
    """The same picture, colours rounded, smaller; PNG with 8 bits of red, green and blue."""
    chunks = list(_chunks(picture))
    header = chunks[0][1]
    width, height, depth, kind = struct.unpack(">IIBB", header[:10])
    if (depth, kind) != (8, _RGB):
        return picture
    packed = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    rows = _rows(packed, width * 3, height)
    data = zlib.compress(_filtered(rows), 9)
    written = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, body) for name, body in written)


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        yield picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        at += 12 + length


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _rows(packed: bytes, stride: int, height: int) -> Iterator[bytes]:
    """The rows without their filters, colours rounded."""
    before = bytearray(stride)
    for index in range(height):
        start = index * (stride + 1)
        row = bytearray(packed[start + 1 : start + 1 + stride])
        _unfilter(packed[start], row, before)
        yield bytes(row).translate(_ROUGH)
        before = row


def _unfilter(kind: int, row: bytearray, above: bytearray) -> None:
    """Undoes a row's filter: 0 none, 1 left, 2 up, 3 their mean, 4 Paeth's choice."""
    for i in range(len(row) if kind else 0):
        left = row[i - 3] if i > 2 else 0
        up = above[i]
        corner = above[i - 3] if i > 2 else 0
        guess = (0, left, up, (left + up) // 2, _paeth(left, up, corner))[kind]
        row[i] = (row[i] + guess) & 255


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda near: abs(guess - near))


def _filtered(rows: Iterator[bytes]) -> bytes:
    """Each row as its difference to the one above: rounded gradients become runs of nothing."""
    written, before = bytearray(), b""
    for row in rows:
        above = before or bytes(len(row))
        written.append(2)
        written += bytes((now - then) & 255 for now, then in zip(row, above, strict=True))
        before = row
    return bytes(written)
