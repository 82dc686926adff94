"""Personal data that a person recognises and nobody else learns."""

from __future__ import annotations

_HIDDEN = "•••"


def masked_email(address: str) -> str:
    """m•••@e•••.com for mario@example.com: the first letters, and what follows the last dot."""
    person, at, host = address.rpartition("@")
    name, dot, top = host.rpartition(".")
    if not at:
        return _HIDDEN
    return f"{person[:1]}{_HIDDEN}@{(name or top)[:1]}{_HIDDEN}" + (f".{top}" if dot else "")
