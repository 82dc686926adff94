"""The sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, select, update

from domain.sessions import Session
from storage.talk_tables import sessions
from storage.transaction import Transaction


class SqlSessions:
    """Conforms to `Sessions`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def get(self, chat_id: int) -> Session | None:
        """The session of a chat, over or not."""
        row = await self._transaction.row(select(sessions).where(sessions.c.chat_id == chat_id))
        return None if row is None else Session(**row._asdict())

    async def start(self, session: Session) -> None:
        """Starts a session in a chat, in place of any other."""
        facts = asdict(session)
        statement = self._transaction.insert(sessions).values(**facts)
        await self._transaction.run(statement.on_conflict_do_update(index_elements=["chat_id"], set_=facts))

    async def touch(self, chat_id: int, at: datetime) -> None:
        """Remembers that the session was used; a clock that jumped back changes nothing."""
        earlier = update(sessions).where(sessions.c.chat_id == chat_id, sessions.c.used_at < at)
        await self._transaction.run(earlier.values(used_at=at))

    async def confirm(self, chat_id: int, at: datetime) -> None:
        """Remembers that the password was typed once more."""
        await self._transaction.run(update(sessions).where(sessions.c.chat_id == chat_id).values(confirmed_at=at))

    async def of_holder(self, holder_id: int) -> Sequence[Session]:
        """The sessions of a holder, over or not."""
        statement = select(sessions).where(sessions.c.holder_id == holder_id).order_by(sessions.c.chat_id)
        return [Session(**row._asdict()) for row in await self._transaction.rows(statement)]

    async def end_others(self, mailbox_id: int, chat_id: int) -> Sequence[int]:
        """Ends the sessions that were opened with a mailbox, but for that of one chat; answers with their chats."""
        others = delete(sessions).where(sessions.c.mailbox_id == mailbox_id, sessions.c.chat_id != chat_id)
        return sorted(row.chat_id for row in await self._transaction.rows(others.returning(sessions.c.chat_id)))

    async def end_all(self, holder_id: int) -> Sequence[Session]:
        """Ends every session of a holder; answers with those that were there, over or not."""
        own = delete(sessions).where(sessions.c.holder_id == holder_id).returning(sessions)
        found = [Session(**row._asdict()) for row in await self._transaction.rows(own)]
        return sorted(found, key=lambda session: session.chat_id)

    async def end(self, chat_id: int) -> None:
        """Ends the session of a chat, if there is one."""
        await self._transaction.run(delete(sessions).where(sessions.c.chat_id == chat_id))
