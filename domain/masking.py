"""Personal data as it is shown where others may read it."""

from __future__ import annotations

HIDDEN = "•••"


def masked_email(email: str) -> str:
    """An e-mail address of which its owner recognises the first letters and the end: m•••@e•••.com."""
    name, at, domain = email.rpartition("@")
    host, dot, top = domain.rpartition(".")
    if not at:
        return HIDDEN
    return f"{name[:1]}{HIDDEN}@{(host or top)[:1]}{HIDDEN}" + (f".{top}" if dot else "")
