"""The sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import BigInteger, and_, bindparam, delete, select, update

from domain.maintenance import Closure
from domain.sessions import Arrival, Session
from storage.tables import mailboxes
from storage.talk_tables import chats, maintenance, sessions
from storage.transaction import Transaction

_FACTS = tuple(column.name for column in sessions.c)
_HERE = select(bindparam("chat", type_=BigInteger).label("chat")).subquery("here")
_ARRIVAL = (
    select(chats.c.language, chats.c.reachable, *sessions.c, mailboxes.c.address)
    .add_columns(maintenance.c.number, maintenance.c.since, maintenance.c.until)
    .select_from(_HERE)
    .outerjoin(chats, chats.c.chat_id == _HERE.c.chat)
    .outerjoin(sessions, sessions.c.chat_id == _HERE.c.chat)
    .outerjoin(mailboxes, and_(mailboxes.c.id == sessions.c.mailbox_id, mailboxes.c.holder_id == sessions.c.holder_id))
    .outerjoin(maintenance, maintenance.c.since.is_not(None))
)


class SqlSessions:
    """Conforms to `Sessions`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def get(self, chat_id: int) -> Session | None:
        """The session of a chat, over or not."""
        row = await self._transaction.row(select(sessions).where(sessions.c.chat_id == chat_id))
        return None if row is None else Session(**row._asdict())

    async def arrival(self, chat_id: int) -> Arrival:
        """What is known of whoever comes from a chat; the session over or not."""
        (row,) = await self._transaction.rows(_ARRIVAL, {"chat": chat_id})
        session = None if row.chat_id is None else Session(**{name: getattr(row, name) for name in _FACTS})
        closure = None if row.number is None else Closure(number=row.number, since=row.since, until=row.until)
        return Arrival(
            language=row.language,
            session=session,
            last_address=row.address,
            reachable=row.reachable is not False,
            closure=closure,
        )

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
