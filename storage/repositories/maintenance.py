"""Whether the bot is closed to holders, in one row, and which chats wait for it to open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, null, select, update

from domain.maintenance import Closure
from storage.batches import any_of
from storage.talk_tables import chats, maintenance
from storage.transaction import Transaction

_ON = maintenance.c.since.is_not(None)


class SqlMaintenance:
    """Conforms to `Maintenance`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def current(self) -> Closure | None:
        """The maintenance that goes on; None while there is none."""
        row = await self._transaction.row(
            select(maintenance.c.number, maintenance.c.since, maintenance.c.until).where(_ON)
        )
        return None if row is None else Closure(**row._asdict())

    async def begin(self, at: datetime, until: datetime | None) -> bool:
        """Closes the bot; False if it is closed already."""
        closed = update(maintenance).where(maintenance.c.since.is_(None))
        values = {"number": maintenance.c.number + 1, "since": at, "until": until}
        return await self._transaction.changed(closed.values(values)) == 1

    async def change(self, number: int, until: datetime | None) -> bool:
        """Gives a maintenance that goes on another end; False if it is over, or was to end then already."""
        other = maintenance.c.until.is_distinct_from(until)
        changed = update(maintenance).where(_ON, maintenance.c.number == number, other)
        return await self._transaction.changed(changed.values(until=until)) == 1

    async def end(self) -> Closure | None:
        """Opens the bot; what has ended, None if it was open."""
        ended = await self.current()
        if ended is None:
            return None
        opened = update(maintenance).where(_ON, maintenance.c.number == ended.number)
        return ended if await self._transaction.changed(opened.values(since=null(), until=null())) == 1 else None

    async def wait(self, chat_id: int, number: int) -> bool:
        """Has a chat wait for the end of a maintenance; False if that has come already.

        The row is held until the end of the transaction: whoever ends the maintenance meanwhile sees who waits.
        """
        held = update(maintenance).where(_ON, maintenance.c.number == number)
        if await self._transaction.changed(held.values(number=maintenance.c.number)) == 0:
            return False
        statement = self._transaction.insert(chats).values(chat_id=chat_id, awaits=number)
        await self._transaction.run(
            statement.on_conflict_do_update(index_elements=["chat_id"], set_={"awaits": number})
        )
        return True

    async def is_waiting(self, chat_id: int, number: int) -> bool:
        """Whether a chat waits for the end of a maintenance."""
        awaits = await self._transaction.scalar(select(chats.c.awaits).where(chats.c.chat_id == chat_id))
        return bool(awaits == number)

    async def count(self, number: int) -> int:
        """How many chats wait for the end of a maintenance."""
        return int(await self._transaction.scalar(select(func.count()).where(chats.c.awaits == number)))

    async def release(self, number: int) -> Sequence[int]:
        """The chats that waited for the end of a maintenance; they do not any more."""
        waiting = update(chats).where(chats.c.awaits == number)
        rows = await self._transaction.rows(waiting.values(awaits=null()).returning(chats.c.chat_id))
        return sorted(row.chat_id for row in rows)

    async def wait_again(self, chats_: Iterable[int], number: int) -> None:
        """Has chats wait for the end of a maintenance that has just begun."""
        known = any_of(self._transaction, chats.c.chat_id, chats_)
        await self._transaction.run(update(chats).where(known).values(awaits=number))
