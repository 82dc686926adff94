"""The people who hold a phone in the pretend world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody with Telegram; the id is also that of their private chat."""

    id: int
    first_name: str
    last_name: str
    username: str
    language_code: str
    note: str = ""
    hints: tuple[tuple[str, str], ...] = ()
    email: str = ""

    def user(self) -> dict[str, Any]:
        """The person as the Bot API's User."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }

    def chat(self) -> dict[str, Any]:
        """The person's private chat as the Bot API's Chat."""
        return {
            "id": self.id,
            "type": "private",
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
        }


MARIO = Person(
    id=1001,
    first_name="Mario",
    last_name="Rossi",
    username="mario_rossi",
    language_code="it",
    note="No credit yet. One mailbox.",
    email="mario_rossi@example.org",
)
ANNA = Person(
    id=1002,
    first_name="Anna",
    last_name="Bianchi",
    username="anna_bianchi",
    language_code="en",
    note="Two mailboxes, one about to expire.",
    email="anna_bianchi@example.org",
)
CARLA = Person(
    id=1003,
    first_name="Carla",
    last_name="Verdi",
    username="carla_verdi",
    language_code="it",
    note="Administrator. Nobody renews her mailbox.",
    email="carla_verdi@example.org",
)
ELENA = Person(
    id=1006,
    first_name="Elena",
    last_name="Gallo",
    username="elena_gallo",
    language_code="it",
    note="The other administrator.",
    email="elena_gallo@example.org",
)
PEOPLE = (MARIO, ANNA, CARLA, ELENA)
