"""Copies a holder with everything of theirs into another database, whatever kind the two are of."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Table, insert, or_, select

from domain.errors import NotFound
from domain.ledger import holder_account
from domain.notices import NoticeKind
from domain.top_ups import TopUpState
from storage.engine import Database
from storage.tables import accounts, addons, holders, mailboxes, orders, quotes, renewals, top_ups, transfers
from storage.talk_tables import chats, outbox
from storage.transaction import Transaction
from storage.unit_of_work import transaction_on


async def copy_holder_of(source: Database, address: str, target: Database) -> None:
    """Copies the holder of a mailbox into an empty, migrated database, all as it stood at one moment.

    The source is only read. What only the mail server, the sessions and the dialogs need is left out.
    Raises NotFound if there is no such mailbox, StorageUnavailable.
    """
    async with transaction_on(source.readers) as reading, transaction_on(target.writers) as writing:
        holder_id = await reading.scalar(select(mailboxes.c.holder_id).where(mailboxes.c.address == address))
        if holder_id is None:
            raise NotFound
        for table, wanted in _belongings(int(holder_id)):
            await _copy(reading, writing, table, wanted)
        await writing.commit()


async def _copy(reading: Transaction, writing: Transaction, table: Table, wanted: ColumnElement[bool]) -> None:
    rows = await reading.rows(select(table).where(wanted))
    if rows:
        await writing.run(insert(table), [row._asdict() for row in rows])


def _belongings(holder_id: int) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Which rows of which table are a holder's, in an order in which each finds what it refers to.

    Of the quotes those that were ordered; of the top-ups those that may still be paid; of what was said the reminders,
    since what has arrived decides what may end.
    """
    account = holder_account(holder_id)
    own_mailboxes = select(mailboxes.c.id).where(mailboxes.c.holder_id == holder_id)
    own_orders = select(orders.c.id).join(quotes, quotes.c.id == orders.c.id).where(quotes.c.holder_id == holder_id)
    own_addons = select(addons.c.id).where(addons.c.mailbox_id.in_(own_mailboxes))
    yield holders, holders.c.id == holder_id
    yield mailboxes, mailboxes.c.holder_id == holder_id
    yield quotes, quotes.c.id.in_(own_orders)
    yield orders, orders.c.id.in_(own_orders)
    yield addons, addons.c.id.in_(own_addons)
    yield renewals, renewals.c.addon_id.in_(own_addons)
    yield accounts, accounts.c.name.in_([account, f"receivable:{holder_id}"])
    yield transfers, or_(transfers.c.source == account, transfers.c.target == account)
    yield top_ups, (top_ups.c.holder_id == holder_id) & (top_ups.c.state == TopUpState.OPEN)
    yield chats, chats.c.holder_id == holder_id
    yield (
        outbox,
        outbox.c.mailbox_id.in_(own_mailboxes) & outbox.c.cycle.is_not(None) & (outbox.c.kind == NoticeKind.REMINDER),
    )
