"""Turns that are given out ahead, so that all processes together keep a pace."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from storage.broadcast_tables import paces
from storage.transaction import Transaction


class SqlPaces:
    """Conforms to `Paces`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def next_at(self, name: str) -> datetime | None:
        """The instant of the next free turn; None if there never was one."""
        instant: datetime | None = await self._transaction.scalar(select(paces.c.next_at).where(paces.c.name == name))
        return instant

    async def reserve(self, name: str, expected: datetime | None, next_at: datetime) -> bool:
        """Sets the instant of the next free turn; False if it is not what was expected any more."""
        if expected is None:
            first = self._transaction.insert(paces).values(name=name, next_at=next_at)
            return await self._transaction.changed(first.on_conflict_do_nothing()) == 1
        as_expected = update(paces).where(paces.c.name == name, paces.c.next_at == expected)
        return await self._transaction.changed(as_expected.values(next_at=next_at)) == 1
