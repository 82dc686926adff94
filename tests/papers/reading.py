"""Reads an uncompressed PDF of fpdf2 back: its texts, where they stand, and in which letters."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ESCAPES = {b"\\r": b"\r", b"\\n": b"\n", b"\\(": b"(", b"\\)": b")", b"\\\\": b"\\"}
_SHOWN = re.compile(
    rb"/(?P<font>F\d+) [\d.]+ Tf|(?P<x>[\d.]+) (?P<y>-?[\d.]+) Td|\((?P<text>(?:\\.|[^\\()])*)\) ?Tj", re.DOTALL
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A text that stands on the page; `x` and `y` in points from the lower left corner."""

    text: str
    x: float
    y: float


def pieces(pdf: bytes) -> list[Piece]:
    """Everything that is written on the only page, in the order in which it is drawn."""
    (content,) = re.findall(rb"/Contents (\d+) 0 R", pdf)
    letters = _letters(pdf)
    found, font, x, y = [], b"", 0.0, 0.0
    for match in _SHOWN.finditer(_object(pdf, content)):
        if match["font"]:
            font = match["font"]
        elif match["x"]:
            x, y = float(match["x"]), float(match["y"])
        else:
            found.append(Piece(text=_decoded(match["text"], letters[font]), x=x, y=y))
    return found


def text_of(pdf: bytes) -> str:
    """What is written on the page, a line a piece, with plain spaces."""
    return "\n".join(piece.text for piece in pieces(pdf)).replace("\u00a0", " ").replace("\u202f", " ")


def pages_of(pdf: bytes) -> int:
    """How many pages there are."""
    return len(re.findall(rb"/Type /Page\n", pdf))


def _object(pdf: bytes, number: bytes) -> bytes:
    match = re.search(rb"\n" + number + rb" 0 obj\n(.*?)\nendobj", pdf, re.DOTALL)
    assert match is not None
    return match[1]


def _letters(pdf: bytes) -> dict[bytes, dict[bytes, str]]:
    """What each code stands for, by font."""
    fonts: dict[bytes, dict[bytes, str]] = {}
    for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", pdf):
        (to_unicode,) = re.findall(rb"/ToUnicode (\d+) 0 R", _object(pdf, number))
        pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", _object(pdf, to_unicode))
        fonts[name] = {
            bytes.fromhex(code.decode()): bytes.fromhex(char.decode()).decode("utf-16-be") for code, char in pairs
        }
    return fonts


def _decoded(written: bytes, letters: dict[bytes, str]) -> str:
    plain = re.sub(rb"\\.", lambda match: _ESCAPES[match[0]], written, flags=re.DOTALL)
    return "".join(letters[plain[at : at + 2]] for at in range(0, len(plain), 2))
