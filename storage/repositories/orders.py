"""The orders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from domain.orders import Order, OrderState
from storage.repositories.quotes import read_quote
from storage.tables import orders, quotes
from storage.transaction import Transaction

_OF_HOLDER = (
    select(*quotes.c, orders.c.state, orders.c.placed_at, orders.c.closed_at, orders.c.refunded_at)
    .join(orders, orders.c.id == quotes.c.id)
    .where(quotes.c.holder_id == bindparam("holder"))
)
_OWN = _OF_HOLDER.where(orders.c.id == bindparam("order"))
_PENDING = _OF_HOLDER.where(orders.c.state == OrderState.PENDING).order_by(orders.c.placed_at, orders.c.id)
_PLACED = (
    select(func.count())
    .select_from(orders.join(quotes, quotes.c.id == orders.c.id))
    .where(quotes.c.holder_id == bindparam("holder"), orders.c.placed_at >= bindparam("since"))
)
_NEW = insert(orders)
_CLOSED = (
    update(orders)
    .where(orders.c.id == bindparam("order"), orders.c.state == OrderState.PENDING)
    .values(state=bindparam("as_"), closed_at=bindparam("on"))
)


class SqlOrders:
    """Conforms to `Orders`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, order: Order) -> None:
        """Stores a new order. A second one for the same quote is an error."""
        facts = {"id": order.id, "state": order.state, "placed_at": order.placed_at, "closed_at": order.closed_at}
        await self._transaction.run(_NEW, facts)

    async def get(self, order_id: str, holder_id: int) -> Order | None:
        """An order by id, only if it is that holder's."""
        row = await self._transaction.row(_OWN, {"order": order_id, "holder": holder_id})
        return None if row is None else _read(row)

    async def close(self, order_id: str, state: OrderState, at: datetime) -> bool:
        """Moves a pending order to a final state; False if it was not pending any more."""
        return await self._transaction.changed(_CLOSED, {"order": order_id, "as_": state, "on": at}) == 1

    async def refund(self, order_id: str, at: datetime) -> bool:
        """Marks a completed order as refunded; False if it is not completed, or was refunded before."""
        completed = update(orders).where(orders.c.id == order_id, orders.c.state == OrderState.COMPLETED)
        return await self._transaction.changed(completed.values(state=OrderState.REFUNDED, refunded_at=at)) == 1

    async def hold(self, order_id: str) -> bool:
        """Whether an order is pending; until the end of the transaction nobody else can close it then."""
        pending = update(orders).where(orders.c.id == order_id, orders.c.state == OrderState.PENDING)
        return await self._transaction.changed(pending.values(state=OrderState.PENDING)) == 1

    async def pending_of(self, holder_id: int) -> Sequence[Order]:
        """The pending orders of a holder, oldest first."""
        return [_read(row) for row in await self._transaction.rows(_PENDING, {"holder": holder_id})]

    async def placed_since(self, holder_id: int, since: datetime) -> int:
        """How many orders a holder has placed since an instant, whatever became of them."""
        return int(await self._transaction.scalar(_PLACED, {"holder": holder_id, "since": since}))

    async def of_holder(self, holder_id: int, limit: int, offset: int) -> Sequence[Order]:
        """The orders of a holder, newest first."""
        newest = _OF_HOLDER.order_by(orders.c.placed_at.desc(), orders.c.id).limit(limit).offset(offset)
        return [_read(row) for row in await self._transaction.rows(newest, {"holder": holder_id})]

    async def expire_placed(self, quoted_before: datetime, at: datetime) -> Sequence[str]:
        """Expires every pending order whose quote was made before an instant; their ids."""
        over = select(quotes.c.id).where(quotes.c.quoted_at < quoted_before)
        pending = update(orders).where(orders.c.state == OrderState.PENDING, orders.c.id.in_(over))
        expired = pending.values(state=OrderState.EXPIRED, closed_at=at)
        return [row.id for row in await self._transaction.rows(expired.returning(orders.c.id))]


def _read(row: Row[*tuple[Any, ...]]) -> Order:
    return Order(
        quote=read_quote(row),
        state=row.state,
        placed_at=row.placed_at,
        closed_at=row.closed_at,
        refunded_at=row.refunded_at,
    )
