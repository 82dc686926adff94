"""The history of accesses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields

from sqlalchemy import insert, select

from domain.accesses import Access
from storage.talk_tables import accesses
from storage.transaction import Transaction

_COLUMNS = tuple(accesses.c[field.name] for field in fields(Access))


class SqlAccesses:
    """Conforms to `Accesses`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, lines: Iterable[Access]) -> Sequence[int]:
        """Keeps lines of the history; answers with their numbers."""
        rows = [{name: value for name, value in asdict(line).items() if name != "id"} for line in lines]
        if not rows:
            return []
        statement = insert(accesses).values(rows).returning(accesses.c.id)
        return sorted(row.id for row in await self._transaction.rows(statement))

    async def get(self, access_id: int, holder_id: int) -> Access | None:
        """A line by its number, only if it is of that holder."""
        own = (accesses.c.id == access_id, accesses.c.holder_id == holder_id)
        row = await self._transaction.row(select(*_COLUMNS).where(*own))
        return None if row is None else Access(**row._asdict())

    async def of_holder(self, holder_id: int, limit: int, offset: int) -> Sequence[Access]:
        """The history of a holder, newest first."""
        statement = select(*_COLUMNS).where(accesses.c.holder_id == holder_id).order_by(accesses.c.id.desc())
        return [Access(**row._asdict()) for row in await self._transaction.rows(statement.limit(limit).offset(offset))]
