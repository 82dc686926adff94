"""What the use cases ask of the storage about accounts: data, accesses, and codes sent by e-mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from domain.accesses import Access
from domain.challenges import Challenge
from domain.profile import Changes, Profile


class Profiles(Protocol):
    """What holders can change about themselves."""

    async def get(self, holder_id: int) -> Profile | None:
        """A holder's data."""
        ...

    async def save(self, holder_id: int, changes: Changes, version: int) -> bool:
        """Changes fields; False if the data has been changed since that version."""
        ...

    async def save_email(self, holder_id: int, email: str, at: datetime) -> None:
        """Takes over a reference e-mail that the holder has proved to read."""
        ...


class Accesses(Protocol):
    """The history of accesses, kept for 90 days."""

    async def add(self, lines: Iterable[Access]) -> Sequence[int]:
        """Keeps lines of the history; answers with their numbers."""
        ...

    async def add_failure(self, address: str, chat_id: int, at: datetime) -> None:
        """Keeps that a password was wrong; nothing if there is no such mailbox, and that takes as long."""
        ...

    async def get(self, access_id: int, holder_id: int) -> Access | None:
        """A line by its number, only if it is of that holder."""
        ...

    async def of_holder(self, holder_id: int, limit: int, offset: int) -> Sequence[Access]:
        """The history of a holder, newest first."""
        ...


class Challenges(Protocol):
    """The codes that were sent by e-mail."""

    async def add(self, challenge: Challenge) -> None:
        """Keeps that a code was asked for."""
        ...

    async def get(self, challenge_id: str, person_id: int) -> Challenge | None:
        """What was asked for by its id, only if that person asked."""
        ...

    async def asked_by(self, person_id: int, since: datetime) -> Sequence[datetime]:
        """When a person asked for codes, oldest first."""
        ...

    async def asked_for(self, target: str, since: datetime) -> Sequence[datetime]:
        """When codes were asked for something, oldest first."""
        ...

    async def open_one(self, target: str, person_id: int, now: datetime) -> Challenge | None:
        """The newest code that a person asked for something, if it may still be typed."""
        ...

    async def waiting(self, holder_id: int, person_id: int, now: datetime) -> Challenge | None:
        """The newest code that waits to confirm a holder's e-mail, asked for by that person."""
        ...

    async def take_try(self, challenge_id: str, now: datetime) -> bool:
        """Counts one more typed code; False if none may be typed any more."""
        ...

    async def mark_passed(self, challenge_id: str, at: datetime) -> None:
        """The right code was typed."""
        ...

    async def use(self, challenge_id: str, at: datetime) -> bool:
        """What the code was for is done; False if it was done before, or the right code was not typed in time."""
        ...
