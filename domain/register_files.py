"""The file of a register as it is sent from a phone: whatever a spreadsheet makes of it, as long as it is text."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass

from domain.register import ITALIAN_SEPARATOR, RegisterRefused, RowProblem

MOST_BYTES = 20 * 1024 * 1024  # above, Telegram hands out no file
_BYTE_ORDERS = (b"\xff\xfe", b"\xfe\xff")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterFile:
    """The lines of a register, with their ends; what separates its columns; and the digest of the whole file."""

    lines: tuple[str, ...]
    separator: str
    digest: str


def open_register(content: bytes) -> RegisterFile:
    """Opens a file that was sent. Raises RegisterRefused if it is no text.

    Spreadsheets write UTF-8 with a mark or without, "Unicode" with the mark of an order of bytes, or else the letters
    of Windows; in Italy they separate columns by semicolons.
    """
    lines = tuple(io.StringIO(_text(content), newline=""))
    header = next((line for line in lines if line.strip()), "")
    separator = ITALIAN_SEPARATOR if header.count(";") > header.count(",") else ","
    return RegisterFile(lines=lines, separator=separator, digest=digest_of(content))


def digest_of(content: bytes) -> str:
    """What tells one file from any other: its SHA-256."""
    return hashlib.sha256(content).hexdigest()


def _text(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith(_BYTE_ORDERS) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NO_TEXT.search(text):
            return text
    raise RegisterRefused((RowProblem(line=0, column="", code="not-text", found=""),))
