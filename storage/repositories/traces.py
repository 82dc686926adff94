"""What is kept for a while only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ColumnElement, delete, exists, select

from storage.talk_tables import accesses, challenges, chats, dialogs, login_failures, updates
from storage.transaction import Transaction


class SqlTraces:
    """Conforms to `Traces`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def forget_accesses(self, before: datetime, limit: int) -> int:
        """Forgets the accesses before an instant, at most so many; says how many."""
        return await self._forget(accesses.c.id, limit, accesses.c.at < before)

    async def forget_codes(self, before: datetime, limit: int) -> int:
        """Forgets the codes that were asked for before an instant."""
        return await self._forget(challenges.c.id, limit, challenges.c.asked_at < before)

    async def forget_failures(self, before: datetime, limit: int) -> int:
        """Forgets the failed logins before an instant."""
        return await self._forget(login_failures.c.id, limit, login_failures.c.at < before)

    async def forget_updates(self, before: datetime, limit: int) -> int:
        """Forgets the updates that were done before an instant."""
        return await self._forget(updates.c.update_id, limit, updates.c.done_at < before)

    async def forget_dialogs(self, limit: int) -> int:
        """Forgets the dialogs that hold nothing, of chats that are forgotten.

        Whoever is saving such a dialog at this moment finds it gone, and its update comes again.
        """
        unknown = ~exists().where(chats.c.chat_id == dialogs.c.chat_id)
        nothing = (dialogs.c.conversation.is_(None), dialogs.c.resume.is_(None), dialogs.c.live_message_id.is_(None))
        return await self._forget(dialogs.c.chat_id, limit, unknown, *nothing)

    async def _forget(self, key: Column[int] | Column[str], limit: int, *old: ColumnElement[bool]) -> int:
        some = select(key).where(*old).limit(limit)
        return await self._transaction.changed(delete(key.table).where(key.in_(some)))
