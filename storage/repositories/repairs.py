"""The payments that no webhook told of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from domain.alarms import Repair
from storage.batches import any_of
from storage.transaction import Transaction
from storage.watch_tables import repairs


class SqlRepairs:
    """Conforms to `Repairs`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, intent: str, name: str, at: datetime) -> None:
        """Keeps one."""
        statement = self._transaction.insert(repairs).values(intent=intent, name=name, found_at=at)
        await self._transaction.run(statement.on_conflict_do_nothing(index_elements=["intent"]))

    async def all(self) -> Sequence[Repair]:
        """All of them, oldest first."""
        statement = select(repairs).order_by(repairs.c.found_at, repairs.c.intent)
        return [Repair(**row._asdict()) for row in await self._transaction.rows(statement)]

    async def announced(self, intents: Iterable[str]) -> None:
        """A webhook came after all: those of them that nobody was told of are forgotten."""
        late = any_of(self._transaction, repairs.c.intent, intents)
        await self._transaction.run(delete(repairs).where(late, repairs.c.told.is_(False)))

    async def tell(self, intents: Iterable[str]) -> None:
        """Administrators are told of them."""
        these = any_of(self._transaction, repairs.c.intent, intents)
        await self._transaction.run(update(repairs).where(these).values(told=True))

    async def close(self) -> None:
        """It is over: forgets what administrators were told of."""
        await self._transaction.run(delete(repairs).where(repairs.c.told.is_(True)))
