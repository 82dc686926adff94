"""The history of accesses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import datetime

from sqlalchemy import insert, literal, select

from domain.accesses import Access, AccessKind
from storage.tables import mailboxes
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

    async def add_failure(self, address: str, chat_id: int, at: datetime) -> None:
        """Keeps that a password was wrong. It is one statement whether or not there is such a mailbox (S3)."""
        values = (
            literal(chat_id, accesses.c.chat_id.type),
            literal(AccessKind.FAILED, accesses.c.kind.type),
            literal(at, accesses.c.at.type),
        )
        found = select(mailboxes.c.holder_id, mailboxes.c.id, *values).where(mailboxes.c.address == address)
        names = ["holder_id", "mailbox_id", "chat_id", "kind", "at"]
        await self._transaction.run(insert(accesses).from_select(names, found))

    async def get(self, access_id: int, holder_id: int) -> Access | None:
        """A line by its number, only if it is of that holder."""
        own = (accesses.c.id == access_id, accesses.c.holder_id == holder_id)
        row = await self._transaction.row(select(*_COLUMNS).where(*own))
        return None if row is None else Access(**row._asdict())

    async def of_holder(self, holder_id: int, limit: int, offset: int) -> Sequence[Access]:
        """The history of a holder, newest first."""
        statement = select(*_COLUMNS).where(accesses.c.holder_id == holder_id).order_by(accesses.c.id.desc())
        return [Access(**row._asdict()) for row in await self._transaction.rows(statement.limit(limit).offset(offset))]
