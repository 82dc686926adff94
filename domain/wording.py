"""What people type, made uniform."""

from __future__ import annotations

import unicodedata


def one_line(text: str) -> str:
    """One line of visible characters in their composed form."""
    seen = "".join(" " if char.isspace() else char for char in text)
    seen = "".join(char for char in seen if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    return " ".join(unicodedata.normalize("NFC", seen).split())
