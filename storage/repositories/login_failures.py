"""The failed logins of the last day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select

from domain.sessions import FAILURES_COUNT_FOR
from storage.talk_tables import login_failures
from storage.transaction import Transaction


class SqlLoginFailures:
    """Conforms to `LoginFailures`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def of_person(self, person_id: int, since: datetime) -> Sequence[tuple[str, datetime]]:
        """The target and instant of each failure of a person, oldest first."""
        statement = select(login_failures.c.target, login_failures.c.at).where(
            login_failures.c.person_id == person_id, login_failures.c.at >= since
        )
        rows = await self._transaction.rows(statement.order_by(login_failures.c.at, login_failures.c.id))
        return [(row.target, row.at) for row in rows]

    async def add(self, person_id: int, target: str, at: datetime) -> None:
        """Counts a failure, and drops the person's failures that count no longer."""
        over = login_failures.c.at < at - FAILURES_COUNT_FOR
        await self._transaction.run(delete(login_failures).where(login_failures.c.person_id == person_id, over))
        await self._transaction.run(insert(login_failures).values(person_id=person_id, target=target, at=at))

    async def forget(self, person_id: int, target: str) -> None:
        """Forgets the failures of a person at one mailbox, after a success there."""
        at_target = (login_failures.c.person_id == person_id, login_failures.c.target == target)
        await self._transaction.run(delete(login_failures).where(*at_target))
