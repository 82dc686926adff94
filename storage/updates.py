"""What the receiver remembers: which updates are done, and where each chat's dialog stands."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any

from sqlalchemy import Row, select, text, update

from domain.dialogs import FORMAT, Delivery, DeliveryState, Dialog
from domain.errors import StorageUnavailable
from domain.ports import Clock
from storage.answering import answering
from storage.engine import Database
from storage.talk_tables import dialogs, updates
from storage.transaction import Transaction
from storage.unit_of_work import transaction_on

MOST_DELIVERIES = 3
_FORMAT = "format"  # stands in the draft, since only there it matters


class SqlUpdates:
    """The memory of what has been done. Every method raises StorageUnavailable when it cannot answer."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, update_id: int) -> Delivery:
        """Counts one more delivery, durably, unless the update is done; too often after the third."""
        async with transaction_on(self._database.writers) as transaction:
            statement = transaction.insert(updates).values(update_id=update_id, deliveries=1)
            counted = statement.on_conflict_do_update(
                index_elements=["update_id"],
                set_={"deliveries": updates.c.deliveries + 1},
                where=updates.c.done_at.is_(None),
            )
            deliveries = await transaction.scalar(counted.returning(updates.c.deliveries))
            await transaction.commit()
        if deliveries is None:
            return Delivery(state=DeliveryState.DONE)
        state = DeliveryState.TOO_OFTEN if deliveries > MOST_DELIVERIES else DeliveryState.NEW
        return Delivery(state=state, deliveries=deliveries)

    async def release(self, update_id: int) -> None:
        """Takes one delivery back: it was given up for a reason that is not the update's own."""
        unfinished = (updates.c.update_id == update_id, updates.c.done_at.is_(None), updates.c.deliveries > 0)
        async with transaction_on(self._database.writers) as transaction:
            await transaction.run(update(updates).where(*unfinished).values(deliveries=updates.c.deliveries - 1))
            await transaction.commit()

    async def load_dialog(self, chat_id: int) -> Dialog:
        """The chat's dialog; a fresh one for a chat never seen."""
        async with transaction_on(self._database.readers) as transaction:
            row = await transaction.row(select(dialogs).where(dialogs.c.chat_id == chat_id))
        return Dialog(chat_id=chat_id) if row is None else _read(row)

    async def finish(self, update_id: int, dialog: Dialog) -> None:
        """Saves the dialog and marks the update done, in one transaction.

        If another process has saved the dialog since it was loaded, nothing is written and StorageUnavailable raised:
        the update comes again, and is played on the dialog as it stands then.
        """
        async with transaction_on(self._database.writers) as transaction:
            if not await _save(transaction, dialog):
                raise StorageUnavailable
            statement = transaction.insert(updates).values(update_id=update_id, deliveries=1, done_at=self._clock.now())
            done = {"done_at": statement.excluded.done_at}
            await transaction.run(statement.on_conflict_do_update(index_elements=["update_id"], set_=done))
            await transaction.commit()


def _read(row: Row[*tuple[Any, ...]]) -> Dialog:
    """A row as a dialog. What was written before formats were counted is of the first."""
    draft = dict(row.draft)
    written = draft.pop(_FORMAT, 1)
    return Dialog(**{**row._asdict(), "draft": draft}).read_as(written)


async def _save(transaction: Transaction, dialog: Dialog) -> bool:
    """Writes the dialog unless it was saved by somebody else since; says whether it was written."""
    facts = {
        "conversation": dialog.conversation,
        "state": dialog.state,
        "draft": {**dialog.draft, _FORMAT: FORMAT} if dialog.draft else {},
        "live_message_id": dialog.live_message_id,
        "resume": dialog.resume,
        "version": dialog.version + 1,
    }
    if dialog.version == 0:
        statement = transaction.insert(dialogs).values(chat_id=dialog.chat_id, **facts)
        return await transaction.changed(statement.on_conflict_do_nothing(index_elements=["chat_id"])) == 1
    as_loaded = (dialogs.c.chat_id == dialog.chat_id, dialogs.c.version == dialog.version)
    return await transaction.changed(update(dialogs).where(*as_loaded).values(**facts)) == 1


def chat_lock(database: Database) -> Callable[[int], AbstractAsyncContextManager[object]]:
    """A lock per chat that all processes on one PostgreSQL database share. On SQLite it locks nothing.

    There the version of the dialog still lets only one of two processes finish.
    """
    lockers = database.lockers
    if lockers is None:
        return lambda _chat_id: nullcontext()

    @asynccontextmanager
    async def holding(chat_id: int) -> AsyncIterator[None]:
        with answering():
            connection = await lockers.connect()
        try:
            with answering():
                await connection.execute(text("SELECT pg_advisory_xact_lock(:chat_id)"), {"chat_id": chat_id})
            yield
        finally:
            with answering():
                await connection.close()

    return holding
