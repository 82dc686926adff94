"""The mailboxes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, bindparam, select, update

from domain.mailboxes import Mailbox, MailboxStatus
from storage.batches import any_of
from storage.tables import mailboxes
from storage.transaction import Transaction

# All that a Mailbox has: the version only serves the lock, and the due day follows from the add-ons.
COLUMNS = tuple(column for column in mailboxes.c if column.name not in {"version", "due_on"})

_ONE = mailboxes.c.id == bindparam("mailbox")
_OF_HOLDER = select(*COLUMNS).where(mailboxes.c.holder_id == bindparam("holder")).order_by(mailboxes.c.address)
_AT_ADDRESS = select(*COLUMNS).where(mailboxes.c.address == bindparam("named"))
_OWN = select(*COLUMNS).where(_ONE, mailboxes.c.holder_id == bindparam("holder"))
_LOCKED = update(mailboxes).where(_ONE).values(version=mailboxes.c.version + 1).returning(*COLUMNS)


class SqlMailboxes:
    """Conforms to `Mailboxes`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def get(self, mailbox_id: int, holder_id: int) -> Mailbox | None:
        """A mailbox by id, only if it belongs to that holder."""
        row = await self._transaction.row(_OWN, {"mailbox": mailbox_id, "holder": holder_id})
        return None if row is None else Mailbox(**row._asdict())

    async def lock(self, mailbox_id: int) -> Mailbox | None:
        """A mailbox by id; until the end of the transaction nobody else can lock it."""
        row = await self._transaction.row(_LOCKED, {"mailbox": mailbox_id})
        return None if row is None else Mailbox(**row._asdict())

    async def by_address(self, address: str) -> Mailbox | None:
        """A mailbox by its normalised address."""
        row = await self._transaction.row(_AT_ADDRESS, {"named": address})
        return None if row is None else Mailbox(**row._asdict())

    async def of_holder(self, holder_id: int) -> Sequence[Mailbox]:
        """All mailboxes of a holder, by address."""
        return [Mailbox(**row._asdict()) for row in await self._transaction.rows(_OF_HOLDER, {"holder": holder_id})]

    async def of_ids(self, mailbox_ids: Iterable[int]) -> Sequence[Mailbox]:
        """Some mailboxes, by id."""
        return await self._where(any_of(self._transaction, mailboxes.c.id, mailbox_ids))

    async def of_holders(self, holder_ids: Iterable[int]) -> Sequence[Mailbox]:
        """All mailboxes of some holders, by id."""
        return await self._where(any_of(self._transaction, mailboxes.c.holder_id, holder_ids))

    async def snooze(self, mailbox_id: int, until: date) -> None:
        """No reminders up to and including a day, but for the last steps."""
        await self._transaction.run(update(mailboxes).where(mailboxes.c.id == mailbox_id).values(snoozed_until=until))

    async def switch(self, mailbox_id: int, before: MailboxStatus, after: MailboxStatus) -> bool:
        """Moves a mailbox from one status to another; False if it was not in that status."""
        as_it_was = update(mailboxes).where(mailboxes.c.id == mailbox_id, mailboxes.c.status == before)
        return await self._transaction.changed(as_it_was.values(status=after, version=mailboxes.c.version + 1)) == 1

    async def _where(self, condition: ColumnElement[bool]) -> Sequence[Mailbox]:
        """The mailboxes of which it is true, by id."""
        rows = await self._transaction.rows(select(*COLUMNS).where(condition))
        return sorted((Mailbox(**row._asdict()) for row in rows), key=lambda mailbox: mailbox.id)
