"""The add-ons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import insert, select

from domain.addons import Addon
from domain.orders import Order
from storage.tables import addons
from storage.transaction import Transaction, in_chunks


class SqlAddons:
    """Conforms to `Addons`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, order: Order, active_from: date) -> Addon:
        """Activates what an order bought. A second add-on for the same order is an error."""
        quote = order.quote
        statement = insert(addons).values(
            mailbox_id=quote.mailbox_id,
            order_id=order.id,
            service=quote.service,
            gb=quote.gb,
            active_from=active_from,
            runs_until=quote.runs_until,
        )
        (row,) = await self._transaction.rows(statement.returning(addons))
        return Addon(**row._asdict())

    async def of_mailboxes(self, mailbox_ids: Iterable[int]) -> Sequence[Addon]:
        """All add-ons of some mailboxes, past ones included, oldest first."""
        found: list[Addon] = []
        for ids in in_chunks(mailbox_ids):
            rows = await self._transaction.rows(select(addons).where(addons.c.mailbox_id.in_(ids)))
            found += [Addon(**row._asdict()) for row in rows]
        return sorted(found, key=lambda addon: addon.id)
