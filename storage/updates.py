"""What the receiver remembers: which updates are done, and where each chat's dialog stands."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Container, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Text, bindparam, cast, select, text, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate

from domain.dialogs import FORMAT, Delivery, DeliveryState, Dialog
from domain.errors import StorageUnavailable
from domain.ports import Clock
from storage.answering import answering
from storage.batches import Rows, batch_to_come, insert_to_come, written
from storage.engine import Database
from storage.grouped import Grouped
from storage.talk_tables import dialogs, updates
from storage.transaction import Insert, Transaction, Values, insert_into
from storage.unit_of_work import transaction_on


class TwiceInOneGroup(Exception):
    """The same update or chat is there twice: each is to be done by itself."""


MOST_DELIVERIES = 3
_FORMAT = "format"  # stands in the draft, since only there it matters
_FACTS = ("conversation", "state", "live_message_id", "resume")
_COLUMNS = (dialogs.c.chat_id, *(dialogs.c[name] for name in _FACTS), dialogs.c.version, Column("draft", Text))


class SqlUpdates:
    """The memory of what has been done. Every method raises StorageUnavailable when it cannot answer.

    Updates that arrive or end together are written down in one transaction: each still waits until that is durable.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._beginning = Grouped(self._begin_all)
        self._finishing = Grouped(self._finish_all)

    async def begin(self, update_id: int) -> Delivery:
        """Counts one more delivery, durably, unless the update is done; too often after the third."""
        return await self._beginning.ask(update_id)

    async def release(self, update_id: int) -> None:
        """Takes one delivery back: it was given up for a reason that is not the update's own."""
        unfinished = (updates.c.update_id == update_id, updates.c.done_at.is_(None), updates.c.deliveries > 0)
        async with transaction_on(self._database.writers) as transaction:
            await transaction.run(update(updates).where(*unfinished).values(deliveries=updates.c.deliveries - 1))
            await transaction.commit()

    async def load_dialog(self, chat_id: int) -> Dialog:
        """The chat's dialog; a fresh one for a chat never seen."""
        async with transaction_on(self._database.readers) as transaction:
            row = await transaction.row(_OF_CHAT, {"chat": chat_id})
        return Dialog(chat_id=chat_id) if row is None else _read(row)

    async def finish(self, update_id: int, dialog: Dialog) -> None:
        """Saves the dialog and marks the update done, in one transaction.

        If another process has saved the dialog since it was loaded, nothing is written and StorageUnavailable raised:
        the update comes again, and is played on the dialog as it stands then.
        """
        if not await self._finishing.ask((update_id, dialog)):
            raise StorageUnavailable

    async def _begin_all(self, update_ids: Sequence[int]) -> Sequence[Delivery]:
        rows = [{"update_id": update_id, "deliveries": 1} for update_id in _in_order(update_ids)]
        async with transaction_on(self._database.writers) as transaction:
            found = await transaction.rows(_counting(transaction.is_sqlite), _batch(transaction, rows))
            await transaction.commit()
        deliveries = {row.update_id: row.deliveries for row in found}
        return [_delivery(deliveries.get(update_id)) for update_id in update_ids]

    async def _finish_all(self, ended: Sequence[tuple[int, Dialog]]) -> Sequence[bool]:
        """Whether each was written: one whose dialog was saved by somebody else since is not."""
        async with transaction_on(self._database.writers) as transaction:
            saved = await _save_all(transaction, [dialog for _, dialog in ended])
            done = _in_order(update_id for update_id, dialog in ended if dialog.chat_id in saved)
            now = self._clock.now()
            rows = [{"update_id": update_id, "deliveries": 1, "done_at": now} for update_id in done]
            await transaction.run(_marking_done(transaction.is_sqlite), _batch(transaction, rows))
            await transaction.commit()
        return [dialog.chat_id in saved for _, dialog in ended]


_OF_CHAT = select(dialogs).where(dialogs.c.chat_id == bindparam("chat"))


@cache
def _counting(is_sqlite: bool) -> ReturningInsert[Any]:
    """Counts a delivery of each update that is not done; says how many there were."""
    counted = insert_to_come(updates, (updates.c.update_id, updates.c.deliveries), is_sqlite=is_sqlite)
    return counted.on_conflict_do_update(
        index_elements=["update_id"], set_={"deliveries": updates.c.deliveries + 1}, where=updates.c.done_at.is_(None)
    ).returning(updates.c.update_id, updates.c.deliveries)


