"""The holders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace

from sqlalchemy import select, update

from domain.holders import Holder
from domain.notices import Contact
from storage.batches import any_of
from storage.tables import holders
from storage.talk_tables import chats
from storage.transaction import Transaction

_COLUMNS = tuple(holders.c[field.name] for field in fields(Holder))


class SqlHolders:
    """Conforms to `Holders`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def get(self, holder_id: int) -> Holder | None:
        """A holder by id."""
        row = await self._transaction.row(select(*_COLUMNS).where(holders.c.id == holder_id))
        return None if row is None else Holder(**row._asdict())

    async def contacts(self, holder_ids: Iterable[int]) -> Mapping[int, Contact]:
        """Where some holders can be told something: the chats that can be reached, and the reference e-mail."""
        reachable = (chats.c.holder_id == holders.c.id) & chats.c.reachable
        statement = select(holders.c.id, holders.c.email, chats.c.chat_id).outerjoin(chats, reachable)
        rows = await self._transaction.rows(statement.where(any_of(self._transaction, holders.c.id, holder_ids)))
        contacts: dict[int, Contact] = {}
        for row in sorted(rows, key=lambda row: (row.id, row.chat_id or 0)):
            known = contacts.get(row.id, Contact(holder_id=row.id, chats=(), email=row.email))
            contacts[row.id] = known if row.chat_id is None else replace(known, chats=(*known.chats, row.chat_id))
        return contacts

    async def wants_space_alerts(self, holder_id: int) -> bool:
        """Whether a holder wants to be told that an inbox fills up."""
        return bool(await self._transaction.scalar(select(holders.c.space_alerts).where(holders.c.id == holder_id)))

    async def set_space_alerts(self, holder_id: int, *, wanted: bool) -> None:
        """Remembers whether a holder wants to be told that an inbox fills up."""
        await self._transaction.run(update(holders).where(holders.c.id == holder_id).values(space_alerts=wanted))
