"""The codes of six digits that are sent by e-mail."""

from __future__ import annotations

import base64
import hashlib
import hmac

from pyotp import HOTP


class HotpCodes:
    """One-time passwords after RFC 4226, each with a key of its own. Conforms to `Codes`.

    The key follows from a secret of the bot and the id of what was asked for: no code is stored, and whoever reads the
    database learns none. Every process with the same secret gives the same code.
    """

    def __init__(self, secret: str) -> None:
        self._secret = hashlib.sha256(f"codes by e-mail:{secret}".encode()).digest()

    def code(self, challenge_id: str) -> str:
        """The code of what was asked for: six digits."""
        key = hmac.digest(self._secret, challenge_id.encode(), "sha256")
        return HOTP(base64.b32encode(key).decode()).at(0)
