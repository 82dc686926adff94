"""What is owed to the world."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Update, or_, select, update

from domain.notices import Notice, NoticeState
from storage.tables import outbox
from storage.transaction import Transaction, in_chunks


class SqlOutbox:
    """Conforms to `Outbox`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, notices: Iterable[Notice]) -> None:
        """Stores notices; those whose key is there already are left as they are."""
        for chunk in in_chunks(notices, 100):
            statement = self._transaction.insert(outbox).values([_columns(notice) for notice in chunk])
            await self._transaction.run(statement.on_conflict_do_nothing(index_elements=["key"]))

    async def claim(self, now: datetime, limit: int, until: datetime) -> Sequence[Notice]:
        """Takes notices that are due, oldest first; nobody else is given them before `until`."""
        # The condition stands outside the choice as well: whoever waited for another's claim looks again.
        free = (
            outbox.c.state == NoticeState.WAITING,
            outbox.c.due_at <= now,
            or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= now),
        )
        due = select(outbox.c.id).where(*free).order_by(outbox.c.due_at, outbox.c.id).limit(limit)
        claim = update(outbox).where(outbox.c.id.in_(due), *free)
        claim = claim.values(claimed_until=until, attempts=outbox.c.attempts + 1)
        rows = await self._transaction.rows(claim.returning(outbox))
        return [_read(row) for row in sorted(rows, key=lambda row: (row.due_at, row.id))]

    async def mark_sent(self, key: str, at: datetime) -> None:
        """The notice was delivered."""
        await self._transaction.run(_waiting(key).values(state=NoticeState.SENT, sent_at=at, claimed_until=None))

    async def mark_later(self, key: str, due_at: datetime, error: str) -> None:
        """The notice is to be tried again."""
        await self._transaction.run(_waiting(key).values(due_at=due_at, error=error, claimed_until=None))

    async def mark_dead(self, key: str, error: str) -> None:
        """The notice is given up."""
        await self._transaction.run(_waiting(key).values(state=NoticeState.DEAD, error=error, claimed_until=None))


def _waiting(key: str) -> Update:
    return update(outbox).where(outbox.c.key == key, outbox.c.state == NoticeState.WAITING)


def _columns(notice: Notice) -> dict[str, object]:
    return {
        "key": notice.key,
        "channel": notice.channel,
        "target": notice.target,
        "kind": notice.kind,
        "facts": dict(notice.facts),
        "state": NoticeState.WAITING,
        "due_at": notice.due_at,
        "attempts": notice.attempts,
    }


def _read(row: Row[*tuple[Any, ...]]) -> Notice:
    return Notice(
        key=row.key,
        channel=row.channel,
        target=row.target,
        kind=row.kind,
        facts=row.facts,
        due_at=row.due_at,
        attempts=row.attempts,
        error=row.error,
    )
