"""E-mails, and what can become of one that is handed to the mail server that sends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """An e-mail in two forms, plain text and HTML, that say the same.

    `message_id` (without angle brackets) is fixed for a notice: whoever gets it twice can tell. `unsubscribe` is an
    https address for what a person may decline; None for what has to be said.
    """

    message_id: str
    to: str
    subject: str
    text: str
    html: str
    language: str
    unsubscribe: str | None = None


class LetterRefused(Exception):
    """The server will never take it: the address does not exist, or it takes nothing of ours. Holds its answer."""


class LetterPutOff(Exception):
    """The server cannot be reached or cannot take it now: it certainly was not taken. Holds its answer."""


class LetterInDoubt(Exception):
    """All of it was handed over and no answer came: it may have been taken."""


class Post(Protocol):
    """Sends letters."""

    async def send(self, letter: Letter) -> str:
        """The server's answer to a letter that it took. Raises LetterRefused, LetterPutOff, LetterInDoubt."""
        ...
