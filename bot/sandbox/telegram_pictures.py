"""What a picture is and how large, read from its first bytes, and the sizes in which Telegram hands it out."""

from __future__ import annotations

from dataclasses import dataclass

_BOXES = (90, 320, 800, 1280)  # the longer side of each size, in pixels
_PNG, _JPEG, _GIF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8", (b"GIF87a", b"GIF89a")
_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}  # JPEG: here stands the size


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture's kind and its measures in pixels."""

    mime_type: str
    width: int
    height: int

    def sizes(self) -> list[tuple[int, int]]:
        """The measures in which it is handed out, smallest first."""
        longer = max(self.width, self.height)
        boxes = [box for box in _BOXES if box < longer] or [longer]
        if _BOXES[0] < longer <= _BOXES[-1]:
            boxes.append(longer)
        return [(max(1, self.width * box // longer), max(1, self.height * box // longer)) for box in boxes]


def read_picture(content: bytes) -> Picture | None:
    """The picture in a file; None if it is none that Telegram shows."""
    measured = _png(content) or _jpeg(content) or _gif(content) or _webp(content)
    if measured is None or not measured.width or not measured.height:
        return None
    return measured


def _png(content: bytes) -> Picture | None:
    if not content.startswith(_PNG) or len(content) < 24:
        return None
    return Picture(mime_type="image/png", width=_big(content[16:20]), height=_big(content[20:24]))


def _gif(content: bytes) -> Picture | None:
    if not content.startswith(_GIF) or len(content) < 10:
        return None
    return Picture(mime_type="image/gif", width=_little(content[6:8]), height=_little(content[8:10]))


def _jpeg(content: bytes) -> Picture | None:
    at = 2 if content.startswith(_JPEG) else len(content)
    while at + 9 <= len(content) and content[at] == 0xFF:
        if content[at + 1] in _FRAMES:
            height, width = _big(content[at + 5 : at + 7]), _big(content[at + 7 : at + 9])
            return Picture(mime_type="image/jpeg", width=width, height=height)
        at += 2 + _big(content[at + 2 : at + 4])
    return None


def _webp(content: bytes) -> Picture | None:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or len(content) < 30:
        return None
    match content[12:16]:
        case b"VP8X":
            width, height = _little(content[24:27]) + 1, _little(content[27:30]) + 1
        case b"VP8L":
            bits = _little(content[21:25])
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case _:
            width, height = _little(content[26:28]) & 0x3FFF, _little(content[28:30]) & 0x3FFF
    return Picture(mime_type="image/webp", width=width, height=height)


def _big(part: bytes) -> int:
    return int.from_bytes(part, "big")


def _little(part: bytes) -> int:
    return int.from_bytes(part, "little")
