"""The codes that were sent by e-mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, insert, select, update

from domain.challenges import GOOD_FOR, MOST_TRIES, Challenge, Purpose
from storage.talk_tables import challenges
from storage.transaction import Transaction


class SqlChallenges:
    """Conforms to `Challenges`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, challenge: Challenge) -> None:
        """Keeps that a code was asked for."""
        await self._transaction.run(insert(challenges).values(**asdict(challenge)))

    async def get(self, challenge_id: str, person_id: int) -> Challenge | None:
        """What was asked for by its id, only if that person asked."""
        own = (challenges.c.id == challenge_id, challenges.c.person_id == person_id)
        row = await self._transaction.row(select(challenges).where(*own))
        return None if row is None else Challenge(**row._asdict())

    async def asked_by(self, person_id: int, since: datetime) -> Sequence[datetime]:
        """When a person asked for codes, oldest first."""
        return await self._asked(challenges.c.person_id == person_id, since)

    async def asked_for(self, target: str, since: datetime) -> Sequence[datetime]:
        """When codes were asked for something, oldest first."""
        return await self._asked(challenges.c.target == target, since)

    async def open_one(self, target: str, person_id: int, now: datetime) -> Challenge | None:
        """The newest code that a person asked for something, if it may still be typed."""
        return await self._open_one(now, challenges.c.target == target, challenges.c.person_id == person_id)

    async def waiting(self, holder_id: int, person_id: int, now: datetime) -> Challenge | None:
        """The newest code that waits to confirm a holder's e-mail, asked for by that person."""
        return await self._open_one(
            now,
            challenges.c.holder_id == holder_id,
            challenges.c.person_id == person_id,
            challenges.c.purpose == Purpose.REFERENCE_EMAIL,
        )

    async def take_try(self, challenge_id: str, now: datetime) -> bool:
        """Counts one more typed code; False if none may be typed any more."""
        left = (
            challenges.c.id == challenge_id,
            challenges.c.passed_at.is_(None),
            challenges.c.tries < MOST_TRIES,
            challenges.c.asked_at > now - GOOD_FOR,
        )
        return (
            await self._transaction.changed(update(challenges).where(*left).values(tries=challenges.c.tries + 1)) == 1
        )

    async def mark_passed(self, challenge_id: str, at: datetime) -> None:
        """The right code was typed."""
        await self._transaction.run(update(challenges).where(challenges.c.id == challenge_id).values(passed_at=at))

    async def use(self, challenge_id: str, at: datetime) -> bool:
        """What the code was for is done; False if it was done before, or the right code was not typed in time."""
        ready = (
            challenges.c.id == challenge_id,
            challenges.c.passed_at.is_not(None),
            challenges.c.used_at.is_(None),
            challenges.c.asked_at > at - GOOD_FOR,
        )
        return await self._transaction.changed(update(challenges).where(*ready).values(used_at=at)) == 1

    async def _open_one(self, now: datetime, *conditions: ColumnElement[bool]) -> Challenge | None:
        newest = select(challenges).where(*conditions).order_by(challenges.c.asked_at.desc()).limit(1)
        row = await self._transaction.row(newest)
        challenge = None if row is None else Challenge(**row._asdict())
        return challenge if challenge is not None and challenge.is_open(now) else None

    async def _asked(self, condition: ColumnElement[bool], since: datetime) -> Sequence[datetime]:
        statement = select(challenges.c.asked_at).where(condition, challenges.c.asked_at > since)
        return [row.asked_at for row in await self._transaction.rows(statement.order_by(challenges.c.asked_at))]
