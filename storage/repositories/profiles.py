"""What holders can change about themselves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from domain.profile import PROFILE_COLUMNS, Changes, Profile
from storage.tables import holders
from storage.transaction import Transaction

_COLUMNS = (holders.c.id.label("holder_id"), *(holders.c[name] for name in PROFILE_COLUMNS))


class SqlProfiles:
    """Conforms to `Profiles`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def get(self, holder_id: int) -> Profile | None:
        """A holder's data."""
        row = await self._transaction.row(select(*_COLUMNS).where(holders.c.id == holder_id))
        return None if row is None else Profile(**row._asdict())

    async def save(self, holder_id: int, changes: Changes, version: int) -> bool:
        """Changes fields; False if the data has been changed since that version."""
        as_read = update(holders).where(holders.c.id == holder_id, holders.c.version == version)
        values = {field.value: text for field, text in changes.items()}
        return await self._transaction.changed(as_read.values(version=holders.c.version + 1, **values)) == 1

    async def save_email(self, holder_id: int, email: str, at: datetime) -> None:
        """Takes over a reference e-mail that the holder has proved to read."""
        own = update(holders).where(holders.c.id == holder_id)
        values = {"email": email, "email_confirmed_at": at, "version": holders.c.version + 1}
        await self._transaction.run(own.values(values))
