"""The add-ons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, func, insert, select, update

from domain.addons import Addon
from domain.money import Money
from domain.orders import Order
from domain.pricing import Price
from storage.batches import any_to_come, wanted
from storage.repositories.due import due_on
from storage.tables import addons, mailboxes, renewals
from storage.transaction import Transaction, in_chunks

_NEW = insert(addons).returning(addons)


class SqlAddons:
    """Conforms to `Addons`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, order: Order, active_from: date) -> Addon:
        """Activates what an order bought. A second add-on for the same order is an error."""
        quote = order.quote
        facts = {
            "mailbox_id": quote.mailbox_id,
            "order_id": order.id,
            "service": quote.service,
            "gb": quote.gb,
            "active_from": active_from,
            "runs_until": quote.runs_until,
        }
        (row,) = await self._transaction.rows(_NEW, facts)
        return Addon(**row._asdict())

    async def of_mailboxes(self, mailbox_ids: Iterable[int]) -> Sequence[Addon]:
        """All add-ons of some mailboxes, past ones included, oldest first."""
        found: list[Addon] = []
        for ids in in_chunks(mailbox_ids):
            rows = await self._transaction.rows(select(addons).where(addons.c.mailbox_id.in_(ids)))
            found += [Addon(**row._asdict()) for row in rows]
        return sorted(found, key=lambda addon: addon.id)

    async def active_of(self, mailbox_ids: Iterable[int]) -> Sequence[Addon]:
        """The add-ons of some mailboxes that are in force, oldest first."""
        is_sqlite = self._transaction.is_sqlite
        rows = await self._transaction.rows(_in_force(is_sqlite), wanted(mailbox_ids, is_sqlite=is_sqlite))
        return sorted((Addon(**row._asdict()) for row in rows), key=lambda addon: addon.id)

    async def get(self, addon_id: int, holder_id: int) -> Addon | None:
        """An add-on in force, only if it is on a mailbox of that holder."""
        statement = select(addons).join(mailboxes, mailboxes.c.id == addons.c.mailbox_id)
        own = statement.where(mailboxes.c.holder_id == holder_id, addons.c.id == addon_id, addons.c.ended_on.is_(None))
        row = await self._transaction.row(own)
        return None if row is None else Addon(**row._asdict())

    async def end(self, order_id: str, on: date) -> Addon:
        """Ends what an order bought, unless it has ended already; its mailbox is due for the rest from then on."""
        ended = update(addons).where(addons.c.order_id == order_id)
        ended = ended.values(ended_on=func.coalesce(addons.c.ended_on, on))
        (row,) = await self._transaction.rows(ended.returning(addons))
        await self._transaction.run(update(mailboxes).where(mailboxes.c.id == row.mailbox_id).values(due_on=due_on()))
        return Addon(**row._asdict())

    async def renewed_for(self, addon_id: int) -> Sequence[Price]:
        """What each renewal of an add-on has cost, oldest first."""
        own = select(renewals).where(renewals.c.addon_id == addon_id).order_by(renewals.c.period_from)
        return [
            Price(years=row.years, net=Money(row.net_cents), vat=Money(row.vat_cents))
            for row in await self._transaction.rows(own)
        ]

    async def set_renews(self, addon_id: int, *, renews: bool) -> None:
        """Remembers whether the holder wants an add-on renewed."""
        await self._transaction.run(update(addons).where(addons.c.id == addon_id).values(renews=renews))

    async def set_ranks(self, addon_ids: Sequence[int]) -> None:
        """Remembers the order in which the holder wants add-ons kept, the first one first."""
        for rank, addon_id in enumerate(addon_ids, start=1):
            await self._transaction.run(update(addons).where(addons.c.id == addon_id).values(rank=rank))


@cache
def _in_force(is_sqlite: bool) -> Select[*tuple[Any, ...]]:
    """The add-ons in force of the mailboxes that are wanted."""
    return select(addons).where(any_to_come(addons.c.mailbox_id, is_sqlite=is_sqlite), addons.c.ended_on.is_(None))
