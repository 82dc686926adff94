"""The mailboxes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from domain.mailboxes import Mailbox
from storage.tables import mailboxes
from storage.transaction import Transaction

# All that a Mailbox has; the version only serves the lock.
_COLUMNS = tuple(column for column in mailboxes.c if column.name != "version")


class SqlMailboxes:
    """Conforms to `Mailboxes`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def get(self, mailbox_id: int, holder_id: int) -> Mailbox | None:
        """A mailbox by id, only if it belongs to that holder."""
        statement = select(*_COLUMNS).where(mailboxes.c.id == mailbox_id, mailboxes.c.holder_id == holder_id)
        row = await self._transaction.row(statement)
        return None if row is None else Mailbox(**row._asdict())

    async def lock(self, mailbox_id: int) -> Mailbox | None:
        """A mailbox by id; until the end of the transaction nobody else can lock it."""
        statement = update(mailboxes).where(mailboxes.c.id == mailbox_id).values(version=mailboxes.c.version + 1)
        row = await self._transaction.row(statement.returning(*_COLUMNS))
        return None if row is None else Mailbox(**row._asdict())

    async def by_address(self, address: str) -> Mailbox | None:
        """A mailbox by its normalised address."""
        row = await self._transaction.row(select(*_COLUMNS).where(mailboxes.c.address == address))
        return None if row is None else Mailbox(**row._asdict())

    async def of_holder(self, holder_id: int) -> Sequence[Mailbox]:
        """All mailboxes of a holder, by address."""
        statement = select(*_COLUMNS).where(mailboxes.c.holder_id == holder_id).order_by(mailboxes.c.address)
        return [Mailbox(**row._asdict()) for row in await self._transaction.rows(statement)]
