"""Codes sent by e-mail: whoever can read them there proves that the address is theirs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import CodeNotUnderstood

GOOD_FOR = timedelta(minutes=30)
MOST_TRIES = 5
CODE_DIGITS = 6
CODES_COUNT_FOR = timedelta(hours=24)
CODES_OF_A_PERSON = 6
CODES_TO_A_TARGET = 12
BETWEEN_CODES = timedelta(seconds=30)


class Purpose(StrEnum):
    """What a code is for."""

    REFERENCE_EMAIL = "reference_email"
    RECOVERY = "recovery"


@dataclass(frozen=True, kw_only=True, slots=True)
class Challenge:
    """A code that was asked for, and what became of it. The code itself follows from the id; it is kept nowhere.

    `person_id` is who asked, on Telegram; `target` a digest of what it was asked for. Nobody's code has no `holder_id`
    and no `email`: it is asked for a mailbox that does not exist, and nobody may learn that. Instants are UTC.
    """

    id: str
    purpose: Purpose
    person_id: int
    target: str
    holder_id: int | None
    mailbox_id: int | None
    email: str
    asked_at: datetime
    tries: int = 0
    passed_at: datetime | None = None
    used_at: datetime | None = None

    @property
    def good_until(self) -> datetime:
        """The instant from which the code is worth nothing."""
        return self.asked_at + GOOD_FOR

    @property
    def tries_left(self) -> int:
        """How many wrong codes may still be typed."""
        return MOST_TRIES - self.tries

    def is_open(self, now: datetime) -> bool:
        """Whether a code may still be typed."""
        return self.passed_at is None and self.tries < MOST_TRIES and now < self.good_until

    def is_passed(self, now: datetime) -> bool:
        """Whether the right code was typed, and what it was for may still be done."""
        return self.passed_at is not None and self.used_at is None and now < self.good_until


def challenge_id(purpose: str, update_id: int, person_id: int) -> str:
    """The id of what an update asks for: the same update that comes again asks for the same code."""
    return f"{purpose}-{update_id}-{person_id}"


def digest(text: str) -> str:
    """What is remembered of what was typed as a name, which may have been a password."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_code(typed: str) -> str:
    """The one group of six digits that was typed, whatever stands around it: a line of the letter may be pasted.

    Where six do not stand together, blanks and hyphens between them do not matter. Raises CodeNotUnderstood.
    """
    together: set[str] = set(re.findall(r"(?<![0-9])[0-9]{6}(?![0-9])", typed))
    apart = {re.sub(r"[\s-]", "", group) for group in re.findall(r"[0-9](?:[\s-]*[0-9])*", typed)}
    codes = together or {group for group in apart if len(group) == CODE_DIGITS}
    if len(codes) != 1:
        raise CodeNotUnderstood(digits=len(re.findall(r"[0-9]", typed)))
    return codes.pop()


def codes_until(of_person: Sequence[datetime], to_target: Sequence[datetime], now: datetime) -> datetime | None:
    """Until when nobody is sent another code, given the instants of those asked for; None if one may be sent now."""
    waits = [
        *(at + BETWEEN_CODES for at in to_target[-1:]),
        *(at + CODES_COUNT_FOR for at in of_person[-CODES_OF_A_PERSON:][:1] if len(of_person) >= CODES_OF_A_PERSON),
        *(at + CODES_COUNT_FOR for at in to_target[-CODES_TO_A_TARGET:][:1] if len(to_target) >= CODES_TO_A_TARGET),
    ]
    return max((until for until in waits if until > now), default=None)


def whole_minute(instant: datetime) -> datetime:
    """The first whole minute that is not before an instant: what a person is told to wait for."""
    whole = instant.replace(second=0, microsecond=0)
    return whole if whole == instant else whole + timedelta(minutes=1)
