"""The local mail server's own table."""

from __future__ import annotations

from sqlalchemy import bindparam, select, update

from storage.tables import credentials, mailboxes
from storage.transaction import Transaction

_LIMITED = update(credentials).where(credentials.c.address == bindparam("mailbox")).values(limit_bytes=bindparam("to"))


class SqlCredentials:
    """Conforms to `Credentials`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def password_hash(self, address: str) -> str | None:
        """The hash of a mailbox's password; None if there is no such mailbox."""
        statement = select(credentials.c.password_hash).where(credentials.c.address == address)
        password_hash: str | None = await self._transaction.scalar(statement)
        return password_hash

    async def change_password_hash(self, address: str, password_hash: str) -> bool:
        """Replaces the hash; False if there is no such mailbox."""
        statement = update(credentials).where(credentials.c.address == address)
        return await self._transaction.changed(statement.values(password_hash=password_hash)) == 1

    async def space(self, address: str) -> tuple[int, int] | None:
        """The bytes used and allowed in a mailbox's inbox; None if there is no such mailbox."""
        statement = select(mailboxes.c.used_bytes, credentials.c.limit_bytes).join(credentials)
        row = await self._transaction.row(statement.where(mailboxes.c.address == address))
        return None if row is None else (row.used_bytes, row.limit_bytes)

    async def set_limit(self, address: str, limit_bytes: int) -> bool:
        """Sets the bytes allowed; False if there is no such mailbox."""
        return await self._transaction.changed(_LIMITED, {"mailbox": address, "to": limit_bytes}) == 1