@cache
def _marking_done(is_sqlite: bool) -> Insert:
    done = insert_to_come(updates, tuple(updates.c), is_sqlite=is_sqlite)
    return done.on_conflict_do_update(index_elements=["update_id"], set_={"done_at": done.excluded.done_at})


def _read(row: Row[*tuple[Any, ...]]) -> Dialog:
    """A row as a dialog. What was written before formats were counted is of the first."""
    draft = dict(row.draft)
    written = draft.pop(_FORMAT, 1)
    return Dialog(**{**row._asdict(), "draft": draft}).read_as(written)


def _delivery(deliveries: int | None) -> Delivery:
    if deliveries is None:
        return Delivery(state=DeliveryState.DONE)
    state = DeliveryState.TOO_OFTEN if deliveries > MOST_DELIVERIES else DeliveryState.NEW
    return Delivery(state=state, deliveries=deliveries)


def _in_order(update_ids: Iterable[int]) -> list[int]:
    """In their order, so that two transactions never wait for each other. Raises TwiceInOneGroup."""
    ordered = sorted(update_ids)
    if len(set(ordered)) < len(ordered):
        raise TwiceInOneGroup
    return ordered


async def _save_all(transaction: Transaction, given: Sequence[Dialog]) -> Container[int]:
    """Writes dialogs unless they were saved by somebody else since; says of which chats they were written."""
    if len({dialog.chat_id for dialog in given}) < len(given):
        raise TwiceInOneGroup
    known = [_row(dialog) for dialog in given if dialog.version]
    fresh = [_row(dialog) for dialog in given if not dialog.version]
    return {
        *(await _update(transaction, known) if known else ()),
        *(await _insert(transaction, fresh) if fresh else ()),
    }


async def _update(transaction: Transaction, rows: Rows) -> Sequence[int]:
    """Writes dialogs over those that still have the version they were loaded with."""
    written_ = await transaction.rows(_updating(transaction.is_sqlite), _batch(transaction, rows))
    return [row.chat_id for row in written_]


@cache
def _updating(is_sqlite: bool) -> ReturningUpdate[Any]:
    after = batch_to_come(_COLUMNS, is_sqlite=is_sqlite)
    as_loaded = (dialogs.c.chat_id == after.c.chat_id, dialogs.c.version == after.c.version)
    values = {name: after.c[name] for name in _FACTS} | {"version": dialogs.c.version + 1}
    statement = update(dialogs).where(*as_loaded).values(**values, draft=_facts(after.c.draft, is_sqlite=is_sqlite))
    return statement.returning(dialogs.c.chat_id)


async def _insert(transaction: Transaction, rows: Rows) -> Sequence[int]:
    """Writes dialogs of chats that have none."""
    written_ = await transaction.rows(_inserting(transaction.is_sqlite), _batch(transaction, rows))
    return [row.chat_id for row in written_]


@cache
def _inserting(is_sqlite: bool) -> ReturningInsert[Any]:
    after = batch_to_come(_COLUMNS, is_sqlite=is_sqlite)
    columns = (*(after.c[name] for name in _FACTS), after.c.version + 1, _facts(after.c.draft, is_sqlite=is_sqlite))
    everything = select(after.c.chat_id, *columns).where(
        text("1 = 1")
    )  # SQLite takes ON CONFLICT for a join without it
    statement = insert_into(dialogs, is_sqlite=is_sqlite).from_select(
        ["chat_id", *_FACTS, "version", "draft"], everything
    )
    return statement.on_conflict_do_nothing(index_elements=["chat_id"]).returning(dialogs.c.chat_id)


def _batch(transaction: Transaction, rows: Rows) -> Values:
    return {"batch": written(rows, is_sqlite=transaction.is_sqlite)}


def _facts(draft: ColumnElement[Any], *, is_sqlite: bool) -> ColumnElement[Any]:
    """A draft as the database keeps it, from its JSON."""
    return draft if is_sqlite else cast(draft, JSONB)


def _row(dialog: Dialog) -> dict[str, Any]:
    """The draft travels as text, so that it is kept to the letter."""
    facts = {name: getattr(dialog, name) for name in _FACTS}
    draft = {**dialog.draft, _FORMAT: FORMAT} if dialog.draft else {}
    return {"chat_id": dialog.chat_id, "version": dialog.version, "draft": json.dumps(draft), **facts}


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
