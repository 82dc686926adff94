"""The person a mailbox belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The languages that the bot speaks."""

    ITALIAN = "it"
    ENGLISH = "en"


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """A holder: owns mailboxes and one credit. First name, last name and fiscal code are locked."""

    id: int
    first_name: str
    last_name: str
    fiscal_code: str
    email: str
    phone: str
    language: Language
