"""Personal data as it is shown where others may read it."""

from __future__ import annotations

HIDDEN = "•••"


def masked_email(email: str) -> str:
    """An e-mail address of which its owner recognises the first letter and the domain: m•••@example.com."""
    name, at, domain = email.rpartition("@")
    return f"{name[:1]}{HIDDEN}{at}{domain}"
