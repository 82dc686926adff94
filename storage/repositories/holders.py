"""The holders."""

from __future__ import annotations

from sqlalchemy import select

from domain.holders import Holder
from storage.tables import holders
from storage.transaction import Transaction


class SqlHolders:
    """Conforms to `Holders`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def get(self, holder_id: int) -> Holder | None:
        """A holder by id."""
        row = await self._transaction.row(select(holders).where(holders.c.id == holder_id))
        return None if row is None else Holder(**row._asdict())
